"""The page of a solution: who tried it, what came of it, what it costs, who disagrees."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kb.records.confirmation import Confirmation
from kb.records.course import Stage, StageEvent
from kb.records.discussion import Withdrawal
from kb.records.outcome import Art, Outcome, Role
from kb.records.solution import Prose
from tests.web.conftest import HTML, said
from tests.web.rich import BARE, CONFIRMED, FULL, RICH, THIN, bank_with

URL = "/loesninger/rig/"


@pytest.fixture
def bank():
    return bank_with()


def section(page, name):
    """Find a section of a page by its anchor."""
    return next((e for e in page.tree.iter(HTML + "section") if e.get("id") == name), None)


def test_the_list_of_solutions_is_the_search(client):
    """The address above the solutions leads to the search for good."""
    response = client.get("/loesninger/?kommune=nordby")

    assert response.status_code == 301
    assert response.location == "/soeg/?kommune=nordby"


def test_the_top_says_what_it_is_and_that_no_one_has_confirmed_it(page):
    """Title, summary, the flag, the newest date and the change in the law stand at the top."""
    found = page(URL)

    assert found.words("h1") == ["Rig løsning"]
    assert "En løsning, der har noget i alle felter." in found.main
    assert "Fra åbne kilder – ikke bekræftet af kommunerne" in found.main
    assert "Nyeste oplysning er fra maj 2022" in found.main
    assert "ændret siden: 1. juli 2025. Loven er ændret." in found.main


def test_a_confirmed_report_changes_the_flag(page, bank):
    """The flag names who has confirmed."""
    bank.current = bank_with(CONFIRMED).current

    found = page("/loesninger/tynd/")

    assert "Bekræftet af Aalum" in found.main
    assert "ikke bekræftet" not in found.main


def test_a_withdrawn_record_says_so_and_why(page, bank):
    """A record is withdrawn with a reason and stays readable."""
    gone = replace(THIN, withdrawn=Withdrawal("2026-03-01", "Kilden var falsk."))
    bank.current = bank_with(BARE, solutions=(gone,)).current

    assert "Trukket tilbage 1. marts 2026: Kilden var falsk." in page("/loesninger/tynd/").main


def test_the_counts_stand_beside_each_other_with_the_same_weight(page):
    """Tried, in operation, stopped and ended stand in one list; the stopped are named with the reason."""
    where = said(section(page(URL), "hvor"))

    assert where.startswith(
        "To kommuner har prøvet har prøvet 2 i drift eller udbredt 1 stoppet 1 afsluttet 0"
    )
    assert "Stoppet 2022: Zahle. Hjemmel eller jura" in where
    assert "Halvdelen er i gang. (KL 2019)" in where


def test_municipalities_without_a_name_are_said_apart(page):
    """Eleven that no source names are not added to those that are named."""
    where = said(section(page("/loesninger/skaerm/"), "hvor"))

    assert "har prøvet, og 11 uden navn 4" in where
    assert "heraf andre myndigheder 1" in where


def test_the_map_and_its_table_say_the_same(page):
    """Each tried municipality has a tile with a tooltip and a row with its stage."""
    found = page(URL)
    rows = [row for row in found.words("tr") if row.startswith(("Nordby ", "Zahle "))]

    assert "<title>Nordby: i drift</title>" in found.text
    assert "<title>Zahle: stoppet</title>" in found.text
    assert "I drift: Nordby. Stoppet: Zahle." in found.text
    assert [row.split()[:3] for row in rows[:2]] == [["Nordby", "I", "drift"], ["Zahle", "Stoppet", "1."]]


def test_the_readers_municipality_is_framed(page):
    """The frame stands on the map, and the caption says whose it is and whether it has tried."""
    framed = page(f"{URL}?kommune=aalum")

    assert 'class="me"' in framed.text
    assert "Rammen er Aalum. Aalum har ikke prøvet, så vidt vi ved." in framed.main
    assert 'class="me"' not in page(URL).text


def test_each_measure_and_unit_has_a_table_with_its_own_scale(page):
    """Freed time and use stand in tables of their own; what is expected is hollow and a fall is red."""
    found = page(URL)
    effects = section(found, "resultater")
    captions = [said(c) for c in effects.iter(HTML + "caption")]

    assert captions == ["Frigjort tid", "Ventetid", "Brug", "Kommuner i gang"]
    assert "0 til 15 timer om ugen" in said(effects)
    assert "−6 til 0 dage" in said(effects)
    assert "fra 150 til 35" in said(effects)
    assert 'class="k-off"' in found.text
    assert 'class="drop"' in found.text
    assert 'class="k-bad"' in found.text


def test_findings_in_words_stand_in_the_same_table_without_a_mark(page):
    """A finding without a number has words in place of a mark on a track."""
    found = page(URL)
    row = next(row for row in found.words("tr") if "Personalets oplevelse" in row)

    assert "Mere ro" in row
    assert "oplevet, Nordby Kommune 2021" in row
    assert found.text.count('class="track"') == 5


def test_no_mean_is_shown(page):
    """The section says that no mean is made, and none is."""
    effects = said(section(page(URL), "resultater"))

    assert "vi regner ikke et gennemsnit" in effects
    assert effects.count("gennemsnit") == 1


def test_a_suppliers_own_figure_says_so(page):
    """A figure of the supplier's own is marked where it stands."""
    row = next(row for row in page(URL).words("tr") if "Ventede borgere" in row)

    assert "Leverandørens eget tal" in row


def test_every_figure_leads_to_its_source(page):
    """Each source note on the page leads to a source that the page lists."""
    found = page(URL)
    notes = {link for link in found.links() if link.startswith("#kilde-")}

    assert notes == {"#kilde-kl-2019", "#kilde-egen", "#kilde-firma"}
    assert all(f'id="{note[1:]}"' in found.text for note in notes)


def test_two_sources_with_one_id_keep_apart(page, bank):
    """A report's own source does not steal the anchor of the solution's."""
    other = replace(FULL.sources[0], id="kl-2019")
    outcome = Outcome("a", "Noget", Role.EFFECT, Art.MEASURED, "kl-2019", value=Decimal(1), unit="dage")
    bank.current = bank_with(replace(BARE, sources=(other,), outcomes=(outcome,))).current

    found = page("/loesninger/tynd/")

    assert "#kilde-kl-2019-2" in found.links()
    assert 'id="kilde-kl-2019-2"' in found.text


def test_the_economy_is_grouped_and_grants_stand_apart(page):
    """Lines stand under their heading with kind, price year, who calculated and the reservation."""
    economy = said(section(page(URL), "oekonomi"))

    assert [
        economy.index(word) for word in ("Investering", "Gevinst", "Netto", "Tilskud, holdt for sig")
    ] == sorted(economy.index(word) for word in ("Investering", "Gevinst", "Netto", "Tilskud, holdt for sig"))
    assert "5,7 mio. kr. 2020-priser opgjort" in economy.replace("\xa0", " ")
    assert "frigjort tid forventet, Nordby Kommune 2021 Beregnet af Nordby Kommune" in economy
    assert "Regnestykket er ikke endeligt." in economy
    assert "betalt af staten" in economy
    assert "Konklusion, Nordby og Zahle Det løber rundt efter tre år." in economy


def test_risks_say_whether_they_happened(page):
    """Each risk counts the reports in which it happened, and what else went wrong is said too."""
    risks = said(section(page(URL), "risici"))

    assert "Aftalen bliver for dyr. Modtræk: Prøv af først. Sandsynlighed 3 af 5, konsekvens 4 af 5." in risks
    assert "Borgerne siger nej. Skete det? Ja, i 1 af 1 erfaring. Nordby og Zahle" in risks
    assert "Strømmen gik. Skete det? Ja. Nordby og Zahle" in risks


def test_the_matrix_shows_what_each_report_kept(page):
    """Kept, changed and dropped have a mark and a word; what was dropped is explained."""
    core = said(section(page(URL), "kerne"))

    assert "Borgeren kan sige nej. (KL 2019) Beholdt" in core
    assert "Man begynder få steder. Udeladt" in core
    assert "Nordby og Zahle: Alle begyndte samtidig." in core
    assert "Forudsætninger Der skal være dækning. (KL 2019)" in core


def test_without_answers_the_core_elements_are_a_list(page, bank):
    """Where no report says anything there is no empty matrix."""
    bank.current = bank_with(replace(FULL, adaptations=())).current

    core = section(page(URL), "kerne")

    assert not list(core.iter(HTML + "table"))
    assert "Borgeren kan sige nej." in said(core)


def test_law_and_task_owner_have_their_dates(page):
    """The law says from when, and the task moves on the day it moves."""
    law = said(section(page(URL), "lov"))

    assert "serviceloven § 83, fra 1. jan. 2020 (KL 2019) Hjælp i hjemmet" in law
    assert "til 31. dec. 2026" in law
    assert "fra 1. jan. 2027" in law


def test_reports_are_listed_with_stage_and_result(page):
    """A report stands with a mark for each stage its places have come to, and its result in a line."""
    reports = said(section(page(URL), "erfaringer"))

    assert reports.startswith("Én erfaring")
    assert "I drift Nordby Stoppet Zahle" in reports
    assert "Frigjort tid hos personalet: 13,6 timer om ugen pr. distrikt" in reports.replace("\xa0", " ")
    assert "Hjemmel eller jura" in reports


def test_sources_that_disagree_stand_side_by_side(page):
    """Both claims are shown with their source, and nothing is chosen."""
    conflict = said(section(page(URL), "uenige"))

    assert "Hvor mange borgere? 150 borgere KL 2019 35 borgere Firma A/S Ingen forklaring fundet." in conflict


def test_the_rest_of_the_record_is_shown(page):
    """Gaps, reuse, kin, mentions, decisions, questions, sources and further reading all have their place."""
    main = page(URL).main

    assert "Ikke fundet i nogen kilde Pris pr. enhed" in main
    assert "Vejledning (KL 2019) Licens: CC BY 4.0" in main
    assert "Skærmbesøg bruges ofte sammen med" in main
    assert "Zahle: Zahle nævnes i en artikel. (KL 2019)" in main
    assert "Aalum, 1. feb. 2026: Køber ti." in main
    assert "Spørgsmål, ikke besvaret endnu: Er det pr. uge?" in main
    assert "Brochure . Ikke fundet igen. Interesse: sælger produktet." in main
    assert "Læs mere Et tidsskrift (2018): Mere om emnet ." in main
    assert "Redaktionen har sidst kontrolleret posten 24. nov. 2026." in main
    assert "udgået" not in main


def test_the_contents_name_the_sections_that_exist(page):
    """The list of contents leads to every section it names, and a thin page has none."""
    found = page(URL)
    contents = [a.get("href") for a in next(n for n in found.all("nav") if n.get("class") == "toc")]

    assert contents[:3] == ["#grad", "#hvor", "#resultater"]
    assert all(section(found, anchor[1:]) is not None for anchor in contents)
    assert not [n for n in page("/loesninger/tynd/").all("nav") if n.get("class") == "toc"]


def test_a_thin_page_is_complete(page):
    """One report and nothing else: who, where, whom to ask, and one line of what is not known."""
    found = page("/loesninger/tynd/")

    assert found.words("h2") == [
        "Idé",
        "Hos os?",
        "Én kommune har prøvet",
        "Én erfaring",
        "Hvad gør I nu?",
        "Kilder",
    ]
    assert "Østerlund Tidspunkt ikke oplyst Det blev prøvet. Resultat ikke oplyst." in found.main
    assert found.main.endswith(
        "Ikke oplyst: målgruppe, resultater, økonomi, risici, kerneelementer, forudsætninger, lovgrundlag "
        "og materiale til genbrug."
    )


def test_a_solution_nobody_has_tried_has_a_page_too(page):
    """Without a report there is no map and no empty box."""
    found = page("/loesninger/tom/")

    assert "tmap" not in found.text
    assert "Ikke oplyst: målgruppe, erfaringer" in found.main


def test_the_prose_is_shown_as_it_was_rendered(page, bank):
    """The sanitised HTML of the release is not escaped again, and an English text replaces the Danish one."""
    assert "<h2>Hvad?</h2><p>En <strong>løsning</strong>.</p>" in page(URL).text
    english = replace(RICH, prose_en=Prose("## What?", "<h2>What?</h2>"))
    bank.current = bank_with(FULL, solutions=(english,)).current

    assert "<h2>What?</h2>" in page(f"/en{URL}").text
    assert "<h2>Hvad?</h2>" not in page(f"/en{URL}").text


def test_the_english_page_marks_what_is_danish(page):
    """Words of the record carry their language, and the page says that the record is Danish."""
    found = page(f"/en{URL}")

    assert "The record itself is in Danish" in found.main
    assert '<h1><span lang="da">Rig løsning</span></h1>' in found.text
    assert '<section class="sec prose" id="beskrivelse" aria-label="Description" lang="da">' in found.text
    assert "13.6 hours" in found.main.replace("\xa0", " ")
    assert page("/en/loesninger/skaerm/").words("h1") == ["Video visits"]


def test_facts_lead_to_their_kin(page):
    """A word beside the title leads to a search for all who share it, with the reader's municipality."""
    assert "/soeg/?omraade=hjemmepleje&kommune=nordby" in page(f"{URL}?kommune=nordby").links()


@pytest.mark.parametrize(
    "path", ["/loesninger/nej/", "/loesninger/..%2f..%2fetc/", "/loesninger/rig%00/", "/loesninger/RIG/",
             "/loesninger/rig/erfaringer/nej/", "/loesninger/nej/erfaringer/2019-nordby/", "/loesninger/rig%0a/",
             "/loesninger/" + "a" * 300 + "/", "/loesninger/nej.json", "/loesninger/rig/erfaringer/nej.json"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, path):
    """An id that is not there, and an id that is none, end in 404."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/loesninger/ond/", "/loesninger/ond/erfaringer/2022-ond/", "/kommuner/nordby/"]
)
def test_hostile_words_are_only_words(page, path):
    """Markup in a record is shown as text on every page that shows the record."""
    found = page(path)

    assert found.foreign_scripts() == []
    assert [img for img in found.all("img") if img.get("onerror")] == []
    assert "&lt;script&gt;" in found.text


def test_the_json_twin_holds_the_record(client):
    """The twin gives the fields of the content format, the text, the address and the release."""
    twin = client.get("/loesninger/rig.json").get_json()

    assert twin["url"] == "/loesninger/rig/"
    assert twin["release"] == "toy-1"
    assert twin["title"] == "Rig løsning"
    assert twin["prose"] == "## Hvad?"
    assert twin["experiences"] == ["/loesninger/rig/erfaringer/2019-nordby.json"]
    assert twin["business_case"]["lines"][0]["value"] == 300


def test_the_latest_stage_of_a_place_counts(page, bank):
    """A later report decides how far a municipality has come."""
    later = replace(BARE, id="2025-oesterlund", stages=(StageEvent(Stage.RUNNING, "2025"),))
    bank.current = bank_with(BARE, later).current

    where = said(section(page("/loesninger/tynd/"), "hvor"))

    assert "har prøvet 1 i drift eller udbredt 1" in where


def test_confirmation_of_one_report_does_not_hide_the_others(page, bank):
    """Where only some are confirmed the flag names them alone."""
    confirmed = replace(BARE, id="2025-oesterlund", confirmed=Confirmation("2026-01-01"))
    bank.current = bank_with(CONFIRMED, BARE, confirmed).current

    assert "Bekræftet af Aalum og Østerlund" in page("/loesninger/tynd/").main


def test_who_stopped_and_began_again_is_said(page, bank):
    """A stop that a later report has overtaken is still told, and so is that it began again."""
    stopped = replace(BARE, id="2014-oesterlund", stages=(StageEvent(Stage.STOPPED, "2014"),))
    again = replace(BARE, id="2018-oesterlund", stages=(StageEvent(Stage.RUNNING, "2018"),))
    bank.current = bank_with(stopped, again).current

    where = said(section(page("/loesninger/tynd/"), "hvor"))

    assert "stoppet 0" in where
    assert "Stoppet 2014: Østerlund. Siden begyndt igen" in where
