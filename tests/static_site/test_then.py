"""What follows the copying: links are looked at, and what is missing is said."""

import asyncio
import sys

import pytest

from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.static_site import searching
from kb.static_site.checking import Link, check_links
from kb.static_site.exporting import Wish, export_static
from kb.static_site.searching import index_pages
from tests.web.toy import ToyBank


def test_a_dead_link_is_found_with_its_page(tmp_path):
    """A missing file and a missing place are both dead; what leads out of the folder is not asked for."""
    (tmp_path / "b").mkdir()
    (tmp_path / "a.html").write_text(
        '<p id="her"><a href="#her">1</a><a href="b/c.html#der">2</a><a href="b/d.html">3</a><a href="b/c.html#x">4</a>'
        '<a href="https://kl.dk/">5</a><a title="a > b" href="b/c.html">6</a></p>'
    )
    (tmp_path / "b" / "c.html").write_text('<p class="x" id="der"><a href="../a.html">1</a></p>')

    checked = check_links(tmp_path)

    assert checked.count == 6
    assert checked.dead == (Link("a.html", "b/d.html", ""), Link("a.html", "b/c.html", "x"))


def test_without_pagefind_there_is_no_index(tmp_path, monkeypatch):
    """The copy goes on without search where the package is missing."""
    monkeypatch.setitem(sys.modules, "pagefind", None)
    monkeypatch.delitem(sys.modules, "pagefind.index", raising=False)

    assert index_pages(tmp_path, []) is False
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    """Nothing is written over."""
    (tmp_path / "brev.txt").write_text("kære")

    with pytest.raises(KnowledgeBankError, match="ikke tom"):
        export_static(Config(), ToyBank(), Wish(tmp_path), lambda _path: None)


def test_an_unknown_municipality_is_said(tmp_path):
    """A mistyped id is refused before anything is written."""
    with pytest.raises(KnowledgeBankError, match="Kommunen findes-ej findes ikke"):
        export_static(
            Config(data_dir=tmp_path), ToyBank(), Wish(tmp_path / "ny", ("findes-ej",)), lambda _path: None
        )
    assert not (tmp_path / "ny").exists()


def test_an_index_is_waited_for(tmp_path):
    """While a file is empty, the copy waits."""
    file = tmp_path / "a"
    file.touch()

    async def written() -> str:
        asyncio.get_running_loop().call_later(3 * searching.PAUSE, file.write_text, "hele filen")
        await searching.wait_until_written(tmp_path)
        return file.read_text()

    assert asyncio.run(written()) == "hele filen"


def test_an_index_that_never_comes_is_said(tmp_path, monkeypatch):
    """An empty file that stays empty ends in a sentence."""
    monkeypatch.setattr(searching, "LOOKS", 3)
    (tmp_path / "a").touch()

    with pytest.raises(KnowledgeBankError, match="ikke skrevet færdigt"):
        asyncio.run(searching.wait_until_written(tmp_path))
