"""The search page and its twins: rows, facets, filters, order, pages, JSON and CSV."""

import csv
import io
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.config import Config
from kb.records.solution import Solution
from kb.web.app import create_app
from kb.web.tables import safe_cell, write_csv
from tests.web.conftest import HTML, Page
from tests.web.toy import KL, SOLUTIONS, ToyBank, toy_catalogue, toy_release


def rows(found: Page) -> list[str]:
    """List what each result row says."""
    return found.words("li", class_="hit")


def test_a_row_says_it_all_in_one_glance(page):
    """A row names who tried, the best measured effect with its kind, and the newest date."""
    (row,) = rows(page("/soeg/?q=skærmbesøg"))

    assert row.startswith(
        "Skærmbesøg Et besøg over skærm. Efterprøvningsgrad Det lykkedes ét sted trin 2 af 5 Kommuner og myndigheder 4 prøvet 1 i drift 0 stoppet"
    )
    assert "heraf 1 anden myndighed og 11 uden navn" in row
    assert "Bedst målte effekt 12,5 % Mindre køretid, pr. rute målt, Nordby" in row
    assert "Nyeste Marts 2021" in row


def test_what_was_searched_for_is_marked(page):
    """The words that match are marked in the title."""
    assert "Skærmbesøg" in page("/soeg/?q=skærmbesøg").words("mark")


def test_reach_is_shown_as_use_and_nothing_as_not_stated(page):
    """Without an effect a row shows use as use; without anything it says that nothing is stated."""
    found = rows(page("/soeg/"))

    assert "Effekt ikke oplyst Brug: ca. 12 af 780 borgere" in next(row for row in found if "Robotter" in row)
    assert "Ikke oplyst Ingen kilde har en måling" in next(row for row in found if "=SUM" in row)


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("nordby", "Nordby: i drift marts 2021"),
        ("zahle", "Zahle har ikke prøvet"),
        ("aalum", "Aalum: afprøver 2020"),
    ],
)
def test_a_row_says_what_the_readers_municipality_has_done(page, reader, words):
    """With a municipality chosen the row says whether it has tried, and results stay the same."""
    (row,) = rows(page(f"/soeg/?q=skærmbesøg&kommune={reader}"))

    assert words in row


def test_the_readers_municipality_is_no_filter(client):
    """Choosing a municipality changes no result."""
    plain, chosen = (client.get(f"/soeg.json{query}").get_json() for query in ("", "?kommune=zahle"))

    assert [r["id"] for r in plain["results"]] == [r["id"] for r in chosen["results"]]


def test_failures_are_flagged_with_their_reason(page):
    """A solution with a stopped trial carries a line that says who stopped, when and why."""
    found = page("/soeg/?q=robotter")

    assert "Aalum: stoppet maj 2018. Årsag: hjemmel eller jura" in rows(found)[0]
    assert "/loesninger/robotter/erfaringer/udateret-aalum/" in found.links()


def test_reports_that_matched_are_linked(page):
    """When a facet of reports is chosen, the row links to the reports that match."""
    found = page("/soeg/?proevet-i=oesterlund")

    assert "Fundet i: Tre i fællesskab" in rows(found)[0]
    assert "/loesninger/skaerm/erfaringer/2020-flere/" in found.links()
    assert "Fundet i:" not in page("/soeg/?omraade=hjemmepleje").main


def test_facets_are_folds_of_checkboxes_with_counts(page):
    """A facet is a fold of checkboxes; counts are read aloud once, and what is chosen stays chosen and open."""
    found = page("/soeg/?stadie=stoppet")
    (box,) = found.all("input", id="stadie-stoppet")
    fold = next(d for d in found.all("details") if any(i is box for i in d.iter()))

    assert box.get("checked") is not None
    assert fold.get("open") is not None
    assert "Stoppet, 2 løsninger" in found.words("label")
    assert found.words("button", class_="button button-secondary")[0] == "Vis resultater"


def test_chosen_filters_can_be_taken_away(page):
    """Each chosen value is a link that takes it away and keeps the rest."""
    found = page("/soeg/?q=o&stadie=stoppet&omraade=it&kommune=nordby")
    chips = {
        words: link for words, link in zip(found.words("a"), found.links(), strict=True) if "filter" in words
    }

    assert set(chips) == {"Fjern filter: Stoppet", "Fjern filter: It og data"}
    assert dict(parse_qsl(urlsplit(chips["Fjern filter: Stoppet"]).query)) == {
        "q": "o", "omraade": "it", "kommune": "nordby"
    }  # fmt: skip
    assert "Fjern alle" in found.words("a")


def test_the_order_can_be_changed(page):
    """The page says its order and links to the others; by title follows the alphabet."""
    found = page("/soeg/")

    assert "Sorteret efter bedst efterprøvet. Sortér efter: flest har prøvet, nyeste, titel" in found.main
    titles = page("/soeg/?sorter=titel").words("h3")
    assert titles[-1] == "Skærmbesøg"


def test_a_new_search_keeps_order_and_length(page):
    """The form carries the chosen order and number of rows on to the next search."""
    found = page("/soeg/?sorter=titel&antal=50")
    hidden = {field.get("name"): field.get("value") for field in found.all("input", type="hidden")}

    assert hidden == {"sorter": "titel", "antal": "50"}


def many_solutions(count: int) -> ToyBank:
    """Make a bank with many thin solutions."""
    thin = tuple(Solution(f"tynd-{n}", f"Tynd {n}", "Kort.", (KL,)) for n in range(count))
    return ToyBank(toy_release(toy_catalogue(solutions=(*SOLUTIONS, *thin))))


def test_long_lists_come_in_pages():
    """A page holds twenty rows, names which, and links to the pages beside it."""
    client = create_app(Config(), many_solutions(41)).test_client()
    second = Page(client.get("/soeg/?side=2&kommune=nordby").get_data(as_text=True))

    assert len(rows(second)) == 20
    assert "Viser 21–40 af 45" in second.main
    links = dict(zip(second.words("a"), second.links(), strict=True))
    assert links["Forrige side"] == "/soeg/?kommune=nordby"
    assert links["Næste side"] == "/soeg/?side=3&kommune=nordby"
    assert 'start="21"' in second.text


def test_a_page_past_the_end_is_the_last_page():
    """A page number that is too high shows the last page there is."""
    client = create_app(Config(), many_solutions(41)).test_client()
    found = Page(client.get("/soeg/?side=99").get_data(as_text=True))

    assert "Viser 41–45 af 45" in found.main


def test_nothing_found_is_no_dead_end(page):
    """Without results the page offers fewer filters, a broader term, single words, and everything."""
    found = page("/soeg/?q=skærmbesøg+xyzzy&omraade=hjemmepleje&stadie=stoppet&kommune=nordby")
    links = dict(zip(found.words("a"), found.links(), strict=True))

    assert found.words("h2")[-1] == "Ingen løsninger om skærmbesøg xyzzy"
    assert "omraade=hjemmepleje" in links["Uden Stoppet"]
    assert links["skærmbesøg"].endswith("&kommune=nordby")
    assert links["Se alle løsninger"] == "/soeg/?kommune=nordby"
    assert "xyzzy" not in links


def test_a_broader_term_is_offered(page):
    """A chosen term that gives nothing offers its broader term when that gives something."""
    found = page("/soeg/?omraade=hjemmepleje&q=skærmbesøg&stadie=stoppet")

    assert rows(found) == []
    assert "Med et bredere emne" not in found.main


def test_a_slip_is_corrected_and_can_be_undone(page):
    """A word that no record has is searched as the nearest one, which the page says, with the way back."""
    found = page("/soeg/?q=skærmbesøk&omraade=pleje")
    links = dict(zip(found.words("a"), found.links(), strict=True))

    assert len(rows(found)) == 1
    assert found.words("p", class_="meant") == ["Viser resultater for skærmbesøg. Søg i stedet på skærmbesøk"]
    assert "ordret=1" in links["Søg i stedet på skærmbesøk"]
    assert "omraade=pleje" in links["Søg i stedet på skærmbesøk"]

    literal = page(links["Søg i stedet på skærmbesøk"])
    assert rows(literal) == []
    assert literal.words("p", class_="meant") == []
    assert [field.get("value") for field in literal.all("input", name="ordret")] == ["1"]


def test_a_municipality_that_is_named_is_offered_as_a_filter(page):
    """The genitive of a municipality's name among the words is offered as a filter, without the word."""
    found = page("/soeg/?q=Nordbys+skærmbesøg")
    links = dict(zip(found.words("a"), found.links(), strict=True))

    assert "Kun det, der er prøvet i Nordby?" in found.words("p", class_="meant")
    assert dict(parse_qsl(urlsplit(links["Nordby"]).query)) == {"q": "skærmbesøg", "proevet-i": "nordby"}


def test_words_are_suggested_from_their_first_letters(client, page):
    """The page of words lists solutions, places and terms with links; the JSON lists the same."""
    found = page("/soeg/forslag/?q=skæ&kommune=nordby")
    links = dict(zip(found.words("a"), found.links(), strict=True))
    data = client.get("/soeg/forslag.json?q=skæ").get_json()["suggestions"]

    assert links["Skærmbesøg"] == "/loesninger/skaerm/?kommune=nordby"
    assert {"label": "Skærmbesøg", "kind": "løsning", "url": "/loesninger/skaerm/"} in data
    (words,) = found.all("ul", class_="words")
    assert [one["label"] for one in data] == [link.text for link in words.iter(HTML + "a")]


@pytest.mark.parametrize("letters", ["", "æøå" * 500, "<xyz>", "%00", "(" * 2000])
def test_whatever_is_typed_suggests_something_or_nothing(client, letters):
    """Letters that begin no word give an empty list and a page that says so."""
    assert client.get("/soeg/forslag.json", query_string={"q": letters}).get_json() == {"suggestions": []}
    assert client.get("/soeg/forslag/", query_string={"q": letters}).status_code == 200


def test_a_search_without_its_index_says_so(client, bank):
    """When the index cannot be used the page says so, the JSON too, and nobody may keep the answer."""
    degraded = replace(bank.current, engine=bank.current.engine.scan)
    bank.current = degraded

    response = client.get("/soeg/?q=skærm")
    assert "Søgeindekset er ikke til rådighed" in response.get_data(as_text=True)
    assert response.cache_control.no_store
    assert client.get("/soeg.json?q=skærm").get_json()["notice"]


def test_json_holds_the_same_results(client, page):
    """The JSON has the same solutions, counts and facets as the page."""
    data = client.get("/soeg.json?q=skærmbesøg").get_json()

    assert data["total"] == len(data["results"]) == len(rows(page("/soeg/?q=skærmbesøg"))) == 1
    (found,) = data["results"]
    assert found["id"] == "skaerm"
    assert found["url"] == "/loesninger/skaerm/"
    assert (found["tried"], found["in_operation"], found["stopped"]) == (4, 1, 0)
    assert data["facets"]["stadie"][0].keys() == {"value", "label", "count", "selected"}
    assert (data["page"], data["pages"], data["release"], data["notice"]) == (1, 1, "toy-1", None)
    assert data["query"]["q"] == "skærmbesøg"


def test_json_names_the_reports_that_match(client):
    """A report matched by a facet stands in the JSON with its id, its title and an address that works."""
    (found,) = client.get("/soeg.json?proevet-i=oesterlund").get_json()["results"]

    (report,) = found["matched_reports"]
    assert (report["id"], report["title"]) == ("2020-flere", "Tre i fællesskab")
    assert client.get(report["url"]).status_code == 200


def test_json_gives_up_to_a_hundred_rows():
    """`antal` may be 100; twenty is usual, and a number that is not offered is ignored."""
    client = create_app(Config(), many_solutions(150)).test_client()

    for query, count in (("", 20), ("?antal=100", 100), ("?antal=1000", 20), ("?antal=x", 20)):
        assert len(client.get(f"/soeg.json{query}").get_json()["results"]) == count


def read_csv(client, path: str) -> list[list[str]]:
    """Read a CSV as a spreadsheet would."""
    response = client.get(path)
    assert response.mimetype == "text/csv"
    assert response.data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def test_csv_holds_every_result_and_not_one_page():
    """The CSV has a row for each solution found, over all pages, in the same order as the page."""
    client = create_app(Config(), many_solutions(230)).test_client()
    header, *lines = read_csv(client, "/soeg.csv?sorter=titel")
    first = client.get("/soeg.json?sorter=titel&antal=100").get_json()

    assert header == [
        "id",
        "titel",
        "adresse",
        "efterprøvningsgrad",
        "prøvet",
        "i drift",
        "stoppet",
        "nyeste",
        "resumé",
        "erfaringer, der passer",
    ]
    assert len(lines) == 234
    assert [line[0] for line in lines[:100]] == [result["id"] for result in first["results"]]


def test_csv_runs_nothing_in_a_spreadsheet(client):
    """A text that begins like a formula is set apart, and numbers stay numbers."""
    lines = {line[0]: line for line in read_csv(client, "/soeg.csv")[1:]}

    assert lines["tom"][1] == "'=SUM(A1:A9)"
    assert lines["tom"][8] == "'-2+3 kun en tanke"
    assert lines["skaerm"][3:8] == ["E1", "4", "1", "0", "2021-03"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_begins_a_formula(start):
    """Every character that begins a formula is set apart in a text; a negative number is left alone."""
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell(-1) == -1


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_csv_can_be_read_back(table):
    """Whatever the cells hold, a reader of CSV gets as many rows and cells back."""
    text = write_csv(("a", "b"), table)
    back = list(csv.reader(io.StringIO(text[1:], newline="")))

    assert [len(line) for line in back] == [2] * (len(table) + 1)


@settings(max_examples=60)
@given(st.text(max_size=40), st.sampled_from(["/soeg/", "/soeg.json", "/soeg.csv", "/en/soeg/"]))
def test_no_query_breaks_the_search(text, path):
    """Whatever is typed, the answer is a page."""
    client = create_app(Config(), BANK).test_client()

    assert client.get(path, query_string={"q": text, "kommune": text, "omraade": text}).status_code == 200


BANK = ToyBank()
