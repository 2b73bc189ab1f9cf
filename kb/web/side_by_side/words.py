"""Which words tell a value of a record in a cell: one function for each kind of value."""

from dataclasses import dataclass, replace

from kb.comparison.side_by_side import Named, Words
from kb.comparison.solution_rows import Dispute, Newest, Reports, RiskTally, Tally
from kb.grading.proof import Proof
from kb.records.business_case import BusinessCase, Line
from kb.records.conditions import Adaptation, Price, Product, RiskEvent
from kb.records.course import Scale, StageEvent
from kb.records.discussion import Withdrawal
from kb.records.experience import Experience
from kb.records.framework import DatedChange, LegalBasis, Point
from kb.records.marks import N_
from kb.records.municipality import Figure as KeyFigure
from kb.records.outcome import Judgement, Outcome
from kb.records.solution import PrimaryOutcome, Success
from kb.web.formats import capital, format_list, format_money, format_number
from kb.web.i18n import gettext, ngettext
from kb.web.pictures.plot import is_bad
from kb.web.presenters.economy import Reported, economy_of
from kb.web.presenters.figures import Figure, figure_of
from kb.web.presenters.framework import cell_of, laws_of, weight_of
from kb.web.presenters.grade_words import Ladder, proof_ladder
from kb.web.presenters.report import VERDICTS, scale_numbers
from kb.web.presenters.result import DIRECTIONS
from kb.web.presenters.solution_facts import confirmation_of
from kb.web.presenters.source import SourceNote
from kb.web.presenters.stage import mark_of
from kb.web.texts import report_title, who_of
from kb.web.voice import Voice

SUCCESSES = {
    Success.BETTER: N_("skal blive bedre"),
    Success.NO_WORSE: N_("må ikke blive dårligere"),
}


@dataclass(frozen=True)
class FactView:
    """One fact ready to show.

    `label`, `text` and `remarks` are the record's own Danish words; `strong`, `words` and `notes` are in the
    language of the page. `joint` stands between `strong` and `text`; `change` and `stage` name drawn marks.
    """

    label: str = ""
    strong: str = ""
    words: str = ""
    joint: str = " "
    text: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    art: str = ""
    kind: str = ""
    is_bad: bool = False
    change: str | None = None
    stage: str = ""
    ladder: Ladder | None = None
    is_link: bool = False
    who: str = ""
    url: str = ""
    source: SourceNote | None = None

    @property
    def said(self) -> str:
        """Say the fact itself in one line."""
        figure = self.joint.join(part for part in (self.strong, self.text) if part)
        return " ".join(part for part in (self.lead, self.words, figure) if part)

    @property
    def lead(self) -> str:
        """Give the label as it leads on to the rest."""
        return self.label if not self.label or self.label.endswith("?") else f"{self.label}:"


def tell_words(words: Words, _voice: Voice) -> FactView:
    """Tell a passage."""
    return FactView(text=capital(words.text))


def tell_term(named: Named, voice: Voice) -> FactView:
    """Tell a term."""
    return FactView(words=voice.term(named.vocabulary, named.term))


def tell_proof(proof: Proof, voice: Voice) -> FactView:
    """Tell how well a solution is proven, on five steps."""
    ladder = proof_ladder(proof, voice)
    return FactView(strong=ladder.word, notes=(ladder.more,), ladder=ladder)


def tell_vouching(vouching: Reports, voice: Voice) -> FactView:
    """Tell which municipalities vouch for the reports."""
    return FactView(words=confirmation_of(vouching.reports, voice).text)


def tell_withdrawal(withdrawal: Withdrawal, voice: Voice) -> FactView:
    """Tell when and why a record was withdrawn."""
    date = voice.date(withdrawal.date)
    return FactView(strong=gettext("Trukket tilbage %(date)s", date=date), joint=": ", text=withdrawal.reason)


def tell_report(report: Experience, voice: Voice) -> FactView:
    """Name a report, with the way to it."""
    title = report_title(voice.catalogue, report, voice.language)
    return FactView(text=title.text, is_link=True)


def tell_tally(tally: Tally, voice: Voice) -> FactView:
    """Tell how many did something, and name them."""
    names = format_list(map(voice.place, tally.places), voice.language)
    unnamed = gettext("og %(num)s uden navn", num=tally.unnamed) if tally.unnamed else ""
    return FactView(strong=str(len(tally.places)), notes=tuple(note for note in (names, unnamed) if note))


def tell_newest(newest: Newest, voice: Voice) -> FactView:
    """Tell a date."""
    return FactView(strong=voice.date(newest.date))


def tell_primary(primary: PrimaryOutcome, voice: Voice) -> FactView:
    """Tell what a solution is measured by, and what counts as success."""
    return FactView(
        words=voice.term("outcome", primary.measure), notes=(gettext(SUCCESSES[primary.success]),)
    )


def tell_event(event: StageEvent, voice: Voice) -> FactView:
    """Tell one step of the course of events, and why."""
    stop_reason = voice.term("stop-reason", event.stop_reason)
    date = voice.date(event.date) or gettext("dato ikke oplyst")
    return FactView(
        strong=f"{mark_of(event.stage).words} ({date})",
        joint=": ",
        text=event.reason or "",
        notes=(stop_reason,) if stop_reason else (),
        stage=event.stage.value,
    )


def tell_outcome(outcome: Outcome, voice: Voice) -> FactView:
    """Tell a result: what, how much, which way, and what to know before using it."""
    figure = figure_of(outcome, voice)
    direction = gettext(DIRECTIONS[outcome.direction]) if outcome.direction else ""
    supplier = gettext("leverandørens eget tal") if outcome.supplier_figure else ""
    own_words = outcome.words if outcome.has_number else None
    remarks = (own_words, outcome.period, outcome.reservation)
    return replace(
        tell_figure(figure, outcome.words or ""),
        notes=tuple(note for note in (direction, supplier) if note),
        remarks=tuple(capital(remark) for remark in remarks if remark),
        is_bad=is_bad(outcome),
    )


def tell_figure(figure: Figure, words: str = "") -> FactView:
    """Tell a figure, or a finding in words."""
    if figure.is_words:
        return FactView(label=capital(figure.label), text=words)
    number = f"{figure.number} {figure.unit}".rstrip()
    return FactView(label=capital(figure.label), strong=number, joint=figure.joint, text=figure.rest)


def tell_line(line: Line, voice: Voice) -> FactView:
    """Tell a line of a business case, with the year of its prices."""
    (group,) = economy_of((Reported(BusinessCase((line,)), None, lambda _: None),), voice).groups  # type: ignore[union-attr]
    (row,) = group.rows
    remarks = (line.period, line.reservation)
    return replace(
        tell_figure(row.figure),
        notes=(group.title.lower(), *row.facts),
        remarks=tuple(capital(remark) for remark in remarks if remark),
    )


def tell_price(price: Price, voice: Voice) -> FactView:
    """Tell what one unit cost, with the year of the price."""
    year = (gettext("%(year)s-priser", year=price.year),) if price.year else ()
    return FactView(
        strong=format_money(price.amount, voice.language),
        text=price.unit,
        notes=(gettext("enhedspris"), *year),
    )


def tell_risk(tally: RiskTally, voice: Voice) -> FactView:
    """Tell a risk and whether it happened."""
    names = (who_of(voice.catalogue, report, voice.language) for report in tally.happened)
    happened = ngettext(
        "skete i %(count)s af %(num)s erfaring: %(names)s",
        "skete i %(count)s af %(num)s erfaringer: %(names)s",
        tally.reports,
        count=len(tally.happened),
        names=format_list(names, voice.language),
    )
    notes = (happened if tally.happened else gettext("skete det? ikke oplyst"), weight_of(tally.risk))
    return FactView(text=tally.risk.description, notes=tuple(note for note in notes if note))


def tell_risk_event(event: RiskEvent, _voice: Voice) -> FactView:
    """Tell what went wrong."""
    return FactView(text=event.description, notes=(gettext("det skete"),))


def tell_point(point: Point, _voice: Voice) -> FactView:
    """Tell a prerequisite and why."""
    return FactView(text=point.description, remarks=(point.reason,) if point.reason else ())


def tell_dispute(dispute: Dispute, _voice: Voice) -> FactView:
    """Tell what one of the sources that disagree says."""
    explained = (dispute.explanation,) if dispute.explanation else ()
    return FactView(label=dispute.question, text=dispute.statement, remarks=explained)


def tell_law(basis: LegalBasis, voice: Voice) -> FactView:
    """Tell a law, and for how long it is in force."""
    (row,) = laws_of((basis,), voice, cite=lambda _: None)
    return FactView(
        text=capital(row.name),
        notes=(row.validity,) if row.validity else (),
        remarks=(row.note,) if row.note else (),
    )


def tell_dated_change(change: DatedChange, voice: Voice) -> FactView:
    """Tell a change in law or product since the record was made."""
    return FactView(strong=voice.date(change.date), text=change.description)


def tell_key_figure(figure: KeyFigure, voice: Voice) -> FactView:
    """Tell a municipality's own figure, with its year."""
    return FactView(strong=format_number(figure.value, voice.language), notes=(voice.date(figure.year),))


def tell_scale(scale: Scale, voice: Voice) -> FactView:
    """Tell how big it was: in the words of the record, or else its numbers."""
    if scale.words:
        return FactView(text=scale.words)
    return FactView(words=", ".join(scale_numbers(scale, voice)))


def tell_verdict(verdict: Judgement, _voice: Voice) -> FactView:
    """Tell how it went in one word, and why the editors say so."""
    return FactView(
        strong=gettext(VERDICTS[verdict.value]), remarks=(verdict.reason,) if verdict.reason else ()
    )


def tell_adaptation(adaptation: Adaptation, _voice: Voice) -> FactView:
    """Tell what was done with a core element, and why."""
    if not (adaptation.element or adaptation.change):
        return FactView(
            text=adaptation.description, remarks=(adaptation.reason,) if adaptation.reason else ()
        )
    cell = cell_of(adaptation)
    return FactView(
        strong=cell.words,
        joint=": ",
        text=adaptation.description,
        remarks=(adaptation.reason,) if adaptation.reason else (),
        change=cell.change,
    )


def tell_product(product: Product, _voice: Voice) -> FactView:
    """Tell which product was used, its supplier and version."""
    notes = (
        product.supplier or "",
        gettext("version %(number)s", number=product.version) if product.version else "",
        gettext("HMI-nr. %(number)s", number=product.hmi) if product.hmi else "",
    )
    return FactView(text=product.name, notes=tuple(note for note in notes if note))
