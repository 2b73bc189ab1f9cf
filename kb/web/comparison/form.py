"""What the reader answers and how they weigh, as it stands in the address; nothing of it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kb.comparison.likeness import Likeness, Weights
from kb.comparison.observations import NO, YES
from kb.comparison.transfer import Comparison
from kb.records.factor import HEAVIEST, Factor, FactorKind, WeightSet
from kb.web.comparison.words import (
    YES_NO,
    category_in_words,
    factor_name,
    fixed_options,
    in_page_language,
    vocabulary_of,
)
from kb.web.formats import format_number
from kb.web.i18n import gettext
from kb.web.typed_numbers import clean, parse_number
from kb.web.voice import Voice

ANSWER, WEIGHT, WEIGHT_SET = "svar-", "vaegt-", "vaegt-saet"
ANOTHER = "andet"
HUNDRED = Decimal(100)
LARGEST = Decimal(10) ** 9
LONGEST = 40

Args = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """One possible answer."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """A field of the form with what the reader typed; without choices it takes a number."""

    name: str
    label: str
    typed: str
    unit: str = ""
    error: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Kept:
    """What the reader typed in another form on the page, to be carried on."""

    name: str
    value: str


def answer_names(factor_ids: Iterable[str]) -> tuple[str, ...]:
    """Name the answers in the address."""
    return tuple(f"{ANSWER}{factor_id}" for factor_id in factor_ids)


def weight_names(factor_ids: Iterable[str]) -> tuple[str, ...]:
    """Name the weights in the address, the weight set first."""
    return (WEIGHT_SET, *(f"{WEIGHT}{factor_id}" for factor_id in factor_ids))


def typed_in(args: Args, name: str) -> str:
    """Give what the reader typed under a name, without what cannot be seen."""
    return clean(args.get(name, ""), LONGEST)


def kept(args: Args, names: Iterable[str]) -> tuple[Kept, ...]:
    """List what the address holds under some names; everything else in it is ignored."""
    return tuple(Kept(name, typed) for name in names if (typed := typed_in(args, name)))


def read_number(text: str, language: str, largest: Decimal) -> Decimal | None:
    """Read a number from 0 to the largest as a language writes it, or None."""
    number = parse_number(text, language)
    return number if number is not None and number <= largest else None


def read_answers(factors: Iterable[Factor], args: Args, language: str) -> dict[str, Decimal | str]:
    """Read the reader's answers; what cannot be read counts as no answer."""
    answers: dict[str, Decimal | str] = {}
    for factor in factors:
        typed = typed_in(args, f"{ANSWER}{factor.id}")
        if not typed or not factor.ask_da:
            continue
        if factor.kind is not FactorKind.NUMBER:
            answers[factor.id] = typed
        elif (number := read_number(typed, language, largest_of(factor))) is not None:
            answers[factor.id] = number
    return answers


def largest_of(factor: Factor) -> Decimal:
    """Tell the largest number that an answer may be."""
    return HUNDRED if factor.unit_da == "%" else LARGEST


def keep_known(
    answers: Mapping[str, Decimal | str], comparisons: Iterable[Comparison], voice: Voice
) -> dict[str, Decimal | str]:
    """Leave out the categories that are not among those one can choose."""
    known = {one.factor.id: dict(options_of(one, voice)) for one in comparisons}
    return {
        name: answer
        for name, answer in answers.items()
        if not isinstance(answer, str) or answer in known.get(name, {})
    }


def answer_fields(comparisons: Iterable[Comparison], args: Args, voice: Voice) -> tuple[Field, ...]:
    """Make a field for each factor that the reader can answer."""
    fields = (
        answer_field(one, typed_in(args, f"{ANSWER}{one.factor.id}"), voice)
        for one in comparisons
        if one.factor.ask_da
    )
    return tuple(field for field in fields if field)


def answer_field(comparison: Comparison, typed: str, voice: Voice) -> Field | None:
    """Make the field of one factor; a category that has no values to choose from is not asked for."""
    factor = comparison.factor
    name, label = f"{ANSWER}{factor.id}", in_page_language(factor, "ask", voice.language)
    if factor.kind is FactorKind.NUMBER:
        unit = (factor.unit_da if voice.language == "da" else factor.unit_en) or ""
        is_wrong = bool(typed) and read_number(typed, voice.language, largest_of(factor)) is None
        error = number_error(largest_of(factor), voice.language) if is_wrong else ""
        return Field(name, label, typed, unit, error)
    options = options_of(comparison, voice)
    if not options:
        return None
    is_wrong = bool(typed) and typed not in dict(options)
    choices = tuple(Choice(value, text, value == typed) for value, text in options)
    return Field(name, label, typed, "", gettext("Vælg en af mulighederne.") if is_wrong else "", choices)


def number_error(largest: Decimal, language: str) -> str:
    """Say what a number may be."""
    if largest == LARGEST:
        return gettext("Skriv et tal uden minus, fx 12,5.")
    return gettext("Skriv et tal fra 0 til %(largest)s, fx 1,5.", largest=format_number(largest, language))


def options_of(comparison: Comparison, voice: Voice) -> tuple[tuple[str, str], ...]:
    """List the categories that one can answer: fixed ones, terms, or those that reports name."""
    factor = comparison.factor
    if factor.kind is FactorKind.YES_NO:
        return tuple((value, gettext(YES_NO[value])) for value in (YES, NO))
    vocabulary = voice.catalogue.vocabularies.get(vocabulary_of(factor))
    ids = list(fixed_options(factor)) or [term.id for term in (vocabulary.terms if vocabulary else ())]
    if ids:
        return tuple((value, category_in_words(factor, value, voice)) for value in ids)
    named = sorted({str(one.value)[:LONGEST] for one in comparison.tried}, key=str.casefold)
    return (*((name, name) for name in named), (ANOTHER, gettext("Et andet"))) if named else ()


@dataclass(frozen=True)
class Weighing:
    """The weights that the order follows, whose they are, and the fields to change them in."""

    weights: Weights
    weight_set: WeightSet | None
    is_default: bool
    fields: tuple[Field, ...]
    error: str = ""


def read_weighing(
    likeness: Likeness,
    args: Args,
    *,
    factors: Mapping[str, Factor],
    sets: Mapping[str, WeightSet],
    language: str,
) -> Weighing:
    """Read the weights; one that cannot be read keeps its default, and so do all if nothing weighs."""
    chosen = sets.get(args.get(WEIGHT_SET, ""))
    base = likeness.weights_of(chosen) if chosen else likeness.default_weights
    fields, weights = [], []
    for factor_id, weight in zip(likeness.factors, base, strict=True):
        typed = typed_in(args, f"{WEIGHT}{factor_id}")
        number = read_number(typed, language, Decimal(HEAVIEST)) if typed else None
        error = number_error(Decimal(HEAVIEST), language) if typed and number is None else ""
        weights.append(weight if number is None else float(number))
        shown = typed or format_number(Decimal(str(weight)), language)
        fields.append(
            Field(f"{WEIGHT}{factor_id}", factor_name(factors[factor_id], language), shown, "", error)
        )
    error = (
        ""
        if any(weights) or not weights
        else gettext("Mindst én vægt skal være over 0. Her er standardvægtene brugt.")
    )
    used = tuple(weights) if not error else likeness.default_weights
    is_set = chosen is not None and used == base
    return Weighing(used, chosen if is_set else None, used == likeness.default_weights, tuple(fields), error)
