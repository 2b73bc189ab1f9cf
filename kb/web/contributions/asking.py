"""What a form of a record asks, question by question, and all that can be added behind the questions."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.contributions.form_shape import FieldGroup
from kb.contributions.questions import Question
from kb.web.context import page_url
from kb.web.contributions.fields import Field, Maker
from kb.web.i18n import gettext

LabelOf = Callable[[str], str]


@dataclass(frozen=True)
class Asked:
    """A question with its fields; one field alone is called what the question asks."""

    id: str
    title: str
    hint: str
    example: str
    fields: tuple[Field, ...]
    is_row: bool
    search_url: str


@dataclass(frozen=True)
class Group:
    """Fields that may be added, under a fold; it is open where something stands in it or is wrong."""

    title: str
    hint: str
    fields: tuple[Field, ...]
    groups: tuple["Group", ...]
    is_used: bool


def asked_of(question: Question, maker: Maker, label_of: LabelOf) -> Asked:
    """Make a question with its fields."""
    is_alone = len(question.fields) == 1
    title, hint = gettext(question.title), gettext(question.hint)
    fields = tuple(
        maker.field(name, label_of(name), is_asked=True, hint=hint if is_alone else "")
        for name in question.fields
    )
    return Asked(
        id=f"spm.{question.fields[0]}",
        title=title,
        hint=hint,
        example=question.example,
        fields=fields,
        is_row="outcomes.0.value" in question.fields or "period.start" in question.fields,
        search_url=page_url("search.index") if question.fields == ("solution",) else "",
    )


def group_of(group: FieldGroup, maker: Maker, label_of: LabelOf) -> Group:
    """Make the fields that may be added, and those inside."""
    fields = tuple(
        maker.field(field.name, label_of(field.name), hint=maker.told(field.name)) for field in group.fields
    )
    groups = tuple(group_of(inner, maker, label_of) for inner in group.groups)
    is_used = any(_is_used(field) for field in fields) or any(inner.is_used for inner in groups)
    title = gettext(group.label) if group.label else ""
    title = f"{title} {group.number}" if group.number else title
    return Group(title, gettext(group.hint) if group.hint else "", fields, groups, is_used)


def _is_used(field: Field) -> bool:
    is_chosen = any(option.is_chosen for box in field.boxes for option in box.options)
    return bool(field.messages or field.comment or is_chosen or any(box.text for box in field.boxes))
