"""What the page of a record says to search engines, as schema.org knows it: what it is, and of what.

https://schema.org/Article · https://schema.org/Report
"""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from kb.export.described import LICENCE, TITLE, said
from kb.export.schema_org import NAME
from kb.records.experience import Experience
from kb.records.solution import Solution
from kb.web.context import current_config, current_release
from kb.web.i18n import current_language
from kb.web.presenters.source import SourceItem
from kb.web.solutions.experience import ExperiencePage
from kb.web.solutions.page import SolutionPage
from kb.web.texts import Text
from kb.web.twins import twins_here

Linked = dict[str, Any]


def linked_solution(page: SolutionPage, solution: Solution) -> Linked:
    """Describe a solution: an article of ours on what municipalities have tried."""
    url = url_for("solutions.show", solution_id=page.id)
    head = page.head
    return _linked("Article", url, head.title, head.summary.text, solution, page.foot.sources)


def linked_report(page: ExperiencePage, report: Experience) -> Linked:
    """Describe a report: what happened with a solution somewhere."""
    head, base = page.head, current_config().public_url
    url = url_for("solutions.experience", solution_id=head.solution, experience_id=page.id)
    about = {
        "@type": "Article",
        "@id": f"{base}{url_for('solutions.show', solution_id=head.solution)}",
        "headline": head.solution_title.text,
    }
    places = [{"@type": "AdministrativeArea", "name": place.name} for place in head.places]
    return {
        **_linked("Report", url, head.title, head.lead, report, page.sources),
        "about": about,
        **({"spatialCoverage": places} if places else {}),
    }


def _linked(
    kind: str,
    url: str,
    title: Text,
    summary: str,
    record: Solution | Experience,
    sources: Iterable[SourceItem],
) -> Linked:
    base, bank = current_config().public_url, {"@type": "Organization", "name": NAME}
    modified = record.checked or record.coded_on
    return {
        "@context": "https://schema.org/",
        "@type": kind,
        "@id": f"{base}{url}",
        "url": f"{base}{url}",
        "headline": title.text,
        **({"description": summary} if summary else {}),
        "inLanguage": title.lang or current_language(),
        **({"dateModified": modified} if modified else {}),
        "version": current_release().id,
        "author": bank,
        "publisher": {**bank, "name": current_config().operator_name or NAME},
        "license": LICENCE.url,
        "isAccessibleForFree": True,
        "isPartOf": {"@type": "Dataset", "@id": f"{base}/data/", "name": said("da", TITLE)},
        "encoding": _encodings(base),
        "citation": [_source(one) for one in sources],
    }


def _encodings(base: str) -> list[Linked]:
    twins = twins_here()
    return [
        {"@type": "MediaObject", "encodingFormat": media_type, "contentUrl": f"{base}{url}"}
        for media_type, url in (("application/json", twins.json), ("text/csv", twins.csv))
    ]


def _source(one: SourceItem) -> Linked:
    """Describe a source; its date only where the year alone is known."""
    return {
        "@type": "CreativeWork",
        "name": one.title,
        "publisher": {"@type": "Organization", "name": one.publisher},
        **({"datePublished": one.year} if one.year.isdecimal() else {}),
        **({"url": one.url} if one.url else {}),
    }
