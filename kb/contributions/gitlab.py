"""How merge requests, which is what GitLab calls pull requests, are made through its API."""

from typing import Any
from urllib.parse import quote

from kb.config import Repository
from kb.contributions.answers import commits_at, list_at, text_at, url_at
from kb.contributions.calling import MISSING, Api
from kb.contributions.publication import NO_REPLY
from kb.contributions.pull_requests import PullRequest, Stand, Wanted

STANDS = {"opened": Stand.OPEN, "locked": Stand.OPEN, "merged": Stand.MERGED}
BECAME = ("merge_commit_sha", "squash_commit_sha", "sha")
TAKEN, EXISTS = 400, 409


class GitLab:
    """A project at GitLab, or at a GitLab server of one's own."""

    def __init__(self, repository: Repository, token: str) -> None:
        self.api = Api(repository.host, f"/api/v4/projects/{quote(repository.path, safe='')}", token)
        self.repository = repository

    def pull_request(self, branch: str, base: str) -> PullRequest | None:
        """Find the newest merge request from a branch of this project, open or not."""
        query = {"source_branch": branch, "target_branch": base, "state": "all", "per_page": "100"}
        found = list_at(
            self.api.ask("/merge_requests", {**query, "order_by": "created_at", "sort": "desc"}).data
        )
        ours = [each for each in found if _is_from_here(each)]  # a fork may have a branch of that name
        return self._as_pull_request(ours[0]) if ours else None

    def tip(self, branch: str) -> str:
        """Find the newest commit of a branch; empty where there is no such branch."""
        answer = self.api.ask(f"/repository/branches/{quote(branch, safe='')}", allowed=(MISSING,))
        return "" if answer.status == MISSING else text_at(answer.data, "commit", "id")

    def file_at(self, path: str, commit: str) -> bytes | None:
        """Read a file of a commit; None where it is not there."""
        where = f"/repository/files/{quote(path, safe='')}/raw"
        answer = self.api.ask(where, {"ref": commit}, allowed=(MISSING,))
        return None if answer.status == MISSING else answer.body

    def commit(self, wanted: Wanted, parent: str, new: frozenset[str]) -> None:
        """Make a branch of one commit upon another; a branch that is there already stays as it is."""
        actions = [
            {"action": "create" if path in new else "update", "file_path": path, "content": content.decode()}
            for path, content in wanted.files.items()
        ]
        made = {
            "branch": wanted.branch,
            "start_sha": parent,
            "commit_message": wanted.publication.message,
            "author_name": wanted.publication.author_name,
            "author_email": NO_REPLY,
            "actions": actions,
        }
        self.api.send("/repository/commits", made, allowed=(TAKEN,))

    def open(self, wanted: Wanted) -> PullRequest | None:
        """Open a merge request; None where another just did."""
        asked = {
            "title": wanted.publication.first_line,
            "source_branch": wanted.branch,
            "target_branch": wanted.base,
            "description": wanted.note,
            "remove_source_branch": True,
        }
        answer = self.api.send("/merge_requests", asked, allowed=(EXISTS,))
        return None if answer.status == EXISTS else self._as_pull_request(answer.data)

    def _as_pull_request(self, data: Any) -> PullRequest:
        url = url_at(data, "web_url", self.repository)
        stand = STANDS.get(text_at(data, "state"), Stand.CLOSED)
        return PullRequest(url, stand, commits_at(data, *BECAME) if stand is Stand.MERGED else ())


def _is_from_here(data: Any) -> bool:
    return text_at(data, "source_branch") != "" and data.get("source_project_id") == data.get("project_id")
