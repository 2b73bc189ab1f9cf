"""The descriptor of the open data: a Data Package 2 whose resources are tables with Table Schema.

https://datapackage.org/standard/data-package/
"""

from typing import Any

from kb.export.columns import Column, Kind
from kb.export.described import DESCRIPTION, LICENCE, TITLE, description_of, said, title_of
from kb.export.formats.text import BETWEEN
from kb.export.holdings import Holdings
from kb.export.table import Table
from kb.records.fields import PARTIAL_DATE

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
TYPES = {
    Kind.TEXT: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.FLAG: "boolean",
    Kind.DAY: "string",
    Kind.LIST: "list",
}


def datapackage(tables: tuple[Table, ...], holdings: Holdings) -> dict[str, Any]:
    """Describe the package: what it is, its licence, its release, and every table and column."""
    return {
        "$schema": PROFILE,
        "name": "efterproevet",
        "id": holdings.release_id,
        "title": said("da", TITLE),
        "description": said("da", DESCRIPTION),
        "titleEn": said("en", TITLE),
        "descriptionEn": said("en", DESCRIPTION),
        "version": holdings.release_id,
        "created": f"{holdings.as_of}T00:00:00Z",
        "licenses": [{"name": LICENCE.name, "title": LICENCE.title, "path": LICENCE.url}],
        **({"homepage": holdings.base_url} if holdings.base_url else {}),
        **({"query": holdings.query} if holdings.chosen is not None else {}),
        "resources": [resource(table) for table in tables],
    }


def resource(table: Table) -> dict[str, Any]:
    """Describe a table as a CSV file of the package."""
    return {
        "name": table.name.replace("_", "-"),
        "type": "table",
        "path": path_of(table),
        "title": title_of(table, "da"),
        "description": description_of(table, "da"),
        "titleEn": title_of(table, "en"),
        "descriptionEn": description_of(table, "en"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema_of(table),
    }


def path_of(table: Table) -> str:
    """Name the table's file in the package."""
    return f"data/{table.name}.csv"


def schema_of(table: Table) -> dict[str, Any]:
    """Describe the columns of a table, its key and what it points to."""
    schema: dict[str, Any] = {
        "$schema": SCHEMA_PROFILE,
        "fields": [field_of(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": [one.column],
                "reference": {"resource": one.table.replace("_", "-"), "fields": [one.key]},
            }
            for one in table.references
        ]
    return schema


def field_of(column: Column) -> dict[str, Any]:
    """Describe a column; `refersTo` names the vocabulary or records that its ids are from."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.options:
        constraints["enum"] = list(column.options)
    if column.kind is Kind.DAY:
        constraints["pattern"] = PARTIAL_DATE.pattern
    return {
        "name": column.name,
        "type": TYPES[column.kind],
        **({"delimiter": BETWEEN, "itemType": "string"} if column.kind is Kind.LIST else {}),
        "title": title_of(column, "da"),
        "description": description_of(column, "da"),
        "titleEn": title_of(column, "en"),
        "descriptionEn": description_of(column, "en"),
        **({"refersTo": column.refers_to} if column.refers_to else {}),
        **({"constraints": constraints} if constraints else {}),
    }
