"""How alike two coders judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.agreement import agreement_of
from kb.records.experience import Experience
from kb.records.outcome import Judgement, Verdict

VERDICTS = st.sampled_from(Verdict)


def coded(*verdicts: tuple[Verdict, Verdict]) -> list[Experience]:
    return [
        Experience(f"r{n}", "s", verdict=Judgement(first), second_verdict=Judgement(second))
        for n, (first, second) in enumerate(verdicts)
    ]


def test_a_worked_example() -> None:
    """Of ten reports eight are alike; chance gives 0.5, so kappa is (0.8 - 0.5) / 0.5 = 0.6."""
    yes, no = Verdict.POSITIVE, Verdict.UNKNOWN
    pairs = [(yes, yes)] * 4 + [(no, no)] * 4 + [(yes, no), (no, yes)]
    found = agreement_of(coded(*pairs))
    assert (found.reports, found.alike) == (10, 8)
    assert found.kappa == pytest.approx(0.6)
    assert found.count(yes, no) == 1
    assert found.apart == ("s/r8", "s/r9")


def test_a_report_that_was_coded_once_does_not_count() -> None:
    """Only reports with two verdicts are compared, and without any there is no kappa."""
    once = Experience("r", "s", verdict=Judgement(Verdict.MIXED))
    found = agreement_of([once, Experience("q", "s")])
    assert (found.reports, found.kappa) == (0, None)


@given(st.lists(VERDICTS, min_size=1, max_size=30))
def test_two_coders_who_always_agree(verdicts: list[Verdict]) -> None:
    """Full agreement is kappa 1, or no kappa where everything got one and the same verdict."""
    found = agreement_of(coded(*((one, one) for one in verdicts)))
    assert found.alike == len(verdicts)
    assert found.kappa == (1.0 if len(set(verdicts)) > 1 else None)


@given(st.lists(st.tuples(VERDICTS, VERDICTS), min_size=1, max_size=30))
def test_it_does_not_matter_who_is_first(pairs: list[tuple[Verdict, Verdict]]) -> None:
    """Changing places of the coders changes neither agreement nor kappa."""
    there = agreement_of(coded(*pairs))
    back = agreement_of(coded(*((second, first) for first, second in pairs)))
    assert (there.alike, there.kappa, there.apart) == (back.alike, back.kappa, back.apart)
