"""The tables of solutions and of reports: a row a record, its grades beside it."""

from collections.abc import Iterator

from kb.export.columns import Cell, Column, Kind, columns_of, reader_of
from kb.export.holdings import Holdings
from kb.export.parts import SOLUTION, read_cells, references_of
from kb.export.table import Reference, Row, Table
from kb.grading.documentation import DocumentationGrade
from kb.grading.proof import ProofGrade
from kb.records.discussion import WithdrawalSchema
from kb.records.experience import ExperienceSchema
from kb.records.marks import N_
from kb.records.solution import SolutionSchema

URL = Column("url", Kind.TEXT, N_("Adresse"), N_("Postens side i banken."))
REF = Column(
    "report", Kind.TEXT, N_("Erfaring"), N_("Løsningens id, skråstreg, erfaringens id."), required=True
)
REPORT_ID = Column("id", Kind.TEXT, N_("Id"), N_("Erfaringens id; entydigt i løsningen."), required=True)
GRADED = (
    Column(
        "grade",
        Kind.TEXT,
        N_("Efterprøvningsgrad"),
        N_("E0 til E4, regnet ud efter reglerne på udgivelsens dag."),
        options=tuple(ProofGrade),
        required=True,
    ),
    Column("is_mixed", Kind.FLAG, N_("Blandede resultater"), N_("Målte erfaringer peger begge veje.")),
    Column(
        "tried", Kind.WHOLE, N_("Prøvet"), N_("Kommuner og andre myndigheder, der har prøvet."), required=True
    ),
    Column("in_operation", Kind.WHOLE, N_("I drift"), N_("Af dem: i drift efter seneste melding.")),
    Column("stopped", Kind.WHOLE, N_("Stoppet"), N_("Af dem: stoppet efter seneste melding.")),
)
DOCUMENTED = Column(
    "documentation_grade",
    Kind.TEXT,
    N_("Dokumentationsgrad"),
    N_("D0 til D4, regnet ud efter reglerne."),
    options=tuple(DocumentationGrade),
    required=True,
)
LACKS = Column(
    "lacks", Kind.LIST, N_("Mangler"), N_("Det, erfaringen mangler for at nå næste dokumentationsgrad.")
)
PROSE = (
    Column("prose", Kind.TEXT, N_("Prosa"), N_("Løsningens tekst på dansk, som Markdown."), "prose.markdown"),
    Column(
        "prose_en",
        Kind.TEXT,
        N_("Prosa, engelsk"),
        N_("Løsningens tekst på engelsk, som Markdown."),
        "prose_en.markdown",
    ),
)
SOLUTION_FIELDS = (*columns_of(SolutionSchema()), *PROSE)
REPORT_FIELDS = columns_of(ExperienceSchema(), without=("id", "solution", "withdrawn"))
WITHDRAWAL_FIELDS = columns_of(WithdrawalSchema())


def solution_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each solution: id, address, grade, who tried it, and its own fields."""
    read = read_cells(SOLUTION_FIELDS)
    for solution in holdings.solutions():
        url = f"{holdings.base_url}/loesninger/{solution.id}/"
        yield (solution.id, url, *_graded(holdings, solution.id), *read((solution, None), solution))


def _graded(holdings: Holdings, solution_id: str) -> tuple[Cell, ...]:
    proof, adoption = holdings.proofs.get(solution_id), holdings.adoptions[solution_id]
    counts = len(adoption.tried), len(adoption.in_operation), len(adoption.stopped)
    return (proof.grade.value, proof.is_mixed, *counts) if proof else (None, None, *counts)


def report_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each report: reference, address, grade, what it lacks, and its own fields."""
    read = read_cells(REPORT_FIELDS)
    for solution, report in holdings.reports():
        url = f"{holdings.base_url}/loesninger/{solution.id}/erfaringer/{report.id}/"
        start = report.ref, report.id, solution.id, url
        yield (*start, *_documented(holdings, report.solution, report.ref), *read((solution, report), report))


def _documented(holdings: Holdings, solution_id: str, ref: str) -> tuple[Cell, ...]:
    weighed = next((one for one in holdings.proofs[solution_id].reports if one.ref == ref), None)
    if weighed is None:
        return None, None
    found = weighed.documentation
    return found.grade.value, tuple(lack.value for lack in found.lacks) or None


def withdrawal_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each report that was withdrawn: its words count nowhere, only that it was there."""
    readers = [reader_of(column) for column in WITHDRAWAL_FIELDS]
    for solution in holdings.solutions():
        for report in sorted(holdings.catalogue.withdrawn_of(solution.id), key=lambda one: one.id):
            yield report.ref, solution.id, *(read(report.withdrawn) for read in readers)


SOLUTIONS = Table(
    "solutions",
    N_("Løsninger"),
    N_("En række for hver løsning, med dens grad og hvor mange der har prøvet."),
    ("solution",),
    (SOLUTION, URL, *GRADED, *SOLUTION_FIELDS),
    solution_rows,
    references_of(SOLUTION_FIELDS),
)
REPORTS = Table(
    "reports",
    N_("Erfaringer"),
    N_("En række for hvert sted, en løsning er prøvet, planlagt eller stoppet."),
    ("report",),
    (REF, REPORT_ID, SOLUTION, URL, DOCUMENTED, LACKS, *REPORT_FIELDS),
    report_rows,
    (Reference("solution", "solutions", "solution"), *references_of(REPORT_FIELDS)),
)
WITHDRAWALS = Table(
    "withdrawals",
    N_("Trukket tilbage"),
    N_("Erfaringer, der er trukket tilbage, med dato og grund. De står ikke i de andre tabeller."),
    ("report",),
    (REF, SOLUTION, *WITHDRAWAL_FIELDS),
    withdrawal_rows,
    (Reference("solution", "solutions", "solution"),),
)
TABLES = (SOLUTIONS, REPORTS, WITHDRAWALS)
