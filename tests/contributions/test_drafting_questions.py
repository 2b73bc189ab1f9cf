"""The questions of the form: few, and behind them all that a report may say."""

from kb.contributions.drafting import SCHEMA
from kb.contributions.form_fields import ASKED, REPORT, more_of, names_of
from kb.contributions.questions import NOT_ASKED, STEPS, TIME_USE, Step, questions_of, step_of
from tests.contributions.typing_reports import toy_catalogue

TIME = {"outcomes.0.measure": ["ventetid"]}


def test_the_short_form_asks_twelve_questions_at_most() -> None:
    """Even when the result is about time, which is asked one question more."""
    catalogue = toy_catalogue()
    asked = [question for step in Step for question in questions_of(step, TIME, catalogue)]

    assert len(asked) <= 12


def test_the_use_of_freed_time_is_asked_only_when_the_result_is_time() -> None:
    """A measure below time asks it; another measure, or none, does not."""
    catalogue = toy_catalogue()

    assert TIME_USE in names_of(Step.RESULT, TIME, catalogue)
    assert TIME_USE not in names_of(Step.RESULT, {"outcomes.0.measure": ["brug"]}, catalogue)
    assert TIME_USE not in names_of(Step.RESULT, {}, catalogue)


def test_every_field_of_a_report_is_asked_or_left_to_the_editors() -> None:
    """No field of the schema is forgotten, and none stands in two steps."""
    more = [name for asked in STEPS.values() for name in asked.more]
    questions = {name.partition(".")[0] for name in ASKED}

    assert len(more) == len(set(more))
    assert {*more, *questions, *NOT_ASKED} >= set(SCHEMA.fields)


def test_every_field_of_the_form_is_declared_and_labelled() -> None:
    """Each name leads to a field of the schema with a label and a hint, and to the step it stands in."""
    catalogue = toy_catalogue()
    for step in (Step.WHERE, Step.DONE, Step.RESULT):
        for name in names_of(step, TIME, catalogue):
            assert REPORT.declared_at(name).metadata["label"], name
            assert REPORT.declared_at(name).metadata["hint"], name
            assert step_of(name) is step, name


def test_no_field_stands_in_the_form_twice() -> None:
    """What a question asks is not asked again behind it."""
    catalogue = toy_catalogue()
    for step in Step:
        names = list(names_of(step, TIME, catalogue))
        assert len(names) == len(set(names))


def test_a_list_has_one_empty_row_more_than_it_holds() -> None:
    """One can always add one more result, up to what the format takes."""

    def rows(typed):
        return [
            group.number for group in more_of(Step.RESULT, typed).groups if group.name.startswith("outcomes.")
        ]

    assert rows({}) == [1, 2]
    assert rows({"outcomes.1.label": ["x"]}) == [1, 2, 3]
    assert len(rows({"outcomes.59.label": ["x"]})) == 60


def test_only_fields_of_the_step_are_kept() -> None:
    """A field that the step does not have is not taken; one that was emptied is gone; the rest stays as typed."""
    typed = {"solution": ["skaerm"], "what_failed": ["før"], "advice": ["a", "b"]}
    sent = {"what_failed": [" nyt \r\n"], "checked": ["2026"], "provenance": ["public_sources"]}

    kept = REPORT.keep(typed, sent, names_of(Step.RESULT, typed, toy_catalogue()))

    assert kept == {"solution": ["skaerm"], "what_failed": [" nyt \r\n"]}
