"""The fields of the form: what stands in each, what is wrong with it, and what an editor wrote beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from kb.contributions.drafting import Fault
from kb.contributions.form_fields import REPORT
from kb.contributions.form_shape import FormShape
from kb.contributions.typed_fields import Typed
from kb.contributions.typed_values import NO, YES
from kb.records.course import Stage
from kb.records.fields import LONGEST_LINE, Choice, Flag, Mailbox, Number, Slug, Text, Url, Whole, is_control
from kb.records.lists import Items
from kb.records.outcome import Art, Verdict
from kb.web.contributions.words import option_word
from kb.web.formats import danish_order
from kb.web.i18n import gettext
from kb.web.texts import title_of
from kb.web.voice import Voice

MOST_BOXES = 40
CHOSEN = ("solution", "project", "risk", "core_element")
LONG_TEXT = 1000
UNKNOWN = (Stage.UNKNOWN, Art.UNKNOWN, Verdict.UNKNOWN)
INPUTMODES = {Number: "decimal", Whole: "numeric", Url: "url", Mailbox: "email"}
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Option:
    """A value that can be chosen."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Box:
    """One place to type or choose in: a list of values has several in one field."""

    id: str
    text: str
    options: tuple[Option, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """List the options chosen, or what was typed."""
        if self.options:
            return tuple(option.text for option in self.options if option.is_chosen)
        return (self.text,) if self.text.strip() else ()


@dataclass(frozen=True)
class Field:
    """One field with its boxes. `kind` is how one fills it in: line, text, select, radio or checkbox."""

    name: str
    kind: str
    label: str
    hint: str
    boxes: tuple[Box, ...]
    messages: tuple[str, ...]
    comment: str
    rows: int = 1
    inputmode: str = ""
    suggests: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """List what was answered, in words: the options chosen and the texts typed."""
        return tuple(text for box in self.boxes for text in box.texts)

    @property
    def is_group(self) -> bool:
        """Tell whether the field needs a frame with a legend: it has more than one box."""
        return self.kind in ("radio", "checkbox") or len(self.boxes) > 1


@dataclass(frozen=True)
class Maker:
    """What every field is made from: what was typed, what is wrong with it, and the words of the bank."""

    typed: Typed
    faults: Mapping[str, tuple[Fault, ...]]
    comments: Mapping[str, str]
    voice: Voice
    shape: FormShape = REPORT

    def field(self, name: str, label: str, *, is_asked: bool = False, hint: str = "") -> Field:
        """Make a field; one that a question asks shows few choices at once, the others fold them."""
        declared = self.shape.declared_at(name)
        kind = self._kind(name, declared, is_asked=is_asked)
        inner = declared.inner if isinstance(declared, Items) else declared
        return Field(
            name=name,
            kind=kind,
            label=label,
            hint=hint,
            boxes=self._boxes(name, declared, kind),
            messages=tuple(said(fault) for fault in self.faults.get(name, ())),
            comment=self.comments.get(name, ""),
            rows=5 if isinstance(inner, Text) and inner.longest > LONG_TEXT else 2,
            inputmode=INPUTMODES.get(type(inner), ""),
        )

    def told(self, name: str) -> str:
        """Give the schema's hint on a field; what a file takes is no hint to one who chooses."""
        declared = self.shape.declared_at(name)
        inner = declared.inner if isinstance(declared, Items) else declared
        is_chosen = (
            isinstance(inner, Choice) or vocabulary_of(inner) or inner.metadata.get("reference") in CHOSEN
        )
        hint: str = declared.metadata["hint"]
        return "" if is_chosen else gettext(hint)

    def _kind(self, name: str, declared: fields.Field[Any], *, is_asked: bool) -> str:
        if isinstance(declared, Items):
            is_few = vocabulary_of(declared.inner) and len(self._pairs(name, declared.inner)) <= MOST_BOXES
            return "checkbox" if is_few else self._kind(name, declared.inner, is_asked=False)
        if isinstance(declared, Choice):
            return "radio" if is_asked else "select"
        if isinstance(declared, Flag) or (isinstance(declared, Slug) and self._pairs(name, declared)):
            return "select"
        is_prose = type(declared) is Text and declared.longest > LONGEST_LINE
        return "text" if is_prose else "line"

    def _boxes(self, name: str, declared: fields.Field[Any], kind: str) -> tuple[Box, ...]:
        inner = declared.inner if isinstance(declared, Items) else declared
        texts = [visible(text) for text in self.typed.get(name, ())]
        pairs = self._pairs(name, inner) if kind in ("select", "radio", "checkbox") else []
        if kind in ("radio", "checkbox"):
            return (Box(name, "", options_of(pairs, texts)),)
        if isinstance(declared, Items):
            texts = [*(text for text in texts if text), ""]
        else:
            texts = texts[:1] or [""]
        return tuple(
            Box(f"{name}.{number}" if number else name, text, options_of(pairs, [text]) if pairs else ())
            for number, text in enumerate(texts)
        )

    def _pairs(self, name: str, declared: fields.Field[Any]) -> list[tuple[str, str]]:
        """List what can be chosen, with the words for it."""
        if isinstance(declared, Choice):
            known_first = sorted(declared.options, key=lambda option: option in UNKNOWN)
            return [(option.value, option_word(option)) for option in known_first]
        if isinstance(declared, Flag):
            return [(YES, gettext("Ja")), (NO, gettext("Nej"))]
        if name == "solution":
            return in_order(self._solutions())
        vocabulary = vocabulary_of(declared)
        if vocabulary:
            return list(self._terms(vocabulary))
        return in_order(self._records(declared.metadata.get("reference", "")))

    def _terms(self, vocabulary_id: str) -> Iterator[tuple[str, str]]:
        vocabulary = self.voice.catalogue.vocabularies.get(vocabulary_id)
        for term in vocabulary.terms if vocabulary else ():
            yield term.id, term.da if self.voice.language == "da" else term.en

    def _solutions(self) -> Iterator[tuple[str, str]]:
        for solution in self.voice.catalogue.solutions.values():
            yield solution.id, title_of(solution, self.voice.language).text

    def _records(self, reference: str) -> Iterator[tuple[str, str]]:
        catalogue = self.voice.catalogue
        solution = catalogue.solutions.get("".join(self.typed.get("solution", ())[:1]))
        match reference:
            case "municipality":
                yield from ((one.id, one.name) for one in catalogue.municipalities.values())
            case "authority":
                yield from ((one.id, one.name) for one in catalogue.authorities.values())
            case "solution":
                yield from self._solutions()
            case "project":
                yield from ((one.id, one.title) for one in catalogue.projects.values())
            case "risk" if solution:
                yield from ((one.id, one.description) for one in solution.risks)
            case "core_element" if solution:
                yield from ((one.id, one.description) for one in solution.core_elements)


def visible(text: str) -> str:
    """Show a text with a space for each sign that cannot be seen; sent again, it no longer has them."""
    return "".join(" " if is_control(sign) and sign != "\r" else sign for sign in text)


def said(fault: Fault) -> str:
    """Say what is wrong, and the way out, in the language of the page."""
    return f"{gettext(fault.message)} {gettext(fault.hint) if fault.hint else ''}".strip()


def vocabulary_of(declared: fields.Field[Any]) -> str:
    """Name the vocabulary whose terms a field takes, if it takes any."""
    name, _, vocabulary_id = declared.metadata.get("reference", "").partition(":")
    return vocabulary_id if name == "vocabulary" else ""


def options_of(pairs: Pairs, chosen: Iterable[str]) -> tuple[Option, ...]:
    """List values with their words, and which are chosen; an unknown one is shown as it stands."""
    kept = [text for text in chosen if text]
    known = list(pairs)
    strangers = [(text, text) for text in kept if text not in dict(known)]
    return tuple(Option(value, text, value in kept) for value, text in [*known, *strangers])


def in_order(pairs: Pairs) -> list[tuple[str, str]]:
    """Sort by words, the Danish way."""
    return sorted(pairs, key=lambda pair: danish_order(pair[1]))
