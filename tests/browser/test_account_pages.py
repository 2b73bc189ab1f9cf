"""The pages of those who sign in, in a real browser: as sound as the pages for readers."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext

from kb.accounts import sessions
from kb.accounts.changing_passwords import choose_password
from kb.accounts.member import Member
from kb.accounts.models import Role, User
from kb.accounts.people import Rights
from kb.contributions import workflow
from kb.contributions.submission import About, Kind, Seen, Submission
from tests.browser.inspection import NARROW, inspect, listen, violations, windows
from tests.contributions.people import TYPED
from tests.journeys.staffed import PASSWORD, StaffedBank

NOBODY, AUTHOR, ADMIN = "nobody", "anne@nordby.example", "eva@bank.example"
ABOUT = About("Skærmbesøg i Nordby", "skaermbesoeg", ("hjemmepleje",))
# Who opens which page; the names in braces stand for what the fixture below made.
PAGES = [
    (NOBODY, "/log-ind/"),
    (NOBODY, "/glemt-adgangskode/"),
    (NOBODY, "/glemt-adgangskode/?besked=sendt"),
    (NOBODY, "{invitation}"),
    (NOBODY, "/adgang/x/"),
    (NOBODY, "/om/privatliv/"),
    (NOBODY, "/bidrag/"),
    (AUTHOR, "/konto/"),
    (AUTHOR, "/konto/adgangskode/"),
    (AUTHOR, "/bidrag/erfaring/"),
    (AUTHOR, "/bidrag/erfaring/{draft}/1/"),
    (AUTHOR, "/bidrag/erfaring/{draft}/2/"),
    (AUTHOR, "/bidrag/erfaring/{draft}/3/"),
    (AUTHOR, "/bidrag/erfaring/{draft}/4/"),
    (AUTHOR, "/bidrag/mine/"),
    (AUTHOR, "/en/bidrag/erfaring/{draft}/3/"),
    (ADMIN, "/brugere/"),
    (ADMIN, "/brugere/inviter/"),
    (ADMIN, "/brugere/1/"),
    (ADMIN, "/redaktion/"),
    (ADMIN, "/redaktion/{waiting}/"),
]
FORMS = [(NOBODY, "/log-ind/"), (NOBODY, "{invitation}"), (ADMIN, "/brugere/inviter/")]
SCRIPTED = [
    (AUTHOR, "/bidrag/erfaring/"),
    (AUTHOR, "/bidrag/erfaring/{draft}/3/"),
    (ADMIN, "/redaktion/{waiting}/"),
]


@dataclass(frozen=True)
class Opened:
    """The bank, what stands in it, and everybody's windows."""

    bank: StaffedBank
    names: dict[str, str]
    windows: dict[str, dict[tuple[int, str], BrowserContext]]

    def path(self, pattern: str) -> str:
        return pattern.format(**self.names)


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Serve an invented bank with a draft, a report that waits and an invitation, and sign everybody in."""
    bank = StaffedBank(tmp_path_factory.mktemp("staffed"))
    author, admin = (
        joined(bank, AUTHOR, Rights(Role.CONTRIBUTOR, "nordby")),
        joined(bank, ADMIN, Rights(Role.ADMIN)),
    )
    names = {
        "draft": start(bank, author).id,
        "waiting": submit(bank, author).id,
        "invitation": "/adgang/"
        + bank.invite("ny@nordby.example", Rights(Role.EDITOR)).partition("/adgang/")[2],
    }
    with ExitStack() as stack:
        opened = {
            who: stack.enter_context(windows(browser, locale="da-DK")) for who in (NOBODY, AUTHOR, ADMIN)
        }
        for member in (author, admin):
            for context in opened[member.email].values():
                context.add_cookies([{"name": "kb", "value": token_of(bank, member), "url": bank.address}])
        yield Opened(bank, names, opened)
    bank.close()


def joined(bank: StaffedBank, email: str, rights: Rights) -> Member:
    token = bank.invite(email, rights).rstrip("/").rpartition("/")[2]
    return choose_password(bank.desk, token, PASSWORD, datetime.now(UTC)).member


def token_of(bank: StaffedBank, member: Member) -> str:
    with bank.desk.database.writing() as session:
        return sessions.start(session, session.get_one(User, member.id), datetime.now(UTC))


def start(bank: StaffedBank, author: Member) -> Submission:
    return workflow.start(bank.desk, datetime.now(UTC), author, Kind.REPORT, TYPED, ABOUT)


def submit(bank: StaffedBank, author: Member) -> Submission:
    draft = start(bank, author)
    return workflow.submit(bank.desk, datetime.now(UTC), Seen(author, draft.id, draft.version))


@pytest.mark.browser
@pytest.mark.parametrize(("who", "pattern"), PAGES)
def test_a_page_is_sound_in_a_browser(opened: Opened, who: str, pattern: str) -> None:
    """At 1280 and 320 px, and dark, a page has no fault that axe or the browser can see."""
    for look, context in opened.windows[who].items():
        inspect(opened.bank.address, context, opened.path(pattern), look, is_readers=False)


@pytest.mark.browser
@pytest.mark.parametrize(("who", "pattern"), FORMS)
def test_a_form_with_faults_is_sound_in_a_browser(opened: Opened, who: str, pattern: str) -> None:
    """Sent empty, a form comes back with its faults told accessibly, also on a narrow screen."""
    page = opened.windows[who][NARROW].new_page()
    page.goto(opened.bank.address + opened.path(pattern))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")

    assert page.locator(".errsum").count() == 1
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("who", "pattern"), SCRIPTED)
def test_a_page_with_a_script_is_as_sound_without(
    opened: Opened, browser: Browser, who: str, pattern: str
) -> None:
    """Where a script helps, the page can be read and sent without it, also on a narrow screen."""
    with windows(browser, java_script_enabled=False, locale="da-DK") as plain:
        plain[NARROW].add_cookies(opened.windows[who][NARROW].cookies())
        page = plain[NARROW].new_page()
        seen = listen(page)
        page.goto(opened.bank.address + opened.path(pattern))

        assert seen.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
        assert page.locator("main form button[type=submit]").first.is_visible()
