"""The files with all tables are made once for each release, and leave nothing behind."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from kb.config import Config
from kb.export.downloads import DOWNLOADS
from kb.web.app import create_app
from kb.web.data.keeping import PIECE, KeptFile, kept_file
from tests.web.toy import ToyBank, toy_release


@pytest.fixture
def aside(tmp_path, monkeypatch):
    """A folder of its own for what is written aside."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("download", DOWNLOADS, ids=lambda one: one.file)
def test_a_file_is_made_once_for_a_release(client, bank, aside, download):
    """The same bytes come each time, also for a site in another language; a search and a new release have their own."""
    path = f"/data/{download.file}"
    first, again, english = (client.get(one).data for one in (path, path, f"/en{path}"))
    kept = [one for made in bank.current.kept.values() for one in made.values() if isinstance(one, KeptFile)]

    assert first == again == english == b"".join(kept[0].pieces())
    assert len(kept) == 1
    assert client.get(f"{path}?q=skærm").data != first
    bank.current = toy_release(release_id="toy-2")
    assert client.get(path).data != first
    assert list(aside.iterdir()) == []


def test_those_who_ask_at_once_share_one_file(aside):
    """Four threads that ask at the same time get the same file, and each reads all of it."""
    release, package = toy_release(), DOWNLOADS[0]
    with ThreadPoolExecutor(4) as threads:
        files = [*threads.map(lambda _: kept_file(release, Config(), package), range(4))]
        read = [*threads.map(lambda file: b"".join(file.pieces()), files)]

    assert len({id(file) for file in files}) == 1
    assert len(set(read)) == 1


def test_a_file_says_where_its_site_is():
    """A site at another address, over the same release, has files of its own."""
    bank, path = ToyBank(), "/data/efterproevet.sqlite"
    one, other = (
        create_app(Config(base_url=base), bank).test_client().get(path).data
        for base in ("https://bank.example", "https://anden.example")
    )

    assert b"https://bank.example/loesninger/" in one
    assert b"https://bank.example/" not in other


def test_a_file_is_read_in_pieces(tmp_path):
    """However long a file is, it is given a piece at a time, to several readers by turns."""
    path = tmp_path / "lang"
    path.write_bytes(bytes(range(256)) * 1024)
    kept = KeptFile(path.open("rb"))
    path.unlink()
    one, other = kept.pieces(), kept.pieces()

    by_turns = [*zip(one, other, strict=True)]

    assert [len(a) for a, _ in by_turns] == [PIECE] * 4
    assert all(a == b for a, b in by_turns)
    assert kept.sha256 == sha256(bytes(range(256)) * 1024).hexdigest()


def test_the_description_states_the_digest_of_the_package(client):
    """The digest in croissant.json is that of the zip that is sent, also of what a search shows."""
    for query in ("", "?q=skærm"):
        stated = client.get(f"/data/croissant.json{query}").json["distribution"][0]["sha256"]
        assert stated == sha256(client.get(f"/data/efterproevet.zip{query}").data).hexdigest()
