"""The feeds hold what is new about what one follows, are what feed readers ask for, and name nobody."""

import json
from dataclasses import replace

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Config
from kb.grading.changes import Cause, Change
from kb.records.call import Call
from kb.records.course import Stage, StageEvent
from kb.release.summary import summarise_all
from kb.search.facets import FACETS_BY_NAME
from kb.search.query import SearchQuery, clean_text
from kb.web.app import create_app
from kb.web.changes.feed import Feed, as_json_feed, write_atom
from kb.web.changes.news import News, whole_day
from kb.web.changes.scope import Addresses, Kind, Scope, scope_of, search_scope
from tests.web.conftest import Page
from tests.web.test_changes import CHANGES, NORDBY, SITE, release_with
from tests.web.toy import EVIL, ToyBank, toy_catalogue

FEEDS = [
    "/aendringer",
    "/aendringer{}?omraade=pleje",
    "/loesninger/skaerm",
    "/kommuner/nordby",
    "/soeg{}?q=sk%C3%A6rmbes%C3%B8g",
]
MAILBOX = "pleje@nordby.example"
CALL = Call(
    "skaerm-nordby", f"Hvem har {EVIL}?", f"Vi vil høre om {EVIL}", "nordby", MAILBOX, "2026-02-06", ("pleje",),
    solution="skaerm",
)  # fmt: skip


def address(feed: str, ending: str) -> str:
    return feed.format(ending) if "{}" in feed else feed + ending


@pytest.fixture
def bank(tmp_path):
    """A bank with changes, a call with marks in its words, and a report that stopped on a day."""
    release = release_with(tmp_path, *CHANGES)
    catalogue = release.catalogue
    stopped = replace(
        catalogue.experiences[NORDBY],
        stages=(StageEvent(Stage.STOPPED, "2026-02-07", municipality="nordby"),),
    )
    catalogue = replace(
        catalogue, calls={CALL.id: CALL}, experiences={**catalogue.experiences, NORDBY: stopped}
    )
    summaries = summarise_all(catalogue, "2026-02-10")
    return ToyBank(replace(release, catalogue=catalogue, summaries=summaries))


@pytest.fixture
def client(bank):
    return create_app(SITE, bank).test_client()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("feed", FEEDS)
def test_the_atom_feed_is_sound(client, feed, language):
    """A strict reader finds no fault; every entry has an id of its own, a moment and a whole address."""
    response = client.get(language + address(feed, ".atom"))
    found = feedparser.parse(response.data)

    assert response.mimetype == "application/atom+xml"
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title
    assert found.feed.language == (language[1:] or "da")
    assert {link.rel for link in found.feed.links} == {"self", "alternate"}
    assert found.entries
    assert len({one.id for one in found.entries}) == len(found.entries)
    for one in found.entries:
        assert one.link.startswith("https://bank.example" + language + "/")
        assert one.updated.endswith("T00:00:00Z")
        assert client.get(one.link.removeprefix("https://bank.example")).status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("feed", FEEDS)
def test_the_json_feed_says_the_same(client, feed, language):
    """JSON Feed 1.1 has what it requires, and the same entries as the Atom feed in the same order."""
    response = client.get(language + address(feed, ".feed.json"))
    data = json.loads(response.data)
    atom = feedparser.parse(client.get(language + address(feed, ".atom")).data)

    assert response.mimetype == "application/feed+json"
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["feed_url"] == "https://bank.example" + language + address(feed, ".feed.json")
    assert [one["id"] for one in data["items"]] == [one.id for one in atom.entries]
    assert all(one["content_text"] and one["url"].startswith("https://") for one in data["items"])
    own = client.get(data["home_page_url"].removeprefix("https://bank.example"))
    page = Page(own.text)
    hrefs = {link.get("type"): link.get("href") for link in page.all("link", rel="alternate")}
    assert hrefs["application/feed+json"] == data["feed_url"].removeprefix("https://bank.example")
    assert hrefs["application/atom+xml"] == language + address(feed, ".atom")


def titles(client, path):
    return [one.title for one in feedparser.parse(client.get(path).data).entries]


def test_a_stop_and_a_call_stand_in_the_feeds_they_belong_to(client):
    """Nordby stopped and calls: its own feed, the solution's, the area's and the search's say so, newest first."""
    for feed in FEEDS:
        found = titles(client, address(feed, ".atom"))
        assert found[0] == "Nordby stoppede med Skærmbesøg."
        assert found[1].startswith("Nordby efterlyser: Hvem har ")
    assert not any("Nordby" in one for one in titles(client, "/kommuner/aalum.atom"))


def test_a_municipality_s_feed_tells_of_its_reports_alone(client):
    """Its new and changed reports stand there, each in a sentence; grades of solutions do not."""
    found = titles(client, "/kommuner/nordby.atom")

    assert found[2].startswith("Skærmbesøg har en erfaring fra Nordby, hvis dokumentation gik fra ")
    assert found[3].startswith("Skærmbesøg fik en ny erfaring fra Nordby.")
    assert len(found) == 4


def test_a_search_s_feed_tells_of_what_it_finds(client):
    """Another search has another feed, and one without words is the feed of all."""
    assert not any("Skærmbesøg" in one for one in titles(client, "/soeg.atom?q=robotter"))
    assert titles(client, "/soeg.atom") == titles(client, "/aendringer.atom")


@pytest.mark.parametrize("path", ["/loesninger/findes-ikke.atom", "/kommuner/findes-ikke.feed.json"])
def test_there_is_no_feed_of_what_is_not_there(client, path):
    """An unknown record has no feed; an unknown area leaves all."""
    assert client.get(path).status_code == 404
    assert titles(client, "/aendringer.atom?omraade=findes-ikke") == titles(client, "/aendringer.atom")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/soeg.atom", "søgningen »robot« (Pleje, I-drift)"),
        ("/en/soeg.atom", "the search ‘robot’ (Care, Running)"),
    ],
)
def test_a_narrowed_search_is_named_in_words(client, path, title):
    """What it is narrowed to stands as people call it, in the language of the feed."""
    text = client.get(path, query_string={"q": "robot", "omraade": "pleje", "stadie": "i-drift"}).get_data(
        as_text=True
    )

    assert title in text


def test_a_search_of_thousands_of_values_has_a_feed(client):
    """However much an address asks for, the feed answers, and the page that one would follow it from."""
    query = "&".join(f"{facet}=v{n}" for facet in FACETS_BY_NAME for n in range(100))

    assert client.get(f"/soeg.atom?{query}").status_code == 200
    assert client.get(f"/soeg/?{query}").status_code == 200


def test_no_feed_holds_a_mail_address(client):
    """Whom a call wants to be written to stands on its page, not in a feed."""
    for feed in FEEDS:
        for ending in (".atom", ".feed.json"):
            assert "@" not in client.get(address(feed, ending)).text


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(title=WORDS, text=WORDS)
def test_hostile_words_are_words(title, text):
    """Whatever is typed comes out as text: no mark of it becomes an element of the feed."""
    entry = News("urn:uuid:1", "2026-01-01", title, text, "/")
    feed = Feed(
        "urn:uuid:0", title, "2026-01-01", "da", "https://x.example", "x", Addresses("", "", ""), (entry,)
    )
    found = feedparser.parse(write_atom(feed), sanitize_html=False)
    data = json.loads(json.dumps(as_json_feed(feed)))

    assert not found.bozo
    assert len(found.entries) == 1
    assert set(found.entries[0]) <= {
        "id", "guidislink", "link", "links", "title", "title_detail", "updated", "updated_parsed", "content",
        "summary",
    }  # fmt: skip
    assert (data["items"][0]["title"], data["items"][0]["content_text"]) == (title, text)


@given(st.sampled_from(list(Kind)), st.text(max_size=40))
def test_what_is_followed_is_read_as_it_is_written(kind, of):
    """Only what the bank knows has a name, and the name leads back to it; nothing typed makes an error."""
    scope = scope_of(f"{kind}/{of}", toy_catalogue())

    assert scope is None or scope_of(scope.key, toy_catalogue()) == scope


@given(WORDS)
def test_a_search_that_is_followed_asks_for_the_same(text):
    """The words come back as the search they were."""
    query = SearchQuery(text=clean_text(text))

    assert search_scope(query) == Scope() or search_scope(query).query == query


@pytest.mark.parametrize(
    ("date", "day"), [("2026", "2026-01-01"), ("2026-09", "2026-09-01"), ("2026-09-30", "2026-09-30")]
)
def test_a_call_dated_by_the_month_has_a_moment(date, day):
    """A feed needs a day: the first of what is not known."""
    assert whole_day(date) == day


def test_more_than_the_feed_holds_is_left_out(tmp_path):
    """The newest hundred stand in the feed."""
    changes = [
        Change("2026-01-01", "skaerm", Cause.RULE, None, *(("E0", "E1") if n % 2 else ("E1", "E0")))
        for n in range(120)
    ]
    client = create_app(Config(), ToyBank(release_with(tmp_path, *changes))).test_client()

    assert len(client.get("/loesninger/skaerm.feed.json").json["items"]) == 100
