"""How a factor and its values are named in the language of the page."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from marshmallow import fields

from kb.comparison.likeness import Closeness
from kb.comparison.observations import NO, YES, Observation
from kb.records.conditions import Change, Level, Operation, Price, Procurement
from kb.records.course import UseAfter
from kb.records.experience import ExperienceSchema
from kb.records.factor import Factor, FactorKind
from kb.records.field_paths import field_at
from kb.records.fields import Choice
from kb.records.framework import LegalBasis
from kb.records.lists import Part
from kb.records.marks import N_
from kb.records.municipality import MunicipalitySchema
from kb.web.formats import SPACE, capital, format_list, format_number, format_range
from kb.web.i18n import gettext
from kb.web.presenters.framework import CHANGES
from kb.web.presenters.passages import LEVELS
from kb.web.presenters.place_facts import OPERATIONS, PROCUREMENTS, price_of
from kb.web.texts import Text
from kb.web.voice import Voice

WORDS_OF: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Change: CHANGES,
    Level: LEVELS,
    Operation: OPERATIONS,
    Procurement: PROCUREMENTS,
}
YES_NO = {YES: N_("Ja"), NO: N_("Nej")}
CLOSENESS = {
    Closeness.VERY: N_("ligner meget"),
    Closeness.SOMEWHAT: N_("ligner noget"),
    Closeness.LITTLE: N_("ligner lidt"),
}
MONTHS_OF_USE = (
    ("months_6", N_("efter 6 måneder")),
    ("months_12", N_("efter 12 måneder")),
    ("months_24", N_("efter 24 måneder")),
)


def in_page_language(record: Any, name: str, language: str) -> str:
    """Give a text of a factor in the language of the page, or else in Danish."""
    return getattr(record, f"{name}_{language}") or getattr(record, f"{name}_da") or ""


def factor_name(factor: Factor, language: str) -> str:
    """Name a factor."""
    return factor.da if language == "da" else factor.en


def question_of(factor: Factor, language: str) -> str:
    """Give what to ask those who tried; without a question of its own a factor is asked for by name."""
    asked = in_page_language(factor, "question", language)
    return asked or gettext("Hvordan var det hos jer: %(factor)s?", factor=factor_name(factor, language))


def closeness_word(closeness: Closeness) -> str:
    """Say how alike two municipalities are."""
    return gettext(CLOSENESS[closeness])


def distance_in_words(distance: float, language: str) -> str:
    """Write a distance with two decimals."""
    text = f"{distance:.2f}"
    return text.replace(".", ",") if language == "da" else text


def number_in_words(factor: Factor, number: Decimal, language: str) -> str:
    """Write a number of a factor with its unit, all its decimals kept."""
    return _with_unit(factor, format_number(number, language), language)


def range_in_words(factor: Factor, low: Decimal, high: Decimal, language: str) -> str:
    """Write the range of a factor with its unit."""
    return _with_unit(factor, format_range(low, high, language), language)


def _with_unit(factor: Factor, number: str, language: str) -> str:
    unit = factor.unit_da if language == "da" else factor.unit_en
    if not unit:
        return number
    return f"{number}{unit}" if unit == "%" and language != "da" else f"{number}{SPACE}{unit}"


def category_in_words(factor: Factor, value: str, voice: Voice) -> str:
    """Name a category: a fixed choice, a term, or the word that the record uses."""
    if factor.kind is FactorKind.YES_NO:
        return gettext(YES_NO[value]) if value in YES_NO else value
    options = fixed_options(factor)
    if options:
        return capital(gettext(options[value])) if value in options else value
    vocabulary = vocabulary_of(factor)
    return voice.term(vocabulary, value) if vocabulary else value


@cache
def declared_field(factor: Factor) -> fields.Field[Any] | None:
    """Find the field that a factor's categories come from: the report's, or else the municipality's."""
    if factor.report_field:
        return field_at(ExperienceSchema(), factor.report_field)
    return field_at(MunicipalitySchema(), factor.municipality_field or "")


def fixed_options(factor: Factor) -> Mapping[str, str]:
    """Give the values and words of a field with fixed values; nothing for another field."""
    declared = declared_field(factor)
    if isinstance(declared, Part) and "condition" in declared.schema.fields:
        return {level.value: word for level, word in LEVELS.items()}
    words = WORDS_OF.get(declared.options, {}) if isinstance(declared, Choice) else {}
    return {option.value: word for option, word in words.items()}


def vocabulary_of(factor: Factor) -> str:
    """Name the vocabulary that a factor's values are terms of, or give an empty text."""
    declared = declared_field(factor)
    kind, _, name = (declared.metadata.get("reference") or "" if declared else "").partition(":")
    return name if kind == "vocabulary" else ""


def told_in_words(observation: Observation, voice: Voice) -> Text:
    """Write what a report or the solution tells; the records' own words are Danish."""
    value, danish = observation.value, "" if voice.language == "da" else "da"
    if isinstance(value, Price):
        return Text(price_of(value, voice), danish)
    if isinstance(value, UseAfter):
        said = ((gettext(word), getattr(value, name)) for name, word in MONTHS_OF_USE)
        return Text("; ".join(f"{when}: {words}" for when, words in said if words), danish)
    if isinstance(value, LegalBasis):
        return Text(f"{value.law} {value.paragraph or ''}".strip(), danish)
    return Text(str(value), danish)


def names_in_words(places: Iterable[str], voice: Voice) -> str:
    """Name some places, one after the other."""
    return format_list([voice.place(place) for place in places], voice.language)
