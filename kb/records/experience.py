"""What happened where it was tried: one experience report, a file of its own."""

from dataclasses import dataclass, field
from decimal import Decimal

from kb.records.authority import AuthorityKind, Country
from kb.records.base import RecordSchema
from kb.records.business_case import BusinessCase, BusinessCaseSchema
from kb.records.conditions import (
    Adaptation,
    AdaptationSchema,
    BuildsOn,
    BuildsOnSchema,
    Complexity,
    ComplexitySchema,
    Operation,
    Price,
    PriceSchema,
    Procurement,
    Product,
    ProductSchema,
    RiskEvent,
    RiskEventSchema,
    Staffing,
    StaffingSchema,
)
from kb.records.confirmation import Confirmation, ConfirmationSchema, Provenance
from kb.records.course import (
    Funnel,
    FunnelSchema,
    Period,
    PeriodSchema,
    Scale,
    ScaleSchema,
    StageEvent,
    StageEventSchema,
    UseAfter,
    UseAfterSchema,
)
from kb.records.discussion import Withdrawal, WithdrawalSchema
from kb.records.fields import Choice, Day, Flag, Mailbox, Number, Slug, Text, Whole, line
from kb.records.lists import Part, lines, parts, slugs, terms
from kb.records.marks import N_
from kb.records.outcome import Judgement, JudgementSchema, Outcome, OutcomeSchema
from kb.records.source import Source, SourceSchema


@dataclass(frozen=True)
class Experience:
    """One experience report: who tried it, when, what came of it, what went wrong, and who says so.

    `cited` names sources in the solution's own list; `sources` holds those that only this report uses.
    """

    id: str
    solution: str
    municipalities: tuple[str, ...] = ()
    unnamed_municipalities: int | None = None
    authorities: tuple[str, ...] = ()
    country: Country = Country.DENMARK
    authority_kind: AuthorityKind = AuthorityKind.MUNICIPALITY
    title: str | None = None
    organisation: str | None = None
    project: str | None = None
    partners: tuple[str, ...] = ()
    description: str | None = None
    period: Period | None = None
    stages: tuple[StageEvent, ...] = ()
    target_group: str | None = None
    target_groups: tuple[str, ...] = ()
    living_situations: tuple[str, ...] = ()
    scale: Scale | None = None
    outcomes: tuple[Outcome, ...] = ()
    verdict: Judgement | None = None
    second_verdict: Judgement | None = None
    for_citizens: str | None = None
    for_staff: str | None = None
    business_case: BusinessCase | None = None
    changed_work: str | None = None
    adaptations: tuple[Adaptation, ...] = ()
    risks_happened: tuple[RiskEvent, ...] = ()
    risks_seen: tuple[str, ...] = ()
    what_failed: str | None = None
    why_stopped: str | None = None
    anchoring: str | None = None
    leadership_level: str | None = None
    leadership_how: str | None = None
    staffing: Staffing | None = None
    training: str | None = None
    training_hours: Decimal | None = None
    reliability: str | None = None
    systems: tuple[str, ...] = ()
    system_notes: str | None = None
    products: tuple[Product, ...] = ()
    supplier: str | None = None
    supplier_involved: bool | None = None
    supplier_involvement: str | None = None
    funding: str | None = None
    price: Price | None = None
    procurement: Procurement | None = None
    operation: Operation | None = None
    complexity: Complexity | None = None
    funnel: Funnel | None = None
    use_after: UseAfter | None = None
    builds_on: tuple[BuildsOn, ...] = ()
    advice: tuple[str, ...] = ()
    contact: str | None = None
    provenance: Provenance = Provenance.PUBLIC_SOURCES
    withdrawn: Withdrawal | None = None
    confirmed: Confirmation | None = None
    checked: str | None = None
    coded_by: str | None = None
    coded_on: str | None = None
    note: str | None = None
    cited: tuple[str, ...] = ()
    sources: tuple[Source, ...] = field(default=())

    @property
    def ref(self) -> str:
        """Name the report uniquely: `solution/report`."""
        return f"{self.solution}/{self.id}"


class ExperienceSchema(RecordSchema):
    """The file format of `experiences/<id>.yaml`; the ids of file and folder are the record's."""

    record = Experience
    id = Slug(
        N_("Id"), N_("Filens navn: år (eller udateret), kommune eller projekt, evt. et ord."), required=True
    )
    solution = Slug(N_("Løsning"), N_("Mappens navn."), required=True)
    municipalities = slugs("municipality", N_("Kommuner"), N_("De kommuner, der har erfaringen."))
    unnamed_municipalities = Whole(
        N_("Kommuner uden navn"), N_("Hvor mange deltog uden at kilden nævner navnet?"), high=98
    )
    authorities = slugs(
        "authority", N_("Andre myndigheder"), N_("Regioner, statslige og udenlandske myndigheder.")
    )
    country = Choice(Country, N_("Land"), N_("DK, SE, NO eller FI."), default=Country.DENMARK)
    authority_kind = Choice(
        AuthorityKind,
        N_("Slags myndighed"),
        N_("kommune, region, stat eller anden."),
        default=AuthorityKind.MUNICIPALITY,
    )
    title = line(N_("Titel"), N_("Kort titel; ellers bruges kommunens navn og år."), longest=160)
    organisation = line(N_("Organisation"), N_("Hvilken del af organisationen?"))
    project = Slug(
        N_("Projekt"),
        N_("Id på et fælles projekt; kommuner i samme projekt tæller som ét projekt."),
        of="project",
    )
    partners = lines(N_("Partnere"), N_("Hvem var ellers med?"))
    description = Text(N_("Hvad gjorde I"), N_("Én til tre sætninger om, hvad der blev gjort."))
    period = Part(PeriodSchema, N_("Periode"), N_("Hvornår foregik det?"))
    stages = parts(StageEventSchema, N_("Forløb"), N_("Stadierne i rækkefølge, det nyeste sidst."), most=30)
    target_group = Text(
        N_("Målgruppe"), N_("Hvem var det til? Udelad, hvis det er som løsningens."), longest=600
    )
    target_groups = terms("target-group", N_("Målgrupper"), N_("Termer fra ordlisten."))
    living_situations = terms("living-situation", N_("Hvor bor borgeren"), N_("Termer fra ordlisten."))
    scale = Part(ScaleSchema, N_("Omfang"), N_("Hvor stort var det?"))
    outcomes = parts(OutcomeSchema, N_("Resultater"), N_("Hvert tal eller fund for sig, med kilde."), most=60)
    verdict = Part(JudgementSchema, N_("Dom"), N_("Gik det, som løsningen er til for?"))
    second_verdict = Part(
        JudgementSchema,
        N_("Dom, kodet igen"),
        N_("En anden koders dom, sat uden at kende den første. Viser, hvor enige to læsere er."),
    )
    for_citizens = Text(N_("For borgerne"), N_("Hvordan blev kvaliteten for borgerne?"))
    for_staff = Text(N_("For medarbejderne"), N_("Hvordan blev arbejdet?"))
    business_case = Part(BusinessCaseSchema, N_("Økonomi"), N_("Økonomien, som kilden oplyser den."))
    changed_work = Text(N_("Ændret arbejdsgang"), N_("Hvad gør man anderledes nu?"))
    adaptations = parts(
        AdaptationSchema,
        N_("Lokale tilpasninger"),
        N_("Hvad blev gjort anderledes her, og hvorfor?"),
        most=30,
    )
    risks_happened = parts(RiskEventSchema, N_("Risici, der skete"), N_("Hvad gik galt?"), most=30)
    risks_seen = lines(
        N_("Risici, kilden nævner"), N_("Risici, som kilden nævner uden at sige, at de skete.")
    )
    what_failed = Text(N_("Hvad gik galt"), N_("Også det, der blev rettet undervejs."))
    why_stopped = Text(N_("Hvorfor stoppet"), N_("Hvorfor blev det stoppet eller ikke udbredt?"))
    anchoring = Text(N_("Forankring"), N_("Hvem har ansvaret nu, og hvordan lever det videre?"))
    leadership_level = line(N_("Ledelsesniveau"), N_("Hvor højt var det forankret?"), longest=120)
    leadership_how = Text(N_("Ledelsens opbakning"), N_("Hvordan blev den vundet?"))
    staffing = Part(StaffingSchema, N_("Bemanding"), N_("Hvem bar det, og hvor længe?"))
    training = Text(N_("Uddannelse"), N_("Hvordan blev medarbejderne klædt på?"))
    training_hours = Number(N_("Timer pr. medarbejder"), N_("Uddannelse i timer."), low=0, high=10_000)
    reliability = Text(N_("Driftssikkerhed"), N_("Virker det hver dag?"))
    systems = terms("system", N_("Systemer"), N_("Systemer, løsningen skal passe sammen med."))
    system_notes = Text(N_("Systemlandskab"), N_("Integrationer og bindinger i ord."))
    products = parts(ProductSchema, N_("Produkter"), N_("Produkter, kilden nævner."), most=20)
    supplier = Text(N_("Leverandør"), N_("Leverandør uden nævnt produkt."), longest=300)
    supplier_involved = Flag(
        N_("Leverandørmedvirken"), N_("Har leverandøren medvirket til tal eller omtale?")
    )
    supplier_involvement = Text(N_("Leverandørens medvirken"), N_("Hvordan medvirkede leverandøren?"))
    funding = Text(N_("Finansiering"), N_("Hvem betalte? Puljer og tilskud nævnes for sig."))
    price = Part(PriceSchema, N_("Pris"), N_("Pris pr. enhed."))
    procurement = Choice(
        Procurement,
        N_("Indkøbsvej"),
        N_("rammeaftale, udbud, egen-udvikling, faelles-indkoeb eller direkte-koeb."),
    )
    operation = Choice(Operation, N_("Drift"), N_("egen, privat eller blandet."))
    complexity = Part(ComplexitySchema, N_("Kompleksitet"), N_("Syv domæner, vurderet af kommunen."))
    funnel = Part(FunnelSchema, N_("Tilslutning"), N_("Tilbudt, sagde ja, bruger stadig."))
    use_after = Part(UseAfterSchema, N_("Brug over tid"), N_("Efter 6, 12 og 24 måneder."))
    builds_on = parts(BuildsOnSchema, N_("Efterprøver"), N_("Hvis erfaring bygger I på?"), most=20)
    advice = lines(N_("Råd til den næste"), N_("Hvad skulle I have vidst fra starten?"), most=20)
    contact = Mailbox(N_("Kontakt"), N_("Funktionspostkasse, aldrig en persons adresse."))
    provenance = Choice(
        Provenance,
        N_("Herkomst"),
        N_("municipality = kommunen selv; public_sources = redaktionen ud fra åbne kilder."),
        default=Provenance.PUBLIC_SOURCES,
    )
    withdrawn = Part(
        WithdrawalSchema, N_("Trukket tilbage"), N_("Poster slettes aldrig; de trækkes tilbage med en grund.")
    )
    confirmed = Part(ConfirmationSchema, N_("Bekræftet"), N_("Kun kommunens eget ord."))
    checked = Day(N_("Kontrolleret"), N_("Hvornår har redaktionen sidst kontrolleret posten?"))
    coded_by = line(N_("Kodet af"), N_("Rolle, aldrig et navn."), longest=80)
    coded_on = Day(N_("Kodet den"), N_("Hvornår er felterne kodet?"))
    note = Text(N_("Note"), N_("Andet, læseren skal vide."))
    cited = slugs("source", N_("Kilder fra løsningen"), N_("Id på kilder i løsningens egen liste."))
    sources = parts(SourceSchema, N_("Egne kilder"), N_("Kilder, som kun denne erfaring bruger."), most=60)
