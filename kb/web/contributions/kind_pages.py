"""What lists and editors need to know of a kind: where it is written and read, and its fields in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.contributions.submission import Submission
from kb.records.fields import LONGEST_LINE
from kb.web.context import page_url
from kb.web.contributions.fields import Box, Field, options_of, said, visible
from kb.web.i18n import gettext
from kb.web.voice import Voice

Faults = Mapping[str, tuple[Fault, ...]]


@dataclass(frozen=True)
class Told:
    """What was typed in one field, in words, and what is wrong with it."""

    name: str
    label: str
    texts: tuple[str, ...]
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToldPart:
    """Fields that were typed together."""

    id: str
    title: str
    rows: tuple[Told, ...]


@dataclass(frozen=True)
class KindPages:
    """A kind's pages: the address to write on at a field ("" the first), that to read, and its words."""

    write: Callable[[Submission, str], str]
    read: Callable[[Submission], str]
    label_of: Callable[[str], str]
    parts: Callable[[Submission, Faults, Voice], tuple[ToldPart, ...]]


def plain_pages(form: str, fields: Sequence[PlainField], read: str = "contributions.own_report") -> KindPages:
    """Make the pages of a kind with a short form; both endpoints take `submission_id`."""
    labels = {field.name: field.label for field in fields}

    def write(submission: Submission, name: str) -> str:
        more = {"_anchor": name} if name else {}
        return page_url(form, submission_id=submission.id, **more)

    def parts(submission: Submission, faults: Faults, _voice: Voice) -> tuple[ToldPart, ...]:
        rows = tuple(_told(fields, submission, faults))
        return (ToldPart("1", gettext("Det, der blev skrevet"), rows),)

    return KindPages(
        write=write,
        read=lambda submission: page_url(read, submission_id=submission.id),
        label_of=lambda name: gettext(labels[name]) if name in labels else name,
        parts=parts,
    )


def plain_field(asked: PlainField, submission_typed: Mapping[str, Sequence[str]], faults: Faults,
                comments: Mapping[str, str]) -> Field:  # fmt: skip
    """Make a field of a short form, as the templates of the form show it."""
    text = visible(next(iter(submission_typed.get(asked.name, ())), ""))
    pairs = [(value, gettext(words)) for value, words in asked.choices.items()]
    long = "text" if asked.longest > LONGEST_LINE else "line"
    return Field(
        name=asked.name,
        kind="radio" if pairs else long,
        label=gettext(asked.label),
        hint=gettext(asked.hint) if asked.hint else "",
        boxes=(Box(asked.name, "" if pairs else text, options_of(pairs, [text]) if pairs else ()),),
        messages=tuple(said(fault) for fault in faults.get(asked.name, ())),
        comment=comments.get(asked.name, ""),
        rows=4,
    )


def _told(fields: Sequence[PlainField], submission: Submission, faults: Faults) -> Iterator[Told]:
    for asked in fields:
        field = plain_field(asked, submission.typed, faults, {})
        typed = tuple(map(visible, submission.typed.get(asked.name, ())))
        yield Told(asked.name, field.label, field.texts if asked.choices else typed, field.messages)
    known = {asked.name for asked in fields}
    for name, texts in submission.typed.items():
        if name not in known:
            yield Told(name, name, tuple(map(visible, texts)))
