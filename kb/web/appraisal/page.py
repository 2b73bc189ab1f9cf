"""The page on which a reader works out a case: answers, others' figures, the form, drawings and steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.appraisal.outlook import Appraisal, appraise
from kb.records.experience import Experience
from kb.records.solution import Solution
from kb.web.appraisal.answers import Answers, answers_of
from kb.web.appraisal.charts import Bar, Cash, PayerRow, bars_of, cash_of, payer_rows
from kb.web.appraisal.entry import Filled
from kb.web.appraisal.fields import Maker
from kb.web.appraisal.form import Form, form_of
from kb.web.appraisal.offers import Offers, offers_of
from kb.web.appraisal.steps import Step, steps_of
from kb.web.appraisal.told import Told, told_figures
from kb.web.context import page_url
from kb.web.presenters.source import SourceBook, SourceItem
from kb.web.texts import Text, title_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class Results:
    """What the case comes to, in words, tables and drawings."""

    answers: Answers
    cash: Cash | None
    bars: tuple[Bar, ...]
    is_exact: bool
    payers: tuple[PayerRow, ...]
    steps: tuple[Step, ...]
    price_year: str
    csv_url: str
    brief_url: str


@dataclass(frozen=True)
class AppraisalPage:
    """The page; `results` is nothing while nothing is filled in, or while a field is wrong."""

    solution_id: str
    title: Text
    offers: Offers
    form: Form
    results: Results | None
    is_empty: bool
    sources: tuple[SourceItem, ...]


def told_by_ref(solution: Solution, reports: Iterable[Experience]) -> Mapping[str, Told]:
    """List the figures of sources by the reference that the address names them with."""
    return {told.ref: told for told in told_figures(solution, reports)}


def appraisal_page(
    solution: Solution, told: Mapping[str, Told], *, filled: Filled, voice: Voice
) -> AppraisalPage:
    """Make the page."""
    book = SourceBook(voice)
    offers = offers_of(told.values(), kept=filled.kept, solution=solution, voice=voice, book=book)
    return AppraisalPage(
        solution_id=solution.id,
        title=title_of(solution, voice.language),
        offers=offers,
        form=form_of(Maker(filled, told, solution, voice)),
        results=None if filled.is_empty or filled.errors else _results(solution, filled),
        is_empty=filled.is_empty,
        sources=book.items(),
    )


def _results(solution: Solution, filled: Filled) -> Results:
    appraisal: Appraisal = appraise(filled.case)
    cash = cash_of(appraisal, filled)
    csv_url = page_url("appraisal.as_csv", solution_id=solution.id, **filled.kept) if cash else ""
    return Results(
        answers=answers_of(appraisal, filled),
        cash=cash,
        bars=bars_of(appraisal, filled),
        is_exact=all(swing.assumption.estimate.is_exact for swing in appraisal.swings),
        payers=payer_rows(appraisal.payers, filled.language),
        steps=steps_of(appraisal, filled),
        price_year=str(filled.case.price_year or ""),
        csv_url=csv_url,
        brief_url=page_url("brief.show", solution_id=solution.id, **filled.kept),
    )
