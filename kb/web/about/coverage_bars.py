"""The bars of the page on coverage: areas, municipalities, years, kinds, methods, sources, fields."""

from kb.coverage import Coverage
from kb.records.experience import ExperienceSchema
from kb.records.marks import N_
from kb.records.outcome import Art
from kb.records.source import Origin, Read
from kb.web.context import page_url
from kb.web.formats import capital, danish_order
from kb.web.i18n import gettext, ngettext
from kb.web.pictures.bars import Bars, Row, bars_of
from kb.web.voice import Voice
from kb.web.words import art_word

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


def methods_of(found: Coverage, voice: Voice) -> Bars:
    """Count findings by how they were made."""
    vocabulary = voice.catalogue.vocabularies.get("evidence-method")
    rows = [
        Row(voice.term("evidence-method", term.id), found.findings_by_method.get(term.id, 0))
        for term in (vocabulary.terms if vocabulary else ())
    ]
    unknown = found.findings - sum(row.count for row in rows)
    return Bars(
        gettext("Tal og fund efter målemetode"),
        gettext("Målemetode"),
        gettext("Tal og fund"),
        bars_of([*rows, Row(gettext("Ikke oplyst"), unknown)], voice.language),
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
