"""Which settings the bank runs with; all come from the environment and all have working defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
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

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Config":
        """Read the settings; raise ConfigError where one cannot be used."""
        return cls(
            content_dir=Path(environment.get("KB_CONTENT_DIR") or cls.content_dir),
            index_dir=Path(environment.get("KB_INDEX_DIR") or cls.index_dir),
            host=environment.get("KB_HOST") or cls.host,
            port=_whole_number(environment, "KB_PORT", cls.port, most=65_535),
            base_url=_address(environment.get("KB_BASE_URL", "")),
            trusted_proxies=_whole_number(environment, "KB_TRUSTED_PROXIES", cls.trusted_proxies, most=10),
            operator_name=environment.get("KB_OPERATOR_NAME", ""),
            operator_email=environment.get("KB_OPERATOR_EMAIL", ""),
        )


def _whole_number(environment: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise ConfigError(f"{name} skal være et helt tal fra 0 til {most}, men er {text!r}.")
    return int(text)


def _address(text: str) -> str:
    if text and (urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname):
        raise ConfigError(f"KB_BASE_URL skal begynde med http:// eller https://, men er {text!r}.")
    return text.rstrip("/")
