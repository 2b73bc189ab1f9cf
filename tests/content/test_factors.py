"""The list of factors: what is read, and every fault in it said with its line."""

from pathlib import Path

import pytest

from kb.content.formatting import canonical_form
from kb.content.layout import Kind, read_file
from kb.content.loading import load_catalogue
from kb.records.factor import FactorKind
from tests.content.bank import write, write_bank

FACTORS = """\
factors:
- id: indbyggere
  group: omgivelser
  kind: tal
  da: Indbyggere
  en: Inhabitants
  importance: 1
  figure: population
  likeness:
    weight: 1
    is_log: true
- id: enheder
  group: loesning
  kind: tal
  da: Enheder
  en: Units
  importance: 2
  report_field: scale.units
  ask_da: Hvor mange?
weight_sets:
- id: pleje
  da: Pleje
  en: Care
  areas:
  - hjemmepleje
  weights:
  - factor: indbyggere
    weight: 2
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write the good bank with a list of factors."""
    write(write_bank(tmp_path), "factors.yaml", FACTORS)
    return tmp_path


def problems(root: Path, old: str, new: str) -> list[str]:
    """Spoil the list in one place and give what is said of it."""
    assert old in FACTORS
    write(root, "factors.yaml", FACTORS.replace(old, new, 1))
    return [f"{one.line}: {one.field}: {one.message}" for one in load_catalogue(root).problems]


def test_factors_and_weight_sets_are_read_in_order(root: Path) -> None:
    """The catalogue holds the factors by id, in the order of the file, and the weight sets."""
    catalogue = load_catalogue(root).require()

    assert list(catalogue.factors) == ["indbyggere", "enheder"]
    assert catalogue.factors["enheder"].kind is FactorKind.NUMBER
    assert catalogue.weight_sets["pleje"].weights[0].weight == 2


def test_a_bank_without_the_list_is_whole(tmp_path: Path) -> None:
    """Without the file there are no factors and no problem."""
    catalogue = load_catalogue(write_bank(tmp_path)).require()

    assert catalogue.factors == {}


def test_the_list_is_written_as_it_was_read(root: Path) -> None:
    """The example above is in canonical form."""
    file = read_file(root, "factors.yaml")

    assert getattr(file, "kind", None) is Kind.FACTORS
    assert canonical_form(file) == FACTORS  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: enheder", "id: indbyggere", "12: factors.1.id: Id'et bruges allerede i filen."),
        ("figure: population", "figure: folk", "8: factors.0.figure: Termen findes ikke i ordlisten."),
        ("scale.units", "scale.unit", "18: factors.1.report_field: Feltet findes ikke i formatet."),
        ("scale.units", "scale.words", "18: factors.1.report_field: Feltet kan ikke sammenlignes som den slags."),
        ("scale.units", "scale.units.x", "18: factors.1.report_field: Feltet findes ikke i formatet."),
        ("  figure: population\n", "", "8: factors.0.likeness: Kun et nøgletal kan indgå i lighed."),
        ("factor: indbyggere", "factor: enheder", "27: weight_sets.0.weights.0.factor: Faktoren indgår ikke i lighed."),
        ("factor: indbyggere", "factor: x", "27: weight_sets.0.weights.0.factor: Faktoren findes ikke."),
        ("- hjemmepleje", "- x", "25: weight_sets.0.areas.0: Termen findes ikke i ordlisten."),
        ("importance: 2", "importance: 4", "17: factors.1.importance: Tallet ligger uden for det, feltet kan rumme."),
        ("kind: tal", "kind: ord", "4: factors.0.kind: Værdien er ikke på listen."),
        ("report_field: scale.units", "share_of: scale.units", "18: factors.1.share_of: Skriv report_field, som er en del af det."),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_line(root: Path, old: str, new: str, expected: str) -> None:
    """Each fault in the list is named with line, field and a sentence."""
    assert expected in problems(root, old, new)
