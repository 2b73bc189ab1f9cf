"""Which headers every answer carries, and how much a request may hold."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, abort, request
from werkzeug.wrappers import Response

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ONE_YEAR = 365 * 24 * 60 * 60
LARGEST_BODY = 1_000_000
LONGEST_QUERY = 32_000


def init_app(app: Flask) -> None:
    """Put the headers on every answer and refuse large bodies and queries."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.wsgi_app = QueryLimit(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(refuse_cut_query)
    app.before_request(refuse_large_body)
    app.before_request(find_no_nul)
    app.after_request(add_headers)


class QueryLimit:
    """Cut away a query that no form of ours could write, before anything reads it."""

    def __init__(self, wsgi_app: Callable[..., Iterable[bytes]]) -> None:
        self.wsgi_app = wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY:
            environ["QUERY_STRING"] = ""
            environ["kb.query_was_cut"] = True
        return self.wsgi_app(environ, start_response)


def refuse_cut_query() -> None:
    """Refuse a request whose query was cut away."""
    if "kb.query_was_cut" in request.environ:
        abort(400)


def refuse_large_body() -> None:
    """Refuse a body by the length that it says to have, before any page or check asks what it holds."""
    if (request.content_length or 0) > LARGEST_BODY:
        abort(413)


def find_no_nul() -> None:
    """Find nothing at an address that holds a NUL: none of ours does, and PostgreSQL refuses to look."""
    if "\0" in request.path:
        abort(404)


def add_headers(response: Response) -> Response:
    """Add the headers that keep a page from being misused."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}; includeSubDomains")
    # An address without a host keeps the reader where they came in, whatever a proxy calls us.
    if response.location and response.location.startswith(request.host_url):
        response.location = "/" + response.location.removeprefix(request.host_url).lstrip("/")
    return response
