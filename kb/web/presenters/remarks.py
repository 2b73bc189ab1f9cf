"""The questions to a figure and their answers: beside the figure, and gathered on the solution's page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.records.discussion import Remark
from kb.web.i18n import gettext
from kb.web.voice import Voice


@dataclass(frozen=True)
class RemarkView:
    """One question: when and by whom it was asked and answered, in words; `figure` is what it asks about."""

    id: str
    figure: str
    asked: str
    question: str
    answered: str
    answer: str


def remarks_at(name: str, remarks: Iterable[Remark], voice: Voice) -> tuple[RemarkView, ...]:
    """List the questions to one figure, in the order in which they were asked."""
    return tuple(_view(one, "", voice) for one in remarks if one.figure == name)


def all_remarks(solution_id: str, remarks: Sequence[Remark], voice: Voice) -> tuple[RemarkView, ...]:
    """List all questions of a solution, those without an answer first, each with what its figure counts."""
    ordered = sorted(remarks, key=lambda remark: bool(remark.answer))
    return tuple(_view(one, _label(solution_id, one, voice), voice) for one in ordered)


def _label(solution_id: str, remark: Remark, voice: Voice) -> str:
    found = voice.catalogue.figure(solution_id, remark.figure)
    return found.label if found else ""


def _view(remark: Remark, label: str, voice: Voice) -> RemarkView:
    return RemarkView(
        id=remark.id,
        figure=label,
        asked=_asked(remark, voice),
        question=remark.question,
        answered=_answered(remark, voice) if remark.answer else "",
        answer=remark.answer or "",
    )


def _asked(remark: Remark, voice: Voice) -> str:
    """Say when a question was asked, by whom, and that nobody has answered, where that is so."""
    date, who = voice.date(remark.asked), voice.place(remark.asked_by) if remark.asked_by else ""
    if who and date:
        said = gettext("Spørgsmål stillet %(date)s af %(who)s", date=date, who=who)
    else:
        said = gettext("Spørgsmål stillet %(date)s", date=date) if date else gettext("Spørgsmål")
    return said if remark.answer else gettext("%(said)s, ikke besvaret endnu", said=said)


def _answered(remark: Remark, voice: Voice) -> str:
    """Say who answered, and when."""
    who = voice.place(remark.answered_by) if remark.answered_by else gettext("Redaktionen")
    date = voice.date(remark.answered)
    if date:
        return gettext("%(who)s svarede %(date)s", who=who, date=date)
    return gettext("Svar") if not remark.answered_by else gettext("%(who)s svarede", who=who)
