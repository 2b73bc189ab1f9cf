"""How a catalogue becomes an index: CATALOGUE → terms → Whoosh, and the tables beside it."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kb.catalogue import Catalogue
from kb.errors import ReleaseError
from kb.events import note_event
from kb.records.marks import N_
from kb.search.columns import Numbers
from kb.search.fields import Document, documents_of
from kb.search.postings import (
    DELETED,
    DocumentTable,
    IndexMatcher,
    create_index,
    read_documents,
    update_index,
)
from kb.search.sealed import link_files, read_sealed, write_manifest
from kb.search.tables import Tables, build_tables, dump_tables, load_tables
from kb.search.terms import words_of

# Raise it whenever analysis, fields or files change, so that no old index is built upon.
FORMAT = 1
FOLDER, WHOOSH, DOCUMENTS = "search", "whoosh", "documents.npy"
MOST_CHANGED = 0.25

Track = Callable[[str, Sequence[Any]], Iterable[Any]]


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
    documents = None
    if previous is not None and changed_solutions is not None:
        documents = _update(catalogue, tables, folder, previous / FOLDER, changed_solutions)
    if documents is None:
        documents = _create(catalogue, tables, folder, track)
    for name, content in dump_tables(tables).items():
        (folder / name).write_bytes(content)
    np.save(folder / DOCUMENTS, documents, allow_pickle=False)
    write_manifest(folder, {"format": FORMAT, "names": digest_of_names(catalogue)})


def open_index(directory: Path) -> tuple[Tables, IndexMatcher]:
    """Open an index; raise one of many errors where it is missing, damaged or of another format."""
    facts, files = read_sealed(directory / FOLDER)
    if facts["format"] != FORMAT:
        raise ValueError(f"format {facts['format']} is not {FORMAT}")
    tables = load_tables(files)
    documents = np.load(io.BytesIO(files[DOCUMENTS]), allow_pickle=False)
    postings = {
        name.removeprefix(f"{WHOOSH}/"): content
        for name, content in files.items()
        if name.startswith(f"{WHOOSH}/")
    }
    table = DocumentTable(documents[0], documents[1:], len(tables.solutions), len(tables.reports))
    return tables, IndexMatcher(postings, table)


def _create(catalogue: Catalogue, tables: Tables, folder: Path, track: Track) -> Numbers:
    whoosh = folder / WHOOSH
    shutil.rmtree(whoosh, ignore_errors=True)
    whoosh.mkdir(mode=0o700)
    create_index(whoosh, _documents(catalogue, track(N_("Søgeindeks"), tables.solutions)))
    documents = _table_of_documents(whoosh, tables)
    if documents is None:
        raise ReleaseError("Søgeindekset indeholder ikke det, der blev skrevet i det.")
    return documents


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
        return _table_of_documents(whoosh, tables)
    except Exception:  # a damaged index fails in many ways, and building anew cures them all
        note_event("index_built_anew", exc_info=True)
        return None


def _documents(catalogue: Catalogue, solution_ids: Iterable[str]) -> Iterator[Document]:
    for solution_id in solution_ids:
        yield from documents_of(catalogue, solution_id)


def _table_of_documents(whoosh: Path, tables: Tables) -> Numbers | None:
    """Tell the row and the lengths of each document; None unless every solution and report is there once."""
    numbers = {key: number for number, key in enumerate((*tables.solutions, *tables.reports))}
    keys, lengths = read_documents(whoosh)
    if sorted(numbers) != sorted(key for _, key in keys):
        return None
    rows = np.full((1, lengths.shape[1]), DELETED, dtype=np.int32)
    for number, key in keys:
        rows[0, number] = numbers[key]
    return np.concatenate([rows, lengths])


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
