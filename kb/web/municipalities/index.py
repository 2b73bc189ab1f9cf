"""The page of all municipalities: find yours, and see where the experiences come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.adoption import PlaceStage
from kb.records.authority import Authority, Country
from kb.records.municipality import Municipality
from kb.web.formats import danish_order
from kb.web.i18n import gettext, ngettext
from kb.web.municipalities.page import ReportLink
from kb.web.pictures.tilemap import TileMap, draw_levels, view_box_of
from kb.web.presenters.place_facts import COUNTRIES
from kb.web.texts import title_of
from kb.web.voice import Voice

# The shades of the map: from how many experiences each begins.
SHADES = (1, 2, 4, 8)
ANCHORS = {"Æ": "ae", "Ø": "oe", "Å": "aa"}


@dataclass(frozen=True)
class MunicipalityLink:
    """A municipality and how many experiences the bank has from it."""

    id: str
    name: str
    count: int
    is_readers: bool


@dataclass(frozen=True)
class LetterGroup:
    """The municipalities that begin with a letter."""

    letter: str
    anchor: str
    municipalities: tuple[MunicipalityLink, ...]


@dataclass(frozen=True)
class AuthorityRow:
    """Another authority and what it has experience with."""

    name: str
    country: str
    reports: tuple[ReportLink, ...]


@dataclass(frozen=True)
class Shade:
    """One shade of the map and what it stands for."""

    level: int
    words: str


@dataclass(frozen=True)
class MunicipalityIndex:
    """All municipalities, the map of them, and the other authorities."""

    lead: str
    map: TileMap
    shades: tuple[Shade, ...]
    letters: tuple[LetterGroup, ...]
    authorities: tuple[AuthorityRow, ...]


def municipality_index(
    voice: Voice, *, latest: Iterable[PlaceStage], reader: Municipality | None
) -> MunicipalityIndex:
    """Make the page of all municipalities; `latest` tells which authorities have tried what."""
    counts = {place: len(refs) for place, refs in voice.catalogue.refs_by_municipality.items()}
    municipalities = sorted(voice.catalogue.municipalities.values(), key=lambda m: danish_order(m.name))
    return MunicipalityIndex(
        lead=lead_of(municipalities, counts),
        map=map_of(municipalities, counts, reader=reader),
        shades=shades(),
        letters=letters_of(municipalities, counts, reader=reader),
        authorities=authorities_of(latest, voice),
    )


def lead_of(municipalities: Iterable[Municipality], counts: Mapping[str, int]) -> str:
    """Say from how many municipalities the bank has experiences."""
    ids = [municipality.id for municipality in municipalities]
    known = sum(1 for municipality_id in ids if counts.get(municipality_id))
    return gettext("Banken har erfaringer fra %(known)s af %(all)s kommuner.", known=known, all=len(ids))


def level_of(count: int) -> int:
    """Choose the shade for a number of experiences."""
    return sum(count >= start for start in SHADES)


def shades() -> tuple[Shade, ...]:
    """Say what each shade stands for."""
    ends = (*(start - 1 for start in SHADES[1:]), None)
    words = [gettext("ingen erfaringer")]
    for start, end in zip(SHADES, ends, strict=True):
        if end is None:
            words.append(gettext("%(count)s eller flere", count=start))
        else:
            words.append(str(start) if start == end else f"{start}–{end}")
    return tuple(Shade(level, text) for level, text in enumerate(words))


def experiences(count: int) -> str:
    """Count experiences in words."""
    return ngettext("%(num)s erfaring", "%(num)s erfaringer", count)


def map_of(
    municipalities: Iterable[Municipality], counts: Mapping[str, int], *, reader: Municipality | None
) -> TileMap:
    """Draw how many experiences come from where."""
    by_id = {municipality.id: municipality for municipality in municipalities}
    levels = {
        one.id: (level_of(counts.get(one.id, 0)), f"{one.name}: {experiences(counts.get(one.id, 0))}")
        for one in by_id.values()
    }
    tiles = draw_levels(by_id, levels)
    return TileMap(
        view_box=view_box_of(by_id.values()),
        title=gettext("Hvor erfaringerne kommer fra"),
        description=gettext(
            "Ét felt for hver kommune. Jo stærkere farve, jo flere erfaringer. Listen nedenfor har tallene."
        ),
        tiles=tiles,
        frame=next((tile for tile in tiles if reader and tile.id == reader.id), None),
    )


def letters_of(
    municipalities: Iterable[Municipality], counts: Mapping[str, int], *, reader: Municipality | None
) -> tuple[LetterGroup, ...]:
    """Group the municipalities by first letter, aa under å."""
    groups: dict[str, list[MunicipalityLink]] = {}
    for one in municipalities:
        link = MunicipalityLink(one.id, one.name, counts.get(one.id, 0), one == reader)
        groups.setdefault(letter_of(one.name), []).append(link)
    return tuple(
        LetterGroup(letter, ANCHORS.get(letter, letter.lower()), tuple(links))
        for letter, links in groups.items()
    )


def letter_of(name: str) -> str:
    """Find the letter under which a Danish name stands."""
    return "Å" if name.lower().startswith("aa") else name[0].upper()


def authorities_of(latest: Iterable[PlaceStage], voice: Voice) -> tuple[AuthorityRow, ...]:
    """List the authorities of other countries and sectors with what they have experience with."""
    refs: dict[str, list[str]] = {}
    for found in latest:
        if found.place in voice.catalogue.authorities:
            refs.setdefault(found.place, []).append(found.report)
    rows = [
        _authority(voice.catalogue.authorities[place], found, voice=voice) for place, found in refs.items()
    ]
    return tuple(sorted(rows, key=lambda row: danish_order(row.name)))


def _authority(authority: Authority, refs: Iterable[str], *, voice: Voice) -> AuthorityRow:
    links = []
    for ref in refs:
        solution_id, _, report_id = ref.partition("/")
        title = title_of(voice.catalogue.solutions[solution_id], voice.language)
        links.append(ReportLink(solution_id, report_id, title))
    country = "" if authority.country is Country.DENMARK else gettext(COUNTRIES[authority.country])
    return AuthorityRow(authority.name, country, tuple(links))
