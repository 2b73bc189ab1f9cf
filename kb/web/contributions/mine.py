"""One's own drafts and reports: how far each has come, how long one has waited, what an editor wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kb.accounts.member import Member
from kb.contributions import reading
from kb.contributions.questions import step_of
from kb.contributions.submission import State, Submission
from kb.contributions.workflow import WITHDRAWABLE
from kb.records.marks import N_
from kb.web.context import page_url
from kb.web.contributions.drafts import may_change
from kb.web.contributions.form import label_of, median_in_words
from kb.web.contributions.words import STATES
from kb.web.formats import format_date
from kb.web.i18n import current_language, gettext, ngettext

DONE = {
    "sendt": N_("Tak. Jeres erfaring er sendt. En redaktør læser den og skriver til jer."),
    "gemt": N_("Kladden er gemt. I kan gå videre, når I vil."),
    "trukket": N_("Den er trukket tilbage."),
}


@dataclass(frozen=True)
class Listed:
    """What the database lists for a member, and how many working days an answer takes."""

    own: tuple[Submission, ...]
    colleagues: tuple[Submission, ...]
    median_days: float | None


@dataclass(frozen=True)
class Comment:
    """What an editor wrote beside one field, and the way to it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """A draft or a report in the list."""

    id: str
    version: int
    title: str
    state: str
    words: str
    when: str
    waited: str
    reason: str
    comments: tuple[Comment, ...]
    edit_url: str
    read_url: str
    may_withdraw: bool
    is_draft: bool


@dataclass(frozen=True)
class MinePage:
    """The page: what its owner must do something about first, then the rest."""

    notice: str
    own: tuple[Row, ...]
    colleagues: tuple[Row, ...]
    median: str


def notice_of(done: str) -> str:
    """Say what was just done; anything else that the address says is ignored."""
    return gettext(DONE[done]) if done in DONE else ""


def mine_page(listed: Listed, member: Member, moment: datetime, notice: str) -> MinePage:
    """Make the page."""
    return MinePage(
        notice=notice,
        own=tuple(_row(one, member, moment) for one in listed.own),
        colleagues=tuple(_row(one, member, moment) for one in listed.colleagues),
        median=median_in_words(listed.median_days),
    )


def _row(one: Submission, member: Member, moment: datetime) -> Row:
    is_open = may_change(one, member)
    return Row(
        id=one.id,
        version=one.version,
        title=one.about.title or gettext("Uden navn endnu"),
        state=one.state.value,
        words=gettext(STATES[one.state]),
        when=gettext(
            "Ændret %(date)s", date=format_date(one.changed_at.date().isoformat(), current_language())
        ),
        waited=_waited(one, moment),
        reason=_reason(one),
        comments=tuple(_comments(one)),
        edit_url=_url(one, "1") if is_open else "",
        read_url=_url(one, "4"),
        may_withdraw=one.author_id == member.id and one.state in WITHDRAWABLE,
        is_draft=one.state is State.DRAFT,
    )


def _url(one: Submission, step: str, anchor: str | None = None) -> str:
    return page_url(
        "contributions.report", submission_id=one.id, step=step, **({"_anchor": anchor} if anchor else {})
    )


def _waited(one: Submission, moment: datetime) -> str:
    if one.state is not State.SUBMITTED or one.submitted_at is None:
        return ""
    days = reading.working_days(one.submitted_at.date(), moment.date())
    if not days:
        return gettext("Sendt i dag")
    return ngettext("Har ventet %(num)s arbejdsdag", "Har ventet %(num)s arbejdsdage", days)


def _reason(one: Submission) -> str:
    is_told = one.state in (State.SENT_BACK, State.DECLINED) and one.decisions
    return one.decisions[-1].reason if is_told else ""


def _comments(one: Submission) -> Iterator[Comment]:
    if one.state is State.SENT_BACK:
        for name, text in one.latest_comments.items():
            yield Comment(label_of(name), text, _url(one, step_of(name).value, name))
