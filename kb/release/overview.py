"""What the pages about the bank tell of the whole content, worked out once at build."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kb.agreement import Agreement, agreement_between, agreement_of
from kb.catalogue import Catalogue
from kb.content.encoding import decoder_of, encode
from kb.coverage import Coverage, add_up, coverage_of
from kb.errors import ReleaseError
from kb.release.shares import Share

OVERVIEW = "overview.json"


@dataclass(frozen=True)
class Overview:
    """How the content is spread, how alike it was coded, and how much there is."""

    coverage: Coverage
    agreement: Agreement
    counts: Mapping[str, int] = field(default_factory=dict)


def overview_of(catalogue: Catalogue) -> Overview:
    """Work out the overview of the whole content."""
    found = coverage_of(catalogue)
    return Overview(found, agreement_of(catalogue.experiences.values()), counts_of(catalogue, found))


def put_together(catalogue: Catalogue, shares: Sequence[Share]) -> Overview:
    """Put the overview together from the shares of all solutions."""
    found = add_up(share.coverage for share in shares)
    judged = (one for share in shares for one in share.judged)
    return Overview(found, agreement_between(judged), counts_of(catalogue, found))


def counts_of(catalogue: Catalogue, coverage: Coverage) -> dict[str, int]:
    """Count what a release holds."""
    return {
        "solutions": len(catalogue.solutions),
        "experiences": len(catalogue.experiences),
        "municipalities": len(catalogue.municipalities),
        "municipalities_with_experience": len(catalogue.refs_by_municipality),
        "authorities": len(catalogue.authorities),
        "sources": sum(coverage.sources_by_reading.values()),
    }


def write_overview(directory: Path, overview: Overview) -> None:
    """Write the overview into a release's folder."""
    (directory / OVERVIEW).write_text(json.dumps(encode(overview), ensure_ascii=False), encoding="utf-8")


def read_overview(directory: Path) -> Overview:
    """Read the overview of a release; raise ReleaseError where it cannot be read."""
    try:
        found: Overview = decoder_of(Overview)(json.loads((directory / OVERVIEW).read_bytes()))
        return found
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReleaseError("Udgivelsens overblik kan ikke læses. Kør: kb build") from error
