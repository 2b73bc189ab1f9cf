"""The decision brief: facts in the order a committee asks, the reader's own numbers, and what is missing."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Config
from kb.records.business_case import Entry
from kb.records.course import Stage, StageEvent
from kb.records.discussion import Withdrawal
from kb.records.framework import DatedChange
from kb.records.outcome import Art, Direction, Outcome, Role
from kb.web.app import create_app
from kb.web.brief.economy import CHOICE
from kb.web.brief.results import best_of
from kb.web.brief.room import keep, lines, names, shorten
from tests.web.conftest import Page, said
from tests.web.rich import FULL, RICH, THIN, bank_with, rich_catalogue
from tests.web.test_app import repeated_ids, skipped_headings
from tests.web.test_appraisal import HOSTILE
from tests.web.test_comparison import compared_catalogue
from tests.web.test_i18n import DANISH, words_outside
from tests.web.toy import EVIL, ToyBank, toy_release

SKAERM = "/loesninger/skaerm/beslutningsoplaeg/"
RIG = "/loesninger/rig/beslutningsoplaeg/"
THE_CASE = "enhed=besøg&maengde=120&pr=uge&loen=260&u1=200000&u2=120000&g1=10&g1-andel=25"
PAGES = (
    SKAERM,
    f"{SKAERM}?kommune=zahle",
    f"{SKAERM}?kommune=findes-ikke&{THE_CASE}",
    f"{RIG}?kommune=nordby",
    f"{RIG}?kommune=aalum&{THE_CASE}",
    f"{RIG}?u1=abc",
    "/loesninger/tynd/beslutningsoplaeg/?kommune=zahle",
    "/loesninger/tom/beslutningsoplaeg/?kommune=zahle",
    "/loesninger/robotter/beslutningsoplaeg/",
    "/loesninger/ond/beslutningsoplaeg/?kommune=aalum",
)


def brief_catalogue():
    """Put the rich solution beside the invented bank that can be compared."""
    compared, rich = compared_catalogue(), rich_catalogue()
    return replace(
        compared,
        solutions={**rich.solutions, **compared.solutions},
        experiences={**rich.experiences, **compared.experiences},
    )


@pytest.fixture(scope="module")
def release():
    return toy_release(brief_catalogue(), "toy-brief")


@pytest.fixture
def bank(release):
    return ToyBank(current=release)


def open_brief(bank, path: str) -> Page:
    """Read a brief of another bank."""
    response = create_app(Config(), bank).test_client().get(path)
    assert response.status_code == 200
    return Page(response.get_data(as_text=True))


def section(found: Page, name: str) -> str:
    """Say all that a section says."""
    (one,) = found.all("section", id=name)
    return said(one)


def rows_in(found: Page, name: str) -> list[list[str]]:
    """List the rows of the table in a section, cell by cell, without its head."""
    (one,) = found.all("section", id=name)
    return [[said(cell) for cell in row] for row in one.iter(f"{{{one.tag[1:].split('}')[0]}}}tr")][1:]


@pytest.mark.parametrize("path", [*PAGES, *(f"/en{path}" for path in PAGES)])
def test_every_brief_is_sound(page, path):
    """A brief parses strictly, has one h1, headings in order and ids that occur once, and no link is dead."""
    found = page(path)
    ids = {element.get("id") for element in found.tree.iter()}

    assert len(found.all("h1")) == 1
    assert skipped_headings(found) == []
    assert repeated_ids(found) == []
    assert [link for link in found.links() if link.startswith("#") and link[1:] not in ids] == []
    assert found.all("script") == []
    assert [element for element in found.tree.iter() if element.get("style")] == []


@pytest.mark.parametrize("path", PAGES)
def test_an_english_brief_has_no_danish_words_of_ours(page, path):
    """In an English brief all Danish words come from records and are marked as Danish."""
    (body,) = page(f"/en{path}").all("body")
    words = {word.strip(".,:;()?!").lower() for word in words_outside(body, "da")}

    assert sorted(DANISH & words) == []


@pytest.mark.parametrize("path", [SKAERM, f"{RIG}?kommune=nordby&{THE_CASE}"])
def test_the_sections_stand_in_the_order_a_committee_asks(page, path):
    """What it is, how well proven, who tried, results, ours, economy, risks, unknown, calls, sources."""
    sections = [one.get("id") for one in page(path).all("section")]

    assert sections == [
        "hvad", "grad", "hvem", "resultater", "hos-os", "oekonomi", "risici", "huller", "ring", "kilder",
    ]  # fmt: skip


def test_a_brief_recommends_nothing_and_gives_no_score(page):
    """It says that it recommends nothing, and holds neither a match nor a score."""
    found = page(f"{SKAERM}?kommune=zahle")

    assert "Oplægget anbefaler ikke noget." in found.main
    assert "match" not in found.text
    assert "score" not in found.text.lower()


def test_the_grade_stands_with_its_rule_and_its_counts(page):
    """Nordby's report counts, the other two do not, and the one that went wrong is named as such."""
    words = section(page(SKAERM), "grad")

    assert "Reglen:" in words
    assert "1 erfaring tæller med. 2 tæller ikke med." in words
    assert "Den anden vej peger: Ærtholm." in words
    assert "Til næste trin:" in words


def test_who_tried_runs_and_stopped_and_why(page):
    """Zahle stopped in 2022 for want of law, with the source; eleven others are counted without a name."""
    rig, skaerm = section(page(RIG), "hvem"), section(page(SKAERM), "hvem")

    assert "Prøvet 2: Nordby, Zahle" in rig
    assert "I drift 1: Nordby" in rig
    assert re.search(r"Zahle 2022: Hjemmel eller jura kilde \[1\]", rig)
    assert "og 11 uden navn" in skaerm


def test_nobody_has_tried(page):
    """Where the bank has no report, each section says so and nothing breaks."""
    found = page("/loesninger/tom/beslutningsoplaeg/?kommune=zahle")

    assert "Banken har ingen erfaringer med den." in section(found, "grad")
    assert "Prøvet 0 I drift 0 Stoppet 0" in section(found, "hvem")
    assert "Ingen har målt, talt op eller fortalt om et resultat endnu." in section(found, "resultater")
    assert "Kildernes egne tal: ikke oplyst." in section(found, "oekonomi")
    assert section(found, "risici").endswith("Ikke oplyst")
    assert section(found, "kilder") == "Kilder Ikke oplyst"


def test_results_stand_with_kind_who_and_source(page):
    """The measured ones come first, the one that got worse second; an expectation is no result."""
    found = page(RIG)
    rows = rows_in(found, "resultater")

    assert rows[0][0] == "Frigjort tid hos personalet, 2020"
    assert rows[0][1:] == ["13,6 timer om ugen pr. distrikt", "målt, Nordby og Zahle kilde [2]"]
    assert rows[1][:2] == ["Ventetid", "−3 (−5 til −1) dage"]
    assert "målt, den anden vej, Nordby og Zahle" in rows[1][2]
    assert "200" not in section(found, "resultater")


def test_the_best_measured_findings_come_one_after_the_other():
    """Each is the headline of what is left: measured before told, effect before use; expectations never."""
    found = best_of([FULL], {"frigjort-tid"}, 9)

    assert [one.outcome.id for one in found] == ["tid", "skidt", "fald", "ord"]


def test_a_result_that_fell_short_is_never_left_out(bank):
    """With nine better measured results, the one that points the other way still stands second."""
    better = tuple(
        Outcome(f"m{n}", f"Mål {n}", Role.EFFECT, Art.MEASURED, "egen", value=Decimal(n), unit="pct")
        for n in range(1, 10)
    )
    worse = Outcome(
        "v", "Flere fald", Role.EFFECT, Art.EXPERIENCED, "egen", words="flere", direction=Direction.WORSE
    )
    found = open_brief(bank_with(replace(FULL, outcomes=(*better, worse))), RIG)

    assert rows_in(found, "resultater")[1][0] == "Flere fald"
    assert re.search(r"… og \d+ til på siden", section(found, "resultater"))


def test_mine_stand_beside_theirs(page):
    """Zahle's 15,000 people and 50 km² stand beside Nordby's, each with its year and source."""
    found = page(f"{SKAERM}?kommune=zahle")
    rows = {row[0]: row[1:] for row in rows_in(found, "hos-os")}

    assert re.fullmatch(r"15\.000 \(2026\) kilde \[\d+\]", rows["Indbyggere"][0])
    assert rows["Indbyggere"][1:] == ["20.000", "10.000–80.000", "afviger"]
    assert rows["Areal"][0].startswith("50 km² (2025)")
    assert "Ligner: 0. Afviger: 3. Ved vi ikke: 6." in section(found, "hos-os")


def test_whom_to_ring_and_what_to_ask(page):
    """The nearest and the one that stopped stand with a question and the way to them; why no third is said."""
    words = section(page(f"{SKAERM}?kommune=zahle"), "ring")

    assert "Nordby, ligner lidt. I drift 2021. Ligner jer mest af dem, der har prøvet." in words
    assert "Ærtholm, ligner lidt. Stoppet 2022. Nærmest af dem, der stoppede." in words
    assert "De, hvor det lykkedes, står allerede her." in words
    assert "post@aertholm.example" in words
    assert "Vi kender ingen funktionspostkasse. Kilden: KL 2019" in words
    assert words.count("Spørg:") == 2


def test_answers_from_the_page_here_are_carried_into_the_brief(page):
    """An answer given on "Hos os?" moves its factor, and the link back carries it."""
    found = page(f"{SKAERM}?kommune=zahle&svar-besoeg=1200")

    assert "Besoeg" in {row[0] for row in rows_in(found, "hos-os")}
    assert "1.200 (jeres svar)" in section(found, "hos-os")
    assert any("hos-os/?svar-besoeg=1200" in link for link in found.links())


def test_without_a_municipality_the_brief_offers_the_choice(page):
    """It says what is missing and keeps the reader's numbers in the form."""
    found = page(f"{SKAERM}?{THE_CASE}")
    hidden = {field.get("name"): field.get("value") for field in found.all("input", type="hidden")}

    assert "Kommune er ikke valgt." in section(found, "hos-os")
    assert "Vælg jeres kommune ovenfor." in section(found, "ring")
    assert len(found.all("select", id="kommune")) == 1
    assert hidden["loen"] == "260"


def test_an_unknown_municipality_is_said(page):
    """What the address asks for and we do not know is said at the field."""
    assert "Vi kender ikke den kommune" in page(f"{SKAERM}?kommune=findes-ikke").main


def test_the_readers_own_case_is_worked_out(page):
    """120 visits a week × 52 × 10 minutes are 1,040 hours; × 260 kr. × 25 % are 67,600 kr. a year.

    The costs are 200,000 + 5 × 120,000 = 800,000 kr.
    """
    found = page(f"{RIG}?{THE_CASE}")
    words = section(found, "oekonomi").replace("\N{NO-BREAK SPACE}", " ")

    assert "800.000 kr. over 5 år" in words
    assert "1.040 timer frigjort tid om året; 67.600 kr. penge på budgettet om året" in words
    assert (
        "Regnet over 5 år med en rente på 3,5 %. Mængde: 120 besøg om ugen. Lønsum pr. time: 260 kr." in words
    )
    assert any("/beregn/" in link and "u1=200000" in link for link in found.links())


def test_without_a_case_the_sources_speak_alone(page):
    """Nothing of ours is worked out; the sources' figures stand one by one, the grant last."""
    found = page(RIG)
    titles = [row[0].partition(":")[0] for row in rows_in(found, "oekonomi")]

    assert "Ikke regnet på jeres tal." in section(found, "oekonomi")
    assert titles == ["Investering", "Gevinst", "Netto", "Tilskud, holdt for sig"]
    assert "Intet er lagt sammen" in section(found, "oekonomi")


def test_every_kind_of_figure_has_its_place_in_the_choice():
    """No kind of line is forgotten, and grants come last."""
    assert set(CHOICE) == set(Entry)
    assert CHOICE[-1] is Entry.GRANT


def test_a_number_that_cannot_be_read_is_said(page):
    """A wrong number works nothing out and leads to the page where it can be mended."""
    found = page(f"{RIG}?u1=abc")

    assert "et af tallene i adressen kan vi ikke læse" in section(found, "oekonomi")
    assert any("/beregn/?u1=abc" in link for link in found.links())


def test_risks_say_whether_they_happened(page):
    """What happened comes first, then what nobody foresaw, then what no source tells of."""
    rows = rows_in(page(RIG), "risici")

    assert rows == [
        ["Borgerne siger nej.", "Ja, i 1 af 1 erfaring. Nordby og Zahle"],
        ["Strømmen gik.", "Ja. Nordby og Zahle"],
        ["Aftalen bliver for dyr. kilde [1]", "Ikke oplyst"],
    ]


def test_what_nobody_knows(page):
    """What no source says and what sources disagree on stand in words."""
    words = section(page(RIG), "huller")

    assert "Ikke fundet i nogen kilde: Pris pr. enhed" in words
    assert "Kilderne er uenige: Hvor mange borgere?" in words


@pytest.mark.parametrize("path", [RIG, f"{RIG}?kommune=nordby", f"{SKAERM}?kommune=zahle"])
def test_sources_are_numbered_in_the_order_they_are_cited(page, path):
    """The numbers run 1, 2, 3 … through the page, and the list holds those and no others."""
    found = page(path)
    cited = [int(number) for number in re.findall(r"\[(\d+)\]", found.main)]
    listed = found.all("ol", class_="brief__src")[0]

    assert list(dict.fromkeys(cited)) == list(range(1, max(cited) + 1))
    assert len([li for li in listed if li.tag.endswith("li")]) == max(cited)


def test_the_brief_says_which_release_it_is_from_and_where_it_stands(bank):
    """Release, day and address stand at the foot; the address in print leaves the reader's numbers out."""
    client = create_app(Config(base_url="https://bank.example"), bank).test_client()
    found = Page(client.get(f"{RIG}?kommune=nordby&{THE_CASE}").get_data(as_text=True))

    assert "Udgivelse toy-brief. Posten er kontrolleret 24. nov. 2026." in found.main
    (link,) = [a for a in found.all("a") if (a.text or "").startswith("https://bank.example")]
    assert link.text == f"https://bank.example{RIG}?kommune=nordby"
    assert "u1=200000" in link.get("href")


def test_a_withdrawn_solution_says_so_and_only_the_newest_changes_stand():
    """The withdrawal stands first; of three changes since the record was made the two newest."""
    changes = tuple(DatedChange(f"202{n}", f"Ændring {n}.") for n in (1, 2, 3))
    solution = replace(RICH, withdrawn=Withdrawal("2026-01-01", "Produktet er væk."), changes=changes)
    main = open_brief(bank_with(solutions=(solution, THIN)), RIG).main

    assert "Trukket tilbage 1. jan. 2026: Produktet er væk." in main
    assert "Ændring 3." in main
    assert "Ændring 1." not in main


def test_many_who_tried_are_counted_where_there_is_no_room(bank):
    """Forty names do not fit; the count stands, and the rest is one link away."""
    places = tuple(f"en-ret-lang-kommune-nummer-{n}" for n in range(40))
    report = replace(FULL, municipalities=places, stages=(StageEvent(Stage.RUNNING, "2020"),))
    words = section(open_brief(bank_with(report), RIG), "hvem")

    assert "Prøvet 40: en-ret" in words
    assert re.search(r"… og 3\d til på siden", words)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["kommune", "u1", "loen", "aar", "svar-besoeg", "vaegt-areal"])
def test_hostile_addresses_get_a_page(client, name, value):
    """Whatever stands in the address, the answer is a page, and nothing of it becomes HTML."""
    response = client.get(SKAERM, query_string={name: value, "kommune": "zahle"} | {name: value})

    assert response.status_code == 200
    assert "<script" not in response.get_data(as_text=True)


def test_ten_thousand_fields_get_a_page(client):
    """An address with ten thousand fields gets a page of ours that says so."""
    response = client.get(f"{SKAERM}?{'&'.join(f'x{n}=1' for n in range(10_000))}")

    assert response.status_code < 500
    assert len(Page(response.get_data(as_text=True)).all("h1")) == 1


@pytest.mark.parametrize(
    "path", ["/loesninger/findes-ikke/beslutningsoplaeg/", "/loesninger/..%2f/beslutningsoplaeg/"]
)
def test_a_solution_that_does_not_exist_is_missing(client, path):
    """There is no brief of what is not there."""
    assert client.get(path, follow_redirects=True).status_code == 404


def test_hostile_words_are_only_words(page):
    """Hostile text in a record is shown as text, cut or whole."""
    found = page("/loesninger/ond/beslutningsoplaeg/?kommune=aalum")

    assert EVIL[:12] in found.main
    assert found.all("img") == []


@given(st.lists(st.text(max_size=60), max_size=30), st.integers(0, 40))
def test_what_is_kept_fits_and_nothing_is_lost(texts, room):
    """The kept ones are the first and fit the room, or are one; with those left they make up all."""
    kept = keep(texts, room, lambda text: lines(text, 20))

    assert list(kept.items) == texts[: len(kept.items)]
    assert len(kept.items) + kept.left == len(texts)
    assert len(kept.items) == min(1, len(texts)) or sum(lines(text, 20) for text in kept.items) <= room
    assert len(keep(texts, room + 1, lambda text: lines(text, 20)).items) >= len(kept.items)
    assert len(names(texts, room).items) <= 1 or len(", ".join(names(texts, room).items)) <= room


@given(st.text(), st.integers(2, 80))
def test_a_shortened_text_is_never_too_long(text, longest):
    """A text that fits stays as it is; a longer one is cut and says so."""
    short = shorten(text, longest)

    assert len(short) <= longest + 1
    assert (short == text) is (len(text) <= longest) or not short.endswith("…")
