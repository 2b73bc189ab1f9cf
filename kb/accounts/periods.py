"""How long what is known of people is kept; the page on privacy reads it here and cannot say otherwise."""

from datetime import timedelta

IDLE = timedelta(hours=2)  # long enough to read a report while filling in its form
ABSOLUTE = timedelta(hours=12)
KEPT_AFTER_SIGN_IN = timedelta(days=730)
KEPT_UNUSED = timedelta(days=90)
INVITATION_LASTS = timedelta(days=14)
REMINDER_LASTS = timedelta(days=60)
SUBSCRIBING_LASTS = timedelta(days=3)
RESET_LASTS = timedelta(hours=1)
LINKS_KEPT = timedelta(days=30)
FAILURES_KEPT = timedelta(hours=24)
