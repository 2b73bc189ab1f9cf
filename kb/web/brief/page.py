"""A decision brief on two pages: facts for a committee, in the order in which it asks; no recommendation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.web.appraisal.entry import Filled
from kb.web.brief.economy import EconomyPart, economy_part
from kb.web.brief.here import HerePart, here_part
from kb.web.brief.proof import ProofPart, TriedPart, proof_part, tried_part
from kb.web.brief.results import ResultRow, RiskLine, results_part, risks_part
from kb.web.brief.room import Kept, names, shorten
from kb.web.brief.sources import Sources, numbered
from kb.web.comparison.page import Asked
from kb.web.formats import capital
from kb.web.presenters.solution_facts import Flag, changes_of, flags_of, withdrawal_of
from kb.web.presenters.source import SourceNote
from kb.web.solutions.page import Material
from kb.web.texts import Text, summary_of, title_of

MOST_CHANGES = 2
LONGEST_FLAG, LONGEST_GAP = 150, 120
GAP_SIGNS, DISPUTED_SIGNS = 240, 160


@dataclass(frozen=True)
class Imprint:
    """What tells one brief from another: the release, the day the record was checked, and the address."""

    release: str
    checked: str
    address: str
    url: str


@dataclass(frozen=True)
class Brief:
    """The brief, section by section; without a municipality `here` is nothing."""

    solution: str
    title: Text
    summary: Text
    flags: tuple[Flag, ...]
    proof: ProofPart
    tried: TriedPart
    results: Kept[ResultRow]
    here: HerePart | None
    economy: EconomyPart
    risks: Kept[RiskLine]
    gaps: Kept[str]
    disputed: Kept[str]
    sources: Sources
    imprint: Imprint


def brief_of(material: Material, asked: Asked | None, *, filled: Filled, imprint: Imprint) -> Brief:
    """Make the brief from what the bank knows, the reader's municipality and the reader's own case."""
    solution, voice = material.solution, material.voice
    tried, results = tried_part(material), results_part(material)
    here = here_part(asked, material.book) if asked else None
    economy, risks = economy_part(material, filled), risks_part(material)
    cited = cited_in(tried, results, here=here, economy=economy, risks=risks)
    return Brief(
        solution=solution.id,
        title=title_of(solution, voice.language),
        summary=summary_of(solution, voice.language),
        flags=flags_in(material),
        proof=proof_part(material),
        tried=tried,
        results=results,
        here=here,
        economy=economy,
        risks=risks,
        gaps=names((shorten(capital(gap), LONGEST_GAP) for gap in solution.gaps), GAP_SIGNS),
        disputed=names((shorten(one.question, LONGEST_GAP) for one in solution.conflicts), DISPUTED_SIGNS),
        sources=numbered(material.book, cited),
        imprint=imprint,
    )


def flags_in(material: Material) -> tuple[Flag, ...]:
    """Say what state the record is in; of the changes since only the newest."""
    newest = sorted(material.solution.changes, key=lambda change: change.date)[-MOST_CHANGES:]
    solution = replace(material.solution, changes=tuple(newest))
    flags = (
        *withdrawal_of(solution, material.voice),
        *flags_of(material.reports, voice=material.voice, newest=material.newest),
        *changes_of(solution, material.voice),
    )
    return tuple(replace(flag, text=shorten(flag.text, LONGEST_FLAG)) for flag in flags)


def cited_in(
    tried: TriedPart,
    results: Kept[ResultRow],
    *,
    here: HerePart | None,
    economy: EconomyPart,
    risks: Kept[RiskLine],
) -> Iterator[SourceNote | None]:
    """List the notes in the order in which the page shows them."""
    yield from (stop.source for stop in tried.stops.items)
    yield from (row.finding.source for row in results.items)
    yield from (row.source for row in (here.rows if here else ()))
    yield from (line.row.source for line in economy.rows.items)
    yield from (risk.source for risk in risks.items)
