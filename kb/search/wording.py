"""How a term is written in the records: the corrected word that the reader is shown."""

from collections.abc import Iterable

from kb.search.corrections import distance
from kb.search.letters import fold
from kb.search.snippets import Marker


def written_form(term: str, typed: str, texts: Iterable[str]) -> str:
    """Find, in the first text that has a term, the form of it that is most like what was typed.

    Where no text has it, the term must do.
    """
    marker = Marker(frozenset([term]))
    for text in texts:
        forms = {text[start:end].lower() for start, end in marker.marked(text)}
        if forms:
            return min(forms, key=lambda form: (distance(fold(typed), fold(form)), form))
    return term
