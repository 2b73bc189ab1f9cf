"""The page of numbers about the bank: every one is counted, and what is not counted is said."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.marks import N_
from kb.web.about.counting import Numbers, count
from kb.web.about.coverage import Fact
from kb.web.formats import format_date, format_number
from kb.web.i18n import gettext, ngettext
from kb.web.once import once_a_release

if TYPE_CHECKING:
    from kb.release.opening import Release

NOBODY_YET = N_("Ingen har fået svar det seneste år, så det kan ikke siges.")


@dataclass(frozen=True)
class NumbersPage:
    """All that the page shows; `review` is how long an answer takes, in words."""

    as_of: str
    size: tuple[Fact, ...]
    age: str
    vouched: tuple[Fact, ...]
    reuse: tuple[Fact, ...]
    waiting: tuple[Fact, ...]
    review: str


@once_a_release(1)
def numbers_of(release: "Release") -> Numbers:
    """Count over the whole bank, once a release."""
    return count(release.catalogue)


def make_numbers_page(release: "Release", language: str, review: str) -> NumbersPage:
    """Gather the page."""
    found = numbers_of(release)
    return NumbersPage(
        as_of=format_date(release.catalogue.as_of, language) if release.catalogue.as_of else "",
        size=size_of(release, language),
        age=age_in_words(found, language),
        vouched=vouched_of(found, language),
        reuse=facts(
            language,
            (found.reused, N_("erfaringer bygger på en andens")),
            (found.decisions, N_("beslutninger, kommuner har fortalt om")),
        ),
        waiting=facts(
            language,
            (found.questions, N_("spørgsmål til tal uden svar")),
            (found.calls, N_("åbne efterlysninger")),
        ),
        review=review,
    )


def facts(language: str, *counted: tuple[int, str]) -> tuple[Fact, ...]:
    """Say some counts."""
    return tuple(Fact(format_number(number, language), gettext(words)) for number, words in counted)


def size_of(release: "Release", language: str) -> tuple[Fact, ...]:
    """Count what there is."""
    counts = release.counts
    return facts(
        language,
        (counts["solutions"], N_("løsninger")),
        (counts["experiences"], N_("erfaringer")),
        (counts["municipalities_with_experience"], N_("kommuner med erfaringer")),
        (counts["sources"], N_("kilder")),
    )


def vouched_of(found: Numbers, language: str) -> tuple[Fact, ...]:
    """Count the reports by when their municipality last vouched for them, each with its share of all."""
    counted = (
        (found.confirmed, N_("bekræftet af kommunen inden for 24 måneder")),
        (found.overdue, N_("bekræftet for længere siden")),
        (found.never, N_("aldrig bekræftet af kommunen")),
    )
    return tuple(
        Fact(share(number, found.reports, language), f"{format_number(number, language)} {gettext(words)}")
        for number, words in counted
    )


def share(number: int, all_: int, language: str) -> str:
    """Write a part of a whole in per cent; one that is not none is never rounded down to it."""
    if not all_:
        return gettext("ikke oplyst")
    if 0 < number * 200 < all_:
        return gettext("under 1 procent")
    return gettext("%(num)s %%", num=format_number(round(100 * number / all_), language))


def age_in_words(found: Numbers, language: str) -> str:
    """Say how old the middle report is, and how many tell their age."""
    if found.median_months is None:
        return gettext("Ingen erfaring nævner en dato, så deres alder er ikke oplyst.")
    years = round(found.median_months / 12)
    age = ngettext("%(num)s år", "%(num)s år", years) if years else gettext("under et år")
    return gettext(
        "Halvdelen af erfaringerne er %(age)s gamle eller nyere, regnet fra den nyeste dato, de selv nævner. "
        "%(dated)s af %(all)s nævner en.",
        age=age,
        dated=format_number(found.dated, language),
        all=format_number(found.reports, language),
    )


def review_in_words() -> str:
    """Say how long an author waits for an answer; the page stands also where the database does not answer.

    A bank that nobody has sent anything to has no database yet, and reading makes none.
    """
    from kb.contributions.reading import median_days
    from kb.errors import ConfigError, DatabaseUnavailable
    from kb.web.desk import current_desk, now

    desk = current_desk()
    if not desk.config.database_url and not (desk.config.data_dir / "kb.sqlite3").exists():
        return gettext(NOBODY_YET)
    try:
        with desk.database.reading() as session:
            days = median_days(session, now())
    except (DatabaseUnavailable, ConfigError):
        return gettext("Ikke oplyst lige nu.")
    if days is None:
        return gettext(NOBODY_YET)
    return ngettext(
        "Det seneste år tog det typisk %(num)s arbejdsdag.",
        "Det seneste år tog det typisk %(num)s arbejdsdage.",
        round(days),
    )
