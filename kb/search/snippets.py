"""Which piece of a text shows why it was found, with the words that match marked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb.search.concordance import Concordance, Span, concordance_of
from kb.search.results import Highlighted

LENGTH = 200
# Words before the first match, so that the reader sees what it is about.
BEFORE = 60
ELLIPSIS = "…"


@dataclass(frozen=True)
class Marker:
    """What is marked: terms, compounds that hold one of them, and terms that must follow each other.

    `take_apart` tells where in a text each term stands, as a word or in a compound.
    """

    terms: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    take_apart: Callable[[str], Concordance] = concordance_of

    def __bool__(self) -> bool:
        return bool(self.terms or self.phrases)

    def marked(self, text: str) -> list[Span]:
        """List where the words of a text that match begin and end, from left to right."""
        return self.take_apart(text).find(self.terms, self.phrases) if self else []

    def marked_within(self, text: str, start: int, end: int) -> list[Span]:
        """List the same of a piece of a text, as if it stood alone."""
        found = self.take_apart(text).find(self.terms, self.phrases, start, end) if self else []
        return [(first - start, last - start) for first, last in found]


def highlight(text: str, marker: Marker) -> Highlighted:
    """Cut a text into pieces at the words that match; joined, they are the text."""
    return cut(text, marker.marked(text))


def cut(text: str, marked: Iterable[Span]) -> Highlighted:
    """Cut a text into pieces at what is marked."""
    return Highlighted(tuple(_pieces(text, marked)))


def _pieces(text: str, marked: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    done = 0
    for first, end in marked:
        if end > done:
            start = max(first, done)
            if start > done:
                yield text[done:start], False
            yield text[start:end], True
            done = end
    if done < len(text):
        yield text[done:], False


def snippet(texts: Iterable[str], marker: Marker) -> Highlighted:
    """Show about 200 characters around the first match in any of the texts, else how the first begins."""
    first = ""
    for text in texts:
        first = first or text
        marked = marker.marked(text)
        if marked:
            return excerpt(text, marked[0][0], marker)
    return excerpt(first, 0, Marker())


def excerpt(text: str, place: int, marker: Marker) -> Highlighted:
    """Cut about 200 characters around a place, at blanks, with an ellipsis where something is left out."""
    if len(text) <= LENGTH:
        return highlight(text, marker)
    start, end = _bounds(text, place)
    first, last = (ELLIPSIS if start else ""), (ELLIPSIS if end < len(text) else "")
    start += len(text[start:end]) - len(text[start:end].lstrip())
    shown = f"{first}{text[start:end].rstrip()}{last}"
    marked = marker.marked_within(text, start - len(first), end)
    return cut(shown, marked)


def _bounds(text: str, place: int) -> Span:
    """Tell where the piece around a place begins and ends."""
    low = min(place - BEFORE, len(text) - LENGTH)
    start = 0 if place <= LENGTH - BEFORE else _next_blank(text, low, place)
    return start, _last_blank(text, start + LENGTH)


def _next_blank(text: str, low: int, high: int) -> int:
    blank = text.find(" ", low, high)
    return blank + 1 if blank >= 0 else high


def _last_blank(text: str, high: int) -> int:
    if high >= len(text):
        return len(text)
    blank = text.rfind(" ", high - BEFORE, high + 1)
    return blank if blank >= 0 else high
