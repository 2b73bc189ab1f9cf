"""What stands on the first page: the question, the most tried, what was stopped and why, what is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.adoption import newest_date
from kb.records.course import Stage
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.search.query import SearchQuery, Sort
from kb.search.results import Hit
from kb.web.formats import capital, danish_order, format_date, format_number
from kb.web.i18n import gettext, ngettext
from kb.web.pictures.tilemap import TileMap, draw_levels, view_box_of
from kb.web.presenters.figures import Figure, figure_of
from kb.web.presenters.grade_words import Ladder, proof_ladder
from kb.web.presenters.stage import PROGRESS
from kb.web.stopped import StoppedReport, has_failed, newest_first, stopped_report
from kb.web.tallies import Tally, municipalities_of, tally_of
from kb.web.texts import Text, report_title, title_of, who_measured
from kb.web.voice import Voice
from kb.web.words import stage_word

if TYPE_CHECKING:
    from kb.release.opening import Release

# Searches to try, best first; the page shows the first four that find something.
SUGGESTIONS = (
    N_("skærmbesøg"),
    N_("medicin"),
    N_("robotter"),
    N_("plejehjem"),
    N_("kronisk sygdom"),
    N_("genoptræning"),
    N_("jobcenter"),
)
FAILED_STAGES = (("stadie", ("afsluttet", "stoppet")),)
# At least this many reports for each shade of a tile, darkest first.
SHADES = (1, 2, 4, 7)
CELLS = 4
NEWEST = 6


@dataclass(frozen=True)
class ProvenSolution:
    """One of the best proven solutions, with the finding that is best measured."""

    id: str
    title: Text
    ladder: Ladder
    tally: Tally
    stages: tuple[str, ...]
    figure: Figure | None
    who: str
    newest: str


@dataclass(frozen=True)
class NewsItem:
    """What a report says last: when, about which solution, who and how far."""

    solution_id: str
    report_id: str
    title: Text
    when: str
    report: Text
    stage: str


@dataclass(frozen=True)
class MunicipalityCount:
    """How many reports the bank has from a municipality."""

    id: str
    name: str
    count: int


@dataclass(frozen=True)
class HomeContent:
    """What the first page shows to every reader of a release in one language."""

    solutions: str
    experiences: str
    suggestions: tuple[str, ...]
    counts: tuple[MunicipalityCount, ...]
    with_experience: int
    without_experience: int
    best_proven: tuple[ProvenSolution, ...]
    stopped: tuple[StoppedReport, ...]
    news: tuple[NewsItem, ...]


@dataclass(frozen=True)
class HomePage:
    """All that the first page shows: the same for all, the map, and what the reader's municipality tried."""

    content: HomeContent
    tile_map: TileMap
    readers: tuple[NewsItem, ...]


def make_home_page(
    release: "Release", content: HomeContent, reader: Municipality | None, language: str
) -> HomePage:
    """Gather the first page for a reader."""
    return HomePage(
        content=content,
        tile_map=draw_map(release, content.counts, reader),
        readers=of_reader(release, reader, language) if reader else (),
    )


def make_home_content(release: "Release", language: str) -> HomeContent:
    """Gather what is the same for every reader; it takes some searches, so keep it as long as the release."""
    counts = count_by_municipality(release)
    with_experience = sum(municipality.count > 0 for municipality in counts)
    return HomeContent(
        solutions=format_number(release.counts["solutions"], language),
        experiences=format_number(release.counts["experiences"], language),
        suggestions=tuple(suggestions(release)),
        counts=counts,
        with_experience=with_experience,
        without_experience=len(counts) - with_experience,
        best_proven=best_proven(release, language),
        stopped=stopped(release, language),
        news=news(release, language),
    )


def count_by_municipality(release: "Release") -> tuple[MunicipalityCount, ...]:
    """Count reports per municipality, the most first and then by the Danish alphabet."""
    refs = release.catalogue.refs_by_municipality
    municipalities = release.catalogue.municipalities.values()
    counts = (MunicipalityCount(m.id, m.name, len(refs.get(m.id, ()))) for m in municipalities)
    return tuple(sorted(counts, key=lambda found: (-found.count, danish_order(found.name))))


def draw_map(
    release: "Release", counts: tuple[MunicipalityCount, ...], reader: Municipality | None
) -> TileMap:
    """Draw a tile per municipality, lighter where the bank has more reports."""
    municipalities = release.catalogue.municipalities
    tiles = draw_levels(municipalities, {m.id: (shade_of(m.count), count_in_words(m)) for m in counts})
    description = gettext(
        "Ét felt for hver kommune, lagt omtrent hvor kommunen ligger. Jo lysere felt, jo flere erfaringer."
    )
    if counts and counts[0].count:
        description += " " + gettext("%(name)s har flest.", name=counts[0].name)
    if reader:
        description += " " + gettext("%(name)s er markeret.", name=reader.name)
    return TileMap(
        view_box=view_box_of(municipalities.values()),
        title=gettext("Kommuner med erfaringer i banken"),
        description=description,
        tiles=tiles,
        frame=next((tile for tile in tiles if reader and tile.id == reader.id), None),
    )


def shade_of(count: int) -> int:
    """Choose the shade of a tile from 0 (none) to 4 (most)."""
    return sum(count >= least for least in SHADES)


def count_in_words(municipality: MunicipalityCount) -> str:
    """Say how many reports a municipality has."""
    reports = ngettext("%(num)s erfaring", "%(num)s erfaringer", municipality.count)
    return f"{municipality.name}: {reports}"


def suggestions(release: "Release") -> Iterator[str]:
    """Choose searches that find something."""
    left = CELLS
    for word in map(gettext, SUGGESTIONS):
        if left and release.engine.total(SearchQuery(text=word)):
            left -= 1
            yield word


def best_proven(release: "Release", language: str) -> tuple[ProvenSolution, ...]:
    """Choose the best proven solutions; of those on the same step the ones that most have tried."""
    hits = release.engine.search(SearchQuery(sort=Sort.GRADE), language).hits
    return tuple(proven_solution(release, hit.solution_id, language) for hit in hits[:CELLS])


def proven_solution(release: "Release", solution_id: str, language: str) -> ProvenSolution:
    """Make one of the best proven solutions ready to show."""
    catalogue, adoption = release.catalogue, release.adoption(solution_id)
    headline = release.headline(solution_id)
    newest = release.newest(solution_id)
    latest = [adoption.latest[place] for place in municipalities_of(catalogue, adoption.tried)]
    return ProvenSolution(
        id=solution_id,
        title=title_of(catalogue.solutions[solution_id], language),
        ladder=proof_ladder(release.proof(solution_id), Voice(catalogue, language)),
        tally=tally_of(catalogue, adoption),
        stages=tuple(stage for stage in PROGRESS for found in latest if found.stage is stage),
        figure=figure_of(headline.outcome, Voice(catalogue, language)) if headline else None,
        who=who_measured(catalogue, headline, language) if headline else "",
        newest=format_date(newest, language) if newest else "",
    )


def stopped(release: "Release", language: str) -> tuple[StoppedReport, ...]:
    """Choose reports that did not succeed, one a solution: those with a finding first, then the newest."""
    query = SearchQuery(selected=FAILED_STAGES, sort=Sort.NEWEST, page_size=50)
    hits = release.engine.search(query, language).hits
    found = sorted(
        filter(None, (failed_report(release, hit) for hit in hits)), key=newest_first, reverse=True
    )
    return tuple(stopped_report(release.catalogue, report, language) for report in found[:CELLS])


def failed_report(release: "Release", hit: Hit) -> Experience | None:
    """Choose the report that tells most about a failure of a solution."""
    reports = (release.catalogue.experiences[ref] for ref in hit.matched_reports)
    return max(filter(has_failed, reports), key=newest_first, default=None)


def news(release: "Release", language: str) -> tuple[NewsItem, ...]:
    """List the reports that name the newest dates, one a solution."""
    hits = release.engine.search(SearchQuery(sort=Sort.NEWEST), language).hits[:NEWEST]
    newest = (
        max(release.catalogue.experiences_of(hit.solution_id), key=newest_date, default=None) for hit in hits
    )
    return tuple(news_item(release, report, language) for report in newest if report and newest_date(report))


def news_item(release: "Release", report: Experience, language: str) -> NewsItem:
    """Say when, who and how far."""
    date = newest_date(report)
    stage = report.stages[-1].stage if report.stages else Stage.UNKNOWN
    return NewsItem(
        solution_id=report.solution,
        report_id=report.id,
        title=title_of(release.catalogue.solutions[report.solution], language),
        when=capital(format_date(date, language)) if date else "",
        report=report_title(release.catalogue, report, language),
        stage="" if stage is Stage.UNKNOWN else stage_word(stage),
    )


def of_reader(release: "Release", reader: Municipality, language: str) -> tuple[NewsItem, ...]:
    """List what the reader's own municipality has tried, the newest first."""
    reports = sorted(release.catalogue.experiences_in(reader.id), key=newest_date, reverse=True)
    return tuple(news_item(release, report, language) for report in reports[:NEWEST])
