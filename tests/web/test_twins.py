"""Every page that lists records or shows one says the same as JSON and as CSV."""

import csv
import io
import json

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Config
from kb.web.app import create_app
from kb.web.twins import leaves
from tests.web.conftest import Page
from tests.web.rich import bank_with
from tests.web.test_permissions import READERS
from tests.web.toy import EVIL

BASE = "https://bank.example"
# Where the rows of a list stand in its JSON; a record has none.
LISTS = {
    "/soeg/": "results",
    "/soeg/?q=ond&stadie=stoppet": "results",
    "/kommuner/": "items",
    "/efterlysninger/": "items",
    "/aendringer/": "changes",
    "/videnshuller/": "items",
    "/videnshuller/?kommunetype=bykommune": "items",
    "/sammenlign/?loesning=rig&loesning=ond": "items",
    "/loesninger/rig/kommuner/?med=nordby&med=zahle": "items",
}
RECORDS = (
    "/loesninger/rig/",
    "/loesninger/ond/",
    "/loesninger/tom/",
    "/loesninger/rig/erfaringer/2019-nordby/",
    "/loesninger/ond/erfaringer/2022-ond/",
    "/kommuner/nordby/",
    "/efterlysninger/faldsensorer-aalum/",
)
PAGES = (*LISTS, *RECORDS)
# Pages for readers that neither list records nor show one: the reader's own numbers, and words about the bank.
OTHERS = {
    "home.index",
    "search.suggestions",
    "comparison.show",
    "appraisal.show",
    "brief.show",
    "api.documentation",
    "data.index",
    "history.solution",
    "history.experience",
    "about.index",
    "about.coverage",
    "about.method",
    "about.grades",
    "about.numbers",
    "about.privacy",
    "about.accessibility",
    "about.statement",
    "contributions.index",
}


@pytest.fixture
def bank():
    return bank_with()


@pytest.fixture
def app(bank, tmp_path) -> Flask:
    return create_app(Config(data_dir=tmp_path / "instance", base_url=BASE), bank)


def twin(client, path: str, form: str):
    """Ask for a twin: `.json` or `.csv` in place of the last slash."""
    place, mark, query = path.partition("?")
    response = client.get(f"{place.removesuffix('/')}.{form}{mark}{query}")
    assert response.status_code == 200
    return response


def place(path: str) -> str:
    """Give an address without what it asks for."""
    return path.partition("?")[0]


def read_csv(response) -> list[list[str]]:
    """Read a CSV as a spreadsheet would, and take the apostrophes off that keep a text from running."""
    assert response.mimetype == "text/csv"
    assert response.data.startswith("\ufeff".encode())
    lines = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    assert not [cell for line in lines for cell in line if is_run(cell)]
    return [[cell[1:] if is_run(cell.lstrip("'")) else cell for cell in line] for line in lines]


def is_run(cell: str) -> bool:
    """Tell whether a spreadsheet would run a text; numbers it may read."""
    return cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) and not is_number(cell)


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def as_cell(value) -> str:
    """Write a value of JSON the way the open data write a cell."""
    if isinstance(value, list):
        return ";".join(one["id"] if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def values_in(data, path=()):
    """List the single values of JSON, each with the way to it."""
    if isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data, 1)
        return [found for step, one in steps for found in values_in(one, (*path, str(step)))]
    return [(".".join(path), as_cell(data))]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_", min_size=1), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abc_", min_size=1), JSON, max_size=5))
def test_every_value_has_one_line(data):
    """Whatever a record holds, each single value has a line of its own, and no two lines have the same name."""
    lines = [(path, str(cell)) for path, cell in leaves(data)]

    assert lines == values_in(data)
    assert len({path for path, _ in lines}) == len(lines)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", LISTS)
def test_a_list_says_the_same_in_both_twins(client, path, prefix):
    """Each row of the JSON is the same line of the CSV, value for value; what is unknown is null and empty."""
    data = twin(client, prefix + path, "json").json
    header, *lines = read_csv(twin(client, prefix + path, "csv"))

    rows = data[LISTS[path]]
    assert [sorted(map(as_cell, row.values())) for row in rows] == [sorted(line) for line in lines]
    assert len(set(header)) == len(header)
    assert data.get("url", BASE + prefix + place(path)) == BASE + prefix + place(path)
    assert data["release"] == "toy-1"


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", RECORDS)
def test_a_record_says_the_same_in_both_twins(client, path, prefix):
    """Each single value of the JSON is a line of the CSV, with the way to it, in the same order."""
    data = twin(client, prefix + path, "json").json
    header, *lines = read_csv(twin(client, prefix + path, "csv"))

    assert header == ["field", "value"]
    assert [tuple(line) for line in lines] == values_in(data)
    assert (data["url"], data["release"]) == (BASE + path, "toy-1")


def test_hostile_words_are_words_in_both(client):
    """What a record says with hostile words stands in both twins, letter for letter."""
    for path in ("/loesninger/ond/", "/loesninger/ond/erfaringer/2022-ond/"):
        assert EVIL in "".join(value for _, value in values_in(twin(client, path, "json").json))
        assert EVIL in "".join(line[1] for line in read_csv(twin(client, path, "csv")))


@pytest.mark.parametrize(
    ("path", "table", "key"),
    [
        ("/loesninger/rig/", "solutions", "rig"),
        ("/loesninger/rig/erfaringer/2019-nordby/", "reports", "rig/2019-nordby"),
        ("/kommuner/nordby/", "municipalities", "nordby"),
    ],
)
def test_a_record_says_what_the_open_data_say(client, path, table, key):
    """Every value that the record's row has under the same name is that of its twin."""
    data, row = twin(client, path, "json").json, client.get(f"/api/v1/{table}/{key}").json
    named = [name for name in row if name in data and not name.endswith("source")]

    assert {"name", "code"} <= set(named) if table == "municipalities" else {"url", "title"} <= set(named)
    assert {name: data[name] for name in named} == {name: row[name] for name in named}


@pytest.mark.parametrize(("path", "table"), [("/kommuner/", "municipalities"), ("/efterlysninger/", "calls")])
def test_a_list_of_a_table_is_that_table(client, path, table):
    """Municipalities and calls are the rows of the open data; a municipality has its reports counted beside."""
    rows = twin(client, path, "json").json["items"]
    counts = [row.pop("reports", None) for row in rows]

    assert rows == [json.loads(line) for line in client.get(f"/data/{table}.jsonl").text.splitlines()]
    header, *lines = read_csv(twin(client, path, "csv"))
    header_of_data, *lines_of_data = csv.reader(
        io.StringIO(client.get(f"/data/{table}.csv").text, newline="")
    )
    width = len(header_of_data)
    assert (header[:width], [line[:width] for line in lines]) == (header_of_data, lines_of_data)
    assert (table == "calls") == (set(counts) == {None})


def test_a_municipality_without_reports_has_none(client, bank):
    """The count beside a municipality is that of the page, zero where the bank has no report from it."""
    rows = twin(client, "/kommuner/", "json").json["items"]
    refs = bank.current.catalogue.refs_by_municipality

    assert {row["municipality"]: row["reports"] for row in rows} == {
        one: len(refs.get(one, ())) for one in bank.current.catalogue.municipalities
    }


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_links_to_its_twins(client, path, prefix):
    """The head names both twins and the page links to them; both links answer, with what the page asks for."""
    found = Page(client.get(prefix + path).text)
    heads = {
        link.get("type"): link.get("href")
        for link in found.all("link", rel="alternate")
        if link.get("type") in ("application/json", "text/csv")
    }

    assert set(heads) == {"application/json", "text/csv"}
    assert set(heads.values()) <= set(found.links())
    for form, url in (("json", heads["application/json"]), ("csv", heads["text/csv"])):
        assert client.get(url).get_data() == twin(client, prefix + path, form).get_data()


def test_every_page_for_readers_has_twins_or_is_no_list_and_no_record(app):
    """A new page that lists records or shows one fails here until it has twins, and a row above."""
    rules = {rule.rule: rule for rule in app.url_map.iter_rules()}
    pages = {
        rule.rule: rule.endpoint for rule in rules.values() if rule.endpoint in READERS and is_page(rule)
    }
    without = {
        endpoint
        for path, endpoint in pages.items()
        if not {one.partition("<any")[0] for one in rules if one.startswith(path.rstrip("/") + ".")}
    }
    tested = {app.url_map.bind("x").match(path.partition("?")[0])[0] for path in PAGES}

    assert without - OTHERS == set()
    assert set(pages.values()) >= OTHERS
    assert set(pages.values()) - OTHERS - tested == {"solutions.index"}


def is_page(rule) -> bool:
    """Tell whether a route is a page that one reads."""
    return rule.rule.endswith("/") and not rule.rule.startswith("/api/v1")


def test_the_list_of_all_solutions_leads_to_the_search(client):
    """The page of all solutions is the search, and so are its twins."""
    for form in ("json", "csv"):
        response = client.get(f"/loesninger.{form}")
        assert (response.status_code, response.location) == (301, f"/soeg.{form}")


@pytest.mark.parametrize(
    "path", ["/loesninger/nej", "/kommuner/nej", "/efterlysninger/nej", "/loesninger/rig/erfaringer/nej"]
)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_no_record_has_no_twin(client, path, form):
    """An address that names nothing is not found, in either form."""
    assert client.get(f"{path}.{form}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_twin_is_sent_once(client, path):
    """A twin has a tag, is not sent again to whom has it, and a CSV is a file to keep."""
    for form in ("json", "csv"):
        first = twin(client, path, form)
        place, mark, query = path.partition("?")
        address = f"{place.removesuffix('/')}.{form}{mark}{query}"
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert 'filename="efterproevet-' in first.headers["Content-Disposition"]
