"""The bank's own search, without what a page shows around it."""

from pathlib import Path

from benchmarks.corpus import Corpus, digest_of
from benchmarks.engines.answers import Answer
from benchmarks.questions import Question
from kb.catalogue import Catalogue
from kb.search.engine import SearchEngine
from kb.search.index import keys_of
from kb.search.matching import Matcher
from kb.search.model_building import build_read_model
from kb.search.read_model_files import open_read_model, save_read_model
from kb.search.reading import ReadModelMatcher
from kb.search.sealed import open_sealed, write_manifest
from kb.search.tables import Tables
from kb.search.wanted import Unit, Wanted


class Bank:
    """The core of the site's engine: match, narrow, rank and count."""

    is_server = False

    def __init__(self, name: str, tables: Tables, matcher: Matcher) -> None:
        self.name = name
        self._engine = SearchEngine(Catalogue({}, {}, {}), tables, matcher)

    def ask(self, question: Question) -> Answer:
        """Answer a question."""
        wanted = Wanted(tuple(Unit(unit) for unit in question.units))
        core = self._engine.core(question.query, wanted)
        return Answer(core.total, tuple(core.best.tolist()), core.counts)


def open_bank(corpus: Corpus) -> Bank:
    """Open the bank's read model of a corpus; build it first where it is not in the cache."""
    folder = corpus.keep(f"bank-{digest_of('kb/search')}", lambda folder: _build(corpus, folder))
    return Bank("the bank", corpus.tables, ReadModelMatcher(open_read_model(open_sealed(folder))))


def _build(corpus: Corpus, folder: Path) -> None:
    """Build from the analysed documents alone, without Whoosh beside, which takes minutes."""
    save_read_model(build_read_model(corpus.analysed(), keys_of(corpus.tables)), folder)
    write_manifest(folder, {})
