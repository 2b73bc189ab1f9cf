"""What the bank tells about itself: how much it holds, what its figures mean, where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.course import Stage
from kb.records.marks import N_
from kb.records.outcome import Art
from kb.web.context import Link
from kb.web.formats import capital, format_number
from kb.web.i18n import gettext
from kb.web.presenters.stage import PROGRESS
from kb.web.words import art_word, stage_word

if TYPE_CHECKING:
    from kb.release.opening import Release

COUNTS = (
    ("solutions", N_("løsninger")),
    ("experiences", N_("erfaringer")),
    ("municipalities_with_experience", N_("kommuner med erfaringer")),
    ("sources", N_("kilder")),
)
MEANINGS = {
    Art.MEASURED: N_(
        "Målt for at finde ud af, om det virker: før og efter, mod en gruppe uden, eller med spørgeskema."
    ),
    Art.COUNTED: N_("Talt op i driften, fx besøg, timer eller sager, uden at nogen har sammenlignet."),
    Art.EXPERIENCED: N_("Sagt af borgere, medarbejdere eller ledere, der har prøvet det."),
    Art.ESTIMATED: N_("Regnet ud fra antagelser, som regel i en business case."),
    Art.SIMULATED: N_("Regnet i en model, der efterligner virkeligheden."),
    Art.EXPECTED: N_("Ventet eller lovet. Det er aldrig et resultat."),
}


@dataclass(frozen=True)
class Count:
    """How many the bank holds of something."""

    words: str
    number: str


@dataclass(frozen=True)
class Kind:
    """One of the six kinds of figures."""

    art: str
    word: str
    meaning: str


@dataclass(frozen=True)
class StageMeaning:
    """A stage and what it means."""

    stage: str
    word: str
    meaning: str


@dataclass(frozen=True)
class FigureSource:
    """A source of the municipalities' figures."""

    title: str
    publisher: str
    year: str
    url: str
    note: str


@dataclass(frozen=True)
class AboutPage:
    """All that the page about the bank shows."""

    counts: tuple[Count, ...]
    kinds: tuple[Kind, ...]
    stages: tuple[StageMeaning, ...]
    sources: tuple[FigureSource, ...]
    without_experience: int
    release: str


def make_about_page(release: "Release", language: str) -> AboutPage:
    """Gather the page about the bank."""
    counts = release.counts
    return AboutPage(
        counts=counts_of(counts, language),
        kinds=tuple(Kind(art.value, art_word(art), gettext(text)) for art, text in MEANINGS.items()),
        stages=tuple(stage_meaning(release, stage, language) for stage in PROGRESS),
        sources=figure_sources(release),
        without_experience=counts["municipalities"] - counts["municipalities_with_experience"],
        release=release.id,
    )


def counts_of(counts: Mapping[str, int], language: str) -> tuple[Count, ...]:
    """Say how much the bank holds."""
    return tuple(Count(gettext(words), format_number(counts[name], language)) for name, words in COUNTS)


def stage_meaning(release: "Release", stage: Stage, language: str) -> StageMeaning:
    """Explain a stage in the words of the vocabulary."""
    term = release.catalogue.term("stage", stage.value)
    meaning = (term.definition_da if language == "da" else term.definition_en) if term else ""
    return StageMeaning(stage.value, capital(stage_word(stage)), meaning or "")


def figure_sources(release: "Release") -> tuple[FigureSource, ...]:
    """List the sources that the municipalities' figures come from."""
    return tuple(
        FigureSource(s.title, s.publisher or "", str(s.year or ""), s.url or "", s.note or "")
        for s in release.catalogue.sources.values()
    )


@dataclass(frozen=True)
class Operator:
    """Who runs this site; empty texts where the settings do not say."""

    name: str
    email: str

    @property
    def mailto(self) -> Link | None:
        """Link to the operator's mailbox."""
        return Link(self.email, f"mailto:{self.email}") if self.email else None
