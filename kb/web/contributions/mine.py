"""What one has sent in oneself: how far each has come, how long one has waited, what an editor wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kb.accounts.member import Member
from kb.contributions import reading
from kb.contributions.submission import State, Submission
from kb.contributions.workflow import WITHDRAWABLE
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.web.context import page_url
from kb.web.contributions.drafts import may_change
from kb.web.contributions.form import median_in_words
from kb.web.contributions.kinds import pages_of
from kb.web.contributions.words import STATES, kind_word
from kb.web.formats import format_date
from kb.web.i18n import current_language, gettext, ngettext
from kb.web.texts import report_title
from kb.web.voice import Voice

DONE = {
    "sendt": N_("Tak. Det er sendt. En redaktør læser det og skriver til jer."),
    "gemt": N_("Kladden er gemt. I kan gå videre, når I vil."),
    "trukket": N_("Den er trukket tilbage."),
    "givet": N_("Den er givet videre. Din kollega får en mail og skriver videre herfra."),
}


@dataclass(frozen=True)
class Listed:
    """What the database lists for a member, their place's reports, and how many days an answer takes."""

    own: tuple[Submission, ...]
    colleagues: tuple[Submission, ...]
    published: tuple[Experience, ...]
    median_days: float | None


@dataclass(frozen=True)
class Comment:
    """What an editor wrote beside one field, and the way to it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """A submission in the list."""

    id: str
    kind: str
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
    hand_over_url: str
    is_draft: bool
    pull_request: str


@dataclass(frozen=True)
class Standing:
    """A report of the member's municipality that stands in the bank, and where to correct it."""

    title: str
    url: str
    correct_url: str


@dataclass(frozen=True)
class MinePage:
    """The page: what its owner must do something about first, then the rest."""

    notice: str
    own: tuple[Row, ...]
    colleagues: tuple[Row, ...]
    standing: tuple[Standing, ...]
    median: str


def notice_of(done: str) -> str:
    """Say what was just done; anything else that the address says is ignored."""
    return gettext(DONE[done]) if done in DONE else ""


def mine_page(listed: Listed, member: Member, moment: datetime, notice: str, voice: Voice) -> MinePage:
    """Make the page."""
    return MinePage(
        notice=notice,
        own=tuple(_row(one, member, moment) for one in listed.own),
        colleagues=tuple(_row(one, member, moment) for one in listed.colleagues),
        standing=tuple(_standing(one, voice) for one in listed.published),
        median=median_in_words(listed.median_days),
    )


def _row(one: Submission, member: Member, moment: datetime) -> Row:
    pages = pages_of(one)
    is_open = may_change(one, member)
    may_withdraw = one.author_id == member.id and one.state in WITHDRAWABLE
    return Row(
        id=one.id,
        kind=kind_word(one.kind),
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
        edit_url=pages.write(one, "") if is_open else "",
        read_url=pages.read(one),
        may_withdraw=may_withdraw,
        hand_over_url=hand_over_url(one) if may_withdraw and one.municipality else "",
        is_draft=one.state is State.DRAFT,
        pull_request=one.pull_request if one.awaits_merge else "",
    )


def hand_over_url(one: Submission) -> str:
    """Give the address where a submission is handed to a colleague."""
    return page_url("contributions.hand_over", submission_id=one.id)


def _standing(report: Experience, voice: Voice) -> Standing:
    solution = voice.catalogue.solutions.get(report.solution)
    who = report_title(voice.catalogue, report, "da").text
    where = {"solution_id": report.solution, "experience_id": report.id}
    return Standing(
        title=f"{solution.title}: {who}" if solution else who,
        url=page_url("solutions.experience", **where),
        correct_url=page_url("contributions.correct", **where),
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
        pages = pages_of(one)
        for name, text in one.latest_comments.items():
            yield Comment(pages.label_of(name), text, pages.write(one, name))
