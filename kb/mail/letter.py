"""What a mail is: one receiver, one line of subject, plain text; nothing typed can add a line to its head."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from kb.errors import MailError

ADDRESS = re.compile(r"(?=.{3,254}\Z)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
LONGEST_SUBJECT, LONGEST_TEXT = 200, 100_000
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
LINK = re.compile(r"https?://[!-~]{1,480}")
LINE_BREAK = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Letter:
    """A mail in the receiver's language; MailError where it could not be one.

    `unsubscribe` is the address of ours at which the receiver ends such mails by one click (RFC 8058).
    """

    to: str
    subject: str
    text: str
    language: str = "da"
    unsubscribe: str = ""

    def __post_init__(self) -> None:
        if not is_address(self.to):
            raise MailError("Mailadressen kan ikke bruges. Skriv den som navn@kommune.dk.")
        if not self.subject or len(self.subject) > LONGEST_SUBJECT or CONTROL.search(self.subject):
            raise MailError(f"En mails emne skal være én linje på højst {LONGEST_SUBJECT} tegn.")
        if len(self.text) > LONGEST_TEXT:
            raise MailError(f"En mails tekst må højst være på {LONGEST_TEXT} tegn.")
        if self.unsubscribe and not LINK.fullmatch(self.unsubscribe):
            raise MailError("Linket til at afmelde mails er ikke en adresse på nettet.")

    @property
    def readable_text(self) -> str:
        """The text with line breaks of one kind and without other control characters."""
        return UNREADABLE.sub("", LINE_BREAK.sub("\n", self.text))


def is_address(text: str) -> bool:
    """Tell whether a text is one plain mail address, with no name, list or line break in it."""
    return ADDRESS.fullmatch(text) is not None


def as_message(letter: Letter, sender: str, message_id: str) -> EmailMessage:
    """Write a letter as the message that is sent; the same id means the same mail, were it sent twice."""
    message = EmailMessage(policy=SMTP)
    message.set_content(letter.readable_text, cte="quoted-printable")
    message["From"] = Address("Efterprøvet", addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Message-ID"] = message_id
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message
