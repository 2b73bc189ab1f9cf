"""Signing in and out, choosing passwords, one's own account, and the users, as a browser meets them."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from kb.accounts import audit, people, sessions
from kb.accounts.models import Role, User
from kb.accounts.people import Rights
from kb.mail.outbox import waiting
from kb.web.accounts.onward import onward
from tests.databases import NOW
from tests.project.checkout import ROOT
from tests.web.conftest import Page
from tests.web.people import COOKIE, PASSWORD, add_user, browser_of, dump, form_token, send, site_at, trail_of

ANOTHER = "syv blå cykler på taget"
HOSTILE = [
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/konto/\r\nSet-Cookie: x=y",
    "/\u00a0/evil.example",
    "evil.example",
    "@evil.example",
    "/x" * 5000,
    "",
]


@pytest.fixture
def app(config, bank):
    return site_at(config, bank)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def user(app):
    return add_user(
        app, Role.CONTRIBUTOR, "nordby", email="bo@nordby.example", password=PASSWORD, name="Bo Bo"
    )


@pytest.fixture
def admin(app):
    return browser_of(app, add_user(app, Role.ADMIN, name="Ada"))


def sign_in(client, email="bo@nordby.example", password=PASSWORD, **more):
    """Send the form on which one signs in."""
    return send(client, "/log-ind/", {"email": email, "password": password, **more})


def cookie_of(client) -> str:
    """Give what the browser holds."""
    found = client.get_cookie(COOKIE)
    return found.value if found else ""


def messages(response) -> list[str]:
    """List what a page says is wrong: the summary first, then each field."""
    found = Page(response.get_data(as_text=True))
    assert found.words("title")[0].startswith("Fejl:")
    summary = found.words("div", class_="errsum")
    fields = found.words("span", class_="form-error-message")
    assert len(summary) == 1
    for link in found.all("a"):
        if (link.get("href") or "").startswith("#") and link.get("href") != "#main-content":
            assert link.get("href")[1:] in {e.get("id") for e in found.tree.iter()}
    return [*summary, *fields]


def mails(app) -> list[tuple[str, str]]:
    """List the mails that wait: to whom, and the link in each."""
    with app.extensions["desk"].database.reading() as session:
        return [(mail.recipient, re.search(r"https?://\S+", mail.text)[0]) for mail in waiting(session)]


def local(link: str) -> str:
    """Take the host off a link in a mail."""
    return link.removeprefix("https://bank.example")


def test_signing_in_gives_a_session_of_ones_own(app, client, user):
    """Signing in replaces the cookie by the token of a session and leads to one's account."""
    client.get("/log-ind/")
    before = cookie_of(client)
    response = sign_in(client)

    assert (response.status_code, response.location) == (303, "/konto/")
    assert cookie_of(client) not in ("", before)
    assert sessions.find(app.extensions["desk"], cookie_of(client), NOW).id == user.id
    assert sessions.find(app.extensions["desk"], before, NOW) is None
    assert "bo@nordby.example" in client.get("/konto/").get_data(as_text=True)


@pytest.mark.parametrize(("scheme", "name"), [("http", "kb"), ("https", "__Host-kb")])
def test_the_cookie_is_out_of_reach(app, scheme, name):
    """No script or other site reaches the cookie, it ends with the browser, and over https it goes nowhere else."""
    header = app.test_client().get("/log-ind/", base_url=f"{scheme}://localhost").headers["Set-Cookie"]
    parts = header.split("; ")

    assert parts[0].startswith(f"{name}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
    assert ("Secure" in parts) == (scheme == "https")
    assert not any(part.startswith(("Expires", "Max-Age", "Domain")) for part in parts)


def test_a_cookie_that_we_never_made_is_nobody(client):
    """A cookie in another form than ours is as if there were none."""
    for value in ("", "x", "../../etc/passwd", "a" * 43 + "\n", "é" * 43, "a" * 3000, "'; --"):
        client.set_cookie(COOKIE, value)
        assert client.get("/konto/").status_code == 302


@pytest.mark.parametrize("email", ["bo@nordby.example", "ingen@nordby.example", "lukket@nordby.example"])
def test_a_wrong_password_tells_nothing(app, client, user, email):
    """The answer is the same for a user, a disabled one and nobody; the address stays, the password does not."""
    add_user(
        app, Role.CONTRIBUTOR, "nordby", email="lukket@nordby.example", password=PASSWORD, disabled_at=NOW
    )
    response = sign_in(client, email, "forkert kode her" if email.startswith("bo") else PASSWORD)
    found = response.get_data(as_text=True)

    assert response.status_code == 422
    assert messages(response) == [
        "Ret dette, og send igen: Adgangskode: Mailadressen eller adgangskoden er forkert.",
        "Fejl: Mailadressen eller adgangskoden er forkert.",
    ]
    assert Page(found).all("input", name="email")[0].get("value") == email
    assert [field.get("value") for field in Page(found).all("input", type="password")] == [None]
    assert PASSWORD not in found
    assert "forkert kode her" not in found


@pytest.mark.parametrize("email", ["bo@nordby.example", "ingen@nordby.example"])
def test_guessing_is_slowed(client, user, email):
    """After some failures the answer is 429 with the wait in a header and in words, for user and nobody alike."""
    answers = [sign_in(client, email, f"gæt nummer {n}") for n in range(6)]
    last = answers[-1]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert last.headers["Retry-After"] == "30"
    assert messages(last) == [
        "Der er forsøgt for mange gange. Vent lidt, og prøv igen. Det kan du om 30 sekunder."
    ]


def test_nobody_is_led_away_from_the_site(app, client, user):
    """Whatever the address or the form says, signing in leads to a page of ours."""
    there = browser_of(app, user)
    for wanted in HOSTILE:
        assert client.get(f"/log-ind/?videre={quote(wanted)}").status_code == 200
        assert there.get(f"/log-ind/?videre={quote(wanted)}").location == "/konto/"
        with app.test_request_context():
            assert onward(wanted) == "/konto/"
    assert sign_in(client, videre="//evil.example").location == "/konto/"


@given(st.text(st.sampled_from("/\\.:@?#%evil \t\n\r\x00\u2028é"), max_size=12))
def test_where_one_goes_is_always_a_path_of_ours(text):
    """Joined to our own address as browsers join, whatever is asked for stays on our host."""
    app = Flask(__name__)
    app.add_url_rule("/konto/", "accounts.account")
    with app.test_request_context():
        found = onward(text)

    assert urlsplit(urljoin("https://bank.example/log-ind/", found)).netloc == "bank.example"
    assert not set(found) & set("\\ \t\r\n\x00")


def test_one_comes_back_to_where_one_was_going(app, client, user):
    """A page that needs a sign-in leads there and back, with its query and its language."""
    first = client.get("/en/konto/adgangskode/?kommune=nordby")
    form = Page(client.get(first.location).get_data(as_text=True)).all("input", name="videre")[0]
    response = send(
        client, "/en/log-ind/", {"email": user.email, "password": PASSWORD, "videre": form.get("value")}
    )

    assert first.location.startswith("/en/log-ind/?videre=/en/konto/adgangskode/")
    assert response.location == "/en/konto/adgangskode/?kommune=nordby"
    assert client.get(response.location).status_code == 200


def test_signing_out_ends_the_session(app, client, user):
    """After signing out the cookie is gone, and its token is of no use to who kept it."""
    sign_in(client)
    token = cookie_of(client)
    response = send(client, "/log-ud/")
    thief = app.test_client()
    thief.set_cookie(COOKIE, token)

    assert response.status_code == 303
    assert cookie_of(client) == ""
    assert thief.get("/konto/").status_code == 302
    assert "Du er logget ud." in client.get(response.location).get_data(as_text=True)


@pytest.mark.parametrize("minutes", [119, 121])
def test_an_idle_session_ends(app, client, user, minutes):
    """After two hours without a page, one must sign in again."""
    sign_in(client)
    app.extensions["clock"] = lambda: NOW + timedelta(minutes=minutes)

    assert client.get("/konto/").status_code == (200 if minutes < 120 else 302)


def test_a_disabled_user_is_out_at_once(app, client, user, admin):
    """Shutting somebody out ends their sessions; letting them in again does not bring the old ones back."""
    sign_in(client)
    token = cookie_of(client)
    out = send(admin, f"/brugere/{user.id}/", {"goer": "luk-ude"})

    assert out.location == f"/brugere/{user.id}/?besked=luk-ude"
    assert "lukket ude" in Page(admin.get(out.location).get_data(as_text=True)).main
    assert client.get("/konto/").status_code == 302
    assert sign_in(client).status_code == 422
    assert send(admin, f"/brugere/{user.id}/", {"goer": "luk-ind"}).status_code == 303
    client.set_cookie(COOKIE, token)
    assert client.get("/konto/").status_code == 302
    assert sign_in(client).status_code == 303


def test_changing_the_password_ends_all_other_sessions(app, client, user):
    """With the old password one chooses a new one; this browser stays signed in with another token."""
    elsewhere = browser_of(app, user)
    sign_in(client)
    token = cookie_of(client)
    new = {"old_password": PASSWORD, "password": ANOTHER, "password_again": ANOTHER}
    response = send(client, "/konto/adgangskode/", new)

    assert response.location == "/konto/?besked=skiftet"
    assert cookie_of(client) != token
    assert client.get("/konto/").status_code == 200
    assert elsewhere.get("/konto/").status_code == 302
    assert sign_in(app.test_client(), password=ANOTHER).status_code == 303
    assert sign_in(app.test_client()).status_code == 422


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        ({}, "old_password", "Skriv den adgangskode, du har nu."),
        ({"old_password": "x", "password": ANOTHER, "password_again": ANOTHER}, "old_password", "Den nuværende adgangskode er forkert."),
        ({"old_password": PASSWORD, "password": ANOTHER}, "password_again", "De to adgangskoder er ikke ens."),
        ({"old_password": PASSWORD, "password": "kort", "password_again": "kort"}, "password", "mindst 8 tegn"),
        ({"old_password": PASSWORD, "password": "nordby2026", "password_again": "nordby2026"}, "password", "for let at gætte"),
    ],
)  # fmt: skip
def test_a_password_that_cannot_be_used_is_told_at_its_field(app, client, user, form, field, said):
    """What is wrong stands at its field, no password comes back, and the old one still holds."""
    sign_in(client)
    response = send(client, "/konto/adgangskode/", form)
    found = Page(response.get_data(as_text=True))
    wrong = [one.get("name") for one in found.all("input", aria_invalid="true")]

    assert response.status_code == 422
    assert wrong == [field]
    assert said in messages(response)[1]
    assert [one.get("value") for one in found.all("input", type="password")] == [None] * 3
    assert sign_in(app.test_client()).status_code == 303


def test_passwords_may_be_kept_by_the_browser(app, client, user):
    """Fields say which password they are, so that a keeper fills them, and nothing keeps one from pasting."""
    sign_in(client)
    fields = {
        one.get("name"): (one.get("autocomplete"), int(one.get("maxlength")))
        for path in ("/log-ind/", "/konto/adgangskode/")
        for one in Page((client if "konto" in path else app.test_client()).get(path).get_data(as_text=True)).all("input")
        if one.get("autocomplete")
    }  # fmt: skip

    assert fields == {
        "email": ("username", 254),
        "password": ("new-password", 1000),
        "old_password": ("current-password", 1000),
        "password_again": ("new-password", 1000),
    }


def test_signing_out_everywhere_ends_every_session(app, client, user):
    """One button ends the sessions in all browsers, this one too."""
    elsewhere = browser_of(app, user)
    sign_in(client)
    with trail_of(app) as trail:
        response = send(client, "/konto/log-ud-overalt/")

    assert response.location == "/log-ind/?besked=ude-overalt"
    assert client.get("/konto/").status_code == elsewhere.get("/konto/").status_code == 302
    assert trail.rows == [("contributor", "session.ended_all", f"user:{user.id}")]


def test_an_invitation_becomes_a_user(app, admin):
    """Invited, mailed, chosen a password, signed in; the link works once."""
    form = {"email": "Ny@Zahle.example", "role": "contributor", "municipality": "zahle", "language": "en"}
    response = send(admin, "/brugere/inviter/", form)
    ((recipient, link),) = mails(app)
    newcomer = app.test_client()
    shown = newcomer.get(local(link))
    new = {"password": PASSWORD, "password_again": PASSWORD}
    chosen = send(newcomer, local(link), new)

    assert response.status_code == 200
    assert (recipient, local(link).startswith("/en/adgang/")) == ("ny@zahle.example", True)
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert Page(shown.get_data(as_text=True)).all("input", id="email")[0].get("value") == "ny@zahle.example"
    assert chosen.location == "/en/konto/?besked=valgt"
    assert "Zahle" in newcomer.get(chosen.location).get_data(as_text=True)
    assert send(app.test_client(), local(link), new).status_code == 410
    assert newcomer.get(local(link)).status_code == 410


def test_without_a_mail_server_the_administrator_hands_the_link_over(app, admin):
    """Where no mail can be sent, the page shows the link that the mail holds, and says how to mend it."""
    response = send(
        admin, "/brugere/inviter/", {"email": "ny@zahle.example", "role": "editor", "language": "da"}
    )
    found = Page(response.get_data(as_text=True))

    assert found.all("input", id="link")[0].get("value") == mails(app)[0][1]
    assert "KB_SMTP_URL" in found.main


def test_with_a_mail_server_the_link_is_in_the_mail_alone(config, bank):
    """Where mail can be sent, no page shows the link."""
    app = site_at(replace(config, smtp_url="smtp://127.0.0.1:9"), bank)
    app.extensions["postman"] = type("Idle", (), {"wake": lambda _: None})()
    admin = browser_of(app, add_user(app, Role.ADMIN))
    response = send(
        admin, "/brugere/inviter/", {"email": "ny@zahle.example", "role": "editor", "language": "da"}
    )

    assert "/adgang/" not in response.get_data(as_text=True)
    assert "ny@zahle.example" in Page(response.get_data(as_text=True)).main


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "role"),
        ({"role": "konge"}, "role"),
        ({"role": "contributor"}, "municipality"),
        ({"role": "contributor", "municipality": "gotham"}, "municipality"),
        ({"role": "editor", "areas": ["it", "../x"]}, "areas"),
        ({"role": "editor", "email": "ingen adresse"}, "email"),
        ({"role": "editor", "email": "ada\r\nBcc: x@y.dk"}, "email"),
        ({"role": "editor", "email": "admin-alle@bank.example"}, "email"),
        ({"role": "editor", "language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_in_an_invitation_stands_at_its_field(app, admin, form, field):
    """A wrong field is told, what was typed is kept, and nobody is invited."""
    before = dump(app)
    typed = {"email": "ny@zahle.example", "name": "Nynne", "language": "da", **form}
    response = send(admin, "/brugere/inviter/", typed)
    found = Page(response.get_data(as_text=True))
    checked = [
        one.get("value") for one in found.all("input", type="checkbox") if one.get("checked") is not None
    ]

    assert response.status_code == 422
    assert len(messages(response)) == 2
    marked = {(one.get("name") or one.get("id")) for one in found.tree.iter() if one.get("aria-invalid")}
    assert marked == {field}
    assert found.all("input", name="name")[0].get("value") == "Nynne"
    assert checked == [area for area in form.get("areas", ()) if area == "it"]
    assert mails(app) == []
    assert dump(app)["users"] == before["users"]


def test_rights_are_changed_from_the_next_page(app, client, user, admin):
    """A new role holds at once for who is signed in, and is one row in the trail."""
    sign_in(client)
    with trail_of(app) as trail:
        form = {"goer": "rettigheder", "role": "editor", "areas": ["it", "pleje"]}
        response = send(admin, f"/brugere/{user.id}/", form)
    row = Page(admin.get("/brugere/").get_data(as_text=True)).words("tr")[-1]

    assert response.location == f"/brugere/{user.id}/?besked=rettigheder"
    assert "Redaktør" in client.get("/konto/").get_data(as_text=True)
    assert row == "bo@nordby.example Bo Bo Redaktør It og data, Pleje Kan logge ind"
    assert trail.rows == [("admin", "user.rights", f"user:{user.id}")]


def test_the_last_administrator_stays(app, admin):
    """The only administrator can neither be shut out nor made an editor, and the page says what to do."""
    with app.extensions["desk"].database.reading() as session:
        own = session.scalars(select(User.id)).one()
    for form in ({"goer": "luk-ude"}, {"goer": "rettigheder", "role": "editor"}):
        response = send(admin, f"/brugere/{own}/", form)
        assert response.status_code == 422
        assert messages(response)[0].startswith("Der skal være mindst én administrator.")
    assert admin.get("/brugere/").status_code == 200


def test_an_invitation_can_be_sent_again(app, admin):
    """Whoever never chose a password is sent a new link; the first one is void."""
    send(admin, "/brugere/inviter/", {"email": "ny@zahle.example", "role": "editor", "language": "da"})
    with app.extensions["desk"].database.reading() as session:
        newcomer = session.scalars(select(User.id).where(User.email == "ny@zahle.example")).one()
    send(admin, f"/brugere/{newcomer}/", {"goer": "inviter"})
    first, second = (local(link) for _, link in mails(app))

    assert app.test_client().get(first).status_code == 410
    assert app.test_client().get(second).status_code == 200


def test_a_name_and_an_address_are_corrected(app, user, admin):
    """An administrator corrects who a user is, in one row of the trail; a fault stands at its field, and is kept."""
    right = {"goer": "ret", "email": "Ny@nordby.example", "name": "Nynne", "language": "en"}
    with trail_of(app) as trail:
        saved = send(admin, f"/brugere/{user.id}/", right)
        wrong = send(
            admin, f"/brugere/{user.id}/", {**right, "email": "admin-alle@bank.example", "name": "Nynne N"}
        )
    shown, refused = (Page(one.get_data(as_text=True)) for one in (admin.get(saved.location), wrong))

    assert saved.location == f"/brugere/{user.id}/?besked=ret-adresse"
    assert shown.all("input", name="email")[0].get("value") == "ny@nordby.example"
    assert "Nynne" in shown.words("h1")
    assert wrong.status_code == 422
    assert refused.all("input", name="email")[0].get("aria-invalid") == "true"
    assert refused.all("input", name="name")[0].get("value") == "Nynne N"
    assert trail.rows == [("admin", "user.corrected", f"user:{user.id}")]


def test_a_user_who_is_not_there_is_a_page_of_ours(admin):
    """An unknown user, or a number that no user can have, is 404."""
    for path in ("/brugere/999/", "/brugere/0/", "/brugere/99999999999999999999/", "/brugere/x/"):
        assert admin.get(path).status_code == 404
        assert send(admin, path, {"goer": "luk-ude"}).status_code == 404


def test_an_unknown_button_does_nothing(app, admin, user):
    """A page of a user does only what its buttons say."""
    before = dump(app)

    for doing in ("", "slet", "__class__"):
        assert send(admin, f"/brugere/{user.id}/", {"goer": doing}).status_code == 400
    assert dump(app) == before


def test_a_forgotten_password_tells_nothing(app, client, user):
    """The answer is the same for a user and for nobody; only the user gets a mail, whose link chooses anew."""
    answers = [send(app.test_client(), "/glemt-adgangskode/", {"email": email}) for email in (user.email, "nej@nej.example")]  # fmt: skip
    ((recipient, link),) = mails(app)
    pages = [app.test_client().get(answer.location).get_data(as_text=True) for answer in answers]
    pages = [re.sub(r'value="\w{64}"', "", page) for page in pages]
    chosen = send(client, local(link), {"password": ANOTHER, "password_again": ANOTHER})

    assert [answer.status_code for answer in answers] == [303, 303]
    assert pages[0] == pages[1]
    assert "er der et link på vej" in pages[0]
    assert recipient == user.email
    assert chosen.status_code == 303
    assert sign_in(app.test_client(), password=ANOTHER).status_code == 303


def test_choosing_a_bad_password_keeps_the_link(app, client, user):
    """A password that is refused does not use the link up."""
    send(client, "/glemt-adgangskode/", {"email": user.email})
    link = local(mails(app)[0][1])
    bad = send(client, link, {"password": "12345678", "password_again": "12345678"})

    assert bad.status_code == 422
    assert "gættes først" in messages(bad)[1]
    assert send(client, link, {"password": ANOTHER, "password_again": ANOTHER}).status_code == 303


def test_a_refusal_is_written_down_and_says_what_to_do(app, client, user):
    """Who may not use a page gets a clear sentence, and the trail one row with the route and no address."""
    sign_in(client)
    with trail_of(app) as trail:
        response = client.get("/brugere/?hemmelig=bo@nordby.example")
    found = Page(response.get_data(as_text=True))

    assert response.status_code == 403
    assert found.words("h1") == ["Det har du ikke adgang til"]
    assert trail.rows == [("contributor", "permission.refused", "accounts.users")]


def test_a_form_that_comes_too_late_can_be_sent_again(app, admin):
    """Signed out meanwhile, what was typed stays on the page; signed in again, the same form is received."""
    typed = {"email": "ny@zahle.example", "name": "Nynne", "password": "hemmelig", "areas": ["it", "pleje"]}
    ours = {"Sec-Fetch-Site": "same-origin"}
    stale = form_token(admin)
    with app.extensions["desk"].database.writing() as session:
        session.execute(text("DELETE FROM sessions"))
    late = admin.post("/brugere/inviter/?kommune=nordby", data={**typed, "csrf_token": stale}, headers=ours)
    found = Page(late.get_data(as_text=True))
    kept = [(one.get("name"), one.get("value")) for one in found.all("input", type="hidden")]

    assert late.status_code == 401
    assert found.all("form")[0].get("action") == "/brugere/inviter/?kommune=nordby"
    assert kept == [("csrf_token", stale), ("email", "ny@zahle.example"), ("name", "Nynne"), ("areas", "it"), ("areas", "pleje")]  # fmt: skip
    assert "hemmelig" not in late.get_data(as_text=True)


def test_a_form_from_elsewhere_is_not_carried_on(admin):
    """What another site sent is not put into a form of ours, where one press would send it."""
    sites = ({"Sec-Fetch-Site": site} for site in ("cross-site", "same-site", "none", ""))
    for headers in (*sites, {}):
        response = admin.post("/brugere/inviter/", data={"email": "ond@evil.example"}, headers=headers)
        found = Page(response.get_data(as_text=True))

        assert response.status_code == 400
        assert found.words("h1") == ["Formularen er for gammel"]
        assert "ond@evil.example" not in found.text


def without_a_file(folder: Path) -> str:
    return f"sqlite:///{folder}"


def in_a_folder_that_cannot_be_made(folder: Path) -> str:
    (folder / "fil").touch()
    return f"sqlite:///{folder / 'fil' / 'mappe' / 'kb.sqlite3'}"


def with_a_damaged_file(folder: Path) -> str:
    (folder / "kb.sqlite3").write_bytes(b"ingen database" * 1000)
    return f"sqlite:///{folder / 'kb.sqlite3'}"


@pytest.mark.parametrize("closed", [without_a_file, in_a_folder_that_cannot_be_made, with_a_damaged_file])
def test_reading_goes_on_without_the_database(config, bank, tmp_path, closed):
    """With the database gone readers notice nothing; who is signed in gets a clear page, and keeps what was typed."""
    app = site_at(config, bank)
    browser = browser_of(app, add_user(app, Role.ADMIN))
    token = form_token(browser)
    app.extensions["desk"].database.close()
    (tmp_path / "mappe").mkdir()
    without = site_at(replace(config, database_url=closed(tmp_path / "mappe")), bank)
    client = without.test_client()
    client.set_cookie(COOKIE, cookie_of(browser))
    form = {"email": "ny@zahle.example", "csrf_token": token}
    answers = [
        client.get("/konto/"),
        client.post("/brugere/inviter/", data=form, headers={"Sec-Fetch-Site": "same-origin"}),
    ]

    assert [client.get(path).status_code for path in ("/", "/soeg/", "/loesninger/skaerm/")] == [200] * 3
    for response in answers:
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "10"
        said = response.get_data(as_text=True)
        assert Page(said).words("h1") == ["Det er lukket lige nu"]
        assert not any(word in said for word in ("sqlite", str(tmp_path), "Traceback"))
    assert "ny@zahle.example" in answers[1].get_data(as_text=True)


def test_reading_goes_on_without_the_data_folder(config, bank, tmp_path):
    """Where the folder of the secret key cannot be made, signing in is closed, and reading goes on."""
    (tmp_path / "fil").touch()
    client = site_at(replace(config, data_dir=tmp_path / "fil" / "data"), bank).test_client()

    assert client.get("/log-ind/").status_code == 503
    assert client.get("/soeg/").status_code == 200


def test_readers_never_load_the_database():
    """A process that only shows pages for readers has not imported SQLAlchemy."""
    code = """
import sys
from kb.config import Config
from kb.web.app import create_app
from tests.web.toy import ToyBank
client = create_app(Config(), ToyBank()).test_client()
paths = ["/", "/soeg/?q=video", "/loesninger/skaerm/", "/kommuner/nordby/", "/en/om/", "/findes-ikke/", "/aendringer/"]
for path in paths:
    assert client.get(path, headers={"Cookie": "kb=" + "a" * 43}).status_code in (200, 404)
loaded = {"sqlalchemy", "alembic", "argon2"} & set(sys.modules)
assert not loaded - {"argon2"}, loaded
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_on_accounts_is_sound(app, client, user, admin, prefix):
    """Each page parses strictly, has one h1, ids that occur once, a label for each field, and its forms the token."""
    sign_in(client)
    send(app.test_client(), "/glemt-adgangskode/", {"email": user.email})
    link = local(mails(app)[0][1])
    alone = ["/log-ind/", "/log-ind/?besked=ude", "/log-ud/", "/glemt-adgangskode/", "/glemt-adgangskode/?besked=sendt", link, "/adgang/x/"]  # fmt: skip
    own = ["/konto/", "/konto/?besked=valgt", "/konto/adgangskode/"]
    all_users = [
        "/brugere/",
        "/brugere/inviter/",
        f"/brugere/{user.id}/",
        f"/brugere/{user.id}/?besked=luk-ude",
    ]
    for browser, paths in ((app.test_client(), alone), (client, own), (admin, all_users)):
        for path in paths:
            check_soundness(Page(browser.get(prefix + path).get_data(as_text=True)))


def check_soundness(found: Page) -> None:
    """Look at one page."""
    ids = [e.get("id") for e in found.tree.iter() if e.get("id")]
    labelled = {label.get("for") for label in found.all("label")}
    fields = [*found.all("select"), *(one for one in found.all("input") if one.get("type") != "hidden")]

    assert len(found.all("h1")) == 1
    assert len(ids) == len(set(ids))
    assert [one.get("id") for one in fields if one.get("id") not in labelled] == []
    assert found.all("script") == []
    for form in found.all("form", method="post"):
        names = [one.get("name") for one in form.iter() if one.get("name")]
        assert names.count("csrf_token") == 1
        assert form.get("action").startswith("/")


def test_hostile_words_about_a_user_are_text(app, admin):
    """A name or a typed address with markup is shown as text, and in a mailed link's page too."""
    evil = "<script>alert(1)</script>"
    people.invite(app.extensions["desk"], audit.OPERATOR, "ond@zahle.example", Rights(Role.CONTRIBUTOR, "zahle"), NOW, name=evil)  # fmt: skip
    pages = [
        admin.get("/brugere/"),
        admin.get("/brugere/2/"),
        send(admin, "/brugere/inviter/", {"email": evil}),
    ]

    for response in pages:
        found = Page(response.get_data(as_text=True))
        assert found.all("script") == []
        assert "<script" not in response.get_data(as_text=True)


def test_the_address_of_a_mail_is_the_address_of_a_page(app):
    """The links that mails carry lead to pages that exist."""
    from kb.accounts.letters import FORGOTTEN_PATH, KEY_PATH

    with app.test_request_context():
        assert url_for("accounts.forgotten") == FORGOTTEN_PATH
        assert url_for("accounts.choose_password", token="abc.def") == KEY_PATH % "abc.def"
