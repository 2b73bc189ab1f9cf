"""How content becomes a release: read, check, snapshot, index, seal, swap."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import kb
from kb.config import Config
from kb.content.layout import ContentFile, classify, read_files
from kb.content.loading import Content, load_catalogue
from kb.content.snapshot import Snapshot, open_snapshot, write_snapshot
from kb.errors import IndexUnavailable, ReleaseError
from kb.release.events import Standing, in_force, write_events
from kb.release.opening import open_release
from kb.release.overview import overview_of, write_overview
from kb.release.store import Store, find_damage, seal
from kb.release.summary import counts_of, summarise_all, write_summaries
from kb.search.index import build_index, is_whole

PACKAGE = Path(kb.__file__).parent
OUTSIDE_A_RELEASE = ("web", "cli.py")
Track = Callable[[str, Sequence[Any]], Iterable[Any]]


@dataclass(frozen=True)
class BuildReport:
    """What a build did: the release, whether anything was new, and how much was read again."""

    release_id: str
    is_new: bool
    counts: Mapping[str, int]
    files_read: int = 0
    files_reused: int = 0


def untracked(_label: str, items: Sequence[Any]) -> Sequence[Any]:
    """Build without showing progress."""
    return items


def build_release(config: Config, as_of: str, track: Track = untracked) -> BuildReport:
    """Build the release of the content as it is and make it current.

    `as_of` is the day, as an ISO date, that rules about time go by. Raise ContentError where the
    content is wrong and ReleaseError where the release cannot be written; the old one then stays.
    """
    store = Store(config.index_dir)
    with store.locked():
        store.clear_leftovers()
        files, _ = read_files(config.content_dir)
        release_id = release_id_of(files, as_of)
        if _is_ready(store, release_id):
            return _reuse(store, release_id)
        try:
            return _build(config, store, release_id, as_of, track)
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


def release_id_of(files: Iterable[ContentFile], as_of: str) -> str:
    """Name a release after what it is made of: content, program and date."""
    digest = hashlib.blake2b(f"{program_digest()} {as_of}\n".encode(), digest_size=10)
    for file in sorted(files, key=lambda file: file.path):
        digest.update(f"{file.path} {file.digest}\n".encode())
    return digest.hexdigest()


def _is_ready(store: Store, release_id: str) -> bool:
    try:
        release = open_release(store, release_id)
    except (ReleaseError, IndexUnavailable):
        return False
    return release.folder is not None and is_whole(release.folder)


def _reuse(store: Store, release_id: str) -> BuildReport:
    snapshot = open_snapshot(store.folder(release_id))
    is_new = store.current_id() != release_id
    if is_new:
        store.point_to(release_id)
    counts = counts_of(snapshot.catalogue)
    return BuildReport(release_id, is_new=is_new, counts=counts, files_reused=len(snapshot.digests))


def _build(config: Config, store: Store, release_id: str, as_of: str, track: Track) -> BuildReport:
    current = whole_release(store)
    previous = previous_release(current)
    content = load_catalogue(config.content_dir, previous and previous[1], track)
    catalogue = content.require()
    changed = changed_solutions(content, previous[1] if previous else None)
    with _aside(store) as folder:
        write_snapshot(folder, content, made_by=program_digest())
        summaries = summarise_all(catalogue, as_of)
        write_summaries(folder, summaries)
        proofs = in_force(catalogue, summaries)
        standing = Standing(config.content_dir, content, proofs, as_of, made_by=program_digest())
        write_events(folder, standing, previous=current)
        write_overview(folder, overview_of(catalogue))
        build_index(
            catalogue,
            folder,
            as_of=as_of,
            previous=previous[0] if previous and changed is not None else None,
            changed_solutions=changed,
            track=track,
        )
        seal(folder)
        store.adopt(folder, release_id)
    store.clear_leftovers()
    store.prune()
    digests = previous[1].digests if previous else {}
    reused = sum(digests.get(path) == digest for path, digest in content.digests.items())
    return BuildReport(
        release_id,
        is_new=True,
        counts=counts_of(catalogue),
        files_read=len(content.digests) - reused,
        files_reused=reused,
    )


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


def previous_release(folder: Path | None) -> tuple[Path, Snapshot] | None:
    """Open the release in a folder to build on, unless another program made it."""
    if folder is None:
        return None
    try:
        snapshot = open_snapshot(folder)
    except ReleaseError:
        return None
    return (folder, snapshot) if snapshot.made_by == program_digest() else None


def changed_solutions(content: Content, previous: Snapshot | None) -> frozenset[str] | None:
    """Tell which solutions must be indexed again; None when every one must.

    Names and labels of other records stand in the index of many solutions, so a change in one of
    those files means all.
    """
    if previous is None:
        return None
    before, now = previous.digests, content.digests
    paths = [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]
    kinds = [classify(path) for path in paths]
    if any(kind is None or not kind[2] for kind in kinds):
        return None
    return frozenset(kind[2] for kind in kinds if kind)
