"""Where a solution is tried: the counts, the tile map, and the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.adoption import Adoption, places_of
from kb.records.course import Stage
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.web.formats import capital, format_list
from kb.web.i18n import gettext, ngettext
from kb.web.report_view import PlaceRow, places_in, why_stopped
from kb.web.stage_view import PROGRESS
from kb.web.tallies import Tally, tally_of
from kb.web.texts import names_of, who_of
from kb.web.tilemap import PITCH, TileMap, draw_stages, view_box_of
from kb.web.voice import Voice
from kb.web.words import stage_word

COUNT_WORDS = (
    N_("ingen"),
    N_("én"),
    N_("to"),
    N_("tre"),
    N_("fire"),
    N_("fem"),
    N_("seks"),
    N_("syv"),
    N_("otte"),
    N_("ni"),
    N_("ti"),
    N_("elleve"),
    N_("tolv"),
)


@dataclass(frozen=True)
class Stop:
    """Who stopped, in which report, and why in a few words."""

    who: str
    report: str
    reason: str


@dataclass(frozen=True)
class Where:
    """Who has tried it, how far they have come, and who stopped and why."""

    headline: str
    tally: Tally
    map: TileMap | None
    stops: tuple[Stop, ...]
    places: tuple[PlaceRow, ...]
    reader: str
    reader_has_tried: bool


def in_words(count: int) -> str:
    """Write a small count as a word."""
    return gettext(COUNT_WORDS[count]) if count < len(COUNT_WORDS) else str(count)


def where_of(
    reports: Sequence[Experience], adoption: Adoption, *, voice: Voice, reader: Municipality | None
) -> Where | None:
    """Tell who has tried a solution; nothing where there is no report."""
    if not reports:
        return None
    tally = tally_of(voice.catalogue, adoption)
    places = places_in(reports, voice, adoption=adoption)
    reader_id = reader.id if reader else ""
    return Where(
        headline=headline_of(tally),
        tally=tally,
        map=map_of(places, voice, reader=reader),
        stops=stops_of(reports, adoption, voice=voice),
        places=places,
        reader=reader.name if reader else "",
        reader_has_tried=reader_id in adoption.tried,
    )


def stops_of(reports: Sequence[Experience], adoption: Adoption, *, voice: Voice) -> tuple[Stop, ...]:
    """List those who have stopped, a report at a time."""
    stops = []
    for report in reports:
        if any(event.stage is Stage.STOPPED for event in report.stages):
            stopped = [voice.place(place) for place in places_of(report) if place in adoption.stopped]
            who = names_of(stopped, 0, voice.language) or who_of(voice.catalogue, report, voice.language)
            stops.append(Stop(who, report.id, why_stopped(report, voice)))
    return tuple(stops)


def headline_of(tally: Tally) -> str:
    """Say in a few words how many have tried."""
    if tally.tried:
        count = in_words(tally.tried)
        one, many = N_("%(count)s kommune har prøvet"), N_("%(count)s kommuner har prøvet")
        return capital(ngettext(one, many, tally.tried, count=count))
    if tally.unnamed:
        one, many = N_("%(num)s kommune uden navn"), N_("%(num)s kommuner uden navn")
        return ngettext(one, many, tally.unnamed)
    if tally.others:
        count = in_words(tally.others)
        one, many = N_("%(count)s myndighed har prøvet"), N_("%(count)s myndigheder har prøvet")
        return capital(ngettext(one, many, tally.others, count=count))
    return gettext("Ingen har prøvet endnu")


def map_of(places: Sequence[PlaceRow], voice: Voice, *, reader: Municipality | None) -> TileMap | None:
    """Draw the municipalities by stage; without a Danish one among them there is no map."""
    danish = [place for place in places if place.page]
    if not danish:
        return None
    municipalities = voice.catalogue.municipalities
    stages = {
        place.page: (Stage(place.mark.stage), f"{place.name}: {place.mark.words.lower()}") for place in danish
    }
    tiles, names, frame = draw_stages(municipalities, stages, reader=reader.id if reader else "")
    return TileMap(
        view_box=view_box_of(municipalities.values(), room=PITCH),
        title=gettext("Hvor løsningen er prøvet"),
        description=describe(danish, voice, reader=reader),
        tiles=tiles,
        names=names,
        frame=frame,
    )


def describe(places: Sequence[PlaceRow], voice: Voice, *, reader: Municipality | None) -> str:
    """Say in words what the map shows."""
    parts = []
    for stage in PROGRESS:
        names = [place.name for place in places if place.mark.stage == stage]
        if names:
            listed = format_list(names, voice.language)
            parts.append(gettext("%(stage)s: %(names)s", stage=capital(stage_word(stage)), names=listed))
    count, stages = len(voice.catalogue.municipalities), ". ".join(parts)
    text = gettext("Ét felt for hver af de %(count)s kommuner. %(stages)s.", count=count, stages=stages)
    if reader:
        text += " " + gettext("%(name)s, jeres kommune, er markeret med en ramme.", name=reader.name)
    return text
