"""How pull requests are made through GitHub's API."""

from datetime import UTC
from typing import Any
from urllib.parse import quote

from kb.config import GitHost, Repository
from kb.contributions.answers import commits_at, list_at, text_at, url_at
from kb.contributions.calling import MISSING, Api
from kb.contributions.publication import BANK, NO_REPLY
from kb.contributions.pull_requests import PullRequest, Stand, Wanted

PUBLIC = "github.com"
REGULAR_FILE = "100644"
RAW = "application/vnd.github.raw+json"
TAKEN = 422


class GitHub:
    """A repository at GitHub, or at a GitHub server of one's own."""

    def __init__(self, repository: Repository, token: str) -> None:
        host = repository.host
        is_public = host.name == PUBLIC
        api_host = GitHost(host.kind, f"api.{PUBLIC}") if is_public else host
        root = f"{'' if is_public else '/api/v3'}/repos/{repository.path}"
        self.api = Api(api_host, root, token)
        self.repository = repository

    def pull_request(self, branch: str, base: str) -> PullRequest | None:
        """Find the newest pull request from a branch of this repository, open or not."""
        owner = self.repository.path.partition("/")[0]
        query = {"head": f"{owner}:{branch}", "base": base, "state": "all"}
        found = list_at(self.api.ask("/pulls", {**query, "sort": "created", "direction": "desc"}).data)
        ours = [each for each in found if text_at(each, "head", "ref") == branch]
        return self._as_pull_request(ours[0]) if ours else None

    def tip(self, branch: str) -> str:
        """Find the newest commit of a branch; empty where there is no such branch."""
        answer = self.api.ask(f"/git/ref/heads/{quote(branch)}", allowed=(MISSING,))
        return "" if answer.status == MISSING else text_at(answer.data, "object", "sha")

    def file_at(self, path: str, commit: str) -> bytes | None:
        """Read a file of a commit; None where it is not there."""
        answer = self.api.ask(f"/contents/{quote(path)}", {"ref": commit}, allowed=(MISSING,), accept=RAW)
        return None if answer.status == MISSING else answer.body

    def commit(self, wanted: Wanted, parent: str, new: frozenset[str]) -> None:  # noqa: ARG002
        """Make a branch of one commit upon another; a branch that is there already stays as it is."""
        below = text_at(self.api.ask(f"/git/commits/{parent}").data, "tree", "sha")
        files = [
            {"path": path, "mode": REGULAR_FILE, "type": "blob", "content": content.decode()}
            for path, content in wanted.files.items()
        ]
        tree = text_at(self.api.send("/git/trees", {"base_tree": below, "tree": files}).data, "sha")
        when = wanted.publication.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = {
            "message": wanted.publication.message,
            "tree": tree,
            "parents": [parent],
            "author": {"name": wanted.publication.author_name, "email": NO_REPLY, "date": when},
            "committer": {"name": BANK, "email": NO_REPLY, "date": when},
        }
        commit = text_at(self.api.send("/git/commits", made).data, "sha")
        self.api.send("/git/refs", {"ref": f"refs/heads/{wanted.branch}", "sha": commit}, allowed=(TAKEN,))

    def open(self, wanted: Wanted) -> PullRequest | None:
        """Open a pull request; None where another just did."""
        asked = {
            "title": wanted.publication.first_line,
            "head": wanted.branch,
            "base": wanted.base,
            "body": wanted.note,
        }
        answer = self.api.send("/pulls", asked, allowed=(TAKEN,))
        return None if answer.status == TAKEN else self._as_pull_request(answer.data)

    def _as_pull_request(self, data: Any) -> PullRequest:
        url = url_at(data, "html_url", self.repository)
        if text_at(data, "state") == "open":
            return PullRequest(url, Stand.OPEN)
        if not data.get("merged_at"):
            return PullRequest(url, Stand.CLOSED)
        return PullRequest(url, Stand.MERGED, commits_at(data, "merge_commit_sha"))
