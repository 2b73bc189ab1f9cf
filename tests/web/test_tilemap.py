"""Where tiles and names stand on the map."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kb.records.course import Stage
from kb.records.municipality import Municipality, Tile
from kb.web.pictures.tilemap import LETTER, SIDE, draw_stages, view_box_of

PLACES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 12)), min_size=1, max_size=40, unique=True)


def land(places):
    """Make a country of the given tiles."""
    return {
        f"m{i}": Municipality(f"m{i}", f"{i:04}", f"Kommune{i}", "", "by", tile=Tile(column, row))
        for i, (column, row) in enumerate(places)
    }


def box(name):
    """Measure a name as it is drawn."""
    width = len(name.text) * LETTER
    left = {"start": name.x, "end": name.x - width, "middle": name.x - width / 2}[name.anchor]
    return left, name.y - 10, left + width, name.y


def overlap(a, b):
    """Tell whether two boxes cover each other."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@given(PLACES)
def test_names_cover_neither_each_other_nor_a_tried_tile(places):
    """However close the tried tiles lie, no name hides another name or a tile that says something."""
    municipalities = land(places)
    stages = dict.fromkeys(list(municipalities)[::2], (Stage.RUNNING, "i drift"))

    tiles, names, _ = draw_stages(municipalities, stages)

    boxes = [box(name) for name in names]
    tried = [(t.x, t.y, t.x + SIDE, t.y + SIDE) for t in tiles if t.words]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    assert not [(name, tile) for name in boxes for tile in tried if overlap(name, tile)]


def test_the_readers_tile_is_framed_and_named():
    """The reader finds their own municipality also where nothing is tried."""
    municipalities = land([(0, 0), (5, 5)])

    _, names, frame = draw_stages(municipalities, {}, reader="m1")

    assert [name.text for name in names] == ["Kommune1"]
    assert (frame.x, frame.y) == (110, 110)


def test_a_municipality_without_a_place_is_left_out():
    """A municipality that has no tile does not break the drawing."""
    nowhere = Municipality("x", "0001", "X", "", "by")

    tiles, names, frame = draw_stages({"x": nowhere}, {"x": (Stage.RUNNING, "i drift")}, reader="x")

    assert (tiles, names, frame) == ((), (), None)
    assert view_box_of([nowhere]) == "-2 -2 24 24"
