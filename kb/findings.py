"""Which single finding a result row shows: the best measured one, whichever way it points."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kb.adoption import newest_date
from kb.records.authority import Country
from kb.records.experience import Experience
from kb.records.outcome import Art, Design, Outcome, Role

STRENGTH = {
    Design.RANDOMISED: 5,
    Design.QUASI: 4,
    Design.WAITING_LIST: 3,
    Design.COMPARISON_GROUP: 3,
    Design.BEFORE_AFTER: 2,
    Design.NONE: 1,
}
CERTAINTY = {Art.MEASURED: 3, Art.COUNTED: 2, Art.EXPERIENCED: 1}


@dataclass(frozen=True)
class Headline:
    """The finding to show for a solution, and the report it comes from."""

    outcome: Outcome
    report: Experience


def headline_of(reports: Iterable[Experience], primary: Collection[str] = ()) -> Headline | None:
    """Choose the best measured finding; an expectation is never chosen.

    What was measured or counted for more than one person comes before what was told or is the
    supplier's own figure; then effects before reach, Danish reports before foreign ones, the
    `primary` measures before others, the kind (målt, opgjort, oplevet), a number before words, the design,
    and the newest report.
    """
    found = [
        Headline(outcome, report)
        for report in reports
        for outcome in report.outcomes
        if outcome.art.has_happened
    ]
    return max(found, key=lambda headline: _merit(headline, primary), default=None)


def _merit(headline: Headline, primary: Collection[str]) -> tuple[object, ...]:
    outcome = headline.outcome
    return (
        outcome.art is not Art.EXPERIENCED and not outcome.supplier_figure and outcome.n != 1,
        not outcome.supplier_figure,
        outcome.role is Role.EFFECT,
        headline.report.country is Country.DENMARK,
        outcome.measure in primary,
        CERTAINTY[outcome.art],
        outcome.has_number,
        STRENGTH[outcome.design] if outcome.design else 0,
        newest_date(headline.report),
        headline.report.ref,
        outcome.id,
    )
