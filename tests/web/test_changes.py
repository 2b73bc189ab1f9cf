"""The page of changes tells what happened to the grades, and so do the feed and the JSON."""

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kb.config import Config
from kb.content.encoding import encode
from kb.grading.changes import Cause, Change
from kb.history.days import Reach
from kb.release.events import EVENTS, Heading
from kb.release.opening import Release
from kb.web.app import create_app
from kb.web.changes.page import SHOWN
from kb.web.changes.told import MOST_APART, told_of
from tests.web.conftest import Page
from tests.web.toy import EVIL, ToyBank, toy_release

ATOM = "{http://www.w3.org/2005/Atom}"
NORDBY, FLERE = "skaerm/2019-nordby", "skaerm/2020-flere"
SITE = Config(base_url="https://bank.example")
HEADING = Heading(Reach.WHOLE, "2025-01-05", "2026-02-01")
CHANGES = (
    Change("2025-01-05", "skaerm", Cause.NEW_SOLUTION, after="E1", refs=(NORDBY,)),
    Change("2025-01-05", "skaerm", Cause.NEW_REPORT, NORDBY, after="D1", refs=(NORDBY,)),
    Change("2025-01-05", "tom", Cause.NEW_SOLUTION, after="E0"),
    Change("2025-03-09", "skaerm", Cause.NEW_REPORT, FLERE, after="D1", refs=(FLERE,)),
    Change("2026-02-01", "skaerm", Cause.CHANGED_REPORT, None, "E1", "E2", (NORDBY,)),
    Change("2026-02-01", "skaerm", Cause.CHANGED_REPORT, NORDBY, "D1", "D2", (NORDBY,)),
    Change("2026-02-03", "robotter", Cause.RULE, None, "E1", "E0"),
    Change("2026-02-04", "ond", Cause.NEW_REPORT, None, "E0", "E1", ("ond/2022-ond",)),
    Change("2026-02-05", "vaek", Cause.WITHDRAWN, None, "E3"),
)


def release_with(folder: Path, *changes: Change, heading: Heading = HEADING) -> Release:
    """Make a release whose list of changes is as said."""
    lines = [json.dumps(encode(value), ensure_ascii=False) + "\n" for value in (heading, *changes)]
    (folder / EVENTS).write_text("".join(lines), encoding="utf-8")
    return replace(toy_release(), folder=folder)


@pytest.fixture
def bank(tmp_path):
    return ToyBank(release_with(tmp_path, *CHANGES))


def read(folder: Path, address: str, *changes: Change, heading: Heading = HEADING) -> Page:
    """Read a page over a list of changes of its own."""
    bank = ToyBank(release_with(folder, *changes, heading=heading))
    return Page(create_app(Config(), bank).test_client().get(address).get_data(as_text=True))


def rows(page: Page) -> list[str]:
    """List what the page tells, row by row."""
    return [row for row in page.words("li") if re.match(r"\d+\.? \w+\.? \d{4} ", row)]


def test_each_change_is_one_sentence_with_its_date(page):
    """The newest comes first, and each says what moved from where to where and why."""
    told = rows(page("/aendringer/"))

    assert len(told) == 7
    for row, words in zip(
        told,
        (
            "5. feb. 2026 vaek er trukket tilbage. Den stod på Efterprøvet.",
            "4. feb. 2026 Ond",
            "3. feb. 2026 Robotter i parker gik fra Det lykkedes ét sted til Idé, fordi reglerne for grader blev ændret.",
            "1. feb. 2026 Skærmbesøg gik fra Det lykkedes ét sted til Målt ét sted, fordi erfaringen fra Nordby blev rettet eller udbygget.",
            "9. marts 2025 Skærmbesøg fik en ny erfaring fra",
            "5. jan. 2025 =SUM(A1:A9) kom med i banken på trinnet Idé, endnu uden erfaringer.",
            "5. jan. 2025 Skærmbesøg kom med i banken på trinnet Det lykkedes ét sted, med 1 erfaring.",
        ),
        strict=True,
    ):
        assert row.startswith(words)


@pytest.mark.parametrize(
    ("cause", "before", "after", "refs", "words"),
    [
        (Cause.NEW_REPORT, "E0", "E1", [NORDBY], "fordi Nordby beskrev, at det gik den rigtige vej."),
        (Cause.NEW_REPORT, "E1", "E2", [NORDBY], "fordi Nordby målte, at det gik den rigtige vej."),
        (Cause.NEW_REPORT, "E3", "E4", [NORDBY], "fordi der kom en ny erfaring fra Nordby."),
        (Cause.NEW_REPORT, "E4", "E3", [NORDBY], "fordi en ny erfaring fra Nordby peger den anden vej."),
        (Cause.WITHDRAWN, "E2", "E1", ["skaerm/vaek"], "fordi erfaringen fra vaek ikke længere er med."),
        (Cause.CHANGED_BASIS, "E2", "E1", [], "fordi oplysninger, som graden bygger på, blev rettet."),
        (Cause.DATE, "E2", "E1", [], "fordi der er gået over fire år, siden nogen sagde god for den."),
        (Cause.CHANGED_REPORT, "E1", "E2", [NORDBY, FLERE], "fordi erfaringerne fra Nordby, Aalum og "),
    ],
)
def test_every_cause_is_said_in_words(tmp_path, cause, before, after, refs, words):
    """Whatever moved a grade is said so that one who knows no codes understands it."""
    change = Change("2026-01-01", "skaerm", cause, None, before, after, tuple(refs))
    (row,) = rows(read(tmp_path, "/aendringer/", change))

    assert words in row


def test_months_head_the_list_in_the_reader_s_language(page):
    """The list is grouped by month, named in Danish and in English, with the grades in both."""
    assert page("/aendringer/").words("h2")[:3] == ["Februar 2026", "Marts 2025", "Januar 2025"]
    english = page("/en/aendringer/")
    assert english.words("h2")[:3] == ["February 2026", "March 2025", "January 2025"]
    assert "Measured in one place" in english.main
    assert "1 Feb 2026" in english.main


def test_a_row_leads_to_solution_and_report(page):
    """What changed and what caused it are links; a record that is gone is only named."""
    links = page("/aendringer/?kommune=nordby").links()

    assert "/loesninger/skaerm/?kommune=nordby" in links
    assert "/loesninger/skaerm/erfaringer/2019-nordby/?kommune=nordby" in links
    assert not any("vaek" in link for link in links)


def test_the_list_narrows_to_an_area_and_its_narrower_ones(page):
    """An area shows the changes of its own solutions and of those below it; the choice stays in the form."""
    found = page("/aendringer/?omraade=pleje")

    assert len(rows(found)) == 3
    assert all("Skærmbesøg" in row for row in rows(found))
    assert found.words("option", selected="") == ["Pleje"]
    assert found.words("h1") == ["Ændringer: Pleje"]


@pytest.mark.parametrize(
    "query",
    [
        "omraade=findes-ikke",
        f"omraade={EVIL}",
        "omraade=&omraade=it&omraade=x",
        "side=nan",
        "side=-1",
        "side=²",
    ],
)
@pytest.mark.parametrize("path", ["/aendringer/", "/en/aendringer/", "/aendringer.json", "/aendringer.atom"])
def test_what_makes_no_sense_is_left_out(client, path, query):
    """An unknown area and a page that is no number show all changes, and the page says so."""
    response = client.get(f"{path}?{query}")

    assert response.status_code == 200
    assert "<script>" not in response.text or response.is_json
    if "findes-ikke" in query and path == "/aendringer/":
        assert "Det område kender banken ikke" in Page(response.text).main
        assert len(rows(Page(response.text))) == 7


def test_a_long_list_is_shown_page_by_page(tmp_path):
    """More changes than a page holds go on to the next one; a page beyond the last is the last."""
    changes = [
        Change("2026-01-01", "skaerm", Cause.RULE, None, *(("E0", "E1") if n % 2 else ("E1", "E0")))
        for n in range(SHOWN + 10)
    ]
    first = read(tmp_path, "/aendringer/?omraade=pleje", *changes)
    last = read(tmp_path, "/aendringer/?side=999999", *changes)

    assert len(rows(first)) == SHOWN
    assert f"1–{SHOWN} af {SHOWN + 10} ændringer" in first.main
    assert "/aendringer/?omraade=pleje&side=2" in first.links()
    assert len(rows(last)) == 10
    assert "/aendringer/?side=1" in last.links()


def joined(number: int, cause: Cause = Cause.NEW_SOLUTION) -> list[Change]:
    return [Change("2026-01-01", f"loesning-{n}", cause, after=f"E{n % 2}") for n in range(number)]


def test_many_that_joined_together_are_told_together(tmp_path):
    """Many new solutions on one day are one sentence with their grades, and a list of which."""
    (row,) = rows(read(tmp_path, "/aendringer/", *joined(6)))
    assert row.startswith("1. jan. 2026 6 løsninger kom med i banken: 3 på Det lykkedes ét sted og 3 på Idé.")
    (row,) = rows(read(tmp_path, "/aendringer/", *joined(6, Cause.BEGINNING)))
    assert "6 løsninger var i banken i forvejen" in row
    assert len(rows(read(tmp_path, "/aendringer/", *joined(MOST_APART)))) == MOST_APART


def test_nothing_is_told_twice_and_nothing_is_lost():
    """A report is told in the sentence of its solution where it caused it, and else by itself."""
    told = [one.change.subject for one in told_of(CHANGES)]

    assert told == ["vaek", "ond", "robotter", "skaerm", FLERE, "tom", "skaerm"]


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (Reach.WHOLE, "den første dag i indholdets historie"),
        (Reach.CUT, "Den ældre historie er ikke læst"),
        (Reach.SHALLOW, "en kopi uden den ældre historie"),
        (Reach.NONE, "Indholdet har ingen historie med"),
        (Reach.FAILED, "kunne ikke læses"),
    ],
)
def test_the_page_says_where_the_list_begins_and_why(tmp_path, reach, words):
    """Without changes the page says when one would stand there, and from when it would know."""
    found = read(tmp_path, "/aendringer/", heading=Heading(reach, "2026-11-25", "2026-11-25"))

    assert "Ingen ændringer endnu" in found.words("h2")
    assert words in found.main
    assert "25. nov. 2026" in found.main
    assert "regnet ud bagefter" not in found.main


def test_an_area_without_changes_leads_on_to_all(tmp_path):
    """Where nothing happened in an area the page says so and leads to all areas."""
    found = read(tmp_path, "/aendringer/?omraade=it", *CHANGES[:2])

    assert "Ingen grad i området It og data har ændret sig" in found.main
    assert "/aendringer/" in found.links()


def test_without_a_release_the_page_says_so():
    """A bank that reads its files as they are has no list; the page says so, and the feed is asked for later."""
    client = create_app(Config(), ToyBank()).test_client()

    assert "Listen kan ikke vises lige nu" in Page(client.get("/aendringer/").text).main
    assert client.get("/aendringer.json").json["changes"] == []
    assert client.get("/aendringer.atom").status_code == 503


def feed_of(bank, address="/aendringer.atom", config=SITE):
    response = create_app(config, bank).test_client().get(address)
    assert response.mimetype == "application/atom+xml"
    return ElementTree.fromstring(response.data)


def text_of(element, name):
    return element.findtext(ATOM + name)


@pytest.mark.parametrize(
    "address", ["/aendringer.atom", "/en/aendringer.atom", "/aendringer.atom?omraade=pleje"]
)
def test_the_feed_has_all_that_atom_asks_for(bank, address):
    """Feed and entries have id, title and moment; the feed an author and itself; each entry a link and content."""
    feed = feed_of(bank, address)
    entries = feed.findall(f"{ATOM}entry")
    ids = [text_of(one, "id") for one in (feed, *entries)]

    assert len(entries) == (4 if "pleje" in address else 9)  # calls for partners among them
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    for one in (feed, *entries):
        assert text_of(one, "title")
        assert datetime.fromisoformat(text_of(one, "updated")).tzinfo
        assert all(
            link.get("href").startswith("https://bank.example/") for link in one.findall(f"{ATOM}link")
        )
    for entry in entries:
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
        assert entry.find(f"{ATOM}content").get("type") == "text"


def test_an_entry_keeps_its_id(bank, tmp_path):
    """Later changes, another address and another release leave the ids of what happened as they were."""
    before = [text_of(one, "id") for one in feed_of(bank).findall(f"{ATOM}entry")]
    later = Change("2026-03-01", "tom", Cause.RULE, None, "E0", "E1")
    bank = ToyBank(release_with(tmp_path, *CHANGES, later))
    after = [text_of(one, "id") for one in feed_of(bank, config=Config()).findall(f"{ATOM}entry")]

    assert [one for one in after if one in before] == before
    assert len(after) == len(before) + 1


def test_words_that_xml_cannot_hold_do_not_break_the_feed(tmp_path):
    """A title with marks and signs is text in the feed, and control characters are left out."""
    strange = Change("2026-03-01", "a\x0b\x1f\ufffe<b>", Cause.WITHDRAWN, None, "E1")
    feed = feed_of(ToyBank(release_with(tmp_path, strange, *CHANGES)))
    titles = [text_of(one, "title") for one in feed.findall(f"{ATOM}entry")]

    assert any("<script>" in title for title in titles)
    assert any(title.startswith("a<b> er trukket tilbage") for title in titles)


def test_the_json_holds_every_change(client):
    """Machines get all changes, also those that the page tells together, with cause and reports."""
    data = client.get("/aendringer.json").json

    assert len(data["changes"]) == len(CHANGES)
    assert (data["begins"], data["reach"]) == ("2025-01-05", "hele-historien")
    assert data["changes"][4] == {
        "date": "2026-02-01",
        "solution": "skaerm",
        "report": None,
        "from": "E1",
        "to": "E2",
        "cause": "aendret-erfaring",
        "reports": [NORDBY],
        "sentence": "Skærmbesøg gik fra Det lykkedes ét sted til Målt ét sted, fordi erfaringen fra Nordby blev rettet eller udbygget.",
        "url": "/loesninger/skaerm/",
    }


def test_a_list_that_grew_is_sent_again(tmp_path):
    """The same release built again with more of the past is not taken for the one a browser has."""
    bank = ToyBank(release_with(tmp_path, *CHANGES))
    client = create_app(Config(), bank).test_client()
    etag = client.get("/aendringer/").headers["ETag"]
    assert client.get("/aendringer/", headers={"If-None-Match": etag}).status_code == 304

    bank.current = release_with(tmp_path, *CHANGES[1:])
    assert client.get("/aendringer/", headers={"If-None-Match": etag}).status_code == 200
