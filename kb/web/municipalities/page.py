"""The page of a municipality: who it is, what it tried, and who else tried the same."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kb.adoption import Adoption, PlaceStage
from kb.catalogue import Catalogue
from kb.findings import headline_of
from kb.records.course import Stage
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.municipality import Municipality, Region
from kb.web.calls.lines import CallLine, calls_of, lines_of
from kb.web.comparison.peers import Peers
from kb.web.formats import capital, format_date, format_list
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.figures import Figure, figure_of
from kb.web.presenters.key_figures import KeyFigure, all_figures_of, key_figures_of
from kb.web.presenters.report import newest_first, why_stopped
from kb.web.presenters.solution_facts import is_confirmed, not_stated
from kb.web.presenters.source import SourceBook, SourceItem
from kb.web.presenters.stage import PROGRESS, StageMark, mark_of
from kb.web.presenters.vouching import change_marks, overdue_report
from kb.web.presenters.where import in_words
from kb.web.texts import Text, report_title, title_of
from kb.web.voice import Voice

AdoptionOf = Callable[[str], Adoption]


@dataclass(frozen=True)
class ReportLink:
    """The way to one report of a solution."""

    solution: str
    id: str
    title: Text


@dataclass(frozen=True)
class TriedRow:
    """A solution that the municipality has tried, how far it came, and what came of it."""

    solution: str
    title: Text
    mark: StageMark
    figure: Figure | None
    description: str
    stop: str
    has_stopped: bool
    warnings: tuple[str, ...]
    reports: tuple[ReportLink, ...]


@dataclass(frozen=True)
class OthersRow:
    """Who else has tried the same solution, a tile each."""

    solution: str
    title: Text
    stages: tuple[str, ...]
    names: str


@dataclass(frozen=True)
class Neighbour:
    """A municipality next door and how many experiences the bank has from it."""

    id: str
    name: str
    count: int


@dataclass(frozen=True)
class MunicipalityPage:
    """A municipality, section by section."""

    id: str
    name: str
    official_name: str
    kind: str
    region: str
    coming_region: str
    lead: str
    key_figures: tuple[KeyFigure, ...]
    figures: tuple[KeyFigure, ...]
    tried: tuple[TriedRow, ...]
    is_confirmed: bool
    peers: Peers
    others: tuple[OthersRow, ...]
    neighbours: tuple[Neighbour, ...]
    systems: str
    looking_for: tuple[str, ...]
    calls: tuple[CallLine, ...]
    contact: str
    note: str
    sources: tuple[SourceItem, ...]
    not_stated: str


def municipality_page(
    municipality: Municipality, *, voice: Voice, adoption_of: AdoptionOf, peers: Peers, today: str
) -> MunicipalityPage:
    """Make the page of a municipality as it stands on a day."""
    book = SourceBook(voice, municipality)
    cite = book.citer(municipality)
    reports = newest_first(voice.catalogue.experiences_in(municipality.id))
    tried = tried_of(municipality, reports, voice=voice, adoption_of=adoption_of)
    systems = voice.terms("system", municipality.systems)
    key_figures = key_figures_of(municipality, voice, cite=cite)
    figures = all_figures_of(municipality, voice, cite=cite)
    calls = lines_of(calls_of(municipality.id, voice.catalogue.calls.values()), voice)
    missing = (
        (N_("systemer"), systems),
        (N_("hvad kommunen leder efter"), municipality.looking_for or calls),
        (N_("funktionspostkasse"), municipality.contact),
    )
    return MunicipalityPage(
        id=municipality.id,
        name=municipality.name,
        official_name=municipality.official_name,
        kind=voice.term("municipality-type", municipality.type),
        region=region_on(municipality, today),
        coming_region=coming_region(municipality.regions, today, language=voice.language),
        lead=lead_of(municipality, tried),
        key_figures=key_figures,
        figures=figures,
        tried=tried,
        is_confirmed=any(is_confirmed(report) for report in reports),
        peers=peers,
        others=others_of(municipality, tried, voice=voice, adoption_of=adoption_of),
        neighbours=() if tried else neighbours_of(municipality, voice.catalogue),
        systems=systems,
        looking_for=municipality.looking_for,
        calls=calls,
        contact=municipality.contact or "",
        note=municipality.note or "",
        sources=book.items(),
        not_stated=not_stated((name for name, value in missing if not value), voice.language),
    )


def region_on(municipality: Municipality, day: str) -> str:
    """Name the region that a municipality lies in on a day."""
    region = municipality.region_at(day)
    return region.name if region else ""


def coming_region(regions: Iterable[Region], today: str, *, language: str) -> str:
    """Say which region a municipality moves to, and when."""
    coming = next((region for region in regions if (region.start or "") > today), None)
    if coming is None or coming.start is None:
        return ""
    return gettext("%(region)s fra %(date)s", region=coming.name, date=format_date(coming.start, language))


def lead_of(municipality: Municipality, tried: Sequence[TriedRow]) -> str:
    """Say in a sentence or two what the bank knows of a municipality."""
    if not tried:
        return gettext("Banken har ingen erfaring fra %(name)s endnu.", name=municipality.name)
    count = in_words(len(tried))
    sentence = ngettext(
        "%(name)s har erfaring med %(count)s løsning i banken.",
        "%(name)s har erfaring med %(count)s løsninger i banken.",
        len(tried),
        name=municipality.name,
        count=count,
    )
    if len(tried) == 1:
        return sentence
    stages = [row.mark.stage for row in tried]
    running = sum(Stage(stage).is_in_operation for stage in stages)
    stopped = stages.count(Stage.STOPPED)
    return " ".join(part for part in (sentence, _running(running), _stopped(stopped)) if part)


def _running(count: int) -> str:
    if not count:
        return ""
    return capital(ngettext("%(count)s er i drift.", "%(count)s er i drift.", count, count=in_words(count)))


def _stopped(count: int) -> str:
    if not count:
        return ""
    return capital(ngettext("%(count)s er stoppet.", "%(count)s er stoppet.", count, count=in_words(count)))


def tried_of(
    municipality: Municipality, reports: Sequence[Experience], *, voice: Voice, adoption_of: AdoptionOf
) -> tuple[TriedRow, ...]:
    """List the solutions that a municipality has reports on; how they ended makes no difference."""
    by_solution: dict[str, list[Experience]] = {}
    for report in reports:
        by_solution.setdefault(report.solution, []).append(report)
    return tuple(
        _tried_row(
            municipality, found, voice=voice, latest=adoption_of(solution_id).latest.get(municipality.id)
        )
        for solution_id, found in by_solution.items()
    )


def _tried_row(
    municipality: Municipality, reports: Sequence[Experience], *, voice: Voice, latest: PlaceStage | None
) -> TriedRow:
    newest = reports[0]
    headline = headline_of(own_outcomes(report, municipality.id) for report in reports)
    return TriedRow(
        solution=newest.solution,
        title=title_of(voice.catalogue.solutions[newest.solution], voice.language),
        mark=mark_of(latest.stage, latest.date) if latest else mark_of(Stage.UNKNOWN),
        figure=figure_of(headline.outcome, voice) if headline else None,
        description=newest.description or "",
        stop=why_stopped(newest, voice),
        has_stopped=bool(latest and latest.stage is Stage.STOPPED),
        warnings=(*overdue_in(reports, voice), *change_marks(reports, voice)),
        reports=tuple(
            ReportLink(one.solution, one.id, report_title(voice.catalogue, one, voice.language))
            for one in reports
        ),
    )


def overdue_in(reports: Iterable[Experience], voice: Voice) -> tuple[str, ...]:
    """Say since when reports should have been confirmed again, each day once."""
    return tuple(dict.fromkeys(filter(None, (overdue_report(report, voice) for report in reports))))


def own_outcomes(report: Experience, municipality_id: str) -> Experience:
    """Keep the outcomes that hold for a municipality or for all who share the report."""
    own = tuple(one for one in report.outcomes if one.municipality in (None, municipality_id))
    return replace(report, outcomes=own)


def others_of(
    municipality: Municipality, tried: Sequence[TriedRow], *, voice: Voice, adoption_of: AdoptionOf
) -> tuple[OthersRow, ...]:
    """List who else has tried the same, solution by solution."""
    rows = []
    for row in tried:
        latest = adoption_of(row.solution).latest
        others = sorted(
            (found for place, found in latest.items() if place != municipality.id and found.stage.is_tried),
            key=lambda found: (PROGRESS.index(found.stage), found.place),
        )
        if others:
            names = [voice.place(found.place) for found in others]
            stages = tuple(found.stage.value for found in others)
            rows.append(OthersRow(row.solution, row.title, stages, format_list(names, voice.language)))
    return tuple(rows)


def neighbours_of(municipality: Municipality, catalogue: Catalogue) -> tuple[Neighbour, ...]:
    """List the municipalities next door that the bank has experiences from, the most first."""
    counts = catalogue.refs_by_municipality
    found = [
        Neighbour(other.id, other.name, len(counts[other.id]))
        for other in catalogue.municipalities.values()
        if other.code in municipality.neighbours and counts.get(other.id)
    ]
    return tuple(sorted(found, key=lambda neighbour: (-neighbour.count, neighbour.name)))
