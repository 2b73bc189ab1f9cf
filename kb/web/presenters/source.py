"""Where a figure on a page comes from: a short note beside it, and the list at the foot it leads to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kb.records.marks import N_
from kb.records.source import Read, Source
from kb.web.i18n import gettext
from kb.web.voice import Voice

# A source that was read in full needs no remark.
READ = {
    Read.EXCERPT: N_("Læst som uddrag."),
    Read.NOT_FOUND: N_("Ikke fundet igen."),
}


@dataclass(frozen=True)
class SourceNote:
    """What stands beside a figure: who says so, and where on the page the source is named in full."""

    text: str
    anchor: str


@dataclass(frozen=True)
class SourceItem:
    """One source in the list."""

    anchor: str
    publisher: str
    year: str
    title: str
    url: str
    archived_url: str
    dead: str
    page: str
    read: str
    interest: str
    note: str


Cite = Callable[[str | None], SourceNote | None]


class SourceBook:
    """The sources of one page: each has one anchor, whichever record names it."""

    def __init__(self, voice: Voice, *owners: Any) -> None:
        self.voice = voice
        self._anchors: dict[Source, str] = {}
        self._listed: list[Source] = []
        for owner in owners:
            self.add(owner.sources)

    def add(self, sources: Iterable[Source]) -> None:
        """Take sources up in the list."""
        for source in sources:
            if source not in self._anchors:
                self._anchors[source] = self._free_anchor(source)
                self._listed.append(source)

    def _free_anchor(self, source: Source) -> str:
        taken = set(self._anchors.values())
        anchor, number = f"kilde-{source.id}", 2
        while anchor in taken:
            anchor, number = f"kilde-{source.id}-{number}", number + 1
        return anchor

    def citer(self, *owners: Any) -> Cite:
        """Give the function that writes the note for a source id of the given records.

        A source that is not listed yet is taken up when it is cited.
        """

        def cite(source_id: str | None) -> SourceNote | None:
            source = self.voice.catalogue.source_of(source_id, *owners) if source_id else None
            if source is None:
                return None
            self.add((source,))
            return SourceNote(short_name(source), self._anchors[source])

        return cite

    def items(self, *, without: Iterable[Source] = ()) -> tuple[SourceItem, ...]:
        """List the sources of the page in the order in which they were taken up."""
        left_out = set(without)
        return tuple(self._item(source) for source in self._listed if source not in left_out)

    def items_of(self, sources: Iterable[Source]) -> tuple[SourceItem, ...]:
        """List the given sources, each with its anchor."""
        sources = tuple(sources)
        self.add(sources)
        return tuple(self._item(source) for source in sources)

    def _item(self, source: Source) -> SourceItem:
        return SourceItem(
            anchor=self._anchors[source],
            publisher=publisher_of(source),
            year=str(source.year) if source.year else self.voice.date(source.published),
            title=source.title,
            url=source.url or "",
            archived_url=source.archived_url or "",
            dead=self.voice.date(self.voice.dead_links.get(source.url or "")),
            page=source.page or "",
            read=gettext(READ[source.read]) if source.read in READ else "",
            interest=source.interest or "",
            note=source.note or "",
        )


def short_name(source: Source) -> str:
    """Name a source in as few words as it can be known by: KL 2019."""
    year = source.year or (source.published or "")[:4]
    return f"{publisher_of(source)} {year}".strip()


def publisher_of(source: Source) -> str:
    """Name who published a source; without a publisher its host or title does."""
    return source.publisher or (urlsplit(source.url).hostname if source.url else None) or source.title
