"""How the bank and its records are cited: CITATION.cff, BibTeX, RIS and CSL-JSON, always with the release.

https://citation-file-format.github.io/ · https://citationstyles.org/
"""

from kb.export.described import DESCRIPTION, LICENCE, TITLE, said
from kb.export.holdings import Holdings

BANK = "Efterprøvet"


def citation_file(holdings: Holdings) -> str:
    """Write CITATION.cff for the data of a release."""
    url = [f"url: {holdings.base_url}/"] if holdings.base_url else []
    lines = [
        "cff-version: 1.2.0",
        "message: Henvis til data sådan her, og nævn udgivelsen.",
        "type: dataset",
        f'title: "{said("da", TITLE)}"',
        f'abstract: "{said("da", DESCRIPTION)}"',
        "authors:",
        f"  - name: {BANK}",
        f"version: {holdings.release_id}",
        f"date-released: {holdings.as_of}",
        f"license: {LICENCE.name}",
        *url,
    ]
    return "\n".join(lines) + "\n"
