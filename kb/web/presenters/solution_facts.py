"""What stands around a solution's title: who it is for, what state the record is in, what it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.records.confirmation import Provenance
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.web.formats import format_list
from kb.web.i18n import gettext
from kb.web.texts import who_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class FactWord:
    """One word of a fact, and the facet value that finds all who share it."""

    text: str
    facet: str = ""
    value: str = ""


@dataclass(frozen=True)
class Fact:
    """A short fact: a label and its words; `is_danish` where they are the record's own."""

    label: str
    words: tuple[FactWord, ...]
    is_danish: bool = False


@dataclass(frozen=True)
class Flag:
    """A remark on the state of a record; `css` tells how it is drawn."""

    text: str
    css: str = ""
    is_danish: bool = False


# Record field, vocabulary, facet of the search, label.
TERMS = (
    ("areas", "area", "omraade", N_("Område")),
    ("technologies", "technology", "teknologi", N_("Teknologi")),
    ("target_groups", "target-group", "maalgruppe", N_("Målgruppe")),
    ("living_situations", "living-situation", "bolig", N_("Hvor bor borgeren")),
    ("gains", "gain", "gevinst", N_("Gevinst")),
    ("sectors", "sector", "sektor", N_("Sektorer")),
    ("supplier_kinds", "supplier-kind", "", N_("Leverandør")),
    ("systems", "system", "system", N_("Skal passe sammen med")),
)


def facts_of(solution: Solution, voice: Voice) -> tuple[Fact, ...]:
    """List what the solution is, each word with the way to its kin."""
    facts = [_terms(solution, row, voice=voice) for row in TERMS]
    facts += [
        Fact(gettext("Ophav"), _text(originator_of(solution, voice)), is_danish=True),
        Fact(gettext("KLE-numre"), _text(", ".join(solution.kle_codes))),
    ]
    return tuple(fact for fact in facts if fact.words)


def _terms(solution: Solution, row: tuple[str, str, str, str], *, voice: Voice) -> Fact:
    field, vocabulary, facet, label = row
    ids: tuple[str, ...] = getattr(solution, field)
    return Fact(gettext(label), tuple(FactWord(voice.term(vocabulary, one), facet, one) for one in ids))


def _text(text: str) -> tuple[FactWord, ...]:
    return (FactWord(text),) if text else ()


def originator_of(solution: Solution, voice: Voice) -> str:
    """Name where it began: a municipality's name, or the words of the record."""
    return voice.place(solution.originator) if solution.originator else ""


def flags_of(reports: Sequence[Experience], *, voice: Voice, newest: str) -> tuple[Flag, ...]:
    """Say who vouches for what is told of a solution, and how new it is."""
    flags = [confirmation_of(reports, voice)]
    if newest:
        flags.append(Flag(gettext("Nyeste oplysning er fra %(date)s", date=voice.date(newest))))
    return tuple(flags)


def withdrawal_of(solution: Solution, voice: Voice) -> tuple[Flag, ...]:
    """Say that a solution is withdrawn, when and why."""
    if solution.withdrawn is None:
        return ()
    date, reason = voice.date(solution.withdrawn.date), solution.withdrawn.reason
    text = gettext("Trukket tilbage %(date)s: %(reason)s", date=date, reason=reason)
    return (Flag(text, "flag--stop", is_danish=True),)


def changes_of(solution: Solution, voice: Voice) -> tuple[Flag, ...]:
    """List the changes of law, product and practice."""
    changes = ((voice.date(change.date), change.description) for change in solution.changes)
    return tuple(Flag(f"{date}: {text}", "flag--warn", is_danish=True) for date, text in changes)


def confirmation_of(reports: Iterable[Experience], voice: Voice) -> Flag:
    """Say which municipalities have confirmed their reports."""
    confirmed = [report for report in reports if is_confirmed(report)]
    if not confirmed:
        return Flag(gettext("Fra åbne kilder – ikke bekræftet af kommunerne"))
    names = format_list((who_of(voice.catalogue, r, voice.language) for r in confirmed), voice.language)
    return Flag(gettext("Bekræftet af %(names)s", names=names))


def is_confirmed(report: Experience) -> bool:
    """Tell whether a municipality itself vouches for a report."""
    return bool(report.confirmed) or report.provenance is Provenance.MUNICIPALITY


def not_stated(names: Iterable[str], language: str) -> str:
    """Name in one line what is empty."""
    return format_list((gettext(name) for name in names), language)
