"""A whole bank of made-up reports, written as files once and built as the bank itself builds."""

from pathlib import Path

from benchmarks.corpus import digest_of, kept
from benchmarks.generator import AS_OF, generate, write_records
from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.building import build_release, program_digest

CONTENT_FROM = ("benchmarks/generator.py", "benchmarks/words.py", "kb/records", "kb/content/writer.py")


def content_of(reports: int) -> Path:
    """Return the content folder of a size; write its files first where they are not in the cache."""
    name = f"content-{reports}-{digest_of(*CONTENT_FROM)}"
    return kept(name, lambda folder: write_all(reports, folder))


def write_all(reports: int, folder: Path) -> None:
    """Write the files of a size into a folder."""
    write_records(generate(reports), folder)


def built_site(reports: int) -> Config:
    """Return the settings of a built bank of a size; build it first where it is not in the cache."""
    content = content_of(reports)
    folder = kept(
        f"release-{content.name}-{program_digest()}",
        lambda folder: _build(Config(content, folder)),
    )
    return Config(content, folder)


def _build(config: Config) -> None:
    build_release(config, AS_OF)


def open_site(config: Config) -> KnowledgeBank:
    """Open a built bank on the day it was built for."""
    return KnowledgeBank(config, clock=lambda: AS_OF)
