"""What must hold between records: references resolve, ids are unique, dates run forwards."""

from collections.abc import Collection, Iterator
from typing import Any

from kb.catalogue import Catalogue
from kb.content.factor_checks import check_factors
from kb.content.honesty import check_honesty
from kb.content.layout import Kind
from kb.content.references import ids_in
from kb.content.resolving import Finding, Scope, check_references, nearest, path_of
from kb.records.call import Call
from kb.records.course import Stage
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.records.vocabulary import Vocabulary

STAGE_VOCABULARY = "stage"


def check_catalogue(
    catalogue: Catalogue, unread: Collection[str] = (), only: Collection[str] | None = None
) -> Iterator[Finding]:
    """Find everything that is wrong between the records.

    `unread` names the files that could not be read; what only follows from them is not reported. `only`
    names the solutions to check where all others, and all that solutions refer to, are as they were when
    they were checked.
    """
    scope = Scope(catalogue, frozenset(unread))
    chosen = list(catalogue.solutions if only is None else only)
    for solution_id in chosen:
        yield from check_solution(scope, catalogue.solutions[solution_id])
    for experience in _reports_to_check(catalogue, only):
        yield from check_experience(scope, experience)
    for call in catalogue.calls.values():
        yield from check_call(scope, call)
    yield from check_honesty(scope, chosen)
    if only is None:
        yield from _check_shared(scope)


def _reports_to_check(catalogue: Catalogue, only: Collection[str] | None) -> Iterator[Experience]:
    if only is None:
        yield from catalogue.experiences.values()
        yield from catalogue.withdrawn.values()
        return
    for solution_id in only:
        yield from (*catalogue.experiences_of(solution_id), *catalogue.withdrawn_of(solution_id))


def _check_shared(scope: Scope) -> Iterator[Finding]:
    """Check what solutions refer to."""
    catalogue = scope.catalogue
    for municipality in catalogue.municipalities.values():
        yield from check_references(scope, Kind.MUNICIPALITY, municipality, municipality)
    for project in catalogue.projects.values():
        yield from check_references(scope, Kind.PROJECT, project, project)
    for vocabulary in catalogue.vocabularies.values():
        yield from check_vocabulary(vocabulary)
    yield from check_municipalities(catalogue)
    yield from check_factors(scope)


def check_solution(scope: Scope, solution: Solution) -> Iterator[Finding]:
    """Check a solution by itself and against the rest."""
    path = path_of(Kind.SOLUTION, solution)
    yield from check_references(scope, Kind.SOLUTION, solution, solution)
    yield from check_unique(path, solution)
    for index, related in enumerate(solution.related):
        if related.solution == solution.id:
            yield Finding(
                path, ("related", index, "solution"), N_("En løsning kan ikke henvise til sig selv.")
            )
    for index, conflict in enumerate(solution.conflicts):
        if len(conflict.claims) < 2:
            yield Finding(path, ("conflicts", index, "claims"), N_("Skriv mindst to udsagn, der er uenige."))
    for index, basis in enumerate(solution.legal_bases):
        if _runs_backwards(basis.valid_from, basis.valid_to):
            yield Finding(path, ("legal_bases", index, "valid_to"), _BACKWARDS)


def check_experience(scope: Scope, experience: Experience) -> Iterator[Finding]:
    """Check a report by itself, against its solution and against the rest."""
    path = path_of(Kind.EXPERIENCE, experience)
    yield from check_unique(path, experience)
    yield from _check_solution_of(scope, path, experience)
    if not experience.cited and not experience.sources:
        hint = N_("Nævn den under cited eller sources.")
        yield Finding(path, ("cited",), N_("Der skal være mindst én kilde."), hint)
    if not _has_owner(experience):
        message = N_("Hvem har erfaringen? Nævn mindst én kommune, myndighed eller organisation.")
        yield Finding(path, ("municipalities",), message)
    if experience.period and _runs_backwards(experience.period.start, experience.period.end):
        yield Finding(path, ("period", "end"), _BACKWARDS)
    yield from _check_course(path, experience)
    yield from _check_reuse(scope, path, experience)


def _check_solution_of(scope: Scope, path: str, experience: Experience) -> Iterator[Finding]:
    solution = scope.catalogue.solutions.get(experience.solution)
    if solution is not None:
        yield from check_references(scope, Kind.EXPERIENCE, experience, experience, solution)
    elif f"solutions/{experience.solution}/solution.yaml" not in scope.unread:
        hint = N_("Skriv solution.yaml i mappen ovenover.")
        yield Finding(path, (), N_("Mappen har ingen løsning."), hint)


def _has_owner(experience: Experience) -> bool:
    named = (*experience.municipalities, *experience.authorities)
    return bool(named or experience.unnamed_municipalities or experience.organisation)


_BACKWARDS = N_("Slutdatoen ligger før begyndelsen. Ret den ene af dem.")


def _runs_backwards(start: str | None, end: str | None) -> bool:
    return start is not None and end is not None and end[: len(start)] < start[: len(end)]


def _check_course(path: str, experience: Experience) -> Iterator[Finding]:
    exits = (Stage.STOPPED, Stage.ENDED)
    for index, event in enumerate(experience.stages):
        if event.stop_reason and event.stage not in exits:
            message = N_("En stopårsag hører kun til stadierne stoppet og afsluttet.")
            yield Finding(path, ("stages", index, "stop_reason"), message)
        if _is_stranger(event.municipality, experience):
            message = N_("Kommunen står ikke blandt erfaringens kommuner.")
            yield Finding(path, ("stages", index, "municipality"), message)
    for index, outcome in enumerate(experience.outcomes):
        if _is_stranger(outcome.municipality, experience):
            message = N_("Kommunen står ikke blandt erfaringens kommuner.")
            yield Finding(path, ("outcomes", index, "municipality"), message)


def _is_stranger(municipality_id: str | None, experience: Experience) -> bool:
    named = experience.municipalities
    return bool(municipality_id and named and municipality_id not in named)


def _check_reuse(scope: Scope, path: str, experience: Experience) -> Iterator[Finding]:
    for index, reuse in enumerate(experience.builds_on):
        file = "solutions/{}/experiences/{}.yaml".format(*(reuse.report or "/").partition("/")[::2])
        if reuse.report and not scope.catalogue.report(reuse.report) and file not in scope.unread:
            hint = nearest(reuse.report, scope.catalogue.experiences)
            yield Finding(path, ("builds_on", index, "report"), N_("Erfaringen findes ikke."), hint)


def check_call(scope: Scope, call: Call) -> Iterator[Finding]:
    """Check a call for partners by itself and against the rest."""
    path = path_of(Kind.CALL, call)
    yield from check_references(scope, Kind.CALL, call)
    if _runs_backwards(call.start, call.end):
        yield Finding(path, ("end",), _BACKWARDS)
    if call.closed and _runs_backwards(call.opened, call.closed.date):
        yield Finding(path, ("closed", "date"), N_("Den er lukket, før den blev åbnet. Ret en af datoerne."))


def check_unique(path: str, record: Any) -> Iterator[Finding]:
    """Check that no id stands twice in a file, so that a question or citation can point to one figure."""
    yield from _find_repeated(path, ids_in(record))
    lists = [(name, getattr(record, name, ())) for name in ("sources", "further_reading")]
    yield from _find_repeated(
        path, (((name, i, "id"), source.id) for name, sources in lists for i, source in enumerate(sources))
    )


def _find_repeated(path: str, ids: Any) -> Iterator[Finding]:
    seen: set[str] = set()
    for field, found in ids:
        if found in seen:
            yield Finding(path, field, N_("Id'et bruges allerede i filen."), N_("Giv det et andet id."))
        seen.add(found)


def check_vocabulary(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Check that terms are unique, that broader terms exist, and that no term is broader than itself."""
    path = path_of(Kind.VOCABULARY, vocabulary)
    yield from _find_repeated(
        path, ((("terms", i, "id"), term.id) for i, term in enumerate(vocabulary.terms))
    )
    broader = {term.id: term.broader for term in vocabulary.terms}
    for index, term in enumerate(vocabulary.terms):
        if term.broader and term.broader not in broader:
            message = N_("Den bredere term findes ikke.")
            yield Finding(path, ("terms", index, "broader"), message, nearest(term.broader, broader))
        elif _is_circular(term.id, broader):
            yield Finding(path, ("terms", index, "broader"), N_("Termen er bredere end sig selv."))
    if vocabulary.id == STAGE_VOCABULARY and set(broader) != set(Stage):
        yield Finding(path, ("terms",), N_("Stadierne er fastlagt og kan ikke ændres her."))


def _is_circular(term_id: str, broader: dict[str, str | None]) -> bool:
    seen = {term_id}
    above = broader.get(term_id)
    while above:
        if above in seen:
            return above == term_id
        seen.add(above)
        above = broader.get(above)
    return False


def check_municipalities(catalogue: Catalogue) -> Iterator[Finding]:
    """Check that codes and tiles are unique and that neighbours are mutual."""
    codes: dict[str, Municipality] = {}
    tiles: set[Any] = set()
    for municipality in catalogue.municipalities.values():
        path = path_of(Kind.MUNICIPALITY, municipality)
        if not (len(municipality.code) == 4 and municipality.code.isascii() and municipality.code.isdigit()):
            yield Finding(path, ("code",), N_("Kommunekoden skal have fire cifre."))
        if municipality.code in codes:
            yield Finding(path, ("code",), N_("En anden kommune har samme kode."))
        if municipality.tile and municipality.tile in tiles:
            yield Finding(path, ("tile",), N_("En anden kommune står på samme felt."))
        codes[municipality.code] = municipality
        tiles |= {municipality.tile} - {None}
    for municipality in catalogue.municipalities.values():
        for index, code in enumerate(municipality.neighbours):
            if code not in codes:
                message = N_("Ingen kommune har den kode.")
                yield Finding(path_of(Kind.MUNICIPALITY, municipality), ("neighbours", index), message)
