"""What is done with a form that could not be received: what was typed stays, ready to be sent again."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, render_template, request

from kb.web.caching import unkept

# A browser says itself that a form came from our own page; another site cannot make it say so.
CAME_FROM_US = "same-origin"
NEVER_KEPT = ("csrf_token", "password")


@dataclass(frozen=True)
class Typed:
    """One value of the form."""

    name: str
    value: str


@dataclass(frozen=True)
class NotReceived:
    """What happened, what to do, and what was typed."""

    title: str
    explanation: str
    must_sign_in: bool
    is_form: bool
    url: str
    typed: tuple[Typed, ...]


def send_again(code: int, title: str, explanation: str, *, must_sign_in: bool = False) -> Response:
    """Say why a form was not received; what it held stays on the page when it came from a page of ours."""
    came_from_us = request.headers.get("Sec-Fetch-Site") == CAME_FROM_US
    page = NotReceived(
        title=title,
        explanation=explanation,
        must_sign_in=must_sign_in,
        is_form=request.method == "POST",
        url=request.script_root + request.full_path.rstrip("?"),
        typed=tuple(typed_values()) if came_from_us else (),
    )
    return unkept(Response(render_template("errors/not_received.html", page=page), code))


def typed_values() -> Iterator[Typed]:
    """List what the form holds, but no password."""
    for name, value in request.form.items(multi=True):
        if not any(word in name for word in NEVER_KEPT):
            yield Typed(name, value)
