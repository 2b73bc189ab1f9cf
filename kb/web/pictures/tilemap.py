"""Where on the tile map things stand: one equal tile a municipality, names beside those that matter; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.records.course import Stage
from kb.records.municipality import Municipality, Tile

PITCH, SIDE, MARGIN = 22, 20, 2
LETTER = 6.4  # the mean width of a letter of a name, in the units of the drawing
LINE = 12
MOST_NAMES = 24
# The stages that a tile shows; a tile of an unknown stage looks like one of none, so it goes without a name.
SHOWN = frozenset(stage.value for stage in Stage if stage is not Stage.UNKNOWN)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class MapTile:
    """A municipality's tile: its place, what it shows, and the words of its tooltip."""

    id: str
    x: int
    y: int
    stage: str = ""
    level: int = 0
    words: str = ""


@dataclass(frozen=True)
class MapName:
    """A name beside a tile; `anchor` is the svg word for which end stands at x."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class TileMap:
    """A drawing of all municipalities with the reader's own framed."""

    view_box: str
    title: str
    description: str
    tiles: tuple[MapTile, ...]
    names: tuple[MapName, ...] = ()
    frame: MapTile | None = None


def place_of(tile: Tile) -> tuple[int, int]:
    """Turn a column and a row into the corner of the tile in the drawing."""
    return tile.column * PITCH, tile.row * PITCH


def view_box_of(municipalities: Iterable[Municipality], *, room: int = 0) -> str:
    """Measure the drawing that holds every tile, with room at the right for names."""
    places = [place_of(m.tile) for m in municipalities if m.tile]
    width = max((x for x, _ in places), default=0) + SIDE + 2 * MARGIN + room
    height = max((y for _, y in places), default=0) + SIDE + 2 * MARGIN
    return f"{-MARGIN} {-MARGIN} {width} {height}"


def draw_stages(
    municipalities: Mapping[str, Municipality], stages: Mapping[str, tuple[Stage, str]], *, reader: str = ""
) -> tuple[tuple[MapTile, ...], tuple[MapName, ...], MapTile | None]:
    """Draw how far each municipality has come; `stages` holds the stage and the words of a tooltip."""
    tiles = []
    for municipality in municipalities.values():
        if municipality.tile:
            x, y = place_of(municipality.tile)
            stage, words = stages.get(municipality.id, ("", ""))
            tiles.append(MapTile(municipality.id, x, y, stage=str(stage), words=words))
    named = [tile for tile in tiles if tile.stage in SHOWN or tile.id == reader]
    names = place_names({tile.id: municipalities[tile.id].name for tile in named}, named, ground=tiles)
    frame = next((tile for tile in tiles if tile.id == reader), None)
    return tuple(tiles), names, frame


def draw_levels(
    municipalities: Mapping[str, Municipality], levels: Mapping[str, tuple[int, str]]
) -> tuple[MapTile, ...]:
    """Draw how much there is in each municipality; `levels` holds a shade and the words of a tooltip."""
    tiles = []
    for municipality in municipalities.values():
        if municipality.tile:
            x, y = place_of(municipality.tile)
            level, words = levels.get(municipality.id, (0, ""))
            tiles.append(MapTile(municipality.id, x, y, level=level, words=words))
    return tuple(tiles)


def place_names(
    names: Mapping[str, str], tiles: Iterable[MapTile], *, ground: Iterable[MapTile]
) -> tuple[MapName, ...]:
    """Put each name on the side of its tile where it covers least; the table names those left out."""
    tiles = sorted(tiles, key=lambda tile: (tile.y, tile.x))[:MOST_NAMES]
    squares = [box_of(tile) for tile in ground]
    edge = max((right for _, _, right, _ in squares), default=0) + PITCH
    taken = [box_of(tile) for tile in tiles]
    placed = []
    for tile in tiles:
        free = [one for one in _choices(names[tile.id], tile, edge=edge) if not _hits(one[1], taken)]
        if free:
            name, box = min(free, key=lambda one: _hits(one[1], squares))
            placed.append(name)
            taken.append(box)
    return tuple(placed)


def box_of(tile: MapTile) -> Box:
    """Measure a tile."""
    return tile.x, tile.y, tile.x + SIDE, tile.y + SIDE


def _choices(text: str, tile: MapTile, *, edge: float) -> Iterable[tuple[MapName, Box]]:
    width = len(text) * LETTER
    right, left, middle = tile.x + SIDE + 4, tile.x - 4, tile.x + SIDE / 2
    baseline = tile.y + 14
    if right + width < edge:
        yield MapName(text, right, baseline, "start"), (right, baseline - LINE, right + width, baseline + 2)
    if left - width > -MARGIN:
        yield MapName(text, left, baseline, "end"), (left - width, baseline - LINE, left, baseline + 2)
    if width / 2 < middle < edge - width / 2:
        for y in (tile.y - 5, tile.y + SIDE + LINE):
            box = (middle - width / 2, y - LINE + 2, middle + width / 2, y + 2)
            yield MapName(text, middle, y, "middle"), box


def _hits(box: Box, others: Iterable[Box]) -> int:
    left, top, right, bottom = box
    return sum(left < r and right > x and top < b and bottom > y for x, y, r, b in others)
