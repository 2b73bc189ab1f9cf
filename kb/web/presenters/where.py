"""Where a solution is tried: the counts, the tile map, and the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.adoption import Adoption, places_of
from kb.records.course import Stage, StageEvent
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.web.formats import capital, format_list
from kb.web.i18n import gettext, ngettext
from kb.web.pictures.tilemap import PITCH, TileMap, draw_stages, view_box_of
from kb.web.presenters.report import PlaceRow, places_in, why_stopped
from kb.web.presenters.stage import PROGRESS
from kb.web.tallies import Tally, tally_of
from kb.web.texts import names_of, who_of
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
    """Who stopped, when and why in a few words; some have begun again since."""

    who: str
    year: str
    report: str
    reason: str
    has_resumed: bool


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
    found = ((report, _stop_event(report)) for report in reports)
    return tuple(_stop(report, event, adoption=adoption, voice=voice) for report, event in found if event)


def _stop_event(report: Experience) -> StageEvent | None:
    return next((event for event in reversed(report.stages) if event.stage is Stage.STOPPED), None)


def _stop(report: Experience, event: StageEvent, *, adoption: Adoption, voice: Voice) -> Stop:
    stopped = [place for place in places_of(report) if place in adoption.stopped]
    names = names_of([voice.place(place) for place in stopped], 0, voice.language)
    return Stop(
        who=names or who_of(voice.catalogue, report, voice.language),
        year=(event.date or "")[:4],
        report=report.id,
        reason=why_stopped(report, voice),
        has_resumed=not stopped and bool(places_of(report)),
    )


def headline_of(tally: Tally) -> str:
    """Say in a few words how many have tried."""
    if tally.municipalities:
        count = in_words(tally.municipalities)
        words = ngettext(
            "%(count)s kommune har prøvet", "%(count)s kommuner har prøvet", tally.municipalities, count=count
        )
        return capital(words)
    if tally.unnamed:
        return ngettext("%(num)s kommune uden navn", "%(num)s kommuner uden navn", tally.unnamed)
    if tally.others:
        count = in_words(tally.others)
        words = ngettext(
            "%(count)s myndighed har prøvet", "%(count)s myndigheder har prøvet", tally.others, count=count
        )
        return capital(words)
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
