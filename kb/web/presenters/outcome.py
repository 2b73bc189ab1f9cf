"""What came out of it, measure by measure: one small table with a scale of its own, never a mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.records.discussion import Remark
from kb.records.experience import Experience
from kb.records.outcome import Art, Outcome, Role
from kb.web.formats import capital, format_number
from kb.web.i18n import gettext
from kb.web.pictures.plot import PER_CENT, Scale, Track, has_fallen, is_bad, scale_of, track_of
from kb.web.presenters.figures import Figure, figure_of
from kb.web.presenters.remarks import RemarkView, remarks_at
from kb.web.presenters.source import Cite, SourceNote
from kb.web.texts import who_of
from kb.web.voice import Voice
from kb.web.words import art_word


@dataclass(frozen=True)
class Told:
    """An outcome with the report that tells it; an outcome of the solution itself has none.

    `remarks` are all questions to figures of the solution.
    """

    outcome: Outcome
    report: Experience | None
    cite: Cite
    remarks: tuple[Remark, ...] = ()

    @property
    def name(self) -> str:
        """Name the figure as a question to it does."""
        return f"{self.report.id}/{self.outcome.id}" if self.report else self.outcome.id


@dataclass(frozen=True)
class Finding:
    """One row: who, what, the figure, its kind and its source."""

    who: str
    report: str
    what: str
    period: str
    figure: Figure
    words: str
    is_bad: bool
    track: Track | None
    spoken: str
    method: str
    source: SourceNote | None
    name: str
    remarks: tuple[RemarkView, ...]


@dataclass(frozen=True)
class Plot:
    """The findings on one measure in one unit; without a number there is no scale."""

    title: str
    title_unit: str
    is_danish: bool
    scale_low: str
    scale_high: str
    unit: str
    findings: tuple[Finding, ...]

    @property
    def has_scale(self) -> bool:
        """Tell whether anything stands on a track."""
        return bool(self.scale_high)


@dataclass(frozen=True)
class Tables:
    """Findings side by side on scales, those that stand alone, and those of no single report (`across`)."""

    plots: tuple[Plot, ...] = ()
    alone: tuple[Finding, ...] = ()
    across: tuple[Plot, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.plots or self.alone or self.across)


@dataclass(frozen=True)
class Outcomes:
    """All findings: effects apart from use; `kinds` are the marks that the key explains, with their words."""

    effects: Tables
    reach: Tables
    kinds: tuple[tuple[str, str], ...]
    has_bad: bool


def told_by(report: Experience, cite: Cite, remarks: tuple[Remark, ...] = ()) -> tuple[Told, ...]:
    """List the outcomes of a report."""
    return tuple(Told(outcome, report, cite, remarks) for outcome in report.outcomes)


def outcomes_of(told: Sequence[Told], voice: Voice) -> Outcomes | None:
    """Gather findings into tables; nothing for nothing."""
    if not told:
        return None
    effects = tables_of([one for one in told if one.outcome.role is Role.EFFECT], voice)
    reach = tables_of([one for one in told if one.outcome.role is Role.REACH], voice)
    arts = {one.outcome.art for one in told}
    return Outcomes(
        effects=effects,
        reach=reach,
        kinds=tuple((art.value, art_word(art)) for art in Art if art in arts),
        has_bad=any(is_bad(one.outcome) for one in told),
    )


def tables_of(told: Iterable[Told], voice: Voice) -> Tables:
    """Lay findings on one measure in one unit side by side; gather those that stand alone in one table."""
    groups = grouped(told)
    ordered = sorted_groups(groups)
    single = [group[0] for _, group in ordered if stands_alone(group)]
    gathered = single if len(single) > 1 else []
    plots = [
        (_plot(key, group, voice=voice, groups=groups), is_across(group))
        for key, group in ordered
        if not (gathered and stands_alone(group))
    ]
    has_own = bool(gathered) or not all(across for _, across in plots)
    return Tables(
        plots=tuple(plot for plot, across in plots if not (across and has_own)),
        alone=tuple(finding_of(one, voice) for one in sorted(gathered, key=_order)),
        across=tuple(plot for plot, across in plots if across and has_own),
    )


def is_across(group: Sequence[Told]) -> bool:
    """Tell whether the findings belong to no report, such as a survey of all municipalities."""
    return all(one.report is None for one in group)


def stands_alone(group: Sequence[Told]) -> bool:
    """Tell whether a finding has nothing to be laid beside, neither another nor its own value before."""
    return len(group) == 1 and group[0].outcome.before is None


def grouped(told: Iterable[Told]) -> "Groups":
    """Group findings by measure and unit; findings in words join the first group of their measure."""
    groups: Groups = {}
    words: list[Told] = []
    for one in told:
        if one.outcome.has_number:
            groups.setdefault((measure_of(one.outcome), one.outcome.unit or ""), []).append(one)
        else:
            words.append(one)
    for one in words:
        measure = measure_of(one.outcome)
        key = next((key for key in groups if key[0] == measure), (measure, ""))
        groups.setdefault(key, []).append(one)
    return groups


Groups = dict[tuple[str, str], list[Told]]


def sorted_groups(groups: Groups) -> list[tuple[tuple[str, str], list[Told]]]:
    """Order tables: those with numbers first, those of reports first, all units of a measure together."""
    rank: dict[str, tuple[bool, bool]] = {}
    for (measure, _), group in groups.items():
        own = (not any(one.outcome.has_number for one in group), all(one.report is None for one in group))
        rank[measure] = min(rank.get(measure, own), own)
    place = {measure: index for index, (measure, _) in enumerate(groups)}
    return sorted(groups.items(), key=lambda item: (rank[item[0][0]], place[item[0][0]]))


def measure_of(outcome: Outcome) -> str:
    """Name what an outcome may be laid beside; without a measure it stands by itself."""
    return outcome.measure or outcome.label


def _plot(key: tuple[str, str], told: Sequence[Told], *, voice: Voice, groups: Groups) -> Plot:
    outcomes = [one.outcome for one in told]
    numbered = [outcome for outcome in outcomes if outcome.has_number]
    scale = scale_of(numbered) if numbered else None
    first = outcomes[0]
    title = capital(voice.term("outcome", first.measure) or first.label)
    ordered = sorted(told, key=_order)
    return Plot(
        title=title,
        title_unit=unit_of(key[1], voice) if [measure for measure, _ in groups].count(key[0]) > 1 else "",
        is_danish=not first.measure,
        scale_low=format_number(scale.low, voice.language) if scale else "",
        scale_high=format_number(scale.high, voice.language) if scale else "",
        unit=unit_of(numbered[0].unit, voice) if numbered else "",
        findings=tuple(finding_of(one, voice, scale=scale, title=title) for one in ordered),
    )


def unit_of(unit_id: str | None, voice: Voice) -> str:
    """Name a unit above a table, per cent as its sign."""
    return "%" if unit_id == PER_CENT else voice.unit(unit_id)


def _order(told: Told) -> tuple[bool, ...]:
    outcome = told.outcome
    happened = outcome.art.has_happened
    return told.report is None, not outcome.has_number, not happened, bool(outcome.supplier_figure)


def finding_of(told: Told, voice: Voice, *, scale: Scale | None = None, title: str = "") -> Finding:
    """Make one row of a finding."""
    outcome = told.outcome
    figure = figure_of(outcome, voice)
    who = who_tells(told, voice)
    return Finding(
        who=who,
        report=told.report.id if told.report else "",
        what=what_is_counted(outcome, title),
        period=outcome.period or "",
        figure=figure,
        words=capital(outcome.words or ""),
        is_bad=is_bad(outcome),
        track=track_of(outcome, scale) if scale and outcome.has_number else None,
        spoken=spoken(who, figure, outcome),
        method=outcome.method or "",
        source=told.cite(outcome.source),
        name=told.name,
        remarks=remarks_at(told.name, told.remarks, voice),
    )


def what_is_counted(outcome: Outcome, title: str) -> str:
    """Say what a row is about, without repeating what stands above it or in itself."""
    parts: list[str] = []
    denominator = outcome.denominator if outcome.has_number and title else None
    for part in (outcome.label, denominator, outcome.period):
        if part and part.lower() not in f"{title} {' '.join(parts)}".lower():
            parts.append(part)
    return ", ".join(parts)


def who_tells(told: Told, voice: Voice) -> str:
    """Name whose finding it is."""
    if told.outcome.municipality:
        return voice.place(told.outcome.municipality)
    if told.report is None:
        return gettext("På tværs")
    return who_of(voice.catalogue, told.report, voice.language)


def spoken(who: str, figure: Figure, outcome: Outcome) -> str:
    """Say a row of the drawing in words, for those who do not see it."""
    words = gettext("%(who)s: %(number)s, %(kind)s", who=who, number=figure.number, kind=figure.kind)
    return f"{words}, {gettext('faldt')}" if has_fallen(outcome) else words
