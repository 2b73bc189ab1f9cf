"""`kb bench`: there in a checkout, a clear no elsewhere."""

import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import main
from kb.export.writing import Format


def test_every_measurement_is_listed() -> None:
    """Whoever asks for help sees what can be measured."""
    result = CliRunner().invoke(main, ["bench", "--help"])

    assert result.exit_code == 0
    assert [
        name
        for name in ("search", "pages", "serve", "build", "export", "search-quality")
        if name not in result.output
    ] == []


def test_an_installed_package_says_that_it_has_no_measurements(monkeypatch: pytest.MonkeyPatch) -> None:
    """The measurements are no part of the package; the command says where they are."""
    monkeypatch.setitem(sys.modules, "benchmarks.commands", None)

    result = CliRunner().invoke(main, ["bench", "search"])

    assert (result.exit_code, "i projektets mappe" in result.output) == (1, True)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A measurement that needs a package says which, and how to install it."""
    monkeypatch.setitem(sys.modules, "benchmarks.build", None)
    monkeypatch.setitem(sys.modules, "psutil", None)
    monkeypatch.delitem(sys.modules, "benchmarks.build")

    result = CliRunner().invoke(main, ["bench", "build", "--reports", "5"])

    assert (result.exit_code, result.output) == (1, "psutil mangler. Kør: pip install -e '.[bench]'\n")


@pytest.mark.slow
def test_the_export_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each format has a row with its rate, memory and size, and sqlite3 its own; all wrote the same rows."""
    if shutil.which("sqlite3") is None:
        pytest.skip("SQLITE3 IS MISSING: the export was not measured beside it. Install the package sqlite3.")
    monkeypatch.setenv("EFTERPROEVET_BENCH", str(tmp_path))

    result = CliRunner().invoke(main, ["bench", "export", "--reports", "5"])

    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split(" | ")[0] for line in lines[2:-2]] == [
        f"| {one}" for one in (*Format, "sqlite3 .dump")
    ]
    assert lines[-1].endswith(" rows of 5 reports.")
