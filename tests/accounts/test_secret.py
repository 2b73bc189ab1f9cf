"""The secret key: made once, kept where only its owner can read it, and one for all processes."""

import stat
import subprocess
import sys

import pytest

from kb.accounts.secret import digest_of_token, keyed_digest, new_token, secret_key
from kb.config import Config
from kb.errors import ConfigError


def test_a_key_is_made_once_and_kept_private(tmp_path):
    """Without KB_SECRET_KEY a key is made, is the same ever after, and only its owner can read it."""
    config = Config(data_dir=tmp_path / "instance")

    key = secret_key(config)

    path = tmp_path / "instance" / "secret_key"
    assert len(key) == 64
    assert secret_key(config) == key
    assert [found.name for found in path.parent.iterdir()] == ["secret_key"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_processes_that_start_at_once_agree(tmp_path):
    """Of several processes that find no key, one makes it and all use it."""
    code = (
        "import sys; from pathlib import Path; from kb.config import Config; "
        "from kb.accounts.secret import secret_key; print(secret_key(Config(data_dir=Path(sys.argv[1]))))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "instance")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(6)]

    assert len({process.communicate()[0] for process in processes}) == 1


def test_the_settings_come_first(tmp_path):
    """KB_SECRET_KEY is used as it is, and no file is made."""
    config = Config.from_environment({"KB_SECRET_KEY": "k" * 32, "KB_DATA_DIR": str(tmp_path / "instance")})

    assert secret_key(config) == b"k" * 32
    assert not (tmp_path / "instance").exists()


def test_a_short_key_is_refused(tmp_path):
    """A key that could be guessed is refused, in the settings and in the file."""
    with pytest.raises(ConfigError, match="KB_SECRET_KEY"):
        Config.from_environment({"KB_SECRET_KEY": "hemmelig"})
    (tmp_path / "secret_key").write_text("kort")
    (tmp_path / "secret_key").chmod(0o600)
    with pytest.raises(ConfigError, match="for kort"):
        secret_key(Config(data_dir=tmp_path))


def test_a_key_that_others_can_read_is_refused(tmp_path):
    """A key that was laid open is not used, and the sentence says what to do."""
    path = tmp_path / "secret_key"
    path.write_text("k" * 64)
    path.chmod(0o644)

    with pytest.raises(ConfigError, match="chmod 600"):
        secret_key(Config(data_dir=tmp_path))


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path):
    """Where no key can be kept, the sentence names the file."""
    (tmp_path / "instance").write_text("en fil")

    with pytest.raises(ConfigError, match="secret_key"):
        secret_key(Config(data_dir=tmp_path / "instance"))


def test_digests_depend_on_key_and_purpose():
    """The same address has another digest under another key or for another purpose."""
    digests = {
        keyed_digest(key, purpose, "anne")
        for key in (b"a" * 32, b"b" * 32)
        for purpose in ("account", "reset")
    }

    assert len(digests) == 4


def test_tokens_are_256_bits_and_never_the_same():
    """A token is 32 random bytes, and what is kept of it is a digest."""
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}
    assert not any(token in digest_of_token(token) for token in tokens)
