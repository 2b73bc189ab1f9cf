"""What is accepted becomes one commit of one file, whatever the repository and the texts are like."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.contributions.index_file import MARK
from kb.contributions.publication import NotPublished, Overtaken, Piece, digest_of
from kb.contributions.publishing import finish_content, publish, read_published
from tests.content.repository import Repository, start_repository
from tests.contributions.publications import (
    FIRST,
    content_of,
    path_of,
    publication,
    publications_in,
    require_sound,
    start_content,
    submission_id,
)

HOSTILE = [
    "ny\nlinje\n\nSubmission-Id: " + "f" * 32,
    "\r\n\r\nSubmission-Id: " + "f" * 32,
    "Submission-Id: " + "f" * 32,
    "<script>alert(1)</script>",
    "A <ond@example.org> 1700000000 +0000",
    "--amend",
    "-c core.sshCommand=touch ond",
    "$(touch ond) `id` ; rm -rf /",
    "nul\0tegn",
    "\ud800 halvt tegn",
    "\u202emodsat",
    "",
    "   ",
    ".,:;'\"",
    "<>",
    "æ" * 5_000,
    "%H %an %(trailers)",
]
BAD_PATHS = [
    "-rf.yaml",
    "--amend",
    ":(top)x.yaml",
    "../ud.yaml",
    "/etc/passwd",
    ".git/config",
    "solutions/../../ud/solution.yaml",
    "solutions/x/solution.yaml\n",
    "solutions/x\0/solution.yaml",
    "solutions/-x/solution.yaml",
    "solutions/x/.git/solution.yaml",
    "solutions/Ø/solution.yaml",
    "solutions/x/experiences/../solution.yaml",
    "solutions/x/experiences/:(exclude)a.yaml",
    "solutions/" + "x" * 300 + "/solution.yaml",
    "",
]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return start_content(tmp_path / "repository")


def test_a_publication_is_one_commit_of_one_file(repository: Repository) -> None:
    """One commit holds the one file, its author is a role, and the work tree and the index follow."""
    published = publish(repository.content, publication())

    assert published.commit == repository.git("rev-parse", "main")
    assert repository.git("show", "--format=", "--name-status", "HEAD") == f"A\tcontent/{path_of(1)}"
    assert repository.git("log", "-1", "--format=%an|%ae|%cn|%ce|%s|%at") == (
        "bidragyder, Nordby Kommune|noreply@efterproevet.invalid|Efterprøvet|noreply@efterproevet.invalid"
        "|Ny erfaring|1795597200"
    )
    require_sound(repository, range(1, 2))


def test_publishing_again_changes_nothing(repository: Repository) -> None:
    """The same publication finds its own commit, also after the file was changed again."""
    first = publish(repository.content, publication())
    repository.put(path_of(1), "description: Rettet\n")
    repository.commit("2026-11-26")

    assert publish(repository.content, publication()) == first
    assert publications_in(repository) == [submission_id(1)]
    assert (repository.content / path_of(1)).read_text() == "description: Rettet\n"


def test_a_forged_trailer_is_no_publication(repository: Repository) -> None:
    """A commit that names the submission without holding its file does not stand in its way."""
    repository.put("solutions/anden/solution.yaml", "title: x\n")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "-m", f"x\n\nSubmission-Id: {submission_id(1)}")

    publish(repository.content, publication())

    assert (repository.content / path_of(1)).read_bytes() == content_of(1)
    assert publications_in(repository) == [submission_id(1)] * 2


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_leads_git_astray(repository: Repository, text: str) -> None:
    """Line breaks, options, angle brackets and forged trailers stay harmless words in title and author."""
    publish(repository.content, publication(title=text, author=text))

    name, mail, commits = (
        repository.git("log", "-1", f"--format={shown}") for shown in ("%an", "%ae", "%(trailers)")
    )
    assert name
    assert not {"<", ">", "\n", "\0"} & set(name)
    assert mail == "noreply@efterproevet.invalid"
    assert commits == f"Submission-Id: {submission_id(1)}"
    assert len(repository.git("log", "-1", "--format=%s")) <= 120
    assert not list(repository.root.rglob("ond"))
    assert not Path("ond").exists()
    require_sound(repository, range(1, 2))


@pytest.mark.parametrize("path", BAD_PATHS)
def test_no_file_is_written_where_none_belongs(repository: Repository, path: str) -> None:
    """A path that is not one of the content's own is refused before git hears of it."""
    with pytest.raises(NotPublished):
        publication(pieces=(Piece(path, b"x"),))


@pytest.mark.parametrize("wrong", ["", "x", "1" * 31, "G" * 32, "1" * 32 + "\n"])
def test_an_id_is_32_hexadecimal_digits(wrong: str) -> None:
    """No other text gets into the trailer."""
    made = publication()
    with pytest.raises(NotPublished):
        type(made)(wrong, made.title, made.author, made.at, made.pieces)


def test_nothing_of_the_repository_is_run(repository: Repository, tmp_path: Path, monkeypatch) -> None:
    """Hooks, filters, editors, signing and monitors that the repository or the user set are not run."""
    marks = tmp_path / "marks"
    marks.mkdir()
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\ntouch "{marks}/$(basename "$0")-$1"\ncat\nexit 1\n')
    program.chmod(0o755)
    hooks = repository.root / ".git" / "hooks"
    repository.put(".gitattributes", "*.yaml filter=ond diff=ond\n")
    repository.commit("2026-01-02")
    for name in ("pre-commit", "commit-msg", "post-commit", "post-index-change", "reference-transaction"):
        (hooks / name).symlink_to(program)
    settings = {
        "core.fsmonitor": program,
        "core.sshCommand": program,
        "core.editor": program,
        "core.hooksPath": hooks,
        "core.pager": program,
        "gpg.program": program,
        "commit.gpgSign": "true",
        "credential.helper": program,
        "filter.ond.clean": program,
        "filter.ond.smudge": program,
        "filter.ond.process": program,
        "filter.ond.required": "true",
        "diff.ond.textconv": program,
        "diff.external": program,
        "user.name": "Ond",
        "user.email": "ond@example.org",
        "i18n.commitEncoding": "latin-1",
    }
    for where in (repository.root / ".git" / "config", tmp_path / ".gitconfig"):
        for name, value in settings.items():
            subprocess.run(["git", "config", "--file", where, name, str(value)], check=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ond")
    os.utime(repository.content / FIRST)  # git must look into the file again

    published = publish(repository.content, publication(author="Ærø"))

    assert list(marks.iterdir()) == []
    monkeypatch.delenv("GIT_DIR")
    (repository.root / ".git" / "config").write_text("[core]\n\tbare = false\n")
    raw = repository.git("cat-file", "commit", str(published.commit))
    assert "author Ærø <noreply@efterproevet.invalid>" in raw
    assert "Ond" not in raw
    assert "encoding" not in raw


def test_who_runs_the_bank_is_not_told(repository: Repository) -> None:
    """Neither the commit nor the reflog names anybody but the bank, also where git knows no identity."""
    publish(repository.content, publication())

    reflog = (repository.root / ".git" / "logs" / "HEAD").read_text().splitlines()[-1]
    assert "Efterprøvet <noreply@efterproevet.invalid>" in reflog


@pytest.mark.parametrize("link", ["solutions", "solutions/skaermbesoeg/experiences", path_of(1)])
def test_no_link_leads_out_of_the_content(repository: Repository, tmp_path: Path, link: str) -> None:
    """Where a file or a folder above it is a link, in git or in the work tree, nothing is written."""
    outside = tmp_path / "outside"
    outside.mkdir()
    place = repository.content / link
    if link == "solutions":
        (repository.content / FIRST).unlink()
        (repository.content / "solutions" / "skaermbesoeg").rmdir()
        place.rmdir()
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(outside)
    repository.commit("2026-01-02")
    head = repository.git("rev-parse", "HEAD")

    with pytest.raises(NotPublished, match="bag et link"):
        publish(repository.content, publication())

    assert list(outside.iterdir()) == []
    assert repository.git("rev-parse", "HEAD") == head


def test_a_link_that_is_only_in_the_work_tree_is_refused(repository: Repository, tmp_path: Path) -> None:
    """A link that git ignores is seen all the same."""
    (repository.root / ".git" / "info" / "exclude").write_text("experiences\n")
    (repository.content / "solutions/skaermbesoeg/experiences").symlink_to(tmp_path)

    with pytest.raises(NotPublished, match="bag et link"):
        publish(repository.content, publication())

    assert not list(tmp_path.glob("*.yaml"))


@pytest.mark.parametrize("state", ["changed", "staged", "new", "deleted"])
def test_changes_in_the_content_stop_publishing(repository: Repository, state: str) -> None:
    """Where somebody's work in the content is not in git, it is named and nothing is touched."""
    if state == "new":
        repository.put("solutions/ny/solution.yaml", "title: x\n")
    elif state == "deleted":
        (repository.content / FIRST).unlink()
    else:
        repository.put(FIRST, "title: Rettet\n")
    if state == "staged":
        repository.git("add", "--all")
    before = repository.git("status", "--porcelain")

    with pytest.raises(NotPublished, match=r"solutions/(ny|skaermbesoeg)/solution\.yaml"):
        publish(repository.content, publication())

    assert repository.git("status", "--porcelain") == before
    assert publications_in(repository) == []


def test_changes_elsewhere_are_left_alone(repository: Repository) -> None:
    """Work outside the content, staged or not, is neither refused, committed nor lost."""
    (repository.root / "README").write_text("nyt")
    (repository.root / "kode.py").write_text("1")
    repository.git("add", "kode.py")
    repository.put(".skjult.swp", "en editors egen fil")

    publish(repository.content, publication())

    assert repository.git("show", "--format=", "--name-only", "HEAD") == f"content/{path_of(1)}"
    assert repository.git("status", "--porcelain") == "A  kode.py\n?? README\n?? content/.skjult.swp"


def test_without_a_branch_nothing_is_published(repository: Repository) -> None:
    """A detached head, a half-done merge and a repository without a commit are told as sentences."""
    (repository.root / ".git" / "MERGE_HEAD").write_text(repository.git("rev-parse", "HEAD") + "\n")
    with pytest.raises(NotPublished, match="fletning"):
        publish(repository.content, publication())
    (repository.root / ".git" / "MERGE_HEAD").unlink()
    repository.git("checkout", "--quiet", "--detach")
    with pytest.raises(NotPublished, match="gren"):
        publish(repository.content, publication())


def test_the_first_commit_is_the_operators(tmp_path: Path) -> None:
    """In a repository without a commit nothing is published, and the sentence says why."""
    repository = start_repository(tmp_path / "repository")
    with pytest.raises(NotPublished, match="ingen commit"):
        publish(repository.content, publication())


def test_a_git_folder_that_cannot_be_read_is_no_plain_folder(repository: Repository) -> None:
    """Where git is there but broken, the file is not written without history in silence."""
    (repository.root / ".git" / "HEAD").write_text("i stykker")
    with pytest.raises(NotPublished, match="Git kan ikke"):
        publish(repository.content, publication())
    assert not (repository.content / path_of(1)).exists()


def test_a_file_that_another_made_first_is_told(repository: Repository) -> None:
    """A new file never replaces one that is there, nor a correction one that was corrected since."""
    repository.put(path_of(1), "description: En andens\n")
    repository.commit("2026-01-02")
    with pytest.raises(Overtaken, match="er ændret"):
        publish(repository.content, publication())
    seen = digest_of(b"description: Den, jeg s\xc3\xa5\n")
    with pytest.raises(Overtaken):
        publish(repository.content, publication(pieces=(Piece(path_of(1), b"ny: 1\n", seen),)))
    assert (repository.content / path_of(1)).read_text() == "description: En andens\n"


def test_a_correction_replaces_what_its_author_saw(repository: Repository) -> None:
    """A file is replaced where it still is the one that was corrected."""
    before = read_published(repository.content, FIRST)
    pieces = (
        Piece(FIRST, b"title: Rettet\n", digest_of(before)),
        Piece("solutions/skaermbesoeg/solution.md", b"## Ny\n"),
    )
    publish(repository.content, publication(pieces=pieces))

    assert repository.git("status", "--porcelain") == ""
    assert read_published(repository.content, FIRST) == b"title: Rettet\n"
    assert repository.git("show", "--format=", "--name-status", "HEAD").split() == [
        *("A", "content/solutions/skaermbesoeg/solution.md"),
        *("M", f"content/{FIRST}"),
    ]


def test_the_content_may_be_the_whole_repository(tmp_path: Path) -> None:
    """A content folder that is a repository of its own is published to like any other."""
    repository = start_repository(tmp_path / "repository")
    repository.content.rmdir()
    repository = Repository(tmp_path / "repository")
    (repository.root / "sources.yaml").write_text("sources: []\n")
    repository.commit("2026-01-01")

    publish(repository.root, publication())

    assert repository.git("show", "--format=", "--name-only", "HEAD") == path_of(1)
    assert repository.git("status", "--porcelain") == ""


def test_a_second_work_tree_publishes_to_its_own_branch(repository: Repository, tmp_path: Path) -> None:
    """In a linked work tree the index and the branch are its own."""
    second = tmp_path / "second"
    repository.git("worktree", "add", "--quiet", "-b", "anden", str(second))

    publish(second / "content", publication())

    assert Repository(second).git("status", "--porcelain") == ""
    assert Repository(second).git("log", "-1", "--format=%s", "anden") == "Ny erfaring"
    assert repository.git("log", "-1", "--format=%s", "main") == "x"


@pytest.mark.parametrize("is_ignored", [False, True])
def test_without_git_the_file_is_written_and_history_is_off(tmp_path: Path, is_ignored: bool) -> None:
    """In a plain folder, and one that git ignores, the file is written whole, once, and no commit is named."""
    root = tmp_path / "repository" / "content"
    if is_ignored:
        repository = start_content(tmp_path / "repository")
        repository.git("rm", "-r", "--quiet", "content")
        (repository.root / ".gitignore").write_text("content/\n")
        repository.commit("2026-01-02")
    root.mkdir(parents=True)

    assert publish(root, publication()).commit is None
    assert publish(root, publication()).commit is None
    assert (root / path_of(1)).read_bytes() == content_of(1)
    with pytest.raises(Overtaken):
        publish(root, publication(pieces=(Piece(path_of(1), b"x", None),)))
    assert [path.name for path in root.rglob("*.part")] == []


def test_a_plain_folder_with_a_link_is_refused(tmp_path: Path) -> None:
    """Without git, too, no link leads out of the content."""
    root, outside = tmp_path / "content", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "solutions").symlink_to(outside)
    with pytest.raises(NotPublished, match="bag et link"):
        publish(root, publication())
    assert list(outside.iterdir()) == []


def test_another_git_command_is_waited_for(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another holds git's lock nothing is published and its lock stays; one of our own is removed."""
    monkeypatch.setattr("kb.contributions.index_file.SECONDS_OF_PATIENCE", 0.2)
    lock = repository.root / ".git" / "index.lock"
    lock.write_bytes(b"")
    with pytest.raises(NotPublished, match="anden git-kommando"):
        publish(repository.content, publication())
    assert lock.exists()
    lock.write_bytes(MARK)
    publish(repository.content, publication())
    require_sound(repository, range(1, 2))


def test_a_stale_lock_of_the_branch_is_removed_by_recovery(repository: Repository) -> None:
    """A lock that a crash of the machine left on the branch does not stop publishing for ever."""
    lock = repository.root / ".git" / "refs" / "heads" / "main.lock"
    lock.write_bytes(b"")
    finish_content(repository.content)
    assert lock.exists()
    os.utime(lock, (1, 1))
    finish_content(repository.content)
    publish(repository.content, publication())
    require_sound(repository, range(1, 2))


def run_publisher(repository: Repository, first: int, last: int) -> "subprocess.Popen[str]":
    command = [
        sys.executable,
        "-m",
        "tests.contributions.publications",
        repository.content,
        str(first),
        str(last),
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )


def test_eight_at_once_lose_nothing(repository: Repository) -> None:
    """Eight processes publish five each while somebody else commits beside them; all are there, once."""
    publishers = [run_publisher(repository, 5 * number, 5 * number + 5) for number in range(8)]
    beside = 0
    while any(publisher.poll() is None for publisher in publishers):
        tree, head = repository.git("rev-parse", "main^{tree}", "main").split()
        other = repository.git("commit-tree", "-m", "x", "-p", head, tree)
        try:
            repository.git("update-ref", "refs/heads/main", other, head)
            beside += 1
        except subprocess.CalledProcessError:
            pass
        time.sleep(0.3)
    for publisher in publishers:
        assert publisher.communicate()[0].count("\n") == 5
    assert beside > 0
    require_sound(repository, range(40))
