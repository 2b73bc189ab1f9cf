"""Planted faults: each is reported with its file, line and field, and a good folder gives none."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.content.loading import load_catalogue
from tests.content.bank import write, write_bank

SOLUTION = "solutions/skaermbesoeg/solution.yaml"
PROSE = "solutions/skaermbesoeg/solution.md"
EXPERIENCE = "solutions/skaermbesoeg/experiences/2019-nordby.yaml"
NORDBY, SYDBY = "municipalities/nordby.yaml", "municipalities/sydby.yaml"
AREA = "vocabularies/area.yaml"


@dataclass(frozen=True)
class Fault:
    """Replace `old` by `new` in a file, and expect the problem at the line where `mark` then stands."""

    name: str
    path: str
    old: str
    new: str
    field: str
    message: str
    mark: str = ""
    hint: str = ""


FAULTS = [
    Fault("unknown key", SOLUTION, "title: Skærm", "farve: rød\ntitle: Skærm", "farve", "findes ikke i formatet", "farve"),
    Fault("missing title", SOLUTION, "title: Skærmbesøg i Nordby\n", "", "title", "mangler"),
    Fault("empty summary", SOLUTION, "summary: Et opdigtet eksempel til test, hvor et besøg lægges om til en skærm.", "summary: ' '", "summary", "tom", "summary"),
    Fault("null title", SOLUTION, "title: Skærmbesøg i Nordby", "title:", "title", "tomt", "title"),
    Fault("number as title", SOLUTION, "title: Skærmbesøg i Nordby", "title: 42", "title", "tekst", "title"),
    Fault("sources empty", EXPERIENCE, "cited:\n- nordby-2020\n", "", "cited", "mindst én kilde"),
    Fault("unknown term", SOLUTION, "- hjemmepleje", "- hjemmeplejen", "areas.0", "ordlisten", "- hjemmeplejen", "hjemmepleje?"),
    Fault("term of no vocabulary", SOLUTION, "technologies:\n- video", "technologies:\n- video\ngains:\n- tid", "gains.0", "ordlisten", "- tid"),
    Fault("unknown source of a risk", SOLUTION, "  description: Få siger ja.\n  source: nordby-2020", "  description: Få siger ja.\n  source: nordby-2002", "risks.0.source", "Kilden", "source: nordby-2002", "nordby-2020?"),
    Fault("unknown source of a figure", EXPERIENCE, "  art: opgjort\n  source: nordby-2020", "  art: opgjort\n  source: soenderby", "outcomes.0.source", "Kilden", "source: soenderby"),
    Fault("figure without source", EXPERIENCE, "  art: opgjort\n  source: nordby-2020\n", "  art: opgjort\n", "outcomes.0.source", "mangler", "- id: besoeg"),
    Fault("figure without unit", EXPERIENCE, "  unit: besoeg-om-ugen\n", "", "outcomes.0.unit", "enhed", "- id: besoeg"),
    Fault("unit outside the vocabulary", EXPERIENCE, "unit: besoeg-om-ugen", "unit: besoeg-om-uge", "outcomes.0.unit", "ordlisten", "unit: besoeg-om-uge", "besoeg-om-ugen?"),
    Fault("figure as text", EXPERIENCE, "value: 40", "value: 40 besøg", "outcomes.0.value", "tal", "value: 40"),
    Fault("thousands separator", EXPERIENCE, "value: 40", "value: 1_000", "outcomes.0.value", "tal", "value: 1_000"),
    Fault("outcome that says nothing", EXPERIENCE, "  value: 40\n  unit: besoeg-om-ugen\n", "", "outcomes.0.words", "enten et tal", "- id: besoeg"),
    Fault("interval that runs backwards", EXPERIENCE, "value: 40", "low: 50\n  high: 40", "outcomes.0.low", "større end", "low: 50"),
    Fault("unknown art", EXPERIENCE, "art: opgjort", "art: maalt-maaske", "outcomes.0.art", "ikke på listen", "art: maalt"),
    Fault("unknown stage", EXPERIENCE, "stage: afproever", "stage: afprøver", "stages.0.stage", "ikke på listen", "stage: afprøver"),
    Fault("unknown municipality", EXPERIENCE, "- sydby\n", "- sydby\n- sydbyen\n", "municipalities.2", "Kommunen findes ikke", "- sydbyen", "sydby?"),
    Fault("upper-case id", EXPERIENCE, "- sydby", "- Sydby", "municipalities.1", "små bogstaver", "- Sydby"),
    Fault("stage of a stranger", EXPERIENCE, "  municipality: sydby", "  municipality: vestby", "stages.1.municipality", "blandt erfaringens", "municipality: vestby"),
    Fault("stop reason without stop", EXPERIENCE, "- stage: afproever\n  date: 2019", "- stage: afproever\n  date: 2019\n  stop_reason: jura", "stages.0.stop_reason", "stopårsag", "stop_reason: jura"),
    Fault("date outside the calendar", EXPERIENCE, "end: 2021-06", "end: 2021-02-30", "period.end", "kalenderen", "end: 2021-02-30"),
    Fault("date in Danish form", EXPERIENCE, "end: 2021-06", "end: 30-06-2021", "period.end", "Skriv datoen", "end: 30"),
    Fault("period that runs backwards", EXPERIENCE, "end: 2021-06", "end: 2018", "period.end", "før begyndelsen", "end: 2018"),
    Fault("unknown risk", EXPERIENCE, "risk: faa-siger-ja", "risk: faa-sagde-ja", "risks_happened.0.risk", "risiko", "risk: faa-sagde", "faa-siger-ja?"),
    Fault("unknown core element", EXPERIENCE, "element: frivilligt", "element: tvungent", "adaptations.0.element", "kerneelement", "element: tvungent"),
    Fault("id twice in a file", EXPERIENCE, "- id: kun-dag", "- id: besoeg", "adaptations.0.id", "bruges allerede", "- id: besoeg\n  description"),
    Fault("nobody has it", EXPERIENCE, "municipalities:\n- nordby\n- sydby\n", "", "municipalities", "Hvem har erfaringen"),
    Fault("reuse of nothing", EXPERIENCE, "cited:", "builds_on:\n- description: Som dem.\n  report: skaermbesoeg/2018-nordby\ncited:", "builds_on.0.report", "Erfaringen findes ikke", "report: skaerm", "skaermbesoeg/2019-nordby?"),
    Fault("project without a file", EXPERIENCE, "cited:", "project: faelles\ncited:", "project", "Projektet findes ikke", "project:"),
    Fault("same key twice", EXPERIENCE, "description: Besøg", "description: Et\ndescription: Besøg", "description", "to gange", "description: Besøg"),
    Fault("alias", EXPERIENCE, "- nordby\n- sydby", "- &n nordby\n- *n", "", "& og *", "- &n"),
    Fault("tag", EXPERIENCE, "description: Besøg", "description: !!python/name:os.system Besøg", "", "!", "description"),
    Fault("syntax", EXPERIENCE, "description: Besøg blev", "description: Besøg: blev", "", "YAML", "description"),
    Fault("tabulator", EXPERIENCE, "  start: 2019", "\tstart: 2019", "", "YAML", "\tstart"),
    Fault("control character", EXPERIENCE, "description: Besøg", 'note: "Bes\\u0007øg"\ndescription: Besøg', "note", "styretegn", "note"),
    Fault("CPR-like number", EXPERIENCE, "blev lagt om", "hos 010203-4567 blev lagt om", "description", "CPR", "description"),
    Fault("private address", EXPERIENCE, "blev lagt om", "(skriv til ane.hansen@nordby.example) blev lagt om", "description", "e-mail", "description"),
    Fault("free mail as contact", EXPERIENCE, "cited:", "contact: nordby@gmail.com\ncited:", "contact", "e-mail", "contact"),
    Fault("id in the file", SOLUTION, "title: Skærm", "id: andet\ntitle: Skærm", "id", "ikke stå i filen", "id: andet"),
    Fault("address without scheme", SOLUTION, "url: https://nordby", "url: www.nordby", "sources.0.url", "http", "url: www"),
    Fault("script address", SOLUTION, "url: https://avisen.example/1", "url: javascript:alert(1)", "sources.1.url", "http", "url: java"),
    Fault("year as text", SOLUTION, "year: 2020", "year: i fjor", "sources.0.year", "helt tal", "year: i fjor"),
    Fault("source id twice", SOLUTION, "- id: avisen-2021\n", "- id: nordby-2020\n  title: Dublet\n- id: avisen-2021\n", "sources.1.id", "bruges allerede", "- id: nordby-2020\n  title: Dublet"),
    Fault("figure of prose without field", PROSE, "40 besøg", "41 besøg", "", "felt med kilde", "Et opdigtet", "41"),
    Fault("unused source", SOLUTION, "sources:\n", "sources:\n- id: ubrugt\n  title: Ubrugt\n", "sources.0.id", "further_reading", "- id: ubrugt"),
    Fault("used source as further reading", SOLUTION, "- id: avisen-2021\n  title", "further_reading:\n- id: avisen-2021\n  title", "further_reading.0.id", "Flyt den til sources", "- id: avisen-2021\n  title"),
    Fault("expectation with a design", EXPERIENCE, "art: forventet", "art: forventet\n  design: before_after", "outcomes.1.design", "ikke stå som et resultat", "design:"),
    Fault("expected success", EXPERIENCE, "art: opgjort", "art: simuleret", "verdict.value", "kræver mindst ét resultat", "value: positiv", "ukendt"),
    Fault("conflict of one", SOLUTION, "  - statement: '2020'\n    source: avisen-2021\n", "", "conflicts.0.claims", "to udsagn", "  claims:"),
    Fault("related to itself", SOLUTION, "technologies:", "related:\n- solution: skaermbesoeg\ntechnologies:", "related.0.solution", "sig selv", "- solution: skaerm"),
    Fault("related to nothing", SOLUTION, "technologies:", "related:\n- solution: skaermbesog\ntechnologies:", "related.0.solution", "Løsningen findes ikke", "- solution: skaerm", "skaermbesoeg?"),
    Fault("probability out of range", SOLUTION, "  description: Få siger ja.", "  description: Få siger ja.\n  probability: 6", "risks.0.probability", "uden for", "probability"),
    Fault("list expected", SOLUTION, "areas:\n- hjemmepleje", "areas: hjemmepleje", "areas", "liste", "areas"),
    Fault("record expected", EXPERIENCE, "period:\n  start: 2019\n  end: 2021-06", "period: 2019", "period", "felter", "period"),
    Fault("prose with too many brackets", PROSE, "Et opdigtet", "[" * 500, "", "parenteser"),
    Fault("prose with personal data", PROSE, "Et opdigtet", "Ring til borger 010203-4567. Et", "", "CPR"),
    Fault("code of three digits", NORDBY, "code: '9000'", "code: '900'", "code", "fire cifre", "code"),
    Fault("code without quotes", NORDBY, "code: '9000'", "code: 9000", "code", "anførselstegn", "code"),
    Fault("same tile", SYDBY, "column: 1", "column: 0", "tile", "samme felt", "tile"),
    Fault("same code", SYDBY, "code: '9001'", "code: '9000'", "code", "samme kode", "code"),
    Fault("figure of no vocabulary", NORDBY, "  population:", "  inhabitants:", "figures.inhabitants", "ordlisten", "inhabitants"),
    Fault("figure without year", NORDBY, "    year: 2026\n", "", "figures.population.year", "mangler", "population:"),
    Fault("neighbour that is none", NORDBY, "figures:", "neighbours:\n- '0101'\nfigures:", "neighbours.0", "Ingen kommune", "- '0101'"),
    Fault("broader term that is none", AREA, "  en: pleje\n", "  en: pleje\n  broader: sundhed\n", "terms.1.broader", "bredere term findes ikke", "broader"),
    Fault("broader than itself", AREA, "  en: pleje\n", "  en: pleje\n  broader: pleje\n", "terms.1.broader", "bredere end sig selv", "broader"),
    Fault("term twice", AREA, "- id: pleje\n", "- id: hjemmepleje\n", "terms.1.id", "bruges allerede", "- id: hjemmepleje\n  da: pleje"),
    Fault("stage removed", "vocabularies/stage.yaml", "- id: ukendt\n  da: ukendt\n  en: ukendt\n", "", "terms", "fastlagt", "terms"),
]  # fmt: skip


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "content")


def test_a_good_folder_gives_no_fault(bank: Path) -> None:
    """The small bank has no fault."""
    assert load_catalogue(bank).problems == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_planted_fault_is_reported_where_it_stands(bank: Path, fault: Fault) -> None:
    """A planted fault is reported with the right file, line and field, and nothing else is."""
    text = (bank / fault.path).read_text(encoding="utf-8")
    assert fault.old in text
    spoilt = text.replace(fault.old, fault.new, 1)
    write(bank, fault.path, spoilt)

    problems = load_catalogue(bank).problems

    line = spoilt[: spoilt.index(fault.mark)].count("\n") + 1
    assert [(p.path, p.line, p.field) for p in problems] == [(fault.path, line, fault.field)]
    assert fault.message in problems[0].message
    assert fault.hint in problems[0].hint


STRAY = {
    "a file of no kind": ("solutions/skaermbesoeg/notes.txt", "x"),
    "a file name with a space": ("solutions/skaermbesoeg/experiences/2019 nordby.yaml", "x: 1"),
    "an experience in the wrong place": ("solutions/skaermbesoeg/2019-nordby.yaml", "x: 1"),
    "an unknown folder": ("loesninger/x.yaml", "x: 1"),
}


@pytest.mark.parametrize(("path", "text"), STRAY.values(), ids=STRAY.keys())
def test_a_file_that_does_not_belong_is_reported(bank: Path, path: str, text: str) -> None:
    """A stray file is a fault with its path, never skipped in silence."""
    write(bank, path, text)

    assert [(p.path, p.line) for p in load_catalogue(bank).problems] == [(path, 1)]


def test_bytes_that_are_no_text_are_reported(bank: Path) -> None:
    """A file that is not UTF-8 is reported at the line where it goes wrong."""
    (bank / EXPERIENCE).write_bytes(b"description: ja\nnote: \xff\n")

    (problem,) = load_catalogue(bank).problems
    assert (problem.path, problem.line) == (EXPERIENCE, 2)


@pytest.mark.parametrize("text", ["", "# kun en kommentar\n", "- en\n- liste\n", "bare tekst"])
def test_a_file_without_fields_is_reported(bank: Path, text: str) -> None:
    """A file that is empty or no table of fields is reported as such."""
    write(bank, EXPERIENCE, text)

    (problem,) = load_catalogue(bank).problems
    assert problem.message == "Filen er tom eller har ingen felter."


def test_a_link_is_never_followed(bank: Path, tmp_path: Path) -> None:
    """A symbolic link in the content is refused, so nothing outside it is read."""
    secret = tmp_path / "secret.yaml"
    secret.write_text("description: hemmeligt\ncited: [nordby-2020]\nmunicipalities: [nordby]\n")
    (bank / "solutions/skaermbesoeg/experiences/2020-link.yaml").symlink_to(secret)

    (problem,) = load_catalogue(bank).problems
    assert problem.path.endswith("2020-link.yaml")
    assert "links" in problem.message


def test_all_faults_are_reported_at_once(bank: Path) -> None:
    """Faults in several files and several in one file come together, sorted by place."""
    write(bank, SOLUTION, "title: ''\nsummary: 5\n")
    write(bank, NORDBY, "code: 1\n")

    problems = load_catalogue(bank).problems

    assert {p.path for p in problems} >= {SOLUTION, NORDBY}
    assert list(problems) == sorted(problems)
    assert len(problems) > 6
