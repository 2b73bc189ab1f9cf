"""What the number of a line counts: kroner, hours or minutes, once or running, in all or per unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.records.business_case import GainKind

WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12
DAYS_A_YEAR = 365
MINUTES_AN_HOUR = 60


class Period(StrEnum):
    """How often the units of a volume come: all at once, as citizens do, or so many a week, as visits do."""

    IN_ALL = "ialt"
    DAY = "dag"
    WEEK = "uge"
    MONTH = "maaned"
    YEAR = "aar"

    @property
    def times_a_year(self) -> int:
        """Tell how many times a year the volume comes."""
        return {
            Period.DAY: DAYS_A_YEAR,
            Period.WEEK: WEEKS_A_YEAR,
            Period.MONTH: MONTHS_A_YEAR,
        }.get(self, 1)


class Scope(StrEnum):
    """What a number is for: the whole case, every unit there is, or every unit that comes in a year."""

    CASE = "sag"
    UNIT = "enhed"
    EACH = "hver"


@dataclass(frozen=True)
class Meaning:
    """How a number becomes kroner or hours, once or a year: number × `times` ÷ `parts`, for its scope."""

    kind: GainKind
    scope: Scope = Scope.CASE
    times: int = 1
    parts: int = 1
    is_once: bool = False


class Measure(StrEnum):
    """What a number is written in. The last three are gains in words, without a number."""

    KR_ONCE = "kr-engang"
    KR_YEAR = "kr-aar"
    KR_MONTH = "kr-maaned"
    KR_ONCE_UNIT = "kr-engang-enhed"
    KR_YEAR_UNIT = "kr-aar-enhed"
    KR_MONTH_UNIT = "kr-maaned-enhed"
    KR_EACH = "kr-hver"
    HOURS_YEAR = "timer-aar"
    HOURS_MONTH = "timer-maaned"
    HOURS_WEEK = "timer-uge"
    HOURS_YEAR_UNIT = "timer-aar-enhed"
    HOURS_WEEK_UNIT = "timer-uge-enhed"
    HOURS_EACH = "timer-hver"
    MINUTES_WEEK_UNIT = "minutter-uge-enhed"
    MINUTES_DAY_UNIT = "minutter-dag-enhed"
    MINUTES_EACH = "minutter-hver"
    QUALITY = "kvalitet"
    WORKING_ENVIRONMENT = "arbejdsmiljoe"
    SOCIETY = "samfund"

    @property
    def meaning(self) -> Meaning:
        """Tell how a number in this measure becomes kroner or hours."""
        return MEANINGS[self]

    @property
    def has_number(self) -> bool:
        """Tell whether a gain of this kind is counted in a number here."""
        return self.meaning.kind in (GainKind.TIME, GainKind.MONEY)


MONEY, TIME = GainKind.MONEY, GainKind.TIME
MEANINGS: Mapping[Measure, Meaning] = {
    Measure.KR_ONCE: Meaning(MONEY, is_once=True),
    Measure.KR_YEAR: Meaning(MONEY),
    Measure.KR_MONTH: Meaning(MONEY, times=MONTHS_A_YEAR),
    Measure.KR_ONCE_UNIT: Meaning(MONEY, Scope.UNIT, is_once=True),
    Measure.KR_YEAR_UNIT: Meaning(MONEY, Scope.UNIT),
    Measure.KR_MONTH_UNIT: Meaning(MONEY, Scope.UNIT, times=MONTHS_A_YEAR),
    Measure.KR_EACH: Meaning(MONEY, Scope.EACH),
    Measure.HOURS_YEAR: Meaning(TIME),
    Measure.HOURS_MONTH: Meaning(TIME, times=MONTHS_A_YEAR),
    Measure.HOURS_WEEK: Meaning(TIME, times=WEEKS_A_YEAR),
    Measure.HOURS_YEAR_UNIT: Meaning(TIME, Scope.UNIT),
    Measure.HOURS_WEEK_UNIT: Meaning(TIME, Scope.UNIT, times=WEEKS_A_YEAR),
    Measure.HOURS_EACH: Meaning(TIME, Scope.EACH),
    Measure.MINUTES_WEEK_UNIT: Meaning(TIME, Scope.UNIT, WEEKS_A_YEAR, MINUTES_AN_HOUR),
    Measure.MINUTES_DAY_UNIT: Meaning(TIME, Scope.UNIT, DAYS_A_YEAR, MINUTES_AN_HOUR),
    Measure.MINUTES_EACH: Meaning(TIME, Scope.EACH, parts=MINUTES_AN_HOUR),
    Measure.QUALITY: Meaning(GainKind.QUALITY),
    Measure.WORKING_ENVIRONMENT: Meaning(GainKind.WORKING_ENVIRONMENT),
    Measure.SOCIETY: Meaning(GainKind.SOCIETY),
}
