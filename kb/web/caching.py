"""How an answer is kept by browsers: asked for again each time, sent again only when it has changed."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Response, current_app, request

from kb.web.context import current_dead_links, current_release
from kb.web.i18n import current_language
from kb.web.kept import KeptPages

CODE = Path(__file__).parent
CODE_SUFFIXES = {".py", ".html", ".mo", ".json"}


def revalidated(make: Callable[[], Response], *also: str) -> Response:
    """Answer with what is made, or with 304 where the asker has it already.

    The answer depends on the release, the dead links, the address, the code and `also` alone; one made
    while the bank is damaged is not kept.
    """
    release = current_release()
    if release.is_damaged:
        return unkept(make())
    links = current_dead_links().stamp
    etag = digest_of(release.id, code_digest(), links, current_language(), request.full_path, *also)
    if request.if_none_match.contains_weak(etag):
        return stamped(Response(status=304), etag)
    pages = kept_pages()
    response = pages.get(etag)
    if response is None:
        response = make()
        if not response.cache_control.no_store:
            pages.keep(etag, stamped(response, etag))
    return response


def stamped(response: Response, etag: str) -> Response:
    """Let browsers keep an answer and ask each time whether it still holds."""
    response.set_etag(etag)
    response.cache_control.public = True
    response.cache_control.no_cache = True
    return response


def kept_pages() -> KeptPages:
    """Give the pages that this process has shown lately."""
    kept: KeptPages = current_app.extensions.setdefault("kept_pages", KeptPages())
    return kept


def unkept(response: Response) -> Response:
    """Ask everybody on the way not to keep an answer."""
    response.cache_control.no_store = True
    return response


def digest_of(*parts: str) -> str:
    """Make a short digest of a few texts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


@cache
def code_digest() -> str:
    """Make a digest of all code, templates and translations of the site."""
    files = sorted(path for path in CODE.rglob("*") if path.suffix in CODE_SUFFIXES)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:20]
