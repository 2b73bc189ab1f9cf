"""Solutions and municipalities side by side, as pages and as CSV."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from kb.config import Config
from kb.records.business_case import BusinessCase, Entry, GainKind, Line
from kb.records.conditions import Adaptation, Change
from kb.records.course import Stage, StageEvent
from kb.records.discussion import Withdrawal
from kb.records.outcome import Art, Direction, Outcome, Role
from kb.records.solution import PrimaryOutcome, Success
from kb.web.app import create_app
from kb.web.side_by_side.choice import choose
from tests.web.conftest import HTML, Page, said
from tests.web.rich import BARE, FULL, RICH, THIN, bank_with
from tests.web.test_app import repeated_ids, skipped_headings
from tests.web.test_i18n import DANISH, words_outside

TWO = "/sammenlign/?loesning=rig&loesning=skaerm"
FOUR = "/sammenlign/?loesning=rig&loesning=skaerm&loesning=ond&loesning=tynd"
PLACES = "/loesninger/rig/kommuner/?med=nordby&med=zahle"
EIGHT = PLACES + "&med=aalum&med=oesterlund&med=aertholm"
# The column of a CSV that holds the fact itself, in either language.
FACT = 4
PAGES = (
    "/sammenlign/",
    "/sammenlign/?loesning=rig",
    "/sammenlign/?q=findesikke",
    TWO,
    FOUR + "&kommune=aalum",
    "/loesninger/rig/kommuner/",
    "/loesninger/rig/kommuner/?med=zahle&kommune=aalum",
    "/loesninger/ond/kommuner/?med=nordby&med=zahle",
    "/loesninger/tom/kommuner/",
    PLACES,
    EIGHT,
)


@pytest.fixture
def bank():
    return bank_with()


def open_page(bank, path: str) -> Page:
    """Read a page of another bank."""
    response = create_app(Config(), bank).test_client().get(path)
    assert response.status_code == 200
    return Page(response.get_data(as_text=True))


def rows_of(found: Page) -> dict[str, list[str]]:
    """List what each row of the tables says: its head, and a text a cell."""
    cells = ([said(cell) for cell in row] for row in found.all("tr"))
    return {first: rest for first, *rest in cells}


def row_on(found: Page, label: str) -> tuple[str, list[str]]:
    """Find the one row whose head begins with a label."""
    (row,) = [(head, cells) for head, cells in rows_of(found).items() if head.startswith(label)]
    return row


def table(client, path: str) -> list[dict[str, str]]:
    """Read a CSV."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True).lstrip("\ufeff"))))


@pytest.mark.parametrize("path", [*PAGES, *(f"/en{path}" for path in PAGES)])
def test_every_page_is_sound(page, path):
    """A page parses strictly and has one h1, headings in order and ids that occur once."""
    found = page(path)

    assert len(found.all("h1")) == 1
    assert skipped_headings(found) == []
    assert repeated_ids(found) == []
    ids = {element.get("id") for element in found.tree.iter()}
    assert {a[1:] for a in found.links() if a.startswith("#")} <= ids
    labelled = {label.get("for") for label in found.all("label")}
    assert {field.get("id") for field in found.all("input") if field.get("type") != "hidden"} <= labelled


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_has_no_danish_words_of_ours(page, path):
    """On an English page all Danish words come from records and are marked as Danish."""
    (body,) = page(f"/en{path}").all("body")
    words = {word.strip(".,:;()?!‘’").lower() for word in words_outside(body, "da")}

    assert sorted(DANISH & words) == []


def test_missing_is_said(page):
    """A cell that a record leaves open says so, and what nobody says is named once at the foot."""
    found = page(TWO)

    assert row_on(found, "Forudsætninger") == (
        "Forudsætninger Oplyst for 1 af 2",
        ["Der skal være dækning. KL 2019", "Ikke oplyst"],
    )
    assert "Ikke oplyst for nogen af dem:" in found.main
    assert all(cell for cells in rows_of(found).values() for cell in cells)


def test_differences_are_marked_in_words_and_by_weight(page):
    """A row that differs says so and is drawn heavier; one that is the same says that."""
    found = page(TWO)
    heads = {said(row[0]): row.get("class") for row in found.all("tr")}

    assert heads["Er stoppet Forskel"] == "is-different"
    assert heads["Hvem står inde for det? Ens"] == "is-same"


def test_each_cell_names_its_column_for_small_screens(page):
    """Every cell carries the name of its column, which stands above it where the columns are stacked."""
    for path, names in ((TWO, ["Rig løsning", "Skærmbesøg"]), (PLACES, ["Nordby", "Zahle"])):
        found = page(path)
        for row in found.all("tr"):
            cells = [cell.get("data-l") for cell in row if cell.tag == HTML + "td"]
            assert cells in ([], names)
        assert {one.get("class") for one in found.all("table")} <= {"tb stack sbs", "tb stack sbs mx"}


def test_the_grade_is_said_in_words(page):
    """The step of each solution is a word with its number, beside the ladder."""
    _, cells = row_on(page(TWO), "Efterprøvningsgrad")

    assert all("trin" in cell and "af 5" in cell for cell in cells)


def test_results_stand_by_municipality_with_kind_and_source(page):
    """A result names who has it, how it came about, which way it points and its source."""
    _, cells = row_on(page(TWO), "Andre effekter")

    assert "Frigjort tid hos personalet: 13,6 timer om ugen pr. distrikt" in cells[0].replace("\xa0", " ")
    assert "målt, bedre, Nordby og Zahle, Nordby Kommune 2021" in cells[0]
    assert "Lille stikprøve." in cells[0]
    assert "Mindre køretid: 12,5 % pr. rute målt, bedre, Nordby, KL 2019" in cells[1].replace("\xa0", " ")


def both_ways():
    """Make a report with two results on one measure that point different ways."""
    base = Outcome("op", "Tid", Role.EFFECT, Art.MEASURED, "kl-2019", measure="frigjort-tid", unit="pct")
    up = replace(base, value=Decimal(10), direction=Direction.BETTER, municipality="nordby")
    down = replace(base, id="ned", value=Decimal(-30), direction=Direction.WORSE, municipality="zahle")
    primary = (PrimaryOutcome("frigjort-tid", Success.BETTER),)
    return bank_with(
        replace(FULL, outcomes=(up, down)), BARE, solutions=(replace(RICH, primary_outcomes=primary), THIN)
    )


def test_results_that_point_both_ways_are_listed_and_never_averaged():
    """+10 and −30 stand side by side; their mean, −10, and their sum, −20, stand nowhere."""
    bank = both_ways()
    for path in (TWO, PLACES):
        found = open_page(bank, path)
        _, cells = row_on(found, "Frigjort tid")
        text = " ".join(cells).replace("\xa0", " ")
        assert "10 %" in text
        assert "−30 %" in text
        assert "−10 %" not in found.main.replace("\xa0", " ")
        assert "−20 %" not in found.main.replace("\xa0", " ")
    assert "Peger i hver sin retning" in open_page(bank, TWO).main


def test_time_money_and_grants_stand_apart_and_are_never_added():
    """40 hours, 3 and 2 million kroner each stand in a row of their own, and no row or cell holds 5, 42, 43 or 45."""
    line = Line(
        "t",
        "Timer",
        Entry.GAIN,
        Art.COUNTED,
        "egen",
        Decimal(40),
        unit="timer-om-ugen",
        gain_kind=GainKind.TIME,
    )
    money = replace(line, id="p", label="Sparet", value=Decimal(3), unit="mio-kr", gain_kind=GainKind.MONEY)
    grant = replace(
        line, id="g", label="Pulje", entry=Entry.GRANT, value=Decimal(2), unit="mio-kr", gain_kind=None
    )
    case = BusinessCase((line, money, grant), price_year=2020)
    found = open_page(bank_with(replace(FULL, outcomes=(), business_case=case), BARE), TWO)

    assert "40 timer om ugen" in row_on(found, "Gevinst i tid")[1][0].replace("\xa0", " ")
    assert "3 mio. kr." in row_on(found, "Gevinst i penge")[1][0].replace("\xa0", " ")
    assert "2020-priser" in row_on(found, "Gevinst i penge")[1][0]
    assert "2 mio. kr." in row_on(found, "Tilskud, holdt for sig")[1][0].replace("\xa0", " ")
    for total in ("5 mio", "42 ", "43 ", "45 "):
        assert not any(f" {total}" in cell for cells in rows_of(found).values() for cell in cells)


def test_a_risk_says_whether_it_happened(page):
    """A risk that happened says in how many experiences and where; another says that nobody knows."""
    _, cells = row_on(page(TWO), "Risici")

    assert "Borgerne siger nej. Skete i 1 af 1 erfaring: Nordby og Zahle" in cells[0]
    assert "Aftalen bliver for dyr. Skete det? ikke oplyst" in cells[0]


def test_sources_that_disagree_are_both_shown(page):
    """Both figures of a dispute stand with their own source."""
    _, cells = row_on(page(TWO), "Kilderne er uenige")

    assert "Hvor mange borgere? 150 borgere KL 2019" in cells[0]
    assert "Hvor mange borgere? 35 borgere Firma A/S" in cells[0]


def test_core_elements_are_kept_dropped_or_not_stated(page):
    """The matrix says what each municipality did with each core element, and why."""
    found = page(PLACES)

    assert row_on(found, "Borgeren kan sige nej.")[1] == ["Beholdt: Alle måtte sige nej. Samlet for Nordby og Zahle, Nordby Kommune 2021"] * 2  # fmt: skip
    nordby, zahle = row_on(found, "Man begynder få steder.")[1]
    assert nordby == "Ikke oplyst"
    assert zahle == "Udeladt: Alle begyndte samtidig. Der var travlt."


def test_surroundings_have_year_and_source(page):
    """A key figure of a municipality stands with its day and source."""
    _, cells = row_on(page(PLACES), "Indbyggere")

    assert cells[0] == "10.001 1. jan. 2026, Danmarks Statistik 2026"


def test_the_course_differs_where_it_ended_differently(page):
    """One runs it and one stopped, each with its date, and the row says that they differ."""
    head, (nordby, zahle) = row_on(page(PLACES), "Forløb")

    assert head == "Forløb Forskel"
    assert "I drift (marts 2021)" in nordby
    assert "Stoppet (maj 2022): Hjemlen manglede." in zahle


@pytest.mark.parametrize("path", [TWO, FOUR, PLACES, EIGHT, f"/en{TWO}", f"/en{EIGHT}"])
def test_the_csv_holds_the_facts_of_the_page_one_a_row(page, client, path):
    """The table has the same facts in the same order, a row each, and a row for each cell that is missing."""
    found = page(path)
    facts = found.words("p", class_="fact")
    missing = found.words("span", class_="unk")

    rows = [list(row.values()) for row in table(client, path.replace("/?", ".csv?"))]

    texts = [" ".join(row[FACT].split()).removeprefix("'") for row in rows]
    ladders = found.words("span", class_="ladder__w")
    assert all(ladder.startswith(text) for ladder, text in zip(ladders, texts, strict=False))
    assert [text for text in texts[len(ladders) :] if text not in missing] == facts
    assert len(texts) == len(ladders) + len(facts) + len(missing)
    assert len({len(row) for row in rows}) == 1


def test_the_csv_names_source_and_report(client):
    """A fact stands with its kind, source, the source's address and the report it is told in."""
    rows = table(client, TWO.replace("/?", ".csv?"))

    (row,) = [one for one in rows if one["fakta"].startswith("Frigjort tid hos personalet")]
    assert row["id"] == "rig"
    assert (row["art"], row["hvem"]) == ("målt", "Nordby og Zahle")
    assert (row["kilde"], row["kildens adresse"]) == (
        "Slutrapport (Nordby Kommune 2021)",
        "https://nordby.invalid/rapport",
    )
    assert row["erfaring"].endswith("/loesninger/rig/erfaringer/2019-nordby/")


def test_no_cell_of_the_csv_can_run(client):
    """A title that begins like a formula is kept from running in a spreadsheet."""
    rows = table(client, "/sammenlign.csv?loesning=tom&loesning=ond")

    assert {row["navn"] for row in rows if row["id"] == "tom"} == {"'=SUM(A1:A9)"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/sammenlign/", "Vælg 2 til 4 løsninger"),
        ("/sammenlign/?loesning=rig", "Vælg mindst én løsning til at holde den op imod."),
        ("/loesninger/rig/kommuner/", "Vælg 2 til 8 kommuner"),
        ("/loesninger/rig/kommuner/?med=nordby", "Vælg mindst én kommune til at holde den op imod."),
        ("/loesninger/tom/kommuner/", "Banken har ingen erfaringer med løsningen endnu"),
        (
            "/sammenlign/?loesning=rig&loesning=findes-ikke&loesning=skaerm",
            "Banken kender ikke »findes-ikke«. Den er",
        ),
        ("/sammenlign/?loesning=rig&loesning=a&loesning=b", "Banken kender ikke »a« og »b«. De er udeladt."),
        (FOUR + "&loesning=robotter", "Der er plads til 4 ad gangen. Udeladt: »Robotter i parker«."),
        ("/sammenlign/?q=findesikke", "Vi fandt ingen andre løsninger med de ord."),
    ],
)
def test_the_page_helps_to_choose(page, path, sentence):
    """Too few, too many and unknown ones are answered with a sentence and the way on."""
    found = page(path)

    assert sentence in found.main
    assert found.all("button", type="submit") or "kommuner" in path


def test_one_may_be_added_or_taken_away_without_a_script(page):
    """What is chosen is ticked in the form and has a link without it; what may be added is not ticked."""
    found = page(TWO + "&kommune=aalum&q=robotter")
    boxes = {box.get("value"): box.get("checked") is not None for box in found.all("input", name="loesning")}

    assert (boxes["rig"], boxes["skaerm"], boxes["robotter"]) == (True, True, False)
    assert "/sammenlign/?loesning=skaerm&kommune=aalum" in found.links()
    assert [box.get("value") for box in found.all("input", name="kommune")] == ["aalum"]
    assert [box.get("value") for box in found.all("input", name="q")] == ["robotter"]


def test_the_readers_own_municipality_may_be_laid_beside(page):
    """Who has no experience is offered where the reader comes from there, and says that it has none."""
    offered = page("/loesninger/rig/kommuner/?kommune=aalum").all("input", name="med")
    assert [box.get("value") for box in offered] == ["nordby", "zahle", "aalum"]

    _, cells = row_on(page("/loesninger/rig/kommuner/?med=nordby&med=aalum"), "Erfaringer")
    assert cells == ["Nordby og Zahle: skærme", "Ingen i banken"]


def test_all_are_a_link_away_where_there_is_room(page):
    """A solution with two municipalities offers to compare them both."""
    assert "/loesninger/rig/kommuner/?med=nordby&med=zahle" in page("/loesninger/rig/kommuner/").links()


def test_more_columns_than_a_screen_holds_scroll_in_a_frame_of_their_own(page):
    """Five columns stand in a named frame that the keyboard reaches; two need none."""
    frames = page(EIGHT).all("div", role="region")

    assert frames
    assert all(frame.get("tabindex") == "0" and frame.get("aria-label") for frame in frames)
    assert page(PLACES).all("div", role="region") == []


def test_a_withdrawn_record_says_so():
    """A solution that was withdrawn is shown with date and reason."""
    withdrawn = replace(RICH, withdrawn=Withdrawal("2026-01-01", "Forkert."))
    _, cells = row_on(open_page(bank_with(solutions=(withdrawn, THIN)), TWO), "Hvem står inde")

    assert "Trukket tilbage 1. jan. 2026: Forkert." in cells[0]


def test_facts_beyond_the_first_few_are_a_click_away_but_there():
    """Six steps stand in the page, four at once and two folded."""
    events = tuple(StageEvent(Stage.TRYING, f"201{n}") for n in range(6))
    found = open_page(bank_with(replace(FULL, stages=events), BARE), PLACES)

    assert "Vis 2 til" in found.main
    assert all(f"Afprøver (201{n})" in found.main for n in range(6))


def test_an_element_with_no_word_of_change_is_not_stated():
    """An adaptation that does not say what was done with its element says ikke oplyst, with its words."""
    vague = Adaptation("v", "Noget med borgerne.", "frivilligt", None, municipality="nordby")
    kept = Adaptation("k", "Som før.", "faa", Change.KEPT)
    found = open_page(bank_with(replace(FULL, adaptations=(vague, kept)), BARE), PLACES)

    assert row_on(found, "Borgeren kan sige nej.")[1][0] == "Ikke oplyst: Noget med borgerne."


@pytest.mark.parametrize("value", ["*" * 30, "\x00", "<script>alert(1)</script>", "../../etc/passwd", "x" * 20_000, "", " ", "NaN", "9" * 400, "🇩🇰\u202e\u0300" * 50])  # fmt: skip
@pytest.mark.parametrize(
    "path", ["/sammenlign/", "/sammenlign.csv", "/loesninger/rig/kommuner/", "/loesninger/rig/kommuner.csv"]
)
def test_hostile_addresses_get_an_answer(client, path, value):
    """Whatever stands in the address, the answer is a page that repeats no mark-up, or a plain refusal."""
    query = {"loesning": ["rig", value], "med": [value, "nordby"], "q": value, "kommune": value}

    response = client.get(path, query_string=query)

    assert response.status_code in (200, 400)
    assert "<script>" not in response.get_data(as_text=True)


def test_a_flood_of_names_is_answered(client):
    """Unknown names are left out in one sentence that names the first few and counts the others."""
    response = client.get("/sammenlign/", query_string={"loesning": [f"nr-{n}" for n in range(1500)]})

    assert response.status_code == 200
    assert "»nr-4« og 1495 andre. De er udeladt." in response.get_data(as_text=True)
    flood = {"loesning": [f"nr-{n}" for n in range(10_000)]}
    assert client.get("/sammenlign/", query_string=flood).status_code == 400


def test_an_unknown_solution_is_not_found(client):
    """There are no municipalities to compare on a solution that does not exist."""
    assert client.get("/loesninger/findes-ikke/kommuner/").status_code == 404
    assert client.get("/loesninger/findes-ikke/kommuner.csv").status_code == 404


def test_words_of_a_record_are_escaped(page):
    """Mark-up in a record is shown as the text it is."""
    found = page(FOUR)

    assert found.all("script") == []
    assert "<script>alert(1)</script>" in found.main


def test_a_choice_keeps_the_order_and_takes_each_once():
    """The first known ids are taken in the order asked for; what is over and what is unknown is kept apart."""
    found = choose(["b", "a", "b", "x", " ", "c"], {"a", "b", "c"}, most=2)

    assert (found.chosen, found.unknown, found.left_out) == (("b", "a"), ("x",), ("c",))
    assert found.without("b") == ("a",)
