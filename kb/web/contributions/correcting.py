"""Beginning to correct a report that stands in the bank: its words are filled into the form it came by."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from kb.accounts.member import Member
from kb.catalogue import Catalogue
from kb.content.layout import Kind as FileKind
from kb.content.resolving import path_of
from kb.contributions import reading, workflow
from kb.contributions.changed_record import published_record
from kb.contributions.drafting import typed_of
from kb.contributions.publication import digest_of
from kb.contributions.questions import Step
from kb.contributions.submission import About, Kind, State, Submission
from kb.records.experience import Experience
from kb.web.context import current_release, current_voice
from kb.web.contributions.kinds import pages_of
from kb.web.contributions.proposing import given_about
from kb.web.contributions.report_pages import step_url
from kb.web.contributions.words import STATES
from kb.web.desk import current_desk, now
from kb.web.i18n import gettext
from kb.web.signed_in import refuse, signed_in_member
from kb.web.texts import Text, report_title, title_of

UNDER_WAY = (State.DRAFT, State.SENT_BACK, State.SUBMITTED, State.ACCEPTED)
GONE = 404


@dataclass(frozen=True)
class UnderWay:
    """A correction that somebody of the municipality has begun, and how far it is."""

    url: str
    state: str
    is_own: bool


@dataclass(frozen=True)
class Beginning:
    """The page before a correction is begun; `is_readable` is false where the file cannot be read."""

    solution_id: str
    experience_id: str
    title: Text
    solution_title: Text
    under_way: tuple[UnderWay, ...]
    is_readable: bool


def show(solution_id: str, experience_id: str) -> ResponseReturnValue:
    """Tell what correcting is, and which corrections are under way."""
    report = _report(solution_id, experience_id)
    return _page(report, is_readable=True)


def begin(solution_id: str, experience_id: str) -> ResponseReturnValue:
    """Begin a correction with the report as it is published now."""
    report = _report(solution_id, experience_id)
    path = path_of(FileKind.EXPERIENCE, report)
    catalogue, given = current_release().catalogue, given_about(About(path=path))
    published = published_record(given, path)
    if published is None:
        return _page(report, is_readable=False, status=GONE)
    about = _about(published, catalogue, path, digest_of(given.published(path)))
    member = signed_in_member()
    found = workflow.start(current_desk(), now(), member, Kind.CORRECTION, typed_of(published), about)
    return redirect(step_url(found, Step.WHERE), 303)


def may_correct(report: Experience, member: Member) -> bool:
    """Tell whether a member may correct a report: one of its municipality, or an editor."""
    return member.is_editor or member.municipality in report.municipalities


def _report(solution_id: str, experience_id: str) -> Experience:
    report = current_release().catalogue.report(f"{solution_id}/{experience_id}") or abort(404)
    return report if may_correct(report, signed_in_member()) else refuse()


def _about(report: Experience, catalogue: Catalogue, path: str, replaces: str | None) -> About:
    solution = catalogue.solutions.get(report.solution)
    who = report_title(catalogue, report, "da").text
    areas = catalogue.with_broader("area", solution.areas) if solution else ()
    title = f"{solution.title}: {who}" if solution else who
    return About(title, report.solution, areas, path, replaces)


def _page(report: Experience, *, is_readable: bool, status: int = 200) -> ResponseReturnValue:
    voice = current_voice()
    solution = voice.catalogue.solutions.get(report.solution) or abort(404)
    page = Beginning(
        solution_id=report.solution,
        experience_id=report.id,
        title=report_title(voice.catalogue, report, voice.language),
        solution_title=title_of(solution, voice.language),
        under_way=_under_way(path_of(FileKind.EXPERIENCE, report)),
        is_readable=is_readable,
    )
    return make_response(render_template("contributions/correct.html", page=page), status)


def _under_way(path: str) -> tuple[UnderWay, ...]:
    member = signed_in_member()
    with current_desk().database.reading() as session:
        known = (*reading.mine(session, member), *reading.of_municipality(session, member))
    return tuple(_begun(one, member) for one in known if one.about.path == path and _is_under_way(one))


def _is_under_way(one: Submission) -> bool:
    return one.kind is Kind.CORRECTION and one.state in UNDER_WAY


def _begun(one: Submission, member: Member) -> UnderWay:
    is_own = one.author_id == member.id
    pages = pages_of(one)
    url = pages.write(one, "") if is_own and one.state.is_open_to_author else pages.read(one)
    return UnderWay(url, gettext(STATES[one.state]), is_own)
