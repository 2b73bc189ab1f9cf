"""What must hold between records: references resolve, ids are unique, every figure has its source."""

import difflib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from kb.catalogue import Catalogue
from kb.content.layout import Kind
from kb.content.reader import FieldPath
from kb.content.references import ids_in, references_of
from kb.records.authority import AuthoritySchema, ProjectSchema
from kb.records.base import RecordSchema
from kb.records.course import Stage
from kb.records.experience import Experience, ExperienceSchema
from kb.records.marks import N_
from kb.records.municipality import Municipality, MunicipalitySchema
from kb.records.solution import Solution, SolutionSchema
from kb.records.vocabulary import Vocabulary, VocabularySchema

SCHEMAS: dict[Kind, RecordSchema] = {
    Kind.SOLUTION: SolutionSchema(),
    Kind.EXPERIENCE: ExperienceSchema(),
    Kind.MUNICIPALITY: MunicipalitySchema(),
    Kind.AUTHORITY: AuthoritySchema(),
    Kind.PROJECT: ProjectSchema(),
    Kind.VOCABULARY: VocabularySchema(),
}
STAGE_VOCABULARY = "stage"


@dataclass(frozen=True)
class Finding:
    """A rule that is broken in a field of a file; the line is looked up when it is reported."""

    path: str
    field: FieldPath
    message: str
    hint: str = ""


def check_catalogue(catalogue: Catalogue) -> Iterator[Finding]:
    """Find everything that is wrong between the records."""
    for solution in catalogue.solutions.values():
        yield from check_solution(catalogue, solution)
    for experience in catalogue.experiences.values():
        yield from check_experience(catalogue, experience)
    for municipality in catalogue.municipalities.values():
        yield from check_references(catalogue, Kind.MUNICIPALITY, municipality, municipality)
    for project in catalogue.projects.values():
        yield from check_references(catalogue, Kind.PROJECT, project, project)
    for vocabulary in catalogue.vocabularies.values():
        yield from check_vocabulary(vocabulary)
    yield from check_municipalities(catalogue)


def path_of(kind: Kind, record: Any) -> str:
    """Tell in which file a record stands."""
    match kind:
        case Kind.SOLUTION:
            return f"solutions/{record.id}/solution.yaml"
        case Kind.EXPERIENCE:
            return f"solutions/{record.solution}/experiences/{record.id}.yaml"
        case Kind.MUNICIPALITY:
            return f"municipalities/{record.id}.yaml"
        case Kind.AUTHORITY:
            return f"authorities/{record.id}.yaml"
        case Kind.PROJECT:
            return f"projects/{record.id}.yaml"
    return f"vocabularies/{record.id}.yaml"


def check_solution(catalogue: Catalogue, solution: Solution) -> Iterator[Finding]:
    """Check a solution by itself and against the rest."""
    path = path_of(Kind.SOLUTION, solution)
    yield from check_references(catalogue, Kind.SOLUTION, solution, solution)
    yield from check_unique(path, solution)
    if not solution.sources:
        yield Finding(path, ("sources",), N_("Der skal være mindst én kilde."))
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


def check_experience(catalogue: Catalogue, experience: Experience) -> Iterator[Finding]:
    """Check a report by itself, against its solution and against the rest."""
    path = path_of(Kind.EXPERIENCE, experience)
    solution = catalogue.solutions.get(experience.solution)
    owners = (experience, solution) if solution else (experience,)
    yield from check_references(catalogue, Kind.EXPERIENCE, experience, *owners)
    yield from check_unique(path, experience)
    if solution is None:
        yield Finding(path, (), N_("Mappen har ingen løsning."), N_("Skriv solution.yaml i mappen ovenover."))
    if not experience.cited and not experience.sources:
        yield Finding(
            path, ("cited",), N_("Der skal være mindst én kilde."), N_("Nævn den under cited eller sources.")
        )
    if not (experience.municipalities or experience.authorities or experience.unnamed_municipalities):
        yield Finding(
            path, ("municipalities",), N_("Hvem har erfaringen? Nævn mindst én kommune eller myndighed.")
        )
    if experience.period and _runs_backwards(experience.period.start, experience.period.end):
        yield Finding(path, ("period", "end"), _BACKWARDS)
    yield from _check_course(path, experience)
    yield from _check_reuse(catalogue, path, experience)


_BACKWARDS = N_("Slutdatoen ligger før begyndelsen. Ret den ene af dem.")


def _runs_backwards(start: str | None, end: str | None) -> bool:
    return start is not None and end is not None and end[: len(start)] < start[: len(end)]


def _check_course(path: str, experience: Experience) -> Iterator[Finding]:
    exits = (Stage.STOPPED, Stage.ENDED)
    for index, event in enumerate(experience.stages):
        if event.stop_reason and event.stage not in exits:
            message = N_("En stopårsag hører kun til stadierne stoppet og afsluttet.")
            yield Finding(path, ("stages", index, "stop_reason"), message)
        named = (*experience.municipalities, None)
        if event.municipality not in named:
            message = N_("Kommunen står ikke blandt erfaringens kommuner.")
            yield Finding(path, ("stages", index, "municipality"), message)
    for index, outcome in enumerate(experience.outcomes):
        if outcome.municipality not in (*experience.municipalities, None):
            message = N_("Kommunen står ikke blandt erfaringens kommuner.")
            yield Finding(path, ("outcomes", index, "municipality"), message)


def _check_reuse(catalogue: Catalogue, path: str, experience: Experience) -> Iterator[Finding]:
    for index, reuse in enumerate(experience.builds_on):
        if reuse.report and reuse.report not in catalogue.experiences:
            hint = nearest(reuse.report, catalogue.experiences)
            yield Finding(path, ("builds_on", index, "report"), N_("Erfaringen findes ikke."), hint)


def check_references(catalogue: Catalogue, kind: Kind, record: Any, *owners: Any) -> Iterator[Finding]:
    """Check that every id in a record names something, and suggest the nearest that does."""
    for reference in references_of(SCHEMAS[kind], record):
        valid = _targets(catalogue, reference.kind, *owners)
        if reference.target not in valid:
            message = _MISSING.get(reference.kind.partition(":")[0], N_("Id'et findes ikke."))
            yield Finding(path_of(kind, record), reference.field, message, nearest(reference.target, valid))


_MISSING = {
    "vocabulary": N_("Termen findes ikke i ordlisten."),
    "source": N_("Kilden findes ikke blandt kilderne."),
    "municipality": N_("Kommunen findes ikke."),
    "authority": N_("Myndigheden findes ikke."),
    "project": N_("Projektet findes ikke."),
    "solution": N_("Løsningen findes ikke."),
    "risk": N_("Løsningen har ingen risiko med det id."),
    "core_element": N_("Løsningen har intet kerneelement med det id."),
}


def _targets(catalogue: Catalogue, kind: str, *owners: Any) -> Collection[str]:
    name, _, vocabulary_id = kind.partition(":")
    if name == "vocabulary":
        vocabulary = catalogue.vocabularies.get(vocabulary_id)
        return {term.id for term in vocabulary.terms} if vocabulary else ()
    if name == "source":
        return catalogue.sources.keys() | _source_ids(*owners)
    own: dict[str, Callable[[Any], Collection[str]]] = {
        "risk": lambda owner: {risk.id for risk in getattr(owner, "risks", ())},
        "core_element": lambda owner: {point.id for point in getattr(owner, "core_elements", ())},
    }
    if name in own:
        return {target for owner in owners for target in own[name](owner)}
    known: Collection[str] = getattr(catalogue, _PLURALS[name])
    return known


_PLURALS = {
    "municipality": "municipalities",
    "authority": "authorities",
    "project": "projects",
    "solution": "solutions",
}


def _source_ids(*owners: Any) -> set[str]:
    return {
        source.id for owner in owners for source in (*owner.sources, *getattr(owner, "further_reading", ()))
    }


def nearest(wrong: str, valid: Collection[str]) -> str:
    """Suggest the valid id that looks most like a wrong one."""
    found = difflib.get_close_matches(wrong, sorted(valid)[:5000], n=1, cutoff=0.6)
    return f"{N_('Mente du')} {found[0]}?" if found else ""


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
