"""How a new record begins: a file with what must be filled in, and what may be, for its author to go on from.

Lines that begin with # are suggestions; `kb format` takes away those that are left.
"""

import os
import re
from pathlib import Path

from kb.content.formatting import write_atomically
from kb.content.json_schema import SCHEMA_FOLDER, schema_name
from kb.content.layout import Kind
from kb.errors import ContentError, KnowledgeBankError, Problem
from kb.records.base import is_slug

YEAR_AND_PLACE = re.compile(r"(?:udateret|(?P<year>[0-9]{4}))-(?P<place>[a-z0-9-]+)")


def start_solution(root: Path, solution_id: str) -> Path:
    """Create the files of a new solution for the author to fill in; return the YAML file."""
    path = root / "solutions" / _slug(solution_id) / "solution.yaml"
    _lay(root, path, Kind.SOLUTION, _NEW_SOLUTION)
    write_atomically(path.with_name("solution.md"), _NEW_PROSE.encode())
    return path


def start_experience(root: Path, solution_id: str, experience_id: str) -> Path:
    """Create the file of a new experience report below a solution, with what its id tells; return it."""
    folder = root / "solutions" / _slug(solution_id)
    if not (folder / "solution.yaml").is_file():
        raise KnowledgeBankError(
            f"Løsningen {solution_id} findes ikke. Lav den med: kb new solution {solution_id}"
        )
    path = folder / "experiences" / f"{_slug(experience_id)}.yaml"
    year, municipality = _told_by(root, experience_id)
    _lay(root, path, Kind.EXPERIENCE, _NEW_EXPERIENCE.format(municipality=municipality, year=year))
    return path


def start_call(root: Path, call_id: str, today: str) -> Path:
    """Create the file of a new call for partners, opened today; return it."""
    path = root / "calls" / f"{_slug(call_id)}.yaml"
    _lay(root, path, Kind.CALL, _NEW_CALL.format(today=today))
    return path


def _lay(root: Path, path: Path, kind: Kind, text: str) -> None:
    if path.exists():
        raise ContentError([Problem(path.as_posix(), 1, "", "Filen findes allerede.", "Ret den i stedet.")])
    write_atomically(path, (_hint_for_editors(root, path, kind) + text).encode())


def _hint_for_editors(root: Path, path: Path, kind: Kind) -> str:
    """Write the line that leads an editor program to the schema, where the project has it."""
    schema = root.parent / SCHEMA_FOLDER / schema_name(kind)
    if not schema.is_file():
        return ""
    return f"# yaml-language-server: $schema={Path(os.path.relpath(schema, path.parent)).as_posix()}\n"


def _told_by(root: Path, experience_id: str) -> tuple[str, str]:
    """Read the year and the municipality out of a report's id; a space before each that is told."""
    found = YEAR_AND_PLACE.fullmatch(experience_id)
    if found is None:
        return "", ""
    known = {path.stem for path in (root / "municipalities").glob("*.yaml")}
    words = found["place"].split("-")
    places = ("-".join(words[:count]) for count in range(len(words), 0, -1))
    place = next((place for place in places if place in known), "")
    return f" {found['year']}" if found["year"] else "", f" {place}" if place else ""


def _slug(text: str) -> str:
    if not is_slug(text):
        raise KnowledgeBankError(f"{text!r} kan ikke være et id. Brug små bogstaver a-z, tal og bindestreg.")
    return text


_NEW_SOLUTION = """\
# Udfyld title, summary og én kilde. Linjer med # er forslag: fjern # foran dem, du kan udfylde.
# Alle felter står i docs/content-format.md. Til sidst: kb check og kb format.
title:
summary:
# aliases:
# - et andet ord, folk søger på
# target_group:
# problem:
# areas:
# - et id fra vocabularies/area.yaml
# technologies:
# - et id fra vocabularies/technology.yaml
sources:
- id:
  title:
  url:
"""

_NEW_PROSE = """\
## Hvad er det?

## Hvem er det til?

## Hvad kræver det?

## Hvad skete der?

## Hvad ved vi ikke?
"""

_NEW_CALL = """\
# Udfyld title, challenge, municipality og contact (en funktionspostkasse). Alt andet kan vente.
# Felterne står i docs/content-format.md.
title:
challenge:
municipality:
contact:
opened: {today}
"""

_NEW_EXPERIENCE = """\
# Udfyld kommune, hvad I gjorde, hvor langt I er, og én kilde. Skriv også det, der gik galt.
# Linjer med # er forslag: fjern # foran dem, I kan udfylde. Det, I ikke ved, udelader I.
# Alle felter står i docs/content-format.md. Til sidst: kb check og kb format.
municipalities:
-{municipality}
description:
stages:
# planlagt, afproever, indfoerer, i-drift, udbredt, afsluttet, stoppet eller ukendt
- stage:
  date:{year}
# outcomes:
# - id: et kort navn med små bogstaver
#   label: hvad der er målt, i ord
#   role: effekt, eller raekkevidde om brug
#   art: maalt, opgjort, oplevet, estimeret, simuleret, forventet eller ikke-oplyst
#   source: id på kilden nedenfor
#   value: 12.5
#   unit: et id fra vocabularies/unit.yaml
# what_failed:
# advice:
# - det, I skulle have vidst fra starten
# contact: en fælles postkasse, aldrig en persons adresse
provenance: municipality
sources:
- id:
  title:
  url:
"""
