"""How answers to judged questions are marked."""

from collections import Counter
from math import log2
from pathlib import Path
from statistics import fmean

import pytest

from benchmarks.quality import HALVES, Judged, mark, ours, read_half, table_of
from benchmarks.words import CONTENT
from kb.content.loading import load_catalogue
from kb.search.tables import solutions_to_find


def test_the_best_order_is_marked_one() -> None:
    """Right solutions first, the most right first of all."""
    marks = mark(["a", "b", "c"], {"a": 3, "b": 1})

    assert (marks.ndcg, marks.recall, marks.rank, marks.is_empty) == (1, 1, 1, False)


def test_marks_by_hand() -> None:
    """b (1) stands second and a (3) third: (1/log2 3 + 7/log2 4) / (7/log2 2 + 1/log2 3), first at place 2."""
    marks = mark(["x", "b", "a"], {"a": 3, "b": 1, "c": 2})

    ideal = 7 / log2(2) + 3 / log2(3) + 1 / log2(4)
    assert marks.ndcg == pytest.approx((1 / log2(3) + 7 / log2(4)) / ideal)
    assert marks.recall == pytest.approx(2 / 3)
    assert marks.rank == 1 / 2


def test_nothing_found_is_marked_nothing() -> None:
    """An empty page has no right solution."""
    marks = mark([], {"a": 1})

    assert (marks.ndcg, marks.recall, marks.rank, marks.is_empty) == (0, 0, 0, True)


def test_the_table_has_a_margin_for_every_kind() -> None:
    """Ours less the best of the others."""
    questions = [Judged("1", "x", "plain", {"a": 3}), Judged("2", "y", "split", {"a": 3})]
    ours, other = mark(["a"], {"a": 3}), mark([], {"a": 3})
    lines = list(table_of("test", {"banken": [ours, ours], "other": [other, ours]}, questions))

    assert "| plain | 1 | 1.000 | 0.000 | +1.000 |" in lines
    assert "| split | 1 | 1.000 | 1.000 | +0.000 |" in lines


def test_the_golden_set_is_about_solutions_that_can_be_found() -> None:
    """Every judgement names a solution of the bank, and no question stands in both halves."""
    known = set(solutions_to_find(load_catalogue(CONTENT).catalogue))
    halves = [read_half(half) for half in HALVES]

    assert {key for half in halves for one in half for key in one.judgements} <= known
    assert not {one.query.lower() for one in halves[0]} & {one.query.lower() for one in halves[1]}
    assert all(grade in (1, 2, 3) for half in halves for one in half for grade in one.judgements.values())


def test_the_shares_of_kinds_in_the_test_half_are_those_that_lay_fixed() -> None:
    """Of 160 questions 40 % are plain, 15 % questions, 10 % synonyms, and 5 % each of the seven other kinds."""
    kinds = Counter(one.kind for one in read_half("test"))

    assert (kinds.pop("plain"), kinds.pop("question"), kinds.pop("synonym")) == (64, 24, 16)
    assert list(kinds.values()) == [8] * 7


@pytest.mark.slow
def test_search_does_not_get_worse_on_the_development_half(tmp_path: Path) -> None:
    """Measured .957 in all; what is asked for here is .94, .90 for each kind, and no empty page."""
    questions = read_half("development")
    ask = ours(load_catalogue(CONTENT).catalogue, tmp_path)
    marks = [mark(ask(one.query), one.judgements) for one in questions]
    kinds = {one.kind for one in questions}
    by_kind = {
        kind: fmean(found.ndcg for found, one in zip(marks, questions, strict=True) if one.kind == kind)
        for kind in kinds
    }

    assert fmean(found.ndcg for found in marks) >= 0.94
    assert {kind: ndcg for kind, ndcg in by_kind.items() if ndcg < 0.90} == {}
    assert not any(found.is_empty for found in marks)
