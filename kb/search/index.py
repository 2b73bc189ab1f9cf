"""How a catalogue becomes an index: CATALOGUE → terms → Whoosh, and the tables beside it."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from kb.catalogue import Catalogue
from kb.records.marks import N_
from kb.search.columns import Numbers
from kb.search.fields import Document, documents_of
from kb.search.postings import DELETED, IndexMatcher, create_index, read_keys, update_index
from kb.search.sealed import link_files, read_sealed, write_manifest
from kb.search.tables import Tables, build_tables, dump_tables, load_tables
from kb.search.terms import words_of

# Raise it whenever analysis, fields or files change, so that no old index is built upon.
FORMAT = 1
FOLDER, WHOOSH, DOCUMENTS = "search", "whoosh", "documents.npy"
MOST_CHANGED = 0.25

Track = Callable[[str, Sequence[Any]], Iterable[Any]]
log = structlog.get_logger()


def untracked(_label: str, items: Sequence[Any]) -> Sequence[Any]:
    """Build without showing progress."""
    return items


def build_index(
    catalogue: Catalogue,
    directory: Path,
    *,
    as_of: str,
    previous: Path | None = None,
    changed_solutions: frozenset[str] | None = None,
    track: Track = untracked,
) -> None:
    """Write everything search needs into the folder of a release.

    With the folder of a previous release and the solutions that changed since (also those that are
    gone), only their documents are analysed again; everything is, when that cannot be trusted.
    """
    folder = directory / FOLDER
    folder.mkdir(mode=0o700, parents=True)
    tables = build_tables(catalogue, as_of)
    rows = None
    if previous is not None and changed_solutions is not None:
        rows = _update(catalogue, tables, folder, previous / FOLDER, changed_solutions)
    if rows is None:
        rows = _create(catalogue, tables, folder, track)
    for name, content in dump_tables(tables).items():
        (folder / name).write_bytes(content)
    np.save(folder / DOCUMENTS, rows, allow_pickle=False)
    write_manifest(folder, {"format": FORMAT, "names": digest_of_names(catalogue)})


def open_index(directory: Path) -> tuple[Tables, IndexMatcher]:
    """Open an index; raise one of many errors where it is missing, damaged or of another format."""
    facts, files = read_sealed(directory / FOLDER)
    if facts["format"] != FORMAT:
        raise ValueError(f"format {facts['format']} is not {FORMAT}")
    tables = load_tables(files)
    rows = np.load(io.BytesIO(files[DOCUMENTS]), allow_pickle=False)
    postings = {
        name.removeprefix(f"{WHOOSH}/"): content
        for name, content in files.items()
        if name.startswith(f"{WHOOSH}/")
    }
    return tables, IndexMatcher(postings, rows, len(tables.solutions), len(tables.reports))


def _create(catalogue: Catalogue, tables: Tables, folder: Path, track: Track) -> Numbers:
    whoosh = folder / WHOOSH
    shutil.rmtree(whoosh, ignore_errors=True)
    whoosh.mkdir(mode=0o700)
    create_index(whoosh, _documents(catalogue, track(N_("Søgeindeks"), tables.solutions)))
    rows = _rows(whoosh, tables)
    if rows is None:
        raise RuntimeError("the index does not hold what was written to it")
    return rows


def _update(
    catalogue: Catalogue, tables: Tables, folder: Path, previous: Path, changed: frozenset[str]
) -> Numbers | None:
    """Build on a previous index; None when it cannot be built upon."""
    try:
        facts, _ = read_sealed(previous)
        is_like = (facts["format"], facts["names"]) == (FORMAT, digest_of_names(catalogue))
        if not is_like or len(changed) > MOST_CHANGED * len(tables.solutions):
            return None
        whoosh = folder / WHOOSH
        whoosh.mkdir(mode=0o700)
        link_files(previous / WHOOSH, whoosh)
        now = sorted(changed.intersection(tables.solutions))
        update_index(whoosh, _documents(catalogue, now), removed=sorted(changed))
        return _rows(whoosh, tables)
    except Exception:  # a damaged index fails in many ways, and building anew cures them all
        log.warning("index_built_anew", exc_info=True)
        return None


def _documents(catalogue: Catalogue, solution_ids: Iterable[str]) -> Iterator[Document]:
    for solution_id in solution_ids:
        yield from documents_of(catalogue, solution_id)


def _rows(whoosh: Path, tables: Tables) -> Numbers | None:
    """Tell for each document of the index which solution or report it is; None unless each is there once."""
    numbers = {key: number for number, key in enumerate((*tables.solutions, *tables.reports))}
    found = read_keys(whoosh)
    if sorted(numbers) != sorted(key for _, key in found):
        return None
    rows = np.full(max((number + 1 for number, _ in found), default=0), DELETED, dtype=np.int32)
    for number, key in found:
        rows[number] = numbers[key]
    return rows


def digest_of_names(catalogue: Catalogue) -> str:
    """Compute a digest of every name that stands in the documents of more than one solution."""
    places = [(place.id, place.name) for place in catalogue.municipalities.values()]
    places += [(place.id, place.name) for place in catalogue.authorities.values()]
    projects = [(project.id, project.title) for project in catalogue.projects.values()]
    terms = [
        (vocabulary.id, term.id, term.broader, words_of(term))
        for vocabulary in catalogue.vocabularies.values()
        for term in vocabulary.terms
    ]
    text = json.dumps([sorted(places), sorted(projects), sorted(terms, key=str)])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
