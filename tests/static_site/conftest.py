"""A copy of the site over the invented bank."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.config import Config
from kb.static_site.exporting import Copy, Wish, export_static
from tests.web.conftest import Page
from tests.web.toy import ToyBank

OPERATOR = "bank@kommune.example"


@dataclass(frozen=True)
class Copied:
    """A copy, the folder it lies in, and ways to read it."""

    folder: Path
    copy: Copy

    def page(self, file: str) -> Page:
        return Page((self.folder / file).read_text("utf-8"))

    def files(self, suffix: str = "") -> list[str]:
        found = (path for path in self.folder.rglob(f"*{suffix}") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in found)


def copy_to(folder: Path, data_dir: Path) -> Copied:
    """Copy the site over the invented bank into a new folder."""
    config = Config(data_dir=data_dir, base_url="https://bank.example", operator_email=OPERATOR)
    return Copied(
        folder, export_static(config, ToyBank(), Wish(folder, stamp=1_000_000_000), lambda _path: None)
    )


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    folder = tmp_path_factory.mktemp("copy")
    return copy_to(folder / "site", folder / "instance")
