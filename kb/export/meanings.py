"""The tables that give the others their meaning: sources, terms, texts, and how each grade came about."""

from collections.abc import Iterable, Iterator

from kb.export.columns import Column, Kind, columns_of, is_ids, reader_of
from kb.export.holdings import Holdings, path_of
from kb.export.parts import KEY, OWNERS, POSITION, REPORT, SOLUTION
from kb.export.records import DOCUMENTED, REF
from kb.export.table import Reference, Row, Table
from kb.grading.proof import NotCounted
from kb.records.experience import Experience, ExperienceSchema
from kb.records.lists import Items, Part
from kb.records.marks import N_
from kb.records.solution import Solution, SolutionSchema
from kb.records.source import Source, SourceSchema
from kb.records.vocabulary import TermSchema

SOURCE = Column(
    "source", Kind.TEXT, N_("Kilde"), N_("Filen, som kilden står i, #, kildens id."), required=True
)
SOURCE_FIELDS = columns_of(SourceSchema(), without=())
VOCABULARY = Column("vocabulary", Kind.TEXT, N_("Ordliste"), N_("Ordlistens id."), required=True)
TERM_FIELDS = columns_of(TermSchema(), without=())
FIELD = Column("field", Kind.TEXT, N_("Felt"), N_("Feltet i indholdets format."), required=True)
TEXT = Column("text", Kind.TEXT, N_("Tekst"), N_("Én tekst i feltets liste."), required=True)
COUNTS = Column(
    "counts", Kind.FLAG, N_("Tæller med"), N_("Om erfaringen tæller i løsningens grad."), required=True
)
WHY_NOT = Column(
    "why_not",
    Kind.TEXT,
    N_("Hvorfor ikke"),
    N_("Hvorfor erfaringen ikke tæller."),
    options=tuple(NotCounted),
)
POSITIVE = Column("is_positive", Kind.FLAG, N_("Positiv"), N_("Om erfaringen peger den rigtige vej."))
CONTRARY = Column("is_contrary", Kind.FLAG, N_("Modsat"), N_("Om erfaringen peger den anden vej."))
MEASURES = Column("measures", Kind.LIST, N_("Mål"), N_("De primære mål, den er positiv på."))


def source_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each source, named by the file that lists it."""
    readers = [reader_of(column) for column in SOURCE_FIELDS]
    for path, sources in _lists_of_sources(holdings):
        for source in sources:
            yield (f"{path}#{source.id}", *(read(source) for read in readers))


def _lists_of_sources(holdings: Holdings) -> Iterator[tuple[str, Iterable[Source]]]:
    catalogue = holdings.catalogue
    yield "sources.yaml", (catalogue.sources[one] for one in sorted(catalogue.sources))
    for place_id in sorted(catalogue.municipalities):
        yield f"municipalities/{place_id}.yaml", catalogue.municipalities[place_id].sources
    for project_id in sorted(catalogue.projects):
        yield f"projects/{project_id}.yaml", catalogue.projects[project_id].sources
    for owner in holdings.owners():
        solution, report = owner
        yield path_of(owner), report.sources if report else (*solution.sources, *solution.further_reading)


def term_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each term of each vocabulary, with labels and definitions in both languages."""
    readers = [reader_of(column) for column in TERM_FIELDS]
    for vocabulary_id, vocabulary in sorted(holdings.catalogue.vocabularies.items()):
        for term in vocabulary.terms:
            yield (vocabulary_id, *(read(term) for read in readers))


def alias_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each other name of a term."""
    for vocabulary_id, vocabulary in sorted(holdings.catalogue.vocabularies.items()):
        for term in vocabulary.terms:
            for position, alias in enumerate(term.aliases, 1):
                yield vocabulary_id, term.id, position, alias


def text_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each text in a list of free texts, such as advice to the next."""
    for solution, report in holdings.owners():
        record: Solution | Experience = report or solution
        ref = report.ref if report else None
        for field in TEXTS_OF_REPORT if report else TEXTS_OF_SOLUTION:
            for position, text in enumerate(getattr(record, field), 1):
                yield f"{ref or solution.id}/{field}#{position}", solution.id, ref, position, field, text


def _text_fields(schema: SolutionSchema | ExperienceSchema) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in schema.fields.items()
        if isinstance(field, Items) and not is_ids(field) and not isinstance(field.inner, Part)
    )


TEXTS_OF_SOLUTION = _text_fields(SolutionSchema())
TEXTS_OF_REPORT = _text_fields(ExperienceSchema())


def grade_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each report as its solution's grade read it, with the reason where it does not count."""
    for solution in holdings.solutions():
        for one in holdings.proofs[solution.id].reports if solution.id in holdings.proofs else ():
            why = one.not_counted.value if one.not_counted else None
            flags = one.is_positive, one.is_contrary, why is None, why
            yield (one.ref, solution.id, one.documentation.grade.value, *flags, tuple(one.measures) or None)


TABLES = (
    Table(
        "sources",
        N_("Kilder"),
        N_("Alle kilder; hvert tal i de andre tabeller peger på én af dem."),
        ("source",),
        (SOURCE, *SOURCE_FIELDS),
        source_rows,
    ),
    Table(
        "grades",
        N_("Grader"),
        N_("Hver erfaring, som graden læser den: om den tæller, og hvorfor ikke."),
        ("report",),
        (REF, SOLUTION, DOCUMENTED, POSITIVE, CONTRARY, COUNTS, WHY_NOT, MEASURES),
        grade_rows,
        (Reference("report", "reports", "report"), Reference("solution", "solutions", "solution")),
    ),
    Table(
        "texts",
        N_("Lister af tekster"),
        N_("Andre navne, råd, partnere og andre lister: en række for hver tekst."),
        ("key",),
        (KEY, SOLUTION, REPORT, POSITION, FIELD, TEXT),
        text_rows,
        OWNERS,
    ),
    Table(
        "terms",
        N_("Ordlister"),
        N_("Alle termer med navn og forklaring på dansk og engelsk."),
        ("vocabulary", "id"),
        (VOCABULARY, *TERM_FIELDS),
        term_rows,
    ),
    Table(
        "term_aliases",
        N_("Andre navne for termer"),
        N_("Ord, der også bruges om en term."),
        ("vocabulary", "id", "position"),
        (
            VOCABULARY,
            Column("id", Kind.TEXT, N_("Term"), N_("Termens id."), required=True),
            POSITION,
            Column("alias", Kind.TEXT, N_("Andet navn"), N_("Ét andet navn."), required=True),
        ),
        alias_rows,
    ),
)
