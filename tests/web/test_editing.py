"""What editors see and do: the queue, one submission read through, and what comes of their decision."""

import re
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from kb.accounts.member import as_member
from kb.accounts.models import Role
from kb.contributions import workflow
from kb.contributions.publication import Piece, digest_of
from kb.contributions.reading import find
from kb.contributions.submission import About, Kind, Ready, Seen, State
from kb.mail.outbox import WaitingMail
from kb.release.requests import BuildRequests
from kb.web.contributions.words import KINDS
from kb.web.editing.words import STATES, VERDICTS
from tests.content.repository import Repository, start_repository
from tests.databases import NOW
from tests.web.conftest import Page
from tests.web.people import add_user, browser_of, send, site_at
from tests.web.toy import EVIL, EXPERIENCES, ToyBank, toy_catalogue, toy_release

MOMENT = NOW + timedelta(days=7)  # a Wednesday again, five working days later
TYPED = {
    "solution": ["skaerm"],
    "municipalities": ["nordby"],
    "description": ["Tolv borgere fik en skærm."],
    "stages.0.stage": ["i-drift"],
    "period.start": ["1. marts 2025"],
    "outcomes.0.label": ["besøg lagt om til skærm"],
    "outcomes.0.role": ["effekt"],
    "outcomes.0.measure": ["brug"],
    "outcomes.0.value": ["12,5"],
    "outcomes.0.unit": ["pct"],
    "outcomes.0.art": ["opgjort"],
    "what_failed": ["Færre sagde ja end ventet."],
}
ABOUT = About("Skærmbesøg: Nordby 2025", "skaerm", ("hjemmepleje", "pleje"))
PATH = "solutions/skaerm/experiences/2025-nordby.yaml"


@dataclass
class AskedBank(ToyBank):
    """An invented bank that counts how often it is asked to build."""

    asked: int = 0

    def request_build(self) -> None:
        self.asked += 1


@pytest.fixture
def repository(tmp_path) -> Repository:
    """A repository whose content is under git."""
    repository = start_repository(tmp_path / "repository")
    repository.put("solutions/skaerm/solution.yaml", "title: Skærmbesøg\n")
    repository.commit("2026-01-01")
    return repository


@pytest.fixture
def bank():
    return AskedBank()


@pytest.fixture
def app(config, bank, repository, tmp_path):
    here = replace(config, content_dir=repository.content, index_dir=tmp_path / "index")
    return site_at(here, bank, MOMENT)


@dataclass
class Desk:
    """The site with an author, two editors, and what was sent to them."""

    app: object
    author: object
    editor: object
    other: object
    clients: dict = field(default_factory=dict)

    @property
    def desk(self):
        return self.app.extensions["desk"]

    @property
    def client(self):
        return self.clients.setdefault("editor", browser_of(self.app, self.editor))

    def sent(self, kind=Kind.REPORT, about=ABOUT, author=None, at=NOW, **typed):
        """Send in a report; a double underscore in a name stands for a point."""
        texts = {**TYPED, **{name.replace("__", "."): text for name, text in typed.items()}}
        member = as_member(author or self.author)
        draft = workflow.start(self.desk, at, member, kind, texts, about)
        return workflow.submit(self.desk, at, Seen(member, draft.id, draft.version))

    def now(self, submission):
        with self.desk.database.reading() as session:
            return find(session, as_member(self.author), submission.id)

    def page(self, submission, status=200, prefix=""):
        response = self.client.get(f"{prefix}/redaktion/{submission.id}/")
        assert response.status_code == status
        return Page(response.get_data(as_text=True))

    def decide(self, submission, doing, client=None, **form):
        """Send the form of the page."""
        fields = {"goer": doing, "version": submission.version, **form}
        return send(client or self.client, f"/redaktion/{submission.id}/", fields)


@pytest.fixture
def office(app):
    """An author of Nordby, an editor of care, another editor of everything."""
    return Desk(
        app,
        author=add_user(app, Role.CONTRIBUTOR, "nordby"),
        editor=add_user(app, Role.EDITOR, email="eva@bank.example", areas=["hjemmepleje"]),
        other=add_user(app, Role.EDITOR, email="finn@bank.example", areas=[]),
    )


def queue(client) -> Page:
    return Page(client.get("/redaktion/").get_data(as_text=True))


def test_the_queue_lists_the_oldest_first_with_its_age(office):
    """Sent on a Wednesday and read on the next, a report has waited five working days."""
    office.sent(at=NOW + timedelta(days=1), about=replace(ABOUT, title="Den nye"))
    office.sent(about=replace(ABOUT, title="Den gamle"))

    rows = queue(office.client).words("tr")[1:]

    assert [row.split(" Ny")[0] for row in rows] == ["Den gamle", "Den nye"]
    assert rows[0] == "Den gamle Ny erfaring Nordby 5 arbejdsdage Venter på en redaktør"
    assert "4 arbejdsdage" in rows[1]


def test_a_report_that_waits_too_long_is_marked(office):
    """Eleven working days are over the aim of ten."""
    office.sent(at=MOMENT - timedelta(days=15))
    office.sent(at=MOMENT - timedelta(days=14))

    assert [("Over målet" in row) for row in queue(office.client).words("tr")[1:]] == [True, False]


def test_the_queue_holds_what_is_in_the_editors_areas(office, app):
    """An editor of another area sees an empty queue, and the report itself is not there for them."""
    waiting = office.sent()
    elsewhere = browser_of(app, add_user(app, Role.EDITOR, email="gry@bank.example", areas=["it"]))

    assert "Intet venter." in queue(elsewhere).main
    assert elsewhere.get(f"/redaktion/{waiting.id}/").status_code == 404
    assert office.decide(waiting, "godkend", elsewhere).status_code == 404
    assert office.now(waiting).state is State.SUBMITTED


def test_what_is_not_there_and_what_is_hidden_look_the_same(office, app):
    """Nobody learns from the page whether a hidden report exists."""
    elsewhere = browser_of(app, add_user(app, Role.EDITOR, email="gry@bank.example", areas=["it"]))
    paths = [office.sent().id, "0" * 32, "x", "é"]

    answers = [elsewhere.get(f"/redaktion/{path}/") for path in paths]

    assert {answer.status_code for answer in answers} == {404}
    assert len({Page(answer.get_data(as_text=True)).main for answer in answers}) == 1


def test_the_queue_tells_how_long_an_answer_takes(office):
    """One report was answered after five working days, so that is the median."""
    office.decide(office.sent(), "tilbage", reason="Hvornår?")

    assert "typisk 5" in queue(office.client).main


def test_a_submission_is_read_in_words(office):
    """The page shows what was typed by the schema's labels and words, and what was left empty."""
    page = office.page(office.sent())

    assert page.words("h1") == ["Skærmbesøg: Nordby 2025"]
    told = dict(zip(page.words("dt"), page.words("dd"), strict=True))
    assert told["Hvilken løsning?"].startswith("Skærmbesøg")
    assert told["Hvad gik galt, og hvad ville I gøre om?"].startswith("Færre sagde ja end ventet.")
    assert told["Hvem kan andre skrive til?"].startswith("Ikke oplyst")
    assert any(text.startswith("Vi talte det op") for text in told.values())


def test_a_submission_shows_its_file_its_grade_and_the_check(office):
    """A report without faults shows the file it becomes, the grade it gets, and the page readers get."""
    page = office.page(office.sent())

    assert f"content/{PATH}" in page.main
    assert "label: besøg lagt om til skærm" in page.words("pre", class_="as-file")[0]
    assert "Kontrollen finder ingen fejl." in page.main
    assert "dokumentation D1" in page.main
    assert "Hvad kom der ud af det?" in page.words("h2")
    assert "Godkend og udgiv" in page.words("button")


def test_a_faulty_submission_cannot_be_accepted(office, repository):
    """The faults lead to their fields, there is no button to accept, and accepting by hand is refused."""
    waiting = office.sent(outcomes__0__unit=["findes-ikke"], period__end=["2020"])

    page = office.page(waiting)
    answer = office.decide(waiting, "godkend")

    assert "#felt.outcomes.0.unit" in page.links()
    assert page.all("div", id="felt.outcomes.0.unit")
    assert "Godkend og udgiv" not in page.words("button")
    assert "før fejlene er rettet" in page.main
    assert answer.status_code == 409
    assert office.now(waiting).state is State.SUBMITTED
    assert repository.git("rev-list", "--count", "main") == "1"


def test_what_is_accepted_becomes_one_commit(office, bank, repository):
    """The file is in git under a role and a municipality, a build is asked for, and the page says so."""
    waiting = office.sent()

    answer = office.decide(waiting, "godkend")
    page = office.page(waiting)

    assert answer.status_code == 303
    assert answer.location == f"/redaktion/{waiting.id}/"
    assert office.now(waiting).state is State.PUBLISHED
    assert repository.git("show", "--format=", "--name-status", "HEAD") == f"A\tcontent/{PATH}"
    assert repository.git("log", "-1", "--format=%an|%s|%(trailers:key=Submission-Id,valueonly)") == (
        f"bidragyder, Nordby Kommune|Ny erfaring: Skærmbesøg: Nordby 2025|{waiting.id}"
    )
    assert bank.asked == 1
    assert repository.git("rev-parse", "HEAD")[:10] in page.main
    assert "Den er udgivet" in page.main
    assert "Godkend og udgiv" not in page.words("button")


def test_the_page_says_how_far_a_publication_has_come(office, app, bank):
    """Not built, being built, and out: each has its sentence, and only the last leads to the report."""
    waiting = office.sent()
    office.decide(waiting, "godkend")
    url = "/loesninger/skaerm/erfaringer/2025-nordby/"
    requests = BuildRequests(app.extensions["config"].index_dir)

    assert "ikke bygget endnu" in office.page(waiting).main
    requests.ask()
    assert "ved at blive lagt på siderne" in office.page(waiting).main
    assert url not in office.page(waiting).links()
    requests.answer(lambda: None)
    report = replace(EXPERIENCES[0], id="2025-nordby")
    catalogue = toy_catalogue()
    bank.current = toy_release(replace(catalogue, experiences={**catalogue.experiences, report.ref: report}))
    page = office.page(waiting)
    assert "kan læses i banken" in page.main
    assert url in page.links()


def test_what_is_published_is_sent_on(office, app, repository, tmp_path):
    """Where the settings name another repository, the commit gets there too."""
    bare = tmp_path / "bare"
    repository.git("init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    app.extensions["config"] = replace(app.extensions["config"], git_remote=str(bare))
    office.decide(office.sent(), "godkend")

    for _ in range(100):
        if (bare / "refs" / "heads" / "main").exists():
            break
        time.sleep(0.1)
    assert repository.git("--git-dir", str(bare), "rev-parse", "main") == repository.git("rev-parse", "main")


def test_a_colleague_who_edits_another_area_only_reads(office, app, repository):
    """An editor from the author's own municipality may read the report, and may neither decide nor publish."""
    repository.put("solutions/skaerm/solution.yaml", "title: Ændret\n")
    waiting = office.sent()
    colleague = browser_of(app, add_user(app, Role.EDITOR, "nordby", email="b@nordby.example", areas=["it"]))

    page = Page(colleague.get(f"/redaktion/{waiting.id}/").get_data(as_text=True))
    assert "som andre redaktører afgør" in page.main
    assert not page.all("button", name="goer")
    assert office.decide(waiting, "godkend", colleague).status_code == 409
    office.decide(waiting, "godkend")
    assert send(colleague, f"/redaktion/{waiting.id}/udgiv/").status_code == 403
    assert office.now(waiting).state is State.ACCEPTED


@pytest.mark.parametrize("doing", ["godkend", "tilbage", "afvis"])
def test_the_links_in_mails_lead_to_pages(office, app, doing):
    """Every link that an author or an editor is mailed opens for them."""
    waiting = office.sent()
    office.decide(waiting, doing, reason="" if doing == "godkend" else "Hvornår?")
    clients = {"nordby": browser_of(app, office.author), "bank": office.client}
    with office.desk.database.reading() as session:
        mails = session.scalars(select(WaitingMail)).all()
        found = [(mail.recipient, link) for mail in mails for link in re.findall(r"https?://\S+", mail.text)]

    assert len(found) >= 3
    for recipient, link in found:
        client = clients[recipient.partition("@")[2].partition(".")[0]]
        answer = client.get(urlsplit(link).path, follow_redirects=True)
        assert (answer.status_code, link) == (200, link)


def test_accepting_twice_publishes_once(office, repository):
    """A second press of the button finds that it went on, and nothing more comes into git."""
    waiting = office.sent()
    office.decide(waiting, "godkend")

    assert office.decide(waiting, "godkend").status_code == 409
    assert repository.git("rev-list", "--count", "main") == "2"


def test_two_reports_of_one_year_get_names_of_their_own(office, repository):
    """A second report that would have the name of one just published gets the next number."""
    first, second = office.sent(), office.sent()
    office.decide(first, "godkend")

    assert "2025-nordby-2.yaml" in office.page(second).main
    office.decide(second, "godkend")
    assert repository.git("show", "--format=", "--name-only", "HEAD").endswith("2025-nordby-2.yaml")
    assert "2025-nordby.yaml" in office.page(first).main


def test_what_is_sent_back_tells_the_author_why(office):
    """The reason and the comment of each field are kept; a comment on no field of the page is not."""
    waiting = office.sent()

    answer = office.decide(
        waiting,
        "tilbage",
        reason="Godt begyndt.",
        **{"kommentar.what_failed": "Hvor mange?", "kommentar.findes.ikke": "x", "kommentar.title": ""},
    )

    assert answer.location == "/redaktion/?sket=tilbage"
    found = office.now(waiting)
    assert found.state is State.SENT_BACK
    assert found.decisions[-1].reason == "Godt begyndt."
    assert found.latest_comments == {"what_failed": "Hvor mange?"}
    assert "sendt tilbage" in Page(office.client.get(answer.location).get_data(as_text=True)).main
    assert "Hvor mange?" in office.page(waiting).main


@pytest.mark.parametrize("doing", ["tilbage", "afvis"])
def test_a_no_needs_a_reason(office, doing):
    """Without a word, a report is neither sent back nor declined."""
    waiting = office.sent()

    answer = office.decide(waiting, doing, reason="  ")

    assert answer.status_code == 422
    assert "Skriv en begrundelse" in answer.get_data(as_text=True)
    assert office.now(waiting).state is State.SUBMITTED


def test_what_is_declined_is_over(office):
    """A declined report keeps the reason and leaves the queue."""
    waiting = office.sent()

    assert office.decide(waiting, "afvis", reason="Det er en reklame.").location.endswith("sket=afvist")
    assert office.now(waiting).state is State.DECLINED
    assert "Intet venter." in queue(office.client).main


@pytest.mark.parametrize(
    ("doing", "form"),
    [
        ("godkend", {"reason": "En glemt tanke"}),
        ("godkend", {"kommentar.title": "En glemt tanke"}),
        ("afvis", {"reason": "Nej.", "kommentar.title": "En glemt tanke"}),
        ("tilbage", {"reason": "En glemt tanke" + "x" * 4000}),
    ],
)
def test_no_word_is_lost_without_a_sound(office, doing, form):
    """What would not be sent, or not whole, is shown again; nothing has happened."""
    waiting = office.sent()

    answer = office.decide(waiting, doing, **form)

    assert answer.status_code == 422
    assert "En glemt tanke" in Page(answer.get_data(as_text=True)).main
    assert office.now(waiting).state is State.SUBMITTED


def test_a_conflict_keeps_what_was_written(office):
    """When the report was changed meanwhile, the new one is shown with the words ready to be sent again."""
    old = office.sent()
    author = as_member(office.author)
    office.decide(old, "tilbage", reason="Hvornår?")
    back = office.now(old)
    workflow.save(office.desk, MOMENT, Seen(author, old.id, back.version), {**TYPED, "title": ["Ny"]}, ABOUT)
    workflow.submit(office.desk, MOMENT, Seen(author, old.id, office.now(old).version))

    answer = office.decide(old, "tilbage", reason="Mit svar", **{"kommentar.what_failed": "Min note"})
    page = Page(answer.get_data(as_text=True))

    assert answer.status_code == 409
    assert "Nogen har ændret indberetningen" in page.main
    assert page.words("textarea", name="reason") == ["Mit svar"]
    assert page.words("textarea", name="kommentar.what_failed") == ["Min note"]
    assert page.all("input", name="version")[0].get("value") == str(office.now(old).version)
    assert office.now(old).state is State.SUBMITTED


def test_words_for_what_is_gone_are_shown(office):
    """When the author took the report back meanwhile, the editor's words still stand on the page."""
    waiting = office.sent()
    workflow.withdraw(office.desk, MOMENT, Seen(as_member(office.author), waiting.id, waiting.version))

    answer = office.decide(waiting, "tilbage", reason="Mit svar", **{"kommentar.what_failed": "Min note"})
    page = Page(answer.get_data(as_text=True))

    assert answer.status_code == 409
    assert "Mit svar" in page.main
    assert "Min note" in page.main
    assert not page.all("textarea")


def test_editors_do_not_decide_their_own(office, app, repository):
    """An editor's own report says that another must decide, has no form, and cannot be accepted by hand."""
    own = office.sent(author=office.editor)

    page = office.page(own)

    assert "Derfor skal en anden redaktør" in page.main
    assert not page.all("button", name="goer")
    assert "Din egen" in queue(office.client).main
    for doing in ("godkend", "tilbage", "afvis"):
        assert office.decide(own, doing, reason="" if doing == "godkend" else "x").status_code == 409
    assert repository.git("rev-list", "--count", "main") == "1"
    assert office.decide(own, "godkend", browser_of(app, office.other)).status_code == 303
    assert repository.git("rev-list", "--count", "main") == "2"


def test_a_new_solution_waits_for_a_second_editor(office):
    """After one editor's yes, the queue and the page say that another must accept it too."""
    waiting = office.sent(Kind.SOLUTION)
    assert "skal godkendes af to redaktører" in office.page(waiting).main
    ready = Ready(
        (Piece(PATH, b"municipalities:\n- nordby\ndescription: x\nsources:\n- id: a\n  title: b\n"),),
        "x",
        "x",
    )
    workflow.accept(office.desk, MOMENT, Seen(as_member(office.editor), waiting.id, waiting.version), ready)

    assert "venter på en til" in queue(office.client).main
    page = office.page(waiting)
    assert "Du har godkendt den." in page.main
    assert office.decide(office.now(waiting), "godkend").status_code == 409


def test_what_git_does_not_take_waits_with_the_reason(office, bank, repository):
    """With changes in the content, the report stays accepted, says why, and goes out on a second try."""
    repository.put("solutions/skaerm/solution.yaml", "title: Ændret\n")
    waiting = office.sent()
    office.decide(waiting, "godkend")

    assert office.now(waiting).state is State.ACCEPTED
    assert bank.asked == 0
    for page in (queue(office.client), office.page(waiting)):
        assert "solutions/skaerm/solution.yaml" in page.main
        assert any("Prøv at udgive igen" in words for words in page.words("button"))

    repository.git("checkout", "--", ".")
    answer = send(office.client, f"/redaktion/{waiting.id}/udgiv/")

    assert answer.location == f"/redaktion/{waiting.id}/"
    assert office.now(waiting).state is State.PUBLISHED
    assert bank.asked == 1
    send(office.client, f"/redaktion/{waiting.id}/udgiv/")
    assert repository.git("rev-list", "--count", "main") == "2"


def test_a_correction_shows_what_it_changes(office, repository):
    """The lines that go and the lines that come stand side by side with those that stay."""
    office.decide(office.sent(), "godkend")
    replaces = digest_of((repository.content / PATH).read_bytes())
    about = replace(ABOUT, path=PATH, replaces=replaces)
    waiting = office.sent(Kind.CORRECTION, about, outcomes__0__value=["10"])

    page = office.page(waiting)
    answer = office.decide(waiting, "godkend")

    assert page.words("del") == ["value: 12.5"]
    assert page.words("ins") == ["value: 10"]
    assert answer.status_code == 303
    assert repository.git("show", "--format=%s", "--name-status", "HEAD").split() == (
        f"Rettelse: Skærmbesøg: Nordby 2025 M content/{PATH}".split()
    )


def test_a_correction_that_was_overtaken_is_not_accepted(office, repository):
    """When somebody changed the file meanwhile, the correction waits, and the page says why."""
    office.decide(office.sent(), "godkend")
    about = replace(ABOUT, path=PATH, replaces=digest_of((repository.content / PATH).read_bytes()))
    waiting = office.sent(Kind.CORRECTION, about, outcomes__0__value=["10"])
    repository.put(PATH, "municipalities:\n- nordby\ndescription: Rettet i git.\n")
    repository.commit("2026-11-26")

    office.decide(waiting, "godkend")

    found = office.now(waiting)
    assert found.state is State.SUBMITTED
    assert "Erfaringen er ændret af andre" in office.page(waiting).main
    assert "Rettet i git." in (repository.content / PATH).read_text("utf-8")


def test_nothing_typed_is_read_as_html(office):
    """Hostile words of an author and of an editor stay words."""
    waiting = office.sent(
        about=replace(ABOUT, title=EVIL), description=[EVIL], what_failed=[EVIL], outcomes__0__label=[EVIL]
    )
    answers = [
        office.client.get("/redaktion/"),
        office.client.get(f"/redaktion/{waiting.id}/"),
        office.decide(waiting, "godkend", reason=EVIL, **{"kommentar.what_failed": EVIL}),
    ]

    for answer in answers:
        page = Page(answer.get_data(as_text=True))
        assert not page.all("script")
        assert not page.all("img")


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 400, "²", "1.0"])
def test_a_version_that_no_page_had_is_a_conflict(office, version):
    """A broken hidden field ends in the page with its newest version."""
    waiting = office.sent()

    assert office.decide(waiting, "tilbage", reason="x", version=version).status_code == 409
    assert office.now(waiting).state is State.SUBMITTED


def test_an_unknown_button_is_refused(office):
    """A form that says nothing we know is a bad request."""
    assert office.decide(office.sent(), "slet").status_code == 400


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_read_and_answered(office, kind):
    """A kind that the bank cannot make a file of yet is shown as typed, and can be sent back."""
    waiting = office.sent(kind, what_failed=["Færre sagde ja"])

    for prefix in ("", "/en"):
        page = office.page(waiting, prefix=prefix)
        assert "Færre sagde ja" in page.main
    assert office.decide(waiting, "tilbage", reason="x").status_code == 303


def test_every_kind_state_and_verdict_has_words():
    """No value of the workflow is without words."""
    assert set(KINDS) == set(Kind)
    assert set(STATES) == set(State)
    assert len(VERDICTS) == 3
