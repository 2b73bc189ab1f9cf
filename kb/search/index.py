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
from kb.search.deriving import Vocabulary
from kb.search.fields import Document, documents_of
from kb.search.lexicon import Lexicon
from kb.search.matching import Ways
from kb.search.model_building import Keys, ModelBuilder
from kb.search.postings import IndexMatcher, count_documents, create_index, update_index
from kb.search.read_model import OF_VOCABULARY, HeldTerms, ReadModel, vocabulary_from
from kb.search.read_model_files import MODEL, open_read_model, save_read_model
from kb.search.reading import ReadModelMatcher
from kb.search.sealed import Sealed, link_files, open_sealed, write_manifest
from kb.search.tables import TABLE_FILES, Tables, dump_tables, load_tables
from kb.search.terms import words_of

# Raise it whenever analysis, fields or files change, so that no old index is built upon.
FORMAT = 5
FOLDER, WHOOSH, BESIDE_WHOOSH = "search", "whoosh", "beside_whoosh.npz"
MOST_CHANGED = 0.25

Track = Callable[[str, Sequence[Any]], Iterable[Any]]


def untracked(_label: str, items: Sequence[Any]) -> Sequence[Any]:
    """Build without showing progress."""
    return items


def build_index(
    catalogue: Catalogue,
    directory: Path,
    *,
    tables: Tables,
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
    is_built = False
    if previous is not None and changed_solutions is not None:
        is_built = _update(catalogue, tables, folder, previous / FOLDER, changed_solutions)
    if not is_built:
        _create(catalogue, tables, folder, track)
    for name, content in dump_tables(tables).items():
        (folder / name).write_bytes(content)
    facts = {"format": FORMAT, "names": digest_of_names(catalogue)}
    write_manifest(folder, facts, open_sealed(previous / FOLDER) if previous and is_built else None)


def open_index(directory: Path) -> tuple[Tables, Ways, Lexicon]:
    """Open the read model of an index, or else its Whoosh; raise one of many errors where neither can be."""
    sealed = open_sealed(directory / FOLDER)
    if sealed.facts["format"] != FORMAT:
        raise ValueError(f"format {sealed.facts['format']} is not {FORMAT}")
    tables = load_tables({name: sealed.read(name) for name in TABLE_FILES})
    ways = Ways(
        [
            ("read_model", lambda: _open_read_model(sealed, tables)),
            ("index", lambda: _open_whoosh(sealed, tables)),
        ]
    )
    matcher = ways.open()
    if isinstance(matcher, ReadModelMatcher):
        held = HeldTerms(matcher.model)
        return tables, ways, Lexicon(held, held.parts_of)
    vocabulary = _read_vocabulary(sealed)
    return tables, ways, Lexicon(vocabulary.holders, vocabulary.parts.get)


def is_whole(directory: Path) -> bool:
    """Tell whether every file of an index is as it was written, those too that are only needed in need."""
    try:
        open_sealed(directory / FOLDER).check_all()
    except (OSError, ValueError, KeyError, AttributeError):
        return False
    return True


def _open_read_model(sealed: Sealed, tables: Tables) -> ReadModelMatcher:
    model = open_read_model(sealed)
    if model.shape != keys_of(tables).shape:
        raise ValueError("the read model and the tables differ in length")
    return ReadModelMatcher(model)


def _open_whoosh(sealed: Sealed, tables: Tables) -> IndexMatcher:
    arrays = _arrays_beside(sealed)
    lengths = arrays.pop("lengths")
    keys = (tables.solutions, tables.reports)
    return IndexMatcher(sealed.read_below(WHOOSH), keys, lengths, vocabulary_from(**arrays))


def _write_beside(folder: Path, model: ReadModel) -> None:
    """Write down what Whoosh needs to answer as the read model does, when that cannot be used."""
    names = ("lengths", *OF_VOCABULARY)
    np.savez(folder / BESIDE_WHOOSH, **{name: getattr(model, name) for name in names})


def _arrays_beside(sealed: Sealed) -> dict[str, Any]:
    with np.load(io.BytesIO(sealed.read(BESIDE_WHOOSH)), allow_pickle=False) as arrays:
        return dict(arrays)


def _read_vocabulary(sealed: Sealed) -> Vocabulary:
    arrays = _arrays_beside(sealed)
    return vocabulary_from(**{name: arrays[name] for name in OF_VOCABULARY})


def keys_of(tables: Tables) -> Keys:
    """List the documents of the tables."""
    return Keys(tables.solutions, tables.reports)


def _create(catalogue: Catalogue, tables: Tables, folder: Path, track: Track) -> None:
    whoosh = folder / WHOOSH
    for name in (WHOOSH, MODEL):
        shutil.rmtree(folder / name, ignore_errors=True)
    whoosh.mkdir(mode=0o700)
    builder = ModelBuilder(keys_of(tables))
    create_index(whoosh, builder.taking(_documents(catalogue, track(N_("Søgeindeks"), tables.solutions))))
    _finish(builder, tables, folder)


def _update(
    catalogue: Catalogue, tables: Tables, folder: Path, previous: Path, changed: frozenset[str]
) -> bool:
    """Build on a previous index, and tell whether it can be built upon."""
    try:
        sealed = open_sealed(previous)
        sealed.check_all()
        is_like = (sealed.facts["format"], sealed.facts["names"]) == (FORMAT, digest_of_names(catalogue))
        changed |= tables.naming(changed)
        if not is_like or len(changed) > MOST_CHANGED * len(tables.solutions):
            return False
        before = load_tables({name: sealed.read(name) for name in TABLE_FILES})
        whoosh = folder / WHOOSH
        whoosh.mkdir(mode=0o700)
        link_files(previous / WHOOSH, whoosh)
        builder = ModelBuilder(keys_of(tables), open_read_model(sealed), keys_of(before))
        documents = _documents(catalogue, sorted(changed.intersection(tables.solutions)))
        update_index(whoosh, builder.taking(documents), removed=sorted(changed))
        _finish(builder, tables, folder)
    except Exception:  # a damaged index fails in many ways, and building anew cures them all
        note_event("index_built_anew", exc_info=True)
        return False
    return True


def _finish(builder: ModelBuilder, tables: Tables, folder: Path) -> None:
    """Write the read model; raise ReleaseError unless every solution and report is in both."""
    model = builder.finish()
    save_read_model(model, folder)
    _write_beside(folder, model)
    if not count_documents(folder / WHOOSH) == len(tables.solutions) + len(tables.reports) == builder.count:
        raise ReleaseError("Søgeindekset indeholder ikke det, der blev skrevet i det.")


def _documents(catalogue: Catalogue, solution_ids: Iterable[str]) -> Iterator[Document]:
    for solution_id in solution_ids:
        yield from documents_of(catalogue, solution_id)


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
