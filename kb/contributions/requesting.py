"""How what is accepted goes out by a pull request that people merge, where the operator wants that."""

from dataclasses import dataclass

from kb.config import Config, Repository
from kb.contributions.github import GitHub
from kb.contributions.gitlab import GitLab
from kb.contributions.letters import EDITORS_PAGE
from kb.contributions.publication import TRAILER, Publication
from kb.contributions.pull_requests import (
    Forge,
    PullRequest,
    Stand,
    Wanted,
    branch_of,
    checkout_for_requests,
    merged_commit,
    request,
)
from kb.events import note_event

BRANCHES = "refs/heads/"
NOTE = """\
En redaktør har godkendt ændringen her:

{page}

Flet den, eller luk den uden at flette; så går den tilbage til redaktionen. Den kommer på siderne, når den er
flettet og hentet til banken.

{trailer}: {submission_id}
"""


@dataclass(frozen=True)
class Requested:
    """What became of a publication: the commit that brought it to our branch, or its pull request."""

    commit: str
    pull_request: PullRequest | None = None


def request_merge(
    config: Config, repository: Repository, publication: Publication, round_number: int
) -> Requested:
    """Find a publication in our branch, or its pull request, which is opened where there is none."""
    checkout = checkout_for_requests(config.content_dir)
    commit = merged_commit(checkout, publication)
    if commit:
        return Requested(commit)
    wanted = Wanted(
        publication,
        branch_of(publication.submission_id, round_number),
        base=checkout.branch.removeprefix(BRANCHES),
        prefix=checkout.prefix,
        note=_note(config, publication),
    )
    found = request(forge_of(repository, config.pull_request_token), wanted)
    note_event("pull_request", submission=publication.submission_id, url=found.url, stand=found.stand.value)
    if found.stand is Stand.MERGED:
        return Requested(merged_commit(checkout, publication, found.commits), found)
    return Requested("", found)


def forge_of(repository: Repository, token: str) -> Forge:
    """Speak to a host in its own language."""
    return GitHub(repository, token) if repository.host.kind == "github" else GitLab(repository, token)


def _note(config: Config, publication: Publication) -> str:
    """Write what the pull request says: nothing that a contributor wrote, which the host could obey."""
    page = config.public_url + EDITORS_PAGE % publication.submission_id
    return NOTE.format(page=page, trailer=TRAILER, submission_id=publication.submission_id)
