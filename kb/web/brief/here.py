"""One's own municipality in a brief: mine beside theirs, what to ask whom, and three to ring."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.comparison.transfer import Comparison, Standing
from kb.records.marks import N_
from kb.web.brief.room import Kept, keep, lines, names, shorten
from kb.web.comparison.calls import Card, calls_of
from kb.web.comparison.lead import notes_of, success_words
from kb.web.comparison.nearest import no_twin_words
from kb.web.comparison.page import Asked, is_figure, unknown_of, view_of, weighing_of
from kb.web.comparison.questions import Question
from kb.web.comparison.rows import View, mine_of, theirs
from kb.web.comparison.words import factor_name
from kb.web.formats import uncapital
from kb.web.i18n import gettext
from kb.web.presenters.source import SourceBook, SourceNote
from kb.web.texts import Text

STANDINGS = {
    Standing.ALIKE: N_("ligner"),
    Standing.DIFFERENT: N_("afviger"),
    Standing.UNKNOWN: N_("ved vi ikke"),
}
MOST_OF_A_KIND, MOST_FACTORS = 3, 6
MOST_QUESTIONS = 3
FACTOR_LINES, QUESTION_LINES, LINE = 9, 4, 90
UNKNOWN_SIGNS = 150
LONGEST_VALUE, LONGEST_TOLD, LONGEST_SOURCE = 44, 140, 40
# Signs on a line of the printed columns: the factor, mine, and theirs.
FACTOR, MINE, THEIRS = 25, 21, 20


@dataclass(frozen=True)
class FactorLine:
    """A factor: mine with its year and source, theirs where it worked, and theirs of all who tried."""

    name: str
    standing: str
    mine: str
    year: str
    source: SourceNote | None
    worked: str
    tried: str


@dataclass(frozen=True)
class CallLine:
    """A municipality to ring; what it tells and the name of its source are shortened."""

    card: Card
    told: Text
    source: str


@dataclass(frozen=True)
class HerePart:
    """What a brief says of the reader's own municipality."""

    name: str
    lead: str
    notes: tuple[str, ...]
    alike: int
    different: int
    unknown: int
    rows: tuple[FactorLine, ...]
    unknown_names: Kept[str]
    questions: tuple[Question, ...]
    calls: tuple[CallLine, ...]
    missing: tuple[str, ...]


def here_part(asked: Asked, book: SourceBook) -> HerePart:
    """Compare one municipality with those that tried, and keep the most important."""
    view, weighing = view_of(asked, book), weighing_of(asked)
    calls = calls_of(view, asked.adoption, weights=weighing.weights, is_default=weighing.is_default)
    no_twin = no_twin_words(asked.municipality, asked.likeness)
    counts = {standing: len(view.transfer.at(standing)) for standing in Standing}
    return HerePart(
        name=asked.municipality.name,
        lead=success_words(view.transfer.succeeded, view),
        notes=notes_of(view, asked.adoption),
        alike=counts[Standing.ALIKE],
        different=counts[Standing.DIFFERENT],
        unknown=counts[Standing.UNKNOWN],
        rows=factor_lines(view),
        unknown_names=unknown_names(view),
        questions=questions_of(view),
        calls=tuple(map(_call, calls.cards)),
        missing=(*calls.missing, no_twin) if no_twin else calls.missing,
    )


def factor_lines(view: View) -> tuple[FactorLine, ...]:
    """Choose the factors to show: alike and different, else mine beside all who tried."""
    compared = [
        one
        for standing in (Standing.ALIKE, Standing.DIFFERENT)
        for one in most_important(view.transfer.at(standing))[:MOST_OF_A_KIND]
    ]
    beside = [one for one in view.transfer.at(Standing.UNKNOWN) if is_figure(one) and one.mine and one.tried]
    shown = [*compared, *most_important(beside)][:MOST_FACTORS]
    return keep((_line(one, view) for one in shown), FACTOR_LINES, _lines_of).items


def most_important(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Order factors by importance, and else as the list of factors does."""
    return sorted(comparisons, key=lambda one: -one.factor.importance)


def _line(comparison: Comparison, view: View) -> FactorLine:
    mine, figure = mine_of(comparison, view), comparison.mine[0].figure
    return FactorLine(
        name=factor_name(comparison.factor, view.voice.language),
        standing=gettext(STANDINGS[comparison.standing]),
        mine=shorten(mine.text, LONGEST_VALUE),
        year=gettext("jeres svar") if mine.is_answer else figure.year[:4] if figure else "",
        source=mine.source,
        worked=shorten(theirs(comparison.worked, comparison, view), LONGEST_VALUE),
        tried=shorten(theirs(comparison.tried, comparison, view), LONGEST_VALUE),
    )


def _lines_of(row: FactorLine) -> int:
    mine = f"{row.mine} ({row.year}) [10]"
    return max(
        lines(row.name, FACTOR), lines(mine, MINE), lines(row.worked, THEIRS), lines(row.tried, THEIRS)
    )


def unknown_names(view: View) -> Kept[str]:
    """Name what is not known, the most important first."""
    found = most_important(one for one in view.transfer.at(Standing.UNKNOWN) if not is_figure(one))
    return names((uncapital(factor_name(one.factor, view.voice.language)) for one in found), UNKNOWN_SIGNS)


def questions_of(view: View) -> tuple[Question, ...]:
    """Choose the most important questions that somebody can be asked."""
    asked, _ = unknown_of(view)
    answerable = [one for one in asked if one.whom][:MOST_QUESTIONS]
    return keep(answerable, QUESTION_LINES, lambda one: lines(f"{one.question} {one.whom}", LINE)).items


def _call(card: Card) -> CallLine:
    told = Text(shorten(card.told.text, LONGEST_TOLD), card.told.lang)
    return CallLine(card, told, shorten(card.source_name, LONGEST_SOURCE))
