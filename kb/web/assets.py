"""How stylesheet, fonts and icons reach the browser: once, packed, and kept for a year."""

import json
from functools import cache
from pathlib import Path

from flask import Blueprint, abort, request, send_from_directory
from werkzeug.wrappers import Response

from kb.web.i18n import root_path

DIST = Path(__file__).parent / "static" / "dist"
ONE_YEAR = 365 * 24 * 60 * 60

blueprint = Blueprint("assets", __name__)


@cache
def read_manifest() -> dict[str, str]:
    """Read which file name carries each asset."""
    manifest: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def asset_url(name: str) -> str:
    """Write the address of an asset; it is the same in every language."""
    return f"{root_path()}/static/{read_manifest()[name]}"


@blueprint.get("/static/<name>")
def show(name: str) -> Response:
    """Send an asset, packed where the browser takes it so."""
    if name not in read_manifest().values():
        abort(404)
    is_packed = request.accept_encodings.quality("gzip") > 0 and (DIST / f"{name}.gz").exists()
    response = send_from_directory(DIST, f"{name}.gz" if is_packed else name, max_age=ONE_YEAR)
    if is_packed:
        response.content_encoding = "gzip"
        response.mimetype = mimetype_of(name)
    response.cache_control.public = True
    response.cache_control.immutable = True
    response.vary.add("Accept-Encoding")
    return response


def mimetype_of(name: str) -> str:
    """Name the type of a text file that is sent packed."""
    return {".css": "text/css", ".js": "text/javascript"}.get(Path(name).suffix, "image/svg+xml")
