"""In which order the solutions that were found are shown, and which of them stand on a page."""

from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Flags
from kb.search.matching import Scores
from kb.search.query import SearchQuery, Sort
from kb.search.tables import Tables

# Scores are compared in ten thousandths, so that the last bit of a sum never decides.
STEPS = 10_000


def rank(
    tables: Tables, found: Flags, scores: Scores, order: Sort, most: int | None = None
) -> NDArray[np.intp]:
    """Put the numbers of the found solutions in order, or only the first of them.

    Equal ones go by how many tried, then by title.
    """
    (numbers,) = found.nonzero()
    if len(numbers) == 1:
        return numbers
    if order is Sort.RELEVANCE:
        steps = np.rint(scores[numbers] * STEPS).astype(np.int64)
        goodness = steps * len(found) + tables.standing[Sort.TRIED][numbers]
    else:
        goodness = tables.standing[order][numbers]
    best = _best(goodness, most)
    return numbers[best]


def _best(goodness: NDArray[Any], most: int | None) -> NDArray[np.intp]:
    """Tell the places of the highest numbers, the highest first; no two are equal."""
    if most is None or len(goodness) <= most:
        return np.argsort(goodness)[::-1]
    least = len(goodness) - most
    among = np.flatnonzero(goodness >= np.partition(goodness, least)[least])
    return among[np.argsort(goodness[among])[::-1]]


def page_of(query: SearchQuery, total: int) -> tuple[int, int]:
    """Tell which page is shown and how many there are; past the end it is the last one."""
    pages = max(ceil(total / query.page_size), 1)
    return min(query.page, pages), pages
