"""A solution with something in every field and one with almost nothing, beside the invented bank."""

from dataclasses import replace
from decimal import Decimal

from kb.catalogue import Catalogue, group_by_municipality, split_withdrawn
from kb.records.business_case import BusinessCase, Entry, GainKind, Line, Payer
from kb.records.conditions import (
    Adaptation,
    BuildsOn,
    Change,
    Complexity,
    Level,
    Operation,
    Price,
    Procurement,
    Product,
    RiskEvent,
    Staffing,
)
from kb.records.confirmation import Confirmation
from kb.records.course import Funnel, Period, Scale, Stage, StageEvent, UseAfter
from kb.records.discussion import Claim, Conflict, Decision, Participant, Related, Remark
from kb.records.experience import Experience
from kb.records.framework import Artefact, DatedChange, LegalBasis, Point, Risk, TaskOwner
from kb.records.municipality import Region
from kb.records.outcome import Art, Design, Direction, Judgement, Outcome, Realised, Role, Verdict
from kb.records.solution import Prose, Solution
from kb.records.source import Read, Source
from tests.web.toy import KL, ToyBank, toy_catalogue, toy_release

OWN = Source(
    "egen", "Slutrapport", "Nordby Kommune", 2021, url="https://nordby.invalid/rapport", page="s. 12"
)
SUPPLIER = Source("firma", "Brochure", "Firma A/S", interest="sælger produktet", read=Read.NOT_FOUND)
READING = Source("laes", "Mere om emnet", "Et tidsskrift", 2018)

RICH = Solution(
    id="rig",
    title="Rig løsning",
    summary="En løsning, der har noget i alle felter.",
    sources=(KL, SUPPLIER),
    areas=("hjemmepleje",),
    technologies=("robot",),
    target_group="Borgere, der bor alene",
    problem="Besøg tager lang tid.",
    legal_bases=(LegalBasis("serviceloven", "§ 83", "2020-01-01", None, "Hjælp i hjemmet", "kl-2019"),),
    task_owners=(TaskOwner("kommune", None, "2026-12-31"), TaskOwner("region", "2027-01-01")),
    core_elements=(
        Point("frivilligt", "Borgeren kan sige nej.", "Ellers mister man tilliden.", "kl-2019"),
        Point("faa", "Man begynder få steder."),
    ),
    prerequisites=(Point("net", "Der skal være dækning.", source="kl-2019"),),
    risks=(
        Risk("dyrt", "Aftalen bliver for dyr.", 3, 4, "Prøv af først.", "kl-2019"),
        Risk("nej", "Borgerne siger nej."),
    ),
    outcomes=(
        Outcome(
            "tvaers",
            "Kommuner i gang",
            Role.REACH,
            Art.COUNTED,
            "kl-2019",
            value=Decimal(20),
            unit="pct",
            denominator="af kommunerne",
        ),
    ),
    business_case=BusinessCase(
        lines=(
            Line(
                "mulig",
                "Muligt i hele landet",
                Entry.NET,
                Art.ESTIMATED,
                "kl-2019",
                Decimal(300),
                unit="mio-kr",
            ),
        )
    ),
    artefacts=(
        Artefact("vejl", "Vejledning", url="https://x.invalid/v", licence="CC BY 4.0", source="kl-2019"),
    ),
    related=(Related("skaerm", "bruges ofte sammen med"), Related("findes-ikke", "udgået")),
    participants=(Participant("zahle", "Zahle nævnes i en artikel.", "kl-2019"),),
    originator="nordby",
    national_status="Halvdelen er i gang.",
    national_status_source="kl-2019",
    conflicts=(
        Conflict(
            "antal", "Hvor mange borgere?", (Claim("150 borgere", "kl-2019"), Claim("35 borgere", "firma"))
        ),
    ),
    gaps=("pris pr. enhed",),
    changes=(DatedChange("2025-07-01", "Loven er ændret."),),
    remarks=(Remark("r1", "2019-nordby/tid", "Er det pr. uge?"),),
    decisions=(Decision("aalum", "2026-02-01", "Køber ti."),),
    further_reading=(READING,),
    checked="2026-11-24",
    prose=Prose("## Hvad?", "<h2>Hvad?</h2><p>En <strong>løsning</strong>.</p>"),
)

CASE = BusinessCase(
    lines=(
        Line(
            "koeb",
            "Skærme",
            Entry.INVESTMENT,
            Art.COUNTED,
            "egen",
            Decimal("5.7"),
            unit="mio-kr",
            price_year=2020,
        ),
        Line(
            "tid",
            "Færre timer",
            Entry.GAIN,
            Art.EXPECTED,
            "egen",
            Decimal(40),
            unit="timer-om-ugen",
            gain_kind=GainKind.TIME,
            calculated_by="Nordby Kommune",
            reservation="Regnestykket er ikke endeligt.",
        ),
        Line(
            "pulje",
            "Puljemidler",
            Entry.GRANT,
            Art.COUNTED,
            "egen",
            Decimal(2),
            unit="mio-kr",
            payer=Payer.STATE,
        ),
    ),
    conclusion="Det løber rundt efter tre år.",
    horizon_years=5,
)

EFFECTS = (
    Outcome(
        "tid",
        "Frigjort tid hos personalet",
        Role.EFFECT,
        Art.MEASURED,
        "egen",
        measure="frigjort-tid",
        value=Decimal("13.6"),
        unit="timer-om-ugen",
        denominator="pr. distrikt",
        n=30,
        period="2020",
        method="Tidsstudie",
        design=Design.BEFORE_AFTER,
        evaluator="Et konsulenthus",
        independent=True,
        direction=Direction.BETTER,
        realised_in_budget=Realised.NO,
        reservation="Lille stikprøve.",
    ),
    Outcome(
        "ord", "Personalets oplevelse", Role.EFFECT, Art.EXPERIENCED, "egen", measure="frigjort-tid", words="mere ro"
    ),
    Outcome(
        "fald",
        "Borgere med skærm",
        Role.REACH,
        Art.COUNTED,
        "kl-2019",
        measure="brug",
        before=Decimal(150),
        after=Decimal(35),
        unit="borgere",
    ),
    Outcome(
        "maal", "Ventede borgere", Role.REACH, Art.EXPECTED, "firma", measure="brug", value=Decimal(200),
        unit="borgere", supplier_figure=True,
    ),
    Outcome(
        "skidt", "Ventetid", Role.EFFECT, Art.MEASURED, "egen", value=Decimal(-3), low=Decimal(-5), high=Decimal(-1),
        unit="dage", direction=Direction.WORSE,
    ),
)  # fmt: skip

FULL = Experience(
    id="2019-nordby",
    solution="rig",
    municipalities=("nordby", "zahle"),
    title="Nordby og Zahle: skærme",
    organisation="Hjemmeplejen",
    partners=("En højskole",),
    description="To kommuner satte skærme op.",
    period=Period("2019-10-01", "2022"),
    stages=(
        StageEvent(Stage.TRYING, "2019-10-01", "Pilot i to distrikter.", source="egen"),
        StageEvent(Stage.RUNNING, "2021-03", municipality="nordby"),
        StageEvent(Stage.STOPPED, "2022-05", "Hjemlen manglede.", "jura", "zahle", "kl-2019"),
    ),
    target_group="Ældre",
    scale=Scale(citizens=276, units=40),
    outcomes=EFFECTS,
    verdict=Judgement(Verdict.MIXED, "Det gik forskelligt.", "egen", "redaktionen", "2026-11-24"),
    for_citizens="Tryggere.",
    for_staff="Færre ture.",
    business_case=CASE,
    changed_work="Man ringer op i stedet.",
    adaptations=(
        Adaptation("a1", "Alle måtte sige nej.", "frivilligt", Change.KEPT, source="egen"),
        Adaptation("a2", "Alle begyndte samtidig.", "faa", Change.DROPPED, "Der var travlt.", "zahle"),
    ),
    risks_happened=(
        RiskEvent("Mange sagde nej.", "nej", "egen"),
        RiskEvent("Strømmen gik.", source="egen"),
    ),
    risks_seen=("Lang binding",),
    what_failed="Nettet faldt ud.",
    why_stopped="Zahle manglede hjemmel.",
    anchoring="Driften ligger i distrikterne.",
    leadership_level="Direktionen",
    staffing=Staffing(Decimal("1.5"), 8, "En projektleder."),
    training="To dages kursus.",
    training_hours=Decimal(14),
    reliability="Virker de fleste dage.",
    system_notes="Taler ikke med journalen.",
    products=(Product("Skærmen", "Firma A/S", "2.1", "12345", "firma"),),
    supplier_involved=True,
    supplier_involvement="Leverandøren leverede tal.",
    funding="En pulje.",
    price=Price(Decimal(1200), "pr. skærm om måneden", 2020, "egen"),
    procurement=Procurement.TENDER,
    operation=Operation.MIXED,
    complexity=Complexity(technology=Level.SIMPLE, organisation=Level.COMPLEX),
    funnel=Funnel(100, 60, 41, "egen"),
    use_after=UseAfter("40 borgere", "38 borgere", source="egen"),
    builds_on=(BuildsOn("Samme skærme som Nordby.", "skaerm/2019-nordby", "egen"),),
    advice=("Begynd småt.",),
    contact="pleje@nordby.invalid",
    coded_on="2026-11-24",
    cited=("kl-2019",),
    sources=(OWN,),
)

THIN = Solution(id="tynd", title="Tynd løsning", summary="Kun én kilde kender den.", sources=(KL,))
BARE = Experience(
    id="udateret-oesterlund", solution="tynd", municipalities=("oesterlund",), description="Det blev prøvet.",
    stages=(StageEvent(Stage.TRYING),), cited=("kl-2019",),
)  # fmt: skip
CONFIRMED = replace(BARE, id="2024-aalum", municipalities=("aalum",), confirmed=Confirmation("2025-01-15"))
REGIONS = (Region("Region Øst", "1", end="2026-12-31"), Region("Region Ny", "2", start="2027-01-01"))


def rich_catalogue(*reports: Experience, solutions: tuple[Solution, ...] = (RICH, THIN)) -> Catalogue:
    """Put the rich and the thin solution beside the invented records."""
    toy = toy_catalogue()
    every = {**toy.experiences, **{report.ref: report for report in reports or (FULL, BARE)}}
    experiences, withdrawn = split_withdrawn(every)
    return replace(
        toy,
        solutions={**toy.solutions, **{solution.id: solution for solution in solutions}},
        experiences=experiences,
        withdrawn=withdrawn,
        municipalities={
            **toy.municipalities,
            "nordby": replace(toy.municipalities["nordby"], regions=REGIONS, neighbours=("9004",)),
            "aerthom": replace(
                toy.municipalities["aertholm"], id="aerthom", name="Ærthom", neighbours=("9001",)
            ),
        },
        refs_by_municipality=group_by_municipality(experiences.values()),
    )


def bank_with(*reports: Experience, solutions: tuple[Solution, ...] = (RICH, THIN)) -> ToyBank:
    """Make a bank that holds the rich and the thin solution."""
    return ToyBank(toy_release(rich_catalogue(*reports, solutions=solutions)))
