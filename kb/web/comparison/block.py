"""The block "Hos os?" on a solution's page: three counts, the nearest that tried, one button."""

from dataclasses import dataclass

from kb.comparison.likeness import closeness_of
from kb.comparison.transfer import Standing
from kb.web.comparison.lead import success_words
from kb.web.comparison.nearest import nearest_tried
from kb.web.comparison.page import Asked, view_of
from kb.web.comparison.words import closeness_word
from kb.web.context import Option
from kb.web.presenters.source import SourceBook


@dataclass(frozen=True)
class Block:
    """What the block shows; without a municipality it asks for one among `options`."""

    solution: str
    name: str = ""
    sentence: str = ""
    alike: int = 0
    different: int = 0
    unknown: int = 0
    nearest: str = ""
    words: str = ""
    options: tuple[Option, ...] = ()


def block_asking(solution_id: str, options: tuple[Option, ...]) -> Block:
    """Make the block for a reader who has not said where they come from."""
    return Block(solution_id, options=options)


def block_of(asked: Asked) -> Block:
    """Make the block for one municipality."""
    view = view_of(asked, SourceBook(asked.voice, asked.municipality))
    twin = nearest_tried(asked.likeness, asked.adoption, asked.municipality)
    return Block(
        solution=asked.solution.id,
        name=asked.municipality.name,
        sentence=success_words(view.transfer.succeeded, view),
        alike=len(view.transfer.at(Standing.ALIKE)),
        different=len(view.transfer.at(Standing.DIFFERENT)),
        unknown=len(view.transfer.at(Standing.UNKNOWN)),
        nearest=asked.voice.place(twin.municipality) if twin else "",
        words=closeness_word(closeness_of(twin.distance)) if twin else "",
    )
