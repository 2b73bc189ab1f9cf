"""The map of what is known and not."""

import csv
import io

import pytest

from tests.web.conftest import Page

EVERY = 7


@pytest.mark.parametrize("kind", ["", "?kommunetype=landkommune", "?kommunetype=findes-ikke"])
def test_each_number_is_the_total_of_its_search(client, kind):
    """Every cell's number, zero too, is what the search it leads to finds; its grades add up to it."""
    shown = Page(client.get(f"/videnshuller/{kind}").text)
    cells = [link for link in shown.all("a") if "gap__cell" in (link.get("class") or "")]
    assert cells
    for cell in cells[::EVERY]:
        found = client.get(cell.get("href").replace("/soeg/", "/soeg.json")).json
        number = next(child for child in cell if child.get("aria-hidden")).text
        assert int(number) == found["total"], cell.get("href")
    rows = list(csv.reader(io.StringIO(client.get(f"/videnshuller.csv{kind}").text.lstrip("\ufeff"))))
    assert len(rows) == len(cells) + 1
    for _, _, total, *by_grade in rows[1:]:
        assert int(total) == sum(map(int, by_grade))


def test_empty_cells_are_shown(client):
    """An area with no solution for a gain stands in the map as zero."""
    shown = Page(client.get("/videnshuller/").text)
    assert [link for link in shown.all("a") if "gap__cell--none" in (link.get("class") or "")]
