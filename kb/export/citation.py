"""How the bank and its records are cited: CITATION.cff, BibTeX, RIS and CSL-JSON, always with the release.

https://citation-file-format.github.io/ · https://citationstyles.org/
"""

from typing import Any

from kb.export.described import DESCRIPTION, LANGUAGES, LICENCE, TITLE, said
from kb.export.downloads import DOWNLOADS
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


def datacite(holdings: Holdings) -> dict[str, Any]:
    """Describe the release as DataCite asks when a DOI is made for it (schema 4.6); the DOI itself is theirs.

    https://datacite-metadata-schema.readthedocs.io/en/4.6/
    """
    return {
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "titles": [{"title": said(one, TITLE), "lang": one} for one in LANGUAGES],
        "creators": [{"name": BANK, "nameType": "Organizational"}],
        "publisher": {"name": holdings.operator or BANK},
        "publicationYear": int(holdings.as_of[:4]),
        "dates": [{"date": holdings.as_of, "dateType": "Issued"}],
        "language": "da",
        "version": holdings.release_id,
        "url": f"{holdings.base_url}/data/",
        "rightsList": [{"rights": LICENCE.title, "rightsUri": LICENCE.url, "rightsIdentifier": LICENCE.name}],
        "descriptions": [
            {"description": said(one, DESCRIPTION), "descriptionType": "Abstract", "lang": one}
            for one in LANGUAGES
        ],
        "formats": [one.media_type for one in DOWNLOADS],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
