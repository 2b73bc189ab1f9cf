"""Which day it is: releases are built for a day, and only here somebody asks the clock."""

from datetime import date


def today() -> str:
    """Tell today's date as ISO text."""
    return date.today().isoformat()  # noqa: DTZ011 - the reader's day, not a moment
