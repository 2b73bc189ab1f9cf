"""The municipalities that are most like one's own, and what weights do to their order."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.adoption import Adoption
from kb.comparison.likeness import Likeness, Twin, closeness_of
from kb.records.factor import WeightSet
from kb.records.municipality import Municipality
from kb.web.comparison.form import Field, Weighing
from kb.web.comparison.words import closeness_word, distance_in_words, factor_name
from kb.web.formats import uncapital
from kb.web.i18n import gettext
from kb.web.presenters.stage import StageMark, mark_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class NearRow:
    """One of the nearest; on other weights than the default, `was` tells its place on those."""

    id: str
    name: str
    distance: str
    words: str
    differs_in: str
    mark: StageMark | None
    was: str


@dataclass(frozen=True)
class SetLink:
    """A way to look with other weights, or with the default ones."""

    text: str
    url: str
    reason: str
    is_chosen: bool


@dataclass(frozen=True)
class Nearest:
    """The panel of the nearest municipalities."""

    rows: tuple[NearRow, ...]
    no_twin: str
    weights: str
    sets: tuple[SetLink, ...]
    fields: tuple[Field, ...]
    error: str
    is_default: bool
    is_open: bool


def nearest_of(
    municipality: Municipality,
    likeness: Likeness,
    *,
    weighing: Weighing,
    adoption: Adoption,
    voice: Voice,
    set_links: tuple[SetLink, ...],
) -> Nearest:
    """Make the panel: the seven nearest by the weights chosen."""
    default_order = likeness.order(municipality.id)
    rows = tuple(
        near_row(twin, weighing=weighing, default_order=default_order, adoption=adoption, voice=voice)
        for twin in likeness.nearest(municipality.id, weighing.weights)
    )
    return Nearest(
        rows=rows,
        no_twin=no_twin_words(municipality, likeness),
        weights=weights_words(weighing, voice.language),
        sets=set_links,
        fields=weighing.fields,
        error=weighing.error,
        is_default=weighing.is_default,
        is_open=not weighing.is_default or bool(weighing.error or any(f.error for f in weighing.fields)),
    )


def near_row(
    twin: Twin,
    *,
    weighing: Weighing,
    default_order: tuple[str, ...],
    adoption: Adoption,
    voice: Voice,
) -> NearRow:
    """Make the row of one municipality."""
    latest = adoption.latest.get(twin.municipality)
    before = default_order.index(twin.municipality) + 1
    return NearRow(
        id=twin.municipality,
        name=voice.place(twin.municipality),
        distance=distance_in_words(twin.distance, voice.language),
        words=closeness_word(closeness_of(twin.distance)) if weighing.is_default else "",
        differs_in=differs_words(twin, voice),
        mark=mark_of(latest.stage, latest.date) if latest else None,
        was="" if weighing.is_default else gettext("nr. %(place)s", place=before),
    )


def differs_words(twin: Twin, voice: Voice) -> str:
    """Name the factor that a municipality differs most in."""
    if not twin.differs_in:
        return ""
    return uncapital(factor_name(voice.catalogue.factors[twin.differs_in[0]], voice.language))


def no_twin_words(municipality: Municipality, likeness: Likeness) -> str:
    """Say so where no municipality is much like one's own."""
    if municipality.id not in likeness:
        return gettext(
            "Vi mangler nøgletal om %(name)s og kan ikke regne ligheden ud.", name=municipality.name
        )
    if likeness.has_near_twin(municipality.id):
        return ""
    return gettext(
        "Ingen kommune ligner %(name)s meget. Tag listen med det forbehold.", name=municipality.name
    )


def weights_words(weighing: Weighing, language: str) -> str:
    """Say whose weights the order follows."""
    if weighing.is_default:
        return gettext("Rækkefølgen følger standardvægtene.")
    if weighing.weight_set:
        name = weighing.weight_set.da if language == "da" else weighing.weight_set.en
        return gettext("Rækkefølgen følger vægtene for %(name)s.", name=uncapital(name))
    return gettext("Rækkefølgen følger jeres egne vægte.")


def sets_for(solution_areas: tuple[str, ...], voice: Voice) -> tuple[WeightSet, ...]:
    """List the weight sets that are meant for a solution's areas, the broader ones included."""
    areas = set(voice.catalogue.with_broader("area", solution_areas))
    return tuple(one for one in voice.catalogue.weight_sets.values() if areas & set(one.areas))


def nearest_tried(likeness: Likeness, adoption: Adoption, reader: Municipality) -> Twin | None:
    """Find the municipality most like the reader's that has tried a solution."""
    order = likeness.order(reader.id, adoption.tried)
    return likeness.twin(reader.id, order[0]) if order else None


def nearness_words(likeness: Likeness, one: str, voice: Voice) -> dict[str, tuple[int, str]]:
    """Give the other municipalities numbers, the nearest first, and words: "Aabenraa, ligner meget"."""
    found = {}
    for place, other in enumerate(likeness.order(one)):
        distance = likeness.distance(one, other)
        if distance is not None:
            found[other] = place, f"{voice.place(other)}, {closeness_word(closeness_of(distance))}"
    return found


def nearest_tried_words(nearness: Mapping[str, tuple[int, str]], adoption: Adoption) -> str:
    """Say which of these municipalities that has tried a solution is the nearest."""
    return min((nearness[one] for one in adoption.tried if one in nearness), default=(0, ""))[1]
