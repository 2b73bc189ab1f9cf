"""The command kb export-static: what it prints, and how it fails."""

import pytest
from click.testing import CliRunner

from kb.cli import main
from tests.content.bank import PROSE, write, write_bank


def test_a_dead_link_in_a_text_fails_with_its_page(tmp_path):
    """The copy is written and counted, and the command ends with the one link that leads nowhere."""
    content = write_bank(tmp_path / "content")
    write(content, "solutions/skaermbesoeg/solution.md", f"{PROSE}\nSe [den](/loesninger/findes-ikke/).\n")
    settings = {
        "KB_CONTENT_DIR": str(content),
        "KB_INDEX_DIR": str(tmp_path / "index"),
        "KB_DATA_DIR": str(tmp_path / "instance"),
    }
    runner = CliRunner(env=settings)
    assert runner.invoke(main, ["build", "--date", "2026-11-25"]).exit_code == 0

    result = runner.invoke(main, ["export-static", str(tmp_path / "site"), "--municipality", "nordby"])

    assert result.exit_code == 1
    assert " filer, " in result.output
    assert "Links i kopien, der ingen steder fører hen: 1\n" in result.output
    assert "loesninger/skaermbesoeg/index.html: loesninger/findes-ikke/index.html" in result.output
    assert (tmp_path / "site" / "loesninger" / "skaermbesoeg" / "hos-os" / "nordby" / "index.html").is_file()
    assert not (tmp_path / "site" / "loesninger" / "skaermbesoeg" / "hos-os" / "sydby").exists()


@pytest.mark.parametrize("stamp", ["i går", "-1"])
def test_a_time_that_is_none_is_said(tmp_path, stamp):
    """SOURCE_DATE_EPOCH is a whole number of seconds."""
    runner = CliRunner(env={"SOURCE_DATE_EPOCH": stamp})
    result = runner.invoke(main, ["export-static", str(tmp_path / "site")])

    assert result.exit_code == 1
    assert "SOURCE_DATE_EPOCH" in result.output
