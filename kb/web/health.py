"""Whether this process lives, and whether it can answer: for those who watch it."""

from flask import Blueprint, Response, jsonify

from kb.errors import KnowledgeBankError
from kb.web.caching import unkept
from kb.web.context import current_release

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return unkept(Response("ok\n", mimetype="text/plain"))


@blueprint.get("/readyz")
def ready() -> Response:
    """Name the release that is served; 503 while there is none, or it is damaged."""
    try:
        release = current_release()
    except KnowledgeBankError:
        return answer(503, status="not ready", release=None)
    if release.is_damaged:
        return answer(503, status="damaged", release=release.id)
    return answer(200, status="ready", release=release.id)


def answer(code: int, *, status: str, release: str | None) -> Response:
    """Answer in a few words that a program can read."""
    response = jsonify(status=status, release=release)
    response.status_code = code
    return unkept(response)
