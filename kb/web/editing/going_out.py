"""How what is accepted gets out to readers, and what to say about how far it has come."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Thread

from kb.contributions import going_live
from kb.contributions.review import Review
from kb.contributions.submission import Kind, State
from kb.errors import ReleaseError
from kb.events import note_event
from kb.records.marks import N_
from kb.release.requests import BuildRequests
from kb.web.context import current_bank, current_config, current_release, page_url
from kb.web.desk import current_desk, now
from kb.web.i18n import gettext

LIVE = N_("Den er udgivet og kan læses i banken.")
CORRECTED = N_("Rettelsen er udgivet og kan læses i banken.")
BUILDING = N_("Den er udgivet og ved at blive lagt på siderne. Hent siden igen om et øjeblik.")
NOT_BUILT = N_("Den er udgivet, men siderne er ikke bygget endnu. Bliver det ved, så kør: kb build")
SHORT_COMMIT = 10


@dataclass(frozen=True)
class LiveStatus:
    """How far a published submission has come, its commit, and the page it became."""

    sentence: str
    commit: str
    url: str


def go_live(submission_id: str) -> None:
    """Publish what is accepted and have the pages built; where git says no, the reason is kept with it."""
    published = going_live.publish_accepted(current_desk(), now(), submission_id)
    if published.state is not State.PUBLISHED:
        return
    try:
        current_bank().request_build()
    except ReleaseError as error:
        note_event("build_not_asked_for", reason=str(error))
    config = current_config()
    if config.git_remote:  # may take a while, and says in the log what went wrong
        Thread(target=going_live.send_on, args=(config,), daemon=True).start()


def live_status(review: Review) -> LiveStatus | None:
    """Say whether readers can see a published submission yet; None before it is published."""
    submission = review.submission
    if submission.state is not State.PUBLISHED or not review.pieces:
        return None
    url = page_of(PurePosixPath(review.pieces[0].path))
    is_building = BuildRequests(current_config().index_dir).is_waiting
    if is_building:
        sentence = BUILDING
    elif url:
        sentence = CORRECTED if submission.kind is Kind.CORRECTION else LIVE
    else:
        sentence = NOT_BUILT
    return LiveStatus(gettext(sentence), submission.commit[:SHORT_COMMIT], url)


def page_of(path: PurePosixPath) -> str:
    """Give the page on which a file is read, or nothing while the current release does not hold it."""
    catalogue = current_release().catalogue
    match path.parts:
        case ("calls", _) if path.stem in catalogue.calls:
            return page_url("calls.show", call_id=path.stem)
        case ("solutions", solution_id, "solution.yaml") if solution_id in catalogue.solutions:
            return page_url("solutions.show", solution_id=solution_id)
        case ("solutions", solution_id, "experiences", _) if catalogue.report(f"{solution_id}/{path.stem}"):
            return page_url("solutions.experience", solution_id=solution_id, experience_id=path.stem)
    return ""
