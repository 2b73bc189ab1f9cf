"""The data set for search engines and machine learning: schema.org, and Croissant 1.0 on top of it.

https://schema.org/Dataset · https://docs.mlcommons.org/croissant/docs/croissant-spec.html
"""

from typing import Any

from kb.export.columns import Column, Kind
from kb.export.datapackage import path_of
from kb.export.described import DESCRIPTION, LANGUAGES, LICENCE, TITLE, description_of, said
from kb.export.downloads import DOWNLOADS
from kb.export.holdings import Holdings
from kb.export.table import Table

SPECIFICATION = "http://mlcommons.org/croissant/1.0"
TYPES = {
    Kind.WHOLE: "sc:Integer",
    Kind.NUMBER: "sc:Float",
    Kind.FLAG: "sc:Boolean",
}
ARCHIVE = DOWNLOADS[0]
NAME = "Efterprøvet"


def dataset(holdings: Holdings) -> dict[str, Any]:
    """Describe the data set as schema.org knows it."""
    base = holdings.base_url
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **_about(holdings),
        "inLanguage": list(LANGUAGES),
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Country", "name": "Danmark"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": said("da", one.title),
                "encodingFormat": one.media_type,
                "contentUrl": f"{base}/data/{one.file}",
            }
            for one in DOWNLOADS
        ],
    }


def _about(holdings: Holdings) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": holdings.operator or NAME}
    return {
        "name": said("da", TITLE),
        "description": said("da", DESCRIPTION),
        "url": f"{holdings.base_url}/data/",
        "identifier": f"{holdings.base_url}/data/",
        "version": holdings.release_id,
        "datePublished": holdings.as_of,
        "license": LICENCE.url,
        "creator": {"@type": "Organization", "name": NAME},
        "publisher": publisher,
    }


def croissant(tables: tuple[Table, ...], holdings: Holdings, digest: str) -> dict[str, Any]:
    """Describe the package and each table's columns; `digest` is the SHA-256 of the package."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        **_about(holdings),
        "version": version_of(holdings),
        "conformsTo": SPECIFICATION,
        "citeAs": f"{NAME} ({holdings.as_of[:4]}). {said('en', TITLE)}. {holdings.release_id}.",
        "distribution": [_archive(holdings, digest), *map(_file, tables)],
        "recordSet": [_record_set(table) for table in tables],
    }


def version_of(holdings: Holdings) -> str:
    """Write the day of the release as a version of three numbers, with the release's id as its build."""
    year, month, day = (int(part) for part in holdings.as_of.split("-"))
    return f"{year}.{month}.{day}+{holdings.release_id}"


def _archive(holdings: Holdings, digest: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": ARCHIVE.file,
        "name": ARCHIVE.file,
        "contentUrl": f"{holdings.base_url}/data/{ARCHIVE.file}",
        "encodingFormat": ARCHIVE.media_type,
        "sha256": digest,
    }


def _file(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path_of(table),
        "name": f"{table.name}.csv",
        "contentUrl": path_of(table),
        "containedIn": {"@id": ARCHIVE.file},
        "encodingFormat": "text/csv",
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": description_of(table, "en"),
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    referred = next((one for one in table.references if one.column == column.name), None)
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": description_of(column, "en"),
        "dataType": TYPES.get(column.kind, "sc:Text"),
        **({"references": {"field": {"@id": f"{referred.table}/{referred.key}"}}} if referred else {}),
        "source": {"fileObject": {"@id": path_of(table)}, "extract": {"column": column.name}},
    }


CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
