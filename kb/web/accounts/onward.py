"""Where one goes after signing in: to a page of ours, whatever the address says."""

import re

from flask import url_for

FIELD = "videre"
LONGEST = 2000
# One slash, then no second one: browsers read // and /\ as another host. Nothing that they would skip.
LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x20\x7f-\x9f]*")


def onward(text: str) -> str:
    """Give the address that a text names when it lies on this site, or else the account's."""
    is_local = len(text) <= LONGEST and LOCAL.fullmatch(text) is not None
    return text if is_local else url_for("accounts.account")
