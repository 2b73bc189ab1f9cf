"""Which fields stand in a step of the form of a report: those of its questions, and the rest; pure."""

from collections.abc import Iterator

from kb.catalogue import Catalogue
from kb.contributions.drafting import SCHEMA
from kb.contributions.form_shape import FieldGroup, FormShape, names_in
from kb.contributions.questions import NOT_ASKED, STEPS, Step, questions_of
from kb.contributions.typed_fields import Typed

ASKED = frozenset(name for asked in STEPS.values() for one in asked.questions for name in one.fields)
REPORT = FormShape(SCHEMA, ASKED, NOT_ASKED)


def more_of(step: Step, typed: Typed) -> FieldGroup:
    """Give all that a step can say besides its questions."""
    return REPORT.group_of(STEPS[step].more, typed)


def names_of(step: Step, typed: Typed, catalogue: Catalogue) -> Iterator[str]:
    """List every field that stands in a step, and so may be sent from it."""
    for question in questions_of(step, typed, catalogue):
        yield from question.fields
    yield from names_in(more_of(step, typed))
