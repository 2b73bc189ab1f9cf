"""How long something lasts, in words."""

from datetime import timedelta

from kb.web.i18n import ngettext

DAY, YEAR = timedelta(days=1), timedelta(days=365)


def in_words(period: timedelta) -> str:
    """Say a period in whole years, days or hours: 2 år, 90 dage, 12 timer."""
    if period >= YEAR and not period % YEAR:
        return ngettext("%(num)s år", "%(num)s år", period // YEAR)
    if period > DAY and not period % DAY:
        return ngettext("%(num)s dag", "%(num)s dage", period // DAY)
    return ngettext("%(num)s time", "%(num)s timer", period // timedelta(hours=1))
