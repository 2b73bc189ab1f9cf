"""What is said about a solution: disagreements, mentions, questions, decisions, withdrawal."""

from dataclasses import dataclass
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Slug, Text, line
from kb.records.lists import parts
from kb.records.marks import N_


@dataclass(frozen=True)
class Claim:
    """What one source says in a disagreement."""

    statement: str
    source: str


class ClaimSchema(RecordSchema):
    """The file format of one side of a disagreement."""

    record = Claim
    statement = Text(N_("Udsagn"), N_("Hvad siger kilden?"), required=True, longest=600)
    source = Slug(N_("Kilde"), N_("Id på kilden."), required=True, of="source")


@dataclass(frozen=True)
class Conflict:
    """Two or more sources that disagree; all are shown and never averaged."""

    id: str
    question: str
    claims: tuple[Claim, ...]
    explanation: str | None = None


class ConflictSchema(RecordSchema):
    """The file format of a disagreement between sources."""

    record = Conflict
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen."), required=True)
    question = line(N_("Spørgsmål"), N_("Hvad er kilderne uenige om?"), required=True)
    claims = parts(ClaimSchema, N_("Udsagn"), N_("Hvad siger hver kilde?"), required=True, most=10)
    explanation = Text(N_("Forklaring"), N_("Hvis der er en. Ellers udelades den."))


@dataclass(frozen=True)
class Participant:
    """A municipality that a source only mentions; not an experience of its own."""

    municipality: str
    description: str | None = None
    source: str | None = None


class ParticipantSchema(RecordSchema):
    """The file format of a municipality that is only mentioned."""

    record = Participant
    municipality = Slug(N_("Kommune"), N_("Kommunens id."), required=True, of="municipality")
    description = Text(N_("Omtale"), N_("Hvad siger kilden?"), longest=600)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Related:
    """Another solution, and how the two hang together."""

    solution: str
    relation: str | None = None


class RelatedSchema(RecordSchema):
    """The file format of a relation to another solution."""

    record = Related
    solution = Slug(N_("Løsning"), N_("Den anden løsnings id."), required=True, of="solution")
    relation = line(N_("Sammenhæng"), N_("Fx: bruges ofte sammen med."))


class RemarkState(StrEnum):
    """How far a question about a figure has come."""

    OPEN = "åben"
    ANSWERED = "besvaret"
    MENDED = "rettet"


@dataclass(frozen=True)
class Remark:
    """A question about one figure, with the answer where there is one.

    Without a municipality in `asked_by` or `answered_by` it was the editors.
    """

    id: str
    figure: str
    question: str
    asked: str | None = None
    asked_by: str | None = None
    answer: str | None = None
    answered: str | None = None
    answered_by: str | None = None
    state: RemarkState | None = None


class RemarkSchema(RecordSchema):
    """The file format of a question about a figure."""

    record = Remark
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen."), required=True)
    figure = line(N_("Tal"), N_("erfaringens id/tallets id, eller kun tallets id."), required=True)
    question = Text(N_("Spørgsmål"), N_("Hvad er der tvivl om?"), required=True)
    asked = Day(N_("Spurgt"), N_("Hvornår blev der spurgt?"))
    asked_by = Slug(
        N_("Spurgt af"), N_("Kommunens id. Udelades, når redaktionen spørger."), of="municipality"
    )
    answer = Text(N_("Svar"), N_("Svaret, når der er et."))
    answered = Day(N_("Besvaret"), N_("Hvornår blev der svaret?"))
    answered_by = Slug(
        N_("Besvaret af"), N_("Kommunens id. Udelades, når redaktionen svarer."), of="municipality"
    )
    state = Choice(RemarkState, N_("Tilstand"), N_("åben, besvaret eller rettet."))


@dataclass(frozen=True)
class Decision:
    """A municipality that decided on the grounds of this page."""

    municipality: str
    date: str
    description: str | None = None


class DecisionSchema(RecordSchema):
    """The file format of a decision."""

    record = Decision
    municipality = Slug(N_("Kommune"), N_("Kommunens id."), required=True, of="municipality")
    date = Day(N_("Dato"), N_("Hvornår blev det besluttet?"), required=True)
    description = Text(N_("Beslutning"), N_("Hvad blev besluttet?"), longest=600)


@dataclass(frozen=True)
class Withdrawal:
    """Why and when a record was withdrawn, and by whom as a role; records are never deleted."""

    date: str
    reason: str
    role: str | None = None


class WithdrawalSchema(RecordSchema):
    """The file format of a withdrawal."""

    record = Withdrawal
    date = Day(N_("Dato"), N_("Hvornår?"), required=True)
    reason = Text(N_("Begrundelse"), N_("Hvorfor er posten trukket tilbage?"), required=True)
    role = line(N_("Rolle"), N_("Hvem, som rolle: fx velfærdsteknologisk konsulent."), longest=120)
