"""What a form costs the one who fills it in: questions, keys and seconds for each step."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.journeys.keyboard import PRESSED


@dataclass
class Step:
    """One step: how many questions it asks, and what it took, however often one came to it."""

    questions: int = 0
    about: int = 0
    written: int = 0
    seconds: float = 0.0


@dataclass
class Effort:
    """The steps of a form, by number."""

    steps: dict[int, Step] = field(default_factory=dict)

    @contextmanager
    def at(self, number: int, page: Page) -> Iterator[None]:
        """Count what is done at a step."""
        step = self.steps.setdefault(number, Step())
        step.questions = max(step.questions, page.locator("form.report-form .quest").count())
        before, start = PRESSED.copy(), time.monotonic()
        yield
        step.about += PRESSED["to get about"] - before["to get about"]
        step.written += PRESSED["to write"] - before["to write"]
        step.seconds += time.monotonic() - start

    @property
    def questions(self) -> int:
        """How many questions the form asks in all."""
        return sum(step.questions for step in self.steps.values())

    def told(self) -> str:
        """Write the steps as a table."""
        rows = [
            f"| {number} | {step.questions} | {step.about} | {step.written} | {step.seconds:.1f} |"
            for number, step in sorted(self.steps.items())
        ]
        return "\n".join(
            [
                "| step | questions | keys to get about | characters | seconds |",
                "|---|---:|---:|---:|---:|",
                *rows,
            ]
        )
