"""The figures that describe a municipality, each with its year and source."""

from dataclasses import dataclass
from decimal import Decimal

from kb.records.marks import N_
from kb.records.municipality import Figure, Municipality
from kb.web.formats import SPACE, format_number
from kb.web.i18n import gettext
from kb.web.presenters.source import Cite, SourceNote
from kb.web.voice import Voice

# Figure, decimals to show, unit, label.
SHOWN = (
    ("population", 0, "", N_("indbyggere")),
    ("population-80-plus", 0, "", N_("på 80 år og derover")),
    ("growth-80-plus-2020-2026", 1, "%", N_("vækst i 80+, 2020–2026")),
    ("density", 0, "", N_("indbyggere pr. km²")),
    ("unemployment", 1, "%", N_("ledighed")),
)


@dataclass(frozen=True)
class KeyFigure:
    """One figure of a municipality."""

    label: str
    number: str
    year: str
    unit: str
    source: SourceNote | None


def key_figures_of(municipality: Municipality, voice: Voice, *, cite: Cite) -> tuple[KeyFigure, ...]:
    """List the few figures that stand at the top."""
    return tuple(
        KeyFigure(
            label=gettext(label),
            number=with_unit(rounded(figure.value, decimals), unit, language=voice.language),
            year="" if any(part.isdigit() for part in label.split("–")) else figure.year[:4],
            unit="",
            source=cite(figure.source),
        )
        for name, decimals, unit, label in SHOWN
        if (figure := municipality.figures.get(name))
    )


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round a number to so many decimals."""
    return round(value, decimals)


def with_unit(value: Decimal, unit: str, *, language: str) -> str:
    """Write a number with its unit beside it."""
    number = format_number(value, language)
    if not unit:
        return number
    return f"{number}{SPACE}{unit}" if language == "da" else f"{number}{unit}"


def all_figures_of(municipality: Municipality, voice: Voice, *, cite: Cite) -> tuple[KeyFigure, ...]:
    """List every figure of a municipality in the order of the vocabulary."""
    vocabulary = voice.catalogue.vocabularies.get("figure")
    order = [term.id for term in vocabulary.terms] if vocabulary else []
    names = sorted(municipality.figures, key=lambda name: order.index(name) if name in order else len(order))
    return tuple(_figure(name, municipality.figures[name], voice=voice, cite=cite) for name in names)


def _figure(name: str, figure: Figure, *, voice: Voice, cite: Cite) -> KeyFigure:
    term = voice.catalogue.term("figure", name)
    definition = (term.definition_da if voice.language == "da" else term.definition_en) if term else ""
    return KeyFigure(
        label=voice.term("figure", name),
        number=format_number(figure.value, voice.language),
        year=voice.date(figure.year),
        unit=definition or "",
        source=cite(figure.source),
    )
