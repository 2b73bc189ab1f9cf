"""How a search stands in an address."""

from functools import lru_cache
from urllib.parse import urlencode

from kb.search.query import SearchQuery
from kb.web.addresses import address_of
from kb.web.context import carried

# What an address may hold as it is: as in the addresses that routing writes.
PLAIN = "!$'()*,/:;?@"
MOST_KEPT = 4_096


def search_url(query: SearchQuery, endpoint: str = "search.index") -> str:
    """Write the address of a search and carry the reader's municipality on to it."""
    args, onward = query.to_args(), carried()
    if not args:
        return address_of(endpoint, {}) + onward
    words = "&".join(_written(name, value) for name, value in args)
    return f"{address_of(endpoint, {})}?{words}{onward.replace('?', '&')}"


@lru_cache(maxsize=MOST_KEPT)
def _written(name: str, value: str) -> str:
    """Write one parameter; those of a search stand in ten addresses of its page."""
    return urlencode([(name, value)], safe=PLAIN)
