"""How a release keeps every change of a grade: those of the release before it, and what is new since.

`events.jsonl` begins with a line on where the list begins; after it stands one change a line, the newest
last. A line is carried on as it stands and never written again.
"""

import json
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import compress, islice
from pathlib import Path
from typing import Any

from kb.content.encoding import decoder_of, encode
from kb.content.snapshot import Snapshot
from kb.errors import ReleaseError
from kb.grading.changes import Change, begin, compare, replay
from kb.grading.proof import Proof
from kb.history.days import Reach, read_history
from kb.history.git import HistoryUnreadable
from kb.release.past import grade_the_past, grounds_between

EVENTS = "events.jsonl"
MOST_SERVED = 2_000


@dataclass(frozen=True)
class Heading:
    """From which day changes are listed, and since when builds have noted them.

    The days before `noted_since` were worked out from git afterwards, as far as `reach` tells.
    """

    reach: Reach = Reach.FAILED
    begins: str = ""
    noted_since: str = ""


@dataclass(frozen=True)
class EventLog:
    """The changes of grades, oldest first; `is_cut` tells that older ones are left out."""

    heading: Heading = Heading()
    changes: tuple[Change, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class Standing:
    """What a build has found: digests of files, records, how solutions in force are proven, day, program.

    `only` are the solutions that may be graded otherwise than in the release before; None means that any may.
    `proofs` are those of these.
    """

    folder: Path
    digests: Mapping[str, str]
    records: Snapshot
    proofs: Mapping[str, Proof]
    as_of: str
    made_by: str
    only: Collection[str] | None = None


def write_events(folder: Path, standing: Standing, previous: Snapshot | None) -> None:
    """Write the events of a release: carried on from the release before it, or else found in git."""
    try:
        lines = carry_on(previous, standing) if previous else find_in_git(standing)
    except ReleaseError:
        lines = find_in_git(standing)
    (folder / EVENTS).write_bytes(b"".join(line + b"\n" for line in lines))


def carry_on(previous: Snapshot, standing: Standing) -> list[bytes]:
    """Add what changed since the release before to its lines.

    Lines of days that are yet to come are left out: somebody has built for a later day, to see it. Raise
    ReleaseError where the release before has no events that can be read or they begin later.
    """
    told_before = previous.folder / EVENTS
    first, *lines = told_before.read_bytes().splitlines() if told_before.is_file() else [b""]
    heading, *told = _decoded([first, *_lines_on(lines, standing.only)])
    if heading.begins > standing.as_of:
        raise ReleaseError("Listen over ændringer begynder senere end den dag, der bygges for.")
    if standing.only is None:
        is_past = [change.date <= standing.as_of for change in told]
        lines, told = list(compress(lines, is_past)), list(compress(told, is_past))
    grounds = grounds_between(
        previous.digests, standing.digests, other_rules=previous.made_by != standing.made_by
    )
    new = compare(replay(told), standing.proofs, grounds, standing.as_of)
    return [first, *lines, *map(_line, new)]


def _lines_on(lines: list[bytes], only: Collection[str] | None) -> list[bytes]:
    """Choose the lines that tell of some solutions."""
    if only is None:
        return lines
    marks = [f'"solution":"{solution_id}"'.encode() for solution_id in only]
    return [line for line in lines if any(mark in line for mark in marks)]


def find_in_git(standing: Standing) -> list[bytes]:
    """Work the changes out from the history of the content; without one, the list begins today."""
    today = standing.as_of
    history = read_history(standing.folder, until=today)
    try:
        past = grade_the_past(standing.folder, history, standing.records) if history.days else None
    except HistoryUnreadable:
        return _begin_today(standing, Reach.FAILED)
    if past is None:
        return _begin_today(standing, history.reach)
    graded = {path: digest for files in past.graded.values() for path, digest in files.items()}
    grounds = grounds_between(graded, standing.digests)
    past.note(compare(past.grades, standing.proofs, grounds, today))
    return [_line(Heading(history.reach, history.days[0].date, today)), *map(_line, past.changes)]


def _begin_today(standing: Standing, reach: Reach) -> list[bytes]:
    heading = Heading(reach, standing.as_of, standing.as_of)
    return [_line(heading), *map(_line, begin(standing.proofs, standing.as_of))]


def read_events(folder: Path) -> EventLog:
    """Read the newest events of a release; raise ReleaseError where they cannot be read.

    A release from before there were events has none.
    """
    if not (folder / EVENTS).exists():
        return EventLog()
    try:
        with (folder / EVENTS).open("rb") as stream:
            first = [*islice(stream, 1)]
            newest = deque(stream, maxlen=MOST_SERVED + 1)
    except OSError as error:
        raise ReleaseError("Listen over ændringer kan ikke læses. Kør: kb build") from error
    heading, *changes = _decoded([*first, *newest])
    return EventLog(heading, tuple(changes[-MOST_SERVED:]), is_cut=len(changes) > MOST_SERVED)


def _decoded(lines: Iterable[bytes]) -> list[Any]:
    """Read the heading and the changes after it."""
    decode_heading, decode_change = decoder_of(Heading), decoder_of(Change)
    try:
        first, *rest = map(json.loads, lines)
        return [decode_heading(first), *map(decode_change, rest)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReleaseError("Listen over ændringer kan ikke læses. Kør: kb build") from error


def _line(value: Heading | Change) -> bytes:
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":")).encode()
