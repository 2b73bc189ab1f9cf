"""Which words the bank uses for areas, technologies, stages and the rest: controlled terms."""

from dataclasses import dataclass

from kb.records.base import RecordSchema
from kb.records.fields import Slug, Text, line
from kb.records.lists import lines, parts
from kb.records.marks import N_


@dataclass(frozen=True)
class Term:
    """One controlled term with its label in both languages (SKOS: concept, prefLabel, broader).

    `one_da` and `one_en` are what a unit is called after the number one.
    """

    id: str
    da: str
    en: str
    definition_da: str | None = None
    definition_en: str | None = None
    broader: str | None = None
    aliases: tuple[str, ...] = ()
    one_da: str | None = None
    one_en: str | None = None


class TermSchema(RecordSchema):
    """The file format of a term."""

    record = Term
    id = Slug(N_("Id"), N_("Termens id; det ændres aldrig."), required=True)
    da = line(N_("Dansk"), N_("Termens navn på dansk."), required=True)
    en = line(N_("Engelsk"), N_("Termens navn på engelsk."), required=True)
    definition_da = Text(N_("Definition, dansk"), N_("Én sætning om, hvad termen dækker."))
    definition_en = Text(N_("Definition, engelsk"), N_("Samme sætning på engelsk."))
    broader = Slug(N_("Bredere term"), N_("Id på den term, denne hører under."))
    aliases = lines(N_("Andre ord"), N_("Ord, folk også søger på."), longest=100)
    one_da = line(N_("Ental, dansk"), N_("Enhedens navn efter tallet 1, fx time om ugen."))
    one_en = line(N_("Ental, engelsk"), N_("Det samme på engelsk, fx hour a week."))


@dataclass(frozen=True)
class Vocabulary:
    """A list of terms in the order in which they are shown."""

    id: str
    da: str
    en: str
    terms: tuple[Term, ...] = ()

    def term(self, term_id: str) -> Term | None:
        """Find a term by id."""
        return next((term for term in self.terms if term.id == term_id), None)


class VocabularySchema(RecordSchema):
    """The file format of a vocabulary, `vocabularies/<id>.yaml`."""

    record = Vocabulary
    id = Slug(N_("Id"), N_("Filens navn."), required=True)
    da = line(N_("Dansk"), N_("Ordlistens navn på dansk."), required=True)
    en = line(N_("Engelsk"), N_("Ordlistens navn på engelsk."), required=True)
    terms = parts(TermSchema, N_("Termer"), N_("I den rækkefølge, de skal vises."), most=500)
