"""How one fact stands in a cell: its words, what kind it is, who says so and where."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from kb.comparison.side_by_side import Fact, Named, Words
from kb.comparison.solution_rows import Dispute, Newest, Reports, RiskTally, Tally
from kb.grading.proof import Proof
from kb.records.business_case import Line
from kb.records.conditions import Adaptation, Price, Product, RiskEvent
from kb.records.course import Scale, StageEvent
from kb.records.discussion import Withdrawal
from kb.records.experience import Experience
from kb.records.framework import DatedChange, LegalBasis, Point
from kb.records.municipality import Figure as KeyFigure
from kb.records.outcome import Judgement, Outcome
from kb.records.solution import PrimaryOutcome, Solution
from kb.web.context import page_url
from kb.web.formats import capital
from kb.web.i18n import gettext
from kb.web.presenters.report import is_shared
from kb.web.presenters.source import SourceBook
from kb.web.side_by_side import words as told
from kb.web.side_by_side.words import FactView
from kb.web.texts import who_of
from kb.web.voice import Voice
from kb.web.words import art_word

TELL: dict[type, Callable[[Any, Voice], FactView]] = {
    Words: told.tell_words,
    Named: told.tell_term,
    Proof: told.tell_proof,
    Withdrawal: told.tell_withdrawal,
    Reports: told.tell_vouching,
    Experience: told.tell_report,
    Tally: told.tell_tally,
    Newest: told.tell_newest,
    PrimaryOutcome: told.tell_primary,
    StageEvent: told.tell_event,
    Outcome: told.tell_outcome,
    Line: told.tell_line,
    Price: told.tell_price,
    RiskTally: told.tell_risk,
    RiskEvent: told.tell_risk_event,
    Point: told.tell_point,
    Dispute: told.tell_dispute,
    LegalBasis: told.tell_law,
    DatedChange: told.tell_dated_change,
    KeyFigure: told.tell_key_figure,
    Scale: told.tell_scale,
    Judgement: told.tell_verdict,
    Adaptation: told.tell_adaptation,
    Product: told.tell_product,
}


@dataclass(frozen=True)
class Teller:
    """What makes a fact ready to show; `names_all` tells that a cell speaks of more than one place."""

    voice: Voice
    book: SourceBook
    names_all: bool

    def tell(self, fact: Fact, solution: Solution) -> FactView:
        """Make a fact of a solution ready to show, with who says it and the source."""
        owners = (fact.report, solution) if fact.report else (solution,)
        view = TELL[type(fact.value)](fact.value, self.voice)
        art, who = fact.art, self._who(fact)
        starts_line = not (art or view.notes)
        return replace(
            view,
            notes=view.notes if art else begin_with_capital(view.notes),
            art=art.value if art else "",
            kind=art_word(art) if art else "",
            who=capital(who) if starts_line else who,
            url=report_url(fact),
            source=self.book.citer(*owners)(fact.source),
        )

    def _who(self, fact: Fact) -> str:
        """Name who a fact is about, where the column does not say it already."""
        if isinstance(fact.value, Experience | RiskTally):
            return ""
        if fact.place:
            return self.voice.place(fact.place) if self.names_all else ""
        if fact.report is None:
            is_result = isinstance(fact.value, Outcome | Line)
            return gettext("på tværs") if self.names_all and is_result else ""
        who = who_of(self.voice.catalogue, fact.report, self.voice.language)
        if self.names_all:
            return who
        return gettext("samlet for %(who)s", who=who) if is_shared(fact.report) else ""


def begin_with_capital(notes: tuple[str, ...]) -> tuple[str, ...]:
    """Begin a line of notes with a capital letter where no kind of figure stands before it."""
    return (capital(notes[0]), *notes[1:]) if notes else ()


def report_url(fact: Fact) -> str:
    """Write the address of the report that a fact stands in."""
    if fact.report is None:
        return ""
    return page_url("solutions.experience", solution_id=fact.report.solution, experience_id=fact.report.id)
