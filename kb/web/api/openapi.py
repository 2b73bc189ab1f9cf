"""The API described for programs: OpenAPI 3.1, made from the columns of the tables and the parameters.

https://spec.openapis.org/oas/v3.1.0
"""

from typing import Any

from kb.export.columns import Column, Kind
from kb.export.described import LANGUAGES, LICENCE, TITLE, description_of, said, title_of
from kb.export.table import Table
from kb.export.tables import TABLES
from kb.records.marks import N_
from kb.web.api.operations import OPERATIONS, Operation
from kb.web.api.parameters import Parameter
from kb.web.api.problems import MEDIA_TYPE
from kb.web.api.resources import parameters_of

VERSION = "1"
TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.DAY: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}
ABOUT = N_(
    "Alt, hvad banken ved, til programmer. Der skal ingen nøgle til. En ukendt værdi er null, aldrig nul. "
    "Under /en/ svarer det samme på engelsk."
)
PROBLEM = N_("Forespørgslen kan ikke besvares. Sætningen i detail siger hvorfor.")
LIST = N_("Rækkerne i tabellen, side for side.")
ONE = N_("Én række.")


def both(text: str) -> str:
    """Say a text in Danish and in English."""
    return " / ".join(said(language, text) for language in LANGUAGES)


def openapi(base_url: str) -> dict[str, Any]:
    """Describe every path, parameter and answer."""
    paths = {f"/{table.name}": _list_path(table) for table in TABLES}
    paths.update({f"/{one.path}": _operation_path(one) for one in OPERATIONS})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": both(TITLE),
            "version": VERSION,
            "description": both(ABOUT),
            "license": {"name": LICENCE.title, "url": LICENCE.url},
        },
        "servers": [{"url": f"{base_url}/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": _problem_schema(),
                **{table.name: _row_schema(table) for table in TABLES},
                **{f"{table.name}_page": _page_schema(table) for table in TABLES},
            }
        },
    }


def _list_path(table: Table) -> dict[str, Any]:
    return {
        "get": {
            "operationId": f"list_{table.name}",
            "summary": " / ".join(title_of(table, language) for language in LANGUAGES),
            "description": " / ".join(description_of(table, language) for language in LANGUAGES),
            "parameters": [_parameter(one) for one in parameters_of(table)],
            "responses": _responses(LIST, {"$ref": f"#/components/schemas/{table.name}_page"}),
        }
    }


def _operation_path(one: Operation) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{one.table}"} if one.table else one.schema
    names = [part.strip("{}") for part in one.path.split("/") if part.startswith("{")]
    in_path = [
        {**_parameter(parameter), "in": "path", "required": True}
        for parameter in one.in_path
        if parameter.name in names
    ]
    return {
        "get": {
            "operationId": one.name,
            "summary": both(one.title),
            "description": both(one.description),
            "parameters": [*in_path, *(_parameter(parameter) for parameter in one.parameters)],
            "responses": _responses(one.title, schema),
        }
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": one.name,
        "in": "query",
        "required": one.required,
        "description": both(one.description),
        "schema": one.schema(),
        "example": _example(one),
    }
    is_list = one.is_list or one.words
    return {**described, "style": "form", "explode": one.is_list} if is_list else described


def _example(one: Parameter) -> str | int | list[str]:
    if one.is_list or one.words:
        return one.example.split(",")
    return int(one.example) if one.whole else one.example


def _responses(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    problem = {
        "description": both(PROBLEM),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    answer = {"description": both(description), "content": {"application/json": {"schema": schema}}}
    codes = ("400", "404", "409", "503")
    return {"200": answer, "304": {"description": "Not Modified"}, **dict.fromkeys(codes, problem)}


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "description": both(PROBLEM),
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }


def _row_schema(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "title": " / ".join(title_of(table, language) for language in LANGUAGES),
        "properties": {column.name: _column_schema(column) for column in table.columns},
        "additionalProperties": False,
    }


def _column_schema(column: Column) -> dict[str, Any]:
    schema = dict(TYPES[column.kind])
    described = {
        "title": " / ".join(title_of(column, language) for language in LANGUAGES),
        "description": " / ".join(description_of(column, language) for language in LANGUAGES),
    }
    if column.options:
        schema["enum"] = list(column.options)
    if column.required:
        return {**described, **schema}
    return {**described, "anyOf": [schema, {"type": "null"}]}


def _page_schema(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["release_id", "licence", "next", "items"],
        "properties": {
            "release_id": {"type": "string"},
            "licence": {"type": "string"},
            "next": {"type": ["string", "null"]},
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}},
        },
        "additionalProperties": False,
    }
