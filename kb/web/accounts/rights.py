"""What a user may do, as an administrator chooses it: a role, a municipality, areas."""

from collections.abc import Iterable, Iterator

from flask import request

from kb.accounts.models import Role
from kb.accounts.people import NO_SUCH_VALUE, Rights
from kb.accounts.refused import Refused
from kb.records.marks import N_
from kb.web.accounts.form import Field, Option
from kb.web.accounts.words import ROLE_HINTS, ROLES
from kb.web.context import alphabetical, current_release, current_voice
from kb.web.i18n import gettext

NO_ROLE = N_("Vælg, hvad brugeren må.")


def read_rights() -> Rights:
    """Read the rights from the form that was sent; only an editor has areas."""
    sent = request.form
    if sent.get("role") not in list(Role):
        raise Refused(NO_ROLE, field="role")
    role, municipality = Role(sent["role"]), sent.get("municipality", "")
    areas = tuple(sent.getlist("areas")) if role is not Role.CONTRIBUTOR else ()
    catalogue = current_release().catalogue
    if municipality and municipality not in catalogue.municipalities:
        raise Refused(NO_SUCH_VALUE, field="municipality")
    if any(catalogue.term("area", area) is None for area in areas):
        raise Refused(NO_SUCH_VALUE, field="areas")
    return Rights(role, municipality, areas)


def rights_fields(role: str, municipality: str, areas: Iterable[str]) -> Iterator[Field]:
    """Make the three fields."""
    yield Field("role", gettext("Hvad må brugeren?"), kind="radio", options=tuple(role_options(role)))
    yield Field(
        "municipality",
        gettext("Kommune"),
        kind="select",
        hint=gettext("En bidragyder skal have en. En redaktør kan have en."),
        options=tuple(municipality_options(municipality)),
    )
    yield Field(
        "areas",
        gettext("Områder, som en redaktør læser"),
        kind="checkbox",
        hint=gettext("Vælg ingen, hvis redaktøren læser alle."),
        options=tuple(area_options(areas)),
    )


def role_options(chosen: str) -> Iterator[Option]:
    """List the roles, the smallest first."""
    for role, word in ROLES.items():
        yield Option(role.value, gettext(word), role.value == chosen, gettext(ROLE_HINTS[role]))


def municipality_options(chosen: str) -> Iterator[Option]:
    """List the municipalities in Danish alphabetical order."""
    yield Option("", gettext("Ingen"), not chosen)
    found = sorted(current_release().catalogue.municipalities.values(), key=alphabetical)
    for municipality in found:
        yield Option(municipality.id, municipality.name, municipality.id == chosen)


def area_options(chosen: Iterable[str]) -> Iterator[Option]:
    """List the areas in the order of the vocabulary."""
    kept, voice = set(chosen), current_voice()
    vocabulary = voice.catalogue.vocabularies.get("area")
    for term in vocabulary.terms if vocabulary else ():
        yield Option(term.id, voice.term("area", term.id), term.id in kept)
