"""Which language a record's words stand in, and who a report is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.adoption import newest_date
from kb.catalogue import Catalogue
from kb.findings import Headline
from kb.records.experience import Experience
from kb.records.solution import Solution
from kb.web.formats import format_list
from kb.web.i18n import gettext, ngettext


@dataclass(frozen=True)
class Text:
    """Words of a record; `lang` names their language where it is not the page's own."""

    text: str
    lang: str = ""


def title_of(solution: Solution, language: str) -> Text:
    """Give a solution's title in the language of the page, or else in Danish."""
    return in_language(solution.title, solution.title_en, language)


def summary_of(solution: Solution, language: str) -> Text:
    """Give a solution's summary in the language of the page, or else in Danish."""
    return in_language(solution.summary, solution.summary_en, language)


def in_language(danish: str, english: str | None, language: str) -> Text:
    """Choose between the Danish words and the English ones."""
    if language == "da":
        return Text(danish)
    return Text(english) if english else Text(danish, "da")


def who_of(catalogue: Catalogue, report: Experience, language: str) -> str:
    """Name those who have the experience: three places at most, then how many more.

    Where nobody is named it is the project or the organisation.
    """
    places = [catalogue.place_name(place) for place in (*report.municipalities, *report.authorities)]
    project = catalogue.projects.get(report.project or "")
    named = names_of(places, report.unnamed_municipalities or 0, language)
    return named or (project.title if project else "") or report.organisation or ""


def who_measured(catalogue: Catalogue, headline: Headline, language: str) -> str:
    """Name whose finding it is: the one place that it is about, or all who have the experience."""
    place = headline.outcome.municipality
    return catalogue.place_name(place) if place else who_of(catalogue, headline.report, language)


def names_of(places: Sequence[str], unnamed: int, language: str) -> str:
    """Name three places at most and count the others."""
    shown = places if len(places) <= 3 else places[:2]
    more = len(places) - len(shown) + unnamed
    if not more:
        return format_list(shown, language)
    others = ngettext("%(num)s anden", "%(num)s andre", more) if shown else municipalities(more)
    return format_list([*shown, others], language)


def municipalities(count: int) -> str:
    """Count municipalities in words."""
    return ngettext("%(num)s kommune", "%(num)s kommuner", count)


def report_title(catalogue: Catalogue, report: Experience, language: str) -> Text:
    """Name a report: its own title, or who it is about and when."""
    if report.title:
        return Text(report.title, "" if language == "da" else "da")
    who = who_of(catalogue, report, language)
    year = newest_date(report)[:4]
    return Text(f"{who} {year}".strip() or gettext("Erfaring uden navn"))
