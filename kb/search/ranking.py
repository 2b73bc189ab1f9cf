"""In which order the solutions that were found are shown, and which of them stand on a page."""

from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Flags
from kb.search.matching import Scores
from kb.search.query import SearchQuery, Sort
from kb.search.tables import Tables


def rank(tables: Tables, found: Flags, scores: Scores, order: Sort) -> NDArray[np.intp]:
    """Put the numbers of the found solutions in order; equal ones go by how many tried, then by title."""
    numbers = np.flatnonzero(found)
    title, tried = tables.title_rank[numbers], -tables.tried[numbers]
    first: dict[Sort, NDArray[Any]] = {
        # Rounded, so that the last bit of a sum never decides.
        Sort.RELEVANCE: -np.round(scores[numbers], 9),
        Sort.GRADE: -tables.grade[numbers],
        Sort.TRIED: tried,
        Sort.NEWEST: -tables.newest[numbers],
        Sort.TITLE: title,
    }
    return numbers[np.lexsort((title, tried, first[order]))]


def page_of(query: SearchQuery, total: int) -> tuple[int, int]:
    """Tell which page is shown and how many there are; past the end it is the last one."""
    pages = max(ceil(total / query.page_size), 1)
    return min(query.page, pages), pages
