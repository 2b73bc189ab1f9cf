"""How fields are put together: lists, records inside records, tables of records."""

from typing import Any

from marshmallow import ValidationError, fields

from kb.records.base import RecordSchema
from kb.records.fields import COMMON_MESSAGES, LONGEST_TEXT, Slug, Text, arguments_of, term
from kb.records.marks import N_


class Items(fields.List[Any]):
    """A list of one kind of field, kept as a tuple; a required one is not empty."""

    default_error_messages = {
        **COMMON_MESSAGES,
        "invalid": N_("Her skal stå en liste. Begynd hver linje med en bindestreg."),
    }

    def __init__(
        self, inner: fields.Field[Any], label: str, hint: str = "", *, required: bool = False, most: int = 200
    ) -> None:
        arguments = arguments_of(label, hint, required=required)
        super().__init__(inner, **(arguments if required else {**arguments, "load_default": ()}))
        self.most = most

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, list) and len(value) > self.most:
            raise ValidationError(N_("Listen er for lang."))
        if self.required and value == []:
            raise ValidationError(N_("Listen må ikke være tom."))
        return tuple(super()._deserialize(value, *args, **kwargs))


class Part(fields.Nested):
    """A record inside a record."""

    default_error_messages = {**COMMON_MESSAGES, "type": N_("Her skal stå felter (navn: værdi).")}

    def __init__(
        self, schema: type[RecordSchema], label: str = "", hint: str = "", *, required: bool = False
    ) -> None:
        super().__init__(schema, **arguments_of(label, hint, required=required))


def parts(
    schema: type[RecordSchema], label: str, hint: str = "", *, required: bool = False, most: int = 200
) -> Items:
    """Make a field for a list of records inside a record."""
    return Items(Part(schema, required=True), label, hint, required=required, most=most)


def terms(vocabulary: str, label: str, hint: str = "", *, most: int = 30) -> Items:
    """Make a field for a list of term ids in the named vocabulary."""
    return Items(term(vocabulary, label, required=True), label, hint, most=most)


def slugs(of: str, label: str, hint: str = "", *, most: int = 100) -> Items:
    """Make a field for a list of ids of the named record type."""
    return Items(Slug(label, required=True, of=of), label, hint, most=most)


def lines(label: str, hint: str = "", *, most: int = 60, longest: int = LONGEST_TEXT) -> Items:
    """Make a field for a list of texts."""
    return Items(Text(label, required=True, longest=longest), label, hint, most=most)


class Figures(fields.Dict):
    """A table of records by id, such as a municipality's figures."""

    default_error_messages = {**COMMON_MESSAGES, "invalid": N_("Her skal stå felter (navn: værdi).")}

    def __init__(self, schema: type[RecordSchema], label: str, hint: str = "", *, of: str = "") -> None:
        arguments = {**arguments_of(label, hint, required=False), "load_default": dict}
        super().__init__(
            keys=Slug(label, required=True, of=of), values=Part(schema, required=True), **arguments
        )

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        try:
            return dict(super()._deserialize(value, *args, **kwargs))  # type: ignore[no-untyped-call]
        except ValidationError as error:
            raise ValidationError(_by_field(error.messages)) from None


def _by_field(messages: Any) -> Any:
    """Drop the level `key`/`value` that marshmallow puts between a table's key and its fields."""
    if not isinstance(messages, dict):
        return messages
    return {key: found.get("key") or found.get("value") for key, found in messages.items()}
