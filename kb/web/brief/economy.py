"""The economy of a brief: the reader's own case where they have worked one out, and the sources' figures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.appraisal.outlook import Appraisal, appraise
from kb.records.business_case import Entry
from kb.web.appraisal.answers import Answer, answers_of
from kb.web.appraisal.entry import Filled
from kb.web.appraisal.words import volume_words, years_word
from kb.web.brief.room import Kept, keep, lines, shorten
from kb.web.context import page_url
from kb.web.i18n import gettext
from kb.web.presenters.economy import ENTRIES, MoneyGroup, MoneyRow, economy_of
from kb.web.solutions.page import Material, reported_in
from kb.web.typed_numbers import kroner, precise

# In which order kinds of figures are chosen and stand; each gives one before any gives two.
CHOICE = (
    Entry.INVESTMENT,
    Entry.RUNNING,
    Entry.GAIN,
    Entry.NET,
    Entry.UNIT_PRICE,
    Entry.PAYBACK,
    Entry.STAFF,
    Entry.VOLUME,
    Entry.WAGE,
    Entry.GRANT,
)
LINES, LINES_BESIDE_OWN = 10, 5
ANSWER_LINES, ANSWER_WIDTH = 2, 75
LONGEST_LABEL, LONGEST_BASIS, LONGEST_REST = 80, 200, 60
# Signs on a line of the printed columns: what, how much, kind with who and source.
WHAT, MUCH, WHO = 34, 26, 32


@dataclass(frozen=True)
class MoneyLine:
    """A figure of a source under the kind it belongs to."""

    title: str
    label: str
    row: MoneyRow
    facts: str


@dataclass(frozen=True)
class OwnAnswer:
    """One of the three answers, with the sentences that there is room for."""

    answer: Answer
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class OwnCase:
    """The reader's own case: what it comes to, on what, what is missing, and whether it holds a fault."""

    answers: tuple[OwnAnswer, ...]
    basis: str
    missing: str
    is_wrong: bool = False


@dataclass(frozen=True)
class EconomyPart:
    """The reader's case or none, the way to it, and the figures of the sources; nothing is added up."""

    own: OwnCase | None
    case_url: str
    rows: Kept[MoneyLine]


def economy_part(material: Material, filled: Filled) -> EconomyPart:
    """Make the section on the economy."""
    own = own_case(filled)
    has_answers = own is not None and not own.is_wrong
    return EconomyPart(
        own=own,
        case_url=page_url("appraisal.show", solution_id=material.solution.id, **filled.kept),
        rows=money_lines(material, LINES_BESIDE_OWN if has_answers else LINES),
    )


def own_case(filled: Filled) -> OwnCase | None:
    """Work the reader's case out, where there is one."""
    if filled.errors:
        return OwnCase((), "", "", is_wrong=True)
    if filled.is_empty:
        return None
    appraisal = appraise(filled.case)
    answers = answers_of(appraisal, filled)
    return OwnCase(
        answers=tuple(map(own_answer, answers.three)),
        basis=shorten(" ".join(basis_of(appraisal, filled)), LONGEST_BASIS),
        missing=" ".join(answers.missing),
    )


def own_answer(answer: Answer) -> OwnAnswer:
    """Keep the sentences that there is room for; the case's own page has them all."""
    kept = keep(answer.sentences, ANSWER_LINES, lambda sentence: lines(sentence, ANSWER_WIDTH))
    return OwnAnswer(answer, kept.items)


def basis_of(appraisal: Appraisal, filled: Filled) -> Iterator[str]:
    """Say on what the case rests: horizon, rate, volume and wage."""
    case, language = appraisal.case, filled.language
    rate = precise(case.rate, language)
    yield gettext(
        "Regnet %(years)s med en rente på %(rate)s %%.", years=years_word(case.horizon_years), rate=rate
    )
    if case.volume:
        number = precise(case.volume.amount.likely, language)
        yield gettext("Mængde: %(volume)s.", volume=volume_words(number, filled.unit, case))
    if case.wage:
        yield gettext("Lønsum pr. time: %(wage)s.", wage=kroner(case.wage.likely, language)).replace(
            "..", "."
        )
    if case.price_year:
        yield gettext("Priser: %(year)s.", year=case.price_year)


def money_lines(material: Material, room: int) -> Kept[MoneyLine]:
    """Choose figures: one of each kind before two of any; they stand kind by kind, grants last."""
    economy = economy_of(reported_in(material), material.voice)
    by_title = {group.title: group for group in (economy.groups if economy else ())}
    chosen = sorted(_ranked(by_title), key=lambda pair: pair[0])
    kept = keep((line for _, line in chosen), room, _lines_of)
    order = [gettext(ENTRIES[entry]) for entry in CHOICE]
    shown = sorted(kept.items, key=lambda line: order.index(line.title))
    return Kept(tuple(shown), kept.left)


def _ranked(by_title: dict[str, MoneyGroup]) -> Iterator[tuple[tuple[int, int], MoneyLine]]:
    for place, entry in enumerate(CHOICE):
        group = by_title.get(gettext(ENTRIES[entry]))
        rows = sorted(group.rows, key=_is_expected) if group else ()
        for nth, row in enumerate(rows):
            yield (nth, place), _line(gettext(ENTRIES[entry]), row)


def _is_expected(row: MoneyRow) -> bool:
    """Tell whether a figure is no result: what has happened comes first."""
    return row.figure.art not in ("maalt", "opgjort", "oplevet")


def _line(title: str, row: MoneyRow) -> MoneyLine:
    label = f"{row.figure.label}, {row.period}" if row.period else row.figure.label
    figure = replace(row.figure, rest=shorten(row.figure.rest, LONGEST_REST))
    row = replace(row, figure=figure, who=shorten(row.who, LONGEST_REST))
    return MoneyLine(title, shorten(label, LONGEST_LABEL), row, ", ".join(row.facts))


def _lines_of(line: MoneyLine) -> int:
    figure = line.row.figure
    much = f"{figure.number} {figure.unit} {figure.rest}"
    who = f"{figure.kind}, {line.row.who}, {line.facts} [10]"
    return max(lines(f"{line.title}: {line.label}", WHAT), lines(much, MUCH), lines(who, WHO))
