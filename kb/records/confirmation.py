"""Who vouches for a record, and where it comes from."""

from dataclasses import dataclass
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.fields import Day, line
from kb.records.marks import N_


class Provenance(StrEnum):
    """Whether a municipality reported itself or the editors read public sources."""

    MUNICIPALITY = "municipality"
    PUBLIC_SOURCES = "public_sources"


@dataclass(frozen=True)
class Confirmation:
    """Who vouched for a record and when: a role, never a name."""

    date: str
    role: str | None = None


class ConfirmationSchema(RecordSchema):
    """The file format of a confirmation."""

    record = Confirmation
    date = Day(N_("Dato"), N_("Hvornår?"), required=True)
    role = line(N_("Rolle"), N_("Hvem, som rolle: fx velfærdsteknologisk konsulent."), longest=120)
