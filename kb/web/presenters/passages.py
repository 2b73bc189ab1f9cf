"""What a report tells in running words, each passage under its own label."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.records.conditions import Complexity, Level, Product
from kb.records.course import Funnel, UseAfter
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.web.formats import format_number
from kb.web.i18n import gettext
from kb.web.presenters.source import Cite, SourceNote
from kb.web.voice import Voice

LEVELS = {Level.SIMPLE: N_("enkel"), Level.COMPLICATED: N_("sammensat"), Level.COMPLEX: N_("kompleks")}
DOMAINS = (
    ("condition", N_("tilstand")),
    ("technology", N_("teknologi")),
    ("value", N_("værdi")),
    ("adopters", N_("brugere")),
    ("organisation", N_("organisation")),
    ("wider_system", N_("omverden")),
    ("adaptation_over_time", N_("udvikling over tid")),
)


@dataclass(frozen=True)
class Passage:
    """A label and what the record says; `is_danish` where the words are the record's own."""

    label: str
    text: str
    source: SourceNote | None = None
    is_danish: bool = True


def told(*pairs: tuple[str, str | None]) -> tuple[Passage, ...]:
    """Keep the passages that say something."""
    return tuple(Passage(gettext(label), text) for label, text in pairs if text)


def trouble_of(report: Experience, cite: Cite) -> tuple[Passage, ...]:
    """Tell why it stopped, what went wrong, and which risks are named."""
    happened = tuple(
        Passage(gettext("Det skete"), event.description, cite(event.source))
        for event in report.risks_happened
    )
    seen = tuple(Passage(gettext("Risiko, kilden nævner"), text) for text in report.risks_seen)
    pairs = ((N_("Hvorfor det stoppede"), report.why_stopped), (N_("Hvad gik galt"), report.what_failed))
    return (*told(*pairs), *happened, *seen)


def work_of(report: Experience) -> tuple[Passage, ...]:
    """Tell what changed for those who work and those who are helped."""
    return told(
        (N_("For borgerne"), report.for_citizens),
        (N_("For medarbejderne"), report.for_staff),
        (N_("Ændret arbejdsgang"), report.changed_work),
    )


def anchoring_of(report: Experience, voice: Voice, *, cite: Cite) -> tuple[Passage, ...]:
    """Tell who carries it, how people were prepared, and how it has lasted."""
    hours = report.training_hours
    words = told(
        (N_("Forankring"), report.anchoring),
        (N_("Ledelsesniveau"), report.leadership_level),
        (N_("Ledelsens opbakning"), report.leadership_how),
        (N_("Bemanding"), report.staffing.words if report.staffing else None),
        (N_("Uddannelse"), report.training),
        (N_("Driftssikkerhed"), report.reliability),
    )
    counted = (
        (N_("Årsværk"), _number(report.staffing.fte if report.staffing else None, voice)),
        (N_("Måneder til drift"), _number(report.staffing.months if report.staffing else None, voice)),
        (N_("Uddannelse i timer pr. medarbejder"), _number(hours, voice)),
        (N_("Kompleksitet"), complexity_of(report.complexity)),
    )
    numbers = tuple(Passage(gettext(label), text, is_danish=False) for label, text in counted if text)
    return (*words, *numbers, *uptake_of(report.funnel, voice, cite=cite), *use_of(report.use_after, cite))


def _number(number: object, voice: Voice) -> str:
    return "" if number is None else format_number(number, voice.language)  # type: ignore[arg-type]


def complexity_of(complexity: Complexity | None) -> str:
    """Write the seven domains in a line."""
    if complexity is None:
        return ""
    levels = ((gettext(name), getattr(complexity, field)) for field, name in DOMAINS)
    return ", ".join(f"{name}: {gettext(LEVELS[level])}" for name, level in levels if level)


def uptake_of(funnel: Funnel | None, voice: Voice, *, cite: Cite) -> Iterable[Passage]:
    """Tell how many were offered it, said yes, and still use it."""
    if funnel is None:
        return
    steps = (
        (funnel.offered, N_("%(number)s fik tilbuddet")),
        (funnel.accepted, N_("%(number)s sagde ja")),
        (funnel.active_6m, N_("%(number)s brugte det efter seks måneder")),
    )
    texts = [gettext(text, number=format_number(n, voice.language)) for n, text in steps if n is not None]
    if texts:
        yield Passage(gettext("Tilslutning"), ", ".join(texts), cite(funnel.source), is_danish=False)


def use_of(use: UseAfter | None, cite: Cite) -> Iterable[Passage]:
    """Tell how much it was used later on."""
    if use is None:
        return
    texts = (
        (N_("Brug efter 6 måneder"), use.months_6),
        (N_("Brug efter 12 måneder"), use.months_12),
        (N_("Brug efter 24 måneder"), use.months_24),
    )
    yield from (Passage(gettext(label), text, cite(use.source)) for label, text in texts if text)


def technology_of(report: Experience, voice: Voice, *, cite: Cite) -> tuple[Passage, ...]:
    """Tell which systems, products and suppliers it took, and what the supplier had to do with the report."""
    systems = voice.terms("system", report.systems)
    terms = (Passage(gettext("Systemer"), systems, is_danish=False),) if systems else ()
    products = tuple(
        Passage(gettext("Produkt"), product_name(product), cite(product.source))
        for product in report.products
    )
    return (
        *terms,
        *told((N_("Systemlandskab"), report.system_notes)),
        *products,
        *told((N_("Leverandør"), report.supplier)),
        *supplier_of(report),
    )


def product_name(product: Product) -> str:
    """Name a product with its version, supplier and number."""
    hmi = f"HMI-nr. {product.hmi}" if product.hmi else None
    name = f"{product.name} {product.version or ''}".strip()
    return ", ".join(part for part in (name, product.supplier, hmi) if part)


def supplier_of(report: Experience) -> tuple[Passage, ...]:
    """Say what the supplier had to do with the figures or the text."""
    label = gettext("Leverandørens medvirken")
    if report.supplier_involvement:
        return (Passage(label, report.supplier_involvement),)
    if report.supplier_involved is None:
        return ()
    text = gettext("Leverandøren har medvirket.") if report.supplier_involved else gettext("Ingen.")
    return (Passage(label, text, is_danish=False),)
