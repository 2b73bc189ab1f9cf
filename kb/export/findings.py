"""The tables of what solutions and reports hold in lists: results, economy, course, risks and the rest."""

from collections.abc import Iterator

from kb.export.columns import Column, Kind, columns_of
from kb.export.holdings import Holdings, Owner
from kb.export.parts import (
    OWNED,
    OWNERS,
    ListsOf,
    owned_cells,
    read_cells,
    references_of,
    table_of_parts,
)
from kb.export.table import Row, Table
from kb.records.business_case import BusinessCase, LineSchema
from kb.records.conditions import AdaptationSchema, BuildsOnSchema, ProductSchema, RiskEventSchema
from kb.records.course import StageEventSchema
from kb.records.discussion import (
    ClaimSchema,
    DecisionSchema,
    ParticipantSchema,
    RelatedSchema,
    RemarkSchema,
)
from kb.records.framework import (
    ArtefactSchema,
    DatedChangeSchema,
    LegalBasisSchema,
    PointSchema,
    RiskSchema,
    TaskOwnerSchema,
)
from kb.records.marks import N_
from kb.records.outcome import OutcomeSchema
from kb.records.solution import PrimaryOutcomeSchema


def of_either(name: str) -> ListsOf:
    """Read a list that both solutions and reports have."""
    return lambda holdings: ((owner, getattr(owner[1] or owner[0], name)) for owner in holdings.owners())


def of_solution(name: str) -> ListsOf:
    """Read a list that only solutions have."""
    return lambda holdings: (((one, None), getattr(one, name)) for one in holdings.solutions())


def of_report(name: str) -> ListsOf:
    """Read a list that only reports have."""
    return lambda holdings: (((one, report), getattr(report, name)) for one, report in holdings.reports())


def _lines(holdings: Holdings) -> Iterator[tuple[Owner, tuple[object, ...]]]:
    for solution, report in holdings.owners():
        case: BusinessCase | None = (report or solution).business_case
        if case:
            yield (solution, report), case.lines


QUESTION = Column("question", Kind.TEXT, N_("Spørgsmål"), N_("Det, kilderne er uenige om."), required=True)
CONFLICT = Column("conflict", Kind.TEXT, N_("Uenighed"), N_("Id på uenigheden."), required=True)
CLAIMED = columns_of(ClaimSchema())


def claim_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each thing a source says in a disagreement; nothing is averaged."""
    read = read_cells(CLAIMED)
    for solution in holdings.solutions():
        owner = solution, None
        for conflict in solution.conflicts:
            for position, claim in enumerate(conflict.claims, 1):
                key, *rest = owned_cells(owner, conflict.id, position)
                yield (f"{key}#{position}", *rest, conflict.id, conflict.question, *read(owner, claim))


CLAIMS = Table(
    "claims",
    N_("Kilderne er uenige"),
    N_("Det, hver kilde siger, hvor to eller flere er uenige."),
    ("key",),
    (*OWNED, CONFLICT, QUESTION, *CLAIMED),
    claim_rows,
    (*OWNERS, *references_of(CLAIMED)),
)

TABLES = (
    table_of_parts(
        "outcomes",
        N_("Resultater"),
        N_("Hvert tal og fund for sig, med art, enhed, metode og kilde."),
        OutcomeSchema,
        of_either("outcomes"),
    ),
    table_of_parts(
        "stages",
        N_("Forløb"),
        N_("Stadierne i hver erfaring i rækkefølge, med dato og grund."),
        StageEventSchema,
        of_report("stages"),
    ),
    table_of_parts(
        "business_case_lines",
        N_("Økonomi"),
        N_("Hver linje i kildernes business cases. Frigjort tid og sparede penge lægges aldrig sammen."),
        LineSchema,
        _lines,
    ),
    table_of_parts(
        "risks",
        N_("Risici"),
        N_("De risici, løsningen har, med sandsynlighed og konsekvens, hvor de er oplyst."),
        RiskSchema,
        of_solution("risks"),
    ),
    table_of_parts(
        "risk_events",
        N_("Risici, der skete"),
        N_("Det, der gik galt i en erfaring."),
        RiskEventSchema,
        of_report("risks_happened"),
    ),
    table_of_parts(
        "adaptations",
        N_("Lokale tilpasninger"),
        N_("Kerneelementer, der er beholdt, ændret eller udeladt, og hvorfor."),
        AdaptationSchema,
        of_report("adaptations"),
    ),
    table_of_parts(
        "core_elements",
        N_("Kerneelementer"),
        N_("Det, der skal med, for at det er samme løsning."),
        PointSchema,
        of_solution("core_elements"),
    ),
    table_of_parts(
        "prerequisites",
        N_("Forudsætninger"),
        N_("Det, der skal være på plads."),
        PointSchema,
        of_solution("prerequisites"),
    ),
    table_of_parts(
        "primary_outcomes",
        N_("Primære mål"),
        N_("Det, løsningen er til for; graden regnes af dem."),
        PrimaryOutcomeSchema,
        of_solution("primary_outcomes"),
    ),
    table_of_parts(
        "products",
        N_("Produkter"),
        N_("Produkter, som kilderne nævner."),
        ProductSchema,
        of_report("products"),
    ),
    table_of_parts(
        "reuses",
        N_("Efterprøver"),
        N_("Hvis erfaring en kommune bygger på."),
        BuildsOnSchema,
        of_report("builds_on"),
    ),
    table_of_parts(
        "legal_bases",
        N_("Lovgrundlag"),
        N_("Love og paragraffer med datoer."),
        LegalBasisSchema,
        of_solution("legal_bases"),
    ),
    table_of_parts(
        "task_owners",
        N_("Opgavens ejer"),
        N_("Hvilken sektor der har opgaven, og hvornår det skifter."),
        TaskOwnerSchema,
        of_solution("task_owners"),
    ),
    table_of_parts(
        "artefacts",
        N_("Til genbrug"),
        N_("Vejledninger, kode og materialer, som andre kan bruge."),
        ArtefactSchema,
        of_solution("artefacts"),
    ),
    table_of_parts(
        "related",
        N_("Beslægtede løsninger"),
        N_("Hvordan to løsninger hænger sammen."),
        RelatedSchema,
        of_solution("related"),
    ),
    table_of_parts(
        "mentions",
        N_("Kun nævnt"),
        N_("Kommuner, som en kilde nævner uden at fortælle mere. De tæller ikke som erfaringer."),
        ParticipantSchema,
        of_solution("participants"),
    ),
    table_of_parts(
        "changes",
        N_("Ændringer i lov eller produkt"),
        N_("Det, der er ændret siden, med dato."),
        DatedChangeSchema,
        of_solution("changes"),
    ),
    table_of_parts(
        "remarks",
        N_("Spørgsmål til tal"),
        N_("Spørgsmål og svar om enkelte tal."),
        RemarkSchema,
        of_solution("remarks"),
    ),
    table_of_parts(
        "decisions",
        N_("Vi har besluttet"),
        N_("Kommuner, der har besluttet på grundlag af banken."),
        DecisionSchema,
        of_solution("decisions"),
    ),
    CLAIMS,
)
