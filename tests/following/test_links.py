"""Links are looked at politely, dead ones found after two days, and nobody's own network is reached."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.following.link_checks import Politeness, check_links
from kb.following.link_file import NAME, dead_links, read_links, write_links
from kb.following.links import Answer, Link, links_in, looked_at
from kb.following.visiting import NO_ADDRESS, NO_ANSWER, PRIVATE, TOO_MANY, Manner, is_public, visit
from kb.records.experience import Experience
from kb.records.source import Source
from tests.contributions.typing_reports import toy_catalogue
from tests.following.site import Site, site
from tests.mail.server import free_port

DAY = "2026-11-25"
HERE = Manner("Efterproevet link check", timeout=5, may_call=lambda address: address == "127.0.0.1")


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as found:
        yield found


def test_every_address_of_the_content_is_listed_once():
    """Sources of solutions and reports count; a saved copy and what is no address do not."""
    source = Source("a", "A", url="https://a.example/1", archived_url="https://gemt.example/1")
    report = Experience("r", "skaerm", sources=(source, replace(source, id="b"), Source("c", "Bog")))
    catalogue = replace(toy_catalogue(), experiences={"skaerm/r": report})

    assert links_in(catalogue) == ("https://a.example/1",)


VISITS = [
    ("side", 200, [("HEAD", "/side")]),
    ("404", 404, [("HEAD", "/404"), ("GET", "/404")]),
    ("410", 410, [("HEAD", "/410"), ("GET", "/410")]),
    ("503", 503, [("HEAD", "/503"), ("GET", "/503")]),
    ("kun-get", 200, [("HEAD", "/kun-get"), ("GET", "/kun-get")]),
    ("videre-til-side", 200, [("HEAD", "/videre-til-side"), ("HEAD", "/side")]),
    ("videre-til-404", 404, [("HEAD", "/videre-til-404"), ("HEAD", "/404"), ("GET", "/404")]),
]


@pytest.mark.parametrize(("name", "status", "asked"), VISITS)
def test_a_page_is_asked_for_its_head_and_only_in_doubt_for_itself(web, name, status, asked):
    """HEAD is enough where the page is there; what leads on is followed."""
    assert visit(f"{web.url}/{name}", None, HERE).status == status
    assert web.asked == asked
    assert web.agents == {"Efterproevet link check"}


def test_a_page_that_is_known_is_not_sent_again(web):
    """The name that the server gave it is sent along; 304 leaves what was known as it was."""
    url = f"{web.url}/kendt"
    first = looked_at(None, visit(url, None, HERE), "2026-11-24")

    again = looked_at(first, visit(url, first, HERE), DAY)

    assert (first.status, first.etag) == (200, '"udgave-1"')
    assert again == replace(first, checked=DAY)
    assert web.asked == [("HEAD", "/kendt"), ("HEAD", "/kendt")]


REFUSED = [
    ("ring", TOO_MANY),
    ("indenfor", PRIVATE),
    ("skift", NO_ADDRESS),
]


@pytest.mark.parametrize(("name", "reason"), REFUSED)
def test_a_page_that_leads_astray_is_not_followed(web, name, reason):
    """Not for ever, not into a closed network, and not to a file of this machine."""
    answer = visit(f"{web.url}/{name}", None, HERE)

    assert (answer.status, answer.reason, answer.is_gone) == (None, reason, False)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
     "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"],
)  # fmt: skip
def test_no_closed_network_is_public(address):
    """Loopback, private, shared and link-local addresses are not called, in either version."""
    assert not is_public(address)


def test_the_world_is_public():
    """An ordinary address may be called."""
    assert is_public("93.184.216.34")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_this_machine_is_not_called_however_it_is_written(web, host):
    """The address that a name stands for is judged, and nothing is asked."""
    port = web.url.rpartition(":")[2]
    answer = visit(f"http://{host}:{port}/side", None, Manner(timeout=2))

    assert answer.status is None
    assert web.asked == []


def test_a_name_is_looked_up_once(web, monkeypatch):
    """The address that was judged is the one that is called, so that a name cannot change in between."""
    seen = []
    port = web.url.rpartition(":")[2]
    manner = replace(HERE, may_call=lambda address: seen.append(address) or address == "127.0.0.1")

    assert visit(f"http://127.0.0.1:{port}/side", None, manner).status == 200
    assert seen == ["127.0.0.1"]


def test_a_server_that_does_not_answer_proves_nothing():
    """Nobody listens: the link is not called gone."""
    answer = visit(f"http://127.0.0.1:{free_port()}/", None, HERE)

    assert (answer.reason, answer.is_gone) == (NO_ANSWER, False)


HOSTILE = ["", "http://", "http://[", "http://a:b/", "http://a:99999/", "ftp://a.example/", "http://\x00/",
           "http://127.0.0.1\r\nX: y/", "http://" + "a" * 300 + "/", "javascript:alert(1)"]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_what_is_no_address_never_raises(url):
    """It is told as one that cannot be seen."""
    assert visit(url, None, Manner(timeout=1, may_call=lambda _: False)).status is None


GONE, THERE, BUSY = Answer(404), Answer(200), Answer(503)
COURSES = [
    ([GONE], False),
    ([GONE, GONE], True),
    ([GONE, BUSY, GONE], True),
    ([GONE, THERE, GONE], False),
    ([GONE, GONE, THERE], False),
    ([BUSY] * 9, False),
    ([Answer(reason=NO_ANSWER)] * 9, False),
    ([Answer(403)] * 9, False),
    ([Answer(no_host=True)] * 2, True),
]


@pytest.mark.parametrize(("answers", "is_dead"), COURSES)
def test_a_link_is_dead_when_it_was_gone_on_two_days(answers, is_dead):
    """A closed or busy server is no proof, and one look that finds the page clears it."""
    link = None
    for number, answer in enumerate(answers):
        link = looked_at(link, answer, f"2026-11-{number + 1:02d}")

    assert link.is_dead is is_dead


def test_twice_on_one_day_is_one_day():
    """Running the command again proves nothing more."""
    assert not looked_at(looked_at(None, GONE, DAY), GONE, DAY).is_dead


def test_a_host_is_asked_one_page_at_a_time_with_a_pause(web):
    """Between two pages of a host one waits; the state of every link is given."""
    waits: list[float] = []
    urls = [f"{web.url}/{name}" for name in ("a", "b", "404")]

    found = check_links(urls, {}, DAY, Politeness(pause=1.5, manner=HERE, wait=waits.append))

    assert waits == [1.5, 1.5]
    assert {url.rpartition("/")[2]: link.status for url, link in found.items()} == {
        "a": 200,
        "b": 200,
        "404": 404,
    }
    assert {link.checked for link in found.values()} == {DAY}


LINKS = st.builds(
    Link,
    checked=st.dates().map(str),
    status=st.none() | st.integers(100, 599),
    reason=st.text(max_size=20),
    etag=st.text(max_size=20),
    modified=st.text(max_size=20),
    gone=st.lists(st.dates().map(str), max_size=2).map(tuple),
)


@given(st.dictionaries(st.text(max_size=30), LINKS, max_size=5))
def test_the_file_gives_back_what_was_written(tmp_path_factory, links):
    """Writing and reading are each other's inverse."""
    folder = tmp_path_factory.mktemp("links")
    write_links(folder, links)

    assert read_links(folder) == links


DEAD = {"https://a.example/": Link("2026-11-25", 404, gone=("2026-11-24", "2026-11-25"))}
DAMAGE = [b"", b"{", b"[]", b'{"links": []}', b'{"links": {"a": 1}}', b"\xff\xfe", b"[" * 100_000,
          b'{"links": {"a": {"checked": "x", "status": 1, "reason": "", "etag": "", "modified": "", "gone": 3}}}']  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_says_nothing(tmp_path: Path, damage: bytes):
    """No link is dead, and nothing is raised; the next check writes the file anew."""
    (tmp_path / NAME).write_bytes(damage)

    assert read_links(tmp_path) == {}
    assert dict(dead_links(tmp_path).days) == {}
    write_links(tmp_path, DEAD)
    assert dict(dead_links(tmp_path).days) == {"https://a.example/": "2026-11-25"}


def test_without_a_file_no_link_is_dead(tmp_path: Path):
    """Nor where there is a folder in its place."""
    assert dict(dead_links(tmp_path / "intet").days) == {}
    (tmp_path / NAME).mkdir()
    assert dict(dead_links(tmp_path).days) == {}


def test_a_new_file_is_seen_at_once(tmp_path: Path):
    """Whoever serves pages reads it again when it has changed, and names the state anew."""
    write_links(tmp_path, {})
    before = dead_links(tmp_path)
    write_links(tmp_path, DEAD)
    after = dead_links(tmp_path)

    assert (dict(before.days), before.stamp) == ({}, "")
    assert after.days
    assert after.stamp
    assert json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["links"]
