"""Whom to ring: each once, for a reason, and whoever cannot be found is said."""

from kb.adoption import adoption_of
from kb.comparison.calls import Absence, Missing, Reason, calls_for
from kb.comparison.likeness import likeness_of
from kb.records.course import Stage
from kb.records.outcome import Verdict
from tests.comparison.invented import FAR, OLD, PEOPLE, municipality, report

PLACES = [
    municipality("me", 100),
    municipality("near", 110),
    municipality("middle", 300),
    municipality("far", 9000, 40, 30),
]
LIKENESS = likeness_of(PLACES, (PEOPLE, OLD, FAR))


def calls(*reports, me="me"):
    """Choose whom to ring, as pairs of reason and municipality, and who is missing."""
    found, missing = calls_for(me, reports, adoption_of(reports), likeness=LIKENESS)
    return [(call.reason, call.twin.municipality, call.report) for call in found], missing


def test_the_nearest_the_nearest_that_stopped_and_the_least_alike_that_succeeded():
    """Near, middle and far each stand for one reason, with the report that tells."""
    found, missing = calls(
        report("2020-n", "near", verdict=Verdict.UNKNOWN),
        report("2021-m", "middle", verdict=Verdict.NEGATIVE, stage=Stage.STOPPED),
        report("2022-f", "far"),
    )

    assert found == [
        (Reason.NEAREST, "near", "skaerm/2020-n"),
        (Reason.STOPPED, "middle", "skaerm/2021-m"),
        (Reason.DIFFERENT, "far", "skaerm/2022-f"),
    ]
    assert missing == ()


def test_nobody_is_named_twice():
    """One that is nearest, stopped and succeeded is rung once; the other reasons say so."""
    found, missing = calls(report("2020-n", "near", stage=Stage.STOPPED))

    assert [name for _, name, _ in found] == ["near"]
    assert missing == (
        Missing(Reason.STOPPED, Absence.NAMED_ABOVE),
        Missing(Reason.DIFFERENT, Absence.NAMED_ABOVE),
    )


def test_where_nobody_stopped_one_that_went_against_stands_in():
    """A negative verdict takes the place of a stop, and is called by its own name."""
    found, _ = calls(report("2020-n", "near"), report("2021-m", "middle", verdict=Verdict.NEGATIVE))

    assert (Reason.AGAINST, "middle", "skaerm/2021-m") in found


def test_oneself_is_never_rung_and_nobody_is_invented():
    """Where only I tried, all three are missing."""
    found, missing = calls(report("2020-me", "me"))

    assert found == []
    assert {one.why for one in missing} == {Absence.NOBODY}


def test_those_abroad_are_no_danish_municipality_to_ring():
    """A place without figures cannot be compared, so it is not rung."""
    found, missing = calls(report("2020-x", "svenstad", stage=Stage.STOPPED))

    assert found == []
    assert len(missing) == 3
