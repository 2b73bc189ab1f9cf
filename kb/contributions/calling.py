"""How the bank calls a git host: a listed one over TLS, at an address outside our net, and no further.

The address is looked up once, judged, and used: a name cannot lead elsewhere in between. A redirect is
not followed, a proxy is not used, and neither the answer nor the wait for it can grow.
"""

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import Any
from urllib.parse import urlencode

from kb.config import GitHost
from kb.contributions.publication import NotPublished, one_line
from kb.events import note_event
from kb.records.marks import N_

SECONDS_OF_SILENCE, SECONDS_IN_ALL = 10, 20
LARGEST_ANSWER = 2_000_000
MISSING = 404
JSON = "application/json"
ENDS_IN_IPV4 = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
NO_ANSWER = N_("Git-værten svarer ikke (%(reason)s). Der prøves igen.")
UNREADABLE = N_("Git-værtens svar kan ikke læses. Der prøves igen.")
INWARD = N_("Git-værtens navn fører til en adresse på vores eget net og bruges ikke.")
KEY_REFUSED = N_("Git-værten afviste nøglen i KB_PULL_REQUEST_TOKEN (%(status)s).")
NOT_FOUND = N_("Git-værten kender ikke KB_PULL_REQUEST_REPOSITORY eller grenen, eller nøglen må ikke se dem.")
MOVED = N_("Git-værten viser videre til en anden adresse. Ret KB_PULL_REQUEST_REPOSITORY; den følges ikke.")
REFUSED = N_("Git-værten svarede %(status)s. Se loggen.")


@dataclass(frozen=True)
class Answer:
    """What a host answered."""

    status: int
    body: bytes

    @property
    def data(self) -> Any:
        """The answer as data; NotPublished where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise NotPublished(UNREADABLE) from None


@dataclass(frozen=True)
class Api:
    """The part of a host's API that is about one repository, and the key to it."""

    host: GitHost
    root: str
    token: str = field(repr=False)

    def ask(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        allowed: tuple[int, ...] = (),
        accept: str = JSON,
    ) -> Answer:
        """Read something; `allowed` lists the statuses besides success that the caller understands."""
        where = f"{path}?{urlencode(query)}" if query else path
        return self._require(self._call("GET", where, accept, None), allowed)

    def send(self, path: str, body: Mapping[str, Any], *, allowed: tuple[int, ...] = ()) -> Answer:
        """Make something."""
        return self._require(self._call("POST", path, JSON, json.dumps(body).encode()), allowed)

    def _call(self, method: str, path: str, accept: str, body: bytes | None) -> Answer:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "User-Agent": "efterproevet",
            "Accept": accept,
            "Content-Type": JSON,
        }
        try:
            with _connected(self.host) as connection:
                connection.request(method, self.root + path, body, headers)
                response = connection.getresponse()
                content = _read_whole(response)
        except (OSError, HTTPException) as error:
            note_event("git_host_unreachable", host=self.host.name, reason=type(error).__name__)
            raise NotPublished(NO_ANSWER, reason=type(error).__name__) from None
        return Answer(response.status, content)

    def _require(self, answer: Answer, allowed: tuple[int, ...]) -> Answer:
        status = answer.status
        if status in (200, 201) or (status in allowed and status == MISSING):
            return answer
        said = one_line(answer.body[:300].decode("utf-8", "replace").replace(self.token, "…"), 200)
        note_event("git_host_refused", host=self.host.name, status=status, said=said)
        if status in allowed:
            return answer
        if 300 <= status < 400:
            raise NotPublished(MOVED)
        sentence = {401: KEY_REFUSED, 403: KEY_REFUSED, MISSING: NOT_FOUND}.get(status, REFUSED)
        raise NotPublished(sentence, status=status)


def _read_whole(response: HTTPResponse) -> bytes:
    """Read an answer to its end; one that broke off looks whole, so its length is asked for and counted."""
    content = response.read(LARGEST_ANSWER + 1)
    if len(content) > LARGEST_ANSWER:
        raise NotPublished(UNREADABLE)
    if not response.chunked and response.length != 0:
        raise IncompleteRead(content)
    return content


class _Connection(HTTPSConnection):
    """A connection to one address, whose certificate must be the host's."""

    def __init__(self, host: GitHost, address: str) -> None:
        super().__init__(host.name, host.port, timeout=SECONDS_OF_SILENCE)
        self.address = address
        self.opened: socket.socket | None = None

    def connect(self) -> None:
        self.opened = socket.create_connection((self.address, self.port), SECONDS_OF_SILENCE)
        self.opened = ssl.create_default_context().wrap_socket(self.opened, server_hostname=self.host)
        self.sock = self.opened

    def stop(self) -> None:
        """Break off, whatever is being waited for."""
        if self.opened is not None:
            with suppress(OSError):
                self.opened.shutdown(socket.SHUT_RDWR)


@contextmanager
def _connected(host: GitHost) -> Iterator[_Connection]:
    connection = _Connection(host, host.address or outward_address(host.name, host.port))
    timer = Timer(SECONDS_IN_ALL, connection.stop)
    timer.start()
    try:
        yield connection
    finally:
        timer.cancel()
        connection.close()
        if connection.opened is not None:
            connection.opened.close()


def outward_address(name: str, port: int) -> str:
    """Look a host up; NotPublished where any address it has is not one of the internet's."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = [str(where[0]) for *_, where in found]
    if not addresses or not all(is_outward(address) for address in addresses):
        note_event("git_host_inward", host=name)
        raise NotPublished(INWARD)
    return addresses[0]


def is_outward(text: str) -> bool:
    """Tell whether an address is one of the internet's, also when it is wrapped in another."""
    try:
        address = ip_address(text)
    except ValueError:  # also one with a zone, which is never of the internet
        return False
    inner = _wrapped_in(address)
    return address.is_global and not address.is_multicast and (inner is None or is_outward(str(inner)))


def _wrapped_in(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if any(address in net for net in ENDS_IN_IPV4):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
