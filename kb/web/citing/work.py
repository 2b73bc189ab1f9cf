"""What a record is called, where it is and which release it is from, when one refers to it."""

from flask import url_for

from kb.export.reference_formats import Work
from kb.records.experience import Experience
from kb.records.solution import Solution
from kb.web.context import current_config, current_release
from kb.web.desk import now
from kb.web.i18n import current_language
from kb.web.texts import title_of, who_of


def read_on() -> str:
    """Tell the day on which the reader reads, an ISO date."""
    return now().date().isoformat()


def work_of(solution: Solution, report: Experience | None = None) -> Work:
    """Describe a solution, or one of its reports, as a work to refer to."""
    release, language = current_release(), current_language()
    title = title_of(solution, language).text
    path = url_for("solutions.show", solution_id=solution.id)
    if report:
        title = f"{title}: {report.title or who_of(release.catalogue, report, language)}"
        path = url_for("solutions.experience", solution_id=solution.id, experience_id=report.id)
    return Work(
        id=report.ref if report else solution.id,
        title=title,
        url=current_config().public_url + path,
        release_id=release.id,
        released=release.catalogue.as_of,
        accessed=read_on(),
        language=language,
    )
