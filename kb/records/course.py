"""How a trial went over time: stages, period, scale, uptake and use afterwards."""

from dataclasses import dataclass
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Slug, Text, Whole, line, term
from kb.records.marks import N_


class Stage(StrEnum):
    """How far an experience has come, in the order of progress; the two exits come last."""

    UNKNOWN = "ukendt"
    PLANNED = "planlagt"
    TRYING = "afproever"
    INTRODUCING = "indfoerer"
    RUNNING = "i-drift"
    WIDESPREAD = "udbredt"
    ENDED = "afsluttet"
    STOPPED = "stoppet"

    @property
    def is_tried(self) -> bool:
        """Tell whether something was actually tried."""
        return self not in (Stage.UNKNOWN, Stage.PLANNED)

    @property
    def is_in_operation(self) -> bool:
        """Tell whether it is in operation."""
        return self in (Stage.RUNNING, Stage.WIDESPREAD)


@dataclass(frozen=True)
class StageEvent:
    """One step in the course of events, dated as far as it is known."""

    stage: Stage
    date: str | None = None
    reason: str | None = None
    stop_reason: str | None = None
    municipality: str | None = None
    source: str | None = None


class StageEventSchema(RecordSchema):
    """The file format of a step in the course of events."""

    record = StageEvent
    stage = Choice(
        Stage,
        N_("Stadie"),
        N_("planlagt, afproever, indfoerer, i-drift, udbredt, afsluttet, stoppet eller ukendt."),
        required=True,
    )
    date = Day(N_("Dato"), N_("Hvornår begyndte stadiet? Så langt kilden siger det."))
    reason = Text(N_("Begrundelse"), N_("Hvorfor skiftede stadiet?"))
    stop_reason = term("stop-reason", N_("Stopårsag"), N_("Kun når stadiet er stoppet eller afsluttet."))
    municipality = Slug(
        N_("Kommune"), N_("Udfyldes, når stadiet kun gælder én af kommunerne."), of="municipality"
    )
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Period:
    """When it took place; `words` where the sources disagree or are vague."""

    start: str | None = None
    end: str | None = None
    words: str | None = None


class PeriodSchema(RecordSchema):
    """The file format of a period."""

    record = Period
    start = Day(N_("Fra"), N_("Hvornår begyndte det?"))
    end = Day(N_("Til"), N_("Hvornår sluttede det? Udelad, hvis det fortsætter."))
    words = line(N_("Periode i ord"), N_("Når kilderne er uenige eller upræcise."), longest=200)


@dataclass(frozen=True)
class Scale:
    """How big it was; screened, suitable and active citizens are kept apart."""

    citizens: int | None = None
    screened: int | None = None
    suitable: int | None = None
    active: int | None = None
    units: int | None = None
    visits: int | None = None
    cases: int | None = None
    words: str | None = None
    source: str | None = None


class ScaleSchema(RecordSchema):
    """The file format of a scale."""

    record = Scale
    citizens = Whole(N_("Borgere"), N_("Hvor mange borgere deltog?"))
    screened = Whole(N_("Screenede"), N_("Hvor mange blev vurderet?"))
    suitable = Whole(N_("Egnede"), N_("Hvor mange var egnede?"))
    active = Whole(N_("Aktive"), N_("Hvor mange brugte løsningen?"))
    units = Whole(N_("Enheder"), N_("Hvor mange apparater, robotter eller steder?"))
    visits = Whole(N_("Besøg"), N_("Hvor mange besøg eller kontakter?"))
    cases = Whole(N_("Sager"), N_("Hvor mange sager?"))
    words = Text(N_("Omfang i ord"), N_("Som kilden beskriver det."), longest=600)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Funnel:
    """How many were offered it, accepted it, and still used it after six months."""

    offered: int | None = None
    accepted: int | None = None
    active_6m: int | None = None
    source: str | None = None


class FunnelSchema(RecordSchema):
    """The file format of uptake."""

    record = Funnel
    offered = Whole(N_("Tilbudt"), N_("Hvor mange fik tilbuddet?"))
    accepted = Whole(N_("Sagde ja"), N_("Hvor mange tog imod?"))
    active_6m = Whole(N_("Bruger efter 6 mdr."), N_("Hvor mange brugte det stadig?"))
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class UseAfter:
    """Use after 6, 12 and 24 months, in words with figures."""

    months_6: str | None = None
    months_12: str | None = None
    months_24: str | None = None
    source: str | None = None


class UseAfterSchema(RecordSchema):
    """The file format of use over time."""

    record = UseAfter
    months_6 = line(N_("Efter 6 mdr."), N_("Hvor meget bruges det?"))
    months_12 = line(N_("Efter 12 mdr."), N_("Hvor meget bruges det?"))
    months_24 = line(N_("Efter 24 mdr."), N_("Hvor meget bruges det?"))
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")
