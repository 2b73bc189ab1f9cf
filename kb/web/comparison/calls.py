"""Three municipalities to ring: why, how alike they are, what they tell, and where to write."""

from dataclasses import dataclass

from kb.adoption import Adoption
from kb.comparison.calls import Absence, Call, Missing, Reason, calls_for
from kb.comparison.likeness import Weights, closeness_of
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.source import Source
from kb.web.comparison.nearest import differs_words
from kb.web.comparison.rows import View
from kb.web.comparison.words import closeness_word, distance_in_words, question_of
from kb.web.i18n import gettext
from kb.web.presenters.report import WHY_STOPPED_LENGTH, why_stopped
from kb.web.presenters.source import short_name
from kb.web.presenters.stage import StageMark, mark_of
from kb.web.texts import Text

REASONS = {
    Reason.NEAREST: N_("Ligner jer mest af dem, der har prøvet"),
    Reason.STOPPED: N_("Nærmest af dem, der stoppede"),
    Reason.AGAINST: N_("Nærmest af dem, hvor det ikke gik som ventet"),
    Reason.DIFFERENT: N_("Mest forskellig fra jer, og det lykkedes"),
}
QUESTIONS = {
    Reason.STOPPED: N_("Hvad ville I have gjort anderledes?"),
    Reason.AGAINST: N_("Hvad ville I have gjort anderledes?"),
    Reason.DIFFERENT: N_("Hvad tror I er afgørende, for at det også kan lykkes hos os?"),
}
NOBODY = {
    Reason.NEAREST: N_("Ingen anden dansk kommune er kendt for at have prøvet."),
    Reason.STOPPED: N_("Ingen anden dansk kommune er kendt som stoppet."),
    Reason.AGAINST: N_("Ingen anden dansk kommune er kendt som stoppet."),
    Reason.DIFFERENT: N_("Ingen anden dansk kommune har meldt, at det lykkedes."),
}
NAMED_ABOVE = {
    Reason.NEAREST: N_("Den nærmeste står allerede her."),
    Reason.STOPPED: N_("De, der stoppede, står allerede her."),
    Reason.AGAINST: N_("De, hvor det ikke gik som ventet, står allerede her."),
    Reason.DIFFERENT: N_("De, hvor det lykkedes, står allerede her."),
}


@dataclass(frozen=True)
class Card:
    """A municipality to ring; without a mailbox the first source that has an address is linked."""

    reason: str
    id: str
    name: str
    distance: str
    words: str
    differs_in: str
    mark: StageMark | None
    told: Text
    question: str
    contact: str
    source_name: str
    source_url: str
    solution: str
    report: str


@dataclass(frozen=True)
class Calls:
    """The cards, and a sentence for each that is missing."""

    cards: tuple[Card, ...]
    missing: tuple[str, ...]


def calls_of(view: View, adoption: Adoption, *, weights: Weights, is_default: bool) -> Calls:
    """Choose whom to ring and write a card for each."""
    calls, missing = calls_for(
        view.municipality.id, view.reports, adoption, likeness=view.likeness, weights=weights
    )
    if view.municipality.id not in view.likeness:
        return Calls((), ())
    cards = tuple(card_of(call, view, adoption=adoption, is_default=is_default) for call in calls)
    return Calls(cards, tuple(dict.fromkeys(map(missing_words, missing))))


def missing_words(missing: Missing) -> str:
    """Say why nobody is named for a reason."""
    words = NOBODY if missing.why is Absence.NOBODY else NAMED_ABOVE
    return gettext(words[missing.reason])


def card_of(call: Call, view: View, *, adoption: Adoption, is_default: bool) -> Card:
    """Write the card of one municipality."""
    catalogue, place = view.voice.catalogue, call.twin.municipality
    report, latest = catalogue.experiences[call.report], adoption.latest.get(place)
    source = first_source(report, view)
    return Card(
        reason=gettext(REASONS[call.reason]),
        id=place,
        name=view.voice.place(place),
        distance=distance_in_words(call.twin.distance, view.voice.language),
        words=closeness_word(closeness_of(call.twin.distance)) if is_default else "",
        differs_in=differs_words(call.twin, view.voice),
        mark=mark_of(latest.stage, latest.date) if latest else None,
        told=told_by(report, view),
        question=question_for(call.reason, view),
        contact=report.contact or catalogue.municipalities[place].contact or "",
        source_name=short_name(source) if source else "",
        source_url=(source.url or "") if source else "",
        solution=report.solution,
        report=report.id,
    )


def told_by(report: Experience, view: View) -> Text:
    """Say in few words how it went: why it stopped, the reason of the verdict, or what was done."""
    reason = report.verdict.reason if report.verdict else ""
    words = why_stopped(report, view.voice) or reason or report.description or ""
    if len(words) > WHY_STOPPED_LENGTH:
        words = f"{words[:WHY_STOPPED_LENGTH].rsplit(' ', 1)[0]} …"
    return Text(words, "" if view.voice.language == "da" else "da")


def question_for(reason: Reason, view: View) -> str:
    """Give what to ask: of the nearest the most important that is not known, of the others what fits."""
    if reason in QUESTIONS:
        return gettext(QUESTIONS[reason])
    unknown = view.transfer.most_important_unknown
    return question_of(unknown.factor, view.voice.language) if unknown else gettext("Hvordan går det i dag?")


def first_source(report: Experience, view: View) -> Source | None:
    """Find the first source of a report that one can open."""
    ids = (*(source.id for source in report.sources), *report.cited)
    found = (view.voice.catalogue.source_of(one, report, view.solution) for one in ids)
    return next((source for source in found if source and source.url), None)
