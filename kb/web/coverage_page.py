"""The page on what the bank covers: every number is counted in the records themselves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.adoption import newest_date
from kb.coverage import Coverage, fields_filled
from kb.records.experience import Experience, ExperienceSchema
from kb.records.marks import N_
from kb.records.outcome import Art
from kb.records.source import Origin, Read
from kb.web.bars import Bars, Row, bars_of
from kb.web.context import page_url
from kb.web.formats import capital, danish_order, format_date, format_number
from kb.web.i18n import gettext, ngettext
from kb.web.texts import Text, report_title, title_of
from kb.web.voice import Voice
from kb.web.words import art_word

if TYPE_CHECKING:
    from kb.release.opening import Release

MOST_TOLD = 10
# How many reports a municipality has: from and to.
BANDS = ((1, 1), (2, 4), (5, 9), (10, None))
ORIGINS = {
    Origin.MUNICIPALITY: N_("kommunen selv"),
    Origin.PROJECT: N_("projektet selv"),
    Origin.EVALUATION: N_("evaluering"),
    Origin.ASSOCIATION: N_("KL eller anden forening"),
    Origin.AUTHORITY: N_("myndighed"),
    Origin.RESEARCH: N_("forskning"),
    Origin.PRESS: N_("presse"),
    Origin.SUPPLIER: N_("leverandør"),
    Origin.CONFERENCE: N_("konference"),
}
READINGS = {
    Read.FULL: N_("læst helt"),
    Read.EXCERPT: N_("læst som uddrag"),
    Read.NOT_FOUND: N_("ikke fundet igen"),
}


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


def areas_of(found: Coverage, voice: Voice) -> Bars:
    """Count solutions by area; an area without any is shown too."""
    vocabulary = voice.catalogue.vocabularies.get("area")
    rows = [
        Row(
            voice.term("area", term.id),
            found.solutions_by_area.get(term.id, 0),
            page_url("search.index", omraade=term.id),
            note=reports_in_words(found.reports_by_area.get(term.id, 0)),
        )
        for term in (vocabulary.terms if vocabulary else ())
    ]
    return Bars(
        gettext("Løsninger pr. område"),
        gettext("Område"),
        gettext("Løsninger"),
        bars_of(sorted(rows, key=lambda row: -row.count), voice.language),
        gettext("En løsning kan høre til flere områder og tælles i hvert."),
    )


def municipalities_of(found: Coverage, voice: Voice) -> Bars:
    """List the municipalities that are told about most."""
    rows = [
        Row(voice.place(place), count, page_url("municipalities.show", municipality_id=place))
        for place, count in found.reports_by_municipality.items()
    ]
    rows.sort(key=lambda row: (-row.count, danish_order(row.label)))
    bars = bars_of(rows[:MOST_TOLD], voice.language)
    return Bars(gettext("De kommuner, der fylder mest"), gettext("Kommune"), gettext("Erfaringer"), bars)


def bands_of(found: Coverage, without: int, language: str) -> Bars:
    """Count the municipalities by how many reports they have."""
    counts = found.reports_by_municipality.values()
    rows = [Row(gettext("Ingen erfaring"), without)]
    rows += [
        Row(band_in_words(low, high), sum(low <= count <= (high or count) for count in counts))
        for low, high in BANDS
    ]
    return Bars(
        gettext("Kommuner efter antal erfaringer"),
        gettext("Har"),
        gettext("Kommuner"),
        bars_of(rows, language),
    )


def band_in_words(low: int, high: int | None) -> str:
    """Say how many reports a municipality of a band has."""
    if high is None:
        return gettext("%(low)s erfaringer eller flere", low=low)
    if low == high:
        return reports_in_words(low)
    return gettext("%(low)s til %(high)s erfaringer", low=low, high=high)


def reports_in_words(count: int) -> str:
    """Count reports in words."""
    return ngettext("%(num)s erfaring", "%(num)s erfaringer", count)


def years_of(found: Coverage, language: str) -> Bars:
    """Count reports by the year in which they began; years between without any are shown too."""
    years = [int(year) for year in found.reports_by_year]
    span = range(min(years), max(years) + 1) if years else ()
    rows = [Row(str(year), found.reports_by_year.get(str(year), 0)) for year in span]
    return Bars(
        gettext("Erfaringer efter det år, de begyndte"),
        gettext("År"),
        gettext("Erfaringer"),
        bars_of([*rows, Row(gettext("Ikke oplyst"), found.undated)], language),
    )


def kinds_of(found: Coverage, language: str) -> Bars:
    """Count reports by their strongest kind of figure or finding."""
    rows = [Row(capital(art_word(Art(art))), count, art=art) for art, count in found.reports_by_kind.items()]
    return Bars(
        gettext("Erfaringer efter slags dokumentation"),
        gettext("Stærkeste slags"),
        gettext("Erfaringer"),
        bars_of([*rows, Row(gettext("Intet resultat oplyst"), found.without_result)], language),
        gettext("En erfaring tælles ét sted: ved den stærkeste slags tal eller fund, den har."),
    )


def origins_of(found: Coverage, language: str) -> Bars:
    """Count sources by who speaks in them."""
    counts = found.sources_by_origin
    rows = [Row(capital(gettext(words)), counts.get(origin, 0)) for origin, words in ORIGINS.items()]
    return Bars(
        gettext("Kilder efter ophav"),
        gettext("Hvem taler"),
        gettext("Kilder"),
        bars_of(sorted(rows, key=lambda row: -row.count), language),
    )


def readings_of(found: Coverage, language: str) -> Bars:
    """Count sources by how much of them was read."""
    counts = found.sources_by_reading
    rows = [Row(capital(gettext(words)), counts.get(read, 0)) for read, words in READINGS.items()]
    return Bars(
        gettext("Hvor meget af kilderne er læst?"),
        gettext("Læst"),
        gettext("Kilder"),
        bars_of(rows, language),
    )


def filled_of(found: Coverage, language: str) -> Bars:
    """Count the reports that say something in each of the fields that the next reader needs."""
    labels = {name: field.metadata["label"] for name, field in ExperienceSchema().fields.items()}
    rows = [Row(gettext(labels[name]), count) for name, count in found.filled.items()]
    return Bars(
        gettext("Erfaringer, hvor kilderne siger noget om"),
        gettext("Felt"),
        gettext("Erfaringer"),
        bars_of(sorted(rows, key=lambda row: -row.count), language, longest=found.reports),
        gettext("Ud af %(all)s erfaringer. I resten siger kilderne det ikke.", all=found.reports),
    )


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
