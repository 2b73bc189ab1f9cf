"""Which experiences build on which others: the chain of reuse, as the reports tell it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.records.experience import Experience
from kb.web.presenters.source import Cite
from kb.web.solutions.experience import Reuse, reuse_of
from kb.web.texts import Text, report_title
from kb.web.voice import Voice


@dataclass(frozen=True)
class Link:
    """A report, and what it builds on; `id` is the report's."""

    id: str
    title: Text
    reused: tuple[Reuse, ...]


def chain_of(told: Iterable[tuple[Experience, Cite]], voice: Voice) -> tuple[Link, ...]:
    """List the reports that build on others, each with its citations."""
    return tuple(
        Link(
            report.id,
            report_title(voice.catalogue, report, voice.language),
            reuse_of(report, voice, cite=cite),
        )
        for report, cite in told
        if report.builds_on
    )
