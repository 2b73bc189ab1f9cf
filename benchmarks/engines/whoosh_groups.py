"""Whoosh used as its manual says: any of the words, the ten best, and `groupedby` for each facet."""

from pathlib import Path
from typing import Any

from whoosh import analysis, fields
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Every, Or, Phrase, Term
from whoosh.sorting import FieldFacet

from benchmarks.corpus import WORD_FIELDS, Corpus, digest_of, encode_all
from benchmarks.engines.answers import Answer, Values
from benchmarks.questions import Question
from kb.search.facets import FACETS
from kb.search.fields import WEIGHTS
from kb.search.tables import Tables

MEMORY_MB = 512


def _schema() -> Any:
    schema = fields.Schema(number=fields.STORED())
    for name in WORD_FIELDS:
        weight = WEIGHTS[name]
        schema.add(
            name, fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer(), phrase=True, field_boost=weight)
        )
    for facet in FACETS:
        schema.add(_field(facet.name), fields.KEYWORD(sortable=True))
    return schema


def _field(facet: str) -> str:
    return f"f_{facet.replace('-', '_')}"


def index_of(corpus: Corpus) -> Any:
    """Open the index of a corpus; one segment."""
    name = f"whoosh-{digest_of('benchmarks/engines/whoosh_groups.py')}"
    return FileStorage(str(corpus.keep(name, lambda folder: _build(corpus, folder)))).open_index()


def _build(corpus: Corpus, folder: Path) -> None:
    values = Values(corpus.tables)
    names = [(facet.name, value) for facet in FACETS for value in corpus.tables.columns[facet.name].values]
    of_solution: list[dict[str, list[str]]] = [{} for _ in corpus.tables.solutions]
    for solution, number in values.pairs_of_solutions().T.tolist():
        facet, value = names[number]
        of_solution[solution].setdefault(_field(facet), []).append(value)
    writer = FileStorage(str(folder)).create_index(_schema()).writer(limitmb=MEMORY_MB)
    for number, words in enumerate(corpus.documents()):
        facets = {name: " ".join(found) for name, found in of_solution[number].items()}
        writer.add_document(number=number, **words, **facets)
    writer.commit(optimize=True)


class Whoosh:
    """Ask Whoosh: once for the answer, and once more for each chosen facet without its own choice."""

    name, is_server = "Whoosh groupedby", False

    def __init__(self, corpus: Corpus, tables: Tables) -> None:
        self._searcher = index_of(corpus).searcher()
        self._values = Values(tables)

    def ask(self, question: Question) -> Answer | None:
        """Answer a question, unless it is about one and the same report."""
        if question.on_reports:
            return None
        chosen = dict(question.chosen)
        counts = [0] * self._values.count
        found = self._search(question, [facet.name for facet in FACETS])
        self._count(counts, found, [facet.name for facet in FACETS if facet.name not in chosen])
        for name in chosen:
            self._count(counts, self._search(question, [name], without=name), [name])
        return Answer(len(found), tuple(hit["number"] for hit in found), counts)

    def _search(self, question: Question, names: list[str], without: str = "") -> Any:
        groups = {_field(name): FieldFacet(_field(name), allow_overlap=True) for name in names}
        return self._searcher.search(_query(question, without), limit=10, groupedby=groups)

    def _count(self, counts: list[int], found: Any, names: list[str]) -> None:
        for name in names:
            for value, documents in found.groups(_field(name)).items():
                if value:
                    counts[self._values.number(name, value)] = len(documents)


def _query(question: Question, without: str) -> Any:
    units = [(field, encode_all(unit)) for unit in question.units for field in WORD_FIELDS]
    words = Or([Phrase(field, unit) if len(unit) > 1 else Term(field, unit[0]) for field, unit in units])
    filters = [
        Or([Term(_field(name), value) for value in values])
        for name, values in question.chosen
        if name != without
    ]
    return And([words if units else Every(), *filters])
