"""Which finding a result row shows."""

from decimal import Decimal

from kb.findings import headline_of
from kb.records.authority import Country
from kb.records.experience import Experience
from kb.records.outcome import Art, Design, Outcome, Role


def outcome(name: str, role: Role = Role.EFFECT, art: Art = Art.COUNTED, **fields: object) -> Outcome:
    defaults: dict[str, object] = {"value": Decimal(1), "unit": "timer"}
    return Outcome(id=name, label="tid", role=role, art=art, source="k", **{**defaults, **fields})  # type: ignore[arg-type]


def headline(*outcomes: Outcome) -> str | None:
    found = headline_of([Experience(id="a", solution="s", outcomes=outcomes)])
    return found.outcome.id if found else None


def test_an_expectation_is_never_shown_as_a_result() -> None:
    """Estimated, simulated and expected figures are never chosen, nor those of unknown kind."""
    arts = (Art.ESTIMATED, Art.SIMULATED, Art.EXPECTED, Art.UNKNOWN)

    assert headline(*(outcome(art.value, art=art) for art in arts)) is None


def test_an_effect_comes_before_reach() -> None:
    """A counted effect is shown before counted use, but counted use before a told effect."""
    use = outcome("brug", Role.REACH)

    assert headline(use, outcome("effekt")) == "effekt"
    assert headline(use, outcome("fortalt", art=Art.EXPERIENCED)) == "brug"


def test_measured_comes_before_counted_and_counted_before_told() -> None:
    """The kinds rank as målt, opgjort, oplevet."""
    told, counted, measured = (
        outcome("oplevet", art=Art.EXPERIENCED),
        outcome("opgjort", art=Art.COUNTED),
        outcome("maalt", art=Art.MEASURED),
    )

    assert headline(told, counted, measured) == "maalt"
    assert headline(told, counted) == "opgjort"


def test_a_better_design_comes_first_and_direction_does_not_matter() -> None:
    """A controlled result is shown before a mere count, also when it shows no difference."""
    weak = outcome("svag", art=Art.MEASURED, design=Design.BEFORE_AFTER)
    strong = outcome("staerk", art=Art.MEASURED, design=Design.RANDOMISED, words="ingen forskel")

    assert headline(weak, strong) == "staerk"


def test_the_suppliers_own_figure_comes_last() -> None:
    """A supplier's own measured figure gives way to a told one from the municipality."""
    assert (
        headline(
            outcome("deres", art=Art.MEASURED, supplier_figure=True), outcome("vores", art=Art.EXPERIENCED)
        )
        == "vores"
    )


def test_nothing_known_is_nothing_shown() -> None:
    """Without outcomes there is no headline."""
    assert headline() is None


def test_a_danish_finding_comes_before_a_foreign_one() -> None:
    """A Danish counted effect is shown before a foreign measured one."""
    danish = Experience(id="a", solution="s", outcomes=(outcome("dansk"),))
    foreign = Experience(
        id="b", solution="s", country=Country.NORWAY, outcomes=(outcome("norsk", art=Art.MEASURED),)
    )

    found = headline_of([foreign, danish])
    assert found is not None
    assert found.outcome.id == "dansk"


def test_a_figure_about_one_person_is_no_headline_where_there_is_another() -> None:
    """What was measured on a single person gives way to what was counted for many."""
    assert headline(outcome("en", art=Art.MEASURED, n=1), outcome("mange")) == "mange"


def test_what_the_solution_is_for_comes_first() -> None:
    """Among effects, one on a primary measure is shown before a better measured one on another."""
    found = headline_of(
        [
            Experience(
                id="a", solution="s", outcomes=(outcome("b", measure="tid"), outcome("z", art=Art.MEASURED))
            )
        ],
        primary={"tid"},
    )
    assert found is not None
    assert found.outcome.id == "b"
