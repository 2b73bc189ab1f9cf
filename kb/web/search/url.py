"""How a search stands in an address."""

from urllib.parse import urlencode

from kb.search.query import SearchQuery
from kb.web.addresses import address_of
from kb.web.context import carried

# What an address may hold as it is: as in the addresses that routing writes.
PLAIN = "!$'()*,/:;?@"


def search_url(query: SearchQuery, endpoint: str = "search.index") -> str:
    """Write the address of a search and carry the reader's municipality on to it."""
    onward = carried()
    words = urlencode(query.to_args(), safe=PLAIN)
    if not words:
        return address_of(endpoint, {}) + onward
    return f"{address_of(endpoint, {})}?{words}{onward.replace('?', '&')}"
