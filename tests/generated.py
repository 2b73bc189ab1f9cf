"""Made-up content of any size about invented municipalities, for tests of speed and of killed builds.

`python -m tests.generated FOLDER 2000` writes 2,000 experience reports.
"""

import random
import shutil
import sys
from pathlib import Path

import yaml

from kb.content.writer import format_yaml

ROOT = Path(__file__).parent.parent
WORDS = (  # noqa: SIM905 - read as words
    "borger besøg skærm hjemmepleje sygepleje robot sensor tablet medarbejder leder team distrikt tid "
    "minutter kørsel dokumentation opkald svar sag ansøgning faktura post plan bolig plejehjem træning øvelse medicin "
    "dosering alarm nat dag uge måned projekt drift aftale leverandør udstyr support fejl ventetid samtale "
    "pårørende frivillig kursus vejledning erfaring måling registrering system integration adgang data"
).split()
REPORTS_PER_SOLUTION = 20
MUNICIPALITIES = 40
FIGURES = [
    term["id"] for term in yaml.safe_load((ROOT / "content/vocabularies/figure.yaml").read_text())["terms"]
]


def write_generated(root: Path, reports: int, seed: int = 1) -> Path:
    """Write a content folder with the given number of made-up reports; return it."""
    chance = random.Random(seed)
    shutil.copytree(ROOT / "content" / "vocabularies", root / "vocabularies")
    shutil.copy(ROOT / "content" / "factors.yaml", root / "factors.yaml")
    _write(root / "sources.yaml", {"sources": [{"id": "opdigt", "title": "Opdigtet statistik"}]})
    for number in range(MUNICIPALITIES):
        _write(root / "municipalities" / f"opdigt-{number}.yaml", _municipality(number))
    for number in range(max(1, reports // REPORTS_PER_SOLUTION)):
        folder = root / "solutions" / f"opdigtet-{number}"
        _write(folder / "solution.yaml", _solution(number, chance))
        (folder / "solution.md").write_text(f"## Hvad er det?\n\n{_sentence(chance, 60)}\n", encoding="utf-8")
    for number in range(reports):
        solution = number % max(1, reports // REPORTS_PER_SOLUTION)
        name = f"{2005 + number % 20}-opdigt-{number % MUNICIPALITIES}-{number}.yaml"
        _write(root / "solutions" / f"opdigtet-{solution}" / "experiences" / name, _report(number, chance))
    return root


def _write(path: Path, data: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(format_yaml(data), encoding="utf-8")


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _municipality(number: int) -> dict[str, object]:
    kinds = ["landkommune", "provinsbykommune", "oplandskommune"]
    return {
        "code": f"{9000 + number}",
        "name": f"Opdigt {number}",
        "official_name": f"Opdigt {number} Kommune",
        "type": kinds[number % 3],
        "regions": [{"name": f"Region Opdigt {number % 4}"}],
        "tile": {"column": number % 10, "row": number // 10},
        "figures": {
            figure: {"value": 10 + (number * 37 + place * 11) % 97, "year": 2026, "source": "opdigt"}
            for place, figure in enumerate(FIGURES)
        },
    }


def _solution(number: int, chance: random.Random) -> dict[str, object]:
    return {
        "title": f"Opdigtet løsning {number}: {chance.choice(WORDS)} og {chance.choice(WORDS)}",
        "summary": _sentence(chance, 14),
        "areas": chance.sample(["hjemmepleje", "plejehjem", "administration", "borgerservice"], 2),
        "technologies": [chance.choice(["video", "rpa", "sensor", "ai"])],
        "gains": [chance.choice(["frigjort-tid", "sparede-penge", "selvhjulpenhed"])],
        "primary_outcomes": [{"measure": "frigjort-tid", "success": "better"}],
        "core_elements": [{"id": "kerne", "description": _sentence(chance, 6), "source": "kilde"}],
        "risks": [{"id": "volumen", "description": _sentence(chance, 8), "source": "kilde"}],
        "sources": [
            {"id": "kilde", "title": f"Opdigtet kilde {number}", "year": 2020, "origin": "municipality"}
        ],
    }


def _report(number: int, chance: random.Random) -> dict[str, object]:
    stages = ["afproever", "indfoerer", "i-drift", "udbredt", "stoppet", "afsluttet"]
    return {
        "municipalities": [f"opdigt-{number % MUNICIPALITIES}"],
        "description": _sentence(chance, 25),
        "period": {"start": 2005 + number % 20},
        "stages": [{"stage": chance.choice(stages), "date": 2006 + number % 20}],
        "outcomes": [
            {
                "id": "tid",
                "label": _sentence(chance, 4),
                "role": "effekt",
                "art": chance.choice(["maalt", "opgjort", "oplevet", "forventet"]),
                "source": "kilde",
                "value": chance.randint(1, 500),
                "unit": "timer-om-aaret",
                "denominator": "pr. borger",
                "measure": "frigjort-tid",
                "method": _sentence(chance, 5),
            }
        ],
        "business_case": {"lines": [_line(chance)]},
        "adaptations": [{"id": "lokalt", "description": _sentence(chance, 6), "element": "kerne"}],
        "scale": {"citizens": chance.randint(5, 900)},
        "changed_work": _sentence(chance, 20),
        "what_failed": _sentence(chance, 12),
        "cited": ["kilde"],
    }


def _line(chance: random.Random) -> dict[str, object]:
    return {
        "id": "pris",
        "label": _sentence(chance, 4),
        "entry": chance.choice(["investering", "drift", "gevinst"]),
        "art": "opgjort",
        "source": "kilde",
        "value": chance.randint(1, 900),
        "unit": "kr-om-aaret",
    }


if __name__ == "__main__":
    write_generated(Path(sys.argv[1]), int(sys.argv[2]))
