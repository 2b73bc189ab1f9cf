"""What is worked out on demand: might it work here, and what does it cost and give."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import MultiDict

from kb.appraisal.outlook import Outlook, appraise
from kb.comparison.observations import Observation
from kb.comparison.transfer import Comparison, transfer
from kb.export.formats.text import as_number
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.web.api.parameters import SLUG, Parameter
from kb.web.api.problems import Problem
from kb.web.appraisal.entry import read_case
from kb.web.i18n import gettext

if TYPE_CHECKING:
    from kb.release.opening import Release

SOLUTION = Parameter(
    "solution", N_("Løsningens id."), SLUG, "skaermbesoeg-hjemmepleje-sygepleje", required=True
)
MUNICIPALITY = Parameter("municipality", N_("Kommunens id."), SLUG, "thisted", required=True)
# A case has dozens of fields, named as on the page of the business case; its address can be used as it is.
OWN = "solution"


def compared(
    release: "Release", solution: Solution, municipality: Municipality, language: str
) -> dict[str, Any]:
    """Compare a municipality with those that tried a solution, factor by factor; nothing is added up."""
    catalogue = release.catalogue
    found = transfer(
        solution,
        catalogue.experiences_of(solution.id),
        municipality,
        municipalities=catalogue.municipalities,
        factors=catalogue.factors.values(),
    )
    return {
        "release_id": release.id,
        "solution": solution.id,
        "municipality": municipality.id,
        "tried": list(found.tried),
        "succeeded": list(found.succeeded),
        "factors": [_factor(one, language) for one in found.comparisons],
    }


def _factor(one: Comparison, language: str) -> dict[str, Any]:
    factor = one.factor
    return {
        "factor": factor.id,
        "label": factor.en if language == "en" else factor.da,
        "unit": factor.unit_en if language == "en" else factor.unit_da,
        "standing": one.standing.value,
        "mine": [_observation(seen) for seen in one.mine],
        "worked": [_observation(seen) for seen in one.worked],
        "tried": [_observation(seen) for seen in one.tried],
    }


def _observation(seen: Observation) -> dict[str, Any]:
    value = as_number(seen.value) if isinstance(seen.value, int | Decimal) else str(seen.value)
    return {
        "value": value,
        "places": list(seen.places),
        "report": seen.report or None,
        "year": seen.figure.year if seen.figure else None,
        "source": seen.figure.source if seen.figure else None,
    }


def appraised(
    release: "Release", solution: Solution, args: "MultiDict[str, str]", language: str
) -> dict[str, Any]:
    """Work out a business case from the fields of its page; raise Problem for those that cannot be read."""
    fields = {name: value for name, value in args.items() if name != OWN}
    filled = read_case(fields, language, lambda _: False)
    if filled.errors:
        raise Problem(gettext("Nogle felter kan ikke læses."), errors=dict(filled.errors))
    unknown = sorted(set(fields) - set(filled.kept))
    if unknown or any(len(args.getlist(name)) > 1 for name in args):
        raise Problem(
            gettext("Felterne %(names)s bruges ikke her. Felterne hedder som på løsningens side Beregn.")
            % {"names": ", ".join(unknown)[:200]}
        )
    found = appraise(filled.case)
    return {
        "release_id": release.id,
        "solution": solution.id,
        "fields": dict(filled.kept),
        "missing": [one.value for one in found.missing],
        **{name: _outlook(getattr(found, name)) for name in ("low", "likely", "high")},
    }


KRONER = (
    "cost_once",
    "cost_yearly",
    "cost_total",
    "gained_once",
    "yearly",
    "from_time",
    "from_money",
    "value",
    "value_with_grants",
)


def _outlook(outlook: Outlook) -> Mapping[str, Any]:
    """Write one end of a case: kroner rounded to øre, hours a year, months until it is paid back."""
    kroner = {name: _rounded(getattr(outlook, name)) for name in KRONER}
    return {
        **kroner,
        "hours_yearly": _rounded(outlook.hours_yearly),
        "payback_months": outlook.payback,
        "payback_months_with_grants": outlook.payback_with_grants,
        "cash": [_rounded(amount) for amount in outlook.cash] if outlook.cash else None,
    }


def _rounded(amount: Decimal | None) -> float | None:
    return None if amount is None else float(round(amount, 2))
