"""How a factor that has values on both sides stands on the page: mine, theirs, the bar, and the nearest."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.adoption import places_of
from kb.comparison.likeness import Likeness
from kb.comparison.observations import Observation
from kb.comparison.transfer import Comparison, Standing, Transfer, span_of
from kb.records.conditions import Change
from kb.records.experience import Experience
from kb.records.factor import FactorKind
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.web.comparison.bar import Bar, bar_of
from kb.web.comparison.words import (
    category_in_words,
    factor_name,
    names_in_words,
    number_in_words,
    range_in_words,
)
from kb.web.formats import format_list
from kb.web.i18n import gettext
from kb.web.presenters.source import Cite, SourceNote
from kb.web.texts import Text, report_title
from kb.web.voice import Voice


@dataclass(frozen=True)
class View:
    """What every row is made with."""

    voice: Voice
    solution: Solution
    reports: tuple[Experience, ...]
    municipality: Municipality
    transfer: Transfer
    likeness: Likeness
    cite: Cite


@dataclass(frozen=True)
class Mine:
    """My value, and where it comes from: a source with its year, or the reader's own answer."""

    text: str
    year: str = ""
    source: SourceNote | None = None
    is_answer: bool = False


@dataclass(frozen=True)
class Told:
    """What one report tells, with the way to it."""

    who: Text
    text: Text
    solution: str = ""
    report: str = ""


@dataclass(frozen=True)
class FactorRow:
    """A factor that is alike or differs, or mine beside theirs where nobody succeeded yet."""

    id: str
    name: str
    mine: Mine
    bar: Bar | None
    spoken: str
    worked: str
    tried: str
    sentence: str
    adapted: Told | None = None


def row_of(comparison: Comparison, view: View) -> FactorRow:
    """Make the row of a factor that has values on both sides."""
    is_number = comparison.factor.kind is FactorKind.NUMBER
    bar = bar_of(comparison) if is_number else None
    worked, tried = theirs(comparison.worked, comparison, view), theirs(comparison.tried, comparison, view)
    mine = mine_of(comparison, view)
    return FactorRow(
        id=comparison.factor.id,
        name=factor_name(comparison.factor, view.voice.language),
        mine=mine,
        bar=bar,
        spoken=spoken(view.municipality.name, mine, worked, tried=tried),
        worked=worked,
        tried=tried,
        sentence=" ".join(part for part in (place_in(comparison, view), outside(bar, view)) if part),
        adapted=adapted_by(comparison, view),
    )


def mine_of(comparison: Comparison, view: View) -> Mine:
    """Write my value with its source and year."""
    first = comparison.mine[0]
    if comparison.factor.kind is FactorKind.NUMBER:
        text = number_in_words(comparison.factor, first.value, view.voice.language)
    else:
        text = format_list(
            [category_in_words(comparison.factor, one.value, view.voice) for one in comparison.mine],
            view.voice.language,
        )
    if first.figure is None:
        return Mine(text, is_answer=first.is_answer)
    source, year = view.cite(first.figure.source), first.figure.year[:4]
    return Mine(text, "" if source and source.text.endswith(year) else year, source)


def theirs(observations: Sequence[Observation], comparison: Comparison, view: View) -> str:
    """Write the values of others: a range, or each category with those who have it."""
    factor, voice = comparison.factor, view.voice
    if factor.kind is FactorKind.NUMBER:
        span = span_of(observations)
        return range_in_words(factor, span.low.value, span.high.value, voice.language) if span else ""
    by_value: dict[str, dict[str, None]] = {}
    for one in observations:
        by_value.setdefault(one.value, {}).update(dict.fromkeys(one.places))
    return "; ".join(
        gettext(
            "%(value)s (%(names)s)",
            value=category_in_words(factor, value, voice),
            names=names_in_words(sorted(places), voice),
        )
        if places
        else category_in_words(factor, value, voice)
        for value, places in by_value.items()
    )


def spoken(name: str, mine: Mine, worked: str, *, tried: str) -> str:
    """Say in words what a bar shows."""
    parts = [f"{name} {mine.text}"]
    if worked:
        parts.append(gettext("Lykkedes: %(range)s", range=worked))
    if tried:
        parts.append(gettext("Alle, der prøvede: %(range)s", range=tried))
    return " ".join(map(ended, parts))


def place_in(comparison: Comparison, view: View) -> str:
    """Say where mine lies, and who of all that tried is nearest."""
    if comparison.factor.kind is not FactorKind.NUMBER:
        return ""
    mine, span = comparison.mine[0].value, span_of(comparison.worked)
    if span is None:
        return ""
    if span.holds(mine):
        return gettext("I ligger inden for.")
    words = gettext("I ligger under.") if mine < span.low.value else gettext("I ligger over.")
    nearest = comparison.nearest
    if nearest is None:
        return words
    number = number_in_words(comparison.factor, nearest.value, view.voice.language)
    named = gettext("Nærmest er %(name)s med %(number)s", name=whose(nearest, view), number=number)
    return f"{words} {ended(named)}"


def outside(bar: Bar | None, view: View) -> str:
    """Name those who lie outside the drawing."""
    if bar is None or not bar.outside:
        return ""
    names = format_list([whose(one, view) for one in bar.outside], view.voice.language)
    return gettext("Uden for tegningen: %(names)s.", names=names)


def ended(words: str) -> str:
    """End a sentence that may end in an abbreviation already."""
    return words if words.endswith(".") else f"{words}."


def whose(observation: Observation, view: View) -> str:
    """Name those whom a value is about, or else the report that has it."""
    if observation.places:
        return names_in_words(observation.places, view.voice)
    report = view.voice.catalogue.experiences[observation.report]
    return report_title(view.voice.catalogue, report, view.voice.language).text


def adapted_by(comparison: Comparison, view: View) -> Told | None:
    """Tell what the nearest municipality did otherwise, where mine differs and a report says so."""
    nearest = comparison.nearest
    if nearest is None or comparison.standing is Standing.ALIKE or len(nearest.places) != 1:
        return None
    (place,) = nearest.places
    for report in view.reports:
        if place in places_of(report):
            own = [one for one in report.adaptations if one.municipality in (None, place)]
            own = [one for one in own if one.change is not Change.KEPT]
            if own:
                text = Text(own[0].description, "" if view.voice.language == "da" else "da")
                return Told(Text(view.voice.place(place)), text, report.solution, report.id)
    return None
