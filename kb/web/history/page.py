"""The page of a record's versions: who by role, what changed in words, and any version to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import request

from kb.content.reader import UnreadableYaml, read_yaml
from kb.contributions.difference import Line, difference
from kb.history.versions import Version, text_at, versions_of
from kb.records.base import RecordSchema
from kb.web.formats import format_date, format_list, uncapital
from kb.web.i18n import gettext

SHOWN = 10
MOST_NAMED = 6


@dataclass(frozen=True)
class Subject:
    """Whose versions are shown: the file below the content folder, its schema, its title and address."""

    path: str
    schema: RecordSchema
    title: str
    url: str


@dataclass(frozen=True)
class VersionRow:
    """A version in the list: its short id, day, who by role, what changed, and where it can be read."""

    id: str
    day: str
    who: str
    what: str
    url: str
    is_shown: bool


@dataclass(frozen=True)
class HistoryPage:
    """All that the page shows; `text` is the version chosen, and `lines` what it changed."""

    title: str
    url: str
    rows: tuple[VersionRow, ...]
    chosen: str
    lines: tuple[Line, ...]
    text: str
    is_known: bool


def make_history_page(folder: Path, subject: Subject, wanted: str, language: str) -> HistoryPage:
    """List the versions; the one that `wanted` names by the beginning of its id is shown whole."""
    versions = versions_of(folder, subject.path)
    chosen = next((one for one in versions if wanted and one.commit.startswith(wanted)), None)
    texts = {one.commit: text_at(folder, one, subject.path) for one in versions[: SHOWN + 1]}

    def read(version: Version | None) -> str:
        if version is None:
            return ""
        return texts.setdefault(version.commit, text_at(folder, version, subject.path))

    before = dict(zip(versions, (*versions[1:], None), strict=True)) if versions else {}
    rows = tuple(
        _row(one, language, chosen, _what(subject, read(before[one]), read(one), language))
        for one in versions[:SHOWN]
    )
    text = read(chosen)
    lines = difference(read(before[chosen]), text) if chosen else ()
    return HistoryPage(
        subject.title,
        subject.url,
        rows,
        format_date(chosen.day, language) if chosen else "",
        lines,
        text,
        is_known=chosen is not None or not wanted,
    )


def _row(version: Version, language: str, chosen: Version | None, what: str) -> VersionRow:
    short = version.commit[:12]
    return VersionRow(
        id=short,
        day=format_date(version.day, language),
        who=version.role or gettext("redaktionen, gennem git"),
        what=what,
        url=f"{request.path}?udgave={short}#udgave",
        is_shown=version == chosen,
    )


def _what(subject: Subject, old: str, new: str, language: str) -> str:
    """Say which fields came, changed and went, by their labels."""
    if not old:
        return gettext("Posten blev oprettet.")
    before, after = _fields(old), _fields(new)
    sentences = (
        (gettext("Tilføjet: %(fields)s."), [name for name in after if name not in before]),
        (gettext("Ændret: %(fields)s."), [n for n in after if n in before and before[n] != after[n]]),
        (gettext("Fjernet: %(fields)s."), [name for name in before if name not in after]),
    )
    said = [
        words % {"fields": format_list(_labels(subject, names), language)}
        for words, names in sentences
        if names
    ]
    return " ".join(said) or gettext("Kun opstillingen er ændret.")


def _fields(text: str) -> dict[str, Any]:
    try:
        data = read_yaml(text.encode()).data
    except UnreadableYaml:
        return {}
    return data if isinstance(data, dict) else {}


def _labels(subject: Subject, names: list[str]) -> Iterator[str]:
    for name in names[:MOST_NAMED]:
        field = subject.schema.fields.get(name)
        label: str = field.metadata["label"] if field else name
        yield uncapital(gettext(label)) if field else name
    if len(names) > MOST_NAMED:
        yield gettext("og flere")
