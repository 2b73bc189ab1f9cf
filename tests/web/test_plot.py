"""The scale of a small table and the marks on its tracks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.records.outcome import Art, Direction, Outcome, Role
from kb.web.pictures.plot import is_bad, round_up, scale_of, track_of

NUMBERS = st.decimals(-(10**9), 10**9, places=3, allow_nan=False)


def outcome(role=Role.EFFECT, art=Art.MEASURED, **fields):
    """Make an outcome with a unit."""
    return Outcome("a", "Noget", role, art, "kilde", **{"unit": "timer", **fields})


@pytest.mark.parametrize(
    ("number", "top"),
    [("1200", "1500"), ("12", "15"), ("200", "250"), ("11120", "12000"), ("0.4", "0.5"), ("0", "0")],
)
def test_a_scale_ends_at_a_round_number(number, top):
    """The end is a round number with a little room above the largest value."""
    assert round_up(Decimal(number)) == Decimal(top)


def test_per_cent_never_passes_a_hundred():
    """A share of 98 per cent stands on a scale to 100."""
    assert scale_of([outcome(value=Decimal(98), unit="pct")]).high == 100


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_every_mark_stands_on_its_track(numbers):
    """Whatever the numbers, zero and all marks lie between the two ends."""
    outcomes = [outcome(value=number) for number in numbers]
    scale = scale_of(outcomes)

    tracks = [track_of(one, scale) for one in outcomes]

    assert scale.low <= 0 <= scale.high
    assert all(0 <= float(track.zero.rstrip("%")) <= 100 for track in tracks)
    assert all(0 <= float(mark.x.rstrip("%")) <= 100 for track in tracks for mark in track.marks)


def test_a_change_has_two_marks_and_a_line():
    """Before and after are joined; where use fell, the line and the second mark are red."""
    fell = outcome(role=Role.REACH, before=Decimal(150), after=Decimal(35))

    track = track_of(fell, scale_of([fell]))

    assert [mark.is_bad for mark in track.marks] == [False, True]
    assert [line.css for line in track.lines] == ["drop"]


def test_less_is_not_worse_by_itself():
    """Time that fell is no red mark; only what the record calls worse is."""
    shorter = outcome(before=Decimal(150), after=Decimal(35))

    assert not is_bad(shorter)
    assert is_bad(outcome(value=Decimal(1), direction=Direction.WORSE))


def test_an_interval_shows_both_ends():
    """Without a single value the two ends are marked and joined."""
    interval = outcome(low=Decimal(20), high=Decimal(53))

    track = track_of(interval, scale_of([interval]))

    assert len(track.marks) == 2
    assert [line.css for line in track.lines] == ["stem"]


def test_words_have_no_track():
    """A finding in words stands without a mark."""
    words = outcome(words="mere ro", unit=None)

    assert track_of(words, scale_of([words])) is None
