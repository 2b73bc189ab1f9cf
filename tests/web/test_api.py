"""The bank for programs."""

import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource

from kb.export.formats.text import plain
from kb.export.tables import TABLES
from kb.release.holding import holdings_of

BASE = "http://127.0.0.1:5000"
EXAMPLES = (
    "/api/v1/solutions/skaerm",
    "/api/v1/reports/skaerm/2019-nordby",
    "/api/v1/municipalities/nordby",
    "/api/v1/search?q=skærm",
    "/api/v1/compare?solution=skaerm&municipality=nordby",
    "/api/v1/appraise?solution=skaerm&maengde=100&loen=300",
)


@pytest.fixture
def described(client):
    return client.get("/api/v1/openapi.json").json


def schema_of(described, path: str, code: str, media_type: str = "application/json"):
    """Find the schema of an answer."""
    return described["paths"][path]["get"]["responses"][code]["content"][media_type]["schema"]


def validate(described, schema, body) -> None:
    registry = Registry().with_resource(
        "urn:api", Resource.from_contents(described, default_specification=jsonschema_2020())
    )
    absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:api#/'))
    jsonschema.Draft202012Validator(absolute, registry=registry).validate(body)


def jsonschema_2020():
    from referencing.jsonschema import DRAFT202012

    return DRAFT202012


def every_item(client, path: str):
    """Read a list page by page."""
    while path:
        body = client.get(path).json
        yield from body["items"]
        path = body["next"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_pages_of_a_table_are_its_rows(client, bank, described, table):
    """Read page by page, a table gives the rows of the export, and each page is as described."""
    names = [column.name for column in table.columns]
    held = holdings_of(bank.current, base_url=BASE)
    rows = [dict(zip(names, map(plain, row), strict=True)) for row in table.rows(held)]
    assert list(every_item(client, f"/api/v1/{table.name}?limit=2")) == rows
    first = client.get(f"/api/v1/{table.name}").json
    validate(described, schema_of(described, f"/{table.name}", "200"), first)


@pytest.mark.parametrize("path", EXAMPLES)
def test_answers_are_as_described(client, described, path):
    """What is answered validates against the description, with a tag, and any site may read it."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    (known,) = [one for one in described["paths"] if is_path_of(one, path.partition("?")[0])]
    validate(described, schema_of(described, known, "200"), response.json)
    assert client.get(path, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def is_path_of(known: str, path: str) -> bool:
    parts, asked = known.strip("/").split("/"), path.removeprefix("/api/v1/").split("/")
    return len(parts) == len(asked) and all(
        one.startswith("{") or one == two for one, two in zip(parts, asked, strict=True)
    )


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/v1/outcomes?stavefejl=1", 400, "stavefejl"),
        ("/api/v1/outcomes?limit=0", 400, "limit"),
        ("/api/v1/outcomes?limit=5&limit=6", 400, "limit"),
        ("/api/v1/outcomes?fields=key,nej", 400, "nej"),
        ("/api/v1/outcomes?cursor=2-en-anden", 409, "udgivelse"),
        ("/api/v1/search?grad=E9&hest=1", 400, "hest"),
        ("/api/v1/solutions/findes-ikke", 404, "post"),
        ("/api/v1/findes-ikke", 404, "adresse"),
        ("/api/v1/a/b/c", 404, "adresse"),
        ("/api/v1/compare?solution=skaerm", 400, "municipality"),
        ("/api/v1/compare?solution=skaerm&municipality=atlantis", 404, "post"),
        ("/api/v1/appraise?solution=skaerm&maengde=mange", 400, "læses"),
        ("/api/v1/appraise?solution=skaerm&hest=1", 400, "hest"),
    ],
)
def test_a_wrong_request_is_told_why(client, path, status, said):
    """A request that cannot be answered gets a problem with a sentence that names what is wrong."""
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert said in response.json["detail"]
    assert response.json["status"] == status


def test_only_reading_is_allowed(client):
    """Writing is refused as a problem that says what is allowed."""
    response = client.post("/api/v1/outcomes")
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert "GET" in response.headers["Allow"]


def test_problems_speak_the_language_of_the_address(client):
    """Under /en/ the sentence is English."""
    assert "does not exist" in client.get("/en/api/v1/outcomes?stavefejl=1").json["detail"]


def test_rows_can_be_chosen_and_cut(client):
    """A filter gives only the rows with that id, and `fields` only the columns named."""
    items = list(every_item(client, "/api/v1/outcomes?solution=skaerm&fields=key,solution"))
    assert items
    assert all(set(item) == {"key", "solution"} and item["solution"] == "skaerm" for item in items)
    assert list(every_item(client, "/api/v1/outcomes?solution=findes-ikke")) == []


def test_every_table_and_parameter_is_explained(page, described):
    """The page for people names every path and every parameter that the description has."""
    text = page("/api/").text
    for path, item in described["paths"].items():
        assert f"/api/v1{path}" in text
        for parameter in item["get"]["parameters"]:
            assert parameter["name"] in text
            assert " / " in parameter["description"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from([table.name for table in TABLES]), st.text(max_size=30), st.text(max_size=60))
def test_whatever_is_asked_never_fails(client, name, parameter, value):
    """Any parameter with any value is answered or refused, never failed on."""
    response = client.get(f"/api/v1/{name}", query_string={parameter: value})
    assert response.status_code in (200, 400, 409)
