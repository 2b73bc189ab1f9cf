"""The words that describe tables and columns, in a language; and the licence they are under."""

from dataclasses import dataclass

from kb.export.columns import Column
from kb.export.table import Table
from kb.language import sentence
from kb.records.marks import N_

LANGUAGES = ("da", "en")


@dataclass(frozen=True)
class Licence:
    """What others may do with the data."""

    name: str
    title: str
    url: str


LICENCE = Licence(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0 International",
    "https://creativecommons.org/licenses/by/4.0/",
)
TITLE = N_("Efterprøvet: hvad kommunerne har prøvet af velfærdsteknologi")
DESCRIPTION = N_(
    "Løsninger, erfaringer, resultater, økonomi og risici fra danske kommuner, med kilde til hvert tal. "
    "En tom celle betyder ikke oplyst, aldrig nul."
)


def said(language: str, text: str) -> str:
    """Say a marked text in a language; the title of a part of a record is that of the whole and its own."""
    return ": ".join(sentence(language, part) for part in text.split("\n") if part)


def title_of(subject: Table | Column, language: str) -> str:
    """Title a table or a column."""
    return said(language, subject.title)


def description_of(subject: Table | Column, language: str) -> str:
    """Describe a table or a column."""
    return said(language, subject.description)
