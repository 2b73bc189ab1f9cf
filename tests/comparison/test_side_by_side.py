"""Facts side by side: every one in its own row, as its record says it, and nothing made of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.adoption import adoption_of
from kb.comparison.place_rows import Place, place_rows, places_with_reports
from kb.comparison.side_by_side import ECONOMY, Fact, Row, Topic, points_both_ways, topic_of, without_empty
from kb.comparison.solution_rows import Subject, Tally, solution_rows
from kb.grading.proof import Proof, ProofGrade
from kb.records.business_case import BusinessCase, Entry, GainKind, Line
from kb.records.conditions import Adaptation, Change, Price, Product, RiskEvent
from kb.records.course import Stage, StageEvent
from kb.records.discussion import Claim, Conflict
from kb.records.experience import Experience
from kb.records.framework import Point, Risk
from kb.records.outcome import Art, Direction, Outcome, Role
from kb.records.solution import PrimaryOutcome, Solution, Success
from tests.comparison.invented import SOLUTION, municipality, report

LINE = Line("l", "Linje", Entry.INVESTMENT, Art.COUNTED, "k", Decimal(5), unit="kr")


def subject(*reports: Experience, **more) -> Subject:
    """Make a solution with its reports."""
    solution = replace(SOLUTION, **more)
    return Subject(solution, reports, adoption_of(reports), Proof(ProofGrade.E1, ProofGrade.E1))


def outcome(outcome_id: str, measure: str | None = None, value: object = 1, **more) -> Outcome:
    """Make a measured effect."""
    settings = {"role": Role.EFFECT, "art": Art.MEASURED, **more}
    return Outcome(
        outcome_id, outcome_id, source="k", measure=measure, value=Decimal(str(value)), unit="pct", **settings
    )


def row(rows: tuple[Row, ...], topic: Topic, about: str = "") -> Row:
    """Find the one row on a topic."""
    (found,) = [one for one in rows if one.topic is topic and one.about == about]
    return found


def values(found: Row) -> list[list]:
    """List what each cell of a row says."""
    return [[fact.value for fact in cell] for cell in found.cells]


ELEMENTS: Solution = replace(
    SOLUTION, core_elements=(Point("frit", "Frit valg"), Point("smaat", "Begynd småt"))
)

outcomes = st.builds(
    Outcome,
    id=st.uuids().map(str),
    label=st.just("Tal"),
    role=st.sampled_from(Role),
    art=st.sampled_from(Art),
    source=st.just("k"),
    measure=st.sampled_from([None, "tid", "penge", "ro"]),
    municipality=st.just(None),
    value=st.integers(-9, 9).map(Decimal),
    direction=st.sampled_from([None, *Direction]),
)
lines = st.builds(
    Line,
    id=st.uuids().map(str),
    label=st.just("Linje"),
    entry=st.sampled_from(Entry),
    art=st.sampled_from(Art),
    source=st.just("k"),
    value=st.integers(-9, 9).map(Decimal),
    gain_kind=st.sampled_from([None, *GainKind]),
    price_year=st.just(2020),
    municipality=st.just(None),
)
reports = st.lists(
    st.tuples(st.lists(outcomes, max_size=6), st.lists(lines, max_size=6)), min_size=2, max_size=4
)
FIGURES = (Topic.EFFECT, Topic.OTHER_EFFECTS, Topic.REACH, Topic.OTHER_REACH, *ECONOMY)


def made(drawn) -> list[Experience]:
    """Make a report of each list of outcomes and lines."""
    return [
        report(
            f"2020-{number}", f"by{number}", outcomes=tuple(found), business_case=BusinessCase(tuple(case))
        )
        for number, (found, case) in enumerate(drawn)
    ]


@given(drawn=reports)
def test_every_figure_stands_once_and_unchanged(drawn):
    """Each result and each line stands in one row of its own column, as the record has it; no figure is added."""
    found = made(drawn)
    primary = (PrimaryOutcome("tid", Success.BETTER),)
    by_solution = solution_rows([subject(one, primary_outcomes=primary) for one in found])
    by_place = place_rows(
        replace(SOLUTION, primary_outcomes=primary),
        [Place(one.municipalities[0], (one,), None) for one in found],
    )

    for rows in (by_solution, by_place):
        figures = [one for one in rows if one.topic in FIGURES]
        for number, one in enumerate(found):
            shown = [fact.value.id for figure in figures for fact in figure.cells[number]]
            held = [*one.outcomes, *one.business_case.lines]
            assert sorted(shown) == sorted(part.id for part in held)
            assert all(fact.value in held for figure in figures for fact in figure.cells[number])


@given(drawn=reports)
def test_effects_never_stand_with_use_nor_time_with_money(drawn):
    """A row holds effects or use, and freed time, money, costs or grants, never two of them."""
    rows = solution_rows([subject(one) for one in made(drawn)])

    for one in rows:
        facts = [fact.value for cell in one.cells for fact in cell]
        if one.topic in (Topic.EFFECT, Topic.OTHER_EFFECTS):
            assert {fact.role for fact in facts} <= {Role.EFFECT}
        if one.topic in (Topic.REACH, Topic.OTHER_REACH):
            assert {fact.role for fact in facts} <= {Role.REACH}
        if one.topic in ECONOMY:
            assert len({fact.gain_kind is GainKind.TIME for fact in facts if fact.entry is Entry.GAIN}) <= 1
            assert len({fact.entry is Entry.GRANT for fact in facts}) <= 1


@given(drawn=reports, order=st.randoms(use_true_random=False))
def test_the_order_of_columns_changes_nothing_else(drawn, order):
    """Turned round, the columns hold the same, and the same rows differ."""
    subjects = [subject(one) for one in made(drawn)]
    turned = subjects[:]
    order.shuffle(turned)
    rows, others = solution_rows(subjects), {(r.topic, r.about): r for r in solution_rows(turned)}

    for one in rows:
        other = others[(one.topic, one.about)]
        assert one.differs == other.differs
        assert {s.reports: c for s, c in zip(subjects, one.cells, strict=True)} == {
            s.reports: c for s, c in zip(turned, other.cells, strict=True)
        }


@pytest.mark.parametrize(
    ("marks", "differs"),
    [
        (("a", "b"), True),
        (("a", "a"), False),
        (("a", None), None),
        ((None, None), None),
        (("a", "b", None), True),
        (("a", "a", None), False),
    ],
)
def test_a_row_differs_where_those_who_say_something_differ(marks, differs):
    """One who says nothing makes no difference, and one alone cannot differ."""
    cells = tuple((Fact(mark, mark=mark),) if mark else () for mark in marks)

    assert Row(Topic.TYPE, cells).differs is differs


def test_running_words_are_never_compared():
    """Two texts, alike or not, say nothing of whether two solutions differ."""
    rows = solution_rows([subject(problem="Det tager tid."), subject(problem="Det koster penge.")])

    assert row(rows, Topic.PURPOSE).differs is None


def test_what_all_share_is_found():
    """Of two lists of terms that differ, those in both are shared."""
    rows = solution_rows([subject(target_groups=("aeldre", "syge")), subject(target_groups=("aeldre",))])

    target = row(rows, Topic.TARGET)
    assert target.differs is True
    assert [fact.value.term for fact in target.shared] == ["aeldre"]


def test_a_measure_that_two_share_has_a_row_of_its_own():
    """Two solutions with a result on one measure stand in one row; what stands alone is gathered below."""
    one = subject(report("2020-a", "nordby", outcomes=(outcome("a", "tid"), outcome("b", "ro"))))
    two = subject(report("2020-b", "sydby", outcomes=(outcome("c", "tid", 2),)))

    rows = solution_rows([one, two])

    assert [[o.id for o in cell] for cell in values(row(rows, Topic.EFFECT, "tid"))] == [["a"], ["c"]]
    assert row(rows, Topic.EFFECT, "tid").differs is True
    assert [[o.id for o in cell] for cell in values(row(rows, Topic.OTHER_EFFECTS))] == [["b"], []]


def test_both_directions_are_listed_and_noticed():
    """A result that is worse stands beside one on the same measure that is better; a hope points no way."""
    better = outcome("a", "tid", direction=Direction.BETTER)
    worse = outcome("b", "tid", direction=Direction.WORSE)
    hoped = replace(worse, id="c", art=Art.EXPECTED)
    dearer = replace(worse, id="d", measure="penge")

    assert points_both_ways((Fact(better), Fact(worse)))
    assert not points_both_ways((Fact(better), Fact(hoped)))
    assert not points_both_ways((Fact(better), Fact(dearer)))
    rows = solution_rows([subject(report("2020", "by", outcomes=(better, worse, hoped))), subject()])
    assert [[o.id for o in cell] for cell in values(row(rows, Topic.OTHER_EFFECTS))] == [["a", "b", "c"], []]


@pytest.mark.parametrize(
    ("entry", "kind", "topic"),
    [
        (Entry.INVESTMENT, None, Topic.COSTS),
        (Entry.STAFF, None, Topic.COSTS),
        (Entry.GRANT, None, Topic.GRANTS),
        (Entry.GAIN, GainKind.TIME, Topic.TIME),
        (Entry.NET, GainKind.TIME, Topic.TIME),
        (Entry.GAIN, GainKind.MONEY, Topic.MONEY),
        (Entry.GAIN, None, Topic.MONEY),
        (Entry.GAIN, GainKind.QUALITY, Topic.OTHER_GAINS),
        (Entry.NET, None, Topic.NET),
        (Entry.PAYBACK, None, Topic.NET),
    ],
)
def test_each_line_has_its_place(entry, kind, topic):
    """Grants stand apart from costs, and freed time apart from money."""
    assert topic_of(replace(LINE, entry=entry, gain_kind=kind)) is topic


def test_a_price_is_a_cost_and_keeps_the_year_of_its_case():
    """A unit price stands with the costs; a line without a price year has that of its business case."""
    case = BusinessCase((LINE, replace(LINE, id="m", price_year=2015)), price_year=2020)
    rows = solution_rows(
        [subject(report("2020", "by", business_case=case, price=Price(Decimal(9), "stk."))), subject()]
    )

    first, second, price = values(row(rows, Topic.COSTS))[0]
    assert (first.price_year, second.price_year, price.amount) == (2020, 2015, 9)


def test_who_tried_runs_and_stopped_is_counted_apart():
    """Three tried, one runs it, one stopped, and the reason stands with the one who stopped."""
    one = subject(
        report("2020-a", "nordby"),
        report("2020-b", "sydby", stages=(StageEvent(Stage.STOPPED, "2021", "For dyrt."),)),
        report("2020-c", "vestby", stage=Stage.TRYING),
    )
    rows = solution_rows([one, subject()])

    assert values(row(rows, Topic.TRIED)) == [[Tally(("nordby", "sydby", "vestby"))], []]
    assert values(row(rows, Topic.RUNNING)) == [[Tally(("nordby",))], []]
    tally, event = values(row(rows, Topic.STOPPED))[0]
    assert (tally, event.reason) == (Tally(("sydby",)), "For dyrt.")


def test_a_risk_tells_in_how_many_reports_it_happened():
    """A risk that happened in one of two reports says so; what no risk foresaw stands after them."""
    happened = (RiskEvent("Den gik i stykker.", "brud"), RiskEvent("Det regnede."))
    one = subject(
        report("a", "nordby", risks_happened=happened), report("b", "sydby"), risks=(Risk("brud", "Brud"),)
    )

    tally, event = values(row(solution_rows([one, subject()]), Topic.RISKS))[0]

    assert ([r.id for r in tally.happened], tally.reports) == (["a"], 2)
    assert event.description == "Det regnede."


def test_both_sides_of_a_dispute_are_kept():
    """Each claim is a fact with its own source, and the last carries the explanation."""
    conflict = Conflict("c", "Hvor mange?", (Claim("150", "k"), Claim("35", "l")), "Talt forskelligt.")

    found = row(solution_rows([subject(conflicts=(conflict,)), subject()]), Topic.DISPUTED).cells[0]

    assert [(f.value.statement, f.source, f.value.explanation) for f in found] == [
        ("150", "k", None),
        ("35", "l", "Talt forskelligt."),
    ]


def test_rows_without_a_word_are_told_apart():
    """Nothing is lost between the rows that say something and those that do not."""
    rows = solution_rows([subject(gaps=("prisen",)), subject()])

    stated, empty = without_empty(rows)

    assert sorted((*stated, *empty), key=str) == sorted(rows, key=str)
    assert all(any(one.cells) for one in stated)
    assert not any(any(one.cells) for one in empty)


def test_a_core_element_that_nobody_answers_is_still_shown():
    """Each core element has its row, also where no report says what was done with it."""
    shown, _ = without_empty(place_rows(ELEMENTS, [Place("nordby", (), None), Place("sydby", (), None)]))

    assert [one.about for one in shown if one.topic is Topic.ELEMENT] == ["frit", "smaat"]


def test_every_place_answers_every_core_element_or_nothing():
    """What one municipality of two changed stands in its cell alone; a gap stays a gap."""
    changed = Adaptation("a", "Alle skulle.", "frit", Change.DROPPED, "Travlt.", municipality="sydby")
    kept = Adaptation("b", "Kunne sige nej.", "frit", Change.KEPT, municipality="nordby")
    other = Adaptation("c", "Ny farve.")
    both = report("2020", "nordby", "sydby", adaptations=(changed, kept, other))
    places = [Place(one, (both,), None) for one in ("nordby", "sydby")]

    rows = place_rows(ELEMENTS, places)

    frit = row(rows, Topic.ELEMENT, "frit")
    assert (values(frit), frit.differs, frit.element) == (
        [[kept], [changed]],
        True,
        ELEMENTS.core_elements[0],
    )
    assert row(rows, Topic.ELEMENT, "smaat").cells == ((), ())
    assert (values(row(rows, Topic.ADAPTATIONS)), row(rows, Topic.ADAPTATIONS).differs) == (
        [[other], [other]],
        None,
    )


def test_a_figure_of_one_place_is_not_told_of_another():
    """A result that a shared report tells of one municipality stands under that one alone."""
    own, shared = outcome("a", municipality="nordby"), outcome("b", value=2)
    both = report("2020", "nordby", "sydby", outcomes=(own, shared))

    rows = place_rows(SOLUTION, [Place(one, (both,), None) for one in ("nordby", "sydby")])

    found = row(rows, Topic.OTHER_EFFECTS)
    assert values(found) == [[own, shared], [shared]]
    assert [fact.place for fact in found.cells[0]] == ["nordby", None]


def test_the_course_is_told_by_date_and_only_its_end_is_compared():
    """Steps of two reports stand in order; both ended in operation, so they do not differ."""
    first, last = StageEvent(Stage.RUNNING, "2022-03"), StageEvent(Stage.TRYING, "2020")
    north = (report("2022", "nordby", stages=(first,)), report("2020", "nordby", stages=(last,)))
    south = (report("2019", "sydby", stages=(StageEvent(Stage.RUNNING, "2019"),)),)

    course = row(
        place_rows(SOLUTION, [Place("nordby", north, None), Place("sydby", south, None)]), Topic.STAGE
    )

    assert values(course)[0] == [last, first]
    assert course.differs is False


def test_the_surroundings_come_from_the_municipality_itself():
    """Key figures have year and source; another authority has none."""
    home = municipality("nordby", 1000)

    rows = place_rows(SOLUTION, [Place("nordby", (), home), Place("norge", (), None)])

    people = row(rows, Topic.FIGURE, "population")
    assert values(people) == [[home.figures["population"]], []]
    assert (people.cells[0][0].source, people.stated, people.differs) == ("k", 1, None)


def test_products_and_reports_stand_with_those_who_have_them():
    """A product is compared by its name, however it is spelt."""
    north = report("a", "nordby", products=(Product("Skærm"),))
    south = report("b", "sydby", products=(Product("SKÆRM"),))
    grouped = places_with_reports((north, south))

    rows = place_rows(SOLUTION, [Place(one, found, None) for one, found in grouped.items()])

    assert row(rows, Topic.PRODUCTS).differs is False
    assert values(row(rows, Topic.REPORTS)) == [[north], [south]]
