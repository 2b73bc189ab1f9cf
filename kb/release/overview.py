"""What the pages about the bank tell of the whole content, worked out once at build."""

import json
from dataclasses import dataclass
from pathlib import Path

from kb.agreement import Agreement, agreement_of
from kb.catalogue import Catalogue
from kb.content.encoding import decoder_of, encode
from kb.coverage import Coverage, coverage_of
from kb.errors import ReleaseError

OVERVIEW = "overview.json"


@dataclass(frozen=True)
class Overview:
    """How the content is spread, and how alike it was coded."""

    coverage: Coverage
    agreement: Agreement


def overview_of(catalogue: Catalogue) -> Overview:
    """Work out the overview of the whole content."""
    return Overview(coverage_of(catalogue), agreement_of(catalogue.experiences.values()))


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
