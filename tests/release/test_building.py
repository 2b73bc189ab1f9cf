"""A build makes one immutable release, reuses what did not change, and leaves the old one when it fails."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.errors import ContentError
from kb.release.building import build_release
from kb.release.store import Store, find_damage
from kb.search.query import SearchQuery
from tests.content.bank import write, write_bank

DAY = "2026-11-24"
SOLUTION = "solutions/skaermbesoeg/solution.yaml"
EXPERIENCE = "solutions/skaermbesoeg/experiences/2019-nordby.yaml"
PROSE = "solutions/skaermbesoeg/solution.md"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(write_bank(tmp_path / "content"), tmp_path / "index")


@pytest.fixture
def bank(config: Config) -> KnowledgeBank:
    return KnowledgeBank(config, clock=lambda: DAY)


def titles(bank: KnowledgeBank, text: str) -> list[str]:
    release = bank.current
    return [release.catalogue.solutions[hit.solution_id].title for hit in bank.search(SearchQuery(text)).hits]


def test_a_build_makes_a_release_that_holds_every_record(config: Config, bank: KnowledgeBank) -> None:
    """After a build the bank shows every record as it was read from the files."""
    report = build_release(config, DAY)

    assert report.is_new
    assert bank.current.id == report.release_id
    assert report.counts["solutions"] == 1
    assert report.counts["experiences"] == 1
    experience = bank.current.catalogue.experiences["skaermbesoeg/2019-nordby"]
    assert experience.outcomes[0].value == 40
    assert bank.current.adoption("skaermbesoeg").stopped == ("sydby",)
    assert "<h2>" in bank.current.catalogue.solutions["skaermbesoeg"].prose.html


def test_a_second_build_with_nothing_changed_reads_no_file(config: Config) -> None:
    """Building the same content on the same day again changes nothing."""
    first = build_release(config, DAY)
    second = build_release(config, DAY)

    assert not second.is_new
    assert second.files_read == 0
    assert second.release_id == first.release_id


def test_a_change_in_one_file_reads_that_file_only(config: Config, bank: KnowledgeBank) -> None:
    """After a change in one report the rest is reused, and the site shows the change."""
    build_release(config, DAY)
    before = bank.current.id
    text = (config.content_dir / EXPERIENCE).read_text(encoding="utf-8")
    write(config.content_dir, EXPERIENCE, text.replace("Besøg blev lagt om", "Togturen blev lagt om"))

    report = build_release(config, DAY)

    assert report.files_read == 1
    assert bank.current.id == report.release_id != before
    assert titles(bank, "togturen") == ["Skærmbesøg i Nordby"]


def test_a_removed_solution_is_found_no_more(config: Config, bank: KnowledgeBank) -> None:
    """A solution whose files are gone is in neither catalogue nor index after the next build."""
    text = (config.content_dir / SOLUTION).read_text(encoding="utf-8")
    write(
        config.content_dir, "solutions/andet/solution.yaml", text.replace("Skærmbesøg i Nordby", "Papegøje")
    )
    build_release(config, DAY)
    assert titles(bank, "papegøje") == ["Papegøje"]

    (config.content_dir / "solutions/andet/solution.yaml").unlink()
    build_release(config, DAY)

    assert titles(bank, "papegøje") == []


def test_wrong_content_leaves_the_old_release(config: Config, bank: KnowledgeBank) -> None:
    """A build of wrong content fails with every fault and the site goes on with the old release."""
    build_release(config, DAY)
    before = bank.current.id
    write(config.content_dir, SOLUTION, "title: ''\n")

    with pytest.raises(ContentError) as failure:
        build_release(config, DAY)

    assert len(failure.value.problems) >= 2
    assert bank.current.id == before
    assert titles(bank, "skærmbesøg") == ["Skærmbesøg i Nordby"]
    assert leftovers(config) == []


def test_the_name_of_a_release_follows_content_and_day(config: Config) -> None:
    """The same content on the same day has the same id; another day or content has another."""
    first = build_release(config, DAY).release_id
    other_day = build_release(config, "2026-11-25").release_id
    write(config.content_dir, "solutions/skaermbesoeg/solution.md", "## Andet\n")

    assert len({first, other_day, build_release(config, DAY).release_id}) == 3


def test_a_release_younger_than_an_hour_is_kept(config: Config) -> None:
    """However many builds there are, a release under an hour old stays for those who still read it."""
    ids = [build_release(config, f"2026-11-{day}").release_id for day in range(20, 25)]

    assert all(Store(config.index_dir).folder(release_id).is_dir() for release_id in ids)


def test_old_releases_go_but_the_two_newest_stay(config: Config) -> None:
    """Releases over an hour old are removed except the two newest."""
    import os

    ids = [build_release(config, f"2026-11-{day}").release_id for day in range(20, 24)]
    for age, release_id in enumerate(reversed(ids)):
        os.utime(Store(config.index_dir).folder(release_id), (1_000_000 - age, 1_000_000 - age))
    newest = build_release(config, DAY).release_id

    left = {path.name for path in config.index_dir.iterdir() if path.is_dir()}
    assert left == {newest, ids[-1]}


def test_the_folder_of_releases_is_for_its_owner_only(config: Config) -> None:
    """An index holds files that a stranger must not be able to plant."""
    build_release(config, DAY)

    assert config.index_dir.stat().st_mode & 0o777 == 0o700


def leftovers(config: Config) -> list[str]:
    return [
        path.name for path in config.index_dir.iterdir() if path.name.startswith((".building", ".current"))
    ]


def test_a_sealed_release_has_no_damage(config: Config) -> None:
    """Every file of a fresh release is as it was sealed."""
    release_id = build_release(config, DAY).release_id

    assert find_damage(Store(config.index_dir).folder(release_id)) == ()


def a_word(config: Config) -> None:
    text = (config.content_dir / EXPERIENCE).read_text(encoding="utf-8")
    write(config.content_dir, EXPERIENCE, text.replace("Besøg blev lagt om", "Togturen blev lagt om"))


def a_new_solution(config: Config) -> None:
    text = (config.content_dir / SOLUTION).read_text(encoding="utf-8")
    write(config.content_dir, SOLUTION.replace("skaermbesoeg", "andet"), text.replace("Skærmbesøg", "Robot"))


def no_report(config: Config) -> None:
    (config.content_dir / EXPERIENCE).unlink()
    write(config.content_dir, PROSE, "## Uden tal\n")


def a_withdrawn_report(config: Config) -> None:
    text = (config.content_dir / EXPERIENCE).read_text(encoding="utf-8")
    write(
        config.content_dir, EXPERIENCE, f"{text}withdrawn:\n  date: 2026-11-01\n  reason: Den er dobbelt.\n"
    )


def a_renamed_municipality(config: Config) -> None:
    path = "municipalities/nordby.yaml"
    text = (config.content_dir / path).read_text(encoding="utf-8")
    write(config.content_dir, path, text.replace("name: Nordby", "name: Nyby"))


@pytest.mark.parametrize(
    "change", [a_word, a_new_solution, no_report, a_withdrawn_report, a_renamed_municipality]
)
def test_a_release_built_upon_another_is_the_one_built_from_nothing_byte_by_byte(
    config: Config, change: Callable[[Config], None]
) -> None:
    """Whatever changed, taking over the rest makes the same files as reading, grading and indexing everything."""
    write(
        config.content_dir,
        SOLUTION.replace("skaermbesoeg", "tredje"),
        (config.content_dir / SOLUTION).read_text(),
    )
    build_release(config, DAY)
    change(config)
    grown = build_release(config, DAY)

    anew = build_release(config, DAY, from_nothing=True)

    assert grown.files_reused > 0 == anew.files_reused
    assert (anew.release_id, anew.differing) == (grown.release_id, ())


def test_a_build_from_nothing_tells_what_it_found_otherwise(config: Config) -> None:
    """When a release is not what its content makes, the build that replaces it names the file."""
    folder = Store(config.index_dir).folder(build_release(config, DAY).release_id)
    (folder / "overview.json").write_text("{}")

    assert build_release(config, DAY, from_nothing=True).differing == ("overview.json",)
    assert build_release(config, DAY, from_nothing=True).differing == ()


def test_a_file_that_was_written_again_is_read_again(config: Config) -> None:
    """Also when it has the same length, right after it was read."""
    write(config.content_dir, PROSE, "## Et\n")
    first = build_release(config, DAY).release_id
    write(config.content_dir, PROSE, "## To\n")

    assert build_release(config, DAY).release_id != first


def test_a_reference_to_something_that_went_away_stops_the_build(config: Config) -> None:
    """What did not change is checked again where something that it may refer to is gone."""
    related = "related:\n- solution: andet\n  relation: Den ligner.\n"
    text = (config.content_dir / SOLUTION).read_text(encoding="utf-8")
    write(config.content_dir, SOLUTION.replace("skaermbesoeg", "andet"), text)
    write(config.content_dir, SOLUTION, text + related)
    build_release(config, DAY)
    (config.content_dir / SOLUTION.replace("skaermbesoeg", "andet")).unlink()

    with pytest.raises(ContentError, match="Løsningen findes ikke"):
        build_release(config, DAY)
