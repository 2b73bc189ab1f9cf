"""What the API answers besides the lists of the tables."""

from dataclasses import dataclass, field
from typing import Any

from kb.records.marks import N_
from kb.search.facets import FACETS
from kb.search.query import Sort
from kb.web.api.parameters import NUMBER, SLUG, Parameter
from kb.web.api.worked_out import MUNICIPALITY, SOLUTION

TEXTS = {"type": "array", "items": {"type": "string"}}
OBJECTS = {"type": "array", "items": {"type": "object"}}
AMOUNT = {"type": ["number", "null"]}


@dataclass(frozen=True)
class Operation:
    """One path: its name, title and description as marked texts, parameters, and what it gives."""

    name: str
    path: str
    title: str
    description: str
    parameters: tuple[Parameter, ...] = ()
    in_path: tuple[Parameter, ...] = ()
    table: str = ""
    schema: dict[str, Any] = field(default_factory=dict)


SOLUTION_ID = Parameter("solution", N_("Løsningens id."), SLUG, "skaermbesoeg-hjemmepleje-sygepleje")
REPORT_ID = Parameter("report", N_("Erfaringens id."), SLUG, "2019-vejle")
PLACE_ID = Parameter("municipality", N_("Kommunens id."), SLUG, "vejle")
SEARCH = (
    Parameter("q", N_("Søgeord på dansk eller engelsk."), r"[\s\S]{0,200}", "skærmbesøg"),
    *(
        Parameter(
            facet.name, facet.label, SLUG, "e2" if facet.name == "grad" else "hjemmepleje", is_list=True
        )
        for facet in FACETS
    ),
    Parameter("sorter", N_("Rækkefølge."), "|".join(sort.value for sort in Sort), next(iter(Sort)).value),
    Parameter("side", N_("Side, fra 1."), NUMBER, "1", whole=(1, 1000)),
    Parameter("antal", N_("Hvor mange på en side."), "10|20|50|100", "20"),
)
OPERATIONS = (
    Operation(
        "get_solution",
        "solutions/{solution}",
        N_("Én løsning"),
        N_("En løsning med grad, og hvor mange der har prøvet."),
        in_path=(SOLUTION_ID,),
        table="solutions",
    ),
    Operation(
        "get_report",
        "reports/{solution}/{report}",
        N_("Én erfaring"),
        N_("En erfaring med dokumentationsgrad og det, den mangler."),
        in_path=(SOLUTION_ID, REPORT_ID),
        table="reports",
    ),
    Operation(
        "get_municipality",
        "municipalities/{municipality}",
        N_("Én kommune"),
        N_("En kommune. Nøgletallene står i municipality_figures."),
        in_path=(PLACE_ID,),
        table="municipalities",
    ),
    Operation(
        "search",
        "search",
        N_("Søg"),
        N_("Det samme som søgesiden, med facetter og antal."),
        SEARCH,
        schema={
            "type": "object",
            "required": ["total", "results", "facets", "page", "pages", "release"],
            "properties": {
                "total": {"type": "integer"},
                "results": OBJECTS,
                "facets": {"type": "object"},
                "page": {"type": "integer"},
                "pages": {"type": "integer"},
                "release": {"type": "string"},
            },
        },
    ),
    Operation(
        "compare",
        "compare",
        N_("Hos os?"),
        N_("Hver faktor: ligner, afviger eller ved vi ikke. Intet lægges sammen til et samlet tal."),
        (SOLUTION, MUNICIPALITY),
        schema={
            "type": "object",
            "required": ["release_id", "solution", "municipality", "tried", "succeeded", "factors"],
            "properties": {"tried": TEXTS, "succeeded": TEXTS, "factors": OBJECTS},
        },
    ),
    Operation(
        "appraise",
        "appraise",
        N_("Regn en business case"),
        N_(
            "Felterne hedder som på løsningens side Beregn og kan tages fra dens adresse. Beløb er kroner, "
            "tid er timer om året. Tid og penge lægges ikke sammen."
        ),
        (SOLUTION,),
        schema={
            "type": "object",
            "required": ["release_id", "solution", "fields", "missing", "low", "likely", "high"],
            "properties": {
                "missing": TEXTS,
                "fields": {"type": "object"},
                **{
                    end: {"type": "object", "properties": {"value": AMOUNT, "hours_yearly": AMOUNT}}
                    for end in ("low", "likely", "high")
                },
            },
        },
    ),
)
BY_NAME = {one.name: one for one in OPERATIONS}
