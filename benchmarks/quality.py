"""How well the bank finds what is meant, beside other engines, on judged questions (the golden set).

    python -m benchmarks.quality [--half development|test] [--failures]

nDCG@10 weighs how high the right solutions stand, by how right each is; recall@50 is the share of them among
the first fifty; MRR is one over the place of the first; and how many questions found nothing at all. The
questions of the half `test` are never shown: nothing may be tuned on them.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from math import log2
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import yaml

from benchmarks.engines.postgres import why_not
from benchmarks.rivals import Ask, postgres, sqlite, tantivy, texts_of_bank
from kb.catalogue import Catalogue
from kb.content.loading import load_catalogue
from kb.search.engine import SearchEngine
from kb.search.index import build_index
from kb.search.query import SearchQuery
from kb.search.tables import build_tables

GOLDEN = Path(__file__).parents[1] / "tests/search/golden"
HALVES = ("development", "test")
SHOWN, LOOKED_AT = 10, 50
POOR = 0.8
# The day that regions go by; it decides nothing here.
AS_OF = "2026-11-25"


@dataclass(frozen=True)
class Judged:
    """A question with its kind, and how right each solution is: 3, 2 or 1; the others are not."""

    id: str
    query: str
    kind: str
    judgements: Mapping[str, int]


@dataclass(frozen=True)
class Marks:
    """How well one question was answered."""

    ndcg: float
    recall: float
    rank: float
    is_empty: bool


def read_half(half: str) -> list[Judged]:
    """Read the questions of one half."""
    return [Judged(**one) for one in yaml.safe_load((GOLDEN / f"{half}.yaml").read_text(encoding="utf-8"))]


def mark(found: Sequence[str], judgements: Mapping[str, int]) -> Marks:
    """Compare what was found, the best first, with the judgements."""
    gains = [judgements.get(key, 0) for key in found]
    best = sorted(judgements.values(), reverse=True)
    first = next((place for place, gain in enumerate(gains, start=1) if gain), 0)
    return Marks(
        ndcg=_gain(gains) / _gain(best),
        recall=sum(gain > 0 for gain in gains[:LOOKED_AT]) / len(best),
        rank=1 / first if first else 0.0,
        is_empty=not found,
    )


def _gain(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / log2(place + 2) for place, gain in enumerate(gains[:SHOWN]))


def ours(catalogue: Catalogue, folder: Path) -> Ask:
    """Build the bank's own index and tell how it is asked."""
    build_index(catalogue, folder, tables=build_tables(catalogue, AS_OF))
    engine = SearchEngine.open(folder, catalogue)
    return lambda query: [
        hit.solution_id for hit in engine.search(SearchQuery(text=query, page_size=LOOKED_AT)).hits
    ]


def open_sides(catalogue: Catalogue, stack: ExitStack) -> Iterator[tuple[str, Ask]]:
    """Open the bank's own search and, after it, every other engine that is installed."""
    texts = list(texts_of_bank(catalogue))
    yield "banken", ours(catalogue, Path(stack.enter_context(TemporaryDirectory())))
    yield "SQLite FTS5", sqlite(texts)
    if find_spec("tantivy"):
        yield "tantivy dansk", tantivy(texts)
    if find_spec("psycopg") and not why_not():
        yield "PostgreSQL dansk", stack.enter_context(postgres(texts))


def table_of(half: str, marks: Mapping[str, Sequence[Marks]], questions: Sequence[Judged]) -> Iterator[str]:
    """Write what was measured as Markdown: the totals by engine, and nDCG@10 by kind of question."""
    yield f"{half}: {len(questions)} questions"
    yield ""
    yield "| engine | nDCG@10 | recall@50 | MRR | empty |"
    yield "|---|---|---|---|---|"
    for name, those in marks.items():
        empty = fmean(one.is_empty for one in those)
        means = (fmean(values) for values in zip(*((m.ndcg, m.recall, m.rank) for m in those), strict=True))
        yield f"| {name} | {' | '.join(f'{mean:.3f}' for mean in means)} | {empty:.1%} |"
    yield ""
    yield f"| nDCG@10 | questions | {' | '.join(marks)} | margin |"
    yield "|---" * (len(marks) + 3) + "|"
    for kind in dict.fromkeys(one.kind for one in questions):
        places = [place for place, one in enumerate(questions) if one.kind == kind]
        first, *others = (fmean(those[place].ndcg for place in places) for those in marks.values())
        cells = " | ".join(f"{value:.3f}" for value in (first, *others))
        yield f"| {kind} | {len(places)} | {cells} | {first - max(others):+.3f} |"


def failures(questions: Sequence[Judged], answers: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write the questions that were answered poorly, with what was found and what was wanted."""
    for one, found in zip(questions, answers, strict=True):
        ndcg = mark(found, one.judgements).ndcg
        if ndcg < POOR:
            yield f"{ndcg:.2f} {one.kind}: {one.query}\n  found {', '.join(found[:5])}"
            yield "  wanted " + ", ".join(f"{key} {gain}" for key, gain in one.judgements.items())


def measure(halves: Sequence[str], *, show_failures: bool) -> Iterator[str]:
    """Ask every engine every question."""
    content = Path(os.environ.get("KB_CONTENT_DIR", "content"))
    catalogue = load_catalogue(content).require()
    with ExitStack() as stack:
        sides = dict(open_sides(catalogue, stack))
        for half in halves:
            questions = read_half(half)
            answers = {name: [ask(one.query) for one in questions] for name, ask in sides.items()}
            marks = {
                name: [mark(found, one.judgements) for found, one in zip(those, questions, strict=True)]
                for name, those in answers.items()
            }
            yield from table_of(half, marks, questions)
            yield ""
            if show_failures and half != "test":
                yield from failures(questions, answers["banken"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what the command asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("--half", choices=HALVES, action="append", help="only this half of the golden set")
    parser.add_argument("--failures", action="store_true", help="show what development answered poorly")
    chosen = parser.parse_args(arguments)
    for line in measure(chosen.half or HALVES, show_failures=chosen.failures):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
