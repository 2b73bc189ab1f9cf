"""The open data, the API and the pages of the published content tell the same numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from kb.export.tables import BY_NAME
from kb.release.holding import holdings_of

pytestmark = pytest.mark.slow

TAG = re.compile(r"<[^>]*>")
DANISH_NUMBER = re.compile(
    "\N{MINUS SIGN}?[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]+)?|\N{MINUS SIGN}?[0-9]+(?:,[0-9]+)?"
)
NUMBERS = ("value", "low", "high", "before", "after", "out_of")
TALLIES = ("tried", "in_operation", "stopped")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(bank) -> dict[str, list[Row]]:
    """Take the rows of the tables that hold numbers."""
    held = holdings_of(bank.current)
    return {
        name: [
            dict(zip([column.name for column in BY_NAME[name].columns], row, strict=True))
            for row in BY_NAME[name].rows(held)
        ]
        for name in ("solutions", "outcomes", "business_case_lines")
    }


def numbers_on(client: FlaskClient, path: str) -> set[Decimal]:
    """Read every number of a page as a Dane does."""
    text = unescape(TAG.sub(" ", client.get(path).get_data(as_text=True)))
    return {danish(found) for found in DANISH_NUMBER.findall(text)}


def danish(number: str) -> Decimal:
    return Decimal(number.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-"))


def page_of(row: Row) -> str:
    """Tell on which page a row of a table stands."""
    report = (row["report"] or "").partition("/")[2]
    own = f"/loesninger/{row['solution']}/"
    return f"{own}erfaringer/{report}/" if report else own


def numbers_of(row: Row) -> Iterator[Decimal]:
    return (Decimal(row[name]) for name in NUMBERS if row.get(name) is not None)


@pytest.mark.parametrize("name", ["outcomes", "business_case_lines"])
def test_every_number_of_a_table_stands_on_its_page(client, rows, name):
    """Each value, interval, before, after and whole is on the page of its report or solution, unrounded."""
    shown: dict[str, set[Decimal]] = {}
    missing = []
    for row in rows[name]:
        page = page_of(row)
        if page not in shown:
            shown[page] = numbers_on(client, page)
        missing += [(row["key"], number) for number in numbers_of(row) if number not in shown[page]]

    assert missing == []
    assert sum(1 for row in rows[name] for _ in numbers_of(row)) > 100


def test_a_record_for_machines_holds_the_numbers_of_the_table(client, rows):
    """The JSON beside a page has the results of the table, with the same ids and the same numbers."""
    by_page: dict[str, list[Row]] = {}
    for row in rows["outcomes"]:
        by_page.setdefault(page_of(row), []).append(row)
    for page, found in by_page.items():
        told = client.get(f"{page.rstrip('/')}.json").json["outcomes"]
        assert [one["id"] for one in told] == [row["id"] for row in found], page
        for one, row in zip(told, found, strict=True):
            assert [as_decimal(one.get(name)) for name in NUMBERS] == [
                as_decimal(row[name]) for name in NUMBERS
            ], row["key"]


def as_decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def test_a_search_counts_what_the_table_counts(client, rows):
    """Searching for nothing finds the solutions of the table, each with its grade and how many tried it."""
    told: list[Row] = []
    while page := client.get(f"/soeg.json?antal=100&side={len(told) // 100 + 1}").json["results"]:
        told += page
        if len(page) < 100:
            break
    listed = {row["solution"]: row for row in rows["solutions"]}

    assert {one["id"] for one in told} == set(listed)
    assert {one["id"]: one["grade"] for one in told} == {key: row["grade"] for key, row in listed.items()}
    for name in TALLIES:
        assert {one["id"]: one[name] for one in told} == {key: row[name] for key, row in listed.items()}, name
