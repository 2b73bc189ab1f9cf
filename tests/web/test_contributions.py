"""Reporting an experience: the form step by step, what is kept, what is refused, and one's own reports."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.accounts.models import Role
from kb.contributions import workflow
from kb.contributions.drafting import draft_of
from kb.contributions.submission import Seen, State
from kb.records.vocabulary import Term, Vocabulary
from tests.databases import NOW
from tests.hostile import VALUES
from tests.web.conftest import Page, said
from tests.web.people import add_user, browser_of, dump, send, site_at
from tests.web.toy import ToyBank, toy_catalogue, toy_release

NEW = "/bidrag/erfaring/"
MINE = "/bidrag/mine/"
WHERE = {"solution": "skaerm", "municipalities": ["nordby", ""], "contact": "velfaerd@nordby.example"}
DONE = {
    "description": "Tolv borgere fik en skærm.\r\nHvert andet besøg blev lagt om.",
    "stages.0.stage": "i-drift",
    "period.start": "1. marts 2025",
}
RESULT = {
    "outcomes.0.label": "besøg lagt om",
    "outcomes.0.role": "effekt",
    "outcomes.0.value": "12,5",
    "outcomes.0.unit": "pct",
    "outcomes.0.art": "opgjort",
    "what_failed": "Færre sagde ja end ventet.",
}
# A form has room for six of them at once.
SIXES = [[*(VALUES + VALUES[:5])[start : start + 6]] for start in range(0, len(VALUES), 6)]


@pytest.fixture
def bank():
    """The invented bank, whose words for outcomes have one that is time."""
    catalogue = toy_catalogue()
    outcomes = (Term("tid", "Tid", "Time"), Term("frigjort-tid", "Frigjort tid", "Freed time", broader="tid"), Term("brug", "Brug", "Use"))  # fmt: skip
    more = {
        "outcome": Vocabulary("outcome", "Mål", "Measure", outcomes),
        "target-group": Vocabulary("target-group", "Målgruppe", "Group", (Term("aeldre", "Ældre", "Old"),)),
        "time-use": Vocabulary("time-use", "Tid", "Time", (Term("budget", "Et mindre budget", "Budget"),)),
    }
    return ToyBank(toy_release(replace(catalogue, vocabularies={**catalogue.vocabularies, **more})))


@pytest.fixture
def app(config, bank):
    return site_at(config, bank)


@pytest.fixture
def author(app):
    return add_user(app, Role.CONTRIBUTOR, "nordby", email="forfatter@nordby.example")


@pytest.fixture
def browser(app, author):
    return browser_of(app, author)


def version_on(page: Page) -> str:
    """Read which version of the draft a page was made from."""
    return page.all("input", name="version")[0].get("value")


def read(browser, path: str, status: int = 200) -> Page:
    """Open a page of the form; it must be sound HTML."""
    response = browser.get(path)
    assert response.status_code == status
    return Page(response.get_data(as_text=True))


def begin(browser, **changes) -> str:
    """Send the first step and give the address of the draft."""
    response = send(browser, NEW, {**WHERE, "version": "0", **changes})
    assert response.status_code == 303
    return urlsplit(response.location).path.rsplit("/", 2)[0]


def go_on(browser, draft: str, step: int, fields, status: int = 303):
    """Send a step of a draft as its page would, and give the answer."""
    version = version_on(read(browser, f"{draft}/{step}/"))
    response = send(browser, f"{draft}/{step}/", {"version": version, **fields})
    assert response.status_code == status, response.get_data(as_text=True)
    return response


def filled_in(browser) -> str:
    """Fill in the short form and give the address of the draft."""
    draft = begin(browser)
    go_on(browser, draft, 2, DONE)
    go_on(browser, draft, 3, RESULT)
    return draft


def sent(browser) -> str:
    """Fill in the short form, send it, and give the address of the report."""
    draft = filled_in(browser)
    version = version_on(read(browser, f"{draft}/4/"))
    assert send(browser, f"{draft}/send/", {"version": version}).status_code == 303
    return draft


def stored(app, draft: str):
    """Read a draft from the database."""
    from kb.contributions.models import SubmissionRow, as_submission

    with app.extensions["desk"].database.reading() as session:
        return as_submission(session.get_one(SubmissionRow, draft.rsplit("/", 1)[1]))


def mistakes(page: Page) -> dict[str, str]:
    """List the fields that the summary above the form names, with what it says."""
    found = page.all("div", class_="errsum")
    items = [item for box in found for item in box.iter("{http://www.w3.org/1999/xhtml}li")]
    return {item[0].get("href").partition("#")[2]: said(item) for item in items}


def test_everybody_may_read_what_reporting_is(page):
    """The first page needs no account and names both ways: the form and the pull request."""
    found = page("/bidrag/")

    assert "I skemaet" in found.main
    assert "Som pull request" in found.main
    assert "Del en erfaring" in found.words("a", aria_current="page")
    assert NEW in found.links()


def test_the_form_begins_with_what_is_known(browser):
    """The author's municipality and the solution they came from are filled in; nothing is wrong yet."""
    found = read(browser, f"{NEW}?loesning=skaerm&municipality=x")

    chosen = [option.get("value") for option in found.all("option") if option.get("selected") is not None]
    assert chosen == ["skaerm", "nordby"]
    assert not mistakes(found)
    assert "Robotter i parker" in found.words("option")


def test_looking_at_the_form_makes_no_draft(app, browser):
    """Only a step that is sent makes a draft."""
    before = dump(app)
    read(browser, NEW)

    assert dump(app) == before


def test_the_short_form_becomes_a_report(app, browser):
    """Three steps filled in and sent: the report waits for an editor, and its file is in canonical form."""
    draft = sent(browser)
    found = stored(app, draft)

    assert found.state is State.SUBMITTED
    assert found.about.path == "solutions/skaerm/experiences/2025-nordby.yaml"
    assert found.about.title == "Skærmbesøg: Nordby 2025"
    assert "hjemmepleje" in found.about.areas
    assert "pleje" in found.about.areas
    file = draft_of(found.typed, toy_catalogue(), today="2026-11-25").file
    assert file is not None
    assert "  value: 12.5\n  unit: pct\n" in file.content.decode()


def test_the_last_step_shows_figures_with_kind_unit_and_source(browser):
    """Before it is sent, each result stands with its number, unit, kind and source, and the file beside it."""
    found = read(browser, f"{filled_in(browser)}/4/")
    (row,) = [said(row) for row in found.all("tr")][1:]

    assert row == "besøg lagt om 12,5 % opgjort Indberetning fra Nordby Kommune"
    assert "value: 12.5" in found.words("pre")[0]
    assert "solutions/skaerm/experiences/2025-nordby.yaml" in found.main


def test_a_draft_survives_a_closed_browser(app, author, browser):
    """What was typed stands exactly as typed when its author comes back in another browser."""
    draft = begin(browser)
    go_on(browser, draft, 2, {**DONE, "gem": "1"})

    found = read(browser_of(app, author), f"{draft}/2/")

    assert [field.get("value") for field in found.all("input", name="period.start")] == ["1. marts 2025"]
    assert "Hvert andet besøg blev lagt om." in found.words("textarea", name="description")[0]
    assert stored(app, draft).typed["description"] == [DONE["description"]]


def test_saving_asks_for_nothing(app, browser):
    """An unfinished step can be saved as it is, also when something is wrong in it."""
    draft = begin(browser, solution="", municipalities=[])
    response = go_on(browser, draft, 2, {"period.start": "i foråret", "gem": "1"})

    assert urlsplit(response.location).path == MINE
    assert stored(app, draft).typed == {"contact": ["velfaerd@nordby.example"], "period.start": ["i foråret"]}


def test_one_can_go_back_without_losing_anything(app, browser):
    """The way back keeps what was typed in the step one leaves."""
    draft = begin(browser)
    response = go_on(browser, draft, 2, {"description": "halvt", "tilbage": "1"})

    assert response.location.endswith(f"{draft}/1/")
    assert stored(app, draft).typed["description"] == ["halvt"]


def test_a_fault_stands_above_and_beside_its_field(browser):
    """A number without a unit leads back to the step: named above with a link, and told at the field."""
    draft = begin(browser)
    response = go_on(browser, draft, 3, {**RESULT, "outcomes.0.unit": ""})
    assert response.location.endswith(f"{draft}/3/#fejl")

    found = read(browser, f"{draft}/3/")

    assert mistakes(found) == {"outcomes.0.unit": "Enhed: Et tal skal have en enhed."}
    (field,) = found.all("select", id="outcomes.0.unit")
    assert field.get("aria-invalid") == "true"
    (message,) = found.all("span", id="outcomes.0.unit-fejl")
    assert "outcomes.0.unit-fejl" in field.get("aria-describedby").split()
    assert said(message) == "Fejl: Et tal skal have en enhed."
    assert found.words("title")[0].startswith("Fejl:")
    assert [field.get("value") for field in found.all("input", id="outcomes.0.value")] == ["12,5"]


def test_every_link_of_the_summary_leads_to_a_field(browser):
    """Whatever is wrong, the summary's links lead to something on the page."""
    draft = begin(browser)
    wrong = {"outcomes.0.label": "x", "outcomes.0.value": "cirka", "outcomes.1.value": "2", "funnel.offered": "tre", "advice": ["", "x" * 5000], "verdict.reason": "fordi", "sources.0.url": "ftp://x"}  # fmt: skip
    go_on(browser, draft, 3, wrong)

    found = read(browser, f"{draft}/3/")

    ids = {element.get("id") for element in found.tree.iter() if element.get("id")}
    assert len(mistakes(found)) >= 6
    assert set(mistakes(found)) <= ids


def test_a_report_with_faults_is_not_sent(app, browser):
    """The last step names every fault with the step it stands in, and sending changes nothing."""
    draft = begin(browser, solution="")
    go_on(browser, draft, 2, {"period.start": "2025", "period.end": "2024"})
    version = version_on(read(browser, f"{draft}/4/"))

    response = send(browser, f"{draft}/send/", {"version": version})

    assert response.status_code == 422
    found = Page(response.get_data(as_text=True))
    assert {f"{draft}/1/#solution"} <= set(found.links())
    assert stored(app, draft).state is State.DRAFT


def test_the_use_of_freed_time_is_asked_when_the_result_is_time(browser):
    """A result about time brings one question more, and only then; the author is led to it."""
    draft = begin(browser)
    assert not read(browser, f"{draft}/3/").all("fieldset", id="outcomes.0.used_for")

    response = go_on(browser, draft, 3, {**RESULT, "outcomes.0.measure": "frigjort-tid"})
    assert response.location.endswith(f"{draft}/3/#spm.outcomes.0.used_for")
    found = read(browser, f"{draft}/3/")
    assert found.words("legend").count("Hvad gik den frigjorte tid til?") == 1

    again = go_on(browser, draft, 3, {**RESULT, "outcomes.0.measure": "frigjort-tid"})
    assert again.location.endswith(f"{draft}/4/")


def test_the_grade_now_stands_beside_the_form(browser):
    """The box names the grade, what is there, what is missing, and the grade when that is filled in."""
    draft = filled_in(browser)
    box = said(read(browser, f"{draft}/3/").all("div", class_="now")[0])

    assert "Beskrevet dokumentation D1" in box
    assert "Opfyldt: Hvad I gjorde" in box
    assert "Mangler: Hvordan tallet er gjort op" in box
    assert "så bliver graden Målt (D2)" in box

    go_on(
        browser, draft, 3, {**RESULT, "outcomes.0.method": "talt op", "outcomes.0.denominator": "af besøgene"}
    )
    assert "Målt dokumentation D2" in said(read(browser, f"{draft}/4/").all("div", class_="now")[0])


def test_what_is_missing_leads_to_its_field(browser):
    """In a draft, what the grade lacks is a link to where it is written, in whichever step that is."""
    draft = begin(browser)

    links = read(browser, f"{draft}/1/").links()
    assert f"{draft}/2/#description" in links
    assert f"{draft}/3/#outcomes.0.method" in links


@pytest.mark.parametrize(
    ("field", "text"),
    [("what_failed", "Borger 010190-1234 faldt."), ("advice", "Skriv til hanne@gmail.com"), ("note", "hanne.hansen@nordby.example")],
)  # fmt: skip
def test_personal_data_is_shown_again_but_never_kept(app, browser, field, text):
    """A CPR-like number or a person's address stays on the page with the reason, and reaches no table."""
    draft = begin(browser)
    go_on(browser, draft, 3, {**RESULT, field: "uden"})

    response = go_on(browser, draft, 3, {**RESULT, field: text}, status=422)

    found = Page(response.get_data(as_text=True))
    assert field in mistakes(found)
    assert text in " ".join(
        [*found.words("textarea"), *(one.get("value") or "" for one in found.all("input"))]
    )
    assert text not in str(dump(app))
    assert stored(app, draft).typed[field] == ["uden"]
    assert stored(app, draft).typed["outcomes.0.value"] == ["12,5"]


def test_two_windows_do_not_overwrite_each_other(app, browser):
    """A step sent from an old window is not kept: its words stay on the page, and the conflict is told."""
    draft = begin(browser)
    old = version_on(read(browser, f"{draft}/2/"))
    go_on(browser, draft, 2, DONE)

    response = send(browser, f"{draft}/2/", {"version": old, "description": "fra det gamle vindue"})

    assert response.status_code == 409
    found = Page(response.get_data(as_text=True))
    assert "Nogen har ændret indberetningen" in found.main
    assert "fra det gamle vindue" in found.words("textarea", name="description")[0]
    assert stored(app, draft).typed["description"] == [DONE["description"]]

    version = version_on(found)
    assert send(browser, f"{draft}/2/", {"version": version, "description": "nyt"}).status_code == 303
    assert stored(app, draft).typed["description"] == ["nyt"]


def test_one_reports_for_ones_own_municipality(browser):
    """A report about others alone is refused at the field; others may take part beside one's own."""
    draft = begin(browser, municipalities=["aalum"])
    assert "municipalities" in mistakes(read(browser, f"{draft}/1/"))

    go_on(browser, draft, 1, {**WHERE, "municipalities": ["nordby", "aalum"]})
    assert not mistakes(read(browser, f"{draft}/1/"))


def test_only_the_author_writes_and_only_those_who_may_look(app, browser):
    """A colleague reads along, others find nothing, and an editor sees it once it is sent."""
    draft = filled_in(browser)
    colleague, other, editor = (
        browser_of(app, add_user(app, role, place))
        for role, place in ((Role.CONTRIBUTOR, "nordby"), (Role.CONTRIBUTOR, "aalum"), (Role.EDITOR, ""))
    )

    assert colleague.get(f"{draft}/4/").status_code == 200
    assert colleague.get(f"{draft}/2/").location.endswith(f"{draft}/4/")
    assert send(colleague, f"{draft}/2/", {"version": "3", **DONE}).status_code == 403
    assert send(colleague, f"{draft}/send/", {"version": "3"}).status_code == 403
    assert [other.get(f"{draft}/{step}/").status_code for step in (1, 4)] == [404, 404]
    assert send(other, f"{draft}/2/", {"version": "3"}).status_code == 404
    assert editor.get(f"{draft}/4/").status_code == 404
    assert app.test_client().get(f"{draft}/4/").status_code == 302

    version = version_on(read(browser, f"{draft}/4/"))
    send(browser, f"{draft}/send/", {"version": version})
    assert editor.get(f"{draft}/4/").status_code == 200
    assert "Send til redaktionen" not in editor.get(f"{draft}/4/").get_data(as_text=True)
    assert stored(app, draft).typed["description"] == [DONE["description"]]


def test_what_is_sent_back_can_be_mended_and_sent_again(app, browser):
    """The editor's words stand at their fields and in the list; mended, it can be sent again."""
    draft = sent(browser)
    editor = add_user(app, Role.EDITOR)
    decide(app, editor, draft, "send_back", "Skriv lidt mere.", {"outcomes.0.method": "Hvordan talte I?"})

    listed = read(browser, MINE)
    assert "Sendt tilbage til jer" in listed.main
    assert "Skriv lidt mere." in listed.main
    assert f"{draft}/3/#outcomes.0.method" in listed.links()
    mail = browser.get(f"{MINE}{draft.rsplit('/', 1)[1]}/")
    assert mail.location.endswith(f"{draft}/3/#outcomes.0.method")
    form = read(browser, f"{draft}/3/")
    assert said(form.all("span", id="outcomes.0.method-note")[0]) == "Redaktøren skriver: Hvordan talte I?"

    go_on(browser, draft, 3, {**RESULT, "outcomes.0.method": "I systemet."})
    version = version_on(read(browser, f"{draft}/4/"))
    assert send(browser, f"{draft}/send/", {"version": version}).status_code == 303
    assert stored(app, draft).state is State.SUBMITTED


def decide(app, editor, draft: str, step: str, *told) -> None:
    """Let an editor decide about a report."""
    from kb.accounts.member import as_member

    found = stored(app, draft)
    seen = Seen(as_member(editor), found.id, found.version)
    getattr(workflow, step)(app.extensions["desk"], NOW, seen, *told)


def test_a_report_can_be_taken_back(app, browser):
    """A draft or a sent report can be withdrawn from the list; a stale or a second attempt is told in words."""
    draft = sent(browser)
    listed = read(browser, MINE)
    assert "Sendt, venter på en redaktør" in listed.main
    assert "Sendt i dag" in listed.main
    path = f"{MINE}{draft.rsplit('/', 1)[1]}/traek-tilbage/"

    stale = send(browser, path, {"version": "1"})
    assert stale.status_code == 409
    assert "Nogen har ændret indberetningen" in Page(stale.get_data(as_text=True)).main

    assert send(browser, path, {"version": version_on(listed)}).status_code == 303
    assert stored(app, draft).state is State.WITHDRAWN
    assert send(browser, path, {"version": version_on(listed)}).status_code == 409


def test_the_list_says_how_long_one_has_waited(config, bank, app, author, browser):
    """A report sent on a Wednesday has waited three working days the Monday after."""
    from datetime import timedelta

    sent(browser)
    later = site_at(config, bank, NOW + timedelta(hours=1))
    monday = browser_of(later, author)
    later.extensions["clock"] = lambda: NOW + timedelta(days=5)
    with later.extensions["desk"].database.writing() as session:
        from kb.accounts import sessions
        from kb.accounts.models import User

        token = sessions.start(session, session.get_one(User, author.id), NOW + timedelta(days=5))
    monday.set_cookie("kb", token)

    assert "Har ventet 3 arbejdsdage" in read(monday, MINE).main


def test_all_that_a_report_can_say_can_be_added(browser):
    """Behind "tilføj mere" stand the other fields by the schema's own labels; a row that is used gets a next one."""
    draft = begin(browser)
    found = read(browser, f"{draft}/3/")
    assert "Råd til den næste" in found.main
    assert found.all("input", name="business_case.lines.0.value")
    assert not found.all("input", name="outcomes.2.label")

    go_on(browser, draft, 3, {**RESULT, "outcomes.1.label": "ventetid", "outcomes.1.role": "effekt", "outcomes.1.art": "oplevet", "outcomes.1.words": "kortere", "advice": ["a", "b"]})  # fmt: skip
    found = read(browser, f"{draft}/3/")
    assert found.all("input", name="outcomes.2.label")
    assert found.words("textarea", name="advice") == ["a", "b", ""]


def test_nothing_that_only_editors_say_can_be_sent(app, browser):
    """Fields that are no part of the form are not taken, whoever writes them into a request."""
    draft = begin(browser, provenance="public_sources", checked="2026", second_verdict="x", id="../../x")
    go_on(
        browser,
        draft,
        3,
        {**RESULT, "verdict.coder": "mig", "outcomes.0.source": "anden", "confirmed.date": "2026"},
    )

    assert set(stored(app, draft).typed) == {"solution", "municipalities", "contact", *RESULT}


@pytest.mark.parametrize("texts", SIXES)
def test_hostile_words_are_words(app, browser, texts):
    """Whatever is written is kept as typed, shown as words, and no step fails; the file stays in its folder."""
    contact, description, start, label, unit, failed = texts
    draft = begin(browser, contact=contact)
    go_on(browser, draft, 2, {"description": description, "period.start": start, "target_groups": contact})
    go_on(
        browser,
        draft,
        3,
        {**RESULT, "outcomes.0.label": label, "outcomes.0.unit": unit, "what_failed": failed},
    )

    for step in (2, 4):
        found = read(browser, f"{draft}/{step}/")
        assert not found.all("script")
        assert not [image for image in found.all("img") if image.get("onerror")]
    assert read(browser, MINE)
    path = stored(app, draft).about.path
    assert not path or path.startswith("solutions/skaerm/experiences/")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*WHERE, *DONE, *RESULT, "outcomes.7.label", "version", "funnel.offered", "period"]), st.text(max_size=40)))  # fmt: skip
def test_any_request_is_answered(browser, fields):
    """Whatever a form sends, the answer is a page or a way on, never an error of ours."""
    response = send(browser, NEW, fields)
    assert response.status_code in (303, 409, 422)
    if response.status_code == 303:
        assert browser.get(response.location.partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "path", ["erfaring/x/1/", "erfaring/%00/1/", f"erfaring/{'a' * 32}/1/", "erfaring/..%2f..%2fetc/4/"]
)
def test_an_unknown_report_is_not_found(browser, path):
    """An address that names no report says so."""
    assert browser.get(f"/bidrag/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["erfaring/x/5/", "erfaring/x/0/", "erfaring/x/9999999999999999/", "mine/x/"]
)
def test_an_unknown_step_is_not_found(browser, path):
    """The form has four steps and no other."""
    assert browser.get(f"/bidrag/{path}").status_code == 404


def test_ten_thousand_fields_are_no_trouble(browser):
    """A form with ten thousand fields is answered, and only what the step asks is kept."""
    response = send(browser, NEW, {**WHERE, **{f"outcomes.{n}.label": "x" for n in range(10_000)}})

    assert response.status_code in (303, 413)


def test_the_english_form_asks_the_same(browser):
    """Under /en/ the same form stands, and what was typed in one language is there in the other."""
    draft = filled_in(browser)

    found = read(browser, f"/en{draft}/3/")

    assert [field.get("value") for field in found.all("input", id="outcomes.0.value")] == ["12,5"]
    assert found.all("form")[-1].get("action") == f"/en{draft}/3/"


def test_every_page_is_one_that_nobody_keeps(browser):
    """What is one's own is kept nowhere on the way."""
    draft = filled_in(browser)
    for path in (NEW, MINE, f"{draft}/1/", f"{draft}/4/"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"
