"""What is accepted goes out as one pull request at a git host, and is published once people merge it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.accounts.desk import Desk
from kb.cli import main
from kb.contributions import workflow
from kb.contributions.going_live import publish_accepted, recover
from kb.contributions.publication import Piece, digest_of
from kb.contributions.publishing import read_published
from kb.contributions.pull_requests import branch_of
from kb.contributions.submission import Ready, State, Submission
from tests.content.repository import Repository
from tests.contributions.git_host import TOKEN, GitHost, certificate, host
from tests.contributions.people import LATER, PATH, READY, TEXT, People, accepted, mails, seen
from tests.contributions.publications import FIRST
from tests.web.conftest import Page
from tests.web.people import browser_of, site_at
from tests.web.toy import ToyBank

__all__ = ["certificate", "host"]


@pytest.fixture
def office(desk: Desk, host: GitHost) -> Desk:
    """A desk that opens pull requests."""
    settings = {"pull_request_repository": host.url, "pull_request_hosts": host.listed}
    return Desk(replace(desk.config, **settings, pull_request_token=TOKEN), desk.database)


SOLUTION = """\
title: Skærmbesøg
summary: Rettet.
sources:
- id: notat
  title: Notat
"""


def pull(repository: Repository, host: GitHost) -> None:
    """Fetch what was merged, as the operator's cron does."""
    repository.git("pull", "--quiet", "--ff-only", str(host.bare), "main")


def send_out(office: Desk, found: Submission) -> Submission:
    return publish_accepted(office, LATER, found.id)


def test_what_is_accepted_becomes_one_pull_request(
    office: Desk, people: People, repository: Repository, host: GitHost
) -> None:
    """One branch of one commit, signed by a role, and one pull request; the branch served stays as it is."""
    before = repository.git("rev-parse", "main")
    found = send_out(office, accepted(office, people))

    (request,) = host.requests
    assert (found.state, found.hindrance, found.pull_request) == (State.ACCEPTED, "", host.url_of(request))
    assert request.branch == f"kb/{found.id}"
    assert request.title == READY.title
    assert f"https://bank.example/redaktion/{found.id}/" in request.text
    assert host.git("log", "-1", "--format=%an|%ae|%s|%(trailers)", request.branch).splitlines()[0] == (
        f"bidragyder, Nordby Kommune|noreply@efterproevet.invalid|{READY.title}|Submission-Id: {found.id}"
    )
    assert host.git("diff", "--name-status", "main", request.branch) == f"A\tcontent/{PATH}"
    assert host.git("show", f"{request.branch}:content/{PATH}") + "\n" == TEXT
    assert "anne" not in host.git("log", "-p", "--format=raw", request.branch).lower() + request.text.lower()
    assert repository.git("rev-parse", "main") == before
    assert repository.git("status", "--porcelain") == ""


def test_asking_again_opens_no_second_one(office: Desk, people: People, host: GitHost) -> None:
    """However often it is tried, there is one branch and one pull request, and nothing new is kept."""
    found = send_out(office, accepted(office, people))
    again = send_out(office, found)
    recover(office, LATER)

    assert again == found
    assert len(host.requests) == 1
    assert host.branches == [f"kb/{found.id}"]
    assert [method for method, _ in host.asked].count("POST") == (4 if host.kind == "github" else 2)


@pytest.mark.parametrize("how", ["merge", "squash"])
def test_what_is_merged_is_published_once_it_is_fetched(
    office: Desk, people: People, repository: Repository, host: GitHost, how: str
) -> None:
    """Merged but not fetched it waits with the reason; fetched it is published, and its author is told once."""
    found = send_out(office, accepted(office, people))
    host.merge(host.requests[0], how)

    waiting = send_out(office, found)
    assert waiting.state is State.ACCEPTED
    assert "ikke hentet" in waiting.hindrance
    pull(repository, host)
    assert [each.id for each in recover(office, LATER).published] == [found.id]
    done = send_out(office, found)
    assert (done.state, done.hindrance) == (State.PUBLISHED, "")
    expected = host.requests[0].branch if how == "merge" else "main"
    assert done.commit == host.tip(expected)
    assert mails(office).count(("anne", "Din indberetning er udgivet")) == 1


def test_what_people_mended_before_they_merged_is_published(
    office: Desk, people: People, repository: Repository, host: GitHost
) -> None:
    """A pull request that was changed at the host and squashed is out by the commit that the host names."""
    found = send_out(office, accepted(office, people))
    request = host.requests[0]
    mended = host.commit_files(
        host.tip(request.branch), {f"content/{PATH}": TEXT + "note: x\n"}, "x", ("x", "x")
    )
    host.git("update-ref", f"refs/heads/{request.branch}", mended)
    host.merge(request, "squash")
    pull(repository, host)

    done = send_out(office, found)

    assert (done.state, done.commit) == (State.PUBLISHED, host.tip("main"))


def test_what_is_there_without_us_is_published(
    office: Desk, people: People, repository: Repository, host: GitHost
) -> None:
    """A file that somebody laid in the branch by hand, as it was accepted, is published without a call."""
    found = accepted(office, people)
    repository.put(PATH, TEXT)
    repository.commit("2026-11-26")
    repository.commit("2026-11-27")

    done = send_out(office, found)

    assert (done.state, done.commit) == (State.PUBLISHED, repository.git("rev-parse", "main^"))
    assert host.asked == []


def test_what_is_closed_goes_back_to_the_editors(office: Desk, people: People, host: GitHost) -> None:
    """Closed without a merge it waits on the editors again, and what they then accept gets a new branch."""
    found = send_out(office, accepted(office, people))
    host.requests[0].stand = "closed"

    back = send_out(office, found)
    assert (back.state, back.round, back.pull_request) == (State.SUBMITTED, 2, "")
    assert host.url_of(host.requests[0]) in back.hindrance
    assert ("finn", "En godkendt indberetning skal læses igen") in mails(office)

    again = send_out(office, workflow.accept(office, LATER, seen(people.finn, back), READY))
    assert again.pull_request == host.url_of(host.requests[1])
    assert host.branches == [branch_of(found.id, 1), branch_of(found.id, 2)]


def test_a_correction_replaces_only_what_its_author_saw(
    office: Desk, people: People, repository: Repository, host: GitHost
) -> None:
    """A file that is at the host as it was seen is replaced; one that was changed there meanwhile is not."""
    piece = Piece(FIRST, SOLUTION.encode(), digest_of(read_published(repository.content, FIRST)))
    ready = Ready((piece,), "Rettelse", "bidragyder, Nordby Kommune")
    first, second = accepted(office, people, ready), accepted(office, people, ready)

    assert send_out(office, first).pull_request
    assert host.git("diff", "--name-status", "main", f"kb/{first.id}") == f"M\tcontent/{FIRST}"
    changed = host.commit_files(host.tip("main"), {f"content/{FIRST}": "title: En andens\n"}, "x", ("x", "x"))
    host.git("update-ref", "refs/heads/main", changed)
    back = send_out(office, second)
    assert (back.state, len(host.requests)) == (State.SUBMITTED, 1)
    assert FIRST in back.hindrance


def test_broken_off_after_any_call_it_is_opened_once(office: Desk, people: People, host: GitHost) -> None:
    """Where the host acts and the line breaks before it has answered, the next try finds what it made."""
    calls = 0
    while calls == len(host.asked):  # as long as there was a call of that number to break off
        host.asked.clear()
        host.requests.clear()
        calls += 1
        host.breaks_after = lambda method, path, calls=calls: len(host.asked) == calls
        waiting = send_out(office, accepted(office, people))
        host.breaks_after = lambda method, path: False
        if calls == len(host.asked):
            assert waiting.state is State.ACCEPTED
            assert "Git-værten svarer ikke" in waiting.hindrance

            done = send_out(office, waiting)
            host.asked[calls:] = []
            assert (done.hindrance, done.pull_request) == ("", host.url_of(host.requests[0]))
        assert len(host.requests) == 1
        assert host.git("rev-list", "--count", f"main..kb/{waiting.id}") == "1"
    assert len(host.branches) == calls > 6
    host.git("fsck", "--full", "--strict")


def test_two_at_once_open_one(office: Desk, people: People, host: GitHost) -> None:
    """Where another makes the branch and the pull request between our looking and our asking, theirs is taken."""
    found = accepted(office, people)

    def meanwhile(method: str, path: str) -> None:
        if method == "POST" and path in ("/git/refs", "/repository/commits"):
            host.instead = lambda method, path: None
            send_out(office, found)

    host.instead = meanwhile
    assert send_out(office, found).pull_request == host.url_of(host.requests[0])
    assert (len(host.requests), host.branches) == (1, [f"kb/{found.id}"])


def test_a_branch_of_others_is_never_ours(office: Desk, people: People, host: GitHost) -> None:
    """A branch of our name that holds something else is said, and no pull request is opened from it."""
    found = accepted(office, people)
    other = host.commit_files(host.tip("main"), {f"content/{PATH}": "description: Ondt\n"}, "x", ("x", "x"))
    host.git("update-ref", f"refs/heads/kb/{found.id}", other)

    waiting = send_out(office, found)

    assert f"kb/{found.id}" in waiting.hindrance
    assert host.requests == []


@pytest.mark.parametrize("host", ["gitlab"], indirect=True)
def test_a_pull_request_from_a_fork_is_never_ours(office: Desk, people: People, host: GitHost) -> None:
    """A merge request that somebody opened from a branch of that name in a fork is not taken for ours."""
    found = accepted(office, people)
    host.open(f"kb/{found.id}", "main", "Ondt", "")
    host.requests[0].fork, host.requests[0].stand = 8, "merged"

    assert send_out(office, found).pull_request == host.url_of(host.requests[1])


def test_a_name_with_signs_stays_a_name(office: Desk, people: People, host: GitHost) -> None:
    """Line breaks, forged trailers and commands to the host stay words of one title; the text is ours alone."""
    words = "/merge\n/close\nSubmission-Id: " + "f" * 32 + "<script>@alle"
    ready = Ready(READY.pieces, words, "Ond <ond@example.org>\n")
    found = send_out(office, accepted(office, people, ready))

    (request,) = host.requests
    assert "\n" not in request.title
    assert not re.search(r"^\s*/|script|@|f{32}", request.text, re.MULTILINE)
    assert host.git("log", "-1", "--format=%(trailers)", request.branch) == f"Submission-Id: {found.id}\n"
    assert host.git("log", "-1", "--format=%an|%ae", request.branch) == (
        "Ond ond@example.org|noreply@efterproevet.invalid"
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_author_and_editor_are_led_to_it(office: Desk, people: People, host: GitHost, prefix: str) -> None:
    """While people have yet to merge it, both pages say so and link to it; once it is out, neither does."""
    found = send_out(office, accepted(office, people))
    app = site_at(office.config, ToyBank())

    for member, path in ((people.anne, "/bidrag/mine/"), (people.eva, f"/redaktion/{found.id}/")):
        page = Page(browser_of(app, member).get(prefix + path).get_data(as_text=True))
        assert found.pull_request in page.links()
    workflow.mark_published(office, LATER, found.id, "f" * 40)
    for member, path in ((people.anne, "/bidrag/mine/"), (people.eva, f"/redaktion/{found.id}/")):
        page = Page(browser_of(app, member).get(prefix + path).get_data(as_text=True))
        assert found.pull_request not in page.links()


def test_without_git_there_are_no_pull_requests(office: Desk, people: People, tmp_path: Path) -> None:
    """In a plain folder the reason is said, and nothing is written."""
    plain = tmp_path / "plain"
    plain.mkdir()
    waiting = send_out(
        Desk(replace(office.config, content_dir=plain), office.database), accepted(office, people)
    )
    assert "ligger i git" in waiting.hindrance
    assert list(plain.iterdir()) == []


@pytest.mark.parametrize("empty_config", ["sqlite"], indirect=True)
def test_recover_ends_well_while_people_have_it(
    office: Desk, people: People, host: GitHost, tmp_path: Path
) -> None:
    """`kb recover` names the pull request that waits and does not call that a fault; an unanswered call is one."""
    found = accepted(office, people)
    environment = {
        "KB_CONTENT_DIR": str(office.config.content_dir),
        "KB_DATA_DIR": str(office.config.data_dir),
        "KB_INDEX_DIR": str(tmp_path / "index"),
        "KB_BASE_URL": "https://bank.example",
        "KB_PULL_REQUEST_REPOSITORY": host.url,
        "KB_PULL_REQUEST_HOSTS": host.listed,
        "KB_PULL_REQUEST_TOKEN": TOKEN,
    }
    done = CliRunner().invoke(main, ["recover"], env=environment)
    assert f"{found.id} venter på at blive flettet: {host.url_of(host.requests[0])}" in done.output
    assert done.exit_code == 0
    host.instead = lambda method, path: (503, {})
    done = CliRunner().invoke(main, ["recover"], env=environment)
    assert (done.exit_code, "503" in done.output) == (1, True)
