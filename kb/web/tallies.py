"""How many have tried a solution, run it and stopped it: municipalities and other authorities."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.adoption import Adoption
from kb.catalogue import Catalogue
from kb.records.authority import AuthorityKind


@dataclass(frozen=True)
class Tally:
    """Municipalities and other authorities by what they did; `others` of those tried are no municipality.

    `unnamed` counts municipalities that sources count without naming; they are in none of the other counts.
    """

    tried: int
    in_operation: int
    stopped: int
    ended: int
    planned: int
    others: int
    unnamed: int

    @property
    def municipalities(self) -> int:
        """Count the municipalities that have tried, in Denmark or abroad."""
        return self.tried - self.others


def tally_of(catalogue: Catalogue, adoption: Adoption) -> Tally:
    """Count an adoption."""
    return Tally(
        tried=len(adoption.tried),
        in_operation=len(adoption.in_operation),
        stopped=len(adoption.stopped),
        ended=len(adoption.ended),
        planned=len(adoption.planned),
        others=len(adoption.tried) - len(municipalities_of(catalogue, adoption.tried)),
        unnamed=adoption.unnamed,
    )


def municipalities_of(catalogue: Catalogue, places: Iterable[str]) -> tuple[str, ...]:
    """Keep the places that are municipalities, in Denmark or abroad."""
    return tuple(place for place in places if is_municipality(catalogue, place))


def is_municipality(catalogue: Catalogue, place: str) -> bool:
    """Tell whether a place is a municipality and not a region or a state body."""
    authority = catalogue.authorities.get(place)
    return place in catalogue.municipalities or bool(
        authority and authority.kind is AuthorityKind.MUNICIPALITY
    )
