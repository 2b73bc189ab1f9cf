"""That the pages say what the code does: commands, settings, facets, fields, layers, links."""

import ast
import dataclasses
import re

import click
import pytest

from kb.cli import main
from kb.config import Config
from kb.content.format_reference import FILE_KINDS, anchor_of, format_reference, titles_of_parts
from kb.content.formatting import PATH_FIELDS
from kb.content.loading import FILE_SCHEMAS
from kb.search.facets import FACETS
from kb.search.query import PAGE_SIZES, SearchQuery, Sort
from tests.project.checkout import (
    ARCHITECTURE,
    CODE,
    DOCS,
    OPERATIONS,
    ROOT,
    modules,
    pages,
    pyproject,
    shown,
    table_rows,
)

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r'src="([^"]+)"')
PATH = re.compile(r"`((?:kb|docs|tests|assets|content|\.ci)/[\w./-]*)`")
SETTING = re.compile(r"KB_[A-Z]+(?:_[A-Z]+)*")
STANDS_IN_A_FILE_OF_ITS_OWN = {"prose", "prose_en"}


def commands_of(group, words=("kb",)):
    """List every command with the words that start it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


@pytest.mark.parametrize(("name", "command"), list(commands_of(main)))
def test_every_command_and_option_is_described(name, command):
    """An operator finds every command, its arguments and its options in one table."""
    rows = table_rows(OPERATIONS)
    described = {start: row for start, row in rows.items() if f"{start} ".startswith(f"{name} ")}
    assert described, f"{name} is not in docs/operations.md"

    options = [max(p.opts, key=len) for p in command.params if isinstance(p, click.Option)]
    arguments = [p.metavar or p.name.upper() for p in command.params if isinstance(p, click.Argument)]
    text = " ".join(described.values())
    assert [found for found in (*options, *arguments) if found not in text] == []


def test_every_setting_is_described_and_no_other():
    """The settings in docs/operations.md are those that kb/config.py reads, and no page names another."""
    read = set(SETTING.findall((CODE / "config.py").read_text("utf-8")))
    described = {name for name in table_rows(OPERATIONS) if SETTING.fullmatch(name)}
    named = {name for page in pages() for name in SETTING.findall(page.read_text("utf-8"))}

    assert described == read
    assert named <= read


def test_every_setting_is_described_with_its_default():
    """The defaults in docs/operations.md are those of the code."""
    rows = table_rows(OPERATIONS)
    for field in dataclasses.fields(Config):
        default = str(field.default)
        expected = f"`{default}`" if default else "empty"
        assert expected in rows[f"KB_{field.name.upper()}"], field.name


def test_every_facet_and_parameter_of_an_address_is_described():
    """Who writes a link to the search page finds every parameter and its values in docs/search.md."""
    rows = table_rows(DOCS / "search.md")
    everything = SearchQuery("x", sort=Sort.TITLE, page=2, page_size=PAGE_SIZES[0], literally=True)
    names = {facet.name for facet in FACETS} | {name for name, _ in everything.to_args()} | {"kommune"}

    assert names - rows.keys() == set()
    assert all(f"`{sort.value}`" in rows["sorter"] for sort in Sort)
    assert all(str(size) in rows["antal"] for size in PAGE_SIZES)
    assert all(facet.label in rows[facet.name] for facet in FACETS)


def test_every_field_for_machines_is_described():
    """Who reads the JSON or CSV of a search finds every field and column in docs/search.md."""
    tree = ast.parse((CODE / "web" / "search" / "data.py").read_text("utf-8"))
    fields = {key.value for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys if key}
    header = next(node for node in tree.body if getattr(node, "name", "") == "columns")
    columns = {node.args[0].value for node in ast.walk(header) if isinstance(node, ast.Call)}
    page = (DOCS / "search.md").read_text("utf-8")

    assert {name for name in fields | columns if f"`{name}`" not in page} == set()


def test_the_content_format_page_is_what_the_schemas_say():
    """docs/content-format.md is written by `kb docs` and is up to date."""
    assert (DOCS / "content-format.md").read_text("utf-8") == format_reference(), "Run: kb docs"


def sections_of(page):
    """List the sections of a page by heading."""
    pieces = re.split(r"^#{2,3} (.+)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_every_field_of_a_record_is_described():
    """What a record can hold, an author can read about, field by field."""
    sections = sections_of(DOCS / "content-format.md")
    records = [
        (found.title, FILE_SCHEMAS[found.kind].record, PATH_FIELDS.get(found.kind, ("id",)))
        for found in FILE_KINDS
    ]
    records += [(title, schema.record, ()) for schema, title in titles_of_parts().items()]

    for title, record, from_path in records:
        if dataclasses.is_dataclass(record):
            fields = {field.name for field in dataclasses.fields(record)}
            hidden = {*from_path, *STANDS_IN_A_FILE_OF_ITS_OWN}
            assert [name for name in fields - hidden if f"| `{name}` |" not in sections[title]] == [], title


def test_the_layers_on_the_page_are_those_that_are_checked():
    """docs/architecture.md shows the floors of the house as import-linter holds them."""
    contract = pyproject()["tool"]["importlinter"]["contracts"][0]
    checked = [layer for layer in map(existing, contract["layers"]) if layer]
    drawn = re.search(r"```layers\n(.*?)```", ARCHITECTURE.read_text("utf-8"), re.DOTALL)

    assert drawn is not None
    assert [layer_of(line) for line in drawn[1].splitlines()] == checked


def existing(layer):
    """Keep the packages of a layer that exist; those in brackets may be missing."""
    return {name for name in layer_of(layer) if (CODE / name).is_dir() or (CODE / f"{name}.py").is_file()}


def layer_of(line):
    """Read the packages of one layer."""
    return {name.strip(" ()") for name in line.split("|")}


def test_every_module_is_on_the_map():
    """docs/architecture.md says what every module is for, and names none that is gone."""
    drawn = set(re.findall(r"^\| `(kb/[\w/]+\.py)` \|", ARCHITECTURE.read_text("utf-8"), re.MULTILINE))
    there = {shown(path) for path in modules() if path.name != "__init__.py"}

    assert drawn == there


def anchors_of(page):
    """List the anchors of a page's headings."""
    return {anchor_of(title) for title in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)}


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_every_link_between_pages_leads_somewhere(page):
    """A link from one page to another, or to a heading, finds it."""
    broken = []
    text = page.read_text("utf-8")
    for target in (*LINK.findall(text), *PICTURE.findall(text)):
        path, _, anchor = target.partition("#")
        if "://" in path or path.startswith("mailto:"):
            continue
        found = (page.parent / path) if path else page
        if not found.exists() or (anchor and anchor not in anchors_of(found)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_every_path_on_a_page_exists(page):
    """A file or folder that a page names is there."""
    named = PATH.findall(page.read_text("utf-8"))

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_decision_is_listed():
    """The list of decisions names every note, and the numbers run without a gap."""
    notes = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    listed = LINK.findall((DOCS / "decisions" / "README.md").read_text("utf-8"))

    assert [int(note.name[:4]) for note in notes] == list(range(1, len(notes) + 1))
    assert [note.name for note in notes] == [name for name in listed if name[:4].isdigit()]
