"""That the page on the format is written from the schemas, and that the command keeps it up to date."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import main
from kb.content.format_reference import FILE_KINDS, format_reference, titles_of_parts
from kb.content.layout import Kind, classify
from kb.records.course import Stage


@pytest.fixture
def page(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs" / "content-format.md"


def run(*arguments):
    return CliRunner().invoke(main, ["docs", *arguments])


def test_the_command_writes_the_page(page):
    """`kb docs` writes the page, and `kb docs --check` is then content."""
    assert run().exit_code == 0

    assert page.read_text("utf-8") == format_reference()
    assert run("--check").exit_code == 0


def test_an_outdated_page_is_refused_and_left(page):
    """`kb docs --check` fails for a page that differs and says what to do, without touching it."""
    page.write_text("gammel", encoding="utf-8")

    result = run("--check")

    assert result.exit_code == 1
    assert "Kør: kb docs" in result.output
    assert page.read_text("utf-8") == "gammel"


def test_a_missing_page_is_refused(page):
    """`kb docs --check` fails where there is no page, and makes none."""
    assert run("--check").exit_code == 1
    assert not page.exists()


def test_the_command_runs_in_the_project_only(page):
    """Elsewhere the command says where to run it, and makes no folder."""
    page.parent.rmdir()

    result = run()

    assert result.exit_code == 1
    assert "projektets mappe" in result.output
    assert not page.parent.exists()


def test_every_kind_of_file_has_a_section():
    """Every kind of file that the content may hold is on the page, under the path where it belongs."""
    for found in FILE_KINDS:
        path = found.path.replace("<", "").replace(">", "").replace("ø", "oe")
        kind = classify(path)
        assert kind is not None, found.path
        assert kind[0] is found.kind

    assert {found.kind for found in FILE_KINDS} == set(Kind) - {Kind.PROSE, Kind.PROSE_EN}


def test_headings_differ():
    """No two sections have one heading, so that every link on the page finds its own."""
    titles = [*titles_of_parts().values(), *(found.title for found in FILE_KINDS), "Prosa", "Dele"]

    assert len(titles) == len(set(titles))


def test_a_choice_lists_its_values():
    """An author reads every allowed value of a field with fixed values."""
    listed = ", ".join(f"`{stage.value}`" for stage in Stage)

    assert f"en af {listed}" in format_reference()


def test_the_page_is_the_same_every_time():
    """The page depends on the schemas alone."""
    assert format_reference() == format_reference()
    assert str(Path.cwd()) not in format_reference()
