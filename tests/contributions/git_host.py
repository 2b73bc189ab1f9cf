"""A git host on this machine: the parts of GitHub's and GitLab's API that we use, over a real repository.

It speaks TLS, keeps what it is asked, and can be told to answer otherwise, or to break off after it acted.
"""

import json
import re
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.content.repository import Repository

NAME = "git.bank.example"
TOKEN = "hemmelig-noegle-0123456789"
IDENTITY = {"GIT_COMMITTER_NAME": "vært", "GIT_COMMITTER_EMAIL": "noreply@git.bank.example"}
PROJECTS = {"github": "kommuner/bank", "gitlab": "kommuner/faelles/bank"}
TOPS = {
    "github": f"/api/v3/repos/{PROJECTS['github']}",
    "gitlab": "/api/v4/projects/kommuner%2Ffaelles%2Fbank",
}
Reply = tuple[int, Any]


@dataclass
class Request:
    """A pull request at the host."""

    number: int
    branch: str
    base: str
    title: str
    text: str
    stand: str = "open"
    merged_as: str = ""
    fork: int = 0


@dataclass
class GitHost:
    """The host: its bare repository, its pull requests, and what it was asked."""

    kind: str
    bare: Path
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    instead: Callable[[str, str], Reply | bytes | None] = lambda method, path: None
    breaks_after: Callable[[str, str], bool] = lambda method, path: False
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.port}/{PROJECTS[self.kind]}"

    @property
    def listed(self) -> str:
        return f"{self.kind}={NAME}:{self.port}@127.0.0.1"

    def url_of(self, request: Request) -> str:
        return f"{self.url}/{'pull' if self.kind == 'github' else '-/merge_requests'}/{request.number}"

    def git(self, *command: str, typed: bytes = b"", **identity: str) -> str:
        """Run git in the host's repository."""
        done = subprocess.run(
            ["git", *command],
            cwd=self.bare,
            input=typed,
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": "/nowhere", **IDENTITY, **identity},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().removesuffix("\n")

    def tip(self, branch: str) -> str:
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")
        except subprocess.CalledProcessError:
            return ""

    @property
    def branches(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(refname:short)", "refs/heads/kb").split()

    def merge(self, request: Request, how: str = "merge") -> None:
        """Merge a pull request as people do: a commit of two parents, or one commit of other words."""
        tree, tip = self.git("rev-parse", f"{request.branch}^{{tree}}"), self.tip(request.branch)
        parents = ["-p", self.tip("main"), *(("-p", tip) if how == "merge" else ())]
        who = {"GIT_AUTHOR_NAME": "vært", "GIT_AUTHOR_EMAIL": "noreply@git.bank.example"}
        made = self.git("commit-tree", tree, *parents, "-m", "Flettet", **who)
        self.git("update-ref", "refs/heads/main", made)
        request.stand, request.merged_as = "merged", made

    def make_branch(self, branch: str, parent: str, commit: str) -> bool:
        """Make a branch unless it is there: as atomic as at a real host."""
        with self.lock:
            if self.tip(branch):
                return False
            self.git("update-ref", f"refs/heads/{branch}", commit, "")
            return True

    def commit_files(self, parent: str, files: dict[str, str], message: str, author: tuple[str, str]) -> str:
        """Make a commit that lays files upon another."""
        index = {"GIT_INDEX_FILE": str(self.bare / f"index-{threading.get_ident()}")}
        self.git("read-tree", parent, **index)
        for path, text in files.items():
            blob = self.git("hash-object", "-w", "--stdin", typed=text.encode())
            self.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", **index)
        who = {"GIT_AUTHOR_NAME": author[0], "GIT_AUTHOR_EMAIL": author[1]}
        tree = self.git("write-tree", **index)
        return self.git("commit-tree", tree, "-p", parent, typed=message.encode(), **who)

    def file_at(self, path: str, commit: str) -> Reply | bytes:
        try:
            return subprocess.run(
                ["git", "cat-file", "blob", f"{commit}:{path}"],
                cwd=self.bare,
                capture_output=True,
                check=True,
            ).stdout
        except subprocess.CalledProcessError:
            return 404, {"message": "404 File Not Found"}

    def open(self, branch: str, base: str, title: str, text: str) -> Request | None:
        """Open a pull request unless one of that branch is open."""
        with self.lock:
            if any(
                each.branch == branch and each.stand == "open" and not each.fork for each in self.requests
            ):
                return None
            self.requests.append(Request(len(self.requests) + 1, branch, base, title, text))
            return self.requests[-1]

    def answer(self, method: str, target: str, body: Any) -> Reply | bytes:
        """Do what is asked."""
        url = urlsplit(target)
        if not url.path.startswith(TOPS[self.kind]):
            return 404, {"message": "Not Found"}
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        path = url.path.removeprefix(TOPS[self.kind])
        return (GITHUB if self.kind == "github" else GITLAB)(self, method, path, query, body)


def GITHUB(host: GitHost, method: str, path: str, query: dict[str, str], body: Any) -> Reply | bytes:  # noqa: C901, N802, PLR0911
    """Answer as GitHub does."""
    if method == "GET" and path == "/pulls":
        branch = query["head"].partition(":")[2]
        assert query["head"].startswith("kommuner:")
        return 200, [_github_pull(host, each) for each in host.requests[::-1] if each.branch == branch]
    if method == "GET" and path.startswith("/git/ref/heads/"):
        tip = host.tip(unquote(path.removeprefix("/git/ref/heads/")))
        return (200, {"object": {"sha": tip}}) if tip else (404, {"message": "Not Found"})
    if method == "GET" and path.startswith("/git/commits/"):
        return 200, {"tree": {"sha": host.git("rev-parse", f"{path.rpartition('/')[2]}^{{tree}}")}}
    if method == "GET" and path.startswith("/contents/"):
        return host.file_at(unquote(path.removeprefix("/contents/")), query["ref"])
    if path == "/git/trees":
        files = {each["path"]: each["content"] for each in body["tree"]}
        base = host.git(
            "commit-tree", body["base_tree"], "-m", "x", GIT_AUTHOR_NAME="x", GIT_AUTHOR_EMAIL="x"
        )
        commit = host.commit_files(base, files, "x", ("x", "x"))
        return 201, {"sha": host.git("rev-parse", f"{commit}^{{tree}}")}
    if path == "/git/commits":
        who = {f"GIT_AUTHOR_{name.upper()}": body["author"][name] for name in ("name", "email", "date")}
        typed = body["message"].encode()
        return 201, {"sha": host.git("commit-tree", body["tree"], "-p", *body["parents"], typed=typed, **who)}
    if path == "/git/refs":
        made = host.make_branch(body["ref"].removeprefix("refs/heads/"), "", body["sha"])
        return (201, {}) if made else (422, {"message": "Reference already exists"})
    if path == "/pulls":
        opened = host.open(body["head"], body["base"], body["title"], body["body"])
        return (
            (201, _github_pull(host, opened))
            if opened
            else (422, {"message": "A pull request already exists"})
        )
    return 404, {"message": "Not Found"}


def _github_pull(host: GitHost, request: Request) -> Any:
    return {
        "html_url": host.url_of(request),
        "state": "open" if request.stand == "open" else "closed",
        "merged_at": "2026-11-26T09:00:00Z" if request.stand == "merged" else None,
        "merge_commit_sha": request.merged_as or "0" * 40,
        "head": {"ref": request.branch},
    }


def GITLAB(host: GitHost, method: str, path: str, query: dict[str, str], body: Any) -> Reply | bytes:  # noqa: N802, PLR0911
    """Answer as GitLab does."""
    if method == "GET" and path == "/merge_requests":
        found = [each for each in host.requests[::-1] if each.branch == query["source_branch"]]
        return 200, [_gitlab_merge(host, each) for each in found]
    if method == "GET" and path.startswith("/repository/branches/"):
        tip = host.tip(unquote(path.removeprefix("/repository/branches/")))
        return (200, {"commit": {"id": tip}}) if tip else (404, {"message": "404 Branch Not Found"})
    if method == "GET" and (found := re.fullmatch(r"/repository/files/([^/]+)/raw", path)):
        return host.file_at(unquote(found[1]), query["ref"])
    if path == "/repository/commits":
        for action in body["actions"]:
            there = isinstance(host.file_at(action["file_path"], body["start_sha"]), bytes)
            if there is (action["action"] == "create"):
                return 400, {"message": "A file with this name already exists, or does not"}
        files = {each["file_path"]: each["content"] for each in body["actions"]}
        author = body["author_name"], body["author_email"]
        commit = host.commit_files(body["start_sha"], files, body["commit_message"], author)
        made = host.make_branch(body["branch"], body["start_sha"], commit)
        return (201, {"id": commit}) if made else (400, {"message": "A branch called it already exists"})
    if path == "/merge_requests":
        opened = host.open(body["source_branch"], body["target_branch"], body["title"], body["description"])
        return (
            (201, _gitlab_merge(host, opened))
            if opened
            else (409, {"message": ["Another open merge request"]})
        )
    return 404, {"message": "404 Not Found"}


def _gitlab_merge(host: GitHost, request: Request) -> Any:
    return {
        "web_url": host.url_of(request),
        "state": {"open": "opened"}.get(request.stand, request.stand),
        "merge_commit_sha": request.merged_as or None,
        "squash_commit_sha": None,
        "sha": host.tip(request.branch) or None,
        "source_branch": request.branch,
        "source_project_id": request.fork or 7,
        "project_id": 7,
    }


class Handler(BaseHTTPRequestHandler):
    """Let the host answer over HTTP."""

    host: GitHost

    def do_GET(self) -> None:
        self.reply("GET", None)

    def do_POST(self) -> None:
        self.reply("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def reply(self, method: str, body: Any) -> None:
        host = self.host
        path = self.path.removeprefix(TOPS[host.kind])
        host.asked.append((method, path))
        host.headers.append(dict(self.headers))
        answer = host.instead(method, path)
        if answer is None and self.headers["Authorization"] != f"Bearer {TOKEN}":
            answer = 401, {"message": "Bad credentials"}
        if answer is None:
            answer = host.answer(method, self.path, body)
        if host.breaks_after(method, path):
            self.close_connection = True
            return
        status, content = (200, answer) if isinstance(answer, bytes) else answer
        said = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"https://127.0.0.1:{host.port}/")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for the host's name, and its key."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=git",
         "-addext", f"subjectAltName=DNS:{NAME}"],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, certificate


class Server(ThreadingHTTPServer):
    """A server whose handshakes are made by the thread that answers; one that fails is nobody's concern."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A caller that does not trust us hangs up."""


@contextmanager
def git_host(kind: str, bare: Path, key: Path, certificate: Path) -> Iterator[GitHost]:
    """Run a host for as long as the block lasts."""
    host = GitHost(kind, bare)
    handler = type("HostHandler", (Handler,), {"host": host})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Server(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        host.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(params=list(PROJECTS))
def host(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    repository: Repository,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[GitHost]:
    """A host that holds what the bank's checkout was cloned from."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    bare = tmp_path / "host.git"
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(bare))
    with git_host(request.param, bare, *certificate) as host:
        yield host
