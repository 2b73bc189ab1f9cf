"""What a short form begins with: what the address says it is about, and what we know of who writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.accounts.member import Member
from kb.catalogue import Catalogue
from kb.content.layout import Kind as ContentKind
from kb.content.resolving import path_of
from kb.contributions import vouching
from kb.contributions.publication import one_line
from kb.contributions.remarks import FIGURE, OWNERS, REMARK, owners_of
from kb.contributions.submission import About, Kind
from kb.records.solution import Solution
from kb.web.short_forms.forms import ShortForm
from kb.web.texts import report_title

LONGEST_TITLE = 160
MOST_AREAS = 6


@dataclass(frozen=True)
class Begun:
    """A form that nobody has written in yet: what is known already, what it is about, and whose that is."""

    typed: dict[str, list[str]]
    about: About
    owners: tuple[str, ...] = ()


def begun_of(form: ShortForm, args: Mapping[str, str], catalogue: Catalogue, member: Member) -> Begun | None:
    """Begin a form; None where the address does not say about what."""
    match form.kind:
        case Kind.CALL:
            return _call(args, catalogue, member)
        case Kind.CLOSING:
            return _closing(args.get("efterlysning", ""), catalogue)
        case Kind.QUESTION:
            return _question(args.get("tal", ""), catalogue)
        case Kind.ANSWER:
            return _answer(args.get("spoergsmaal", ""), catalogue)
        case Kind.CONFIRMATION | Kind.WITHDRAWAL:
            return _word(args, catalogue)
    solution = catalogue.solutions.get(args.get("loesning", ""))
    return Begun({}, about_solution(solution, catalogue)) if solution else None


def about_call(typed: Mapping[str, list[str]], catalogue: Catalogue) -> About:
    """Say what a call is about, for the lists and for the editors of its areas."""
    solution = catalogue.solutions.get(first(typed, "solution"))
    areas = {*typed.get("areas", ()), *(solution.areas if solution else ())}
    known = [area for area in sorted(areas) if catalogue.term("area", area)]
    broader = catalogue.with_broader("area", known)
    return About(one_line(first(typed, "title"), LONGEST_TITLE), solution.id if solution else "", broader)


def about_solution(solution: Solution, catalogue: Catalogue, label: str = "") -> About:
    """Say that something is about a solution, whose file it changes; `label` is the figure's."""
    title = f"{solution.title}: {label}" if label else solution.title
    areas = catalogue.with_broader("area", solution.areas)
    return About(title, solution.id, areas, f"solutions/{solution.id}/solution.yaml")


def may_begin(form: ShortForm, begun: Begun, member: Member) -> bool:
    """Tell whether a member may use a form: an answer is for those behind the figure, and for editors.

    A word on a report is for those alone whose report it is, and so is the end of a call.
    """
    if form.kind in (Kind.CONFIRMATION, Kind.WITHDRAWAL, Kind.CLOSING):
        return member.municipality in begun.owners
    return form.kind is not Kind.ANSWER or member.is_editor or member.municipality in begun.typed[OWNERS]


def first(typed: Mapping[str, list[str]], name: str) -> str:
    """Give the first text of a field."""
    return next(iter(typed.get(name, ())), "")


def _call(args: Mapping[str, str], catalogue: Catalogue, member: Member) -> Begun:
    municipality = catalogue.municipalities.get(member.municipality or "")
    solution = catalogue.solutions.get(args.get("loesning", ""))
    typed = {
        "title": [one_line(args.get("titel", ""), LONGEST_TITLE)],
        "solution": [solution.id if solution else ""],
        "areas": list(solution.areas[:MOST_AREAS]) if solution else [],
        "contact": [(municipality.contact if municipality else "") or ""],
    }
    known = {name: texts for name, texts in typed.items() if any(texts)}
    return Begun(known, about_call(known, catalogue))


def _closing(named: str, catalogue: Catalogue) -> Begun | None:
    call = catalogue.calls.get(named)
    if call is None or not call.is_open:
        return None
    about = about_call(
        {"title": [call.title], "solution": [call.solution or ""], "areas": list(call.areas)}, catalogue
    )
    return Begun({}, replace(about, path=path_of(ContentKind.CALL, call)), (call.municipality,))


def _question(named: str, catalogue: Catalogue) -> Begun | None:
    solution_id, _, figure = named.partition("/")
    solution, found = catalogue.solutions.get(solution_id), catalogue.figure(solution_id, figure)
    if solution is None or found is None:
        return None
    typed = {FIGURE: [figure], OWNERS: list(owners_of(catalogue, solution_id, figure))}
    return Begun(typed, about_solution(solution, catalogue, found.label))


def _answer(named: str, catalogue: Catalogue) -> Begun | None:
    solution_id, _, remark_id = named.partition("/")
    solution = catalogue.solutions.get(solution_id)
    remarks = solution.remarks if solution else ()
    remark = next((one for one in remarks if one.id == remark_id and not one.answer), None)
    found = catalogue.figure(solution_id, remark.figure) if remark else None
    if solution is None or remark is None or found is None:
        return None
    owners = list(owners_of(catalogue, solution_id, remark.figure))
    typed = {REMARK: [remark.id], FIGURE: [remark.figure], OWNERS: owners}
    return Begun(typed, about_solution(solution, catalogue, found.label))


def _word(args: Mapping[str, str], catalogue: Catalogue) -> Begun | None:
    report = catalogue.experiences.get(args.get("erfaring", ""))
    solution = catalogue.solutions.get(report.solution) if report else None
    if report is None or solution is None:
        return None
    about = about_solution(solution, catalogue, report_title(catalogue, report, "da").text)
    answer = args.get("svar", "")
    typed = {"answer": [answer]} if answer in vouching.ANSWERS else {}
    return Begun(typed, replace(about, path=path_of(ContentKind.EXPERIENCE, report)), report.municipalities)
