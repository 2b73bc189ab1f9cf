"""Two sets of grades are compared into changes, each with its cause, and the changes lead from one to the other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.grading.changes import Cause, Change, Grounds, begin, compare, grades_of, replay
from kb.records.confirmation import Confirmation
from kb.records.outcome import Direction, Verdict
from kb.records.solution import PrimaryOutcome, Success
from tests.grading.invented import AS_OF, SOLUTION, TYPES, compared, measured, proven, report

NOTHING = Grounds()
FORMS = (
    report,
    measured,
    compared,
    lambda place: report(place, verdict=Verdict.NEGATIVE),
    lambda place: measured(place, direction=Direction.WORSE),
)
REPORTS = st.dictionaries(st.sampled_from(sorted(TYPES)), st.sampled_from(FORMS))


def proofs_of(reports):
    """Grade the solution by reports, each a form by its place; without any it is not in the bank."""
    return {"s": proven(*(form(place) for place, form in reports.items()))} if reports else {}


@given(REPORTS)
def test_the_same_grades_give_no_change(reports):
    """Comparing a set of grades with itself finds nothing, whatever else is said to differ."""
    proofs = proofs_of(reports)

    assert compare(grades_of(proofs), proofs, NOTHING, AS_OF) == ()
    assert compare(grades_of(proofs), proofs, Grounds(frozenset({"s"}), shared=True, rules=True), AS_OF) == ()


@given(st.lists(REPORTS, min_size=1, max_size=6))
def test_changes_lead_from_the_first_grades_to_the_last(days):
    """Replaying the changes of one day after another gives the grades of every day."""
    grades, changes = {}, []
    for number, reports in enumerate(days):
        proofs = proofs_of(reports)
        found = compare(grades, proofs, NOTHING, f"2026-01-0{number + 1}")
        changes += found
        grades = replay(found, grades)
        assert grades == grades_of(proofs)

    assert replay(changes) == grades_of(proofs_of(days[-1]))


def solution_change(before, after, grounds=NOTHING) -> Change:
    changes = compare(
        grades_of({"s": before}) if before else {}, {"s": after} if after else {}, grounds, AS_OF
    )
    return next(change for change in changes if change.report is None)


def test_a_new_report_that_measured_carries_the_change():
    """From E1 to E2 the cause is the new report that measured, not the one that came with it."""
    change = solution_change(
        proven(report("nordby")), proven(report("nordby"), measured("sydby"), report("vestby"))
    )

    assert change == Change(AS_OF, "s", Cause.NEW_REPORT, None, "E1", "E2", ("s/sydby",))


def test_a_report_that_was_changed_carries_the_change():
    """A report that is measured now and was not before is named as changed, and changes its own grade too."""
    before, after = proven(report("nordby")), proven(measured("nordby"))
    grounds = Grounds(frozenset({"s/nordby"}))

    assert compare(grades_of({"s": before}), {"s": after}, grounds, AS_OF) == (
        Change(AS_OF, "s", Cause.CHANGED_REPORT, None, "E1", "E2", ("s/nordby",)),
        Change(AS_OF, "s", Cause.CHANGED_REPORT, "s/nordby", "D1", "D2", ("s/nordby",)),
    )


def test_a_report_that_is_gone_takes_its_grade_along():
    """Without the report that measured, the solution falls and the cause is that it is gone."""
    change = solution_change(proven(report("nordby"), measured("sydby")), proven(report("nordby")))

    assert (change.cause, change.before, change.after, change.refs) == (
        Cause.WITHDRAWN,
        "E2",
        "E1",
        ("s/sydby",),
    )


def test_a_solution_that_joins_names_its_reports_and_one_that_leaves_none():
    """A new solution comes with its reports; a withdrawn one is on no grade any more."""
    proof = proven(report("nordby"), report("sydby"))

    assert solution_change(None, proof) == Change(
        AS_OF, "s", Cause.NEW_SOLUTION, None, None, "E1", ("s/nordby", "s/sydby")
    )
    assert solution_change(proof, None) == Change(AS_OF, "s", Cause.WITHDRAWN, None, "E1", None)


def test_old_age_alone_is_said_to_be_the_date():
    """49 months after the last confirmation a measured solution is a step lower, and nobody touched it."""
    confirmed = measured("nordby", id="tid")
    confirmed = replace(confirmed, confirmed=Confirmation("2022-10-25", "leder"))
    change = solution_change(proven(confirmed, as_of="2024-01-01"), proven(confirmed, as_of=AS_OF))

    assert (change.cause, change.before, change.after) == (Cause.DATE, "E2", "E1")


def test_a_change_in_the_solution_itself_is_its_basis():
    """When another outcome becomes what the solution is for, no report has changed but what they rest on."""
    other = replace(SOLUTION, primary_outcomes=(PrimaryOutcome("andet", Success.BETTER),))
    before, after = proven(measured()), proven(measured(), solution=other)

    assert solution_change(before, after, Grounds(frozenset({"s"}))).cause is Cause.CHANGED_BASIS
    assert solution_change(before, after, Grounds(shared=True)).cause is Cause.CHANGED_BASIS


def test_where_only_the_program_differs_it_is_the_rules():
    """The same files graded otherwise by another version of the program are a change of rules."""
    other = replace(SOLUTION, primary_outcomes=())
    change = solution_change(proven(measured()), proven(measured(), solution=other), Grounds(rules=True))

    assert change.cause is Cause.RULE


def test_where_the_list_begins_nothing_is_called_new():
    """The grades that stand on the first day are said to stand there, and replay to themselves."""
    proofs = {"s": proven(report("nordby"), measured("sydby"))}
    changes = begin(proofs, AS_OF)

    assert {change.cause for change in changes} == {Cause.BEGINNING}
    assert replay(changes) == grades_of(proofs)
