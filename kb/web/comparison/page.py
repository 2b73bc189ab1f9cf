"""The page "Hos os?": alike, different, not known, whom to ring, and the smallest first step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from kb.adoption import Adoption
from kb.comparison.likeness import Likeness
from kb.comparison.transfer import Comparison, Standing, Transfer, transfer
from kb.records.experience import Experience
from kb.records.factor import FactorKind
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.web.comparison.calls import Calls, calls_of
from kb.web.comparison.form import (
    Field,
    Kept,
    Weighing,
    answer_fields,
    answer_names,
    keep_known,
    kept,
    read_answers,
    read_weighing,
    weight_names,
)
from kb.web.comparison.lead import heading_of, lead_of, legend_of, notes_of
from kb.web.comparison.nearest import Nearest, SetLink, nearest_of
from kb.web.comparison.questions import FirstStep, Question, first_step_of, question_row
from kb.web.comparison.rows import FactorRow, Told, View, row_of
from kb.web.presenters.source import SourceBook, SourceItem
from kb.web.texts import Text, title_of
from kb.web.voice import Voice

MOST_QUESTIONS = 6


@dataclass(frozen=True)
class Asked:
    """What the page is made of."""

    solution: Solution
    reports: tuple[Experience, ...]
    municipality: Municipality
    adoption: Adoption
    likeness: Likeness
    voice: Voice
    args: Mapping[str, str]


@dataclass(frozen=True)
class ComparisonPage:
    """One solution seen from one municipality, section by section."""

    solution: str
    title: Text
    municipality: str
    name: str
    heading: str
    lead: str
    notes: tuple[str, ...]
    legend: tuple[str, str]
    alike: tuple[FactorRow, ...]
    different: tuple[FactorRow, ...]
    unknown: int
    questions: tuple[Question, ...]
    more_questions: tuple[Question, ...]
    beside: tuple[FactorRow, ...]
    calls: Calls
    first_step: FirstStep | None
    nearest: Nearest
    fields: tuple[Field, ...]
    kept_answers: tuple[Kept, ...]
    kept_weights: tuple[Kept, ...]
    sources: tuple[SourceItem, ...]

    @property
    def errors(self) -> tuple[Field, ...]:
        """List the fields that hold what cannot be read."""
        return tuple(field for field in (*self.fields, *self.nearest.fields) if field.error)

    @property
    def numbers(self) -> tuple[FactorRow, ...]:
        """List the rows that are drawn, for the table that says the same."""
        return tuple(row for row in (*self.alike, *self.different, *self.beside) if row.bar)

    @property
    def carried(self) -> dict[str, str]:
        """Give the reader's answers and weights as they stand in the address."""
        return {one.name: one.value for one in (*self.kept_answers, *self.kept_weights)}


def comparison_page(asked: Asked, set_links: tuple[SetLink, ...]) -> ComparisonPage:
    """Make the page from the records, the reader's answers and their weights."""
    book = SourceBook(asked.voice, asked.municipality)
    view, weighing = view_of(asked, book), weighing_of(asked)
    questions, beside = unknown_of(view)
    return ComparisonPage(
        solution=asked.solution.id,
        title=title_of(asked.solution, asked.voice.language),
        municipality=asked.municipality.id,
        name=asked.municipality.name,
        heading=heading_of(asked.municipality),
        lead=lead_of(view),
        notes=notes_of(view, asked.adoption),
        legend=legend_of(view),
        alike=tuple(row_of(one, view) for one in view.transfer.at(Standing.ALIKE)),
        different=different_of(view),
        unknown=len(view.transfer.at(Standing.UNKNOWN)),
        questions=questions[:MOST_QUESTIONS],
        more_questions=questions[MOST_QUESTIONS:],
        beside=beside,
        calls=calls_of(view, asked.adoption, weights=weighing.weights, is_default=weighing.is_default),
        first_step=first_step_of(view),
        nearest=nearest_of(
            asked.municipality,
            asked.likeness,
            weighing=weighing,
            adoption=asked.adoption,
            voice=asked.voice,
            set_links=set_links,
        ),
        fields=answer_fields(view.transfer.comparisons, asked.args, asked.voice),
        kept_answers=kept(asked.args, answer_names(asked.voice.catalogue.factors)),
        kept_weights=kept(asked.args, weight_names(asked.likeness.factors)),
        sources=book.items(),
    )


def view_of(asked: Asked, book: SourceBook) -> View:
    """Compare, and gather what the rows are made with."""
    return View(
        voice=asked.voice,
        solution=asked.solution,
        reports=asked.reports,
        municipality=asked.municipality,
        transfer=compare(asked),
        likeness=asked.likeness,
        cite=book.citer(asked.municipality),
    )


def compare(asked: Asked) -> Transfer:
    """Compare with the answers that are among those one can give."""
    catalogue = asked.voice.catalogue
    factors = tuple(catalogue.factors.values())
    compare_with = partial(
        transfer,
        asked.solution,
        asked.reports,
        asked.municipality,
        municipalities=catalogue.municipalities,
        factors=factors,
    )
    without = compare_with()
    typed = read_answers(factors, asked.args, asked.voice.language)
    answers = keep_known(typed, without.comparisons, asked.voice)
    return compare_with(answers=answers) if answers else without


def weighing_of(asked: Asked) -> Weighing:
    """Read the weights that the address asks for."""
    catalogue = asked.voice.catalogue
    return read_weighing(
        asked.likeness,
        asked.args,
        factors=catalogue.factors,
        sets=catalogue.weight_sets,
        language=asked.voice.language,
    )


def different_of(view: View) -> tuple[FactorRow, ...]:
    """List the factors that differ; what a municipality did otherwise is told once."""
    rows: list[FactorRow] = []
    told: set[Told] = set()
    for comparison in view.transfer.at(Standing.DIFFERENT):
        row = row_of(comparison, view)
        rows.append(replace(row, adapted=None) if row.adapted in told else row)
        told |= {row.adapted} if row.adapted else set()
    return tuple(rows)


def unknown_of(view: View) -> tuple[tuple[Question, ...], tuple[FactorRow, ...]]:
    """Part what is not known: questions, the most important first, and my figures with nothing to meet."""
    unknown = view.transfer.at(Standing.UNKNOWN)
    beside = [one for one in unknown if is_figure(one) and not one.lacks_mine]
    asked = sorted(
        (one for one in unknown if one not in beside), key=lambda one: one.factor.importance, reverse=True
    )
    return tuple(question_row(one, view) for one in asked), tuple(row_of(one, view) for one in beside)


def is_figure(comparison: Comparison) -> bool:
    """Tell whether a factor is read from the municipalities' own records and nobody is asked for it."""
    return not comparison.factor.ask_da and comparison.factor.kind is not FactorKind.TEXT
