"""Hostile words that come by file, as in a pull request: refused in a sentence, or shown as words wherever they go."""

import csv
import io
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.content.layout import ContentFile, classify
from kb.content.loading import load_catalogue, load_file
from kb.content.writer import format_yaml
from kb.contributions.publication import NotPublished, Piece
from kb.errors import Problem
from kb.records.base import is_slug
from kb.release.building import build_release
from kb.web.app import create_app
from tests.content.bank import PROSE, write, write_bank
from tests.content.repository import Repository
from tests.contributions.publications import publication
from tests.hostile import SCRIPT, VALUES
from tests.web.conftest import HTML, Page

DAY = "2026-11-25"
FOLDER = "solutions/skaermbesoeg"
REPORT = f"{FOLDER}/experiences/2025-nordby.yaml"
LINKS = ("href", "src", "action", "formaction", "srcset", "poster", "data")
SAFE_LINK = re.compile(
    r"(?!javascript|data|vbscript)(?:https?:|mailto:|[/#?.]|[\w%-]+(?:[/?#.]|$))", re.IGNORECASE
)
FEED = "/aendringer.atom"
FORMULA = ("=", "+", "@", "\t", "\r")


def fields_of(value: str) -> dict[str, object]:
    """Make a report that says one thing in every field of words."""
    return {
        "municipalities": ["nordby"],
        "title": value[:150],
        "organisation": value[:250],
        "partners": [value],
        "description": value,
        "target_group": value[:500],
        "stages": [{"stage": "stoppet", "date": 2025, "reason": value}],
        "outcomes": [
            {
                "id": "besoeg",
                "label": value[:150],
                "role": "effekt",
                "art": "oplevet",
                "source": "egen",
                "words": value,
            }
        ],
        "for_citizens": value,
        "risks_happened": [{"description": value}],
        "what_failed": value,
        "supplier": value[:250],
        "advice": [value],
        "note": value,
        "sources": [
            {"id": "egen", "title": value[:250], "publisher": value[:250], "url": "https://nordby.example/"}
        ],
    }


def read(path: str, text: str) -> tuple[Any, list[Problem]]:
    """Read one file; whatever is wrong is a sentence at a line of it."""
    found = classify(path)
    assert found is not None
    record, problems = load_file(ContentFile(path, *found, text.encode("utf-8", "surrogateescape")))
    for problem in problems:
        assert problem.path == path
        assert problem.message.endswith((".", "?")), problem
        assert problem.line >= 1
        assert "\n" not in str(problem)
    return record, problems


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """The small bank; afterwards nothing was written beside it or run."""
    root = write_bank(tmp_path / "content")
    before = {path.name for path in tmp_path.iterdir()}
    yield root
    assert {path.name for path in tmp_path.iterdir()} == before
    assert not Path("ond").exists()


def test_there_are_many_of_every_sort() -> None:
    """The list holds at least sixty different words."""
    assert len(set(VALUES)) == len(VALUES) >= 60


@pytest.mark.parametrize("value", VALUES)
def test_a_word_as_it_stands_in_a_file(value: str) -> None:
    """Written raw as a value, a key, an item or the rest of a file, it is refused or read as what it says, never more."""
    for text in (
        f"description: {value}\n",
        f"{value}: x\n",
        f"partners:\n- {value}\n",
        f"description: ja\n{value}\n",
        f"description: '{value}'\n",
    ):
        report, problems = read(REPORT, text + "municipalities: [nordby]\ncited: [nordby-2020]\n")
        if not problems:
            assert isinstance(report.description or "", str)
            assert (report.id, report.solution) == ("2025-nordby", "skaermbesoeg")


@pytest.mark.parametrize("value", VALUES)
def test_a_word_as_prose(value: str) -> None:
    """As Markdown it is refused, or becomes HTML of allowed tags, attributes and addresses alone."""
    prose, problems = read(f"{FOLDER}/solution.md", f"{PROSE}\n{value}\n\n> {value}\n\n- {value}\n")
    if not problems:
        require_harmless(html5lib.parseFragment(prose.html, namespaceHTMLElements=True))


def require_harmless(tree) -> None:
    """Require that no element runs, frames or posts anything, and that every address is a plain one."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag.removeprefix(HTML) not in {
            "script",
            "iframe",
            "object",
            "embed",
            "base",
            "form",
            "style",
            "img",
            "math",
        }
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            assert name not in LINKS or SAFE_LINK.match(value), (name, value)


@pytest.mark.parametrize("value", VALUES)
def test_a_word_as_the_name_of_a_file(root: Path, tmp_path: Path, value: str) -> None:
    """As a name of a file or folder it is refused by check, by publishing and by `kb new`; nothing leaves the content."""
    for path in (
        value,
        f"{FOLDER}/experiences/{value}.yaml",
        f"solutions/{value}/solution.yaml",
        f"{FOLDER}/{value}",
    ):
        if classify(path) is not None:
            assert is_slug(value)
            continue
        with pytest.raises(NotPublished):
            publication(pieces=(Piece(path, b"x"),))
    name = value.replace("/", "\u2215")[:40]
    if not name.strip() or "\0" in name or name.startswith("."):
        return
    place = (
        os.fsencode(root / FOLDER / "experiences") + b"/" + name.encode("utf-8", "surrogateescape") + b".yaml"
    )
    with open(place, "wb") as stream:  # noqa: PTH123 - a name of bytes
        stream.write(b"description: x\n")
    problems = load_catalogue(root).problems
    assert is_slug(name) or "hører ikke til" in problems[0].message


@pytest.mark.parametrize("value", VALUES)
def test_a_word_as_the_title_of_a_commit(value: str) -> None:
    """As title and author of a commit it is one line of each, and the one trailer is ours."""
    made = publication(title=value, author=value)
    assert re.fullmatch(r"[^\n\r\0]{1,120}\n\nSubmission-Id: 0{31}1\n", made.message)
    assert re.fullmatch(r"[^\n\r\0<>]{1,80}", made.author_name)
    assert not any(ord(sign) < 32 for sign in made.first_line + made.author_name)


@pytest.fixture(scope="module")
def refused_and_taken(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[str, str], dict[str, str]]:
    """A repository of the small bank with a report for every word that the check takes; which it refused, and why."""
    folder = tmp_path_factory.mktemp("hostile")
    root = write_bank(folder / "content")
    refused, taken = {}, {}
    for number, value in enumerate(VALUES):
        report = f"2025-nordby-{number}"
        path = f"{FOLDER}/experiences/{report}.yaml"
        text = format_yaml(fields_of(value))
        _, problems = read(path, text)
        if problems:
            refused[value] = problems[0].message
        else:
            write(root, path, text)
            taken[value] = report
    assert load_catalogue(root).problems == ()
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.commit("2026-01-01")
    return root, refused, taken


@pytest.fixture(scope="module")
def app(refused_and_taken: tuple[Path, dict[str, str], dict[str, str]], tmp_path_factory) -> Flask:
    """The site over a release that was built of them."""
    folder = tmp_path_factory.mktemp("release")
    config = Config(refused_and_taken[0], folder / "index", data_dir=folder / "data")
    build_release(config, DAY)
    return create_app(config, KnowledgeBank(config, clock=lambda: DAY))


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


def test_most_words_are_only_words(refused_and_taken) -> None:
    """Well quoted, a word is taken unless it holds what nobody can see, or says nothing; the refusals are sentences."""
    _, refused, taken = refused_and_taken
    assert set(SCRIPT) <= taken.keys()
    assert len(taken) >= 60
    assert all(message.endswith(".") for message in refused.values())
    hidden = re.compile(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufeff]")
    assert [
        value for value in refused if value.strip() and not hidden.search(value) and len(value) < 250
    ] == []


def body_of(reader: FlaskClient, path: str) -> str:
    response = reader.get(path)
    assert response.status_code == 200, path
    assert "Set-Cookie" not in response.headers
    return response.get_data(as_text=True)


def test_every_page_shows_them_as_words(reader: FlaskClient, refused_and_taken) -> None:
    """The page of each report and those that list them hold the word, and nothing that came of it."""
    _, _, taken = refused_and_taken
    lists = ["/", "/loesninger/skaermbesoeg/", "/loesninger/skaermbesoeg/kommuner/", "/kommuner/nordby/", "/aendringer/",
             "/soeg/?q=alert", "/soeg/?q=touch", "/en/loesninger/skaermbesoeg/"]  # fmt: skip
    reports = [f"/loesninger/skaermbesoeg/erfaringer/{report}/" for report in taken.values()]
    for path in (*lists, *reports):
        page = Page(body_of(reader, path))
        assert page.foreign_scripts() == []
        for element in page.tree.iter():
            if isinstance(element.tag, str):
                assert element.tag.removeprefix(HTML) not in {"iframe", "object", "embed", "base", "style"}, (
                    path
                )
                assert not any(name.startswith("on") for name in element.attrib), path
                for name in LINKS:
                    assert SAFE_LINK.match(element.get(name, "/")), (path, element.attrib)
        assert "49" not in page.words("title")[0]
    for value, report in taken.items():
        said = " ".join(Page(body_of(reader, f"/loesninger/skaermbesoeg/erfaringer/{report}/")).main.split())
        assert " ".join(value.split())[:40] in said, value


def test_every_twin_for_machines_keeps_them_as_data(reader: FlaskClient, refused_and_taken) -> None:
    """JSON gives back what was written; a sheet of CSV has no cell that a program would reckon with."""
    _, _, taken = refused_and_taken
    for value, report in taken.items():
        data = json.loads(body_of(reader, f"/loesninger/skaermbesoeg/erfaringer/{report}.json"))
        assert data["note"].strip() == value.strip()
        sheet = body_of(reader, f"/loesninger/skaermbesoeg/erfaringer/{report}.csv").lstrip("\ufeff")
        lines = dict(csv.reader(io.StringIO(sheet, newline="")))
        assert lines["note"].removeprefix("'").strip() == value.strip().removeprefix("'")
        assert not [cell for cell in lines.values() if cell.startswith(FORMULA)], value
    for path in (
        "/soeg.csv",
        "/soeg.csv?q=alert",
        "/loesninger/skaermbesoeg/kommuner.csv",
        "/videnshuller.csv",
    ):
        for row in csv.reader(io.StringIO(body_of(reader, path).lstrip("\ufeff")), delimiter=";"):
            assert not [cell for cell in row if cell.startswith(FORMULA)], path
            assert not [cell for cell in row if re.match(r"-(?![\d.,]*$)", cell)], path


def test_the_feed_is_sound(reader: FlaskClient) -> None:
    """The feed of changes is XML, and what stands in it is text."""
    tree = ElementTree.fromstring(body_of(reader, FEED))
    for element in tree.iter():
        assert element.tag.rpartition("}")[2] not in {"script", "img", "svg"}
        for name, value in element.attrib.items():
            assert name != "href" or SAFE_LINK.match(value)
        text = element.text or ""
        if "<" in text:
            require_harmless(html5lib.parseFragment(text, namespaceHTMLElements=True))


def test_git_keeps_them_and_nothing_was_run(refused_and_taken) -> None:
    """The repository is sound, and no word was taken for a command on the way."""
    root, _, taken = refused_and_taken
    done = subprocess.run(
        ["git", "fsck", "--full", "--strict"], cwd=root, capture_output=True, check=True, text=True
    )
    assert "error" not in done.stdout + done.stderr
    assert not list(root.parent.rglob("ond"))
    assert len(list((root / FOLDER / "experiences").iterdir())) == len(taken) + 1
