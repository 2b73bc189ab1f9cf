"""A user as the rest of the bank sees them: who it is and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb.accounts.audit import Actor
from kb.accounts.models import Role, User


@dataclass(frozen=True)
class Member:
    """One user, as they were when read."""

    id: int
    email: str
    name: str
    role: Role
    municipality: str
    areas: tuple[str, ...]
    language: str
    has_password: bool
    is_disabled: bool
    delete_on: date | None

    @property
    def actor(self) -> Actor:
        """The member as the audit trail names them: by id and role."""
        return Actor(self.id, self.role.value)

    @property
    def is_admin(self) -> bool:
        """Whether they manage users."""
        return self.role is Role.ADMIN

    @property
    def is_editor(self) -> bool:
        """Whether they review what others report, in some area."""
        return self.role in (Role.EDITOR, Role.ADMIN)

    def edits(self, areas: Iterable[str]) -> bool:
        """Tell whether they review in one of some areas, such as one and its broader ones.

        An editor without areas reviews all.
        """
        return self.is_editor and (not self.areas or not set(self.areas).isdisjoint(areas))


def as_member(user: User) -> Member:
    """Read a row as a member."""
    return Member(
        id=user.id,
        email=user.email or "",
        name=user.name,
        role=Role(user.role),
        municipality=user.municipality,
        areas=tuple(user.areas),
        language=user.language,
        has_password=user.password_hash is not None,
        is_disabled=user.disabled_at is not None,
        delete_on=user.delete_on,
    )


def rights_of(user: User) -> dict[str, object]:
    """List what the audit trail digests of a user: rights, never a name or an address."""
    return {
        "role": user.role,
        "municipality": user.municipality,
        "areas": list(user.areas),
        "disabled": user.disabled_at is not None,
    }
