"""How a solution of the catalogue is graded, with all its reports."""

from kb.catalogue import Catalogue
from kb.grading.documentation import Documentation, document
from kb.grading.proof import Proof, prove
from kb.records.experience import Experience
from kb.records.solution import Solution


def grade(catalogue: Catalogue, solution: Solution, as_of: str) -> Proof:
    """Grade a solution and its reports on a day, an ISO date."""
    reports = catalogue.experiences_of(solution.id)

    def documented_of(report: Experience) -> Documentation:
        return document(report, lambda source_id: catalogue.source_of(source_id, report, solution))

    documented = {report.ref: documented_of(report) for report in reports}
    return prove(solution, reports, documented, type_of=catalogue.type_of, as_of=as_of)
