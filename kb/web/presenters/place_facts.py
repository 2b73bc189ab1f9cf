"""Who a report is about and the short facts of it: organisation, scale, project, purchase."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.adoption import places_of
from kb.records.authority import Country
from kb.records.conditions import Operation, Price, Procurement
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.web.formats import format_money
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.report import scale_numbers
from kb.web.voice import Voice

COUNTRIES = {
    Country.DENMARK: N_("Danmark"),
    Country.SWEDEN: N_("Sverige"),
    Country.NORWAY: N_("Norge"),
    Country.FINLAND: N_("Finland"),
}
OPERATIONS = {
    Operation.OWN: N_("kommunen selv"),
    Operation.PRIVATE: N_("privat leverandør"),
    Operation.MIXED: N_("både kommunen og private"),
}
PROCUREMENTS = {
    Procurement.FRAMEWORK: N_("rammeaftale"),
    Procurement.TENDER: N_("udbud"),
    Procurement.OWN: N_("egen udvikling"),
    Procurement.JOINT: N_("fælles indkøb"),
    Procurement.DIRECT: N_("direkte køb"),
}


@dataclass(frozen=True)
class PlaceLink:
    """A municipality or authority; `page` is its id where it has a page."""

    name: str
    page: str


@dataclass(frozen=True)
class PlaceFact:
    """A label and its words; `is_danish` where they are the record's own."""

    label: str
    text: str
    is_danish: bool = True


def places_with_pages(report: Experience, voice: Voice) -> tuple[PlaceLink, ...]:
    """List those who have the experience."""
    return tuple(PlaceLink(voice.place(place), voice.page_of(place)) for place in places_of(report))


def facts_of(report: Experience, voice: Voice) -> tuple[PlaceFact, ...]:
    """List the short facts of a report."""
    own = (
        (N_("Organisation"), report.organisation),
        (N_("Målgruppe"), report.target_group),
        (N_("Omfang"), report.scale.words if report.scale else None),
        (N_("Projekt"), project_of(report, voice)),
        (N_("Partnere"), ", ".join(report.partners)),
        (N_("Finansiering"), report.funding),
    )
    facts = [PlaceFact(gettext(label), text) for label, text in own if text]
    return (*facts, *_worded(report, voice))


def project_of(report: Experience, voice: Voice) -> str:
    """Name the project that the report belongs to."""
    project = voice.catalogue.projects.get(report.project or "")
    return project.title if project else ""


def _worded(report: Experience, voice: Voice) -> Iterable[PlaceFact]:
    if report.unnamed_municipalities:
        count = report.unnamed_municipalities
        text = ngettext("%(num)s kommune uden navn", "%(num)s kommuner uden navn", count)
        yield PlaceFact(gettext("Desuden"), text, is_danish=False)
    homes = voice.terms("living-situation", report.living_situations)
    is_counted = report.scale is not None and not report.scale.words
    numbers = ", ".join(scale_numbers(report.scale, voice)) if report.scale and is_counted else ""
    worded = (
        (N_("Hvor bor borgeren"), homes),
        (N_("Omfang"), numbers),
        (N_("Land"), "" if report.country is Country.DENMARK else gettext(COUNTRIES[report.country])),
        (N_("Indkøb"), gettext(PROCUREMENTS[report.procurement]) if report.procurement else ""),
        (N_("Drives af"), gettext(OPERATIONS[report.operation]) if report.operation else ""),
    )
    yield from (PlaceFact(gettext(label), text, is_danish=False) for label, text in worded if text)
    if report.price:
        yield PlaceFact(gettext("Pris"), price_of(report.price, voice))


def price_of(price: Price, voice: Voice) -> str:
    """Write what one unit cost, with the year of the price."""
    year = f" ({price.year})" if price.year else ""
    return f"{format_money(price.amount, voice.language)} {price.unit}{year}"
