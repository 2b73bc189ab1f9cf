"""What is not known: what to ask, what is missing, what is known all the same, and whom to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.adoption import newest_date
from kb.comparison.observations import Observation, trials_of
from kb.comparison.scaling import scaled_to
from kb.comparison.transfer import Comparison
from kb.records.factor import FactorKind
from kb.web.comparison.rows import Told, View, ended, mine_of, theirs, whose
from kb.web.comparison.words import (
    factor_name,
    names_in_words,
    number_in_words,
    question_of,
    told_in_words,
)
from kb.web.formats import format_date
from kb.web.i18n import gettext
from kb.web.texts import Text, report_title

MOST_ASKED = 2
MOST_TOLD = 4


@dataclass(frozen=True)
class Question:
    """A factor that is not known."""

    id: str
    name: str
    question: str
    missing: str
    known: str
    whom: str
    can_answer: bool
    told: tuple[Told, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class FirstStep:
    """The smallest trial that would answer the most important question."""

    question: str
    steps: tuple[str, ...]


def question_row(comparison: Comparison, view: View) -> Question:
    """Make the row of a factor that is not known."""
    factor, language = comparison.factor, view.voice.language
    is_text = factor.kind is FactorKind.TEXT
    return Question(
        id=factor.id,
        name=factor_name(factor, language),
        question=question_of(factor, language),
        missing=missing_in(comparison),
        known="" if is_text else known_in(comparison, view),
        whom=whom_to_ask(comparison, view),
        can_answer=bool(factor.ask_da) and comparison.lacks_mine,
        told=told_in(comparison.tried[:MOST_TOLD], view) if is_text else (),
        changes=changes_since(view) if factor.solution_field == "legal_bases" else (),
    )


def missing_in(comparison: Comparison) -> str:
    """Say what is missing, on which side."""
    if comparison.factor.kind is FactorKind.TEXT:
        return "" if comparison.tried else gettext("Ikke oplyst.")
    if not comparison.tried:
        return gettext("Ingen, der har prøvet, har oplyst det.")
    if comparison.lacks_theirs:
        return gettext("Ikke oplyst, hvor det lykkedes.")
    return gettext("Vi ved ikke, hvordan det er hos jer.")


def known_in(comparison: Comparison, view: View) -> str:
    """Tell what one side is known to be, and what a number elsewhere comes to here."""
    parts = []
    if comparison.mine:
        parts.append(gettext("Hos jer: %(value)s", value=mine_of(comparison, view).text))
    if comparison.worked:
        parts.append(gettext("Lykkedes: %(range)s", range=theirs(comparison.worked, comparison, view)))
    elif comparison.tried:
        parts.append(
            gettext("Alle, der prøvede: %(range)s", range=theirs(comparison.tried, comparison, view))
        )
    parts += rescaled(comparison, view)
    return " ".join(map(ended, parts))


def rescaled(comparison: Comparison, view: View) -> Iterable[str]:
    """Say what the numbers of others come to here, by the population that the solution is for."""
    if not comparison.factor.scales_with_population or not comparison.worked:
        return
    base = view.solution.population_base
    found = scaled_to(
        view.municipality, comparison.worked, base=base, municipalities=view.voice.catalogue.municipalities
    )
    for one in found[:MOST_ASKED]:
        yield gettext(
            "Regnet om efter %(population)s svarer tallet fra %(name)s til %(number)s hos jer.",
            population=view.voice.term("figure", base).lower(),
            name=whose(one.theirs, view),
            number=number_in_words(comparison.factor, one.here, view.voice.language),
        )


def whom_to_ask(comparison: Comparison, view: View) -> str:
    """Name the nearest two who can answer: those who told, or else those where it worked."""
    me = view.municipality.id
    telling = {place for one in comparison.worked or comparison.tried for place in one.places} - {me}
    succeeded, tried = set(view.transfer.succeeded) - {me}, set(view.transfer.tried) - {me}
    places = telling or succeeded or tried
    ordered = [*view.likeness.order(me, places)]
    ordered += sorted(places - set(ordered))
    return names_in_words(ordered[:MOST_ASKED], view.voice)


def told_in(observations: Sequence[Observation], view: View) -> tuple[Told, ...]:
    """Write what reports, or the solution itself, tell in words."""
    by_ref = {report.ref: report for report in view.reports}
    found = []
    for one in observations:
        text, report = told_in_words(one, view.voice), by_ref.get(one.report)
        if report:
            who = report_title(view.voice.catalogue, report, view.voice.language)
            found.append(Told(who, text, report.solution, report.id))
        else:
            found.append(Told(Text(""), text))
    return tuple(found)


def changes_since(view: View) -> tuple[str, ...]:
    """List the changes of law or product that came after the newest report of success."""
    worked = [trial.report for trial in trials_of(view.reports) if trial.succeeded]
    newest = max(map(newest_date, worked), default="")
    return tuple(
        f"{format_date(change.date, view.voice.language)}: {change.description}"
        for change in view.solution.changes
        if newest and change.date > newest
    )


def first_step_of(view: View) -> FirstStep | None:
    """Choose the smallest trial that would answer the most important question."""
    found = view.transfer.most_important_unknown
    if found is None:
        return None
    language = view.voice.language
    steps = found.factor.first_step_en if language != "da" else found.factor.first_step_da
    return FirstStep(question_of(found.factor, language), steps or found.factor.first_step_da)
