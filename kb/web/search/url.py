"""How a search stands in an address."""

from kb.search.query import SearchQuery
from kb.web.context import page_url


def search_url(query: SearchQuery, endpoint: str = "search.index") -> str:
    """Write the address of a search."""
    args: dict[str, list[str]] = {}
    for name, value in query.to_args():
        args.setdefault(name, []).append(value)
    return page_url(endpoint, **args)
