"""Which piece of a text shows why it was found, with the words that match marked."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kb.search.danish import HYPHENS, Token, tokens_of
from kb.search.letters import fold_text
from kb.search.results import Highlighted

LENGTH = 200
# Words before the first match, so that the reader sees what it is about.
BEFORE = 60
ELLIPSIS = "…"


def no_parts(_term: str) -> tuple[str, ...]:
    """Take no compound apart."""
    return ()


@dataclass(frozen=True)
class Marker:
    """What is marked: terms, compounds that hold one of them, and terms that must follow each other."""

    terms: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    parts_of: Callable[[str], tuple[str, ...]] = no_parts

    def __bool__(self) -> bool:
        return bool(self.terms or self.phrases)

    def marked(self, text: str) -> Iterator[Token]:
        """Yield the words of a text that match, from left to right."""
        if not self:
            return
        may_stand = self._may_stand_in(text)
        phrases = [phrase for phrase in self.phrases if all(map(may_stand, phrase))]
        if phrases:
            yield from self._marked_with_phrases(tokens_of(text), phrases)
        elif any(map(may_stand, self.terms)):
            yield from filter(self._matches, tokens_of(text))

    def _may_stand_in(self, text: str) -> Callable[[str], bool]:
        """Rule out most terms that do not stand in a text, at a hundredth of what taking it apart costs.

        A term stands in its word letter by letter, and in a compound perhaps without its last letter.
        """
        letters = HYPHENS.sub("", fold_text(text))
        return lambda term: not term.isalpha() or term[:-1] in letters

    def _matches(self, token: Token) -> bool:
        return token.term in self.terms or not self.terms.isdisjoint(self.parts_of(token.term))

    def _marked_with_phrases(
        self, tokens: Iterator[Token], phrases: Sequence[tuple[str, ...]]
    ) -> Iterator[Token]:
        """Look no further ahead than the longest phrase, so that the reader may stop at the first match."""
        ahead = deque(islice(tokens, max(map(len, phrases))))
        starts = {phrase[0] for phrase in phrases}
        left = 0
        while ahead:
            if ahead[0].term in starts:
                terms = tuple(token.term for token in ahead)
                left = max(left, *(len(phrase) for phrase in phrases if terms[: len(phrase)] == phrase), 0)
            token = ahead.popleft()
            ahead.extend(islice(tokens, 1))
            if left or self._matches(token):
                yield token
            left = max(left - 1, 0)


def highlight(text: str, marker: Marker) -> Highlighted:
    """Cut a text into pieces at the words that match; joined, they are the text."""
    return Highlighted(tuple(_pieces(text, marker.marked(text))))


def _pieces(text: str, marked: Iterable[Token]) -> Iterator[tuple[str, bool]]:
    done = 0
    for token in marked:
        if token.end > done:
            start = max(token.start, done)
            if start > done:
                yield text[done:start], False
            yield text[start : token.end], True
            done = token.end
    if done < len(text):
        yield text[done:], False


def snippet(texts: Iterable[str], marker: Marker) -> Highlighted:
    """Show about 200 characters around the first match in any of the texts, else how the first begins."""
    first = ""
    for text in texts:
        first = first or text
        start = first_match(text, marker)
        if start is not None:
            return highlight(excerpt(text, start), marker)
    return highlight(excerpt(first, 0), Marker())


def first_match(text: str, marker: Marker) -> int | None:
    """Tell where the first word that matches begins, or None."""
    return next((token.start for token in marker.marked(text)), None)


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
