"""The open data of the published content, as the tools of others judge them; and no person is in them."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import mlcroissant
import pytest
from frictionless import Package
from pyshacl import validate
from rdflib import Graph

from kb.content.privacy import addresses_in, has_cpr_like_number, is_private_address
from kb.export.columns import Cell
from kb.export.dcat import dcat
from kb.export.formats.text import json_lines
from kb.export.holdings import Holdings
from kb.export.package import package_pieces
from kb.export.schema_org import croissant
from kb.export.tables import TABLES
from kb.export.vocabularies import skos

SHAPES = Path(__file__).parent / "shapes.ttl"
# Columns where ten digits may be part of an address on the web.
ADDRESSES = ("url", "archived_url")
# rdflib reads JSON-LD through a class that it says is old.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="session")
def archive(published: Holdings) -> bytes:
    """Make the package once."""
    return b"".join(package_pieces(TABLES, published))


def test_frictionless_finds_nothing(archive, tmp_path):
    """Every table is as its schema says: types, required cells, keys, and what they point to."""
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        package.extractall(tmp_path)
    report = Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:20]
    assert len(report.tasks) == len(TABLES)


def test_croissant_is_sound(archive, published, tmp_path):
    """The description for machine learning is read without an error or a warning."""
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(croissant(TABLES, published, sha256(archive).hexdigest())), encoding="utf-8")
    issues = mlcroissant.Dataset(jsonld=str(path)).metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())


@pytest.mark.parametrize("operator", ["", "Fælleskommunalt fagligt fællesskab"])
def test_catalogues_of_data_find_what_they_must_know(published, operator):
    """DCAT and the vocabularies read back from Turtle have all that DCAT-AP-DK asks for at least."""
    held = replace(published, operator=operator, operator_email="bank@kommune.example")
    described = Graph().parse(data=dcat(held).serialize(format="turtle"), format="turtle")
    described += Graph().parse(data=skos(held).serialize(format="turtle"), format="turtle")
    conforms, _, text = validate(described, shacl_graph=Graph().parse(SHAPES))
    assert conforms, text
    assert described.query("ASK { ?catalogue dcat:dataset/dcat:distribution/dcat:accessURL ?url }").askAnswer


def test_the_shapes_miss_what_is_not_there(published):
    """A catalogue without its publisher, title or data set is refused, so the shapes do look."""
    for missing in ("dct:publisher", "dct:title", "dcat:dataset"):
        described = dcat(published)
        described.update(f"DELETE {{ ?s {missing} ?o }} WHERE {{ ?s a dcat:Catalog ; {missing} ?o }}")
        assert not validate(described, shacl_graph=Graph().parse(SHAPES))[0], missing


def test_json_ld_says_the_same_as_turtle(published):
    """Read back, the two forms of the description are the same graph."""
    described = dcat(published)
    again = Graph().parse(data=described.serialize(format="json-ld"), format="json-ld")
    assert len(again) == len(described)


def texts_of(holdings: Holdings) -> Iterator[tuple[str, str, str]]:
    """Give each text of each table, with the names of table and column."""
    for table in TABLES:
        for row in table.rows(holdings):
            for column, cell in zip(table.columns, row, strict=True):
                for text in _texts(cell):
                    yield table.name, column.name, text


def _texts(cell: Cell) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else (cell,) if isinstance(cell, str) else ()


def test_no_number_of_a_person_is_in_a_table(published):
    """No text but an address on the web holds a number like a CPR number."""
    assert not [
        found for found in texts_of(published) if found[1] not in ADDRESSES and has_cpr_like_number(found[2])
    ]


def test_no_address_of_a_person_is_in_a_file(published, archive):
    """Every e-mail address in the package and in JSON Lines is a mailbox of a function."""
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    files |= {f"{table.name}.jsonl": "".join(json_lines(table, published)) for table in TABLES}
    assert personal_addresses(files) == []


def personal_addresses(files: dict[str, str]) -> list[tuple[str, str]]:
    """List the e-mail addresses of persons, each with its file."""
    return [
        (name, "@".join(address))
        for name, text in files.items()
        for address in addresses_in(text)
        if is_private_address(*address)
    ]
