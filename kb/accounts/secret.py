"""The secret key: from the settings, or made once and kept in a file that only its owner may read."""

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from kb.config import Config
from kb.errors import ConfigError

READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secret_key(config: Config) -> bytes:
    """Give KB_SECRET_KEY, or the key kept in KB_DATA_DIR; one is made when there is none."""
    if config.secret_key:
        return config.secret_key.encode()
    path = config.data_dir / "secret_key"
    try:
        return _kept(path) or _made(path)
    except OSError as error:
        raise ConfigError(f"Nøglen {path} kan ikke læses eller laves ({error.strerror}).") from None


def _kept(path: Path) -> bytes:
    if not path.exists():
        return b""
    if path.stat().st_mode & READABLE_BY_OTHERS:
        raise ConfigError(f"Andre kan læse {path}. Kør: chmod 600 {path}")
    key = path.read_bytes().strip()
    if len(key) < 32:
        raise ConfigError(f"Nøglen i {path} er for kort. Slet filen, så laves en ny.")
    return key


def _made(path: Path) -> bytes:
    """Write the key aside and link it into place: of two processes at once, the first one's key stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_hex(32).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        path.hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return _kept(path)


def keyed_digest(secret: bytes, purpose: str, text: str) -> str:
    """Digest a text so that only who has the key can tell what it was; each purpose has its own."""
    return hmac.new(secret, f"{purpose}\0{text}".encode(errors="replace"), hashlib.sha256).hexdigest()


def new_token() -> str:
    """Make 256 bits that nobody can guess, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def digest_of_token(token: str) -> str:
    """Digest a token for the table: who reads the table cannot use it."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
