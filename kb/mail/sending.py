"""How a mail reaches the server that KB_SMTP_URL names: encrypted, unless it is on this machine."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from kb.errors import MailError

TIMEOUT = 20  # seconds
ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class ServerFault(MailError):
    """Say that the server cannot be used at all just now, so that other mails need not be tried."""


def send(address: str, message: EmailMessage) -> None:
    """Hand one mail over to a server such as `smtp://user:password@mail.example:587` or `smtps://…`.

    The sentence that is raised names the kind of fault and the server's code, never a mail address.
    """
    try:
        with _connected(address) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = ", ".join(str(code) for code, _ in error.recipients.values())
        raise MailError(f"Mailserveren afviste modtageren ({codes}).") from None
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise MailError(f"Mailserveren afviste mailen ({error.smtp_code}).") from None
    except smtplib.SMTPResponseException as error:
        raise ServerFault(f"Mailserveren svarede {error.smtp_code}.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise ServerFault(f"Mailserveren kan ikke bruges ({type(error).__name__}).") from None


@contextmanager
def _connected(address: str) -> Iterator[smtplib.SMTP]:
    url = urlsplit(address)
    host, tls = url.hostname or "", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT, context=tls)
    else:
        server = smtplib.SMTP(host, url.port or (587 if url.username else 25), timeout=TIMEOUT)
    with server:
        if url.scheme == "smtp" and host not in ON_THIS_MACHINE:
            _encrypt(server, tls)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server


def _encrypt(server: smtplib.SMTP, tls: ssl.SSLContext) -> None:
    server.ehlo()
    if not server.has_extn("starttls"):
        raise ServerFault("Mailserveren tilbyder ikke kryptering, og uden sendes intet.")
    server.starttls(context=tls)
