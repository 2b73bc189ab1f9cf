"""A small good content folder about invented municipalities, for tests to read, spoil and change."""

from pathlib import Path

MUNICIPALITY = """\
code: '9{number:03d}'
name: {name}
official_name: {name} Kommune
type: landkommune
regions:
- name: Region Opdigt
tile:
  column: {number}
  row: 0
figures:
  population:
    value: 12345
    year: 2026
    source: opdigt
contact: post@{id}.example
"""
SOLUTION = """\
title: Skærmbesøg i Nordby
summary: Et opdigtet eksempel til test, hvor et besøg lægges om til en skærm.
areas:
- hjemmepleje
technologies:
- video
risks:
- id: faa-siger-ja
  description: Få siger ja.
  source: nordby-2020
core_elements:
- id: frivilligt
  description: Borgeren vælger selv.
  source: nordby-2020
conflicts:
- id: start
  question: Hvornår begyndte det?
  claims:
  - statement: '2019'
    source: nordby-2020
  - statement: '2020'
    source: avisen-2021
sources:
- id: nordby-2020
  title: Notat
  publisher: Nordby Kommune
  year: 2020
  url: https://nordby.example/notat
  origin: municipality
- id: avisen-2021
  title: Avisartikel
  url: https://avisen.example/1
  origin: press
"""
PROSE = """\
## Hvad er det?

Et opdigtet eksempel: 40 besøg om ugen i 2020, efter § 83 i loven, fra 1. maj 2019.
"""
EXPERIENCE = """\
municipalities:
- nordby
- sydby
description: Besøg blev lagt om til skærm.
period:
  start: 2019
  end: 2021-06
stages:
- stage: afproever
  date: 2019
  source: avisen-2021
- stage: stoppet
  date: 2021
  stop_reason: oekonomi
  municipality: sydby
  source: nordby-2020
outcomes:
- id: besoeg
  label: besøg lagt om
  role: raekkevidde
  art: opgjort
  source: nordby-2020
  value: 40
  unit: besoeg-om-ugen
- id: ventet
  label: besøg, man ventede
  role: raekkevidde
  art: forventet
  source: nordby-2020
  value: 60
  unit: besoeg-om-ugen
verdict:
  value: positiv
  reason: Der blev lagt besøg om.
risks_happened:
- description: Få sagde ja.
  risk: faa-siger-ja
adaptations:
- id: kun-dag
  description: Kun om dagen.
  element: frivilligt
cited:
- nordby-2020
"""
SOURCES = """\
sources:
- id: opdigt
  title: Opdigtet statistik
  publisher: Testen
"""
VOCABULARIES = {
    "area": ("hjemmepleje", "pleje"),
    "technology": ("video",),
    "municipality-type": ("landkommune", "provinsbykommune"),
    "figure": ("population",),
    "stop-reason": ("oekonomi", "jura"),
    "unit": ("besoeg-om-ugen", "pct"),
    "stage": (
        "planlagt",
        "afproever",
        "indfoerer",
        "i-drift",
        "udbredt",
        "afsluttet",
        "stoppet",
        "ukendt",
    ),
}


def write_bank(root: Path) -> Path:
    """Write the good content folder and return it."""
    for number, (municipality_id, name) in enumerate(
        [("nordby", "Nordby"), ("sydby", "Sydby"), ("vestby", "Vestby")]
    ):
        text = MUNICIPALITY.format(number=number, id=municipality_id, name=name)
        write(root, f"municipalities/{municipality_id}.yaml", text)
    for vocabulary_id, term_ids in VOCABULARIES.items():
        write(root, f"vocabularies/{vocabulary_id}.yaml", vocabulary(vocabulary_id, term_ids))
    write(root, "sources.yaml", SOURCES)
    write(root, "solutions/skaermbesoeg/solution.yaml", SOLUTION)
    write(root, "solutions/skaermbesoeg/solution.md", PROSE)
    write(root, "solutions/skaermbesoeg/experiences/2019-nordby.yaml", EXPERIENCE)
    return root


def vocabulary(vocabulary_id: str, term_ids: tuple[str, ...]) -> str:
    """Write a vocabulary of the given terms."""
    terms = "".join(f"- id: {term_id}\n  da: {term_id}\n  en: {term_id}\n" for term_id in term_ids)
    return f"da: {vocabulary_id}\nen: {vocabulary_id}\nterms:\n{terms}"


def write(root: Path, path: str, text: str) -> None:
    """Write one file of a content folder."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
