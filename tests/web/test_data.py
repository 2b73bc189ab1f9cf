"""The pages and files of open data."""

import io
import json
import zipfile

import openpyxl
import pytest

from kb.export.tables import BY_NAME, TABLES
from tests.web.conftest import said
from tests.web.toy import EVIL

FILES = (
    "efterproevet.zip",
    "efterproevet.xlsx",
    "efterproevet.sqlite",
    "outcomes.csv",
    "reports.jsonl",
    "datapackage.json",
    "dcat.ttl",
    "dcat.jsonld",
    "ordlister.ttl",
    "croissant.json",
    "CITATION.cff",
    "datacite.json",
)

LINK = "Hent løsningerne med erfaringer, tal og kilder"


def rows_of(client, path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in client.get(path).get_data(as_text=True).splitlines()]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_explains_every_table_and_column(page, prefix):
    """The page lists each table, with each column's name, and leads to the files."""
    text = page(f"{prefix}/data/").text
    for table in TABLES:
        assert f"/data/{table.name}.csv" in text
        for column in table.columns:
            assert f"<code>{column.name}</code>" in text


@pytest.mark.parametrize("name", FILES)
def test_files_are_sent_once(client, name):
    """A file comes with a tag and a date, is free to read from other sites, and is not sent again to whom has it."""
    first = client.get(f"/data/{name}")
    assert first.status_code == 200
    assert first.data
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.last_modified is not None
    again = client.get(f"/data/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(f"/data/{name}").status_code == 200


def test_a_search_exports_what_it_shows(client, page):
    """With a search in the address the files hold the solutions it finds and no others, and say which search."""
    shown = [row["id"] for row in client.get("/soeg.json?q=skærm").json["results"]]
    assert 0 < len(shown) < len(rows_of(client, "/data/solutions.jsonl"))
    rows = rows_of(client, "/data/solutions.jsonl?q=skærm")
    assert sorted(row["solution"] for row in rows) == sorted(shown)
    assert client.get("/data/datapackage.json?q=skærm").json["query"] == "q=skærm"
    assert "som søgningen viser" in page("/data/?q=skærm").text


@pytest.mark.parametrize(
    "query",
    ["?q=skærm", "?q=skærmbesog", "?stadie=stoppet&sorter=titel&antal=10", "?q=ond&kommune=nordby", ""],
)
def test_a_search_leads_to_the_data_of_what_it_shows(client, page, query):
    """The link on the page of a search leads to the page of data on which each file holds those solutions alone."""
    found = page(f"/soeg/{query}")
    (url,) = [a.get("href") for a in found.all("a") if said(a) == LINK]
    files = [link for link in page(url).links() if link.startswith("/data/solutions.jsonl")]

    shown = [row["id"] for row in client.get(f"/soeg.json{query}").json["results"]]
    assert [sorted(row["solution"] for row in rows_of(client, file)) for file in files] == [sorted(shown)]


def test_the_zip_holds_every_table_as_it_is_sent_alone(client):
    """Each CSV file in the package has the bytes that the table has by itself."""
    archive = zipfile.ZipFile(io.BytesIO(client.get("/data/efterproevet.zip").data))
    for table in TABLES:
        assert archive.read(f"data/{table.name}.csv") == client.get(f"/data/{table.name}.csv").data


def test_nothing_typed_becomes_a_formula_or_a_link(client):
    """The workbook holds hostile texts as texts, and no cell of it is a formula."""
    book = openpyxl.load_workbook(io.BytesIO(client.get("/data/efterproevet.xlsx").data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(isinstance(cell.value, str) and EVIL in cell.value for cell in cells)


def test_an_unknown_table_is_not_found(client):
    """A table that does not exist gives the page for what is not found."""
    assert "findes_ikke" not in BY_NAME
    assert client.get("/data/findes_ikke.csv").status_code == 404
