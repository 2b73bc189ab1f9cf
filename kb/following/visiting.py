"""How a link is looked at: politely, and never at an address inside somebody's own network."""

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from kb.following.links import Answer, Link
from kb.records.marks import N_

MOST_HOPS = 5
MOST_READ = 65_536
REDIRECTS = (301, 302, 303, 307, 308)
PRIVATE = N_("Adressen ligger på et lukket net.")
NO_HOST = N_("Værten findes ikke.")
NO_ANSWER = N_("Serveren svarer ikke.")
TOO_MANY = N_("Siden sender videre for mange gange.")
NO_ADDRESS = N_("Det er ikke en adresse på nettet.")
SAFE = "/%:=&?~#+!$,;'@()*[]"


def is_public(address: str) -> bool:
    """Tell whether an address is open to the world."""
    return ip_address(address).is_global


@dataclass(frozen=True)
class Manner:
    """How links are looked at: as whom, how long one waits (seconds), and which addresses may be called."""

    agent: str = "Efterproevet"
    timeout: float = 15.0
    may_call: Callable[[str], bool] = is_public


@dataclass(frozen=True)
class _Reply:
    status: int
    location: str
    etag: str
    modified: str


def visit(url: str, before: Link | None, manner: Manner) -> Answer:
    """Look at a link, following it where it leads on; never raise."""
    try:
        return _follow(url, before, manner)
    except socket.gaierror:
        return Answer(reason=NO_HOST, no_host=True)
    except (OSError, http.client.HTTPException):
        return Answer(reason=NO_ANSWER)
    except ValueError:
        return Answer(reason=NO_ADDRESS)


def _follow(url: str, before: Link | None, manner: Manner) -> Answer:
    for _ in range(MOST_HOPS + 1):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Answer(reason=NO_ADDRESS)
        address = _address(parts.hostname, parts.port or _port(parts))
        if not manner.may_call(address):
            return Answer(reason=PRIVATE)
        reply = _ask("HEAD", parts, address, before, manner)
        if reply.status >= 400:  # many servers answer HEAD as they never answer GET
            reply = _ask("GET", parts, address, before, manner)
        if reply.status not in REDIRECTS or not reply.location:
            return Answer(reply.status, etag=reply.etag, modified=reply.modified)
        url, before = urljoin(url, reply.location), None
    return Answer(reason=TOO_MANY)


def _address(host: str, port: int) -> str:
    """Find the address of a host, once: the one that is judged is the one that is called."""
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        raise ValueError(host) from None
    return str(socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0][4][0])


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _ask(method: str, parts: SplitResult, address: str, before: Link | None, manner: Manner) -> _Reply:
    target = quote(parts.path or "/", SAFE) + (f"?{quote(parts.query, SAFE)}" if parts.query else "")
    port = parts.port or _port(parts)
    with closing(http.client.HTTPConnection(address, port, timeout=manner.timeout)) as connection:
        _connect(connection, parts)
        connection.request(method, target, headers=_headers(parts, before, manner))
        answer = connection.getresponse()
        if method == "GET":
            answer.read(MOST_READ)
        heads = (answer.getheader(name) or "" for name in ("Location", "ETag", "Last-Modified"))
        return _Reply(answer.status, *heads)


def _headers(parts: SplitResult, before: Link | None, manner: Manner) -> dict[str, str]:
    port = f":{parts.port}" if parts.port else ""
    headers = {
        "Host": f"{(parts.hostname or '').encode('idna').decode()}{port}",
        "User-Agent": manner.agent,
        "Accept": "*/*",
        "Connection": "close",
    }
    if before and before.etag:
        headers["If-None-Match"] = before.etag
    elif before and before.modified:
        headers["If-Modified-Since"] = before.modified
    return headers


def _connect(connection: http.client.HTTPConnection, parts: SplitResult) -> None:
    """Open a connection to the very address that was judged, under the name that the link has."""
    connection.connect()
    if parts.scheme == "https":
        name = (parts.hostname or "").encode("idna").decode()
        connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=name)
