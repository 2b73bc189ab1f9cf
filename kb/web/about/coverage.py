"""The page on what the bank covers: every number is counted in the records themselves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.adoption import newest_date
from kb.coverage import Coverage, fields_filled
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.source import Read
from kb.web.about.coverage_bars import (
    areas_of,
    bands_of,
    filled_of,
    kinds_of,
    methods_of,
    municipalities_of,
    origins_of,
    readings_of,
    years_of,
)
from kb.web.context import page_url
from kb.web.formats import format_date, format_number
from kb.web.i18n import gettext, ngettext
from kb.web.pictures.bars import Bars
from kb.web.texts import Text, report_title, title_of
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release


@dataclass(frozen=True)
class Fact:
    """A number that says at a glance what is missing."""

    number: str
    words: str


@dataclass(frozen=True)
class NamedReport:
    """A report in a list, with the reason why it stands there."""

    title: Text
    solution: Text
    url: str
    reason: str


@dataclass(frozen=True)
class CoveragePage:
    """All that the page shows."""

    missing: tuple[Fact, ...]
    skew: str
    areas: Bars
    municipalities: Bars
    bands: Bars
    years: Bars
    kinds: Bars
    methods: Bars
    origins: Bars
    readings: Bars
    filled: Bars
    oldest: tuple[NamedReport, ...]
    emptiest: tuple[NamedReport, ...]


def make_coverage_page(release: "Release", language: str) -> CoveragePage:
    """Gather the page on coverage."""
    found, voice = release.overview.coverage, Voice(release.catalogue, language)
    without = release.counts["municipalities"] - len(found.reports_by_municipality)
    return CoveragePage(
        missing=missing_of(found, without, language),
        skew=skew_of(found, voice),
        areas=areas_of(found, voice),
        municipalities=municipalities_of(found, voice),
        bands=bands_of(found, without, language),
        years=years_of(found, language),
        kinds=kinds_of(found, language),
        methods=methods_of(found, voice),
        origins=origins_of(found, language),
        readings=readings_of(found, language),
        filled=filled_of(found, language),
        oldest=oldest_of(found, voice),
        emptiest=emptiest_of(found, voice),
    )


def missing_of(found: Coverage, without: int, language: str) -> tuple[Fact, ...]:
    """Count what the bank lacks most."""
    excerpts = found.sources_by_reading.get(Read.EXCERPT, 0)
    facts = (
        (without, N_("kommuner uden en erfaring")),
        (found.without_result, N_("erfaringer uden noget resultat")),
        (found.undated, N_("erfaringer uden årstal")),
        (excerpts, N_("kilder læst som uddrag")),
    )
    return tuple(Fact(format_number(number, language), gettext(words)) for number, words in facts)


def skew_of(found: Coverage, voice: Voice) -> str:
    """Say which municipality is told about most, and how much of the bank that is."""
    if not found.reports_by_municipality:
        return ""
    place, count = max(found.reports_by_municipality.items(), key=lambda item: (item[1], item[0]))
    sentence = N_(
        "%(name)s er med i flest: %(count)s af %(all)s erfaringer. Det siger, hvem der offentliggør mest, "
        "ikke hvem der kan mest."
    )
    return gettext(sentence, name=voice.place(place), count=count, all=found.reports)


def named_report(report: Experience, reason: str, voice: Voice) -> NamedReport:
    """Make a report ready for a list."""
    return NamedReport(
        title=report_title(voice.catalogue, report, voice.language),
        solution=title_of(voice.catalogue.solutions[report.solution], voice.language),
        url=page_url("solutions.experience", solution_id=report.solution, experience_id=report.id),
        reason=reason,
    )


def oldest_of(found: Coverage, voice: Voice) -> tuple[NamedReport, ...]:
    """List the reports whose newest date is the oldest."""
    reports = (voice.catalogue.experiences[ref] for ref in found.oldest)
    return tuple(named_report(one, format_date(newest_date(one), voice.language), voice) for one in reports)


def emptiest_of(found: Coverage, voice: Voice) -> tuple[NamedReport, ...]:
    """List the reports in which the fewest fields are filled in."""
    reports = (voice.catalogue.experiences[ref] for ref in found.emptiest)
    return tuple(
        named_report(one, ngettext("%(num)s felt", "%(num)s felter", fields_filled(one)), voice)
        for one in reports
    )
