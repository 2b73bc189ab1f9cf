"""The page that lays two to eight municipalities side by side on one solution."""

from collections.abc import Sequence

from kb.adoption import Adoption
from kb.comparison.place_rows import Place, place_rows, places_with_reports
from kb.comparison.side_by_side import ECONOMY, Topic
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.web.context import page_url
from kb.web.formats import capital, danish_order
from kb.web.i18n import gettext
from kb.web.presenters.report import newest_first
from kb.web.presenters.source import SourceBook
from kb.web.presenters.stage import mark_of
from kb.web.side_by_side.choice import Choice
from kb.web.side_by_side.facts import Teller
from kb.web.side_by_side.page import FEWEST, Chosen, ComparisonPage, Option, messages_of
from kb.web.side_by_side.table import Column, Table, table_of
from kb.web.texts import Text, title_of
from kb.web.twins import twins_here
from kb.web.voice import Voice

MOST_PLACES = 8
SECTIONS = (
    (
        "langt",
        N_("Hvor langt er de, og hvordan gik det?"),
        (Topic.VERDICT, Topic.STAGE, Topic.SCALE, Topic.REPORTS),
    ),
    ("hvem", N_("Hvem er de?"), (Topic.TYPE, Topic.FIGURE)),
    ("kerne", N_("Det, der skal med"), (Topic.ELEMENT, Topic.ADAPTATIONS)),
    (
        "resultater",
        N_("Hvad kom der ud af det?"),
        (Topic.EFFECT, Topic.OTHER_EFFECTS, Topic.REACH, Topic.OTHER_REACH),
    ),
    ("oekonomi", N_("Økonomi"), ECONOMY),
    ("galt", N_("Hvad gik galt?"), (Topic.FAILED,)),
    ("teknik", N_("Systemer og produkter"), (Topic.SYSTEMS, Topic.PRODUCTS)),
)


def known_places(voice: Voice, solution: Solution) -> frozenset[str]:
    """List whom one may compare: all municipalities, and other authorities with a report of the solution."""
    reports = voice.catalogue.experiences_of(solution.id)
    return frozenset((*voice.catalogue.municipalities, *places_with_reports(reports)))


def places_page(
    solution: Solution, choice: Choice, *, voice: Voice, adoption: Adoption, reader: Municipality | None
) -> ComparisonPage:
    """Make the page; the reader's own municipality may always be chosen."""
    book = SourceBook(voice)
    offered = tuple(places_with_reports(voice.catalogue.experiences_of(solution.id)))
    own = (reader.id,) if reader else ()
    return ComparisonPage(
        chosen=tuple(chosen_of(choice, one, voice=voice, solution=solution) for one in choice.chosen),
        messages=messages_of(choice, voice.place, most=MOST_PLACES, language=voice.language),
        options=options_of((*offered, *own, *choice.chosen), choice, voice=voice, adoption=adoption),
        most=MOST_PLACES,
        table=comparison_of(solution, choice, Teller(voice, book, names_all=False)),
        sources=book.items(),
        twins=twins_here(med=list(choice.chosen)),
        solution=solution,
        title=title_of(solution, voice.language),
        all_url=address(solution, offered) if FEWEST <= len(offered) <= MOST_PLACES else "",
    )


def comparison_of(solution: Solution, choice: Choice, teller: Teller) -> Table | None:
    """Lay the chosen municipalities side by side, if there are enough."""
    if len(choice.chosen) < FEWEST:
        return None
    catalogue = teller.voice.catalogue
    reports = places_with_reports(newest_first(catalogue.experiences_of(solution.id)))
    places = [Place(one, reports.get(one, ()), catalogue.municipalities.get(one)) for one in choice.chosen]
    return table_of(
        place_rows(solution, places),
        columns=[column_of(place, teller.voice) for place in places],
        solutions=[solution] * len(places),
        sections=SECTIONS,
        teller=teller,
    )


def column_of(place: Place, voice: Voice) -> Column:
    """Name a municipality, with the way to its page; other authorities have none."""
    url = page_url("municipalities.show", municipality_id=place.id) if place.municipality else ""
    return Column(place.id, Text(voice.place(place.id)), url)


def chosen_of(choice: Choice, place: str, *, voice: Voice, solution: Solution) -> Chosen:
    """Name one of the chosen, with the address without it."""
    return Chosen(place, Text(voice.place(place)), address(solution, choice.without(place)))


def options_of(
    places: Sequence[str], choice: Choice, *, voice: Voice, adoption: Adoption
) -> tuple[Option, ...]:
    """List those who may be chosen by name, each once, with how far it has come."""
    names = {place: voice.place(place) for place in places}
    ordered = sorted(names, key=lambda place: danish_order(names[place]))
    return tuple(
        Option(place, Text(names[place]), how_far(place, adoption), is_chosen=place in choice.chosen)
        for place in ordered
    )


def how_far(place: str, adoption: Adoption) -> str:
    """Say how far a place has come with the solution."""
    latest = adoption.latest.get(place)
    return capital(mark_of(latest.stage, latest.date).words) if latest else gettext("ikke oplyst")


def address(solution: Solution, places: Sequence[str]) -> str:
    """Write the address of a comparison."""
    return page_url("side_by_side.places", solution_id=solution.id, med=list(places))
