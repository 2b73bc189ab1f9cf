"""The tables of a comparison, section by section: each row with its mark, and the same facts as CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.comparison.side_by_side import Cell, Row, Topic, points_both_ways, without_empty
from kb.grading.proof import Proof
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.web.context import current_config
from kb.web.formats import capital, format_list, uncapital
from kb.web.i18n import gettext
from kb.web.presenters.grade import remarks_of, warnings_of
from kb.web.presenters.source import SourceItem, SourceNote
from kb.web.side_by_side.facts import Teller
from kb.web.side_by_side.words import FactView
from kb.web.texts import Text
from kb.web.voice import Voice

# A cell shows so many facts at once; the rest are a click away.
FACTS_SHOWN = 4
# More columns than this do not fit a screen side by side.
COLUMNS_IN_VIEW = 4

LABELS = {
    Topic.GRADE: N_("Efterprøvningsgrad"),
    Topic.TRIED: N_("Har prøvet"),
    Topic.RUNNING: N_("Har den i drift"),
    Topic.STOPPED: N_("Er stoppet"),
    Topic.VOUCHED: N_("Hvem står inde for det?"),
    Topic.NEWEST: N_("Nyeste oplysning"),
    Topic.PURPOSE: N_("Hvad den er til for"),
    Topic.SUCCESS: N_("Hvad succes måles på"),
    Topic.TARGET: N_("Målgruppe"),
    Topic.TYPE: N_("Kommunetype"),
    Topic.REPORTS: N_("Erfaringer"),
    Topic.STAGE: N_("Forløb"),
    Topic.SCALE: N_("Omfang"),
    Topic.VERDICT: N_("Gik det, som løsningen er til for?"),
    Topic.ADAPTATIONS: N_("Andre tilpasninger"),
    Topic.OTHER_EFFECTS: N_("Andre effekter"),
    Topic.OTHER_REACH: N_("Anden brug og udbredelse"),
    Topic.DISPUTED: N_("Kilderne er uenige"),
    Topic.COSTS: N_("Udgifter, priser og mængder"),
    Topic.MONEY: N_("Gevinst i penge"),
    Topic.NET: N_("Netto og tilbagebetaling"),
    Topic.TIME: N_("Gevinst i tid"),
    Topic.OTHER_GAINS: N_("Andre gevinster"),
    Topic.GRANTS: N_("Tilskud, holdt for sig"),
    Topic.PREREQUISITES: N_("Forudsætninger"),
    Topic.SYSTEMS: N_("Systemer"),
    Topic.PRODUCTS: N_("Produkter og leverandører"),
    Topic.LAWS: N_("Lovgrundlag"),
    Topic.RISKS: N_("Risici, og om de skete"),
    Topic.FAILED: N_("Hvad gik galt"),
    Topic.GAPS: N_("Ikke fundet i nogen kilde"),
}
MEASURES = (Topic.EFFECT, Topic.REACH)

# Anchor, title and topics of each section of a page.
Sections = Sequence[tuple[str, str, Sequence[Topic]]]


@dataclass(frozen=True)
class Column:
    """One of those compared, with the way to its page where it has one."""

    id: str
    name: Text
    url: str


@dataclass(frozen=True)
class CellView:
    """What one says on a topic, under its own name; `missing` stands where it says nothing.

    `note` tells what to know before reading it; then all facts are shown, so that none hides another.
    """

    column: Text
    facts: tuple[FactView, ...]
    note: str
    missing: str

    @property
    def first(self) -> tuple[FactView, ...]:
        """Give the facts that are shown at once."""
        return self.facts if self.note else self.facts[:FACTS_SHOWN]

    @property
    def rest(self) -> tuple[FactView, ...]:
        """Give the facts that are a click away."""
        return self.facts[len(self.first) :]


@dataclass(frozen=True)
class RowView:
    """One topic: what it is called, whether they differ, and a cell for each."""

    label: str
    is_danish: bool
    hint: str
    mark: str
    css: str
    cells: tuple[CellView, ...]
    source: SourceNote | None = None


@dataclass(frozen=True)
class Section:
    """A few rows under one heading; `is_matrix` draws what was done with core elements."""

    anchor: str
    title: str
    rows: tuple[RowView, ...]
    is_matrix: bool


@dataclass(frozen=True)
class Table:
    """All that is compared, and what nobody says."""

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    not_stated: str

    @property
    def is_wide(self) -> bool:
        """Tell whether it needs more room than a screen has."""
        return len(self.columns) > COLUMNS_IN_VIEW


def table_of(
    rows: Sequence[Row],
    *,
    columns: Sequence[Column],
    solutions: Sequence[Solution],
    sections: Sections,
    teller: Teller,
) -> Table:
    """Make rows ready to show; `solutions` holds the solution of each column."""
    stated, empty = without_empty(rows)
    views = [(row.topic, row_view(row, columns, solutions=solutions, teller=teller)) for row in stated]
    found = (
        Section(
            anchor=anchor,
            title=gettext(title),
            rows=tuple(view for topic, view in views if topic in topics),
            is_matrix=Topic.ELEMENT in topics,
        )
        for anchor, title, topics in sections
    )
    return Table(
        columns=tuple(columns),
        sections=tuple(section for section in found if section.rows),
        not_stated=format_list((uncapital(label_of(row, teller)) for row in empty), teller.voice.language),
    )


def row_view(
    row: Row, columns: Sequence[Column], *, solutions: Sequence[Solution], teller: Teller
) -> RowView:
    """Make a row ready to show."""
    cells = tuple(
        CellView(
            column=column.name,
            facts=tuple(teller.tell(fact, solution) for fact in cell),
            note=note_of(cell, teller.voice),
            missing=gettext("Ingen i banken") if row.topic is Topic.REPORTS else gettext("Ikke oplyst"),
        )
        for column, solution, cell in zip(columns, solutions, row.cells, strict=True)
    )
    source = teller.book.citer(solutions[0])(row.element.source) if row.element else None
    return RowView(
        label=label_of(row, teller),
        is_danish=row.element is not None,
        hint=hint_of(row, teller, solution=solutions[0]),
        mark=mark_of(row),
        css={True: "is-different", False: "is-same", None: ""}[row.differs],
        cells=cells,
        source=source,
    )


def label_of(row: Row, teller: Teller) -> str:
    """Name the topic of a row: in words of ours, or as the measure, figure or core element is called."""
    if row.element:
        return row.element.description
    if row.topic is Topic.FIGURE:
        return teller.voice.term("figure", row.about)
    if row.topic in MEASURES:
        measure = teller.voice.term("outcome", row.about)
        return capital(measure)
    return gettext(LABELS[row.topic])


def hint_of(row: Row, teller: Teller, *, solution: Solution) -> str:
    """Say how a key figure is counted, that use is no effect, or what all share where they differ."""
    if row.topic in (Topic.REACH, Topic.OTHER_REACH):
        return gettext("Brug, ikke effekt")
    if row.topic is Topic.FIGURE:
        term = teller.voice.catalogue.term("figure", row.about)
        is_danish = teller.voice.language == "da"
        return ((term.definition_da if is_danish else term.definition_en) if term else "") or ""
    if not row.differs or not row.shared:
        return ""
    shared = ", ".join(dict.fromkeys(teller.tell(fact, solution).said for fact in row.shared))
    return gettext("Fælles: %(facts)s", facts=shared)


def mark_of(row: Row) -> str:
    """Say whether they differ, and how many say anything."""
    known = gettext("oplyst for %(some)s af %(all)s", some=row.stated, all=len(row.cells))
    known = known if row.stated < len(row.cells) else ""
    verdict = {True: gettext("Forskel"), False: gettext("Ens"), None: ""}[row.differs]
    return capital(", ".join(word for word in (verdict, known) if word))


def note_of(cell: Cell, voice: Voice) -> str:
    """Say what a grade does not tell, or that results point both ways, so that nobody reads them as one."""
    proof = next((fact.value for fact in cell if isinstance(fact.value, Proof)), None)
    if proof:
        return " ".join((*warnings_of(proof), *remarks_of(proof, voice)))
    return gettext("Peger i hver sin retning. Vi vælger ikke mellem dem.") if points_both_ways(cell) else ""


def columns() -> dict[str, str]:
    """Name what the twins tell of a fact."""
    return {
        "section": gettext("afsnit"),
        "row": gettext("række"),
        "id": gettext("id"),
        "name": gettext("navn"),
        "fact": gettext("fakta"),
        "note": gettext("bemærkning"),
        "who": gettext("hvem"),
        "kind": gettext("art"),
        "source": gettext("kilde"),
        "source_url": gettext("kildens adresse"),
        "report": gettext("erfaring"),
        "difference": gettext("forskel"),
    }


def facts_data(table: Table, sources: Mapping[str, SourceItem]) -> Iterator[dict[str, str | None]]:
    """Write one row for each fact of the page, and one for each cell where nothing is stated."""
    for section in table.sections:
        for row in section.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                start = {"section": section.title, "row": row.label, "id": column.id}
                start["name"] = column.name.text
                facts = cell.facts or (FactView(words=cell.missing),)
                for number, fact in enumerate(facts):
                    told = fact_data(fact, cell.note if number == 0 else "", sources)
                    found = {**start, **told, "difference": row.mark}
                    yield {name: words or None for name, words in found.items()}


def fact_data(fact: FactView, note: str, sources: Mapping[str, SourceItem]) -> dict[str, str]:
    """Write a fact as plain data, with what to know of all that stand with it."""
    source = sources.get(fact.source.anchor) if fact.source else None
    return {
        "fact": fact.said,
        "note": "; ".join(part for part in (*fact.notes, *fact.remarks, note) if part),
        "who": fact.who,
        "kind": fact.kind,
        "source": f"{source.title} ({fact.source.text})" if source and fact.source else "",
        "source_url": source.url if source else "",
        "report": current_config().base_url + fact.url if fact.url else "",
    }
