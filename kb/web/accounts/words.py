"""In which words a user is told of: role, municipality, areas, and whether they can sign in."""

from collections.abc import Iterable

from kb.accounts.member import Member
from kb.accounts.models import Role
from kb.records.marks import N_
from kb.web.context import current_release, current_voice
from kb.web.i18n import gettext

ROLES = {
    Role.CONTRIBUTOR: N_("Bidragyder"),
    Role.EDITOR: N_("Redaktør"),
    Role.ADMIN: N_("Administrator"),
}
ROLE_HINTS = {
    Role.CONTRIBUTOR: N_("Indberetter erfaringer for sin egen kommune."),
    Role.EDITOR: N_("Læser det igennem, som andre indberetter."),
    Role.ADMIN: N_("Er redaktør og styrer også brugerne."),
}


def role_word(role: Role) -> str:
    """Name a role."""
    return gettext(ROLES[role])


def municipality_word(municipality_id: str) -> str:
    """Name a municipality; one that the bank does not know names itself."""
    found = current_release().catalogue.municipalities.get(municipality_id)
    return found.name if found else municipality_id


def areas_word(areas: Iterable[str]) -> str:
    """Name the areas that an editor reads; none are all."""
    return current_voice().terms("area", areas) or gettext("Alle områder")


def state_word(member: Member) -> str:
    """Say whether a user can sign in."""
    if member.is_disabled:
        return gettext("Lukket ude")
    return (
        gettext("Kan logge ind") if member.has_password else gettext("Inviteret, har ikke valgt adgangskode")
    )
