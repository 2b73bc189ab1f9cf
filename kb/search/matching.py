"""What it means that a record matches: a score per solution and per report, and who can give it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.search.wanted import Wanted

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Matches:
    """How well each solution and each report answers the words, by number; 0 where it holds none of them."""

    solutions: Scores
    reports: Scores


class Matcher(Protocol):
    """Anything that finds the records holding at least one of the units asked for."""

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution and every report."""
        ...
