"""What is worked out once for a release."""

from dataclasses import replace

from kb.config import Config
from kb.web.app import create_app
from kb.web.once import once_a_release
from tests.web.toy import ToyBank, toy_catalogue, toy_release


def test_it_is_worked_out_once_for_each_release_and_argument():
    """The same question of the same release is answered from memory, of another one it is not."""
    asked = []

    @once_a_release(2)
    def length_of(release, word):
        asked.append((release.id, word))
        return len(word)

    one, other = toy_release(toy_catalogue(), "one"), toy_release(toy_catalogue(), "other")
    answers = [length_of(release, word) for release in (one, other, one) for word in ("a", "bb", "a")]

    assert answers == [1, 2, 1] * 3
    assert asked == [("one", "a"), ("one", "bb"), ("other", "a"), ("other", "bb")]


def test_no_more_is_kept_than_there_is_room_for():
    """What comes after the last that fits is worked out each time."""
    asked = []

    @once_a_release(1)
    def length_of(_release, word):
        asked.append(word)
        return len(word)

    release = toy_release(toy_catalogue())
    assert [length_of(release, word) for word in ("a", "bb", "bb", "a")] == [1, 2, 2, 1]
    assert asked == ["a", "bb", "bb"]


def test_a_new_release_shows_its_own_rows_and_municipalities():
    """Row, names of reports, list of municipalities and first page all follow the release, whatever was kept."""
    bank = ToyBank()
    client = create_app(Config(), bank).test_client()
    paths = ("/soeg/?q=skærm&kommune=nordby", "/en/soeg/?q=skærm", "/?kommune=nordby", "/soeg.json?q=skærm")
    before = [client.get(path).get_data(as_text=True) for path in paths]

    catalogue = toy_catalogue()
    nordby = replace(catalogue.municipalities["nordby"], name="Ny Nordby")
    places = {**catalogue.municipalities, "nordby": nordby}
    bank.current = toy_release(replace(catalogue, municipalities=places), "toy-2")
    after = [client.get(path).get_data(as_text=True) for path in paths]

    assert not any("Ny Nordby" in html for html in before)
    assert all("Ny Nordby" in html for html in after)
    fresh = create_app(Config(), ToyBank(current=bank.current)).test_client()
    assert after == [fresh.get(path).get_data(as_text=True) for path in paths]


def test_rows_follow_the_language_the_reader_and_where_the_site_begins(client):
    """A row made for one reader is never shown to another."""
    for _ in range(2):
        danish, english = (client.get(path).get_data(as_text=True) for path in ("/soeg/", "/en/soeg/"))
        mine = client.get("/soeg/?kommune=nordby").get_data(as_text=True)
        below = client.get("/soeg/?sorter=grad", base_url="http://localhost/bank/").get_data(as_text=True)

        assert 'href="/loesninger/skaerm/"' in danish
        assert 'href="/en/loesninger/skaerm/"' in english
        assert 'href="/loesninger/skaerm/?kommune=nordby"' in mine
        assert 'href="/bank/loesninger/skaerm/"' in below
