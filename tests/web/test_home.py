"""The first page: the question, the most tried, what was stopped and why, what is new."""

import pytest

from tests.web.toy import toy_catalogue, toy_release


def test_the_question_comes_first(page):
    """The page asks its question, says how much the bank holds, and offers a search field."""
    found = page("/")

    assert found.words("h1") == ["Hvad virker i andre kommuner?"]
    assert "Søg i 4 løsninger og 4 erfaringer" in found.main
    assert found.all("input", name="q")


def test_the_choice_of_municipality_is_in_danish_order(page):
    """Æ and Ø come last, and Aa counts as Å."""
    options = page("/").words("option")

    assert options == ["Vælg kommune", "Nordby", "Zahle", "Ærtholm", "Østerlund", "Aalum"]


def test_the_chosen_municipality_stays_chosen(page):
    """The reader's municipality is chosen in the form and framed on the map."""
    found = page("/?kommune=nordby")

    assert found.words("option", selected="") == ["Nordby"]
    assert "Nordby er markeret." in found.text
    assert 'class="me"' in found.text


def test_the_map_has_a_tile_and_a_row_for_each_municipality(page):
    """The picture and its table hold the same municipalities and counts."""
    found = page("/")
    rows = {tuple(row.split()) for row in found.words("tr")[1:]}

    assert found.text.count('height="20"><title>') == 5
    assert rows == {("Aalum", "2"), ("Nordby", "2"), ("Østerlund", "1"), ("Zahle", "0"), ("Ærtholm", "0")}
    assert "3 kommuner har mindst én" in found.main


def test_the_best_proven_shows_its_step_and_a_figure_with_its_kind_and_who(page):
    """A cell names the step, the solution, the best measured figure, its kind and the municipality."""
    cell = page("/").words("li", class_="cell")[0]

    assert cell.startswith(
        "Det lykkedes ét sted trin 2 af 5 Skærmbesøg 12,5 % Mindre køretid, pr. rute målt, Nordby"
    )
    assert "3 kommuner har prøvet, 1 i drift, 0 afsluttet, 0 stoppet. Nyeste: marts 2021" in cell.replace(
        "\xa0", " "
    )


def test_the_stopped_say_why(page):
    """A stopped trial has its figure, its reason in words and who it was, like the successes."""
    cells = page("/").words("li", class_="cell cell--stop")
    cell = next(words for words in cells if "Robotter" in words)

    assert cell.startswith("Stoppet maj 2018 Robotter i parker ca. 12 af 780 borgere")
    assert "Hjemmel eller jura: Loven sagde nej. opgjort, Aalum" in cell


def test_reach_is_never_shown_as_effect(page):
    """A figure of use says that it is use."""
    assert "Brug: Borgere, der brugte den" in page("/").main


def test_the_newest_come_first(page):
    """The list of news is ordered by the newest date known and links to the reports."""
    found = page("/")
    news = [words for words in found.words("li") if ", stoppet" in words or ", i drift" in words]

    assert news[0].startswith("2022 Ond")
    assert news[1] == "Marts 2021 Skærmbesøg Nordby 2021, i drift"
    assert "/loesninger/skaerm/erfaringer/2019-nordby/" in found.links()


def test_the_readers_own_trials_are_listed(page):
    """With a municipality chosen the page lists what it has tried, or says that nothing is known."""
    assert "Nordby har prøvet" in page("/?kommune=nordby").main
    assert "Banken har ingen erfaringer fra Zahle endnu." in page("/?kommune=zahle").main


def test_suggested_searches_find_something(page, client):
    """Every suggestion gives at least one result."""
    links = [link for link in page("/").links() if link.startswith("/soeg/?q=")]

    assert links
    assert all(client.get(link.replace("/soeg/", "/soeg.json")).get_json()["total"] for link in links)


@pytest.mark.parametrize("path", ["/", "/en/", "/soeg/", "/om/", "/kommuner/"])
def test_an_empty_bank_has_pages_too(page, bank, path):
    """With no solution at all the pages still stand."""
    bank.current = toy_release(toy_catalogue(solutions=()))

    assert page(path).all("h1")
