"""The best measured results of a brief, and its risks with whether they happened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.findings import Headline, headline_of
from kb.records.experience import Experience
from kb.records.outcome import Art, Direction, Outcome
from kb.web.brief.room import Kept, keep, lines, shorten
from kb.web.formats import format_list
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.framework import Risks, risks_of
from kb.web.presenters.outcome import Finding, Told, finding_of
from kb.web.presenters.source import SourceNote
from kb.web.solutions.page import Material

MOST_RESULTS = 5
RESULT_LINES = 10
RISK_LINES = 7
LONGEST_RISK, LONGEST_WORDS, LONGEST_WHO = 140, 110, 60
# Signs on a line of the printed columns: what, how much, kind with who and source.
WHAT, MUCH, WHO = 34, 26, 32
RISK, HAPPENED = 62, 30


@dataclass(frozen=True)
class ResultRow:
    """A result: what, how much (or in words), its kind, who says so, and the source."""

    finding: Finding
    what: str
    words: str
    remark: str


@dataclass(frozen=True)
class RiskLine:
    """What may go wrong, or went wrong, and where it happened."""

    text: str
    happened: str
    source: SourceNote | None


def results_part(material: Material) -> Kept[ResultRow]:
    """Choose the best measured results and count the others that have happened."""
    rows = [_row(told, material) for told in chosen(material)]
    kept = keep(rows, RESULT_LINES, _lines_of)
    happened = sum(outcome.art.has_happened for owner in _owners(material) for outcome in owner)
    return Kept(kept.items, happened - len(kept.items))


def _owners(material: Material) -> Iterator[Sequence[Outcome]]:
    yield from (report.outcomes for report in material.reports)
    yield material.solution.outcomes


def chosen(material: Material) -> list[Told]:
    """List the results to show, the best measured first; where one points the other way it stands second."""
    by_ref = {report.ref: report for report in material.reports}
    primary = {outcome.measure for outcome in material.solution.primary_outcomes}
    found = [_told(one, by_ref, material) for one in best_of(material.reports, primary, MOST_RESULTS)]
    found += [Told(one, None, material.cite) for one in material.solution.outcomes if one.art.has_happened]
    found.sort(key=_is_weak)
    contrary = best_of(map(_worse, material.reports), primary, 1)
    if contrary and contrary[0].outcome not in [told.outcome for told in found[:2]]:
        worst = _told(contrary[0], by_ref, material)
        found = [*found[:1], worst, *(told for told in found[1:] if told != worst)]
    return found[:MOST_RESULTS]


def _told(headline: Headline, by_ref: Mapping[str, Experience], material: Material) -> Told:
    report = by_ref[headline.report.ref]
    return Told(headline.outcome, report, material.cite_for(report))


def _is_weak(told: Told) -> bool:
    """Tell whether a result is only told of, or is the supplier's own figure."""
    return told.outcome.art is Art.EXPERIENCED or bool(told.outcome.supplier_figure)


def _worse(report: Experience) -> Experience:
    return _with(report, (one for one in report.outcomes if one.direction is Direction.WORSE))


def best_of(reports: Iterable[Experience], primary: set[str], most: int) -> list[Headline]:
    """List the few best measured findings, each the headline of what is left without those before it."""
    left, found = list(reports), list[Headline]()
    while len(found) < most and (best := headline_of(left, primary)):
        found.append(best)
        left = [
            _with(one, (o for o in one.outcomes if o is not best.outcome)) if one is best.report else one
            for one in left
        ]
    return found


def _with(report: Experience, outcomes: Iterable[Outcome]) -> Experience:
    return replace(report, outcomes=tuple(outcomes))


def _row(told: Told, material: Material) -> ResultRow:
    finding = fitted(finding_of(told, material.voice))
    remarks = []
    if finding.is_bad:
        remarks.append(gettext("den anden vej"))
    if finding.figure.is_suppliers:
        remarks.append(gettext("leverandørens eget tal"))
    words = finding.words if finding.figure.is_words else ""
    return ResultRow(
        finding, shorten(finding.what, LONGEST_WORDS), shorten(words, LONGEST_WORDS), ", ".join(remarks)
    )


def fitted(finding: Finding) -> Finding:
    """Shorten what stands beside the number, so that two rows always fit."""
    figure = replace(finding.figure, rest=shorten(finding.figure.rest, LONGEST_WHO))
    return replace(finding, figure=figure, who=shorten(finding.who, LONGEST_WHO))


def _lines_of(row: ResultRow) -> int:
    figure = row.finding.figure
    much = row.words or f"{figure.number} {figure.unit} {figure.rest}"
    who = f"{figure.kind}, {row.remark}, {row.finding.who} [10]"
    return max(lines(row.what, WHAT), lines(much, MUCH), lines(who, WHO))


def risks_part(material: Material) -> Kept[RiskLine]:
    """List the risks, those that happened in most reports first, then what else went wrong."""
    risks = risks_of(material.solution, material.reports, voice=material.voice, cite=material.cite)
    found = tuple(_risk_lines(risks, material.voice.language)) if risks else ()
    return keep(found, RISK_LINES, _risk_size)


def _risk_lines(risks: Risks, language: str) -> Iterator[RiskLine]:
    """Give those that happened, then what nobody foresaw, then those that nobody tells of."""
    rows = sorted(risks.rows, key=lambda row: len(row.happened), reverse=True)
    seen = [row for row in rows if row.happened]
    for row in seen:
        who = format_list(dict.fromkeys(one.who for one in row.happened), language)
        yes = ngettext(
            "Ja, i %(count)s af %(num)s erfaring.",
            "Ja, i %(count)s af %(num)s erfaringer.",
            risks.reports,
            count=len(row.happened),
        )
        yield RiskLine(shorten(row.text, LONGEST_RISK), f"{yes} {shorten(who, LONGEST_WHO)}", row.source)
    for one in risks.others:
        yield RiskLine(
            shorten(one.text, LONGEST_RISK), f"{gettext('Ja.')} {shorten(one.who, LONGEST_WHO)}", None
        )
    for row in rows[len(seen) :]:
        yield RiskLine(shorten(row.text, LONGEST_RISK), gettext("Ikke oplyst"), row.source)


def _risk_size(row: RiskLine) -> int:
    return max(lines(row.text, RISK), lines(row.happened, HAPPENED))
