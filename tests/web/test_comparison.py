"""Hos os?: alike, different, not known, whom to ring, weights and answers in the address."""

from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from flask import render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.adoption import adoption_of
from kb.comparison.observations import Observation
from kb.comparison.transfer import Comparison, Standing
from kb.config import Config
from kb.grading.proof import Proof, ProofGrade
from kb.records.conditions import Adaptation, Change, Price
from kb.records.course import Scale, Stage, StageEvent
from kb.records.experience import Experience
from kb.records.factor import Factor, FactorGroup, FactorKind, FactorWeight, Weight, WeightSet
from kb.records.framework import DatedChange, LegalBasis
from kb.records.municipality import Figure
from kb.records.outcome import Judgement, Verdict
from kb.web.app import create_app
from kb.web.comparison.bar import bar_of
from kb.web.comparison.block import block_asking, block_of
from kb.web.comparison.nearest import nearest_tried_words, nearness_words
from kb.web.comparison.page import Asked
from kb.web.comparison.peers import peers_of
from kb.web.context import Option
from kb.web.voice import Voice
from tests.web.conftest import Page
from tests.web.toy import EVIL, ToyBank, toy_catalogue, toy_release

PATH = "/loesninger/skaerm/hos-os/"
ME = f"{PATH}?kommune=zahle"
PEOPLE = {"aalum": 10_000, "nordby": 20_000, "oesterlund": 40_000, "aertholm": 80_000, "zahle": 15_000}
AREAS = {"aalum": 10, "nordby": 20, "oesterlund": 30, "aertholm": 40, "zahle": 50}


def number(factor_id: str, **more: object) -> Factor:
    """Make a factor that is a number."""
    settings: dict[str, object] = {
        "importance": 1,
        "da": factor_id.capitalize(),
        "en": factor_id.upper(),
        **more,
    }
    return Factor(id=factor_id, group=FactorGroup.SETTING, kind=FactorKind.NUMBER, **settings)  # type: ignore[arg-type]


FACTORS = (
    number("indbyggere", figure="population", likeness=Weight(Decimal(1), is_log=True)),
    number("areal", figure="area", unit_da="km²", unit_en="km²", likeness=Weight(Decimal("0.5"))),
    replace(number("kommunetype", municipality_field="type"), kind=FactorKind.CATEGORY),
    number("besoeg", report_field="scale.visits", ask_da="Hvor mange besøg?", ask_en="How many visits?"),
    number(
        "andel",
        report_field="funnel.accepted",
        share_of="funnel.offered",
        unit_da="%",
        unit_en="%",
        importance=3,
        ask_da="Hvor mange procent sagde ja?",
        question_da="Hvor mange siger ja?",
        question_en="How many say yes?",
        first_step_da=("Tilbyd den ét sted.", "Tæl, hvem der siger ja."),
        first_step_en=("Offer it in one place.",),
    ),
    replace(number("drift", report_field="operation", ask_da="Hvem driver?"), kind=FactorKind.CATEGORY),
    replace(number("produkt", report_field="products.name", ask_da="Hvilket?"), kind=FactorKind.CATEGORY),
    replace(number("pris", report_field="price"), kind=FactorKind.TEXT),
    replace(number("lov", solution_field="legal_bases"), kind=FactorKind.TEXT),
)
SETS = {
    "pleje": WeightSet("pleje", "Pleje", "Care", ("pleje",), (FactorWeight("areal", Decimal(2)),), "Fordi.")
}
WENT_WRONG = Experience(
    id="2022-aertholm",
    solution="skaerm",
    municipalities=("aertholm",),
    description="Det gik galt.",
    stages=(StageEvent(Stage.STOPPED, "2022-05", "Ingen ville."),),
    verdict=Judgement(Verdict.NEGATIVE),
    scale=Scale(visits=10),
    price=Price(Decimal(200), "pr. skærm", 2022),
    adaptations=(
        Adaptation("x", "Kun om dagen.", change=Change.CHANGED),
        Adaptation("y", "Frivilligt.", change=Change.KEPT),
    ),
)


def compared_catalogue():
    """Give the invented bank factors, figures to compare, and a trial that went wrong."""
    base = toy_catalogue()
    municipalities = {
        one.id: replace(
            one,
            figures={
                "population": Figure(Decimal(PEOPLE[one.id]), "2026-01-01", "statistik"),
                "area": Figure(Decimal(AREAS[one.id]), "2025", "statistik"),
            },
            contact="post@aertholm.example" if one.id == "aertholm" else None,
        )
        for one in base.municipalities.values()
    }
    skaerm = replace(
        base.solutions["skaerm"],
        legal_bases=(LegalBasis("serviceloven", "§ 83"),),
        changes=(DatedChange("2024-07", "Ny lov."), DatedChange("2001", "Gammel lov.")),
    )
    experiences = {**base.experiences, WENT_WRONG.ref: WENT_WRONG}
    nordby = replace(experiences["skaerm/2019-nordby"], scale=Scale(visits=1200), cited=("kl-2019",))
    return replace(
        base,
        solutions={**base.solutions, "skaerm": skaerm},
        experiences={**experiences, nordby.ref: nordby},
        municipalities=municipalities,
        factors={one.id: one for one in FACTORS},
        weight_sets=SETS,
    )


@pytest.fixture(scope="module")
def release():
    return toy_release(compared_catalogue(), "toy-comparison")


@pytest.fixture
def bank(release):
    return ToyBank(current=release)


def lists_of(found: Page) -> dict[str, set[str]]:
    """Tell which factors stand in each of the three sections."""
    sections = {s.get("id"): s for s in found.all("section")}
    return {
        name: {
            li.get("id").removeprefix("faktor-")
            for li in sections[name].iter()
            if (li.get("id") or "").startswith("faktor-")
        }
        for name in ("ligner", "afviger", "ved-vi-ikke")
        if name in sections
    }


def test_without_a_municipality_the_page_asks_for_one(page):
    """The page asks where the reader comes from, and an unknown municipality is said."""
    assert "Vælg jeres kommune" in page(PATH).main
    assert "kender ikke den kommune" not in page(PATH).main
    assert "kender ikke den kommune" in page(f"{PATH}?kommune=atlantis").main
    assert page(f"{PATH}?kommune={'x' * 3000}").all("form", action=PATH)


def test_every_factor_stands_in_one_list_and_the_counts_have_no_total(page):
    """Zahle has 15,000 people and 50 km², where Nordby, the one success, has 20,000 and 20: both differ.

    The types are by (even numbers) and land (odd): Nordby is land, Zahle by. The rest nobody has said.
    """
    found = page(ME)

    assert lists_of(found) == {
        "ligner": set(),
        "afviger": {"indbyggere", "areal", "kommunetype"},
        "ved-vi-ikke": {"besoeg", "andel", "drift", "pris", "lov", "produkt"},
    }
    assert found.words("dl", class_="verdict") == ["ligner 0 afviger 3 ved vi ikke 6"]


def test_mine_stands_beside_theirs_with_source_and_year(page):
    """The row says my number with its source, the range of the success, and that of all who tried."""
    (row,) = page(ME).words("li", id="faktor-indbyggere")

    assert "15.000 Zahle, Danmarks Statistik 2026" in row
    assert "Lykkedes: 20.000 Alle, der prøvede: 10.000–80.000" in row
    assert "I ligger under. Nærmest er Aalum med 10.000. Uden for tegningen: Ærtholm." in row


def test_few_successes_are_said_first(page):
    """With one success the page says how little that is, before any list."""
    main = page(ME).main

    assert "Det lykkedes her: Nordby." in main
    assert main.index("Det er kun lykkedes ét sted, så spændet siger lidt.") < main.index("I ligger uden for")


def test_the_most_important_unknown_gives_the_first_step(page):
    """Uptake weighs most: its question stands first, in the lead, and its steps are the first step."""
    found = page(ME)

    assert "Det vigtigste, vi ikke ved: andel." in found.main
    (step,) = found.words("section", id="skridt")
    assert "Hvor mange siger ja? Tilbyd den ét sted. Tæl, hvem der siger ja." in step
    assert "Forslag efter regel" in step


def test_three_municipalities_to_ring(page):
    """Nordby is nearest and the one that succeeded, Ærtholm stopped; the page says that nobody else did."""
    found = page(ME)
    cards = found.words("li", class_="call")

    assert [card.split(" Afstand")[0] for card in cards] == [
        "Ligner jer mest af dem, der har prøvet Nordby",
        "Nærmest af dem, der stoppede Ærtholm",
    ]
    assert "De, hvor det lykkedes, står allerede her." in found.main
    assert "mailto:post@aertholm.example" in found.links()
    assert "Vi kender ingen funktionspostkasse. Kilden: KL 2019" in cards[0]


def test_an_answer_moves_a_factor_and_is_kept(page):
    """1,200 visits worked: answering 1.200 is alike, 10 differs, and what was typed stands in the field."""
    alike, different = page(f"{ME}&svar-besoeg=1.200"), page(f"{ME}&svar-besoeg=10")

    assert "besoeg" in lists_of(alike)["ligner"]
    assert "besoeg" in lists_of(different)["afviger"]
    assert alike.all("input", id="svar-besoeg")[0].get("value") == "1.200"
    assert all(field.get("value") == "1.200" for field in alike.all("input", name="svar-besoeg"))


@pytest.mark.parametrize("typed", ["-3", "tolv", "1e9", "NaN", "1;2", "9" * 400, EVIL, "\u0663", "1.2.3"])
def test_what_is_no_number_is_said_beside_its_field(page, typed):
    """A wrong number leaves the factor unknown, says what to write, and keeps what was typed."""
    found = page(f"{ME}&{urlencode({'svar-besoeg': typed, 'vaegt-areal': typed})}")

    assert "besoeg" in lists_of(found)["ved-vi-ikke"]
    assert "Skriv et tal uden minus, fx 12,5." in found.main
    assert "Skriv et tal fra 0 til 10, fx 1,5." in found.main
    assert found.all("input", id="svar-besoeg")[0].get("aria-invalid") == "true"
    assert len(found.all("div", class_="errsum")) == 1
    assert "alert(1)" not in {script.text for script in found.all("script")}


def test_a_per_cent_is_a_hundred_at_most(page):
    """101 per cent is refused."""
    assert "Skriv et tal fra 0 til 100, fx 1,5." in page(f"{ME}&svar-andel=101").main


def test_a_category_that_cannot_be_chosen_is_said(page):
    """A made-up answer is no answer; a category without any value is not asked for."""
    found = page(f"{ME}&svar-drift=ingen&svar-produkt=x")

    assert "Vælg en af mulighederne." in found.main
    assert "drift" in lists_of(found)["ved-vi-ikke"]
    assert not found.all("select", id="svar-produkt")


def test_what_the_nearest_did_otherwise_is_told_once(page):
    """Ærtholm (40 km²) is nearest by area and by visits; what it changed stands once, what it kept never."""
    main = page(f"{ME}&svar-besoeg=10").main

    assert main.count("Ærtholm tilpassede: Kun om dagen.") == 1
    assert "Frivilligt." not in main


def test_weights_change_the_order_and_show_where_one_stood(page):
    """By default Nordby (20,000, 20 km²) stands after Aalum; where only area counts Ærtholm comes first."""
    default = page(ME).words("table")[0]
    weighed = page(f"{ME}&vaegt-indbyggere=0").words("table")[0]

    assert "Med standardvægte" not in default
    assert weighed.split("1. ")[1].startswith("Ærtholm")
    assert "Med standardvægte" in weighed
    assert weighed.split("1. ")[1].split("2. ")[0].count("nr. 4") == 1
    assert "ligner meget" not in weighed


def test_weights_that_are_all_nought_are_refused(page):
    """Nothing can weigh nothing; the default order stands and the page says why."""
    found = page(f"{ME}&vaegt-indbyggere=0&vaegt-areal=0,0")

    assert "Mindst én vægt skal være over 0." in found.main
    assert found.all("input", id="vaegt-areal")[0].get("value") == "0,0"


def test_the_weights_of_an_area_are_offered(page):
    """Home care belongs under care, whose weight set is a link; chosen, it is named."""
    assert any("vaegt-saet=pleje" in link for link in page(ME).links())
    chosen = page(f"{ME}&vaegt-saet=pleje")

    assert "Rækkefølgen følger vægtene for pleje." in chosen.main
    assert chosen.all("input", id="vaegt-areal")[0].get("value") == "2"
    assert "standardvægtene" in page(f"{ME}&vaegt-saet=findes-ikke").main


def test_the_two_forms_carry_each_other_on(page):
    """Changing weights keeps the answers, and answering keeps the weights."""
    found = page(f"{ME}&svar-besoeg=7&vaegt-areal=2")
    hidden = {(i.get("name"), i.get("value")) for i in found.all("input", type="hidden")}

    assert {("svar-besoeg", "7"), ("vaegt-areal", "2"), ("kommune", "zahle")} <= hidden


def test_a_change_of_law_since_the_success_is_said(page):
    """The law that changed in 2024 is after 2021, when it worked; the one of 2001 is not mentioned."""
    (row,) = page(ME).words("li", id="faktor-lov")

    assert "serviceloven § 83" in row
    assert "Ændret siden: juli 2024: Ny lov." in row
    assert "Gammel lov" not in row


def test_a_price_is_shown_and_not_sorted(page):
    """What it cost stands with the one who says so."""
    (row,) = page(ME).words("li", id="faktor-pris")

    assert "Ærtholm 2022: 200 kr. pr. skærm (2022)" in row


def test_one_who_tried_is_told_so(page):
    """Nordby reads that it has an experience, and that its own figures are in the range."""
    main = page(f"{PATH}?kommune=nordby").main

    assert "I har selv en erfaring: i drift 2021." in main
    assert "Jeres egne tal er med i spændet." in main


@pytest.mark.parametrize("solution", ["robotter", "tom", "ond"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_thin_solutions_have_a_page(page, solution, language):
    """Nobody succeeded, nobody tried, hostile words: each has a page, and only questions."""
    found = page(f"{language}/loesninger/{solution}/hos-os/?kommune=zahle")

    assert set(lists_of(found)) == {"ved-vi-ikke"}
    assert lists_of(found)["ved-vi-ikke"] == {factor.id for factor in FACTORS}
    assert {link for link in found.links() if link.startswith("#")} <= {
        f"#{element.get('id')}" for element in found.tree.iter() if isinstance(element.tag, str)
    }


def test_an_english_page_names_factors_in_english(page):
    """Factors, questions and steps are English where the list has them; records are marked as Danish."""
    found = page(f"/en{ME}")

    assert "INDBYGGERE" in found.main
    assert "How many say yes?" in found.main
    assert "Offer it in one place." in found.main
    assert any(span.text == "Ingen ville." for span in found.all("span", lang="da"))


def test_no_page_adds_up(page):
    """No score and no match anywhere."""
    text = page(ME).text

    assert "% match" not in text
    assert "score" not in text.lower()


@pytest.mark.parametrize(
    "query",
    ["&" + "&".join(f"x{i}={i}" for i in range(3000)), "&kommune=nordby", "&_external=1&_anchor=x&endpoint=y", "&%00=1&svar-besoeg=%ff%00"],
)  # fmt: skip
def test_odd_addresses_get_a_page(page, query):
    """Thousands of parameters, repeated ones and names that routing knows are ignored."""
    found = page(f"{ME}{query}")

    assert "Kan det virke for Zahle?" in found.main
    (main,) = found.all("main")
    assert not any("x1=" in (one.get("href") or "") for one in main.iter())


@given(st.dictionaries(
    st.sampled_from(["kommune", "vaegt-saet", *(f"{p}{f.id}" for p in ("svar-", "vaegt-") for f in FACTORS)]),
    st.text(max_size=30),
    max_size=5,
))  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_words_in_the_address_get_a_page(client, values):
    """Whatever is typed, the answer is a page."""
    assert (
        client.get(f"{PATH}?{urlencode({'kommune': 'zahle', **values}, errors='replace')}").status_code == 200
    )


def test_unknown_solutions_are_not_found(client):
    """A solution that does not exist, or a strange name, ends in 404."""
    for path in (
        "/loesninger/findes-ikke/hos-os/",
        "/loesninger/a%00b/hos-os/",
        "/loesninger/SKAERM/hos-os/",
    ):
        assert client.get(path).status_code == 404


def test_a_bank_without_factors_still_answers():
    """Before the list of factors exists the page says that nothing can be compared, and does not fail."""
    client = create_app(Config(), ToyBank()).test_client()
    response = client.get(ME)

    assert response.status_code == 200
    assert "Vi mangler nøgletal om Zahle" in response.get_data(as_text=True)


def asked(release, municipality_id: str, solution_id: str = "skaerm") -> Asked:
    """Gather what the block is made of."""
    catalogue = release.catalogue
    return Asked(
        solution=catalogue.solutions[solution_id],
        reports=catalogue.experiences_of(solution_id),
        municipality=catalogue.municipalities[municipality_id],
        adoption=release.adoption(solution_id),
        likeness=release.likeness,
        voice=Voice(catalogue, "da"),
        args={},
    )


def test_the_block_has_the_same_counts_as_the_page(app, release, page):
    """The block on a solution's page counts as "Hos os?" does, names the nearest, and leads there."""
    with app.test_request_context(f"/?kommune={'zahle'}"):
        block = block_of(asked(release, "zahle"))
        html = render_template_string(
            '{% from "comparison/block.html" import block with context %}{{ block(hos) }}', hos=block
        )

    lists = lists_of(page(ME))
    assert (block.alike, block.different, block.unknown) == tuple(len(lists[n]) for n in lists)
    assert "Nærmest jer: <strong>Nordby</strong>, ligner" in html
    assert 'href="/loesninger/skaerm/hos-os/?kommune=zahle"' in html


def test_the_block_asks_where_one_comes_from(app):
    """Without a municipality the block is a form."""
    with app.test_request_context("/"):
        html = render_template_string(
            '{% from "comparison/block.html" import block with context %}{{ block(hos) }}',
            hos=block_asking("skaerm", (Option("zahle", "Zahle", is_chosen=False),)),
        )

    assert '<form action="/loesninger/skaerm/hos-os/"' in html
    assert "Zahle</option>" in html


def test_a_result_row_can_name_the_nearest_that_tried(app, release):
    """Nordby is most like Zahle of those that tried; where nobody tried there are no words."""
    zahle, voice = release.catalogue.municipalities["zahle"], Voice(release.catalogue, "da")
    with app.test_request_context("/"):
        nearness = nearness_words(release.likeness, zahle.id, voice)
        words = nearest_tried_words(nearness, release.adoption("skaerm"))
        none = nearest_tried_words(nearness, adoption_of(()))

    assert words.startswith("Nordby, ligner")
    assert none == ""


def test_what_the_nearest_tried_and_we_did_not(app, release):
    """Zahle has tried nothing: the grade comes first, then the nearest (Nordby for both), then the id."""
    zahle = release.catalogue.municipalities["zahle"]
    grades = {"skaerm": "E0", "robotter": "E2", "ond": "E0", "tom": "E0"}
    with app.test_request_context("/?kommune=zahle"):
        found = peers_of(
            zahle,
            voice=Voice(release.catalogue, "da"),
            likeness=release.likeness,
            adoption_of=release.adoption,
            proof_of=lambda solution: Proof(ProofGrade(grades[solution]), ProofGrade(grades[solution])),
        )
        html = render_template_string(
            '{% from "comparison/peers.html" import peers with context %}{{ peers(found, "Zahle") }}',
            found=found,
        )

    assert [row.solution for row in found.untried] == ["robotter", "ond", "skaerm"]
    assert [call.name for call in found.calls] == ["Nordby", "Østerlund", "Aalum"]
    assert found.same_step == ()
    assert "Det har de nærmeste prøvet, og Zahle ikke" in html


def test_who_is_on_the_same_step(app, release):
    """Østerlund tries the screen, and so does Aalum; nobody else runs it as Nordby does."""
    with app.test_request_context("/"):
        steps = {
            name: peers_of(
                release.catalogue.municipalities[name],
                voice=Voice(release.catalogue, "da"),
                likeness=release.likeness,
                adoption_of=release.adoption,
                proof_of=lambda _: Proof(ProofGrade.E0, ProofGrade.E0),
            ).same_step
            for name in ("oesterlund", "nordby")
        }

    assert [(row.step, [peer.name for peer in row.peers]) for row in steps["oesterlund"]] == [
        ("afprøver", ["Aalum"])
    ]
    assert steps["nordby"] == ()


def observed(*values: int) -> tuple[Observation, ...]:
    """Make a number of a place each."""
    return tuple(Observation(Decimal(value), (f"k{value}",)) for value in values)


def test_a_bar_leaves_out_what_is_far_out():
    """Mine 10, worked 20 to 30, one of all who tried 1,000: more than three times 30, so outside.

    Drawn is 10 to 40: mine at 5 per cent, 20 at 5 + 90 · 10/30 = 35, and 30 ten thirtieths further, 30 wide.
    """
    bar = bar_of(
        Comparison(FACTORS[0], Standing.DIFFERENT, observed(10), observed(20, 30), observed(20, 30, 40, 1000))
    )

    assert bar is not None
    assert (bar.me, bar.worked, bar.tried) == ("5.0%", ("35.0%", "30.0%"), ("35.0%", "100%"))
    assert bar.runs_out
    assert [one.places for one in bar.outside] == [("k1000",)]


def test_a_bar_of_one_number_stands_in_the_middle():
    """Where all are alike there is no length, and nothing is divided by nought."""
    bar = bar_of(Comparison(FACTORS[0], Standing.ALIKE, observed(7), observed(7), observed(7)))

    assert bar is not None
    assert bar.me == "50.0%"


@given(st.lists(st.integers(-50, 10**7), min_size=2, max_size=8))
def test_a_bar_stays_on_its_track(values):
    """Every mark stands between the two ends, whatever the numbers."""
    mine, *others = observed(*values)
    bar = bar_of(Comparison(FACTORS[0], Standing.DIFFERENT, (mine,), tuple(others[:2]), tuple(others)))

    assert bar is not None
    for place in (bar.me, *bar.tried, *(bar.worked or ())):
        assert 0 <= float(place.removesuffix("%")) <= 100
