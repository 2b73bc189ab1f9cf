"""What is followed: everything, an area, a solution, a municipality, or what a search finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from kb.catalogue import Catalogue
from kb.records.marks import N_
from kb.search.facets import FACETS_BY_NAME, label_of
from kb.search.query import SearchQuery, parse_query
from kb.web.context import page_url
from kb.web.i18n import gettext
from kb.web.texts import title_of
from kb.web.voice import Voice

LONGEST_KEY = 1000


class Kind(StrEnum):
    """The kinds of what is followed, as they stand in an address."""

    ALL = "alt"
    AREA = "omraade"
    SOLUTION = "loesning"
    MUNICIPALITY = "kommune"
    SEARCH = "soeg"


@dataclass(frozen=True)
class Scope:
    """What is followed; `of` is the id of the record or, for a search, its words as in an address."""

    kind: Kind = Kind.ALL
    of: str = ""

    @property
    def key(self) -> str:
        """Name it for ever, in one text."""
        return f"{self.kind}/{self.of}" if self.of else self.kind.value

    @property
    def query(self) -> SearchQuery:
        """Give the search that is followed."""
        return parse_query(parse_qsl(self.of))


# How each kind is named; and its page, its feed, its feed as JSON, and their argument that `of` stands for.
NAMES = {
    Kind.ALL: N_("alt i banken"),
    Kind.AREA: N_("området %(name)s"),
    Kind.SOLUTION: N_("løsningen %(name)s"),
    Kind.MUNICIPALITY: N_("kommunen %(name)s"),
    Kind.SEARCH: N_("søgningen %(name)s"),
}
PAGES = {
    Kind.ALL: ("changes.index", "changes.feed", "changes.json_feed", ""),
    Kind.AREA: ("changes.index", "changes.feed", "changes.json_feed", "omraade"),
    Kind.SOLUTION: (
        "solutions.show",
        "changes.solution_feed",
        "changes.solution_json_feed",
        "solution_id",
    ),
    Kind.MUNICIPALITY: (
        "municipalities.show",
        "changes.municipality_feed",
        "changes.municipality_json_feed",
        "municipality_id",
    ),
    Kind.SEARCH: ("search.index", "changes.search_feed", "changes.search_json_feed", ""),
}


@dataclass(frozen=True)
class Addresses:
    """Where what is followed is read, and its two feeds."""

    page: str
    atom: str
    json: str


def search_scope(query: SearchQuery) -> Scope:
    """Follow what a search finds; one that asks for nothing finds everything."""
    words = SearchQuery(query.text, query.selected, literally=query.literally).to_args()
    return Scope(Kind.SEARCH, urlencode(words)) if query.text or query.selected else Scope()


def scope_of(key: str, catalogue: Catalogue) -> Scope | None:
    """Read what is followed by its name; None where the bank knows no such thing."""
    kind, _, of = key.partition("/")
    if kind not in list(Kind) or len(key) > LONGEST_KEY:
        return None
    scope = Scope(Kind(kind), of)
    if scope.kind is Kind.SEARCH:
        found = search_scope(scope.query)
        return found if found.of and len(found.key) <= LONGEST_KEY else None
    return scope if bool(of) != (scope.kind is Kind.ALL) and _is_there(scope, catalogue) else None


def _is_there(scope: Scope, catalogue: Catalogue) -> bool:
    if scope.kind is Kind.AREA:
        return catalogue.term("area", scope.of) is not None
    known: Mapping[Kind, Mapping[str, object]] = {
        Kind.SOLUTION: catalogue.solutions,
        Kind.MUNICIPALITY: catalogue.municipalities,
    }
    return scope.kind is Kind.ALL or scope.of in known[scope.kind]


def name_of(scope: Scope, voice: Voice) -> str:
    """Name what is followed, as it stands in a sentence."""
    return gettext(NAMES[scope.kind]) % {"name": _name(scope, voice)}


def _name(scope: Scope, voice: Voice) -> str:
    if scope.kind is Kind.AREA:
        return voice.term("area", scope.of)
    if scope.kind is Kind.MUNICIPALITY:
        return voice.place(scope.of)
    if scope.kind is Kind.SOLUTION:
        return title_of(voice.catalogue.solutions[scope.of], voice.language).text
    query = scope.query
    chosen = ", ".join(_chosen(query, voice))
    quoted = gettext("»%(words)s«", words=query.text) if query.text else ""
    return f"{quoted} ({chosen})" if quoted and chosen else quoted or chosen


def _chosen(query: SearchQuery, voice: Voice) -> Iterator[str]:
    """Name the values that a search is narrowed to."""
    for name, values in query.selected:
        for value in values:
            yield label_of(voice.catalogue, FACETS_BY_NAME[name], value, voice.language)


def addresses_of(scope: Scope) -> Addresses:
    """Write the addresses of what is followed, without the reader's municipality."""
    *endpoints, argument = PAGES[scope.kind]
    values = {argument: scope.of} if argument else {}
    query = f"?{scope.of}" if scope.kind is Kind.SEARCH else ""
    return Addresses(*(page_url(endpoint, kommune=None, **values) + query for endpoint in endpoints))
