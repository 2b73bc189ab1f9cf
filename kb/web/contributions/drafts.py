"""How a draft is opened, kept and sent: what stands between the form's pages and the workflow."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from flask import abort, request

from kb.accounts.member import Member
from kb.catalogue import Catalogue
from kb.contributions import reading, workflow
from kb.contributions.drafting import Draft, Fault, draft_of, personal_fields
from kb.contributions.form_fields import REPORT, names_of
from kb.contributions.questions import Step
from kb.contributions.submission import About, Hidden, Kind, Seen, Submission
from kb.contributions.typed_fields import Typed
from kb.records.marks import N_
from kb.web.context import current_release
from kb.web.contributions.proposing import proposal_of
from kb.web.desk import current_desk, now
from kb.web.signed_in import refuse, signed_in_member
from kb.web.texts import report_title

OWN_MUNICIPALITY = N_("Du skriver for din egen kommune. Den skal stå blandt kommunerne.")
# Whose form is the four steps of a report.
REPORTS = (Kind.REPORT, Kind.CORRECTION)
NOT_KEPT = N_("Det er ikke gemt, før det er rettet.")
PersonalIn = Callable[[Typed], Mapping[str, tuple[Fault, ...]]]
LARGEST_VERSION = 2**31 - 1


@dataclass(frozen=True)
class Sent:
    """What a step sent: all that is typed now, what of it may be kept, and what may not."""

    typed: dict[str, list[str]]
    kept: dict[str, list[str]]
    personal: Mapping[str, tuple[Fault, ...]]


def find(submission_id: str, kinds: Collection[Kind] = tuple(Kind)) -> Submission:
    """Find a submission that the member may see, or end in 404: the same whether or not there is one."""
    try:
        with current_desk().database.reading() as session:
            found = reading.find(session, signed_in_member(), submission_id)
    except Hidden:
        abort(404)
    return found if found.kind in kinds else abort(404)


def find_own(submission_id: str, kinds: Collection[Kind] = tuple(Kind)) -> Submission:
    """Find a submission of the member's own; one that is a colleague's is refused."""
    found = find(submission_id, kinds)
    return found if found.author_id == signed_in_member().id else refuse()


def median_days() -> float | None:
    """Tell how many working days an answer takes."""
    with current_desk().database.reading() as session:
        return reading.median_days(session, now())


def first_typed() -> dict[str, list[str]]:
    """Fill in what we know of who reports: the municipality, its mailbox, and the solution they came from."""
    catalogue, member = current_release().catalogue, signed_in_member()
    municipality = catalogue.municipalities.get(member.municipality or "")
    solution = request.args.get("loesning", "")
    typed = {
        "solution": [solution] if solution in catalogue.solutions else [],
        "municipalities": [municipality.id] if municipality else [],
        "contact": [municipality.contact] if municipality and municipality.contact else [],
    }
    return {name: texts for name, texts in typed.items() if texts}


def receive(step: Step, typed: Typed) -> Sent:
    """Read what a step sent over what was typed before."""
    sent = {name: list(texts) for name, texts in request.form.lists()}
    merged = REPORT.keep(typed, sent, names_of(step, typed, current_release().catalogue))
    return without_personal_data(merged, typed, personal_fields)


def without_personal_data(merged: dict[str, list[str]], typed: Typed, personal_in: PersonalIn) -> Sent:
    """Set aside what is not to be kept; such a field keeps what stood in it before."""
    personal = personal_in(merged)
    kept = {name: texts for name, texts in merged.items() if name not in personal}
    before = {name: list(typed[name]) for name in personal if name in typed}
    clean = {name: texts for name, texts in before.items() if name not in personal_in(before)}
    return Sent(merged, kept | clean, personal)


def read_draft(typed: Typed, submission: Submission | None = None) -> Draft:
    """Read what was typed as a report, with what stands in the way of its author sending it."""
    draft = _draft_of(typed, submission)
    member = signed_in_member()
    is_foreign = member.municipality not in draft.report.municipalities
    if draft.report.municipalities and is_foreign and not member.is_editor:
        own = {"municipalities": (Fault(OWN_MUNICIPALITY),)}
        return Draft(draft.report, {**own, **draft.faults}, draft.file)
    return draft


def _draft_of(typed: Typed, submission: Submission | None) -> Draft:
    if submission is None or submission.kind is Kind.REPORT:
        return draft_of(typed, current_release().catalogue, today=now().date().isoformat())
    proposal = proposal_of(replace(submission, typed=typed))  # type: ignore[arg-type]
    if proposal is None or proposal.draft is None:
        abort(404)
    return replace(proposal.draft, faults=proposal.faults)


def start(sent: Sent) -> Submission:
    """Begin a draft with what the first step sent."""
    member = signed_in_member()
    return workflow.start(current_desk(), now(), member, Kind.REPORT, sent.kept, about(sent.kept))


def save(submission: Submission, sent: Sent) -> Submission:
    """Keep a draft; the form says which version its author saw."""
    return workflow.save(current_desk(), now(), seen(submission), sent.kept, about(sent.kept, submission))


def seen(submission: Submission) -> Seen:
    """Say which version of a submission its author had before them when they sent the form."""
    return Seen(signed_in_member(), submission.id, sent_version())


def sent_version() -> int:
    """Read which version of the draft the form was made from; an unreadable one is none there is."""
    text = request.form.get("version", "")
    return min(int(text), LARGEST_VERSION) if text.isdecimal() and text.isascii() and len(text) < 20 else -1


def about(typed: Typed, submission: Submission | None = None) -> About:
    """Say what a draft is about, for the lists and for the editors; a correction keeps its file."""
    if submission is not None and submission.kind is Kind.CORRECTION:
        return submission.about
    catalogue = current_release().catalogue
    draft = draft_of(typed, catalogue, today=now().date().isoformat())
    solution = catalogue.solutions.get(draft.report.solution)
    areas = catalogue.with_broader("area", solution.areas) if solution else ()
    title = title_of_draft(draft, catalogue)
    return About(title, solution.id if solution else "", areas, draft.file.path if draft.file else "")


def title_of_draft(draft: Draft, catalogue: Catalogue) -> str:
    """Name a draft in Danish: the solution, who has the experience, and when."""
    solution = catalogue.solutions.get(draft.report.solution)
    who = report_title(catalogue, draft.report, "da").text
    return f"{solution.title}: {who}" if solution else who


def may_change(submission: Submission, member: Member) -> bool:
    """Tell whether a member may go on writing a submission."""
    return submission.author_id == member.id and submission.state.is_open_to_author
