"""The form on which a reader fills in a case, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kb.appraisal.case import Case, Side
from kb.appraisal.measure import Measure, Period
from kb.records.marks import N_
from kb.web.appraisal.entry import (
    APPLIES_TO,
    FOUNDATION,
    FROM,
    MEASURE,
    MEASURES,
    MOST_ROWS,
    NAME,
    PAYER,
    PAYERS,
    PRICE_RISE,
    SHARE,
    default_measure,
    default_payer,
    rows_of,
)
from kb.web.appraisal.fields import Choice, Input, Maker, Row
from kb.web.appraisal.words import PERIODS, line_name, measure_word, payer_word
from kb.web.formats import format_number
from kb.web.i18n import gettext

FEWEST_ROWS = {Side.COST: 2, Side.GAIN: 2, Side.GRANT: 1}


@dataclass(frozen=True)
class Group:
    """The rows of one side, under one heading."""

    id: str
    title: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Mistake:
    """A field that is wrong, for the list above the form."""

    name: str
    label: str
    message: str


@dataclass(frozen=True)
class Form:
    """All fields, group by group."""

    unit: Input
    period: Choice
    basis: tuple[Row, ...]
    groups: tuple[Group, ...]
    settings: tuple[Input, ...]
    mistakes: tuple[Mistake, ...]


GROUPS = {
    Side.COST: (N_("Det koster"), N_("Skriv beløbene som tal uden minus.")),
    Side.GAIN: (
        N_("Det giver"),
        N_(
            "Tid bliver kun til penge gennem jeres egen lønsum, og kun den andel, I selv skriver. "
            "Resten bliver stående som timer."
        ),
    ),
    Side.GRANT: (
        N_("Tilskud"),
        N_("Penge fra andre står for sig. De tæller aldrig med som kommunens egen investering."),
    ),
}


def form_of(maker: Maker) -> Form:
    """Make the form."""
    unit = gettext("Hvad tæller I? Fx besøg eller borgere")
    form = Form(
        unit=maker.plain("enhed", unit),
        period=maker.choice("pr", gettext("Hvor tit?"), periods(), Period.IN_ALL.value),
        basis=(
            _basis(maker, "maengde", gettext("Mængde")),
            _basis(maker, "loen", gettext("Lønsum pr. time, kr.")),
        ),
        groups=tuple(_group(maker, side) for side in Side),
        settings=tuple(_settings(maker)),
        mistakes=(),
    )
    return replace(form, mistakes=tuple(_mistakes(form)))


def _basis(maker: Maker, name: str, title: str) -> Row:
    return Row(name, title, maker.numbers(name, title), maker.origin(name))


def periods() -> Iterator[tuple[str, str]]:
    """List how often a volume may come."""
    return ((period.value, gettext(word)) for period, word in PERIODS.items())


def _settings(maker: Maker) -> Iterator[Input]:
    case = Case()
    language = maker.filled.language
    yield maker.input("aar", gettext("Hvor mange år?"), placeholder=str(case.horizon_years))
    yield maker.input("rente", gettext("Rente, år 0–35, %"), placeholder=format_number(case.rate, language))
    yield maker.input(
        "rente-sen", gettext("Rente derefter, %"), placeholder=format_number(case.late_rate, language)
    )
    yield maker.plain("prisaar", gettext("Jeres prisår"))


def _group(maker: Maker, side: Side) -> Group:
    title, note = GROUPS[side]
    shown = rows_of(side)[: _count_shown(maker.filled.kept, side)]
    return Group(side.value, gettext(title), gettext(note), tuple(_row(maker, side, row) for row in shown))


def _count_shown(kept: Mapping[str, str], side: Side) -> int:
    """Show the rows that hold something, and one empty row more."""
    filled = [
        number for number, row in enumerate(rows_of(side), 1)
        if any(key == row or key.startswith(f"{row}-") for key in kept)
    ]  # fmt: skip
    return min(MOST_ROWS, max(FEWEST_ROWS[side], max(filled, default=0) + 1))


def _row(maker: Maker, side: Side, row: str) -> Row:
    title = line_name(side, row)
    default = default_measure(side, row)
    options = ((one.value, measure_word(one)) for one in MEASURES[side])
    details = tuple(_details(maker, row))
    payer = _payer(maker, side, row)
    is_used = any(one.text or one.message for one in details) or f"{row}{PAYER}" in maker.filled.kept
    return Row(
        id=row,
        title=title,
        numbers=maker.numbers(row, title),
        origin=maker.origin(row),
        what=maker.plain(f"{row}{NAME}", gettext("%(row)s, hvad?", row=title), placeholder=title),
        measure=maker.choice(
            f"{row}{MEASURE}", gettext("%(row)s, regnet i", row=title), options, default.value
        ),
        shares=_shares(maker, row, title) if side is Side.GAIN else (),
        details=details,
        payer=payer,
        is_open=is_used,
    )


def _shares(maker: Maker, row: str, title: str) -> tuple[Input, ...]:
    chosen = maker.filled.kept.get(f"{row}{MEASURE}", default_measure(Side.GAIN, row).value)
    is_quality = chosen in list(Measure) and not Measure(chosen).has_number
    return (
        () if is_quality else maker.numbers(f"{row}{SHARE}", gettext("%(row)s, andel til penge", row=title))
    )


def _details(maker: Maker, row: str) -> Iterator[Input]:
    yield maker.input(f"{row}{FROM}", gettext("Begynder efter måned"), placeholder="0")
    yield maker.input(f"{row}{APPLIES_TO}", gettext("Tallet gælder for så mange enheder"))
    yield maker.input(f"{row}{PRICE_RISE}", gettext("Prisstigning siden, %"))


def _payer(maker: Maker, side: Side, row: str) -> Choice:
    labels = {
        Side.COST: N_("Hvem betaler?"),
        Side.GAIN: N_("Hvem får gevinsten?"),
        Side.GRANT: N_("Hvem giver?"),
    }
    options = [(one.value, payer_word(one)) for one in PAYERS[side]]
    if side is Side.GRANT:
        options = [(FOUNDATION, payer_word(None)), *options]
    return maker.choice(f"{row}{PAYER}", gettext(labels[side]), options, default_payer(side))


def _mistakes(form: Form) -> Iterator[Mistake]:
    """List every field that is wrong, in the order in which the fields stand."""
    for one in (form.unit, form.period):
        yield from _mistake(one)
    for row in (*form.basis, *(row for group in form.groups for row in group.rows)):
        fields = (row.what, row.measure, *row.numbers, *row.shares, *row.details, row.payer)
        for field in fields:
            if field:
                yield from _mistake(field, row.title)
    for setting in form.settings:
        yield from _mistake(setting)


def _mistake(field: Input | Choice, title: str = "") -> Iterator[Mistake]:
    if field.message:
        label = field.label if field.label.startswith(title) else f"{title}: {field.label}"
        yield Mistake(field.name, label, field.message)
