"""The words that a search can begin with: for the search field as JSON, for everybody as a page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.records.marks import N_
from kb.search.query import SearchQuery, clean_text
from kb.search.suggestions import SuggestedKind, Suggestion
from kb.web.context import page_url
from kb.web.i18n import gettext
from kb.web.search.url import search_url

if TYPE_CHECKING:
    from kb.release.opening import Release

KINDS = {
    SuggestedKind.TERM: N_("emne"),
    SuggestedKind.SOLUTION: N_("løsning"),
    SuggestedKind.MUNICIPALITY: N_("kommune"),
}


@dataclass(frozen=True)
class Word:
    """A word to search for: what it is, how many solutions it leads to, and where."""

    label: str
    kind: str
    count: int | None
    url: str


@dataclass(frozen=True)
class SuggestionsPage:
    """What was typed, and the words that go on from there."""

    text: str
    words: tuple[Word, ...]


def suggestions_page(release: "Release", text: str, language: str) -> SuggestionsPage:
    """Make the page of words that go on from some letters."""
    found = release.engine.suggest(text, language)
    return SuggestionsPage(clean_text(text), tuple(map(word_of, found)))


def word_of(suggestion: Suggestion) -> Word:
    """Link a suggestion to the solution it is, or to the search that chooses it."""
    is_solution = suggestion.kind is SuggestedKind.SOLUTION
    url = (
        page_url("solutions.show", solution_id=suggestion.value)
        if is_solution
        else search_url(SearchQuery().choosing(suggestion.facet, [suggestion.value]))
    )
    count = None if is_solution else suggestion.count
    return Word(suggestion.label, gettext(KINDS[suggestion.kind]), count, url)


def suggestions_data(release: "Release", text: str, language: str) -> dict[str, Any]:
    """Write the words as plain data."""
    page = suggestions_page(release, text, language)
    return {"suggestions": [{"label": word.label, "kind": word.kind, "url": word.url} for word in page.words]}
