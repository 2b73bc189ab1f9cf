"""The grade that a draft would get now: what it has, what it lacks and where to write it, what lifts it."""

from dataclasses import dataclass

from kb.contributions.draft_grade import DraftGrade
from kb.contributions.questions import step_of
from kb.grading.documentation import Lack
from kb.web.context import page_url
from kb.web.contributions.words import CRITERIA
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.grade_words import DOCUMENTATION, Ladder, documentation_ladder

# Where each of what may be missing is written.
WRITTEN_IN = {
    Lack.DESCRIPTION: "description",
    Lack.EFFECT: "outcomes.0.label",
    Lack.COUNTED: "outcomes.0.art",
    Lack.NUMBER: "outcomes.0.value",
    Lack.METHOD: "outcomes.0.method",
    Lack.BASELINE: "outcomes.0.denominator",
}


@dataclass(frozen=True)
class CriterionRow:
    """Something that a report may lack, whether it has it, and where it is written."""

    words: str
    is_met: bool
    url: str


@dataclass(frozen=True)
class GradeBox:
    """The grade now, with what stands and what is missing, and a sentence on what would lift it."""

    ladder: Ladder
    rows: tuple[CriterionRow, ...]
    lift: str
    next_grade: str


def grade_box(grade: DraftGrade, submission_id: str) -> GradeBox:
    """Make the box beside the form; what is missing leads to its field once there is a draft."""
    rows = tuple(
        CriterionRow(
            words=gettext(CRITERIA[one.lack]),
            is_met=one.is_met,
            url="" if one.is_met or not submission_id else _url(submission_id, WRITTEN_IN.get(one.lack, "")),
        )
        for one in grade.criteria
    )
    word = gettext(DOCUMENTATION[grade.following]) if grade.following else ""
    return GradeBox(
        ladder=documentation_ladder(grade.documentation),
        rows=rows,
        lift=_lift(len(grade.missing)) if grade.following else "",
        next_grade=f"{word} ({grade.following})" if grade.following else "",
    )


def _url(submission_id: str, field: str) -> str:
    if not field:
        return ""
    step = step_of(field).value
    return page_url("contributions.report", submission_id=submission_id, step=step, _anchor=field)


def _lift(missing: int) -> str:
    return ngettext(
        "Udfyld det ene, der mangler, så bliver graden", "Udfyld det, der mangler, så bliver graden", missing
    )
