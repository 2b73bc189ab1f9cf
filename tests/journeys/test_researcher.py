"""The researcher: find, export what was found, cite it, and work with it by what the data say of themselves."""

import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import bibtexparser
import pytest
from flask.testing import FlaskClient

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.building import build_release
from kb.web.app import create_app

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "open-data.md"
DAY = "2026-11-24"


def site_at(folder: Path) -> FlaskClient:
    config = Config(ROOT / "content", folder / "index", data_dir=folder / "instance")
    build_release(config, DAY)
    return create_app(config, KnowledgeBank(config, clock=lambda: DAY)).test_client()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Open the site of the published content."""
    return site_at(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def package(client: FlaskClient) -> bytes:
    """Download the data package."""
    return client.get("/data/efterproevet.zip").data


def code(language: str) -> list[str]:
    """Take the blocks of code in the guide."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def told() -> tuple[list[str], int, int]:
    """Read the answer that the guide gives in words."""
    text = GUIDE.read_text(encoding="utf-8").replace("\n", " ")
    count, ids, figures, known = re.search(
        r"\*\*(\d+) løsninger\*\* \(([^)]*)\)\. Der er \*\*(\d+)\*\* tal i alt, og ved \*\*(\d+)\*\*", text
    ).groups()
    solutions = ids.split(", ")
    assert len(solutions) == int(count)
    return solutions, int(figures), int(known)


@pytest.mark.parametrize("number", [0, 1])
def test_the_guides_programs_give_the_guides_answer(package, number, tmp_path, monkeypatch):
    """pandas and polars, told only what the package says of itself, give the answer that the guide prints."""
    (tmp_path / "efterproevet.zip").write_bytes(package)
    monkeypatch.chdir(tmp_path)
    found: dict[str, object] = {}
    exec(compile(code("python")[number], str(GUIDE), "exec"), found)
    assert (found["answer"], len(found["freed"]), found["known"]) == told()


def test_the_database_gives_the_same_answer(client, tmp_path):
    """The guide's SQL finds the same solutions, and every key points to a row."""
    path = tmp_path / "efterproevet.sqlite"
    path.write_bytes(client.get("/data/efterproevet.sqlite").data)
    connection = sqlite3.connect(path)
    assert [row[0] for row in connection.execute(code("sql")[0])] == told()[0]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_found_exported_and_cited(client):
    """A search is exported as it was shown, and one of its solutions is cited with the release it stood in."""
    shown = client.get("/soeg.json?q=skærmbesøg&grad=e1").json
    archive = zipfile.ZipFile(io.BytesIO(client.get("/data/efterproevet.zip?q=skærmbesøg&grad=e1").data))
    described = json.loads(archive.read("datapackage.json"))
    assert described["query"] == "q=skærmbesøg&grad=e1"
    lines = archive.read("data/solutions.csv").decode().splitlines()
    assert len(lines) > shown["total"]
    assert shown["total"] > 0
    first = shown["results"][0]["id"]
    (entry,) = bibtexparser.loads(client.get(f"/loesninger/{first}.bib").get_data(as_text=True)).entries
    assert entry["version"] == described["version"] == shown["release"]


def test_the_same_release_gives_the_same_bytes(package, tmp_path):
    """Built again in another place, the same content on the same day gives the same package, byte for byte."""
    assert site_at(tmp_path).get("/data/efterproevet.zip").data == package
