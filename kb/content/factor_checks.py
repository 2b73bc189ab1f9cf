"""Whether every factor reads from fields and figures that exist, and compares what can be compared."""

from collections.abc import Iterator
from typing import Any

from marshmallow import fields

from kb.content.reader import FieldPath
from kb.content.references import references_of
from kb.content.resolving import Finding, Scope, explain_missing
from kb.records.base import RecordSchema
from kb.records.experience import ExperienceSchema
from kb.records.factor import Factor, FactorKind, FactorSchema, WeightSet, WeightSetSchema
from kb.records.field_paths import field_at
from kb.records.fields import Flag, Number, Whole
from kb.records.marks import N_
from kb.records.municipality import MunicipalitySchema
from kb.records.solution import SolutionSchema

FACTORS_FILE = "factors.yaml"
PATHS: dict[str, RecordSchema] = {
    "municipality_field": MunicipalitySchema(),
    "report_field": ExperienceSchema(),
    "share_of": ExperienceSchema(),
    "solution_field": SolutionSchema(),
}
NUMBERS = (Whole, Number)
COMPARED: dict[FactorKind, tuple[type[fields.Field[Any]], ...]] = {
    FactorKind.NUMBER: NUMBERS,
    FactorKind.YES_NO: (Flag,),
}


def check_factors(scope: Scope) -> Iterator[Finding]:
    """Check the list of factors and the weight sets."""
    for index, factor in enumerate(scope.catalogue.factors.values()):
        at: FieldPath = ("factors", index)
        yield from _check_references(scope, FactorSchema(), factor, at)
        yield from _check_paths(factor, at)
        yield from _check_weighed(factor, at)
    for index, weight_set in enumerate(scope.catalogue.weight_sets.values()):
        yield from _check_references(scope, WeightSetSchema(), weight_set, ("weight_sets", index))
        yield from _check_weights(scope, weight_set, ("weight_sets", index))


def _check_references(scope: Scope, schema: RecordSchema, record: Any, at: FieldPath) -> Iterator[Finding]:
    for reference in references_of(schema, record, at):
        if not scope.has(reference):
            yield Finding(FACTORS_FILE, reference.field, *explain_missing(scope, reference))


def _check_paths(factor: Factor, at: FieldPath) -> Iterator[Finding]:
    for name, schema in PATHS.items():
        path = getattr(factor, name)
        if path is None:
            continue
        found = field_at(schema, path)
        if found is None:
            yield Finding(FACTORS_FILE, (*at, name), N_("Feltet findes ikke i formatet."))
        elif not isinstance(found, COMPARED.get(factor.kind, (fields.Field,))):
            yield Finding(FACTORS_FILE, (*at, name), N_("Feltet kan ikke sammenlignes som den slags."))


def _check_weighed(factor: Factor, at: FieldPath) -> Iterator[Finding]:
    if factor.likeness and not factor.figure:
        yield Finding(FACTORS_FILE, (*at, "likeness"), N_("Kun et nøgletal kan indgå i lighed."))
    if factor.share_of and not factor.report_field:
        yield Finding(FACTORS_FILE, (*at, "share_of"), N_("Skriv report_field, som er en del af det."))


def _check_weights(scope: Scope, weight_set: WeightSet, at: FieldPath) -> Iterator[Finding]:
    for index, one in enumerate(weight_set.weights):
        factor = scope.catalogue.factors.get(one.factor)
        if factor and not factor.likeness:
            field = (*at, "weights", index, "factor")
            yield Finding(FACTORS_FILE, field, N_("Faktoren indgår ikke i lighed."))
