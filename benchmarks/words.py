"""From which words made-up texts are written: the bank's own, by how often it uses them, and compounds.

The rank of a word decides how often it is drawn (Zipf's law as Mandelbrot mended it), so a few words
stand everywhere and most stand in a handful of reports, as in any language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

CONTENT = Path(__file__).parent.parent / "content"
WORDS = 60_000
EXPONENT, OFFSET = 1.05, 2.7
TOPIC_WORDS, TOPIC_SHARE = 30, 0.2
SHORTEST_PART, LONGEST_PART = 3, 9
DRAWN_AT_ONCE = 1_024
LINKS = ("", "s", "e")
_WORD = re.compile("[a-zæøå]{2,}")


@dataclass(frozen=True)
class Language:
    """Words by rank, and how likely it is that one of the first n is drawn."""

    words: tuple[str, ...]
    cumulated: NDArray[np.float64]

    def stream(self, chance: np.random.Generator, topic: Sequence[str]) -> Iterator[str]:
        """Draw words without end, a fifth of them from a topic."""
        while True:
            ranks = np.searchsorted(self.cumulated, chance.random(DRAWN_AT_ONCE), side="right").tolist()
            from_topic = (chance.random(DRAWN_AT_ONCE) < TOPIC_SHARE).tolist()
            places = chance.integers(len(topic), size=DRAWN_AT_ONCE).tolist()
            for rank, place, is_topical in zip(ranks, places, from_topic, strict=True):
                yield topic[place] if is_topical else self.words[rank]

    def topic(self, chance: np.random.Generator) -> list[str]:
        """Choose the words that one solution is about: none of the hundred that stand everywhere."""
        return [self.words[place] for place in chance.integers(100, len(self.words), TOPIC_WORDS).tolist()]


@cache
def language(content: Path = CONTENT) -> Language:
    """Read the bank's own words from its prose and add compounds nobody has written."""
    counts: Counter[str] = Counter()
    for path in sorted(content.glob("solutions/*/solution.md")):
        counts.update(_WORD.findall(path.read_text(encoding="utf-8").lower()))
    for name in _places(content):
        counts.pop(name, None)
    own = sorted(counts, key=lambda word: (-counts[word], word))
    words = tuple(dict.fromkeys((*own, *_compounds(own, WORDS - len(own)))))
    weights = 1 / (np.arange(len(words)) + OFFSET) ** EXPONENT
    return Language(words, np.cumsum(weights) / weights.sum())


def _places(content: Path) -> Iterator[str]:
    """Name the real municipalities, so that nothing made up is said of them."""
    for path in sorted(content.glob("municipalities/*.yaml")):
        for word in _WORD.findall(yaml.safe_load(path.read_bytes())["name"].lower()):
            yield from (word, f"{word}s")


def _compounds(own: Sequence[str], count: int) -> list[str]:
    parts = [word for word in own if SHORTEST_PART <= len(word) <= LONGEST_PART]
    chance = np.random.default_rng(1)
    picks = chance.integers(len(parts), size=(count, 2)).tolist()
    links = chance.integers(len(LINKS), size=count).tolist()
    return [f"{parts[a]}{LINKS[link]}{parts[b]}" for (a, b), link in zip(picks, links, strict=True)]
