"""The made-up catalogue as every engine is given it: the same terms, the same facet values.

Analysing takes minutes at 100,000 reports, so what is built is kept in a folder named after a digest of
what it was made from.
"""

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generator import AS_OF, generate
from kb.catalogue import Catalogue
from kb.search.fields import NAMES, REPORTS, TEXT, TITLE, Document, documents_of
from kb.search.tables import Tables, build_tables, dump_tables, load_tables

ROOT = Path(__file__).parent.parent
# Fields of a solution's document that hold words; the others hold parts of words.
WORD_FIELDS = (TITLE, NAMES, TEXT, REPORTS)
TABLES, DOCUMENTS, FREQUENCIES = "tables", "documents.jsonl", "frequencies.json"
SAMPLE = 50
# Stands between two texts of a field; no question asks for it.
GAP = "xx"

Fields = Mapping[str, str]


def cache_folder() -> Path:
    """Tell where built indexes are kept: EFTERPROEVET_BENCH, else below the reader's own cache folder."""
    chosen = os.environ.get("EFTERPROEVET_BENCH")
    return Path(chosen) if chosen else Path.home() / ".cache" / "efterproevet-bench"


def digest_of(*names: str) -> str:
    """Compute a digest of files of the checkout, and of every file in folders of it."""
    digest = hashlib.blake2b(digest_size=8)
    for name in names:
        place = ROOT / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def kept(name: str, build: Callable[[Path], None]) -> Path:
    """Return a folder of the cache; build it beside its place first where it is missing."""
    folder = cache_folder() / name
    if not folder.is_dir():
        unfinished = folder.with_name(f"{folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        build(unfinished)
        unfinished.rename(folder)
    return folder


@dataclass(frozen=True)
class Corpus:
    """Solutions as terms and facet values; `folder` lies in the cache."""

    reports: int
    seed: int
    folder: Path

    @cached_property
    def tables(self) -> Tables:
        """Read which record has which facet value."""
        return load_tables({path.name: path.read_bytes() for path in (self.folder / TABLES).iterdir()})

    @cached_property
    def frequencies(self) -> Mapping[str, int]:
        """Tell in how many solutions each term stands."""
        found: dict[str, int] = json.loads((self.folder / FREQUENCIES).read_bytes())
        return found

    def documents(self) -> Iterator[Fields]:
        """Yield the fields of each solution, in the order of the tables, as encoded terms between blanks."""
        for solution, *_ in self._groups():
            yield {name: " ".join(map(encode, solution.fields[name])) for name in WORD_FIELDS}

    def analysed(self) -> Iterator[Document]:
        """Yield the documents of solutions and reports as the bank's index takes them in."""
        for group in self._groups():
            yield from group

    def _groups(self) -> Iterator[list[Document]]:
        with (self.folder / DOCUMENTS).open(encoding="utf-8") as stream:
            for line in stream:
                yield [
                    Document(key, solution_id, {name: text.split(" ") for name, text in fields.items()})
                    for key, solution_id, fields in json.loads(line)
                ]

    def keep(self, name: str, build: Callable[[Path], None]) -> Path:
        """Return what one engine keeps of this corpus; build it first where it is missing."""
        return kept(f"{self.folder.name}-{name}", build)


def open_corpus(reports: int, seed: int = 1) -> Corpus:
    """Open the corpus of a size; make it up first where it is not in the cache."""
    folder = kept(
        f"{reports}-{seed}-{sample_digest()}", lambda folder: _make(generate(reports, seed), folder)
    )
    return Corpus(reports, seed, folder)


@cache
def sample_digest() -> str:
    """Tell one way of making up and analysing from another, by the digest of what it makes of a sample."""
    with TemporaryDirectory() as folder:
        _make(generate(SAMPLE), Path(folder))
        digest = hashlib.blake2b(digest_size=6)
        for path in sorted(path for path in Path(folder).rglob("*") if path.suffix != ".npz"):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _make(catalogue: Catalogue, folder: Path) -> None:
    tables = build_tables(catalogue, AS_OF)
    (folder / TABLES).mkdir()
    for name, content in dump_tables(tables).items():
        (folder / TABLES / name).write_bytes(content)
    frequencies: Counter[str] = Counter()
    with (folder / DOCUMENTS).open("w", encoding="utf-8") as stream:
        for solution_id in tables.solutions:
            found = documents_of(catalogue, solution_id)
            frequencies.update({term for name in WORD_FIELDS for term in found[0].fields[name] if term})
            stream.write(json.dumps([_plain(document) for document in found]) + "\n")
    ordered = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    (folder / FREQUENCIES).write_text(json.dumps(dict(ordered)), encoding="utf-8")


def _plain(document: Document) -> list[object]:
    fields = {name: " ".join(terms) for name, terms in document.fields.items()}
    return [document.key, document.solution_id, fields]


@cache
def encode(term: str) -> str:
    """Write a term in letters and digits only, so that no engine cuts it up or folds it."""
    if not term:
        return GAP
    return term if term.isascii() and term.isalnum() else "".join(map(_letters, term))


def _letters(character: str) -> str:
    return character if character.isascii() and character.isalnum() else f"x{ord(character):x}x"


def encode_all(terms: Sequence[str]) -> list[str]:
    """Write terms in letters and digits only."""
    return [encode(term) for term in terms]
