"""What a municipality's own word on a report changes in its file: still right, stopped, withdrawn; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.accounts.refused import Refused
from kb.adoption import latest_stage, places_of
from kb.contributions.changed_record import changed_piece, published_record
from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.contributions.proposal import Given, Proposal, refusable
from kb.contributions.sentence import Sentence
from kb.contributions.typed_record import read_record
from kb.records.base import RecordSchema
from kb.records.confirmation import Confirmation
from kb.records.course import Stage, StageEvent
from kb.records.discussion import Withdrawal, WithdrawalSchema
from kb.records.experience import Experience
from kb.records.fields import Choice, Day, Text, line, term
from kb.records.marks import N_


class Answer(StrEnum):
    """What a municipality says of its own report."""

    RIGHT = "rigtigt"
    STOPPED = "stoppet"


@dataclass(frozen=True)
class Word:
    """A municipality's word on its own report; when and why it stopped, where it did."""

    answer: Answer
    stopped: str | None = None
    stop_reason: str | None = None
    why: str | None = None
    role: str | None = None


class WordSchema(RecordSchema):
    """The fields of the form on which a municipality gives its word."""

    record = Word
    answer = Choice(Answer, N_("Passer det stadig?"), N_("Vælg et af svarene."), required=True)
    stopped = Day(N_("Hvornår stoppede det?"), N_("Skriv datoen som 2026-11-25, eller kun måned eller år."))
    stop_reason = term("stop-reason", N_("Hvorfor stoppede det?"), N_("Vælg den grund, der passer bedst."))
    why = Text(N_("Forklar det"), N_("Hvad skal andre vide om, hvorfor det stoppede?"), longest=1000)
    role = line(N_("Hvem siger det?"), N_("En rolle, aldrig et navn."), longest=120)


SCHEMA, WITHDRAWAL_SCHEMA = WordSchema(), WithdrawalSchema()
ANSWERS = {
    Answer.RIGHT.value: N_("Ja, det er stadig rigtigt"),
    Answer.STOPPED.value: N_("Nej, det er stoppet"),
}
ROLE = PlainField(
    "role",
    N_("Hvem siger det? (Valgfrit)"),
    N_("Skriv en rolle, aldrig et navn, fx velfærdsteknologisk konsulent."),
)
FIELDS = (
    PlainField("answer", N_("Er det, der står på siden, stadig rigtigt?"), choices=ANSWERS),
    PlainField(
        "stopped",
        N_("Hvornår stoppede det?"),
        N_("Kun når det er stoppet. Skriv datoen som 2026-11-25, eller kun måned eller år."),
    ),
    PlainField("stop_reason", N_("Hvorfor stoppede det?"), N_("Kun når det er stoppet.")),
    PlainField("why", N_("Forklar det, så andre kan lære af det (Valgfrit)"), longest=1000),
    ROLE,
)
WITHDRAWAL_FIELDS = (
    PlainField(
        "reason",
        N_("Hvorfor skal erfaringen trækkes tilbage?"),
        N_("Begrundelsen kommer til at stå øverst på siden. Er noget forkert, så ret det hellere."),
        longest=1000,
    ),
    ROLE,
)
CONFIRMS = N_("Kommunen bekræfter, at erfaringen stadig er rigtig.")
STOPS = N_("Kommunen siger, at løsningen er stoppet %(date)s. Resten af erfaringen er stadig rigtig.")
WITHDRAWS = N_("Kommunen trækker erfaringen tilbage. Siden bliver stående, men tæller ikke med nogen steder.")
SHARED = N_("Erfaringen er fælles for: %(names)s.")
NO_REPORT = N_("Erfaringen findes ikke længere.")
NOT_YOURS = N_("Erfaringen er ikke jeres kommunes, så I kan ikke svare for den.")
GONE = N_("Erfaringen er allerede trukket tilbage.")
MISSING = N_("Feltet mangler.")
NOT_STOPPED = N_("Feltet hører kun til, når det er stoppet.")
STOPPED_ALREADY = N_("Erfaringen står allerede som stoppet.")
TO_COME = N_("Datoen ligger ude i fremtiden. Skriv den dag, det stoppede.")
UNKNOWN_REASON = N_("Grunden findes ikke i listen.")


@refusable
def propose_confirmation(given: Given) -> Proposal:
    """Propose a report as its municipality now vouches for it, stopped where they say so."""
    report = own_report(given)
    found = read_record(SCHEMA, given.typed, {})
    if found.record is None:
        return Proposal(faults=found.faults)
    word: Word = found.record
    wrong = {name: (fault,) for name, fault in _wrong(given, report, word)}
    said = (
        Sentence(CONFIRMS) if word.answer is Answer.RIGHT else Sentence(STOPS, {"date": word.stopped or ""})
    )
    piece = changed_piece(given, given.about.path, confirmed(given, report, word))
    return Proposal((piece,), {**found.faults, **wrong}, (said, *_shared(given, report)))


@refusable
def propose_withdrawal(given: Given) -> Proposal:
    """Propose a report that is withdrawn, with the reason."""
    report = own_report(given)
    found = read_record(WITHDRAWAL_SCHEMA, given.typed, {"date": said_on(given)})
    if found.record is None:
        return Proposal(faults=found.faults)
    withdrawn: Withdrawal = found.record
    piece = changed_piece(given, given.about.path, replace(report, withdrawn=withdrawn))
    return Proposal((piece,), found.faults, (Sentence(WITHDRAWS), *_shared(given, report)))


def own_report(given: Given) -> Experience:
    """Read the report as it is published now; refuse one that is gone or another municipality's."""
    report = published_record(given, given.about.path)
    if not isinstance(report, Experience):
        raise Refused(NO_REPORT)
    if report.withdrawn:
        raise Refused(GONE)
    if given.municipality not in report.municipalities:
        raise Refused(NOT_YOURS)
    return report


def confirmed(given: Given, report: Experience, word: Word) -> Experience:
    """Write a municipality's word into its report."""
    vouched = replace(report, confirmed=Confirmation(said_on(given), word.role))
    if word.answer is Answer.RIGHT:
        return vouched
    is_shared = len(places_of(report)) > 1
    event = StageEvent(
        Stage.STOPPED,
        word.stopped,
        word.why,
        word.stop_reason,
        municipality=given.municipality if is_shared else None,
    )
    return replace(vouched, stages=(*report.stages, event))


def said_on(given: Given) -> str:
    """Tell on which day the municipality gave its word: when it was sent, or else today."""
    return given.sent or given.today


def _wrong(given: Given, report: Experience, word: Word) -> Iterator[tuple[str, Fault]]:
    if word.answer is Answer.RIGHT:
        told = {"stopped": word.stopped, "stop_reason": word.stop_reason, "why": word.why}
        yield from ((name, Fault(NOT_STOPPED)) for name, value in told.items() if value)
        return
    latest = latest_stage(report, given.municipality)
    if latest and latest.stage is Stage.STOPPED:
        yield "answer", Fault(STOPPED_ALREADY)
    if not word.stopped:
        yield "stopped", Fault(MISSING)
    elif word.stopped > given.today[: len(word.stopped)]:
        yield "stopped", Fault(TO_COME)
    if not word.stop_reason:
        yield "stop_reason", Fault(MISSING)
    elif given.catalogue.term("stop-reason", word.stop_reason) is None:
        yield "stop_reason", Fault(UNKNOWN_REASON)


def _shared(given: Given, report: Experience) -> Iterator[Sentence]:
    places = places_of(report)
    if len(places) > 1:
        yield Sentence(SHARED, {"names": ", ".join(map(given.catalogue.place_name, places))})
