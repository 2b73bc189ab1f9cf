"""Which language a page speaks: Danish at the root, English under /en/."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from babel.support import NullTranslations, Translations
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

LANGUAGES = {"da": "Dansk", "en": "English"}
PREFIX = "/en"
CATALOGUES = Path(__file__).parent / "translations"
_language: ContextVar[str] = ContextVar("language", default="da")


class LanguagePrefix:
    """Move a leading /en from the path to the script name, so that every address made keeps it."""

    def __init__(self, wsgi_app: Callable[..., Iterable[bytes]]) -> None:
        self.wsgi_app = wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        environ["kb.root"] = environ.get("SCRIPT_NAME", "")
        environ["kb.language"] = "da"
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            environ["kb.language"] = "en"
            environ["SCRIPT_NAME"] = environ["kb.root"] + PREFIX
            environ["PATH_INFO"] = path.removeprefix(PREFIX)
        return self.wsgi_app(environ, start_response)


def init_app(app: Flask) -> None:
    """Let the address choose the language."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(plain_gettext, plain_ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.before_request(begin_language)
    app.before_request(complete_prefix)
    app.teardown_request(end_language)


def current_language() -> str:
    """Tell the language of the page being made; outside a page it is Danish."""
    return _language.get()


def begin_language() -> None:
    """Note the language that the address chose: a page asks for it a thousand times."""
    _language.set(request.environ.get("kb.language", "da"))


def end_language(_error: BaseException | None) -> None:
    """Speak Danish again when the page is made."""
    _language.set("da")


def complete_prefix() -> Response | None:
    """Send a bare /en to /en/."""
    if request.environ.get("PATH_INFO") == "":
        return redirect(language_url(current_language()), 308)
    return None


def language_url(language: str) -> str:
    """Write the address of the same page, with the same query, in a language."""
    query = urlencode(list(request.args.items(multi=True)))
    prefix = PREFIX if language == "en" else ""
    path = f"{root_path()}{prefix}{quote(request.path)}"
    return f"{path}?{query}" if query else path


def root_path() -> str:
    """Tell where the site begins, before any language."""
    return str(request.environ.get("kb.root", ""))


@cache
def translations(language: str) -> NullTranslations:
    """Load the sentences of a language once; Danish sentences stand for themselves."""
    return Translations.load(CATALOGUES, [language]) if language != "da" else NullTranslations()


def spoken() -> NullTranslations:
    """Give the sentences of the page's language."""
    return translations(current_language())


def plain_gettext(message: str) -> str:
    """Say a Danish sentence in the language of the page; its values are filled in by the template."""
    return spoken().gettext(message)


def plain_ngettext(singular: str, plural: str, num: int) -> str:
    """Choose the sentence for a number in the language of the page."""
    return spoken().ngettext(singular, plural, num)


def gettext(message: str, **values: Any) -> str:
    """Say a Danish sentence in the language of the page."""
    text = plain_gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """Say a Danish sentence with a number in the language of the page."""
    return plain_ngettext(singular, plural, num) % {"num": num, **values}
