"""`kb bench`: there in a checkout, a clear no elsewhere."""

import sys

import pytest
from click.testing import CliRunner

from kb.cli import main


def test_every_measurement_is_listed() -> None:
    """Whoever asks for help sees what can be measured."""
    result = CliRunner().invoke(main, ["bench", "--help"])

    assert result.exit_code == 0
    assert [
        name for name in ("search", "pages", "serve", "build", "search-quality") if name not in result.output
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
