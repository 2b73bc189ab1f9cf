"""How the files of an index are written and read back, so that damage is seen before anything is used."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write down facts about an index and the digest of each of its files; call it last."""
    digests = {name: _digest(content) for name, content in read_all(folder).items() if name != MANIFEST}
    text = json.dumps({**facts, "files": digests}, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_sealed(folder: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Read the facts and all files of an index; raise one of many errors unless all are as written."""
    facts: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    files = {name: (folder / name).read_bytes() for name in facts["files"]}
    damaged = [name for name, content in files.items() if _digest(content) != facts["files"][name]]
    if damaged:
        raise ValueError(f"damaged: {', '.join(damaged)}")
    return facts, files


def read_all(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, by its path there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def link_files(source: Path, target: Path) -> None:
    """Give the files of a folder a second name in another, or copy them where the disk cannot."""
    for path in source.iterdir():
        try:
            os.link(path, target / path.name)
        except OSError:
            shutil.copy2(path, target / path.name)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
