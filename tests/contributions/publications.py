"""Publications for the tests of publishing, and a program that publishes many of them."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from kb.contributions.publication import Piece, Publication
from kb.contributions.publishing import publish
from tests.content.repository import Repository, start_repository

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FIRST = "solutions/skaermbesoeg/solution.yaml"


def submission_id(number: int) -> str:
    return f"{number:032x}"


def path_of(number: int) -> str:
    return f"solutions/skaermbesoeg/experiences/2026-kommune-{number}.yaml"


def content_of(number: int) -> bytes:
    return f"description: Erfaring {number}\n".encode() * 200


def publication(
    number: int = 1,
    *,
    title: str = "Ny erfaring",
    author: str = "bidragyder, Nordby Kommune",
    pieces: tuple[Piece, ...] = (),
) -> Publication:
    pieces = pieces or (Piece(path_of(number), content_of(number)),)
    return Publication(submission_id(number), title, author, AT, pieces)


def start_content(root: Path) -> Repository:
    """Make a repository whose content holds one solution."""
    repository = start_repository(root)
    repository.put(FIRST, "title: Skærmbesøg\n")
    repository.commit("2026-01-01")
    return repository


def publications_in(repository: Repository) -> list[str]:
    """List the submissions that were published, one for each commit."""
    shown = "--format=%(trailers:key=Submission-Id,valueonly,separator=%x2C)"
    return [line for line in repository.git("log", shown).splitlines() if line]


def require_sound(repository: Repository, numbers: range) -> None:
    """Require that each was published exactly once, and that git, work tree and index agree."""
    assert sorted(publications_in(repository)) == [submission_id(number) for number in numbers]
    assert repository.git("status", "--porcelain") == ""
    assert repository.git("fsck", "--full", "--strict", "--no-dangling") == ""
    for number in numbers:
        assert (repository.content / path_of(number)).read_bytes() == content_of(number)
    listed = {path.name for path in repository.content.rglob("*") if path.is_file()}
    assert listed == {"solution.yaml", *(Path(path_of(number)).name for number in numbers)}
    git_dir = repository.root / ".git"
    assert not [*git_dir.glob("kb-*"), *git_dir.glob("[!.]*.lock")]


def main(content: str, first: str, last: str) -> None:
    """Publish a range of publications and say each when it is done."""
    for number in range(int(first), int(last)):
        publish(Path(content), publication(number))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
