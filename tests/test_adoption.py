"""Who tried, runs and stopped a solution, counted from the course of events."""

from kb.adoption import adoption_of, newest_date, years_of
from kb.records.course import Period, Stage, StageEvent
from kb.records.experience import Experience


def report(
    name: str, *events: StageEvent, places: tuple[str, ...] = ("nordby",), **fields: object
) -> Experience:
    return Experience(id=name, solution="s", municipalities=places, stages=events, **fields)  # type: ignore[arg-type]


def test_a_place_counts_once_by_its_latest_dated_stage() -> None:
    """Two reports from one municipality count as one place, at the newest stage."""
    adoption = adoption_of(
        [
            report("a", StageEvent(Stage.TRYING, "2014"), StageEvent(Stage.STOPPED, "2016")),
            report("b", StageEvent(Stage.RUNNING, "2018-05")),
        ]
    )

    assert adoption.tried == ("nordby",)
    assert adoption.in_operation == ("nordby",)
    assert adoption.stopped == ()
    assert adoption.latest["nordby"].report == "s/b"


def test_a_stage_may_hold_for_one_of_several_municipalities() -> None:
    """In a shared project each municipality has the last stage that names it or nobody."""
    adoption = adoption_of(
        [
            report(
                "a",
                StageEvent(Stage.TRYING, "2019"),
                StageEvent(Stage.STOPPED, "2021", municipality="sydby"),
                places=("nordby", "sydby"),
            )
        ]
    )

    assert adoption.tried == ("nordby", "sydby")
    assert adoption.stopped == ("sydby",)


def test_plans_and_the_unknown_are_not_tried() -> None:
    """A plan is no trial, and neither is an unknown stage."""
    adoption = adoption_of(
        [
            report("a", StageEvent(Stage.PLANNED, "2026")),
            report("b", StageEvent(Stage.UNKNOWN), places=("sydby",)),
        ]
    )

    assert adoption.tried == ()
    assert adoption.planned == ("nordby",)


def test_who_plans_anew_after_a_stop_has_still_tried() -> None:
    """A municipality that once tried counts as tried, whatever it plans now."""
    adoption = adoption_of(
        [report("a", StageEvent(Stage.STOPPED, "2014"), StageEvent(Stage.PLANNED, "2026"))]
    )

    assert adoption.tried == ("nordby",)
    assert adoption.stopped == ()


def test_authorities_count_and_the_unnamed_stand_apart() -> None:
    """Authorities of other kinds count as places; municipalities without a name are counted apart."""
    adoption = adoption_of(
        [report("a", StageEvent(Stage.TRYING), places=(), authorities=("bergby",), unnamed_municipalities=11)]
    )

    assert adoption.tried == ("bergby",)
    assert adoption.unnamed == 11


def test_the_order_of_reports_changes_nothing() -> None:
    """Permuting the reports gives the same counts."""
    reports = [
        report("a", StageEvent(Stage.TRYING, "2014")),
        report("b", StageEvent(Stage.RUNNING, "2018")),
        report("c", StageEvent(Stage.STOPPED), places=("sydby",)),
    ]

    assert adoption_of(reports) == adoption_of(reversed(reports))


def test_dates_and_years_come_from_period_and_stages() -> None:
    """The newest date is the newest that is named; the years run from the first to the last."""
    found = report("a", StageEvent(Stage.RUNNING, "2021-10-01"), period=Period("2019", "2020-06"))

    assert newest_date(found) == "2021-10-01"
    assert years_of(found) == (2019, 2020, 2021)
    assert newest_date(report("b")) == ""
    assert years_of(report("b")) == ()
