"""What a mail may be: nothing typed adds a line to its head or a receiver to its envelope."""

from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kb.errors import MailError
from kb.mail.letter import Letter, as_message, is_address

HEADS = {
    "From", "To", "Subject", "Message-ID", "Content-Language", "Auto-Submitted",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def written(letter: Letter):
    raw = as_message(letter, "bank@bank.example", "<1.2@bank.example>").as_bytes()
    return message_from_bytes(raw, policy=default)


@given(subject=TEXT, text=TEXT)
@example(subject="0", text="0\x85")
def test_what_is_typed_stays_where_it_was_typed(subject, text):
    """Whatever subject and text are, either it is refused or it arrives as it was, and no header is added."""
    try:
        letter = Letter("anne@nordby.example", subject, text)
    except MailError:
        return
    message = written(letter)

    assert set(message.keys()) == HEADS
    assert message["To"] == "anne@nordby.example"
    assert " ".join(message["Subject"].split()) == " ".join(subject.split())
    assert (
        message.get_content().splitlines() == letter.readable_text.splitlines()
        or not letter.readable_text.strip()
    )


def test_a_mail_that_can_be_ended_says_so_in_its_head():
    """RFC 8058: the address in one header, and in the other that one click is enough; other mails have neither."""
    link = "https://bank.example/afmeld/abc.def/"
    message = written(Letter("anne@nordby.example", "Nyt", "Tekst", unsubscribe=link))

    assert set(message.keys()) == HEADS | {"List-Unsubscribe", "List-Unsubscribe-Post"}
    assert message["List-Unsubscribe"] == f"<{link}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@given(rest=st.text(min_size=1, max_size=20).filter(lambda text: not all("!" <= c <= "~" for c in text)))
def test_no_other_address_ends_mails(rest):
    """A blank, a line break or a letter that no address holds is refused."""
    with pytest.raises(MailError):
        Letter("anne@nordby.example", "Nyt", "Tekst", unsubscribe=f"https://bank.example/{rest}")


@given(line=st.sampled_from(["\r\n", "\n", "\r", "\0", "\x85", "\u2028", "\u2029", "\v", "\f"]), before=TEXT)
def test_a_subject_of_two_lines_is_refused(line, before):
    """A line break of any kind in a subject is refused, not mended."""
    with pytest.raises(MailError, match="emne"):
        Letter("anne@nordby.example", f"{before[:50]}{line}Bcc: alle@nordby.example", "Tekst")


@pytest.mark.parametrize(
    "address",
    [
        "", "anne", "@nordby.example", "anne@", "anne@nordby", "a b@nordby.example",
        "anne@nordby.example\nBcc: x@y.example", "anne@nordby.example\r\n", "anne@nordby.example,x@y.example",
        "<anne@nordby.example>", "Anne <anne@nordby.example>", "anne@nordby.example;x@y.example",
        '"anne"@nordby.example', "anne@[127.0.0.1]", "anne@nordby..example", "anne@.example",
        "anne@nordby.example\0", "ærlig@nordby.example", f"{'a' * 65}@nordby.example", f"a@{'b.' * 130}example",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(address):
    """One receiver in one plain form: names, lists, comments and line breaks are refused."""
    assert not is_address(address)
    with pytest.raises(MailError, match=r"navn@kommune\.dk"):
        Letter(address, "Emne", "Tekst")


@given(st.emails(domains=st.just("nordby.example")))
def test_a_refused_address_is_never_sent_to(address):
    """Every address that is accepted stands in the message exactly as typed."""
    assume(is_address(address))

    assert written(Letter(address, "Emne", "Tekst"))["To"] == address


def test_a_mail_is_plain_text_in_utf8():
    """Danish letters and long lines arrive as they were written."""
    text = "Hej Ærø\n\n" + "ø" * 2000 + "\n.\nhttps://bank.example/adgang/x/\n"
    message = written(Letter("anne@nordby.example", "Du er inviteret til Efterprøvet", text))

    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == text
    assert str(message["From"]) == "Efterprøvet <bank@bank.example>"


@pytest.mark.parametrize(("subject", "text"), [("", "x"), ("x" * 201, "x"), ("x", "x" * 100_001)])
def test_what_is_too_long_is_refused(subject, text):
    """A mail has a subject of at most 200 characters and a text of at most 100,000."""
    with pytest.raises(MailError):
        Letter("anne@nordby.example", subject, text)


def test_what_a_browser_sends_becomes_plain_lines():
    """Line breaks of any kind become one kind, and bells and nulls in a comment are left out."""
    letter = Letter("anne@nordby.example", "Emne", "en\r\nto\rtre\tfire\0\a\n")

    assert letter.readable_text == "en\nto\ntre\tfire\n"
