"""An invented bank for the tests of the site: few records, each with one thing that a page must get right."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from kb.catalogue import Catalogue, group_by_municipality, split_withdrawn
from kb.records.authority import Authority, AuthorityKind, Country
from kb.records.call import Call, Closing
from kb.records.course import Period, Stage, StageEvent
from kb.records.experience import Experience
from kb.records.municipality import Figure, Municipality, Region, Tile
from kb.records.outcome import Art, Design, Direction, Judgement, Outcome, Qualifier, Role, Verdict
from kb.records.solution import Prose, Solution
from kb.records.source import Origin, Source
from kb.records.vocabulary import Term, Vocabulary
from kb.release.opening import Release
from kb.release.summary import summarise_all
from kb.search.engine import SearchEngine
from kb.search.query import SearchQuery
from kb.search.results import SearchResults
from kb.search.suggestions import Suggestion

AS_OF = "2026-11-25"
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"

KL = Source(
    "kl-2019",
    "Skærmbesøg i hjemmeplejen",
    "KL",
    2019,
    url="https://www.kl.dk/x?a=1&b=2",
    origin=Origin.ASSOCIATION,
)
EVIL_SOURCE = Source("ond", f"Kilde {EVIL}", f"Udgiver {EVIL}", 2020, origin=Origin.PRESS)

VOCABULARIES = {
    "area": (
        Term("pleje", "Pleje", "Care"),
        Term("hjemmepleje", "Hjemmepleje", "Home care", broader="pleje"),
        Term("it", "It og data", "IT and data"),
    ),
    "technology": (Term("video", "Video", "Video"), Term("robot", "Robot", "Robot")),
    "stage": tuple(
        Term(stage.value, stage.value.capitalize(), stage.name.title(), "Sådan er det.", "So it is.")
        for stage in Stage
    ),
    "grade": (
        Term("e0", "Idé", "Idea", "Ikke lykkedes endnu.", "Not yet."),
        Term("e1", "Det lykkedes ét sted", "It worked in one place", "Ét sted.", "One place."),
        Term("e2", "Målt ét sted", "Measured in one place", "Målt.", "Measured."),
        Term("e3", "Efterprøvet", "Proven", "To steder.", "Two places."),
        Term("e4", "Efterprøvet på tværs", "Proven across", "Fire steder.", "Four places."),
    ),
    "stop-reason": (Term("jura", "Hjemmel eller jura", "Law"), Term("projekt-slut", "Slut", "Ended")),
    "outcome": (Term("brug", "Brug", "Use"), Term("frigjort-tid", "Frigjort tid", "Freed time")),
    "municipality-type": (Term("by", "Bykommune", "Town"), Term("land", "Landkommune", "Rural")),
    "unit": (
        Term("pct", "pct.", "per cent"),
        Term("besoeg", "besøg", "visits"),
        Term("borgere", "borgere", "citizens"),
        Term("dage", "dage", "days", one_da="dag", one_en="day"),
        Term("mio-kr", "mio. kr.", "million DKK"),
        Term("timer-om-ugen", "timer om ugen", "hours a week", one_da="time om ugen", one_en="hour a week"),
    ),
    "figure": (Term("population", "Indbyggere", "Inhabitants", "Antal personer.", "Persons."),),
}
NAMES = ("Aalum", "Nordby", "Østerlund", "Ærtholm", "Zahle")


def make_municipality(name: str, number: int) -> Municipality:
    """Make a municipality that does not exist."""
    slug = name.lower().replace("ø", "oe").replace("æ", "ae").replace("å", "aa")
    return Municipality(
        id=slug,
        code=f"{9000 + number}",
        name=name,
        official_name=f"{name} Kommune",
        type=("by", "land")[number % 2],
        regions=(Region("Region Øst", "1"),),
        tile=Tile(number * 2, number),
        figures={"population": Figure(Decimal(10_000 + number), "2026-01-01", "statistik")},
    )


SOLUTIONS = (
    Solution(
        id="skaerm",
        title="Skærmbesøg",
        title_en="Video visits",
        summary="Et besøg over skærm.",
        summary_en="A visit by screen.",
        sources=(KL,),
        areas=("hjemmepleje",),
        technologies=("video",),
        prose=Prose("## Hvad er det?\n\nEt besøg.", "<h2>Hvad er det?</h2><p>Et besøg.</p>"),
    ),
    Solution(
        id="robotter",
        title="Robotter i parker",
        summary="Robotter klipper græs.",
        sources=(KL,),
        areas=("it",),
    ),
    Solution(id="tom", title="=SUM(A1:A9)", summary="-2+3 kun en tanke", sources=(KL,)),
    Solution(id="ond", title=f"Ond {EVIL}", summary=f"Kort {EVIL}", sources=(EVIL_SOURCE,)),
)
EXPERIENCES = (
    Experience(
        id="2019-nordby",
        solution="skaerm",
        municipalities=("nordby",),
        description="Nordby lagde besøg om til skærm.",
        period=Period("2019-10-01", "2021"),
        stages=(
            StageEvent(Stage.TRYING, "2019-10-01", source="kl-2019"),
            StageEvent(Stage.RUNNING, "2021-03", source="kl-2019"),
        ),
        outcomes=(
            Outcome(
                id="tid",
                label="Mindre køretid",
                role=Role.EFFECT,
                art=Art.MEASURED,
                source="kl-2019",
                value=Decimal("12.5"),
                unit="pct",
                denominator="pr. rute",
                design=Design.BEFORE_AFTER,
                direction=Direction.BETTER,
            ),
            Outcome(
                "besoeg",
                "Besøg lagt om",
                Role.REACH,
                Art.COUNTED,
                "kl-2019",
                value=Decimal(1200),
                unit="besoeg",
            ),
        ),
        verdict=Judgement(Verdict.POSITIVE),
    ),
    Experience(
        id="2020-flere",
        solution="skaerm",
        municipalities=("aalum", "oesterlund"),
        authorities=("staten",),
        unnamed_municipalities=11,
        title="Tre i fællesskab",
        description="Tre prøvede sammen.",
        stages=(StageEvent(Stage.TRYING, "2020"),),
    ),
    Experience(
        id="udateret-aalum",
        solution="robotter",
        municipalities=("aalum",),
        description="Robotter i parken.",
        stages=(
            StageEvent(Stage.TRYING),
            StageEvent(Stage.STOPPED, "2018-05", "Loven sagde nej.", "jura", source="kl-2019"),
        ),
        outcomes=(
            Outcome(
                "brugt",
                "Borgere, der brugte den",
                Role.REACH,
                Art.COUNTED,
                "kl-2019",
                value=Decimal(12),
                out_of=Decimal(780),
                unit="borgere",
                qualifier=Qualifier.ABOUT,
            ),
        ),
        verdict=Judgement(Verdict.NEGATIVE),
        why_stopped="Loven sagde nej.",
    ),
    Experience(
        id="2022-ond",
        solution="ond",
        municipalities=("nordby",),
        title=f"Rapport {EVIL}",
        description=f"Beskrivelse {EVIL}",
        stages=(StageEvent(Stage.STOPPED, "2022", f"Grund {EVIL}"),),
        outcomes=(Outcome("x", f"Mål {EVIL}", Role.EFFECT, Art.EXPERIENCED, "ond", words=f"Ord {EVIL}"),),
        why_stopped=f"Derfor {EVIL}",
        sources=(EVIL_SOURCE,),
    ),
)

CALLS = (
    Call(
        id="faldsensorer-aalum",
        title="Faldsensorer på plejehjem",
        challenge=f"Hvem har prøvet faldsensorer? {EVIL}",
        municipality="aalum",
        contact="velfaerd@aalum.example",
        opened="2026-10-01",
        areas=("pleje",),
        plan="Vi afprøver på to afdelinger.",
        start="2027-01",
    ),
    Call(
        id="skaerm-oesterlund",
        title="Nogen at prøve aftenbesøg med",
        challenge="Vi vil prøve om aftenen.",
        municipality="oesterlund",
        contact="pleje@oesterlund.example",
        opened="2026-09",
        solution="skaerm",
    ),
    Call(
        id="lukket-nordby",
        title="Robotter om natten",
        challenge="Har nogen prøvet?",
        municipality="nordby",
        contact="pleje@nordby.example",
        opened="2025",
        closed=Closing("2026-02", "To kommuner svarede."),
    ),
)


def toy_catalogue(*, solutions: tuple[Solution, ...] = SOLUTIONS) -> Catalogue:
    """Put the invented records together."""
    kept = {solution.id for solution in solutions}
    reports = [report for report in EXPERIENCES if report.solution in kept]
    in_force, withdrawn = split_withdrawn({report.ref: report for report in reports})
    municipalities = [make_municipality(name, number) for number, name in enumerate(NAMES)]
    return Catalogue(
        solutions={solution.id: solution for solution in solutions},
        experiences=in_force,
        withdrawn=withdrawn,
        municipalities={municipality.id: municipality for municipality in municipalities},
        calls={call.id: call for call in CALLS},
        authorities={"staten": Authority("staten", "Staten", AuthorityKind.STATE, Country.DENMARK)},
        vocabularies={name: Vocabulary(name, name, name, terms) for name, terms in VOCABULARIES.items()},
        sources={"statistik": Source("statistik", "FOLK1A", "Danmarks Statistik", 2026)},
        refs_by_municipality=group_by_municipality(in_force.values()),
        as_of=AS_OF,
    )


def toy_release(catalogue: Catalogue | None = None, release_id: str = "toy-1") -> Release:
    """Make a release of the invented records; it searches by a plain scan but calls itself whole."""
    catalogue = catalogue or toy_catalogue()
    engine = WholeEngine(SearchEngine.scanning(catalogue, as_of=AS_OF))
    return Release(release_id, catalogue, engine, summarise_all(catalogue, AS_OF))  # type: ignore[arg-type]


@dataclass(frozen=True)
class WholeEngine:
    """A plain scan that passes for an index in order."""

    scan: SearchEngine

    def search(self, query: SearchQuery, language: str = "da") -> SearchResults:
        return replace(self.scan.search(query, language), is_degraded=False)

    def total(self, query: SearchQuery) -> int:
        return self.scan.total(query)

    def counts(self, query: SearchQuery, facet: str) -> dict[str, int]:
        return self.scan.counts(query, facet)

    def suggest(self, prefix: str, language: str = "da") -> tuple[Suggestion, ...]:
        return self.scan.suggest(prefix, language)


@dataclass
class ToyBank:
    """A bank whose current release a test may change."""

    current: Release = field(default_factory=toy_release)

    def search(self, query: SearchQuery, language: str = "da") -> SearchResults:
        return self.current.engine.search(query, language)
