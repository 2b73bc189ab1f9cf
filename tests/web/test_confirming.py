"""How a municipality vouches for its own report: from its page when signed in, and by the link in a mail."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from kb.accounts.models import Key, Role, User
from kb.content.formatting import format_record
from kb.content.layout import Kind
from kb.contributions.models import SubmissionRow
from kb.following.due import Due
from kb.following.reminders import remind
from kb.mail.outbox import waiting
from kb.records.confirmation import Confirmation
from kb.records.discussion import Withdrawal
from tests.content.bank import write
from tests.content.repository import start_repository
from tests.databases import NOW
from tests.web.conftest import Page
from tests.web.people import add_user, browser_of, dump, send, site_at
from tests.web.test_editing import AskedBank
from tests.web.toy import EXPERIENCES

REPORT = EXPERIENCES[0]
PATH = "solutions/skaerm/experiences/2019-nordby.yaml"
URL = "/loesninger/skaerm/erfaringer/2019-nordby/"
REF = "skaerm/2019-nordby"
CONFIRM, WITHDRAW = f"/bidrag/bekraeftelse/?erfaring={REF}", f"/bidrag/tilbagetraekning/?erfaring={REF}"
LINK = re.compile(r"https://bank\.example(/bekraeft/[^/\s]+/)")
STOPPED = {"answer": "stoppet", "stopped": "2026-05-01", "stop_reason": "jura", "why": "Loven sagde nej."}


@pytest.fixture
def app(config, bank, tmp_path):
    content = tmp_path / "content"
    write(content, PATH, format_record(Kind.EXPERIENCE, REPORT))
    return site_at(replace(config, content_dir=content), bank)


@pytest.fixture
def desk(app):
    return app.extensions["desk"]


def submissions(app) -> list[tuple[str, str, dict]]:
    with app.extensions["desk"].database.reading() as session:
        rows = session.scalars(select(SubmissionRow))
        return [(row.kind, row.state, row.typed) for row in rows]


def mailed(desk) -> str:
    """Remind whoever there is of the report, and give the page of the link."""
    remind(desk, NOW, [Due(REPORT, "Skærmbesøg: Nordby", "pleje@nordby.example", "2020", "2022-01-01")])
    with desk.database.reading() as session:
        texts = [mail.text for mail in waiting(session)]
    return LINK.findall(texts[-1])[0]


def test_the_page_of_a_report_leads_its_municipality_to_all_it_may_say(page):
    """Confirm, correct, stopped and withdraw are links that anybody sees and that ask one to sign in."""
    links = page(URL).links()

    assert f"/bidrag/bekraeftelse/?erfaring={REF}&svar=rigtigt" in [
        link.replace("%2F", "/") for link in links
    ]
    assert "/bidrag/ret/skaerm/2019-nordby/" in links


@pytest.mark.parametrize(
    ("url", "form", "kind"),
    [
        (CONFIRM, {"answer": "rigtigt", "role": "konsulent"}, "confirmation"),
        (CONFIRM, STOPPED, "confirmation"),
        (WITHDRAW, {"reason": "Tallene var forkerte."}, "withdrawal"),
    ],
)
def test_what_a_municipality_says_is_sent_to_the_editors(app, url, form, kind):
    """A contributor of the municipality sends one form, and it waits for an editor."""
    client = browser_of(app, add_user(app, Role.CONTRIBUTOR, "nordby"))

    response = send(client, url, form)

    assert response.status_code == 303
    assert response.location.endswith("sket=sendt")
    assert submissions(app) == [(kind, "submitted", {name: [text] for name, text in form.items()})]


@pytest.mark.parametrize("url", [CONFIRM, WITHDRAW])
@pytest.mark.parametrize(("role", "municipality"), [(Role.CONTRIBUTOR, "aalum"), (Role.EDITOR, "")])
def test_only_the_municipality_itself_gives_its_word(app, url, role, municipality):
    """Another municipality and an editor are refused, and nothing is kept."""
    client = browser_of(app, add_user(app, role, municipality))

    assert client.get(url).status_code == 403
    assert send(client, url, {"answer": "rigtigt", "reason": "Derfor."}).status_code == 403
    assert submissions(app) == []


@pytest.mark.parametrize("ref", ["", "skaerm", "skaerm/findes-ikke", "../../etc/passwd", "a/b/c", "x" * 5000])
def test_an_address_that_names_no_report_says_where_to_find_one(app, ref):
    """The page is friendly and its status is 404."""
    client = browser_of(app, add_user(app, Role.CONTRIBUTOR, "nordby"))
    response = client.get("/bidrag/bekraeftelse/", query_string={"erfaring": ref})

    assert response.status_code == 404
    assert "nederst på dens side" in response.get_data(as_text=True)


def test_looking_at_a_link_changes_nothing(app, desk):
    """A mail scanner that opens the link, or asks for its head, uses nothing up."""
    url, client = mailed(desk), app.test_client()
    before = dump(app)

    for _ in range(2):
        response = client.get(url)
        assert client.head(url).status_code == 200
    assert dump(app) == before
    page = Page(response.get_data(as_text=True))
    assert "Nordby lagde besøg om til skærm." in page.main
    assert [one.get("value") for one in page.all("input", type="radio")] == ["rigtigt", "aendret", "stoppet"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("form", [{"answer": "rigtigt"}, STOPPED])
def test_an_answer_by_link_is_a_submission_of_the_mailbox(app, desk, form):
    """It waits for an editor, in the name of the user that the key names; the link is then used up."""
    url, client = mailed(desk), app.test_client()

    assert send(client, url, form).location == "/tak-for-svaret/"

    assert submissions(app) == [("confirmation", "submitted", {name: [text] for name, text in form.items()})]
    with desk.database.reading() as session:
        (row,), (user,) = session.scalars(select(SubmissionRow)), session.scalars(select(User))
        assert row.author_id == user.id
    assert client.get(url).status_code == 410
    assert send(client, url, form).status_code == 410
    assert len(submissions(app)) == 1


@pytest.mark.parametrize(
    "form", [{}, {"answer": "stoppet"}, {"answer": "vrøvl"}, {**STOPPED, "stopped": "2030"}]
)
def test_what_is_wrong_in_an_answer_is_said_and_the_link_still_works(app, desk, form):
    """What was chosen and typed stands on the page again."""
    url, client = mailed(desk), app.test_client()

    response = send(client, url, form)

    assert response.status_code == 422
    assert "Ret dette, og send igen:" in response.get_data(as_text=True)
    assert submissions(app) == []
    assert client.get(url).status_code == 200


def test_who_says_that_something_changed_is_led_to_the_form(app, desk):
    """A contributor signs in and corrects the report; a mailbox without a password is mailed a link for one."""
    add_user(app, Role.CONTRIBUTOR, "nordby")
    url, client = mailed(desk), app.test_client()
    assert send(client, url, {"answer": "aendret"}).location == "/bidrag/ret/skaerm/2019-nordby/"
    assert client.get(url).status_code == 200


def test_a_mailbox_that_says_so_is_mailed_a_link_to_choose_a_password(app, desk):
    """The link is used up, so that nobody can have many mails sent."""
    url, client = mailed(desk), app.test_client()

    assert send(client, url, {"answer": "aendret"}).location == "/tak-for-svaret/?inviteret=1"

    assert "sendt et link til jeres postkasse" in client.get("/tak-for-svaret/?inviteret=1").get_data(
        as_text=True
    )
    assert client.get(url).status_code == 410
    with desk.database.reading() as session:
        assert "/adgang/" in waiting(session)[-1].text


def test_a_link_to_a_report_that_is_gone_or_too_old_is_of_no_use(app, desk, bank):
    """Withdrawn meanwhile, its user shut out, or expired: the page says so with status 410."""
    url, client = mailed(desk), app.test_client()
    app.extensions["clock"] = lambda: NOW + timedelta(days=61)
    assert client.get(url).status_code == 410
    app.extensions["clock"] = lambda: NOW
    assert client.get(url).status_code == 200
    with desk.database.writing() as session:
        session.scalars(select(User)).one().disabled_at = NOW
    assert client.get(url).status_code == 410


def test_a_key_to_something_else_does_not_open_the_page(app, desk):
    """A link to choose a password is no answer to a reminder."""
    url = mailed(desk)
    with desk.database.writing() as session:
        session.scalars(select(Key)).one().purpose = "invitation"

    assert app.test_client().get(url).status_code == 410


@pytest.fixture
def repository(tmp_path):
    """The report in a repository."""
    repository = start_repository(tmp_path / "repository")
    repository.put(PATH, format_record(Kind.EXPERIENCE, REPORT))
    repository.commit("2026-01-01")
    return repository


@pytest.fixture
def gated(config, repository, tmp_path):
    """The site over that repository."""
    here = replace(config, content_dir=repository.content, index_dir=tmp_path / "index")
    return site_at(here, AskedBank())


def decided(app, submission_id: str) -> str:
    """Let an editor accept what waits, and say what the page then tells."""
    editor = browser_of(app, add_user(app, Role.EDITOR))
    page = Page(editor.get(f"/redaktion/{submission_id}/").get_data(as_text=True))
    (version,) = {one.get("value") for one in page.all("input", name="version")}
    form = {"goer": "godkend", "version": version}
    send(editor, f"/redaktion/{submission_id}/", form)
    return page.main


def sent_by_nordby(app, url: str, form: dict[str, str]) -> str:
    client = browser_of(app, add_user(app, Role.CONTRIBUTOR, "nordby"))
    assert send(client, url, form).status_code == 303
    with app.extensions["desk"].database.reading() as session:
        return session.scalars(select(SubmissionRow.id)).one()


@pytest.mark.parametrize(
    ("url", "form", "changed", "said"),
    [
        (
            CONFIRM,
            {"answer": "rigtigt", "role": "konsulent"},
            replace(REPORT, confirmed=Confirmation("2026-11-25", "konsulent")),
            "Kommunen bekræfter, at erfaringen stadig er rigtig.",
        ),
        (
            WITHDRAW,
            {"reason": "Tallene var forkerte."},
            replace(REPORT, withdrawn=Withdrawal("2026-11-25", "Tallene var forkerte.")),
            "Kommunen trækker erfaringen tilbage.",
        ),
    ],
)
def test_what_an_editor_accepts_is_one_commit_of_the_canonical_file(
    gated, repository, url, form, changed, said
):
    """Through the same gate as a report: read by an editor, committed, with nothing else changed."""
    submission_id = sent_by_nordby(gated, url, form)

    assert said in decided(gated, submission_id)

    assert (repository.content / PATH).read_text(encoding="utf-8") == format_record(Kind.EXPERIENCE, changed)
    assert repository.git("log", "-1", "--format=%(trailers:key=Submission-Id,valueonly)") == submission_id
    assert submissions(gated)[0][1] == "published"


def test_a_word_is_laid_on_the_report_as_it_is_when_the_editor_reads_it(gated, repository):
    """Others corrected the report meanwhile: their change stays, and the confirmation comes beside it."""
    submission_id = sent_by_nordby(gated, CONFIRM, {"answer": "rigtigt"})
    corrected = replace(REPORT, description="Nordby lagde 40 besøg om.")
    repository.put(PATH, format_record(Kind.EXPERIENCE, corrected))
    repository.commit("2026-11-25")

    decided(gated, submission_id)

    expected = format_record(Kind.EXPERIENCE, replace(corrected, confirmed=Confirmation("2026-11-25")))
    assert (repository.content / PATH).read_text(encoding="utf-8") == expected
