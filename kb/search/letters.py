"""How a word is written with plain letters only, and how Danish texts are put in alphabetical order."""

import re
import unicodedata
from functools import lru_cache

MOST_WORDS_KEPT = 65_536

PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "\u00ad": None})
# All but Latin letters and punctuation: only there may marks be that stand over a letter.
_UNCOMMON = re.compile("[^\x00-\u02ff\u2000-\u20cf]+")
_IN_ORDER = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "ü": "y"})


@lru_cache(maxsize=MOST_WORDS_KEPT)
def fold(word: str) -> str:
    """Write a word in lower case with plain letters: æ as ae, ø as oe, å as aa, é as e."""
    return fold_text(word)


def fold_text(text: str) -> str:
    """Write a text of any length as `fold` writes a word."""
    plain = unicodedata.normalize("NFC", text).lower().translate(PLAIN_LETTERS)
    if plain.isascii():
        return plain
    return _UNCOMMON.sub(_without_marks, unicodedata.normalize("NFKD", plain))


def _without_marks(found: re.Match[str]) -> str:
    return "".join(part for part in found[0] if not unicodedata.combining(part))


def alphabetical(text: str) -> tuple[str, str]:
    """Make the key that sorts a text as a Danish dictionary does: æ, ø, å last, and aa as å."""
    plain = unicodedata.normalize("NFC", text).lower().replace("aa", "å").translate(_IN_ORDER)
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(part for part in parts if not unicodedata.combining(part)), text
