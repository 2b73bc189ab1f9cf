"""The short forms: a call, a question to a figure, its answer, a decision; from the form to the file."""

from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import select

from kb.accounts.models import Role
from kb.content.formatting import format_record
from kb.content.layout import Kind as FileKind
from kb.contributions.models import SubmissionRow
from kb.mail.outbox import WaitingMail
from kb.records.discussion import Remark, RemarkState
from tests.content.repository import start_repository
from tests.web.conftest import Page
from tests.web.people import add_user, browser_of, send, site_at
from tests.web.toy import SOLUTIONS, ToyBank, toy_catalogue, toy_release

ASKED = Remark("r1", "2019-nordby/tid", "Er det pr. uge?", "2026-11-01", "aalum", state=RemarkState.OPEN)
SKAERM = replace(SOLUTIONS[0], remarks=(ASKED,))
QUESTION = "/bidrag/spoergsmaal/?tal=skaerm/2019-nordby/tid"
ANSWER = "/bidrag/svar/?spoergsmaal=skaerm/r1"
DECISION = "/bidrag/beslutning/?loesning=skaerm"
CALL = {
    "title": "Faldsensorer",
    "challenge": "Hvem har prøvet?",
    "contact": "velfaerd@nordby.example",
}


@dataclass
class AskedBank(ToyBank):
    """An invented bank whose solution is already questioned, and that builds nothing."""

    def request_build(self) -> None:
        pass


@dataclass
class Office:
    """The site with a contributor of each of two municipalities, and two editors."""

    app: object
    repository: object
    users: dict
    clients: dict = field(default_factory=dict)

    def browser(self, who):
        return self.clients.setdefault(who, browser_of(self.app, self.users[who]))

    def send(self, who, path, **form):
        return send(self.browser(who), path, form)

    def page(self, who, path, status=200):
        answer = self.browser(who).get(path)
        assert answer.status_code == status
        return Page(answer.get_data(as_text=True))

    def rows(self):
        with self.app.extensions["desk"].database.reading() as session:
            found = session.scalars(select(SubmissionRow).order_by(SubmissionRow.created_at)).all()
            return [(row.id, row.kind, row.state) for row in found]

    def newest(self):
        return self.rows()[-1][0]

    def accept(self, who, submission_id):
        shown = self.page(who, f"/redaktion/{submission_id}/")
        version = shown.all("input", name="version")[0].get("value")
        return self.send(who, f"/redaktion/{submission_id}/", goer="godkend", version=version)

    def published(self, path):
        return self.repository.git("show", f"HEAD:content/{path}")

    def mails(self):
        with self.app.extensions["desk"].database.reading() as session:
            return {mail.recipient: mail.text for mail in session.scalars(select(WaitingMail))}


@pytest.fixture
def office(config, tmp_path):
    repository = start_repository(tmp_path / "repository")
    repository.put("solutions/skaerm/solution.yaml", format_record(FileKind.SOLUTION, SKAERM))
    repository.commit("2026-01-01")
    bank = AskedBank()
    bank.current = toy_release(toy_catalogue(solutions=(SKAERM, *SOLUTIONS[1:])))
    here = replace(config, content_dir=repository.content, index_dir=tmp_path / "index")
    app = site_at(here, bank)
    users = {
        "nordby": add_user(app, Role.CONTRIBUTOR, "nordby"),
        "aalum": add_user(app, Role.CONTRIBUTOR, "aalum"),
        "eva": add_user(app, Role.EDITOR, email="eva@bank.example"),
        "finn": add_user(app, Role.EDITOR, email="finn@bank.example"),
    }
    with app.extensions["desk"].database.writing() as session:
        for user in users.values():
            session.merge(user).password_hash = "ingen kender den"
    return Office(app, repository, users)


def test_a_call_goes_from_the_form_to_its_file(office):
    """One page of eight fields, a draft that stays, a mistake at its field, an editor, a file in git."""
    assert len(office.page("nordby", "/bidrag/efterlysning/?titel=Faldsensorer").all("label")) >= 6
    kept = office.send("nordby", "/bidrag/efterlysning/", **{**CALL, "contact": ""}, gem="1")
    assert kept.location.endswith("/bidrag/mine/?sket=gemt")
    path = f"/bidrag/kort/{office.newest()}/"
    again = office.page("nordby", path)
    assert "Hvem kan man skrive til?: Feltet mangler." in again.main
    assert again.all("textarea", name="challenge")[0].text.strip() == "Hvem har prøvet?"

    sent = office.send("nordby", path, **CALL, version=again.all("input", name="version")[0].get("value"))
    assert sent.location.endswith("/bidrag/mine/?sket=sendt")
    assert office.accept("eva", office.newest()).status_code == 303

    assert [row[1:] for row in office.rows()] == [("call", "published")]
    assert office.published("calls/faldsensorer-nordby.yaml").splitlines()[:3] == [
        "title: Faldsensorer",
        "challenge: Hvem har prøvet?",
        "municipality: nordby",
    ]


def test_a_question_is_published_at_its_figure_and_its_owner_is_told(office):
    """Anybody signed in may ask; the contributors behind the figure get a mail, and only they."""
    shown = office.page("aalum", QUESTION)
    assert "12,5 % Mindre køretid, pr. rute" in shown.main.replace("\xa0", " ")
    assert office.send("aalum", QUESTION, question="Er det med ferie?").location.endswith("sket=sendt")

    office.accept("eva", office.newest())

    text = office.published("solutions/skaerm/solution.yaml")
    assert "question: Er det med ferie?" in text
    assert "asked_by: aalum" in text
    mails = office.mails()
    assert "Er det med ferie?" in mails["contributor-nordby@nordby.example"]
    assert "/loesninger/skaerm/#spoergsmaal" in mails["contributor-nordby@nordby.example"]
    assert "står bag" not in mails["contributor-aalum@aalum.example"]


def test_only_those_behind_a_figure_and_editors_answer(office):
    """Another municipality is refused; the owner's answer stands beside the question once accepted."""
    assert office.page("nordby", ANSWER).main.count("Er det pr. uge?") == 1
    assert office.browser("aalum").get(ANSWER).status_code == 403
    assert office.send("aalum", ANSWER, answer="Ja.").status_code == 403
    assert office.rows() == []

    office.send("nordby", ANSWER, answer="Ja, pr. uge.")
    office.accept("eva", office.newest())

    text = office.published("solutions/skaerm/solution.yaml")
    assert "answer: Ja, pr. uge." in text
    assert "answered_by: nordby" in text
    assert "state: besvaret" in text


def test_an_editors_answer_is_accepted_by_another(office):
    """The editor who answers cannot accept it; another can, and then it is the editors' answer."""
    office.send("eva", ANSWER, answer="Se kilden.")

    refused = office.send("eva", f"/redaktion/{office.newest()}/", goer="godkend", version="2")
    assert refused.status_code == 409
    office.accept("finn", office.newest())
    assert "answered_by" not in office.published("solutions/skaerm/solution.yaml")


def test_a_decision_stands_on_the_solution(office):
    """A municipality tells what it decided; an editor, who has none, names the municipality."""
    office.send("aalum", DECISION, date="1. november 2026", description="Vi lader være.")
    office.accept("eva", office.newest())

    assert "- municipality: aalum\n  date: '2026-11-01'\n  description: Vi lader være." in (
        office.published("solutions/skaerm/solution.yaml")
    )
    assert office.page("eva", DECISION).all("select", name="municipality")
    assert not office.page("aalum", DECISION).all("select", name="municipality")


@pytest.mark.parametrize(
    "path",
    [
        "/bidrag/spoergsmaal/",
        "/bidrag/spoergsmaal/?tal=skaerm",
        "/bidrag/spoergsmaal/?tal=" + "x/" * 500,
        "/bidrag/spoergsmaal/?tal=../../etc/passwd",
        "/bidrag/svar/?spoergsmaal=skaerm/findes-ikke",
        "/bidrag/beslutning/?loesning=%00",
        "/en/bidrag/beslutning/",
    ],
)
def test_a_form_about_nothing_says_where_to_begin(office, path):
    """An address that names no figure, question or solution leads to the search."""
    found = office.page("nordby", path, 404)

    assert any(link.endswith("/soeg/") for link in found.links())
    assert office.send("nordby", path, question="x").status_code == 404


def test_personal_data_is_shown_again_and_never_kept(office):
    """What looks like a CPR number stays on the page with a sentence, and never reaches the database."""
    answer = office.send("aalum", QUESTION, question="Gælder det 010190-1234?")

    assert answer.status_code == 422
    assert "010190-1234" in answer.get_data(as_text=True)
    assert "CPR-nummer" in answer.get_data(as_text=True)
    with office.app.extensions["desk"].database.reading() as session:
        assert "010190" not in str(session.scalars(select(SubmissionRow)).one().typed)


def test_a_draft_is_its_authors(office):
    """A colleague elsewhere finds nothing; a form from an older version is kept on the page."""
    office.send("nordby", "/bidrag/efterlysning/", **CALL, gem="1")
    path = f"/bidrag/kort/{office.newest()}/"

    assert office.browser("aalum").get(path).status_code == 404
    stale = office.send("nordby", path, **{**CALL, "title": "Nyt"}, version="99")
    assert stale.status_code == 409
    assert 'value="Nyt"' in stale.get_data(as_text=True)


def test_what_nobody_types_cannot_be_typed(office):
    """The figure, its owners, the municipality and the day come from us, whatever a form holds."""
    office.send(
        "aalum", QUESTION, question="Hvad?", figure="tid", owners="aalum", asked_by="nordby", asked="1999"
    )
    with office.app.extensions["desk"].database.reading() as session:
        typed = session.scalars(select(SubmissionRow)).one().typed

    assert typed == {"figure": ["2019-nordby/tid"], "owners": ["nordby"], "question": ["Hvad?"]}


def test_a_figure_leads_to_the_form_and_shows_its_questions(office):
    """Beside a figure stand the way to ask and what was asked, on the solution's page and the report's."""
    for path in ("/loesninger/skaerm/", "/loesninger/skaerm/erfaringer/2019-nordby/"):
        shown = office.page("aalum", path)
        assert "Spørgsmål stillet 1. nov. 2026 af Aalum, ikke besvaret endnu: Er det pr. uge?" in shown.main
        assert QUESTION.replace("tal=skaerm/2019-nordby/tid", "tal=skaerm/2019-nordby/tid") in shown.links()
    assert ANSWER in office.page("aalum", "/loesninger/skaerm/").links()
    assert DECISION in office.page("aalum", "/loesninger/skaerm/").links()
    assert DECISION in office.page("aalum", "/loesninger/skaerm/beslutningsoplaeg/").links()
