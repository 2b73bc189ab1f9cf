"""What a result row says of a solution in one glance."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.adoption import Adoption
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.search.results import Highlighted, Hit
from kb.web.comparison.nearest import nearest_tried_words
from kb.web.context import Link, page_url
from kb.web.formats import format_date, uncapital
from kb.web.i18n import gettext
from kb.web.presenters.figures import Figure, figure_of
from kb.web.presenters.grade_words import Ladder, proof_ladder
from kb.web.presenters.vouching import change_marks
from kb.web.stopped import has_failed, reason_kind, when_of
from kb.web.tallies import Tally, tally_of
from kb.web.texts import report_title, who_measured, who_of
from kb.web.voice import Voice
from kb.web.words import stage_word

if TYPE_CHECKING:
    from kb.release.opening import Release

MOST_FLAGS = 2
MOST_REPORTS = 5


@dataclass(frozen=True)
class ReportLink:
    """An address of a report with its id and name."""

    id: str
    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """One solution in the list of results."""

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
    flags: tuple[Link, ...]
    changed: tuple[str, ...]

    @property
    def first_matched(self) -> tuple[ReportLink, ...]:
        """Give the matching reports that the page names."""
        return self.matched[:MOST_REPORTS]

    @property
    def more_matched(self) -> int:
        """Count the matching reports that the page does not name."""
        return len(self.matched) - len(self.first_matched)


def make_row(
    release: "Release", hit: Hit, *, reader: Municipality | None, has_words: bool, language: str
) -> Row:
    """Gather what a row says; `has_words` tells that reports were matched by words or facets."""
    solution = release.catalogue.solutions[hit.solution_id]
    adoption, headline = release.adoption(solution.id), release.headline(solution.id)
    newest = release.newest(solution.id)
    voice = Voice(release.catalogue, language)
    reports = hit.matched_reports if has_words else ()
    return Row(
        id=solution.id,
        url=page_url("solutions.show", solution_id=solution.id),
        title=hit.title,
        title_lang=language_of(hit.title, solution.title_en, language),
        snippet=hit.snippet,
        snippet_lang=language_of(hit.snippet, solution.summary_en, language),
        ladder=proof_ladder(release.proof(solution.id), voice),
        tally=tally_of(release.catalogue, adoption),
        figure=figure_of(headline.outcome, voice) if headline else None,
        who=who_measured(release.catalogue, headline, language) if headline else "",
        newest=format_date(newest, language) if newest else "",
        reader=reader_words(adoption, reader, language) if reader else "",
        nearest=nearest_words(release, adoption, reader, voice=voice) if reader else "",
        matched=tuple(report_link(release, ref, language) for ref in reports),
        flags=tuple(failure_links(release, solution, language))[:MOST_FLAGS],
        changed=change_marks(release.catalogue.experiences_of(solution.id), voice)
        if solution.changes
        else (),
    )


def nearest_words(release: "Release", adoption: Adoption, reader: Municipality, *, voice: Voice) -> str:
    """Say which municipality most like the reader's has tried it."""
    return nearest_tried_words(release.likeness, adoption, reader=reader, voice=voice)


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


def report_link(release: "Release", ref: str, language: str) -> ReportLink:
    """Link to a report by its name."""
    report = release.catalogue.experiences[ref]
    title = report_title(release.catalogue, report, language)
    url = page_url("solutions.experience", solution_id=report.solution, experience_id=report.id)
    return ReportLink(report.id, title.text, url)


def failure_links(release: "Release", solution: Solution, language: str) -> Iterator[Link]:
    """Link to the reports of a solution that were stopped or failed, with the kind of reason."""
    catalogue = release.catalogue
    for report in catalogue.experiences_of(solution.id):
        if has_failed(report):
            event = report.stages[-1]
            words = f"{who_of(catalogue, report, language)}: {uncapital(when_of(event, language))}"
            reason = uncapital(reason_kind(catalogue, event, language))
            if reason:
                words = gettext("%(words)s. Årsag: %(reason)s", words=words, reason=reason)
            yield Link(
                words, page_url("solutions.experience", solution_id=solution.id, experience_id=report.id)
            )
