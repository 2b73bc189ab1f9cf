"""The page on which a reader works out a case with numbers of their own."""

from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.config import Config
from kb.records.business_case import BusinessCase, Entry, GainKind, Line
from kb.records.outcome import Art, Realised
from kb.web.app import create_app
from kb.web.typed_numbers import parse_number, plain_number
from tests.web.conftest import Page, said
from tests.web.rich import CASE, FULL, bank_with

PATH = "/loesninger/rig/beregn/"
SCREEN = {
    "enhed": "besøg", "maengde-lav": "60", "maengde": "120", "maengde-hoej": "223", "pr": "uge", "loen": "260",
    "u1-lav": "150000", "u1": "200000", "u1-hoej": "250000", "u2-lav": "100000", "u2": "120000",
    "u2-hoej": "150000", "g1-lav": "5", "g1": "10", "g1-hoej": "15", "g1-andel-lav": "0", "g1-andel": "25",
    "g1-andel-hoej": "50",
}  # fmt: skip
HOSTILE = [
    "", " ", "-1", "1e999999", "NaN", "Infinity", "0x10", "9" * 400, "1.2.3", "1,2,3", "1.000,", "½", "٣", "\x00",
    "<script>alert(1)</script>", "{{7*7}}", "%00", "🇩🇰\u202e", "../../etc/passwd", "1" * 40, "0,0000000001", "=1+1",
]  # fmt: skip


def report_with(*lines: Line):
    """Give the report of the rich solution, from one municipality, other lines in its business case."""
    return replace(FULL, municipalities=("nordby",), business_case=BusinessCase(lines=lines))


@pytest.fixture
def bank():
    return bank_with()


def address(path: str = PATH, **args: str) -> str:
    return f"{path}?{urlencode({name.replace('_', '-'): value for name, value in args.items()})}"


@pytest.fixture
def case(client):
    """Fill in a case and read the page that its address leads to."""

    def read(path: str = PATH, **args: str) -> Page:
        response = client.get(address(path, **args), follow_redirects=True)
        assert response.status_code == 200
        return Page(response.get_data(as_text=True))

    return read


def test_nothing_filled_in_shows_no_result(page):
    """An empty page says what to fill in, and shows no figure of ours: no wage, no price, no share."""
    found = page(PATH)

    assert "Skriv mindst én udgift og én gevinst" in found.main
    assert not found.all("div", class_="answer")
    assert [field.get("value") for field in found.all("input") if field.get("value")] == []
    assert not found.all("section", id="resultat")


def test_three_answers_stand_first(case):
    """What it costs, what it gives and when it breaks even, in that order, before the form."""
    found = case(**SCREEN)
    (answers,) = found.all("div", class_="answer")

    assert found.words("p", class_="label")[1:4] == [
        "Det koster kommunen", "Det giver", "Det går i nul",
    ]  # fmt: skip
    for words in (
        "800.000 kr.",
        "1.040 timer",
        "67.600 kr.",
        "Ikke inden for 5 år",
        "−436.589 kr.",
        "292 besøg om ugen",
    ):
        assert words in said(answers).replace("\xa0", " ")
    assert found.text.index('class="answer"') < found.text.index("<form")


def test_time_and_money_are_never_added(case):
    """Freed hours and money have a row each; the page says that time is money only through the wage."""
    found = case(**SCREEN)
    rows = [row.replace("\xa0", " ") for row in found.words("tr")]

    assert "Frigjort tid om året i fuld drift 260 timer 1.040 timer 2.899 timer" in rows
    assert "Heraf penge på budgettet om året i fuld drift 0 kr. 67.600 kr. 376.870 kr." in rows
    assert "Tid bliver kun til penge gennem jeres egen lønsum" in found.main


def test_the_steps_hold_the_readers_own_numbers(case):
    """Every formula is filled in, from the volume to the net present value."""
    steps = [step.replace("\xa0", " ") for step in case(**SCREEN).words("code")]

    assert "120 besøg om ugen × 52 uger = 6.240 besøg om året" in steps
    assert "10 minutter × 6.240 besøg / 60 = 1.040 timer om året" in steps
    assert "1.040 timer × 260 kr. × 25 % = 67.600 kr. om året" in steps
    assert steps[-1].endswith("= −436.589 kr.")


def test_the_tornado_is_a_table(case):
    """Each assumption is a row with its two results; the widest comes first, the wage without effect last."""
    found = case(**SCREEN)
    rows = [
        said(row).replace("\xa0", " ")
        for row in found.all("tr")
        if any(td.get("class") == "c-trk" for td in row)
    ]

    assert rows[0] == "Gevinst 1: andel til penge 0 til 50 % −741.806 kr. −131.371 kr."
    assert rows[-1].startswith("Lønsum pr. time, kr. samme tal alle tre steder")


def test_one_case_has_one_address(client):
    """A form's empty fields and the defaults are taken out of the address; so is what nobody knows."""
    response = client.get(
        address(u1="200.000", u2="", aar="5", rente="3,5", pr="ialt", findes_ikke="x", g1_kilde="x.y")
    )

    assert response.status_code == 302
    assert response.headers["Location"] == f"{PATH}?u1=200000"
    assert client.get(response.headers["Location"]).status_code == 200


def test_the_address_reads_alike_in_both_languages(client):
    """A number typed in Danish is the same number in English, and the other way round."""
    for typed, path in (("1.040,125", PATH), ("1,040.125", f"/en{PATH}")):
        location = client.get(address(path, u1=typed)).headers["Location"]
        assert location.endswith("?u1=1040.1250")
        query = location.partition("?")[2]
        assert 'value="1.040,125"' in client.get(f"{PATH}?{query}").get_data(as_text=True)
        assert 'value="1,040.125"' in client.get(f"/en{PATH}?{query}").get_data(as_text=True)


@given(st.decimals(0, 10**12, places=6, allow_nan=False), st.sampled_from(["da", "en"]))
def test_a_number_in_an_address_is_read_back(number, language):
    """What is written for an address is read as the same number, in either language."""
    assert parse_number(plain_number(number), language) == number


def test_what_is_wrong_is_said_and_kept(case):
    """A wrong field has its message beside it and in the list above, with a link; the rest stays."""
    found = case(
        u1="hest", u2="100", u2_hvad="Drift", maengde="-3", g1="5", g1_lav="9", g2_andel="140", aar="99"
    )
    (summary,) = found.all("div", class_="errsum")

    for name in ("u1", "maengde", "g1-lav", "g2-andel", "aar"):
        assert f"#{name}" in [link.get("href") for link in summary.iter("{http://www.w3.org/1999/xhtml}a")]
        (field,) = found.all("input", id=name)
        assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", f"{name}-fejl")
        assert found.words("span", id=f"{name}-fejl")
    values = {field.get("name"): field.get("value") for field in found.all("input")}
    assert (values["u1"], values["u2"], values["u2-hvad"], values["maengde"]) == (
        "hest",
        "100",
        "Drift",
        "-3",
    )
    assert not found.all("div", class_="answer")
    assert found.words("title")[0].startswith("Fejl:")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_end_in_a_page(case, value):
    """Whatever stands in a field, the page is shown, sound and without the value's own markup."""
    names = ("enhed", "pr", "maengde", "loen-lav", "aar", "rente", "prisaar", "u1", "u1-hvad", "u1-maal", "u1-fra",
             "u1-hvem", "u1-for", "u1-pris", "u1-kilde", "g1-andel", "t1", "kommune")  # fmt: skip
    found = case(**dict.fromkeys(names, value))

    assert "alert(1)" not in "".join(said(script) for script in found.all("script"))
    assert found.all("form")


@given(
    st.dictionaries(
        st.sampled_from(sorted({*SCREEN, "u1-fra", "u1-for", "u1-pris", "t1", "rente"})), st.text(max_size=12)
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_address_leads_to_itself(client, args):
    """One redirect at most leads to the address of a case, which then stays."""
    first = client.get(address(**args))
    location = first.headers.get("Location", address(**args))

    assert first.status_code in (200, 302)
    assert client.get(location).status_code == 200


def test_a_flood_of_parameters_is_cut(client):
    """Ten thousand unknown parameters are refused or left out; the answer comes at once."""
    many = "&".join(f"x{number}=1" for number in range(3_000))
    assert client.get(f"{PATH}?{many}").headers["Location"] == PATH
    assert client.get(f"{PATH}?{many}{many}{many}{many}").status_code == 400


def test_the_largest_case_is_worked_out(case):
    """Every row filled with the largest numbers over sixty years gives a page with its answer."""
    args = {"maengde": "9" * 12, "pr": "dag", "loen": "9" * 12, "aar": "60", "rente": "0"}
    for number in range(1, 13):
        args |= {
            f"u{number}": "9" * 12,
            f"g{number}": "9" * 12,
            f"g{number}-maal": "timer-hver",
            f"g{number}-andel": "100",
        }

    assert case(**args).all("div", class_="answer")


def test_others_figures_are_offered_with_their_source(page):
    """A report's purchase stands with its kind, price year, source and report, and a link that begins with it."""
    found = Page(
        create_app(Config(), bank_with(report_with(*CASE.lines)))
        .test_client()
        .get(PATH)
        .get_data(as_text=True)
    )
    row = next(row for row in found.words("tr") if row.startswith("Skærme"))

    for words in (
        "5,7\xa0mio. kr.".replace("\xa0", " "),
        "opgjort",
        "2020-priser",
        "Nordby Kommune 2021",
        "Begynd med tallet",
    ):
        assert words in row.replace("\xa0", " ")
    assert f"{PATH}?u1=5700000&u1-hvad=Sk%C3%A6rme&u1-kilde=2019-nordby.koeb#u1" in found.links()
    assert "/loesninger/rig/erfaringer/2019-nordby/" in found.links()


def test_a_total_of_several_municipalities_is_not_offered(page):
    """What two places paid together is told, but nobody can begin with it."""
    row = next(row for row in page(PATH).words("tr") if row.startswith("Skærme"))

    assert "Gælder flere kommuner tilsammen." in row
    assert "Begynd med tallet" not in row


def test_a_row_says_whether_it_is_still_the_sources(client):
    """Numbers as the source has them are `fra kilde`; once changed they are `jeres tal`."""
    client = create_app(Config(), bank_with(report_with(*CASE.lines))).test_client()
    origin = {"u1-kilde": "2019-nordby.koeb"}
    same = Page(client.get(address(u1="5700000", **origin), follow_redirects=True).get_data(as_text=True))
    changed = Page(client.get(address(u1="5000000", **origin), follow_redirects=True).get_data(as_text=True))

    assert same.words("span", class_="origin origin--src") == ["fra kilde"]
    assert changed.words("span", class_="origin origin--own") == ["jeres tal"]
    assert "ændret fra kildens tal" in changed.main


HANDED = [
    (Line("a", "Køb", Entry.INVESTMENT, Art.COUNTED, "egen", Decimal(86), unit="mio-kr", denominator="til 860 plejeboliger"),
     "u1=86000000&u1-hvad=K%C3%B8b&u1-for=860&u1-kilde=2019-nordby.a"),
    (Line("b", "Timer", Entry.GAIN, Art.COUNTED, "egen", Decimal(40), unit="timer-om-ugen", gain_kind=GainKind.TIME,
          cashable=Realised.NO, starts_month=6),
     "g1=40&g1-hvad=Timer&g1-maal=timer-uge&g1-andel=0&g1-fra=6&g1-kilde=2019-nordby.b"),
    (Line("c", "Pris", Entry.UNIT_PRICE, Art.COUNTED, "egen", None, Decimal(3000), Decimal(6000), unit="kr",
          denominator="pr. robot"),
     "u1-lav=3000&u1-hoej=6000&u1-hvad=Pris&u1-maal=kr-engang-enhed&u1-kilde=2019-nordby.c"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "query"), HANDED)
def test_a_figure_is_rebased_to_the_reader(line, query):
    """Each figure is put in with what it is counted per, its share, its start, and its interval as it is."""
    found = Page(
        create_app(Config(), bank_with(report_with(line))).test_client().get(PATH).get_data(as_text=True)
    )
    (link,) = [link for link in found.links() if link and f"-kilde=2019-nordby.{line.id}" in link]

    assert link == f"{PATH}?{query}#{query[:2]}"


def test_an_interval_leaves_the_likely_number_to_the_reader():
    """Where a source gives only a low and a high number, the page asks for the one between and makes up none."""
    client = create_app(Config(), bank_with(report_with(HANDED[2][0]))).test_client()
    found = Page(client.get(f"{PATH}?{HANDED[2][1]}").get_data(as_text=True))

    assert "Skriv også det tal, I tror mest på." in found.main
    assert [field.get("value") for field in found.all("input", id="u1")] == [""]


def test_time_in_kroner_becomes_hours_by_the_sources_wage():
    """4,000 kr. a year at the source's 400 kr. an hour are 10 hours a year; the reader's own wage prices them."""
    worth = Line(
        "v",
        "Værdi af tid",
        Entry.GAIN,
        Art.COUNTED,
        "egen",
        Decimal(4000),
        unit="kr-om-aaret",
        gain_kind=GainKind.TIME,
    )
    wage = Line("w", "Timepris", Entry.WAGE, Art.ESTIMATED, "egen", Decimal(400), unit="kr-i-timen")
    found = Page(
        create_app(Config(), bank_with(report_with(worth, wage)))
        .test_client()
        .get(PATH)
        .get_data(as_text=True)
    )

    assert "Delt med kildens timeløn på 400 kr.: 10 timer om året" in found.main
    assert any("g1=10&" in (link or "") and "g1-maal=timer-aar" in (link or "") for link in found.links())
    assert any("?loen=400&" in (link or "") for link in found.links())


def test_a_record_without_figures_says_so(case):
    """A solution with nothing on money begins with the reader's own numbers, and says that none is told."""
    found = case("/loesninger/tynd/beregn/")

    assert "ikke oplyst i nogen kilde" in found.main
    assert not found.all("section", id="kilder-tal")


def test_what_is_missing_is_named(case):
    """Costs and hours are told where they are known; the rest is not stated, and the page says what it lacks."""
    found = case(u1="1000", g1="10", g1_maal="timer-aar")

    assert "Ikke oplyst" in said(found.all("div", class_="answer")[0])
    assert "Skriv jeres lønsum pr. time" in found.main
    assert "Skriv, hvor stor en del af tiden der bliver til penge." in found.main
    assert not found.all("section", id="penge")


def test_the_cash_line_has_a_twin(client):
    """The CSV holds a row a year in whole kroner, and numbers stay numbers."""
    response = client.get(f"{PATH.rstrip('/')}.csv?{urlencode(SCREEN)}")
    rows = response.get_data(as_text=True).lstrip("\ufeff").splitlines()

    assert response.mimetype == "text/csv"
    assert rows[0].startswith("år,resultat lavt,resultat sandsynligt,resultat højt")
    assert rows[1].startswith("0,-250000,-200000,-150000,-250000,-200000,-150000,")
    assert rows[6].startswith("5,-150000,-52400,276870,-1000000,-462000,1234350,")
    assert len(rows) == 7


@pytest.mark.parametrize("query", ["", "?u1=hest", "?u1=1"])
def test_a_twin_that_cannot_be_made_leads_to_the_page(client, query):
    """Without a cash line the CSV leads to the page that says what is missing."""
    response = client.get(f"{PATH.rstrip('/')}.csv{query}")

    assert (response.status_code, response.headers["Location"]) == (302, f"{PATH}{query}")


def test_grants_stand_apart_on_the_page(case):
    """A grant is told beside the costs and changes neither them nor the value."""
    found = case(**SCREEN, t1="300000", t1_hvem="stat")

    assert "Tilskud fra andre: 300.000 kr. Kommunens egen udgift er så 500.000 kr." in found.main.replace(
        "\xa0", " "
    )
    assert "−436.589 kr." in found.main.replace("\xa0", " ")
    assert "Nutidsværdi med tilskud over 5 år, med rente" in found.main


def test_the_readers_municipality_is_kept(client):
    """The form and every link carry the municipality on; it is no part of the case."""
    response = client.get(address(u1="5", kommune="nordby"))
    found = Page(response.get_data(as_text=True))

    assert response.status_code == 200
    assert [field.get("value") for field in found.all("input", name="kommune")] == ["nordby"]


def test_an_unknown_solution_is_not_found(client):
    """A solution that is not there has no page and no twin."""
    assert client.get("/loesninger/findes-ikke/beregn/").status_code == 404
    assert client.get("/loesninger/findes-ikke/beregn.csv").status_code == 404
