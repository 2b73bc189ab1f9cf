"""The page on method: how records were found and coded, and how alike two coders read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.agreement import Agreement
from kb.coverage import Coverage
from kb.records.marks import N_
from kb.records.outcome import Verdict
from kb.records.source import Origin
from kb.web.about.coverage_bars import ORIGINS
from kb.web.context import page_url
from kb.web.formats import capital, format_date, format_number
from kb.web.i18n import gettext
from kb.web.presenters.report import VERDICTS
from kb.web.texts import Text, report_title, title_of
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

VERDICT_RULES = {
    Verdict.POSITIVE: N_("Kilden viser eller siger, at det gik den vej, løsningen er til for."),
    Verdict.MIXED: N_("Noget gik den rigtige vej, og noget gjorde ikke, eller kilderne er uenige."),
    Verdict.NEGATIVE: N_("Gevinsten kom ikke, eller det blev værre."),
    Verdict.UNKNOWN: N_(
        "Kilden siger ikke, hvad der kom ud af det. En plan eller en forventning er ikke nok."
    ),
}
ORIGIN_RULES = {
    Origin.MUNICIPALITY: N_("Kommunens egen side, sagsfremstilling, notat eller pressemeddelelse."),
    Origin.PROJECT: N_("Projektets egen side eller rapport."),
    Origin.EVALUATION: N_("En evaluering med egen metode, også når kommunen har betalt den."),
    Origin.ASSOCIATION: N_("KL, KL's samarbejde med konsulenter og andre foreninger af myndigheder."),
    Origin.AUTHORITY: N_("Staten, en styrelse, en region eller en udenlandsk myndighed."),
    Origin.RESEARCH: N_("Et universitet, et forskningscenter eller et fagfællebedømt tidsskrift."),
    Origin.PRESS: N_("Aviser, fagblade og nyhedssider. Det noteres, når de gengiver kommunens egne ord."),
    Origin.SUPPLIER: N_("Den, der sælger eller udvikler løsningen."),
    Origin.CONFERENCE: N_("Oplæg og indlæg til en konference."),
}


@dataclass(frozen=True)
class Rule:
    """A code and when it is given."""

    word: str
    meaning: str


@dataclass(frozen=True)
class CrossRow:
    """The first coder's verdict, and how often the second gave each."""

    word: str
    cells: tuple[str, ...]
    same: int


@dataclass(frozen=True)
class Apart:
    """A report on which the coders disagreed."""

    title: Text
    solution: Text
    url: str
    first: str
    second: str


@dataclass(frozen=True)
class Sample:
    """The reports that were coded twice."""

    sentence: str
    kappa: str
    heads: tuple[str, ...]
    rows: tuple[CrossRow, ...]
    apart: tuple[Apart, ...]


@dataclass(frozen=True)
class MethodPage:
    """All that the page on method shows."""

    verdicts: tuple[Rule, ...]
    origins: tuple[Rule, ...]
    coded: str
    missing: tuple[str, ...]
    sample: Sample | None


def make_method_page(release: "Release", language: str) -> MethodPage:
    """Gather the page on method."""
    overview, voice = release.overview, Voice(release.catalogue, language)
    return MethodPage(
        verdicts=tuple(Rule(gettext(VERDICTS[one]), gettext(text)) for one, text in VERDICT_RULES.items()),
        origins=tuple(
            Rule(capital(gettext(ORIGINS[one])), gettext(text)) for one, text in ORIGIN_RULES.items()
        ),
        coded=coded_when(overview.coverage, language),
        missing=missing_codes(overview.coverage, language),
        sample=sample_of(overview.agreement, voice),
    )


def coded_when(found: Coverage, language: str) -> str:
    """Say when the verdicts were coded."""
    if not found.first_coded:
        return ""
    first, last = (format_date(date, language) for date in (found.first_coded, found.last_coded))
    if first == last:
        return gettext("Dommene er kodet af redaktionen den %(date)s.", date=first)
    return gettext("Dommene er kodet af redaktionen fra %(first)s til %(last)s.", first=first, last=last)


def missing_codes(found: Coverage, language: str) -> tuple[str, ...]:
    """Say how many reports lack a code, so that nobody takes silence for a result."""
    unknown = found.verdicts.get(Verdict.UNKNOWN, 0)
    without = found.reports - sum(found.verdicts.values())
    counts = (
        (N_("%(number)s af %(all)s erfaringer har dommen ukendt."), unknown),
        (N_("%(number)s af %(all)s erfaringer har ingen dom endnu."), without),
        (
            N_("%(number)s af %(all)s erfaringer har intet resultat, hverken tal eller ord."),
            found.without_result,
        ),
        (N_("%(number)s af %(all)s erfaringer har ingen dato."), found.undated),
    )
    total = format_number(found.reports, language)
    return tuple(
        gettext(sentence, number=format_number(count, language), all=total)
        for sentence, count in counts
        if count
    )


def sample_of(agreement: Agreement, voice: Voice) -> Sample | None:
    """Lay the two coders' verdicts side by side; nothing where no report was coded twice."""
    if not agreement.reports:
        return None
    sentence = N_(
        "%(all)s erfaringer er kodet af to, hver for sig og uden at kende den andens dom. "
        "De gav samme dom i %(alike)s, altså %(share)s %%."
    )
    share = format_number(round(100 * agreement.alike / agreement.reports), voice.language)
    return Sample(
        sentence=gettext(sentence, all=agreement.reports, alike=agreement.alike, share=share),
        kappa=kappa_in_words(agreement.kappa, voice.language),
        heads=tuple(gettext(VERDICTS[verdict]) for verdict in VERDICTS),
        rows=tuple(cross_row(agreement, first) for first in VERDICTS),
        apart=tuple(apart(ref, voice) for ref in agreement.apart),
    )


def kappa_in_words(kappa: float | None, language: str) -> str:
    """Write Cohen's kappa with two decimals, and what it is."""
    if kappa is None:
        return ""
    number = f"{kappa:.2f}".replace(".", "," if language == "da" else ".")
    return gettext(
        "Cohens kappa: %(kappa)s. 1 er fuld enighed, 0 er det, et tilfælde ville give.", kappa=number
    )


def cross_row(agreement: Agreement, first: Verdict) -> CrossRow:
    """Count what the second coder said of the reports to which the first gave one verdict."""
    cells = tuple(str(agreement.count(first, second)) for second in VERDICTS)
    return CrossRow(gettext(VERDICTS[first]), cells, list(VERDICTS).index(first))


def apart(ref: str, voice: Voice) -> Apart:
    """Make a report that was judged in two ways ready for the list."""
    report = voice.catalogue.experiences[ref]
    first, second = (gettext(VERDICTS[one.value]) for one in (report.verdict, report.second_verdict) if one)
    return Apart(
        title=report_title(voice.catalogue, report, voice.language),
        solution=title_of(voice.catalogue.solutions[report.solution], voice.language),
        url=page_url("solutions.experience", solution_id=report.solution, experience_id=report.id),
        first=first,
        second=second,
    )
