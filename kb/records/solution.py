"""What a solution is: who it is for, what it takes, what it may cost, and which sources say so."""

from dataclasses import dataclass, field
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.business_case import BusinessCase, BusinessCaseSchema
from kb.records.confirmation import Confirmation, ConfirmationSchema
from kb.records.discussion import (
    Conflict,
    ConflictSchema,
    Decision,
    DecisionSchema,
    Participant,
    ParticipantSchema,
    Related,
    RelatedSchema,
    Remark,
    RemarkSchema,
    Withdrawal,
    WithdrawalSchema,
)
from kb.records.fields import Choice, Day, Slug, Text, line, term
from kb.records.framework import (
    Artefact,
    ArtefactSchema,
    DatedChange,
    DatedChangeSchema,
    LegalBasis,
    LegalBasisSchema,
    Point,
    PointSchema,
    Risk,
    RiskSchema,
    TaskOwner,
    TaskOwnerSchema,
)
from kb.records.lists import Part, lines, parts, terms
from kb.records.marks import N_
from kb.records.outcome import Outcome, OutcomeSchema
from kb.records.source import Source, SourceSchema


class Success(StrEnum):
    """What counts as success on a primary outcome."""

    BETTER = "better"
    NO_WORSE = "no_worse"


@dataclass(frozen=True)
class Prose:
    """The text of a solution in one language: Markdown as written, HTML as sanitised at build."""

    markdown: str
    html: str = ""


@dataclass(frozen=True)
class PrimaryOutcome:
    """An outcome that the solution is for, and what counts as success on it."""

    measure: str
    success: Success


class PrimaryOutcomeSchema(RecordSchema):
    """The file format of a primary outcome."""

    record = PrimaryOutcome
    measure = term("outcome", N_("Mål"), N_("Term fra ordlisten outcome."), required=True)
    success = Choice(
        Success, N_("Succes"), N_("better = bedre end før; no_worse = ikke dårligere end før."), required=True
    )


@dataclass(frozen=True)
class Solution:
    """A solution that the bank has knowledge of. Only title, summary and one source are required."""

    id: str
    title: str
    summary: str
    sources: tuple[Source, ...]
    title_en: str | None = None
    summary_en: str | None = None
    aliases: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    target_group: str | None = None
    target_groups: tuple[str, ...] = ()
    living_situations: tuple[str, ...] = ()
    gains: tuple[str, ...] = ()
    problem: str | None = None
    legal_bases: tuple[LegalBasis, ...] = ()
    kle_codes: tuple[str, ...] = ()
    task_owners: tuple[TaskOwner, ...] = ()
    core_elements: tuple[Point, ...] = ()
    prerequisites: tuple[Point, ...] = ()
    risks: tuple[Risk, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    primary_outcomes: tuple[PrimaryOutcome, ...] = ()
    business_case: BusinessCase | None = None
    systems: tuple[str, ...] = ()
    supplier_kinds: tuple[str, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    related: tuple[Related, ...] = ()
    participants: tuple[Participant, ...] = ()
    originator: str | None = None
    population_base: str | None = None
    national_status: str | None = None
    national_status_source: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    gaps: tuple[str, ...] = ()
    changes: tuple[DatedChange, ...] = ()
    remarks: tuple[Remark, ...] = ()
    decisions: tuple[Decision, ...] = ()
    withdrawn: Withdrawal | None = None
    confirmed: Confirmation | None = None
    checked: str | None = None
    coded_by: str | None = None
    coded_on: str | None = None
    note: str | None = None
    further_reading: tuple[Source, ...] = ()
    prose: Prose | None = field(default=None)
    prose_en: Prose | None = field(default=None)


class SolutionSchema(RecordSchema):
    """The file format of `solution.yaml`; the folder's name is the id, prose stands in `solution.md`."""

    record = Solution
    id = Slug(N_("Id"), N_("Mappens navn."), required=True)
    title = line(
        N_("Titel"),
        N_("Hvad hedder løsningen? Et almindeligt navn, ikke et produkt."),
        required=True,
        longest=160,
    )
    title_en = line(N_("Titel, engelsk"), N_("Samme titel på engelsk."), longest=160)
    summary = Text(
        N_("Resumé"), N_("Én til to sætninger, som en travl chef forstår."), required=True, longest=500
    )
    summary_en = Text(N_("Resumé, engelsk"), N_("Samme resumé på engelsk."), longest=500)
    aliases = lines(N_("Andre navne"), N_("Ord, folk også søger på."), longest=100)
    aliases_en = lines(N_("Andre navne, engelsk"), N_("Engelske søgeord."), longest=100)
    areas = terms("area", N_("Område"), N_("Forvaltningsområder."))
    sectors = terms("sector", N_("Sektorer"), N_("Kommune, region, stat, civilsamfund, leverandør."))
    technologies = terms("technology", N_("Teknologi"), N_("Hvilken slags teknologi er det?"))
    target_group = Text(N_("Målgruppe"), N_("Hvem er løsningen til, i ord?"), longest=1000)
    target_groups = terms("target-group", N_("Målgrupper"), N_("Termer fra ordlisten."))
    living_situations = terms(
        "living-situation", N_("Hvor bor borgeren"), N_("Eget hjem, plejebolig, botilbud.")
    )
    gains = terms("gain", N_("Gevinst"), N_("Hvilke gevinster er løsningen til for?"))
    problem = Text(N_("Problem"), N_("Hvilket problem løser den?"))
    legal_bases = parts(LegalBasisSchema, N_("Lovgrundlag"), N_("Love og paragraffer med datoer."), most=20)
    kle_codes = lines(N_("KLE-numre"), N_("Koder fra KL's emnesystematik, fx 27.35.04."), longest=20)
    task_owners = parts(
        TaskOwnerSchema, N_("Opgavens ejer"), N_("Hvem har opgaven, og hvornår skifter det?"), most=10
    )
    core_elements = parts(
        PointSchema, N_("Kerneelementer"), N_("Det, der skal med, for at det er samme løsning."), most=20
    )
    prerequisites = parts(PointSchema, N_("Forudsætninger"), N_("Det, der skal være på plads."), most=20)
    risks = parts(RiskSchema, N_("Risici"), N_("Højst 12."), most=12)
    outcomes = parts(
        OutcomeSchema, N_("Resultater på tværs"), N_("Fund, der ikke hører til én erfaring."), most=60
    )
    primary_outcomes = parts(
        PrimaryOutcomeSchema, N_("Primære mål"), N_("Det, løsningen er til for."), most=10
    )
    business_case = Part(
        BusinessCaseSchema, N_("Økonomi på tværs"), N_("Tal, der ikke hører til én erfaring.")
    )
    systems = terms("system", N_("Systemer"), N_("Systemer, løsningen skal passe sammen med."))
    supplier_kinds = terms("supplier-kind", N_("Slags leverandør"), N_("Hvem kan levere den?"))
    artefacts = parts(
        ArtefactSchema, N_("Til genbrug"), N_("Vejledninger, kode og materialer, andre kan bruge."), most=30
    )
    related = parts(
        RelatedSchema, N_("Beslægtede løsninger"), N_("Andre løsninger, læseren bør kende."), most=20
    )
    participants = parts(
        ParticipantSchema,
        N_("Kun nævnt"),
        N_("Kommuner, som en kilde nævner uden at fortælle mere."),
        most=98,
    )
    originator = line(N_("Ophav"), N_("Hvor begyndte det? Kommunens id eller navn."), longest=120)
    population_base = Slug(
        N_("Befolkningsgrundlag"), N_("Det nøgletal, målgruppen skaleres efter."), of="vocabulary:figure"
    )
    national_status = Text(N_("Status i landet"), N_("Hvor udbredt er løsningen?"))
    national_status_source = Slug(N_("Kilde til status"), N_("Id på kilden."), of="source")
    conflicts = parts(
        ConflictSchema,
        N_("Kilderne er uenige"),
        N_("Alle tal vises; der regnes aldrig et gennemsnit."),
        most=20,
    )
    gaps = lines(N_("Ikke fundet"), N_("Det, ingen kilde siger."))
    changes = parts(DatedChangeSchema, N_("Ændringer i lov eller produkt"), N_("Med dato."), most=30)
    remarks = parts(RemarkSchema, N_("Spørgsmål til tal"), N_("Spørgsmål og svar om enkelte tal."), most=60)
    decisions = parts(
        DecisionSchema, N_("Vi har besluttet"), N_("Kommuner, der har besluttet på dette grundlag."), most=98
    )
    withdrawn = Part(
        WithdrawalSchema, N_("Trukket tilbage"), N_("Poster slettes aldrig; de trækkes tilbage med en grund.")
    )
    confirmed = Part(ConfirmationSchema, N_("Bekræftet"), N_("Ejerens eget ord."))
    checked = Day(N_("Kontrolleret"), N_("Hvornår har redaktionen sidst kontrolleret posten?"))
    coded_by = line(N_("Kodet af"), N_("Rolle, aldrig et navn."), longest=80)
    coded_on = Day(N_("Kodet den"), N_("Hvornår er felterne kodet?"))
    note = Text(N_("Note"), N_("Andet, læseren skal vide."))
    sources = parts(SourceSchema, N_("Kilder"), N_("Mindst én. Tal peger på kildens id."), required=True)
    further_reading = parts(SourceSchema, N_("Læs mere"), N_("Kilder, som intet tal bruger."))
