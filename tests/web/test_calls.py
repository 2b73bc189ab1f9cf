"""The calls for partners: the list, one of them, and the pages that show those that belong there."""

from dataclasses import replace

import pytest

from kb.accounts.models import Role
from kb.content.formatting import format_record
from kb.content.layout import Kind
from kb.search.calls import calls_matching
from tests.content.bank import write
from tests.web.conftest import Page
from tests.web.people import add_user, browser_of, send, site_at
from tests.web.toy import CALLS, ToyBank, toy_catalogue, toy_release

LIST, CALL = "/efterlysninger/", "/efterlysninger/faldsensorer-aalum/"


def bank_without_calls():
    bank = ToyBank()
    bank.current = toy_release(replace(toy_catalogue(), calls={}))
    return bank


def test_open_calls_stand_first_and_the_newest_of_them_first(page):
    """An open call says who and since when; a closed one what became of it."""
    found = page(LIST)
    rows = [row for row in found.words("li") if "Efterlyst" in row or "Lukket" in row]

    assert found.words("h2") == ["Åbne nu", "Lukkede"]
    assert rows == [
        "Faldsensorer på plejehjem Aalum · jan. 2027– · Efterlyst 1. okt. 2026",
        "Nogen at prøve aftenbesøg med Østerlund · Efterlyst sep. 2026",
        "Robotter om natten Nordby · Lukket feb. 2026 To kommuner svarede.",
    ]
    assert "2 efterlysninger er åbne." in found.main


def test_without_calls_the_list_says_so(app, client):
    """An empty list says that there is none, and how to make one."""
    app.extensions["bank"] = bank_without_calls()
    text = client.get(LIST).get_data(as_text=True)

    assert "Ingen kommune efterlyser noget lige nu." in text
    assert 'href="/bidrag/efterlysning/"' in text


def test_a_call_says_what_is_looked_for_and_whom_to_write_to(page):
    """The page of a call tells all that its record says, and runs none of it."""
    found = page(CALL)

    assert "Hvem har prøvet faldsensorer?" in found.main
    assert "Vi afprøver på to afdelinger." in found.main
    assert "Hvornår jan. 2027– Område Pleje Skriv til velfaerd@aalum.example" in found.main
    assert {"mailto:velfaerd@aalum.example", "/kommuner/aalum/"} <= set(found.links())
    assert found.foreign_scripts() == []


def test_a_call_has_a_twin_for_machines(client):
    """The JSON holds the fields of the content format."""
    data = client.get("/efterlysninger/lukket-nordby.json").json

    assert data["closed"] == {"date": "2026-02", "reason": "To kommuner svarede."}
    assert data["url"].endswith("/efterlysninger/lukket-nordby/")


@pytest.mark.parametrize("name", ["findes-ikke", "..", "x" * 300, "%00", "FALD", "é"])
def test_no_call_of_that_name(client, name):
    """A call that is not there is not found, whatever is asked for."""
    for path in (f"{LIST}{name}/", f"{LIST}{name}.json"):
        assert client.get(path).status_code in (404, 308)
        assert client.get(path, follow_redirects=True).status_code in (200, 404)


def test_a_search_shows_the_open_calls_that_hold_its_words(page):
    """A call is found by any form of its words, its area's and its solution's names; a closed one is not."""
    title = "Nogen efterlyser det samme"

    assert "Faldsensorer på plejehjem" in page("/soeg/?q=faldsensor+plejen").main
    assert "Nogen at prøve aftenbesøg med" in page("/soeg/?q=video+visits").main
    assert title not in page("/soeg/?q=robotter+natten").main
    assert title not in page("/soeg/?q=faldsensorer+i+svømmehaller").main
    assert title not in page("/soeg/").main


def test_only_open_calls_with_every_word_match():
    """Words of one call and another do not make a match; no words match nothing."""
    catalogue = toy_catalogue()

    assert calls_matching(catalogue, "faldsensorer aalum") == (CALLS[0],)
    assert calls_matching(catalogue, "prøvet") == CALLS[:2]
    assert calls_matching(catalogue, "faldsensorer aftenbesøg") == ()
    assert calls_matching(catalogue, "og i på") == calls_matching(catalogue, "") == ()
    assert calls_matching(replace(catalogue, calls={}), "faldsensorer") == ()


def test_where_nothing_is_found_one_can_ask_the_others(page):
    """The page that finds nothing leads to the form, and carries on what was searched for."""
    found = page("/soeg/?q=zzqqxx+%26+mere")

    assert "/bidrag/efterlysning/?titel=zzqqxx+%26+mere" in found.links()
    assert "Efterlys en erfaring" in found.words("a")


def test_other_pages_show_the_calls_that_belong_there(page):
    """A municipality's page shows what it looks for, a solution's page who looks for experience with it."""
    assert "Det leder Aalum efter Faldsensorer på plejehjem" in page("/kommuner/aalum/").main
    assert "Robotter om natten" not in page("/kommuner/nordby/").main
    assert "Nogen at prøve aftenbesøg med" in page("/loesninger/skaerm/").main
    assert "/efterlysninger/" in page("/").links()


def test_the_english_pages_mark_what_is_danish(page):
    """What the record says is Danish on an English page too, and is marked as such."""
    assert page(f"/en{CALL}").words("h1", lang="da") == ["Faldsensorer på plejehjem"]
    assert page(f"/en{LIST}").words("a", lang="da")


CLOSE = "/bidrag/luk-efterlysning/?efterlysning="


def test_an_open_call_leads_its_municipality_to_the_form_that_closes_it(page):
    """The link stands on the page of an open call, and not on that of one that is closed."""
    assert CLOSE + "skaerm-oesterlund" in page("/efterlysninger/skaerm-oesterlund/").links()
    assert not [link for link in page("/efterlysninger/lukket-nordby/").links() if "luk-efterlysning" in link]


def test_a_municipality_sends_the_end_of_its_call(config, bank, tmp_path):
    """The form shows the call and asks one thing; what is sent waits for an editor."""
    write(tmp_path / "content", "calls/skaerm-oesterlund.yaml", format_record(Kind.CALL, CALLS[1]))
    app = site_at(replace(config, content_dir=tmp_path / "content"), bank)
    client = browser_of(app, add_user(app, Role.CONTRIBUTOR, "oesterlund"))
    form = Page(client.get(CLOSE + "skaerm-oesterlund").get_data(as_text=True))
    response = send(client, CLOSE + "skaerm-oesterlund", {"reason": "Vi fandt to at prøve med."})

    assert "Nogen at prøve aftenbesøg med" in form.main
    assert [one.get("name") for one in form.all("textarea")] == ["reason"]
    assert response.status_code == 303
    assert response.location.endswith("sket=sendt")


@pytest.mark.parametrize(
    ("role", "municipality", "call", "status"),
    [
        (Role.CONTRIBUTOR, "nordby", "skaerm-oesterlund", 403),
        (Role.EDITOR, "", "skaerm-oesterlund", 403),
        (Role.CONTRIBUTOR, "nordby", "lukket-nordby", 404),
        (Role.CONTRIBUTOR, "nordby", "findes-ikke", 404),
    ],
)
def test_nobody_else_closes_a_call(config, bank, role, municipality, call, status):
    """Others are refused, and what is not open cannot be closed; the page says where to find the form."""
    app = site_at(config, bank)
    client = browser_of(app, add_user(app, role, municipality))

    assert client.get(CLOSE + call).status_code == status
    assert send(client, CLOSE + call, {"reason": "Derfor."}).status_code == status
