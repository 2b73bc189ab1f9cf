"""What a result row says of a solution in one glance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.adoption import Adoption
from kb.records.municipality import Municipality
from kb.search.results import Highlighted, Hit
from kb.web.comparison.nearest import nearest_tried_words, nearness_words
from kb.web.context import MOST_READERS, Link, carried, current_root
from kb.web.formats import format_date
from kb.web.i18n import LANGUAGES, gettext
from kb.web.once import once_a_release
from kb.web.presenters.figures import Figure
from kb.web.presenters.grade_words import Ladder
from kb.web.search.standing import ReportLink, report_link, standing_of
from kb.web.tallies import Tally
from kb.web.voice import Voice
from kb.web.words import stage_word

if TYPE_CHECKING:
    from kb.release.opening import Release

MOST_REPORTS = 5


@dataclass(frozen=True)
class Row:
    """One solution in the list of results; `matched` names the first of the reports that match."""

    id: str
    url: str
    title: Highlighted
    title_lang: str
    snippet: Highlighted
    snippet_lang: str
    ladder: Ladder
    tally: Tally
    figure: Figure | None
    who: str
    newest: str
    reader: str
    nearest: str
    matched: tuple[ReportLink, ...]
    more_matched: int
    flags: tuple[Link, ...]
    changed: tuple[str, ...]


def hits_at_hand(release: "Release", hits: Iterable[Hit]) -> Iterator[Hit]:
    """Pass over hits that a release does not have: a search repeated in a newer one may find them."""
    return (hit for hit in hits if hit.solution_id in release.summaries)


@dataclass(frozen=True)
class RowMaker:
    """What it takes to make the rows of a page; addresses begin at `root` and end in `onward`."""

    release: "Release"
    reader: Municipality | None
    language: str
    root: str
    onward: str
    nearness: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, release: "Release", reader: Municipality | None, language: str) -> "RowMaker":
        """Prepare for the rows of a page."""
        nearness = nearness_of(release, reader.id, language) if reader else {}
        return cls(release, reader, language, current_root(), carried(), nearness)

    def row(self, hit: Hit) -> Row:
        """Gather what a row says."""
        solution, adoption = (
            self.release.catalogue.solutions[hit.solution_id],
            self.release.adoption(hit.solution_id),
        )
        standing = standing_of(self.release, solution.id, self.language, self.root)
        reader = self.reader
        return Row(
            id=solution.id,
            url=standing.url + self.onward,
            title=hit.title,
            title_lang=language_of(hit.title, solution.title_en, self.language),
            snippet=hit.snippet,
            snippet_lang=language_of(hit.snippet, solution.summary_en, self.language),
            ladder=standing.ladder,
            tally=standing.tally,
            figure=standing.figure,
            who=standing.who,
            newest=standing.newest,
            reader=reader_words(adoption, reader, self.language) if reader else "",
            nearest=nearest_tried_words(self.nearness, adoption) if reader else "",
            matched=tuple(self.links(hit.matched_reports[:MOST_REPORTS])),
            more_matched=max(len(hit.matched_reports) - MOST_REPORTS, 0),
            flags=tuple(Link(flag.text, flag.url + self.onward) for flag in standing.flags),
            changed=standing.changed,
        )

    def links(self, refs: Iterable[str]) -> Iterator[ReportLink]:
        """Link to reports by their names and carry the reader's municipality on to them."""
        for ref in refs:
            link = report_link(self.release, ref, self.language, self.root)
            yield ReportLink(link.id, link.text, link.url + self.onward)


@once_a_release(len(LANGUAGES) * MOST_READERS)
def nearness_of(release: "Release", reader_id: str, language: str) -> Mapping[str, tuple[int, str]]:
    """Say of every other municipality how like the reader's it is."""
    return nearness_words(release.likeness, reader_id, Voice(release.catalogue, language))


def language_of(text: Highlighted, english: str | None, language: str) -> str:
    """Tell whether words on an English page are Danish."""
    is_own = language == "da" or bool(english and str(text).strip(" …") in english)
    return "" if is_own else "da"


def reader_words(adoption: Adoption, reader: Municipality, language: str) -> str:
    """Say what the reader's own municipality has done with a solution."""
    found = adoption.latest.get(reader.id)
    if found is None:
        return gettext("%(name)s har ikke prøvet", name=reader.name)
    date = f" {format_date(found.date, language)}" if found.date else ""
    return f"{reader.name}: {stage_word(found.stage)}{date}"
