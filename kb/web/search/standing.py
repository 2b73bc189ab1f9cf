"""What a result row says of a solution whatever was searched for and whoever reads: worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kb.records.experience import Experience
from kb.records.solution import Solution
from kb.web.addresses import address_of
from kb.web.context import Link
from kb.web.formats import format_date, uncapital
from kb.web.i18n import gettext
from kb.web.once import once_a_release
from kb.web.presenters.figures import Figure, figure_of
from kb.web.presenters.grade_words import Ladder, proof_ladder
from kb.web.presenters.vouching import change_marks
from kb.web.stopped import has_failed, reason_kind, when_of
from kb.web.tallies import Tally, tally_of
from kb.web.texts import report_title, who_measured, who_of
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

MOST_FLAGS = 2
MOST_SOLUTIONS_KEPT, MOST_REPORTS_KEPT = 8_192, 32_768


@dataclass(frozen=True)
class Standing:
    """How a solution stands; the addresses carry no reader's municipality."""

    url: str
    ladder: Ladder
    tally: Tally
    figure: Figure | None
    who: str
    newest: str
    flags: tuple[Link, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class ReportLink:
    """An address of a report with its id and name."""

    id: str
    text: str
    url: str


@once_a_release(MOST_SOLUTIONS_KEPT)
def standing_of(release: "Release", solution_id: str, language: str, _root: str) -> Standing:
    """Tell how a solution stands; addresses follow the language and where the site begins."""
    catalogue, voice = release.catalogue, Voice(release.catalogue, language)
    solution = catalogue.solutions[solution_id]
    headline, newest = release.headline(solution_id), release.newest(solution_id)
    return Standing(
        url=address_of("solutions.show", {"solution_id": solution_id}),
        ladder=proof_ladder(release.proof(solution_id), voice),
        tally=tally_of(catalogue, release.adoption(solution_id)),
        figure=figure_of(headline.outcome, voice) if headline else None,
        who=who_measured(catalogue, headline, language) if headline else "",
        newest=format_date(newest, language) if newest else "",
        flags=tuple(islice(failure_links(release, solution, language), MOST_FLAGS)),
        changed=change_marks(catalogue.experiences_of(solution_id), voice) if solution.changes else (),
    )


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
            yield Link(words, report_address(report))


@once_a_release(MOST_REPORTS_KEPT)
def report_link(release: "Release", ref: str, language: str, _root: str) -> ReportLink:
    """Link to a report by its name; addresses follow the language and where the site begins."""
    report = release.catalogue.experiences[ref]
    title = report_title(release.catalogue, report, language)
    return ReportLink(report.id, title.text, report_address(report))


def report_address(report: Experience) -> str:
    """Write the address of a report's page."""
    return address_of("solutions.experience", {"solution_id": report.solution, "experience_id": report.id})
