"""Which words mean the same in search: one line a concept."""

from dataclasses import dataclass

from kb.records.base import RecordSchema
from kb.records.fields import Text
from kb.records.lists import Items
from kb.records.marks import N_


@dataclass(frozen=True)
class Thesaurus:
    """Concepts, each a tuple of words that mean the same."""

    concepts: tuple[tuple[str, ...], ...] = ()


class ThesaurusSchema(RecordSchema):
    """The file format of `thesaurus.yaml`."""

    record = Thesaurus
    concepts = Items(
        Items(Text(N_("Ord"), required=True, longest=100), N_("Begreb"), required=True, most=40),
        N_("Begreber"),
        N_("Ét begreb pr. linje: ord, der betyder det samme."),
        most=2000,
    )
