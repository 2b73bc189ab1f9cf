"""A real mail server on this machine, that keeps what it is handed and can be told to refuse."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """What the server got, and what it answers next: '250 …' or a refusal."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.to: list[str] = []
        self.answers: list[str] = []
        self.refused: dict[str, str] = {}
        self.url = ""

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.raw.append(envelope.content)
            self.to.extend(envelope.rcpt_tos)
            self.messages.append(message_from_bytes(envelope.content, policy=default))
        return answer


@contextmanager
def mail_server(scheme: str = "smtp", host: str = "127.0.0.1", **options: Any) -> Iterator[MailServer]:
    """Run a server for as long as the block lasts."""
    server = MailServer()
    controller = Controller(server, hostname=host, port=free_port(host), **options)
    controller.start()
    server.url = f"{scheme}://{host}:{controller.port}"
    try:
        yield server
    finally:
        controller.stop()


def free_port(host: str = "127.0.0.1") -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as found:
        found.bind((host, 0))
        return int(found.getsockname()[1])
