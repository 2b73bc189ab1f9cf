"""A copy taken while others write comes back whole, overwrites nothing, and is not believed when spoilt."""

import io
import os
import stat
import tarfile
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from kb.accounts import audit
from kb.accounts.audit import AuditRow
from kb.cli import main
from kb.config import Config
from kb.db.database import Database
from tests.content.bank import write_bank
from tests.databases import NOW


class Site:
    """An invented bank in a folder, and its commands."""

    def __init__(self, root: Path) -> None:
        self.root, self.data = root, root / "instance"
        self.settings = {
            "KB_CONTENT_DIR": str(write_bank(root / "content")),
            "KB_DATA_DIR": str(self.data),
            "KB_INDEX_DIR": str(root / "index"),
            "KB_DATABASE_URL": "",
            "KB_SECRET_KEY": "",
        }

    def kb(self, *arguments: str | Path, **changed: str) -> tuple[int, str]:
        result = CliRunner().invoke(
            main, list(map(str, arguments)), env={**self.settings, **changed}, catch_exceptions=False
        )
        return result.exit_code, result.output

    def invite(self) -> None:
        assert self.kb("user", "invite", "anne@nordby.example", "--municipality", "nordby")[0] == 0


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A bank with one user, a key and a release."""
    site = Site(tmp_path / "site")
    site.invite()
    assert site.kb("build")[0] == 0
    return site


@pytest.fixture
def elsewhere(tmp_path: Path) -> Site:
    """Another machine, with the content and nothing else."""
    return Site(tmp_path / "elsewhere")


def test_a_copy_taken_while_others_write_comes_back_whole(
    site: Site, elsewhere: Site, tmp_path: Path
) -> None:
    """The copy holds one moment: every row of it is restored, the trail is unbroken, and the key is the same."""
    database, is_done = Database(Config(data_dir=site.data)), threading.Event()

    def write() -> None:
        while not is_done.is_set():
            with database.writing() as session:
                audit.record(session, NOW, audit.SYSTEM, "test.row", "nothing")

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    copies = [tmp_path / f"copy-{number}.tar" for number in range(3)]
    said = [site.kb("backup", copy) for copy in copies]
    is_done.set()
    for writer in writers:
        writer.join()
    database.close()
    restored, told = elsewhere.kb("restore", copies[-1])

    assert [status for status, _ in said] == [0, 0, 0]
    assert (restored, told.split(" er ")[0] in said[-1][1]) == (0, True)
    assert (site.data / "secret_key").read_bytes() == (elsewhere.data / "secret_key").read_bytes()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (*copies, *elsewhere.data.iterdir())} == {0o600}
    with Database(Config(data_dir=elsewhere.data)).reading() as session:
        assert list(audit.faults_in_trail(session)) == []
        assert (session.scalar(select(func.count()).select_from(AuditRow)) or 0) > 1
    assert "1 bruger." in elsewhere.kb("user", "list")[1]
    assert "kb build" in elsewhere.kb("verify")[1]
    assert elsewhere.kb("build")[0] == 0
    assert elsewhere.kb("verify")[0] == 0


def test_nothing_is_written_over(site: Site, tmp_path: Path) -> None:
    """Neither an older copy nor a data folder in use is overwritten, and no half file is left."""
    copy = tmp_path / "copy.tar"
    assert site.kb("backup", copy)[0] == 0
    before = copy.read_bytes(), (site.data / "kb.sqlite3").stat().st_mtime_ns
    again, over = site.kb("backup", copy), site.kb("restore", copy)

    assert (again[0], over[0]) == (1, 1)
    assert "findes allerede" in again[1]
    assert "findes allerede" in over[1]
    assert before == (copy.read_bytes(), (site.data / "kb.sqlite3").stat().st_mtime_ns)
    assert [path for folder in (tmp_path, site.data) for path in folder.glob(".*")] == []


def packed(parts: dict[str, bytes], *, link: bool = False) -> bytes:
    """Pack parts as a copy is packed; the first one as a link, if that is asked for."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            if link:
                member.type, member.linkname, member.size = tarfile.SYMTYPE, "/etc/passwd", 0
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b"SQLite format 3", b"SQLite format 4"),
        lambda whole: b"",
        lambda whole: b"ingen kopi" * 1000,
        lambda whole: packed({"../../ude.txt": b"x", "/etc/ude.txt": b"x"}),
        lambda whole: packed({"contents.json": b"[]", "kb.sqlite3": b"x"}),
        lambda whole: packed({"contents.json": b"{}"}, link=True),
    ],
)
def test_a_spoilt_copy_changes_nothing(site: Site, elsewhere: Site, tmp_path: Path, spoil) -> None:
    """A copy that was cut, changed, or made by somebody else is refused in words, and nothing is written."""
    copy = tmp_path / "copy.tar"
    site.kb("backup", copy)
    copy.write_bytes(spoil(copy.read_bytes()))
    status, said = elsewhere.kb("restore", copy)

    assert (status, "ikke en kopi" in said) == (1, True)
    assert not elsewhere.data.exists()
    assert not list(tmp_path.rglob("ude.txt"))


def spoil_database(site: Site) -> None:
    path = site.data / "kb.sqlite3"
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size))


def spoil_release(site: Site) -> None:
    next((site.root / "index").rglob("records.jsonl")).unlink()


def spoil_content(site: Site) -> None:
    next((site.root / "content").rglob("solution.yaml")).write_text("title: [")


def spoil_key(site: Site) -> None:
    (site.data / "secret_key").chmod(0o644)


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (spoil_database, "Databasen"),
        (spoil_release, "Udgivelsen"),
        (spoil_content, "solution.yaml"),
        (spoil_key, "chmod"),
    ],
)
def test_verify_names_what_is_not_whole(site: Site, spoil, word: str) -> None:
    """Each part that is damaged is named, and the others are still told to be whole."""
    assert site.kb("verify")[0] == 0
    spoil(site)
    status, said = site.kb("verify")

    assert status == 1
    assert "1 af 4 er ikke i orden." in said
    assert word in said.partition("FEJL: ")[2] + said


def test_what_cannot_be_copied_is_told(elsewhere: Site, tmp_path: Path) -> None:
    """Without a database there is nothing to copy; PostgreSQL has its own tools; a folder must be there."""
    assert "intet at kopiere" in elsewhere.kb("backup", tmp_path / "a.tar")[1]
    assert (
        "pg_dump"
        in elsewhere.kb("backup", tmp_path / "a.tar", KB_DATABASE_URL="postgresql://x@localhost/y")[1]
    )
    elsewhere.invite()
    assert "kan ikke skrives" in elsewhere.kb("backup", tmp_path / "nowhere" / "a.tar")[1]
