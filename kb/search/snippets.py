"""Which piece of a text shows why it was found, with the words that match marked."""

from collections.abc import Iterable, Iterator

from kb.search.danish import Token, tokens_of
from kb.search.results import Highlighted

LENGTH = 200
# Words before the first match, so that the reader sees what it is about.
BEFORE = 60
ELLIPSIS = "…"


def highlight(text: str, terms: frozenset[str]) -> Highlighted:
    """Cut a text into pieces at the words whose stem is one of the terms; joined, they are the text."""
    return Highlighted(tuple(_pieces(text, tokens_of(text) if terms else (), terms)))


def _pieces(text: str, tokens: Iterable[Token], terms: frozenset[str]) -> Iterator[tuple[str, bool]]:
    done = 0
    for token in tokens:
        if token.term in terms and token.end > done:
            start = max(token.start, done)
            if start > done:
                yield text[done:start], False
            yield text[start : token.end], True
            done = token.end
    if done < len(text):
        yield text[done:], False


def snippet(texts: Iterable[str], terms: frozenset[str]) -> Highlighted:
    """Show about 200 characters around the first match in any of the texts, else how the first begins."""
    first = ""
    for text in texts:
        first = first or text
        start = first_match(text, terms)
        if start is not None:
            return highlight(excerpt(text, start), terms)
    return highlight(excerpt(first, 0), frozenset())


def first_match(text: str, terms: frozenset[str]) -> int | None:
    """Tell where the first word with one of the terms begins, or None."""
    if not terms:
        return None
    return next((token.start for token in tokens_of(text) if token.term in terms), None)


def excerpt(text: str, place: int) -> str:
    """Cut about 200 characters around a place, at blanks, with an ellipsis where something is left out."""
    if len(text) <= LENGTH:
        return text
    low = min(place - BEFORE, len(text) - LENGTH)
    start = 0 if place <= LENGTH - BEFORE else _next_blank(text, low, place)
    end = _last_blank(text, start + LENGTH)
    return f"{ELLIPSIS if start else ''}{text[start:end].strip()}{ELLIPSIS if end < len(text) else ''}"


def _next_blank(text: str, low: int, high: int) -> int:
    blank = text.find(" ", low, high)
    return blank + 1 if blank >= 0 else high


def _last_blank(text: str, high: int) -> int:
    if high >= len(text):
        return len(text)
    blank = text.rfind(" ", high - BEFORE, high + 1)
    return blank if blank >= 0 else high
