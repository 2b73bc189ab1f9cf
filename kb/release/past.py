"""How every solution was graded on earlier days: read again from git, by today's schemas and rules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kb.catalogue import Catalogue, split_withdrawn
from kb.content.layout import ContentFile, Kind, classify
from kb.content.loading import Known, load_file
from kb.grading.age import Age
from kb.grading.changes import Cause, Change, Grounds, compare, replay
from kb.grading.grades import grade
from kb.history.days import Day, History, Reach, open_blobs

# What the rules of the grades read. A shared file belongs to no solution and may change the grade of any.
SHARED = (Kind.MUNICIPALITY, Kind.SOURCES)
GRADED_KINDS = (Kind.SOLUTION, Kind.EXPERIENCE, *SHARED)
NEW = (Cause.NEW_SOLUTION, Cause.NEW_REPORT)
# One who was vouched for may grow too old by the day alone.
AGEING = (Age.CONFIRMED, Age.TO_CONFIRM)

# What a file's path tells: its kind, its record, and the solution it belongs to.
Place = tuple[Kind, str, str]
# The digest of each file by path, by the solution it belongs to; shared files under an empty name.
Digests = dict[str, dict[str, str]]


@dataclass
class Past:
    """The content as it was on the day reached, and every change of a grade up to then.

    `graded` are the files as they were when last graded. A solution with a file that today's schema cannot
    read keeps the grade it had until it can be read.
    """

    known: Known
    records: dict[str, Any] = field(default_factory=dict)
    digests: Digests = field(default_factory=lambda: {"": {}})
    graded: Digests = field(default_factory=lambda: {"": {}})
    grades: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    ageing: set[str] = field(default_factory=set)
    joined_earlier: set[str] = field(default_factory=set)

    def put(self, path: str, place: Place, content: bytes | None) -> None:
        """Let a file be as it is on the day reached, or be gone."""
        kind, _, solution_id = place
        files = self.digests.setdefault(solution_id, {})
        if content is None:
            files.pop(path, None)
            self.records.pop(path, None)
            return
        file = ContentFile(path, *place, content)
        files[path] = file.digest
        record = self._read(file)
        if record is not None or kind not in SHARED:
            self.records[path] = record

    def _read(self, file: ContentFile) -> Any:
        known = self.known.record_of(file)
        return load_file(file)[0] if known is None else known

    def grade_day(self, date: str, touched: Collection[str]) -> None:
        """Grade the solutions whose files changed, and those that the day or a shared file may change."""
        due = set(self.digests) if "" in touched else {*touched, *self.ageing}
        due.discard("")
        unread = {one for one in due if any(self.records[path] is None for path in self.digests.get(one, ()))}
        self.joined_earlier |= unread - self.grades.keys()
        readable = due - unread
        catalogue = self._catalogue_of(readable)
        solutions = catalogue.solutions.items()
        proofs = {
            key: grade(catalogue, solution, date) for key, solution in solutions if not solution.withdrawn
        }
        before = {subject: g for subject, g in self.grades.items() if subject.partition("/")[0] in readable}
        self.note(compare(before, proofs, self._grounds_of(readable), date))
        self.ageing -= due
        self.ageing |= {key for key, proof in proofs.items() if proof.age in AGEING}
        for name in (*readable, ""):
            self.graded[name] = dict(self.digests.get(name, {}))

    def note(self, changes: Iterable[Change]) -> None:
        """Add changes; what was there before it could be graded is not new."""
        told = [self._as_known(change) for change in changes]
        self.grades = replay(told, self.grades)
        self.changes += told
        self.joined_earlier -= self.grades.keys()

    def _as_known(self, change: Change) -> Change:
        was_there = change.solution in self.joined_earlier and change.solution not in self.grades
        return replace(change, cause=Cause.BEGINNING) if was_there and change.cause in NEW else change

    def _grounds_of(self, names: Iterable[str]) -> Grounds:
        before, now = (
            {path: digest for name in (*names, "") for path, digest in files.get(name, {}).items()}
            for files in (self.graded, self.digests)
        )
        return grounds_between(before, now)

    def _catalogue_of(self, solution_ids: Iterable[str]) -> Catalogue:
        by_kind: dict[Kind, list[Any]] = {kind: [] for kind in Kind}
        for name in (*solution_ids, ""):
            for path in self.digests.get(name, ()):
                if found := classify(path):
                    by_kind[found[0]].append(self.records.get(path))
        shared = [source for one in by_kind[Kind.SOURCES] if one for source in one["sources"]]
        in_force, _ = split_withdrawn({one.ref: one for one in by_kind[Kind.EXPERIENCE]})
        return Catalogue(
            solutions={one.id: one for one in by_kind[Kind.SOLUTION]},
            experiences=in_force,
            municipalities={one.id: one for one in by_kind[Kind.MUNICIPALITY] if one},
            sources={source.id: source for source in shared},
        )


def grounds_between(
    before: Mapping[str, str], after: Mapping[str, str], *, other_rules: bool = False
) -> Grounds:
    """Tell what differs between two states of the content, each the digests of its files by path."""
    paths = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    touched = set()
    is_shared = False
    for found in map(classify, paths):
        if found and found[0] is Kind.SOLUTION:
            touched.add(found[2])
        elif found and found[0] is Kind.EXPERIENCE:
            touched.add(f"{found[2]}/{found[1]}")
        elif found and found[0] in SHARED:
            is_shared = True
    return Grounds(frozenset(touched), is_shared, other_rules)


def grade_the_past(folder: Path, history: History, known: Known) -> Past:
    """Grade every day of a history; `known` is the content of today, whose records are not read again.

    Raise HistoryUnreadable where git cannot hand out the files.
    """
    past = Past(known)
    with open_blobs(folder) as read:
        for number, day in enumerate(history.days):
            places = places_of(day)
            for path, place in places.items():
                blob = day.changes[path]
                past.put(path, place, read(blob) if blob else None)
            if number == 0 and history.reach is Reach.CUT:
                past.joined_earlier |= set(past.digests)
            past.grade_day(day.date, {solution_id for _, _, solution_id in places.values()})
    return past


def places_of(day: Day) -> dict[str, Place]:
    """Tell what the files are that a day changed, as far as the grades read them."""
    places = ((path, classify(path)) for path in day.changes)
    return {path: place for path, place in places if place and place[0] in GRADED_KINDS}
