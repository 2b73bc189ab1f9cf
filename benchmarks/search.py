"""The core of search beside other engines: the same questions on the same terms, in one run.

The core is matching, ranking, the ten best, the total, and the count of every facet value. Engines take
turns in blocks, so that a noisy machine is noisy for all of them, and every answer's total and counts are
compared with the bank's own.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec

from benchmarks.corpus import Corpus, open_corpus
from benchmarks.engines.answers import Answer, Engine
from benchmarks.engines.bank import open_bank
from benchmarks.questions import Question, draw_questions
from kb.errors import KnowledgeBankError

# A block asks one engine every question of a class once; slow engines get fewer questions of it.
BLOCKS = 7
SLOW_MS = 30.0
SLOW_QUESTIONS = 4
SLOW_BLOCKS = 3

Times = dict[str, list[float]]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """One class of questions: milliseconds by engine, and how many times the bank's time each took."""

    kind: str
    milliseconds: Mapping[str, float]
    ratios: Mapping[str, float]


@dataclass
class Measurement:
    """Everything measured at one size."""

    reports: int
    solutions: int
    names: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    asked: int = 0
    disagreements: list[str] = field(default_factory=list)


def open_engines(corpus: Corpus, stack: ExitStack, left_out: Sequence[str], say: Say) -> list[Engine]:
    """Open the bank's own search and, after it, every other engine that is installed and wanted."""
    engines: list[Engine] = [open_bank(corpus)]
    for name, is_there, opener in _others():
        if name in left_out:
            continue
        if not find_spec(is_there):
            say(f"{name} er ikke installeret og er ikke med.")
            continue
        try:
            engines += opener(corpus, stack)
        except KnowledgeBankError as error:
            say(f"{name} er ikke med: {error}")
    return engines


Opener = Callable[[Corpus, ExitStack], list[Engine]]


def _others() -> Iterator[tuple[str, str, Opener]]:
    yield "tantivy", "tantivy", _open_tantivy
    yield "sqlite", "sqlite3", _open_sqlite
    yield "postgres", "psycopg", _open_postgres
    yield "whoosh", "whoosh", _open_whoosh
    yield "datasette", "datasette", _open_datasette


def _open_tantivy(corpus: Corpus, _: ExitStack) -> list[Engine]:
    from benchmarks.engines.tantivy_index import TantivyAlone, TantivyWithNumpy

    return [TantivyAlone(corpus, corpus.tables), TantivyWithNumpy(corpus, corpus.tables)]


def _open_sqlite(corpus: Corpus, _: ExitStack) -> list[Engine]:
    from benchmarks.engines.sqlite import Sqlite

    return [Sqlite(corpus, corpus.tables)]


def _open_postgres(corpus: Corpus, stack: ExitStack) -> list[Engine]:
    from benchmarks.engines import postgres

    reason = postgres.why_not()
    if reason:
        raise KnowledgeBankError(reason)
    engine = postgres.Postgres(stack.enter_context(postgres.running(corpus)), corpus.tables)
    stack.callback(engine.close)
    return [engine]


def _open_whoosh(corpus: Corpus, _: ExitStack) -> list[Engine]:
    from benchmarks.engines.whoosh_groups import Whoosh

    return [Whoosh(corpus, corpus.tables)]


def _open_datasette(corpus: Corpus, stack: ExitStack) -> list[Engine]:
    from benchmarks.engines.datasette_pages import DatasettePages

    engine = DatasettePages(corpus, corpus.tables)
    stack.callback(engine.close)
    return [engine]


def measure(reports: int, each: int, left_out: Sequence[str], say: Say) -> Measurement:
    """Ask every engine a number of questions of every class, at one size."""
    corpus = open_corpus(reports)
    with ExitStack() as stack:
        engines = open_engines(corpus, stack, left_out, say)
        names = tuple(engine.name for engine in engines)
        found = Measurement(reports, len(corpus.tables.solutions), names)
        for kind, questions in draw_questions(corpus, each).items():
            asked = _compare(engines, questions, found)
            found.rows.append(_time(kind, engines, asked))
    return found


def _compare(
    engines: list[Engine], questions: list[Question], found: Measurement
) -> dict[str, list[Question]]:
    """Compare each answer with the bank's; return which questions each engine is timed on."""
    right = [engines[0].ask(question) for question in questions]
    asked = {engines[0].name: questions}
    for engine in engines[1:]:
        answers, milliseconds = [], []
        clock = clock_of(engine)
        for question in questions:
            start = clock()
            answers.append(engine.ask(question))
            milliseconds.append(1_000 * (clock() - start))
        is_slow = statistics.median(milliseconds) > SLOW_MS
        if answers[0] is not None:
            asked[engine.name] = questions[: SLOW_QUESTIONS if is_slow else None]
        found.asked += sum(answer is not None for answer in answers)
        found.disagreements += _disagreements(engine.name, questions, right, answers)
    return asked


def _disagreements(
    name: str, questions: list[Question], right: Sequence[Answer | None], answers: Sequence[Answer | None]
) -> Iterator[str]:
    for question, one, other in zip(questions, right, answers, strict=True):
        difference = one.differs(other) if one and other else ""
        if difference:
            yield f"{name}: {difference} ({question})"


def _time(kind: str, engines: list[Engine], asked: Mapping[str, list[Question]]) -> Row:
    """Take turns; a question's time is its least over the blocks, a class's the median of its questions."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in found] for name, found in asked.items()}
    for block in range(BLOCKS):
        for engine in engines:
            questions = asked.get(engine.name, [])
            is_slow = len(questions) < len(asked[engines[0].name])
            if not is_slow or block < SLOW_BLOCKS:
                for place, question in enumerate(questions):
                    times[engine.name][place].append(_timed(engine, question))
    least = {name: [min(one) for one in found] for name, found in times.items()}
    own = least[engines[0].name]
    ratios = {
        name: statistics.geometric_mean(other / mine for other, mine in zip(found, own, strict=False))
        for name, found in least.items()
    }
    return Row(kind, {name: statistics.median(found) for name, found in least.items()}, ratios)


def _timed(engine: Engine, question: Question) -> float:
    clock = clock_of(engine)
    start = clock()
    engine.ask(question)
    return 1_000 * (clock() - start)


def clock_of(engine: Engine) -> Callable[[], float]:
    """Count what the processor works, not what it waits for others; of a server only the wall clock knows."""
    return time.perf_counter if engine.is_server else time.process_time


def table_of(found: Measurement) -> Iterator[str]:
    """Write what was measured as a Markdown table: milliseconds, and beside it times the bank's."""
    bank, *others = found.names
    yield f"{found.reports:,} reports of {found.solutions:,} solutions".replace(",", ".")
    yield f"| | {bank}, ms | {' | '.join(others)} |"
    yield f"|---|{'---:|' * len(found.names)}"
    for row in found.rows:
        cells = (_cell(row, name) for name in others)
        yield f"| {row.kind} | {row.milliseconds[bank]:.2f} | {' | '.join(cells)} |"
    means = (_mean(found.rows, name) for name in others)
    yield f"| geometric mean | | {' | '.join(means)} |"
    yield f"{found.asked} answers compared, {len(found.disagreements)} disagreements in totals and counts."
    yield from found.disagreements[:10]


def _cell(row: Row, name: str) -> str:
    if name not in row.ratios:
        return "–"
    return f"{row.milliseconds[name]:.2f} ({row.ratios[name]:.2f}×)"


def _mean(rows: Sequence[Row], name: str) -> str:
    ratios = [row.ratios[name] for row in rows if name in row.ratios]
    return f"{statistics.geometric_mean(ratios):.2f}×" if ratios else "–"
