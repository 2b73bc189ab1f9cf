"""Which figures on money and freed time the sources of a solution tell, and what must be known of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.appraisal.case import Side
from kb.appraisal.rebase import Offer, Reason, offer_of_line, offer_of_outcome, offer_of_volume
from kb.records.business_case import BusinessCase, Entry, Line
from kb.records.experience import Experience
from kb.records.outcome import Outcome
from kb.records.solution import Solution
from kb.web.context import page_url
from kb.web.i18n import gettext
from kb.web.presenters.economy import GAINS, REALISED
from kb.web.texts import who_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class Told:
    """A figure of a source that has to do with money or time; `found` is what can be made of it."""

    ref: str
    report: Experience | None
    figure: Line | Outcome
    found: Offer | Reason

    @property
    def offer(self) -> Offer | None:
        """Give what a reader may begin with, if anything."""
        return self.found if isinstance(self.found, Offer) else None


def told_figures(solution: Solution, reports: Iterable[Experience]) -> Iterator[Told]:
    """List every figure on money and freed time: of the reports first, then the solution's own."""
    for report in reports:
        yield from _told_by(report, report)
    yield from _told_by(solution, None)


def _told_by(owner: Solution | Experience, report: Experience | None) -> Iterator[Told]:
    places, case = _places(report), owner.business_case or BusinessCase()
    for line in case.lines:
        is_volume = line.entry is Entry.VOLUME
        found = offer_of_volume(line) if is_volume else offer_of_line(line, case, places)
        if found is not None:
            yield Told(_ref(report, line.id), report, line, found)
    for outcome in owner.outcomes:
        freed = offer_of_outcome(outcome, places)
        if freed is not None:
            yield Told(_ref(report, outcome.id), report, outcome, freed)


def _places(report: Experience | None) -> int:
    if report is None:
        return 1
    return len(report.municipalities) + len(report.authorities) + (report.unnamed_municipalities or 0)


def _ref(report: Experience | None, figure_id: str) -> str:
    return f"{report.id if report else ''}.{figure_id}"


def who_told(told: Told, voice: Voice) -> str:
    """Name whose figure it is."""
    if told.figure.municipality:
        return voice.place(told.figure.municipality)
    if told.report is None:
        return gettext("På tværs")
    return who_of(voice.catalogue, told.report, voice.language)


def report_url(told: Told, solution: Solution) -> str:
    """Write the address of the report, or of the solution, that tells a figure."""
    if told.report is None:
        return page_url("solutions.show", solution_id=solution.id)
    return page_url("solutions.experience", solution_id=solution.id, experience_id=told.report.id)


def facts_of(told: Told, voice: Voice) -> Iterator[str]:
    """Tell in a few words what else must be known: what it gains, at which prices, and what came of it."""
    figure, offer = told.figure, told.offer
    if isinstance(figure, Line) and figure.gain_kind:
        yield gettext(GAINS[figure.gain_kind])
    if isinstance(figure, Outcome) and figure.supplier_figure:
        yield gettext("leverandørens eget tal")
    if offer:
        yield from _prices(offer)
        yield from _realised(figure, offer, voice)


def _prices(offer: Offer) -> Iterator[str]:
    is_money = offer.is_wage or (offer.measure is not None and offer.measure.value.startswith("kr-"))
    if offer.price_year:
        yield gettext("%(year)s-priser", year=offer.price_year)
    elif is_money:
        yield gettext("prisår ikke oplyst")


def _realised(figure: Line | Outcome, offer: Offer, voice: Voice) -> Iterator[str]:
    """Tell what freed time was used for, and whether a gain was taken out of the budget."""
    if isinstance(figure, Outcome) and figure.used_for:
        yield gettext("tiden brugt til: %(terms)s", terms=voice.terms("time-use", figure.used_for).lower())
    if figure.realised_in_budget:
        yield gettext(REALISED[figure.realised_in_budget])
    elif offer.side is Side.GAIN:
        yield gettext("taget ud af budgettet: ikke oplyst")
