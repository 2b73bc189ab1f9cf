"""What is typed in the form and the file in a pull request are the same report."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.formatting import canonical_form, format_record
from kb.content.layout import ContentFile, Kind
from kb.content.loading import load_file
from kb.contributions.draft_grade import grade_of
from kb.contributions.drafting import SCHEMA, draft_of, personal_fields, typed_of
from kb.contributions.typed_fields import read_fields, write_fields
from kb.contributions.typed_values import read_date, read_number
from kb.grading.documentation import DocumentationGrade, Lack
from kb.records.confirmation import Provenance
from kb.records.experience import Experience
from tests.contributions.typing_reports import reports, toy_catalogue

TODAY = "2026-11-25"
SHORT = {
    "solution": ["skaerm"],
    "municipalities": ["nordby"],
    "contact": ["velfaerd@nordby.example"],
    "target_groups": ["aeldre"],
    "description": ["Tolv borgere fik en skærm.\r\nHvert andet besøg blev lagt om."],
    "stages.0.stage": ["i-drift"],
    "period.start": ["1. marts 2025"],
    "period.end": [""],
    "outcomes.0.label": ["besøg lagt om til skærm"],
    "outcomes.0.role": ["effekt"],
    "outcomes.0.measure": ["brug"],
    "outcomes.0.value": ["12,5"],
    "outcomes.0.unit": ["pct"],
    "outcomes.0.art": ["opgjort"],
    "what_failed": ["Færre sagde ja end ventet."],
}
FILE = """\
municipalities:
- nordby
description: |-
  Tolv borgere fik en skærm.
  Hvert andet besøg blev lagt om.
period:
  start: '2025-03-01'
stages:
- stage: i-drift
target_groups:
- aeldre
outcomes:
- id: besoeg-lagt-om-til-skaerm
  label: besøg lagt om til skærm
  role: effekt
  art: opgjort
  source: nordby-2026
  measure: brug
  value: 12.5
  unit: pct
what_failed: Færre sagde ja end ventet.
contact: velfaerd@nordby.example
provenance: municipality
confirmed:
  date: '2026-11-25'
  role: bidragyder
sources:
- id: nordby-2026
  title: Indberetning fra Nordby Kommune
  publisher: Nordby Kommune
  year: 2026
  origin: municipality
"""


@pytest.fixture(scope="module")
def catalogue():
    return toy_catalogue()


def short(**changes: list[str]) -> dict[str, list[str]]:
    """Fill in the short form, changed as said; a double underscore stands for a point."""
    return {**SHORT, **{name.replace("__", "."): texts for name, texts in changes.items()}}


def names_wrong(catalogue, **changes: list[str]) -> dict[str, list[str]]:
    """Give the messages of the short form, changed as said, by field."""
    faults = draft_of(short(**changes), catalogue, today=TODAY).faults
    return {name: [fault.message for fault in found] for name, found in faults.items()}


@settings(max_examples=150, deadline=None)
@given(data=reports())
def test_the_form_writes_the_file_of_the_pull_request(data) -> None:
    """Any valid report typed into the form gives, byte for byte, the file that `kb format` gives for it."""
    report: Experience = SCHEMA.load(data)
    by_hand = format_record(Kind.EXPERIENCE, report)
    sent = ContentFile(
        f"solutions/skaerm/experiences/{report.id}.yaml", Kind.EXPERIENCE, report.id, "skaerm", by_hand.encode()
    )  # fmt: skip

    draft = draft_of(typed_of(report), toy_catalogue(), today=TODAY, known_id=report.id)

    assert draft.file is not None
    assert draft.file.path == sent.path
    assert draft.file.content.decode() == by_hand
    if load_file(sent)[0]:
        assert draft.file.content.decode() == canonical_form(sent)


@settings(max_examples=60, deadline=None)
@given(data=reports())
def test_reading_what_was_written_gives_the_same(data) -> None:
    """Fields written for typing and read again are the same fields: a draft may be opened any number of times."""
    plain = SCHEMA.dump(SCHEMA.load(data))

    once = write_fields(SCHEMA, plain)

    assert write_fields(SCHEMA, SCHEMA.dump(SCHEMA.load(read_fields(SCHEMA, once).data))) == once


def test_twelve_answers_make_a_whole_file(catalogue) -> None:
    """The short form alone makes a file that passes, with the ids and the source that nobody typed."""
    draft = draft_of(SHORT, catalogue, today=TODAY)

    assert draft.can_be_sent
    assert draft.file is not None
    assert draft.file.path == "solutions/skaerm/experiences/2025-nordby.yaml"
    assert draft.file.content.decode() == FILE
    assert draft.report.provenance is Provenance.MUNICIPALITY


def test_a_taken_id_gets_a_number(catalogue) -> None:
    """A second report of the same year and place is -2, a third -3; without a date it is undated."""
    taken = {f"skaerm/{name}": Experience(name, "skaerm") for name in ("2025-nordby", "2025-nordby-2")}
    full = replace(catalogue, experiences=taken)

    def path(**changes: list[str]) -> str:
        return draft_of(short(**changes), full, today=TODAY).report.id

    assert path() == "2025-nordby-3"
    assert path(period__start=[""]) == "udateret-nordby"
    assert path(municipalities=[], organisation=["Plejehjemmet Ærø & Søn"]) == "2025-plejehjemmet-aeroe-soen"


def test_an_empty_row_is_not_said(catalogue) -> None:
    """A row that was left empty, or emptied again, is no row; the others keep their fields and faults."""
    typed = short(outcomes__0__id=["gammel"], outcomes__2__label=["ventetid"])
    typed |= {name: [""] for name in SHORT if name.startswith("outcomes.0.")}

    draft = draft_of(typed, catalogue, today=TODAY)

    assert [outcome.label for outcome in draft.report.outcomes] == ["ventetid"]
    assert set(draft.faults) == {"outcomes.2.role", "outcomes.2.art"}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"outcomes__0__unit": [""]}, "outcomes.0.unit", "Et tal skal have en enhed."),
        ({"period__end": ["1. januar 2025"]}, "period.end", "Slutdatoen ligger før begyndelsen. Ret den ene af dem."),
        ({"period__start": ["i foråret"]}, "period.start", "Skriv datoen som 2019, 2019-10 eller 2019-10-01."),
        ({"period__start": ["31. februar 2025"]}, "period.start", "Den dato findes ikke i kalenderen."),
        ({"municipalities": ["vestby"]}, "municipalities", "Kommunen findes ikke."),
        ({"municipalities": []}, "municipalities", "Hvem har erfaringen? Nævn mindst én kommune, myndighed eller organisation."),
        ({"solution": ["skarm"]}, "solution", "Løsningen findes ikke."),
        ({"solution": []}, "solution", "Feltet mangler."),
        ({"contact": ["ring bare"]}, "contact", "Skriv en e-mailadresse til en funktionspostkasse."),
        ({"contact": ["hanne@gmail.com"]}, "contact", "Teksten har en persons e-mailadresse. Brug en funktionspostkasse."),
        ({"what_failed": ["Borger 010190-1234 faldt."]}, "what_failed", "Teksten har et tal, der ligner et CPR-nummer. Fjern det."),
        ({"outcomes__0__art": ["forventet"], "outcomes__0__before": ["20"]}, "outcomes.0.before", "En forventning eller beregning kan ikke stå som et resultat."),
        ({"outcomes__0__measure": ["findes-ikke"]}, "outcomes.0.measure", "Termen findes ikke i ordlisten."),
        ({"sources__0__url": ["javascript:alert(1)"]}, "sources.0.url", "Adressen skal begynde med http:// eller https:// og have et domæne."),
    ],
)  # fmt: skip
def test_a_fault_stands_at_its_field(catalogue, changes, field, message) -> None:
    """What the gate would say of the file is said at the field in which it was typed, and nowhere else."""
    assert names_wrong(catalogue, **changes) == {field: [message]}


def test_faults_of_fields_and_between_them_are_told_at_once(catalogue) -> None:
    """A missing unit and a backward period are told together, as two faults in two fields."""
    found = names_wrong(catalogue, outcomes__0__unit=[""], period__end=["1. januar 2025"])

    assert set(found) == {"outcomes.0.unit", "period.end"}


def test_the_wrong_solution_is_answered_with_the_nearest(catalogue) -> None:
    """A solution that is misspelt leads to the one that was meant."""
    (fault,) = draft_of(short(solution=["skarm"]), catalogue, today=TODAY).faults["solution"]

    assert fault.hint == "Mente du skaerm?"


def test_personal_data_is_found_before_anything_is_kept() -> None:
    """A CPR-like number or a private address is named by its field; an address on the web may hold digits."""
    typed = {"advice": ["Ring til 010190-1234"], "contact": ["a@gmail.com"], "sources.0.url": ["https://a.example/0101901234"]}  # fmt: skip

    assert set(personal_fields(typed)) == {"advice", "contact"}


@pytest.mark.parametrize("text", ["x" * 100_000, "x@" * 50_000, "a.b" * 30_000 + "@", "1" * 100_000])
def test_a_long_text_is_refused(catalogue, text) -> None:
    """A hundred thousand signs in each field are refused, whatever it is made of."""
    typed = short(what_failed=[text], outcomes__0__value=[text], period__start=[text], solution=[text])

    assert "what_failed" in draft_of(typed, catalogue, today=TODAY).faults


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1.234", 1234), ("1.234,5", 1234.5), ("113.5", 113.5), ("0,25", 0.25), ("12 000", 12000),
        ("-3", -3), ("\N{MINUS SIGN}3,5", -3.5), ("1,234", 1.234), ("0101", "0101"), ("1.23.4", "1.23.4"),
        ("1e9", "1e9"), ("NaN", "NaN"), ("٣", "٣"), ("ca. 8", "ca. 8"), ("", ""), ("0x10", "0x10"),
    ],
)  # fmt: skip
def test_a_number_is_read_the_danish_way(text, number) -> None:
    """A point before three digits parts thousands, a comma begins decimals; anything else stays as typed."""
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1. marts 2025", "2025-03-01"), ("marts 2025", "2025-03"), ("2025", "2025"), ("1/3 2025", "2025-03-01"),
        ("01-03-2025", "2025-03-01"), ("Okt. 2019", "2019-10"), ("5 May 2020", "2020-05-05"), ("2025-03", "2025-03"),
        ("foråret 2025", "foråret 2025"), ("32. marts 2025", "2025-03-32"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text, date) -> None:
    """A date in words or in Danish order is read as far as it is told; anything else stays as typed."""
    assert read_date(text) == date


@given(st.decimals(-(10**6), 10**6, places=4).map(float))
def test_every_number_can_be_typed(number) -> None:
    """A number written for typing, with a decimal comma, is read as the same number."""
    assert read_number(f"{Decimal(repr(number)):f}".replace(".", ",")) == number


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.one_of(
            st.sampled_from([*SHORT, "id", "outcomes", "outcomes.0", "outcomes.x.label", "outcomes.99999.label", "period", "verdict.value", ".", ""]),
            st.text(max_size=12),
        ),
        st.lists(st.text(max_size=30), max_size=3),
        max_size=12,
    )
)  # fmt: skip
def test_anything_can_be_typed(typed) -> None:
    """Whatever is sent, the draft is made: it has faults or a file, and it can be graded."""
    catalogue = toy_catalogue()
    draft = draft_of(typed, catalogue, today=TODAY)

    assert draft.faults or draft.file
    assert grade_of(draft, catalogue).documentation.grade in DocumentationGrade


@pytest.mark.parametrize(
    ("changes", "grade", "missing", "following"),
    [
        ({"description": [""]}, "D0", {Lack.DESCRIPTION, Lack.METHOD, Lack.BASELINE}, "D2"),
        ({}, "D1", {Lack.METHOD, Lack.BASELINE}, "D2"),
        ({"outcomes__0__method": ["talt op"]}, "D1", {Lack.BASELINE}, "D2"),
        ({"outcomes__0__role": ["raekkevidde"]}, "D1", {Lack.EFFECT, Lack.COUNTED, Lack.NUMBER, Lack.METHOD, Lack.BASELINE}, "D2"),
        ({"outcomes__0__method": ["talt op"], "outcomes__0__denominator": ["af besøgene"]}, "D2", {Lack.COMPARISON}, "D3"),
        ({"outcomes__0__method": ["lod"], "outcomes__0__design": ["randomised"]}, "D4", set(), None),
    ],
)  # fmt: skip
def test_the_grade_now_and_what_lifts_it(catalogue, changes, grade, missing, following) -> None:
    """A draft says its grade, what is missing, and the grade that it gets when that is filled in."""
    found = grade_of(draft_of(short(**changes), catalogue, today=TODAY), catalogue)

    assert found.documentation.grade == grade
    assert set(found.missing) == missing
    assert found.following == following


def test_what_is_said_to_be_missing_does_lift_it(catalogue) -> None:
    """Method and a before with an after are missing; filled in, the grade is the one that was promised."""
    before = grade_of(draft_of(SHORT, catalogue, today=TODAY), catalogue)
    mended = short(outcomes__0__method=["talt op"], outcomes__0__before=["20"], outcomes__0__after=["12"])

    after = grade_of(draft_of(mended, catalogue, today=TODAY), catalogue)

    assert after.documentation.grade is before.following


def test_a_wrong_field_counts_as_empty(catalogue) -> None:
    """A number that cannot be read is missing for the grade; the rest of the draft is graded as it stands."""
    typed = short(outcomes__0__value=["cirka 12"])

    assert Lack.NUMBER in grade_of(draft_of(typed, catalogue, today=TODAY), catalogue).missing
