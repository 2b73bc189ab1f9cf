"""In which words mails and data speak: Danish as in the code, English by the catalogue of the site."""

from functools import cache
from gettext import NullTranslations, translation
from importlib.resources import files


def sentence(language: str, message: str) -> str:
    """Say a marked Danish sentence in a language; Danish where it has no translation."""
    return _catalogue(language).gettext(message)


def plural(language: str, one: str, many: str, count: int) -> str:
    """Say a marked Danish sentence about a number of things in a language."""
    return _catalogue(language).ngettext(one, many, count)


@cache
def _catalogue(language: str) -> NullTranslations:
    folder = files("kb").joinpath("web", "translations")
    return translation("messages", str(folder), [language], fallback=True)
