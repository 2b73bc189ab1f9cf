"""The fields of the form: what stands in each, what is wrong with it, and where its number comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.records.marks import N_
from kb.records.solution import Solution
from kb.web.appraisal.entry import HIGH, LOW, ORIGIN, Filled
from kb.web.appraisal.offers import is_unchanged
from kb.web.appraisal.told import Told, facts_of, report_url, who_told
from kb.web.formats import capital, format_number
from kb.web.i18n import gettext
from kb.web.typed_numbers import parse_number
from kb.web.voice import Voice
from kb.web.words import art_word

ENDS = ((LOW, N_("lavt")), ("", N_("sandsynligt")), (HIGH, N_("højt")))


@dataclass(frozen=True)
class Input:
    """One field: what stands in it, and what is wrong with that."""

    name: str
    label: str
    text: str
    message: str
    column: str = ""
    placeholder: str = ""


@dataclass(frozen=True)
class Option:
    """A value that can be chosen."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """A field with a few values to choose from."""

    name: str
    label: str
    options: tuple[Option, ...]
    message: str


@dataclass(frozen=True)
class Origin:
    """Where the numbers of a row come from: the reader, or a source that still says the same."""

    is_source: bool
    chip: str
    words: str
    who: str = ""
    url: str = ""
    hidden_name: str = ""
    hidden_value: str = ""


@dataclass(frozen=True)
class Row:
    """One assumption with three numbers; a line has a name, a measure, a share and details as well."""

    id: str
    title: str
    numbers: tuple[Input, ...]
    origin: Origin | None
    what: Input | None = None
    measure: Choice | None = None
    shares: tuple[Input, ...] = ()
    details: tuple[Input, ...] = ()
    payer: Choice | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Maker:
    """What every field is made from: what was filled in, and what sources say."""

    filled: Filled
    told: Mapping[str, Told]
    solution: Solution
    voice: Voice

    def input(self, name: str, label: str, *, column: str = "", placeholder: str = "") -> Input:
        """Make a field; a number that could be read is written with the language's own separators."""
        text = self.filled.kept.get(name, "")
        message = self.filled.errors.get(name, "")
        return Input(name, label, text if message else self._written(text), message, column, placeholder)

    def _written(self, text: str) -> str:
        number = parse_number(text, "en")
        return format_number(number, self.filled.language) if number is not None else text

    def plain(self, name: str, label: str, *, placeholder: str = "") -> Input:
        """Make a field of words or of a year, in which digits stand as they are."""
        text = self.filled.kept.get(name, "")
        return Input(name, label, text, self.filled.errors.get(name, ""), placeholder=placeholder)

    def numbers(self, name: str, label: str) -> tuple[Input, ...]:
        """Make the fields of a low, a likely and a high number."""
        return tuple(
            self.input(f"{name}{end}", f"{label}, {gettext(word)}", column=capital(gettext(word)))
            for end, word in ENDS
        )

    def choice(self, name: str, label: str, options: Iterable[tuple[str, str]], default: str) -> Choice:
        """Make a field of a few values."""
        message = self.filled.errors.get(name, "")
        chosen = default if message else self.filled.kept.get(name, default)
        made = tuple(Option(value, text, value == chosen) for value, text in options)
        return Choice(name, label, made, message)

    def origin(self, name: str) -> Origin | None:
        """Tell where the numbers of a row come from; nothing for a row without numbers."""
        kept, ref = self.filled.kept, self.filled.kept.get(f"{name}{ORIGIN}", "")
        if not ref:
            return Origin(is_source=False, chip=gettext("jeres tal"), words="") if name in kept else None
        told = self.told[ref]
        is_source = is_unchanged(name, told, kept=kept, case=self.filled.case)
        chip = gettext("fra kilde") if is_source else gettext("jeres tal")
        facts = [art_word(told.figure.art), *facts_of(told, self.voice)]
        return Origin(
            is_source=is_source,
            chip=chip,
            words=", ".join(facts) if is_source else gettext("ændret fra kildens tal"),
            who=who_told(told, self.voice),
            url=report_url(told, self.solution),
            hidden_name=f"{name}{ORIGIN}",
            hidden_value=ref,
        )
