"""What it cost and what it gave, as the sources report it: never added up, grants always apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.records.business_case import BusinessCase, Entry, GainKind, Line, Payer
from kb.records.discussion import Remark
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.outcome import Realised
from kb.web.formats import capital, format_number
from kb.web.i18n import gettext
from kb.web.presenters.figures import Figure, figure_of_line
from kb.web.presenters.remarks import RemarkView, remarks_at
from kb.web.presenters.source import Cite, SourceNote
from kb.web.texts import who_of
from kb.web.voice import Voice

ENTRIES = {
    Entry.INVESTMENT: N_("Investering"),
    Entry.RUNNING: N_("Drift"),
    Entry.UNIT_PRICE: N_("Enhedspris"),
    Entry.STAFF: N_("Årsværk"),
    Entry.WAGE: N_("Timeløn"),
    Entry.VOLUME: N_("Mængde"),
    Entry.GAIN: N_("Gevinst"),
    Entry.NET: N_("Netto"),
    Entry.PAYBACK: N_("Tilbagebetaling"),
    Entry.GRANT: N_("Tilskud, holdt for sig"),
}
GAINS = {
    GainKind.TIME: N_("frigjort tid"),
    GainKind.MONEY: N_("penge"),
    GainKind.QUALITY: N_("kvalitet"),
    GainKind.WORKING_ENVIRONMENT: N_("arbejdsmiljø"),
    GainKind.SOCIETY: N_("samfundet"),
}
PAYERS = {
    Payer.MUNICIPALITY: N_("kommunen"),
    Payer.REGION: N_("regionen"),
    Payer.STATE: N_("staten"),
    Payer.CITIZEN: N_("borgeren"),
}
REALISED = {
    Realised.YES: N_("taget ud af budgettet"),
    Realised.PARTLY: N_("delvis taget ud af budgettet"),
    Realised.NO: N_("ikke taget ud af budgettet"),
}


@dataclass(frozen=True)
class Reported:
    """A business case with the report it stands in; the solution's own has none."""

    case: BusinessCase
    report: Experience | None
    cite: Cite


@dataclass(frozen=True)
class MoneyRow:
    """One figure of a business case; `facts` are short words, `remarks` sentences of the record.

    `name` is what a question to the figure calls it.
    """

    who: str
    report: str
    figure: Figure
    facts: tuple[str, ...]
    calculated_by: str
    period: str
    remarks: tuple[str, ...]
    source: SourceNote | None
    name: str
    questions: tuple[RemarkView, ...]


@dataclass(frozen=True)
class MoneyGroup:
    """The figures under one heading, such as Investering."""

    title: str
    rows: tuple[MoneyRow, ...]


@dataclass(frozen=True)
class Assumption:
    """What a business case rests on or concludes, in the words of the record."""

    who: str
    label: str
    text: str


@dataclass(frozen=True)
class Economy:
    """The business cases of a page."""

    groups: tuple[MoneyGroup, ...]
    assumptions: tuple[Assumption, ...]


def economy_of(reported: Iterable[Reported], voice: Voice, remarks: Sequence[Remark] = ()) -> Economy | None:
    """Gather business cases by the kind of their lines, with the questions to each; nothing for nothing."""
    reported = tuple(reported)
    lines = [(one, line) for one in reported for line in one.case.lines]
    assumptions = tuple(a for one in reported for a in _assumptions(one, voice))
    if not lines and not assumptions:
        return None
    return Economy(_groups(lines, voice, remarks), assumptions)


def _groups(
    lines: Sequence[tuple[Reported, Line]], voice: Voice, remarks: Sequence[Remark]
) -> tuple[MoneyGroup, ...]:
    found = ((entry, [pair for pair in lines if pair[1].entry is entry]) for entry in ENTRIES)
    return tuple(
        MoneyGroup(
            gettext(ENTRIES[entry]),
            tuple(_row(one, line, voice=voice, remarks=remarks) for one, line in pairs),
        )
        for entry, pairs in found
        if pairs
    )


def _row(reported: Reported, line: Line, *, voice: Voice, remarks: Sequence[Remark]) -> MoneyRow:
    name = f"{reported.report.id}/{line.id}" if reported.report else line.id
    return MoneyRow(
        who=_who(reported, voice, place=line.municipality),
        report=reported.report.id if reported.report else "",
        figure=figure_of_line(line, voice),
        facts=tuple(_facts(line, reported.case)),
        calculated_by=line.calculated_by or "",
        period=line.period or "",
        remarks=tuple(capital(text) for text in (line.method, line.reservation) if text),
        source=reported.cite(line.source),
        name=name,
        questions=remarks_at(name, remarks, voice),
    )


def _who(reported: Reported, voice: Voice, *, place: str | None = None) -> str:
    if place:
        return voice.place(place)
    if reported.report is None:
        return gettext("På tværs")
    return who_of(voice.catalogue, reported.report, voice.language)


def _facts(line: Line, case: BusinessCase) -> Iterable[str]:
    if line.gain_kind:
        yield gettext(GAINS[line.gain_kind])
    if line.payer and line.payer is not Payer.MUNICIPALITY:
        template = N_("til %(who)s") if line.entry is Entry.GAIN else N_("betalt af %(who)s")
        yield gettext(template, who=gettext(PAYERS[line.payer]))
    price_year = line.price_year or case.price_year
    if price_year:
        yield gettext("%(year)s-priser", year=price_year)
    if line.realised_in_budget:
        yield gettext(REALISED[line.realised_in_budget])


def _assumptions(reported: Reported, voice: Voice) -> Iterable[Assumption]:
    case, who = reported.case, _who(reported, voice)
    years = gettext("%(number)s år", number=case.horizon_years) if case.horizon_years else ""
    rate = case.discount_rate_percent
    volume = case.volume
    texts = (
        (N_("Konklusion"), case.conclusion),
        (N_("Sammenlignet med"), case.baseline),
        (N_("Forudsætninger"), case.assumptions),
        (N_("Regnet over"), years),
        (N_("Diskonteringsrente"), f"{format_number(rate, voice.language)} %" if rate is not None else ""),
        (
            N_("Regnet med"),
            f"{format_number(volume, voice.language)} {case.volume_unit or ''}" if volume is not None else "",
        ),
    )
    yield from (Assumption(who, gettext(label), text.strip()) for label, text in texts if text)
