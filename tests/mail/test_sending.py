"""How the mail server is spoken to: encrypted, unless it is on this machine."""

import ssl
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from kb.config import Config
from kb.errors import ConfigError, MailError
from kb.mail.letter import Letter, as_message
from kb.mail.sending import send
from tests.mail.server import mail_server

MESSAGE = as_message(Letter("anne@nordby.example", "Emne", "Tekst"), "bank@bank.example", "<1@bank.example>")
ANOTHER_MACHINE = "127.0.0.2"  # on this machine, but not known to be


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate that this test trusts, as the operator's system trusts that of a mail server."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=mail",
         "-addext", f"subjectAltName=IP:{ANOTHER_MACHINE}"],
        check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def let_in(server, session, envelope, mechanism, data):
    is_right = (data.login, data.password) == (b"bank", b"m@rk:lys/")
    return AuthResult(success=is_right, handled=False)


def test_a_server_on_this_machine_may_be_plain():
    """A relay on the same machine needs no certificate."""
    with mail_server() as server:
        send(server.url, MESSAGE)

    assert server.to == ["anne@nordby.example"]


def test_another_machine_is_never_spoken_to_in_the_clear():
    """A server that offers no encryption gets nothing, for the mails hold links."""
    with mail_server(host=ANOTHER_MACHINE) as server, pytest.raises(MailError, match="kryptering"):
        send(server.url, MESSAGE)

    assert server.messages == []


def test_another_machine_is_spoken_to_encrypted(certificate):
    """A server with STARTTLS gets the mail, user and password over TLS; signs in the URL are decoded."""
    options = {
        "tls_context": certificate,
        "require_starttls": True,
        "authenticator": let_in,
        "auth_required": True,
    }
    with mail_server(host=ANOTHER_MACHINE, **options) as server:
        send(server.url.replace("//", "//bank:m%40rk%3Alys%2F@"), MESSAGE)
        with pytest.raises(MailError, match="535"):
            send(server.url.replace("//", "//bank:forkert@"), MESSAGE)

    assert server.to == ["anne@nordby.example"]


def test_a_certificate_nobody_vouches_for_is_refused(certificate, monkeypatch):
    """A server that cannot show who it is gets nothing."""
    monkeypatch.delenv("SSL_CERT_FILE")
    options = {"tls_context": certificate, "require_starttls": True}
    with (
        mail_server(host=ANOTHER_MACHINE, **options) as server,
        pytest.raises(MailError, match="SSLCert"),
    ):
        send(server.url, MESSAGE)

    assert server.messages == []


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp:mail.example", "smtp://m:x"]
)
def test_an_impossible_server_is_named(url):
    """A KB_SMTP_URL that names no mail server is said to be wrong at start."""
    with pytest.raises(ConfigError, match="KB_SMTP_URL"):
        Config.from_environment({"KB_SMTP_URL": url, "KB_MAIL_FROM": "bank@bank.example"})


def test_a_server_needs_a_sender():
    """Who sets a server is told at start that mails must come from somebody."""
    with pytest.raises(ConfigError, match="KB_MAIL_FROM"):
        Config.from_environment({"KB_SMTP_URL": "smtp://mail.example"})
    operator = {"KB_SMTP_URL": "smtps://u:p@mail.example:465", "KB_OPERATOR_EMAIL": "drift@bank.example"}

    assert Config.from_environment(operator).sender == "drift@bank.example"


def test_secrets_never_show_in_the_settings():
    """Printing the settings, as a log may, shows no password and no key."""
    settings = {
        "KB_SMTP_URL": "smtp://bank:hemmeligt@mail.example",
        "KB_MAIL_FROM": "bank@bank.example",
        "KB_DATABASE_URL": "postgresql://bank:hemmeligt@db/kb",
        "KB_SECRET_KEY": "hemmeligt" * 8,
    }

    assert "hemmeligt" not in repr(Config.from_environment(settings))
