"""Which data the reader asks for: all, or the solutions that a search in the address shows."""

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request

from kb.config import Config
from kb.export.holdings import Holdings
from kb.release.holding import holdings_of
from kb.search.query import SearchQuery, parse_query
from kb.web.context import current_config, current_release

if TYPE_CHECKING:
    from kb.release.opening import Release

LARGEST_PAGE = 100


def all_holdings() -> Holdings:
    """Take all that the current release holds."""
    return all_of(current_release(), current_config())


def all_of(release: "Release", config: Config) -> Holdings:
    """Take all that a release holds, as the settings say where it is and who publishes it."""
    held = holdings_of(release, base_url=config.public_url)
    return replace(held, operator=config.operator_name, operator_email=config.operator_email)


def exported() -> Holdings:
    """Take the holdings that the address asks for; a search in it chooses solutions."""
    query = parse_query(request.args.items(multi=True))
    if not query.text and not query.selected:
        return all_holdings()
    asked = request.query_string.decode("utf-8", "replace")
    return replace(all_holdings(), chosen=found_by(query), query=asked)


def found_by(query: SearchQuery) -> tuple[str, ...]:
    """List the ids of all solutions that a search finds, in its order."""
    engine = current_release().engine
    found: list[str] = []
    page, pages = 1, 1
    while page <= pages:
        results = engine.search(replace(query, page=page, page_size=LARGEST_PAGE))
        found += [hit.solution_id for hit in results.hits]
        page, pages = page + 1, results.pages
    return tuple(found)
