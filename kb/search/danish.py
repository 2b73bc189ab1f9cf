"""Which terms a text holds: the chain that records and queries go through alike.

Lower-case, legal paragraphs, hyphens, stop words, Snowball's Danish stemmer, and last æ ø å as ae oe aa,
so that a reader may type with or without the Danish letters. English words go the same way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang.snowball.danish import DanishStemmer

from kb.search.letters import PLAIN_LETTERS, fold
from kb.search.stopwords import STOP_WORDS

LONGEST_TERM = 64
MOST_STEMS_KEPT = 65_536

# A letter or digit with the accents and soft hyphens that belong to it.
_LETTERS = r"(?:[^\W_][\u0300-\u036f\u00ad]*)+"
_PIECE = rf"{_LETTERS}(?:['’]{_LETTERS})?"
_END = r"(?![^\W_])"
TOKENS = re.compile(
    # "§ 83 i serviceloven" has no paragraph "83 i": a letter that stands apart is never i.
    rf"§{{1,2}}\s{{0,3}}(?P<section>\d{{1,5}})(?:(?P<close>[a-z]){_END}|\s(?P<apart>[a-hj-z]){_END})?"
    r"|(?P<number>\d+(?:[.,]\d+)+)"
    rf"|(?P<words>{_PIECE}(?:[-‐‑]{_PIECE})*)",
    re.IGNORECASE,
)
HYPHENS = re.compile(r"[-‐‑]")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_INFLECTION = re.compile(r"['’]\w{1,4}$")
_TWO_LETTERS = re.compile("ae|oe|aa")

_UNFOLDED = {"ae": "æ", "oe": "ø", "aa": "å"}
_STEMMER = DanishStemmer()


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the piece of the text that it comes from."""

    term: str
    start: int
    end: int


def analyse(text: str) -> list[Token]:
    """List the terms of a text in reading order, without stop words."""
    return list(tokens_of(text))


def terms_of(text: str) -> list[str]:
    """List the terms of a text without their places."""
    return [token.term for token in tokens_of(text)]


def tokens_of(text: str, stop_words: frozenset[str] = STOP_WORDS) -> Iterator[Token]:
    """Yield the terms of a text one by one, so that the reader may stop at the first that matches."""
    for found in TOKENS.finditer(text):
        match found.lastgroup:
            case "words":
                yield from _tokens_of_words(found, stop_words)
            case "number":
                yield Token(_number(found["number"]), found.start(), found.end())
            case _:
                yield from _tokens_of_section(found)


def _tokens_of_words(found: re.Match[str], stop_words: frozenset[str]) -> Iterator[Token]:
    text, start = found["words"], found.start()
    pieces = HYPHENS.split(text)
    if len(pieces) > 1 and not all(piece.isdigit() for piece in pieces):
        yield Token(term_of("".join(pieces)), start, found.end())
    for piece in pieces:
        if fold(piece) not in stop_words:
            yield Token(term_of(piece), start, start + len(piece))
        start += len(piece) + 1


def _tokens_of_section(found: re.Match[str]) -> Iterator[Token]:
    number, letter = found["section"], (found["close"] or found["apart"] or "").lower()
    whole = (f"§{number}{letter}",) if letter else ()
    for term in (*whole, f"§{number}", number):
        yield Token(term, found.start(), found.end())


def _number(text: str) -> str:
    """Write 37.705 as 37705 and 13,6 as 13.6."""
    return text.replace(".", "") if _THOUSANDS.fullmatch(text) else text.replace(",", ".")


@lru_cache(maxsize=MOST_STEMS_KEPT)
def term_of(word: str) -> str:
    """Turn one word into its term: stemmed, then written without Danish letters and accents.

    The word is first written in one way, with its ae, oe and aa as æ, ø and å, so that the stemmer
    meets the same word however it was typed.
    """
    folded = fold(_INFLECTION.sub("", word))[:LONGEST_TERM]
    if not folded.isalpha():
        # One sign may stand for several, brackets and blanks among them: ⑴ is (1).
        return "".join(filter(str.isalnum, folded)) or folded
    unfolded = _TWO_LETTERS.sub(lambda found: _UNFOLDED[found[0]], folded)
    return str(_STEMMER.stem(unfolded)).translate(PLAIN_LETTERS)
