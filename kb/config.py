"""Which settings the bank runs with; all come from the environment and all have working defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kb.errors import ConfigError


@dataclass(frozen=True)
class Config:
    """The settings of one process."""

    content_dir: Path = Path("content")
    index_dir: Path = Path("search_index")
    host: str = "127.0.0.1"
    port: int = 5000
    base_url: str = ""
    trusted_proxies: int = 0
    operator_name: str = ""
    operator_email: str = ""
    data_dir: Path = Path("instance")
    database_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    git_remote: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Config":
        """Read the settings; raise ConfigError where one cannot be used."""
        config = cls(
            content_dir=Path(environment.get("KB_CONTENT_DIR") or cls.content_dir),
            index_dir=Path(environment.get("KB_INDEX_DIR") or cls.index_dir),
            host=environment.get("KB_HOST") or cls.host,
            port=_whole_number(environment, "KB_PORT", cls.port, most=65_535),
            base_url=_address(environment.get("KB_BASE_URL", "")),
            trusted_proxies=_whole_number(environment, "KB_TRUSTED_PROXIES", cls.trusted_proxies, most=10),
            operator_name=environment.get("KB_OPERATOR_NAME", ""),
            operator_email=environment.get("KB_OPERATOR_EMAIL", ""),
            data_dir=Path(environment.get("KB_DATA_DIR") or cls.data_dir),
            database_url=environment.get("KB_DATABASE_URL", ""),
            secret_key=_secret(environment.get("KB_SECRET_KEY", "")),
            smtp_url=_mail_server(environment.get("KB_SMTP_URL", "")),
            mail_from=environment.get("KB_MAIL_FROM", ""),
            git_remote=environment.get("KB_GIT_REMOTE", ""),
        )
        if config.smtp_url and "@" not in config.sender:
            raise ConfigError("KB_SMTP_URL kræver en afsender: sæt KB_MAIL_FROM til en mailadresse.")
        return config

    @property
    def database_address(self) -> str:
        """Where accounts and drafts are kept: KB_DATABASE_URL, or a file of SQLite in KB_DATA_DIR."""
        return self.database_url or f"sqlite:///{self.data_dir / 'kb.sqlite3'}"

    @property
    def public_url(self) -> str:
        """The address that links in mails begin with: KB_BASE_URL, or this machine's own."""
        return self.base_url or f"http://{self.host}:{self.port}"

    @property
    def sender(self) -> str:
        """The address that mails come from."""
        return self.mail_from or self.operator_email


def _whole_number(environment: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise ConfigError(f"{name} skal være et helt tal fra 0 til {most}, men er {text!r}.")
    return int(text)


def _address(text: str) -> str:
    if text and (urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname):
        raise ConfigError(f"KB_BASE_URL skal begynde med http:// eller https://, men er {text!r}.")
    return text.rstrip("/")


def _secret(text: str) -> str:
    if text and len(text) < 32:
        raise ConfigError("KB_SECRET_KEY skal være mindst 32 tegn, som ingen kan gætte.")
    return text


def _mail_server(text: str) -> str:
    try:
        url = urlsplit(text)
        usable = url.scheme in ("smtp", "smtps") and url.hostname and url.port != 0
    except ValueError:
        usable = False
    if text and not usable:
        raise ConfigError("KB_SMTP_URL skal begynde med smtp:// eller smtps:// og nævne en server.")
    return text
