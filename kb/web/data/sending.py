"""How files of data are sent: piece by piece, with a tag and a date, and not again to whom has them."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from flask import Response, request

from kb.web.caching import digest_of, stamped, unkept
from kb.web.context import current_release

Pieces = Iterable[bytes] | Iterable[str]


def send_file(make: Callable[[], Pieces], media_type: str, name: str = "") -> Response:
    """Send what is made, or 304; it depends on the release and the address alone.

    `name` makes it a download.
    """
    release = current_release()
    etag = digest_of(release.id, request.full_path)
    if request.if_none_match.contains_weak(etag):
        return _marked(Response(status=304), etag)
    response = Response(make() if request.method == "GET" else (), mimetype=media_type)
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return unkept(response) if release.is_damaged else _marked(response, etag)


def _marked(response: Response, etag: str) -> Response:
    day = current_release().catalogue.as_of
    if day:
        response.last_modified = datetime.fromisoformat(day).replace(tzinfo=UTC)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return stamped(response, etag)
