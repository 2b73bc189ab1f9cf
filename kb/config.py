"""Which settings the bank runs with; all come from the environment and all have working defaults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from kb.errors import ConfigError

HOST = r"(?P<name>(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*)(?::(?P<port>[1-9][0-9]{0,4}))?"
LISTED_HOST = re.compile(rf"(?P<kind>github|gitlab)={HOST}(?:@(?P<address>[0-9a-fA-F.:]+))?")
REPOSITORY = re.compile(rf"https://{HOST}/(?P<path>\w[\w.-]*(?:/\w[\w.-]*){{1,10}})/?", re.ASCII)


@dataclass(frozen=True)
class GitHost:
    """A git host that may be called; where an address is given, it is there and nowhere else."""

    kind: str
    name: str
    port: int = 443
    address: str = ""


@dataclass(frozen=True)
class Repository:
    """A repository at a git host, in which pull requests are opened."""

    host: GitHost
    path: str


KNOWN_HOSTS = (GitHost("github", "github.com"), GitHost("gitlab", "gitlab.com"))


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
    pull_request_repository: str = ""
    pull_request_token: str = field(default="", repr=False)
    pull_request_hosts: str = ""

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
            pull_request_repository=environment.get("KB_PULL_REQUEST_REPOSITORY", ""),
            pull_request_token=_token(environment.get("KB_PULL_REQUEST_TOKEN", "")),
            pull_request_hosts=environment.get("KB_PULL_REQUEST_HOSTS", ""),
        )
        config.require_whole()
        return config

    def require_whole(self) -> None:
        """Refuse settings that do not fit together."""
        if self.smtp_url and "@" not in self.sender:
            raise ConfigError("KB_SMTP_URL kræver en afsender: sæt KB_MAIL_FROM til en mailadresse.")
        if self.repository and not self.pull_request_token:
            raise ConfigError("KB_PULL_REQUEST_REPOSITORY kræver en nøgle: sæt KB_PULL_REQUEST_TOKEN.")
        if self.repository and self.git_remote:
            raise ConfigError("Sæt enten KB_PULL_REQUEST_REPOSITORY eller KB_GIT_REMOTE, ikke begge.")

    @property
    def repository(self) -> Repository | None:
        """Where pull requests are opened; None where what is accepted goes straight to the branch."""
        hosts = (*KNOWN_HOSTS, *map(_listed_host, self.pull_request_hosts.split()))
        return _repository(self.pull_request_repository, hosts) if self.pull_request_repository else None

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


def _token(text: str) -> str:
    if text and not (text.isascii() and text.isprintable() and " " not in text):
        raise ConfigError("KB_PULL_REQUEST_TOKEN må kun have tegn, der kan ses, og ingen mellemrum.")
    return text


def _listed_host(text: str) -> GitHost:
    found = LISTED_HOST.fullmatch(text)
    try:
        address = str(ip_address(found["address"])) if found and found["address"] else ""
    except ValueError:
        found = None
    if found is None or _port(found) > 65_535:
        raise ConfigError(
            f"KB_PULL_REQUEST_HOSTS skal bestå af led som gitlab=git.kommune.dk, men har {text!r}."
        )
    return GitHost(found["kind"], found["name"], _port(found), address)


def _repository(text: str, hosts: tuple[GitHost, ...]) -> Repository:
    found = REPOSITORY.fullmatch(text)
    if found is None:
        raise ConfigError("KB_PULL_REQUEST_REPOSITORY skal være en adresse som https://github.com/ejer/navn.")
    for host in hosts:
        if (host.name, host.port) == (found["name"], _port(found)):
            return Repository(host, found["path"].removesuffix(".git"))
    raise ConfigError(f"KB_PULL_REQUEST_REPOSITORY: nævn værten {found['name']} i KB_PULL_REQUEST_HOSTS.")


def _port(found: re.Match[str]) -> int:
    return int(found["port"] or 443)
