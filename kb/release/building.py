"""How content becomes a release: read, check, work out, index, seal, swap."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NoReturn

import kb
from kb.config import Config
from kb.content.checks import check_catalogue
from kb.content.listing import Listed, list_content
from kb.content.loading import load_catalogue
from kb.content.snapshot import Snapshot, open_snapshot
from kb.content.snapshot_building import write_snapshot
from kb.errors import ReleaseError
from kb.release.changes import Changes, changes_between
from kb.release.comparing import differing
from kb.release.events import Standing, write_events
from kb.release.overview import put_together, read_overview, write_overview
from kb.release.shares import read_shares, work_out
from kb.release.store import Store, find_damage, seal
from kb.search.index import build_index, is_whole
from kb.search.tables import tables_of

PACKAGE = Path(kb.__file__).parent
OUTSIDE_A_RELEASE = ("web", "cli.py")
Track = Callable[[str, Sequence[Any]], Iterable[Any]]


@dataclass(frozen=True)
class BuildReport:
    """What a build did: the release, whether anything was new, and how much was read again.

    `differing` are the files that a build from nothing found otherwise in the release that it replaced.
    """

    release_id: str
    is_new: bool
    counts: Mapping[str, int]
    files_read: int = 0
    files_reused: int = 0
    differing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What a build starts from: the files of today, and the release before it, as far as that can be used.

    `older` are the records of that release, unless another program made it. The result is compared with a
    release of the same name where `is_compared`.
    """

    files: Sequence[Listed]
    current: Path | None
    older: Snapshot | None
    is_compared: bool = False

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Tell the digest of every file."""
        return {file.path: file.digest for file in self.files}

    @property
    def before(self) -> Snapshot | None:
        """Open the records of the release before, whichever program made it, if they can be read."""
        return self.older or (opened(self.current) if self.current else None)

    @cached_property
    def changes(self) -> Changes | None:
        """Tell what changed since the release before; None where there is none to build on."""
        return changes_between(self.older.digests, self.digests) if self.older else None


def untracked(_label: str, items: Sequence[Any]) -> Sequence[Any]:
    """Build without showing progress."""
    return items


def build_release(
    config: Config, as_of: str, track: Track = untracked, *, from_nothing: bool = False
) -> BuildReport:
    """Build the release of the content as it is and make it current.

    `as_of` is the day, as an ISO date, that rules about time go by. Built `from_nothing`, it takes nothing
    over from earlier releases, and is compared with the one that stands for the same content. Raise
    ContentError where the content is wrong and ReleaseError where the release cannot be written; the old one
    then stays.
    """
    store = Store(config.index_dir)
    with store.locked():
        store.clear_leftovers()
        current = whole_release(store)
        older = None if from_nothing else usable(current)
        files, is_whole_content = list_content(config.content_dir, older.seen if older else {})
        if not is_whole_content:
            _say_what_is_wrong(config, older)
        ground = Ground(files, current, older, is_compared=from_nothing)
        release_id = release_id_of(ground.digests, as_of)
        if not from_nothing and _is_ready(store, release_id):
            return _reuse(store, release_id, len(files))
        try:
            return _build(config, store, ground, release_id, as_of, track)
        except OSError as error:
            raise ReleaseError(f"Udgivelsen kan ikke skrives: {error.strerror or error}.") from error


@cache
def program_digest() -> str:
    """Tell one version of the program that makes releases from another: the digest of its source."""
    digest = hashlib.blake2b(digest_size=10)
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE)
        if place.parts[0] not in OUTSIDE_A_RELEASE:
            digest.update(f"{place.as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def release_id_of(digests: Mapping[str, str], as_of: str) -> str:
    """Name a release after what it is made of: content, program and date."""
    digest = hashlib.blake2b(f"{program_digest()} {as_of}\n".encode(), digest_size=10)
    for path, of_file in sorted(digests.items()):
        digest.update(f"{path} {of_file}\n".encode())
    return digest.hexdigest()


def _is_ready(store: Store, release_id: str) -> bool:
    folder = store.folder(release_id)
    return not find_damage(folder) and is_whole(folder)


def _reuse(store: Store, release_id: str, files: int) -> BuildReport:
    is_new = store.current_id() != release_id
    if is_new:
        store.point_to(release_id)
    counts = read_overview(store.folder(release_id)).counts
    return BuildReport(release_id, is_new=is_new, counts=counts, files_reused=files)


def _build(
    config: Config, store: Store, ground: Ground, release_id: str, as_of: str, track: Track
) -> BuildReport:
    with _aside(store) as folder:
        counts = _write(config, folder, ground, as_of, track)
        seal(folder)
        stands = store.folder(release_id)
        others = differing(folder, stands) if ground.is_compared and stands.is_dir() else ()
        store.adopt(folder, release_id)
    store.clear_leftovers()
    store.prune()
    before = ground.older.digests if ground.older else {}
    reused = sum(before.get(path) == digest for path, digest in ground.digests.items())
    read = len(ground.files) - reused
    return BuildReport(
        release_id,
        is_new=True,
        counts=counts,
        files_read=read,
        files_reused=reused,
        differing=others,
    )


def _write(config: Config, folder: Path, ground: Ground, as_of: str, track: Track) -> Mapping[str, int]:
    """Write all of a release but its seal, and count what it holds."""
    older, changes, program = ground.older, ground.changes, program_digest()
    records = write_snapshot(folder, ground.files, older, made_by=program, as_of=as_of, track=track)
    if records is None or _is_wrong(records, changes):
        _say_what_is_wrong(config, older)
    catalogue = records.catalogue
    is_like = older and changes and not changes.is_shared and older.catalogue.as_of == as_of
    only = changes.solutions if changes and is_like else None
    proofs = work_out(folder, catalogue, as_of, older if is_like else None, only or ())
    in_force = {key: proof for key, proof in proofs.items() if not catalogue.solutions[key].withdrawn}
    standing = Standing(config.content_dir, ground.digests, records, in_force, as_of, program, only)
    write_events(folder, standing, ground.before)
    shares = [*read_shares(folder)]
    overview = put_together(catalogue, shares)
    write_overview(folder, overview)
    build_index(
        catalogue,
        folder,
        tables=tables_of(catalogue, [share.row for share in shares if share.row], as_of),
        previous=older.folder if older else None,
        changed_solutions=changes.solutions if changes else None,
        track=track,
    )
    return overview.counts


def _is_wrong(records: Snapshot, changes: Changes | None) -> bool:
    """Tell whether anything is wrong between the records; what was checked before is not checked again."""
    catalogue = records.catalogue
    only = None
    if changes and not (changes.is_shared or changes.is_gone):
        only = changes.solutions.intersection(catalogue.solutions)
    return any(True for _ in check_catalogue(catalogue, only=only))


def _say_what_is_wrong(config: Config, known: Snapshot | None) -> NoReturn:
    """Read the content once more to name every fault in it."""
    load_catalogue(config.content_dir, known).require()
    raise ReleaseError("Indholdet blev ændret, mens der blev bygget. Kør kb build igen.")


@contextmanager
def _aside(store: Store) -> Iterator[Path]:
    folder = store.start_aside()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def whole_release(store: Store) -> Path | None:
    """Find the folder of the current release, unless it is damaged."""
    release_id = store.current_id()
    if release_id is None or find_damage(store.folder(release_id)):
        return None
    return store.folder(release_id)


def usable(folder: Path | None) -> Snapshot | None:
    """Open the records of a release to build on, unless another program made it."""
    snapshot = opened(folder) if folder else None
    return snapshot if snapshot and snapshot.made_by == program_digest() else None


def opened(folder: Path) -> Snapshot | None:
    """Open the records of a release, if they can be read."""
    try:
        return open_snapshot(folder)
    except ReleaseError:
        return None
