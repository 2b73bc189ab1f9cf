"""The rule of every documentation grade, at its boundary."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kb.grading.documentation import DocumentationGrade, Lack
from kb.records.outcome import Art, Design, Role
from tests.grading.invented import MEASURED, documented, measured, report

D0, D1, D2, D3, D4 = DocumentationGrade

SOURCES = [
    ("egen", D1), ("rapport", D1), ("citat", D1), ("avis", D0), ("firma", D0), ("oplaeg", D0), ("ukendt", D0),
    ("findes-ikke", D0),
]  # fmt: skip


@pytest.mark.parametrize(("source", "grade"), SOURCES)
def test_who_speaks_decides_whether_a_report_is_described(source: str, grade: DocumentationGrade) -> None:
    """Sellers, conferences, unknown voices and press that quotes nobody only mention; all others describe."""
    found = documented(report(cited=(source,)))
    assert found.grade is grade
    assert (Lack.SOURCE in found.lacks) is (grade is D0)


def test_one_good_source_among_weak_ones_is_enough() -> None:
    """A brochure beside the municipality's own note takes nothing away."""
    assert documented(report(cited=("firma", "egen"))).grade is D1


def test_a_report_without_a_description_is_only_mentioned() -> None:
    """Where nobody says what was done, the next step is to say it."""
    found = documented(report(description=None))
    assert (found.grade, found.lacks) == (D0, (Lack.DESCRIPTION,))


def test_without_an_effect_the_next_step_is_one() -> None:
    """A report with reach alone is described, and lacks an effect."""
    found = documented(report("nordby", replace(MEASURED, role=Role.REACH)))
    assert (found.grade, found.lacks) == (D1, (Lack.EFFECT,))


LACKS = [
    ({"art": Art.EXPERIENCED}, Lack.COUNTED),
    ({"art": Art.ESTIMATED}, Lack.COUNTED),
    ({"art": Art.SIMULATED}, Lack.COUNTED),
    ({"art": Art.EXPECTED}, Lack.COUNTED),
    ({"art": Art.UNKNOWN}, Lack.COUNTED),
    ({"value": None, "words": "bedre"}, Lack.NUMBER),
    ({"method": None}, Lack.METHOD),
    ({"denominator": None}, Lack.BASELINE),
    ({"source": "firma"}, Lack.SOURCE),
    ({"supplier_figure": True}, Lack.SOURCE),
]


@pytest.mark.parametrize(("changes", "lack"), LACKS)
def test_each_thing_that_a_measured_effect_must_have(changes: dict[str, object], lack: Lack) -> None:
    """Take any one thing away, and the report is described only, and says just what is missing."""
    found = documented(measured(**changes))
    assert (found.grade, found.lacks) == (D1, (lack,))


BASELINES = [
    {"denominator": "af tiden"},
    {"before": Decimal(10), "after": Decimal(8), "value": None},
    {"out_of": Decimal(100)},
    {"design": Design.BEFORE_AFTER},
]


@pytest.mark.parametrize("changes", BASELINES)
def test_any_one_baseline_is_enough(changes: dict[str, object]) -> None:
    """A share of something named, before and after, so many out of so many, or a comparison."""
    assert documented(measured(**{"denominator": None, **changes})).grade is D2


STEPS = [
    ({}, D2, (Lack.COMPARISON,)),
    ({"design": Design.NONE}, D2, (Lack.COMPARISON,)),
    ({"design": Design.BEFORE_AFTER}, D2, (Lack.COMPARISON,)),
    ({"design": Design.COMPARISON_GROUP}, D3, (Lack.CONTROL,)),
    ({"design": Design.WAITING_LIST}, D3, (Lack.CONTROL,)),
    ({"design": Design.QUASI}, D3, (Lack.CONTROL,)),
    ({"independent": True}, D3, (Lack.CONTROL,)),
    ({"independent": False}, D2, (Lack.COMPARISON,)),
    ({"design": Design.QUASI, "published_report": True}, D3, (Lack.CONTROL,)),
    ({"design": Design.QUASI, "independent": True}, D3, (Lack.CONTROL,)),
    ({"design": Design.QUASI, "published_report": True, "independent": True}, D4, ()),
    ({"design": Design.RANDOMISED}, D4, ()),
]


@pytest.mark.parametrize(("changes", "grade", "lacks"), STEPS)
def test_how_the_effect_was_compared_decides_the_upper_steps(
    changes: dict[str, object], grade: DocumentationGrade, lacks: tuple[Lack, ...]
) -> None:
    """Measured; compared, or by independent evaluators; controlled by lots or a published quasi-experiment."""
    found = documented(measured(**changes))
    assert (found.grade, found.lacks, found.carried_by) == (grade, lacks, ("tid",))


def test_the_best_effect_carries_the_report() -> None:
    """A weak effect beside a strong one neither helps nor harms."""
    weak = replace(MEASURED, id="svag", art=Art.EXPECTED)
    found = documented(report("nordby", weak, replace(MEASURED, design=Design.RANDOMISED)))
    assert (found.grade, found.carried_by) == (D4, ("tid",))


def test_the_effect_that_is_nearest_says_what_is_missing() -> None:
    """Of several effects that fall short, the one that lacks least is named."""
    far = replace(MEASURED, id="fjern", art=Art.EXPERIENCED, method=None, denominator=None)
    assert documented(report("nordby", far, replace(MEASURED, method=None))).lacks == (Lack.METHOD,)
