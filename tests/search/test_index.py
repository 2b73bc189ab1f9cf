"""The index on disk: damage, building upon another, many threads, and hostile queries."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from structlog.testing import capture_logs

from kb.catalogue import Catalogue
from kb.errors import IndexUnavailable
from kb.search.compounds import Compounds
from kb.search.core import Core
from kb.search.engine import SearchEngine
from kb.search.index import FOLDER, FORMAT, WHOOSH, build_index, open_index
from kb.search.matching import Ways
from kb.search.query import SearchQuery, parse_query
from kb.search.read_model_files import MODEL
from kb.search.sealed import MANIFEST, write_manifest
from kb.search.tables import TABLE_FILES, build_tables
from kb.search.wanted import Unit, Wanted
from tests.search.toy import AS_OF, QUERIES, indexed, municipality, random_catalogue, scanning, solution

ROBOT = Wanted((Unit(("robot",)),))
HOSTILE = {
    "wildcards": "*a* " * 30,
    "range": "[a TO z]",
    "brackets": "(" * 2_000,
    "nots": "NOT " * 3_000,
    "terms": " ".join(f"ord{number}" for number in range(3_000)),
    "nul": "robot\x00robot",
    "surrogate": "\ud800robot\udfff",
    "field": "id:1 title:robot key:en solution:en",
    "megabyte": "robot " * 170_000,
    "quotes": '"' * 500,
    "slashes": "robot~2 /[a-z]*/ ^10 \\ -- +",
    "phrase": '"' + "robot " * 40 + '"',
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return random_catalogue(1, 20, 80)


@pytest.fixture(scope="module")
def built(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("index")
    build_index(catalogue, directory, tables=build_tables(catalogue, AS_OF))
    return directory


@pytest.fixture
def engine(catalogue: Catalogue, built: Path) -> SearchEngine:
    return SearchEngine.open(built, catalogue)


def files_of(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file())


def empty(path: Path) -> None:
    path.write_bytes(b"")


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_at_random(path: Path) -> None:
    path.write_bytes(Random(1).randbytes(path.stat().st_size))


def change_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [Path.unlink, empty, truncate, fill_at_random, change_a_bit])
def test_a_damaged_file_gives_the_same_answer_or_a_clear_no(
    damage: Callable[[Path], None], catalogue: Catalogue, built: Path, engine: SearchEngine, tmp_path: Path
) -> None:
    """However a file is damaged: without the tables there is no index, without the read model Whoosh answers."""
    right = engine.core(SearchQuery("robot"), ROBOT)
    for number, file in enumerate(files_of(built)):
        directory = tmp_path / str(number)
        shutil.copytree(built, directory)
        damage(directory / file.relative_to(built))

        with capture_logs() as logs:
            answer = answer_of(directory, catalogue)

        if file.name != MANIFEST:  # which may accuse any file, or nobody
            assert (answer is None) == (file.name in TABLE_FILES)
            assert [log["event"] for log in logs] == ["read_model_failed"] * (file.parent.name == MODEL)
        if answer:
            assert (answer.total, answer.counts.tolist()) == (right.total, right.counts.tolist())


def answer_of(directory: Path, catalogue: Catalogue) -> Core | None:
    with suppress(IndexUnavailable):
        return SearchEngine.open(directory, catalogue).core(SearchQuery("robot"), ROBOT)
    return None


def test_with_both_read_model_and_whoosh_damaged_there_is_no_index(
    catalogue: Catalogue, built: Path, tmp_path: Path
) -> None:
    """An index that can answer in no way says so when it is opened."""
    shutil.copytree(built, tmp_path / "copy")
    for file in files_of(tmp_path / "copy"):
        if file.parent.name in (MODEL, WHOOSH):
            truncate(file)

    assert answer_of(tmp_path / "copy", catalogue) is None


@pytest.mark.parametrize("damage", [Path.unlink, empty, truncate])
def test_a_fault_that_was_sealed_in_is_an_unavailable_index_too(
    damage: Callable[[Path], None], catalogue: Catalogue, built: Path, engine: SearchEngine, tmp_path: Path
) -> None:
    """Where a wrong file was written down as right, the reader still gets an answer or a clear no."""
    right = engine.core(SearchQuery("robot"), ROBOT)
    for number, file in enumerate(files_of(built)):
        if file.name == MANIFEST:
            continue
        directory = tmp_path / str(number)
        shutil.copytree(built, directory)
        damage(directory / file.relative_to(built))
        write_manifest(directory / "search", {"format": FORMAT, "names": ""})

        answer = answer_of(directory, catalogue)
        assert answer is None or answer.total == right.total


def test_an_index_of_other_content_is_refused(built: Path) -> None:
    """An index is only opened with the records it was built from."""
    with pytest.raises(IndexUnavailable):
        SearchEngine.open(built, random_catalogue(2, 1, 0))


def test_an_index_of_another_format_is_refused(catalogue: Catalogue, built: Path, tmp_path: Path) -> None:
    """An index that another version of the bank wrote is built anew, not guessed at."""
    shutil.copytree(built, tmp_path / "old")
    write_manifest(tmp_path / "old" / "search", {"format": 0, "names": ""})

    with pytest.raises(IndexUnavailable):
        SearchEngine.open(tmp_path / "old", catalogue)


def test_an_index_tells_how_terms_are_split_as_splitting_them_anew_does(
    catalogue: Catalogue, built: Path, tmp_path: Path
) -> None:
    """Read model and Whoosh hold the parts of every term that solutions have, and of no other."""
    without_model = tmp_path / "index"
    shutil.copytree(built, without_model)
    shutil.rmtree(without_model / FOLDER / MODEL)
    for directory in (built, without_model):
        *_, lexicon = open_index(directory)
        anew = Compounds(dict(lexicon.counts))

        assert any(lexicon.told(term) for term in lexicon.counts)
        assert {term: lexicon.told(term) for term in lexicon.counts} == {
            term: anew.parts_of(term) for term in lexicon.counts
        }
        assert lexicon.told("ingenhardetteord") is None
        assert lexicon.compounds.parts_of("robotrobot") == anew.parts_of("robotrobot")


def test_files_that_vanish_after_opening_are_not_missed(catalogue: Catalogue, tmp_path: Path) -> None:
    """An open index needs its files no longer."""
    engine = indexed(catalogue, tmp_path / "index")
    before = engine.search(SearchQuery("robot"))
    shutil.rmtree(tmp_path / "index")

    assert engine.search(SearchQuery("robot")) == before


def test_when_the_index_fails_every_record_is_read_and_it_is_logged_once(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """When the read model fails Whoosh answers, and when that fails too, the engine scans and says so."""
    engine = indexed(catalogue, tmp_path)
    right = [engine.search(SearchQuery(text)).total for text in QUERIES]
    with capture_logs() as logs:
        break_read_model(engine)
        by_whoosh = [engine.search(SearchQuery(text)) for text in QUERIES]
        break_whoosh(engine)
        by_scan = [engine.search(SearchQuery(text)) for text in QUERIES]

    assert [log["event"] for log in logs] == ["read_model_failed", "index_failed"]
    assert [answer.total for answer in by_whoosh] == [answer.total for answer in by_scan] == right
    assert not by_whoosh[-1].is_degraded
    assert by_scan[-1].is_degraded


def break_read_model(engine: SearchEngine) -> None:
    ways = engine._ways._opened[0]
    assert isinstance(ways, Ways)
    object.__setattr__(ways._opened[0], "model", None)


def break_whoosh(engine: SearchEngine) -> None:
    ways = engine._ways._opened[0]
    assert isinstance(ways, Ways)
    ways._opened[1]._index.storage.files.clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_queries_are_harmless(text: str, catalogue: Catalogue, engine: SearchEngine) -> None:
    """No text makes a search fail or reach a field of the index."""
    scan = scanning(catalogue)
    for one in (engine, scan):
        one.search(SearchQuery("robot ukendtord"))
        from_form, from_code = one.search(parse_query([("q", text)])), one.search(SearchQuery(text))
        assert from_form.total == from_code.total
        assert one.is_degraded is (one is scan)


def test_a_field_of_the_index_cannot_be_asked_for(engine: SearchEngine) -> None:
    """A colon separates words; it never names a field."""
    assert engine.search(SearchQuery("solution:loesning-1 key:loesning-1")).total == (
        engine.search(SearchQuery("solution loesning-1 key loesning-1")).total
    )


def test_many_threads_see_what_one_sees(engine: SearchEngine) -> None:
    """Eight threads that search at once get the answers of one."""
    queries = [SearchQuery(text, page_size=100) for text in QUERIES] * 3
    alone = [engine.search(query) for query in queries]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(engine.search, queries))

    assert together == alone
    assert not any(answer.is_degraded for answer in together)


def segments(directory: Path) -> set[int]:
    """Collect the files of an index that hold postings, by their place on the disk."""
    return {path.stat().st_ino for path in directory.rglob("*") if path.suffix in (".seg", ".pst")}


def test_what_did_not_change_is_not_written_again(catalogue: Catalogue, built: Path, tmp_path: Path) -> None:
    """An incremental build shares the postings of the previous index and leaves it whole."""
    changed = replace(
        catalogue, solutions={**catalogue.solutions, "loesning-1": solution("loesning-1", title="Xylofon")}
    )

    engine = indexed(changed, tmp_path, previous=built, changed_solutions=frozenset({"loesning-1"}))

    assert segments(built) < segments(tmp_path)
    assert [hit.solution_id for hit in engine.search(SearchQuery("xylofon")).hits] == ["loesning-1"]
    assert SearchEngine.open(built, catalogue).search(SearchQuery("xylofon")).total == 0


def test_many_small_changes_do_not_scatter_the_index(
    catalogue: Catalogue, built: Path, tmp_path: Path
) -> None:
    """However often an index is built upon, it stays in two pieces and finds what is newest."""
    previous, after = built, catalogue
    for number in range(10):
        after = replace(
            after,
            solutions={**after.solutions, "ny": solution("ny", title=f"Xylofon {number}", summary="Ny.")},
        )
        build_index(
            after,
            tmp_path / str(number),
            tables=build_tables(after, AS_OF),
            previous=previous,
            changed_solutions=frozenset({"ny"}),
        )
        previous = tmp_path / str(number)

    engine = SearchEngine.open(previous, after)
    assert [str(hit.title) for hit in engine.search(SearchQuery("xylofon")).hits] == ["Xylofon 9"]
    assert len(segments(previous)) == 2
    assert len(segments(previous) & segments(built)) == 1


def test_changes_here_and_there_are_written_together(
    catalogue: Catalogue, built: Path, tmp_path: Path
) -> None:
    """After eight changes of eight solutions there are few pieces beside the large one, which stays."""
    previous, after = built, catalogue
    for number, solution_id in enumerate(sorted(catalogue.solutions)[:8]):
        changed = solution(solution_id, title=f"Xylofon {number}")
        after = replace(after, solutions={**after.solutions, solution_id: changed})
        engine = indexed(
            after,
            tmp_path / str(number),
            previous=previous,
            changed_solutions=frozenset({solution_id}),
        )
        previous = tmp_path / str(number)

    assert len(segments(previous)) <= 6
    assert len(segments(previous) & segments(built)) == 1
    query = SearchQuery("xylofon")
    assert engine.search(query) == indexed(after, tmp_path / "anew").search(query)


def test_an_index_that_has_changed_much_is_put_together(catalogue: Catalogue, tmp_path: Path) -> None:
    """When what changed since the last full build is no longer small, the index becomes one piece again."""
    build_index(catalogue, tmp_path / "0", tables=build_tables(catalogue, AS_OF))
    ids = sorted(catalogue.solutions)
    for number in range(1, 5):
        changed = frozenset(ids[number * 12 - 12 : number * 12])
        previous = tmp_path / str(number - 1)
        engine = indexed(catalogue, tmp_path / str(number), previous=previous, changed_solutions=changed)

    assert 1 in [len(segments(tmp_path / str(number))) for number in range(1, 5)]
    for text in QUERIES:
        query = SearchQuery(text, page_size=100)
        assert engine.search(query) == SearchEngine.open(tmp_path / "0", catalogue).search(query)


def damaged(catalogue: Catalogue, directory: Path) -> Catalogue:
    fill_at_random(next(directory.rglob("*.pst")))
    return catalogue


def renamed(catalogue: Catalogue, _: Path) -> Catalogue:
    return replace(catalogue, municipalities={"nordby": municipality("Nyby")})


def grown_in_secret(catalogue: Catalogue, _: Path) -> Catalogue:
    return replace(catalogue, solutions={**catalogue.solutions, "ny": solution("ny", title="Xylofon")})


@pytest.mark.parametrize("change", [damaged, renamed, grown_in_secret])
def test_an_index_that_cannot_be_trusted_is_not_built_upon(
    change: Callable[[Catalogue, Path], Catalogue], catalogue: Catalogue, built: Path, tmp_path: Path
) -> None:
    """Damage, a renamed place or a change that nobody told of make the build a full one."""
    shutil.copytree(built, tmp_path / "old")
    after = change(catalogue, tmp_path / "old")

    with capture_logs():
        one = indexed(after, tmp_path / "new", previous=tmp_path / "old", changed_solutions=frozenset())
    other = indexed(after, tmp_path / "anew")

    assert not segments(tmp_path / "old") & segments(tmp_path / "new")
    for text in (*QUERIES, "xylofon"):
        assert one.search(SearchQuery(text)) == other.search(SearchQuery(text))


def test_a_build_tells_how_far_it_is(catalogue: Catalogue, tmp_path: Path) -> None:
    """Every solution passes the progress bar once."""
    seen: list[str] = []

    def track(_label: str, items: object) -> list[str]:
        seen.extend(items)  # type: ignore[call-overload]
        return seen

    build_index(catalogue, tmp_path, tables=build_tables(catalogue, AS_OF), track=track)

    assert seen == sorted(key for key, found in catalogue.solutions.items() if not found.withdrawn)
