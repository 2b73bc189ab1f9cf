"""That the bank calls a git host only: no other machine, no address inside, no redirect, and no endless wait."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from structlog.testing import capture_logs

from kb.cli import main
from kb.config import Config, GitHost
from kb.contributions import calling
from kb.contributions.answers import commits_at, url_at
from kb.contributions.calling import Api, is_outward
from kb.contributions.publication import NotPublished
from kb.contributions.requesting import forge_of
from kb.errors import ConfigError
from tests.contributions.git_host import NAME, TOKEN, certificate, host
from tests.contributions.git_host import GitHost as Host

__all__ = ["certificate", "host"]

GITHUB = "https://github.com/kommuner/bank"
INWARD = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
    "2002:a9fe:a9fe::1", "2001:0:7f00:1::80ff:fffe", "::127.0.0.1", "2130706433", "0x7f.1", "",
]  # fmt: skip
BAD_REPOSITORIES = [
    "http://github.com/a/b", "https://127.0.0.1/a/b", "https://[::1]/a/b", "https://169.254.169.254/a/b",
    "https://2130706433/a/b", "https://0x7f000001/a/b", "https://localhost/a/b", "https://intranet/a/b",
    "https://evil.example/a/b", "https://github.com.evil.example/a/b", "https://github.com@evil.example/a/b",
    "https://evil.example#github.com/a/b", "https://github.com:22/a/b", "https://user:kode@github.com/a/b",
    "https://github.com/a", "https://github.com/a/b?x=1", "https://github.com/a/b#x", "https://github.com/a/../b",
    "https://github.com/a/b\r\nX: 1", "https://github.com/a/%2e%2e", "https://github.com\\@evil.example/a/b",
    "https://gıthub.com/a/b", "file:///etc/passwd", "ssh://git@github.com/a/b", "--upload-pack=x", "github.com/a/b",
]  # fmt: skip
BAD_HOSTS = [
    "git.kommune.dk", "gitea=git.kommune.dk", "gitlab=localhost", "gitlab=127.0.0.1", "gitlab=2130706433",
    "gitlab=git.kommune.dk:99999", "gitlab=git.kommune.dk@intern", "gitlab=git.kommune.dk/x", "gitlab=*.dk",
]  # fmt: skip


@pytest.mark.parametrize("address", INWARD)
def test_no_address_inside_is_called(address: str) -> None:
    """This machine, our net, the cloud's own addresses and what wraps them are not of the internet."""
    assert not is_outward(address)


@pytest.mark.parametrize("address", ["140.82.121.6", "2606:50c0:8000::153", "::ffff:140.82.121.6"])
def test_addresses_of_the_internet_may_be_called(address: str) -> None:
    """Public addresses of both kinds are let through; a wrapped one counts as what it wraps."""
    assert is_outward(address)


@pytest.mark.parametrize("address", INWARD[:-3])
@pytest.mark.parametrize("first", [[], ["140.82.121.6"]])
def test_a_name_that_leads_inside_is_not_called(
    monkeypatch: pytest.MonkeyPatch, first: list[str], address: str
) -> None:
    """Where one of the addresses that a name has is inside, nothing is connected to."""

    def lookup(name: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in (*first, address)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(NotPublished, match="vores eget net"):
        Api(GitHost("github", "api.github.com"), "", TOKEN).ask("/x")


@pytest.mark.parametrize("repository", BAD_REPOSITORIES)
def test_only_a_listed_host_may_be_named(repository: str) -> None:
    """Any address but that of a repository at a listed host stops the bank in one sentence at start."""
    environment = {"KB_PULL_REQUEST_REPOSITORY": repository, "KB_PULL_REQUEST_TOKEN": TOKEN}
    with pytest.raises(ConfigError, match="KB_PULL_REQUEST_REPOSITORY"):
        Config.from_environment(environment)


@pytest.mark.parametrize("hosts", BAD_HOSTS)
def test_a_host_is_listed_by_kind_and_name(hosts: str) -> None:
    """A host that is no name, or of no known kind, is refused at start."""
    environment = {"KB_PULL_REQUEST_HOSTS": f"gitlab=god.kommune.dk {hosts}"}
    with pytest.raises(ConfigError, match="KB_PULL_REQUEST_HOSTS"):
        Config.from_environment(environment)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({}, "KB_PULL_REQUEST_TOKEN"),
        ({"KB_PULL_REQUEST_TOKEN": "to\r\nX: 1"}, "KB_PULL_REQUEST_TOKEN"),
        ({"KB_PULL_REQUEST_TOKEN": TOKEN, "KB_GIT_REMOTE": "https://x.dk/a"}, "ikke begge"),
    ],
)
def test_settings_that_do_not_fit_are_said_without_the_key(more: dict[str, str], word: str) -> None:
    """A missing or broken key, and two ways out at once, are said at start; the key itself never is."""
    done = CliRunner().invoke(main, ["check"], env={"KB_PULL_REQUEST_REPOSITORY": GITHUB, **more})
    assert (done.exit_code, word in done.output) == (1, True)
    assert "X: 1" not in done.output
    assert TOKEN not in done.output


@pytest.mark.parametrize(
    ("repository", "hosts", "url"),
    [
        (f"{GITHUB}.git", "", "https://api.github.com:443/repos/kommuner/bank"),
        ("https://gitlab.com/a/b/c/", "", "https://gitlab.com:443/api/v4/projects/a%2Fb%2Fc"),
        ("https://git.x.dk:8443/a/b", "github=git.x.dk:8443", "https://git.x.dk:8443/api/v3/repos/a/b"),
        ("https://git.x.dk/a/b", "gitlab=git.x.dk@10.1.2.3", "https://git.x.dk:443/api/v4/projects/a%2Fb"),
    ],
)
def test_each_kind_of_host_has_its_api(repository: str, hosts: str, url: str) -> None:
    """The public hosts and those of one's own are spoken to where their API is."""
    found = Config(pull_request_repository=repository, pull_request_hosts=hosts).repository
    assert found is not None
    api = forge_of(found, TOKEN).api
    assert f"https://{api.host.name}:{api.host.port}{api.root}" == url
    assert TOKEN not in repr(Config(pull_request_token=TOKEN)) + repr(api)


def api_of(host: Host) -> Api:
    return Api(GitHost(host.kind, NAME, host.port, "127.0.0.1"), "/api", TOKEN)


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 403, 404, 409, 422, 429, 500, 503])
def test_what_a_host_refuses_is_a_sentence(host: Host, status: int) -> None:
    """A redirect is not followed and a refusal is one sentence; the log has what was said, never the key."""
    host.instead = lambda method, path: (status, {"message": f"Bearer {TOKEN}\r\nlinje"})
    with capture_logs() as log, pytest.raises(NotPublished) as caught:
        api_of(host).ask("/x")
    assert len(host.asked) == 1
    assert TOKEN not in str(caught.value) + json.dumps(log)
    assert log[0]["status"] == status


@pytest.mark.parametrize(
    "said", [b"", b"{", b"[" * 100_000, b"\xff", b"<html>", b" " * 3_000_000], ids=range(6)
)
def test_an_answer_of_no_sense_is_a_sentence(host: Host, said: bytes) -> None:
    """An answer that is no data, or too much of it, is said in one sentence."""
    host.instead = lambda method, path: said
    with pytest.raises(NotPublished, match="kan ikke læses"):
        _ = api_of(host).ask("/x").data


@pytest.mark.parametrize("said", ["{}", "[{}]", "[1]", "null", '[{"head": {"ref": 1}}]', '"x"'])
def test_data_of_another_form_is_a_sentence(host: Host, said: str) -> None:
    """An answer that is data but not what was asked for is said in one sentence."""
    host.instead = lambda method, path: said.encode()
    found = Config(pull_request_repository=host.url, pull_request_hosts=host.listed).repository
    assert found is not None
    with pytest.raises(NotPublished, match="kan ikke læses"):
        forge_of(found, TOKEN).pull_request("kb/x", "main")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://evil.example/kommuner/bank/pull/1", f"{GITHUB}x/pull/1", GITHUB,
     f'{GITHUB}/pull/1"><script>', f"{GITHUB}/pull/1\r\n", f"{GITHUB}/pull/1?x", f"{GITHUB}@evil.example/1", 7, None],
)  # fmt: skip
def test_no_other_address_is_shown(url: object) -> None:
    """The link that editors follow is to the repository itself, whatever the host says."""
    found = Config(pull_request_repository=GITHUB).repository
    assert found is not None
    with pytest.raises(NotPublished):
        url_at({"url": url}, "url", found)
    assert url_at({"url": f"{GITHUB}/pull/1"}, "url", found) == f"{GITHUB}/pull/1"


def test_only_ids_of_commits_reach_git() -> None:
    """What the host calls a commit is an id, or is passed over."""
    said = {"a": "f" * 40, "b": "--upload-pack=x", "c": None, "d": "F" * 40}
    assert commits_at(said, "a", "b", "c", "d", "e") == ("f" * 40,)


def test_the_certificate_must_be_the_hosts(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that nobody vouches for, and one of another name, are not spoken to, and get no key."""
    with pytest.raises(NotPublished, match="SSL"):
        Api(GitHost(host.kind, "anden.bank.example", host.port, "127.0.0.1"), "/api", TOKEN).ask("/x")
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NotPublished, match="SSL"):
        api_of(host).ask("/x")
    assert host.headers == []


def test_a_proxy_in_the_environment_is_not_used(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key goes to the host and nowhere else."""
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    host.instead = lambda method, path: b"[]"
    assert api_of(host).ask("/x").data == []


@contextmanager
def slow_host(certificate: tuple[Path, Path], drips: bytes) -> Iterator[int]:
    """Run a host that says one thing again and again and never comes to an end."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[1], certificate[0])
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            try:
                with context.wrap_socket(server.accept()[0], server_side=True) as line:
                    line.sendall(b"HTTP/1.1 200 OK\r\n")
                    while drips:
                        line.sendall(drips)
                        time.sleep(0.05)
                    line.recv(100_000)
                    line.recv(1)
            except OSError:
                pass

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    "drips", [b"", b"X: 1\r\n", b"Content-Length: 999999\r\n\r\n "], ids=["silent", "headers", "body"]
)
def test_a_host_that_never_ends_is_left(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, drips: bytes
) -> None:
    """Silence ends at one limit, and an answer that drips at another, whichever part of it does."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    monkeypatch.setattr(calling, "SECONDS_OF_SILENCE", 0.5)
    monkeypatch.setattr(calling, "SECONDS_IN_ALL", 1)
    with slow_host(certificate, drips) as port, pytest.raises(NotPublished, match="svarer ikke"):
        Api(GitHost("github", NAME, port, "127.0.0.1"), "", TOKEN).ask("/x")
