"""The addresses of our pages, each written once: a page has hundreds, and routing takes long over each."""

from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request, url_for

MOST_KEPT = 16_384
MOST_VALUES, LONGEST = 3, 64


def address_of(endpoint: str, values: dict[str, Any]) -> str:
    """Write the address of a page of ours; one that carries what a reader typed is not kept."""
    are_short = all(isinstance(value, str) and len(value) <= LONGEST for value in values.values())
    if not are_short or len(values) > MOST_VALUES:
        return url_for(endpoint, **values)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return _kept(app, request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=MOST_KEPT)
def _kept(_app: Flask, _root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    """Write an address; it depends on nothing but the application, where it begins, and these."""
    return url_for(endpoint, **dict[str, Any](values))
