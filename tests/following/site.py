"""A real web server on this machine with pages of every kind, that remembers who asks for what."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

KNOWN = '"udgave-1"'
LEADING = {
    "videre-til-side": "/side",
    "videre-til-404": "/404",
    "ring": "/ring",
    "indenfor": "http://10.0.0.1/hemmeligt",
    "skift": "file:///etc/passwd",
}


class Site(ThreadingHTTPServer):
    """A server: `/404` answers 404, and so on; the named pages lead on; all others are there."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        name = self.path.strip("/")
        self.server.asked.append((self.command, self.path))
        self.server.agents.add(self.headers["User-Agent"])
        self.send_response(self.status_of(name))
        self.send_header("Location", LEADING[name]) if name in LEADING else None
        self.send_header("ETag", KNOWN) if name == "kendt" else None
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def status_of(self, name: str) -> int:
        if name in LEADING:
            return 302
        if name == "kun-get":
            return 200 if self.command == "GET" else 405
        if name == "kendt":
            return 304 if self.headers["If-None-Match"] == KNOWN else 200
        return int(name) if name.isdigit() else 200

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[Site]:
    """Serve for as long as the block lasts."""
    with Site() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
