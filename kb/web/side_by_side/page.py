"""What a page of comparison holds: what is chosen, what may be added, the tables and their sources."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.records.solution import Solution
from kb.web.formats import format_list
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.source import SourceItem
from kb.web.side_by_side.choice import Choice
from kb.web.side_by_side.table import Table
from kb.web.texts import Text
from kb.web.twins import Twins

# Fewer than this is nothing to compare.
FEWEST = 2
# So many unknown names are shown again to the reader.
MOST_NAMED = 5


@dataclass(frozen=True)
class Chosen:
    """One of those chosen, and the address without it."""

    id: str
    name: Text
    url_without: str


@dataclass(frozen=True)
class Option:
    """One that may be chosen, and what to know of it in a few words."""

    id: str
    name: Text
    note: str
    is_chosen: bool = False


@dataclass(frozen=True)
class ComparisonPage:
    """A comparison of solutions, or of municipalities on one solution (`solution`).

    Without a `table` too few are chosen; `all_url` leads to a comparison of all where there is room for it.
    """

    chosen: tuple[Chosen, ...]
    messages: tuple[str, ...]
    options: tuple[Option, ...]
    most: int
    table: Table | None
    sources: tuple[SourceItem, ...]
    twins: Twins
    solution: Solution | None = None
    title: Text | None = None
    text: str = ""
    all_url: str = ""

    @property
    def picks_open(self) -> bool:
        """Tell whether the choice stands open: something is still to be chosen or was searched for."""
        return self.table is None or bool(self.text)


def messages_of(
    choice: Choice, name_of: Callable[[str], str], *, most: int, language: str
) -> tuple[str, ...]:
    """Say what of the address could not be shown, and why."""
    found = []
    if choice.unknown:
        names = quoted(choice.unknown, language)
        found.append(
            ngettext(
                "Banken kender ikke %(names)s. Den er udeladt.",
                "Banken kender ikke %(names)s. De er udeladt.",
                len(choice.unknown),
                names=names,
            )
        )
    if choice.left_out:
        names = quoted(map(name_of, choice.left_out), language)
        found.append(
            gettext(
                "Der er plads til %(most)s ad gangen. Udeladt: %(names)s. Fjern en anden for at få plads.",
                most=most,
                names=names,
            )
        )
    return tuple(found)


def quoted(names: Iterable[str], language: str) -> str:
    """List the first few names in quotation marks, and count the others."""
    listed = [f"»{name}«" if language == "da" else f"‘{name}’" for name in names]
    more = len(listed) - MOST_NAMED
    if more > 0:
        listed = [*listed[:MOST_NAMED], ngettext("%(num)s anden", "%(num)s andre", more)]
    return format_list(listed, language)
