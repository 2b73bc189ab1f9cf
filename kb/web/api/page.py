"""The page that explains the API to people: each path with its parameters and an example."""

from dataclasses import dataclass

from kb.export.described import description_of, title_of
from kb.export.tables import TABLES
from kb.web.api.operations import OPERATIONS
from kb.web.api.parameters import Parameter
from kb.web.api.resources import parameters_of
from kb.web.i18n import gettext

ROOT = "/api/v1"


@dataclass(frozen=True)
class ParameterRow:
    """A parameter as the page explains it."""

    name: str
    description: str
    example: str
    required: bool


@dataclass(frozen=True)
class PathCard:
    """One path: its address, what it gives, and what it can be asked."""

    path: str
    title: str
    description: str
    parameters: tuple[ParameterRow, ...]


@dataclass(frozen=True)
class ApiPage:
    """All that the page shows."""

    worked_out: tuple[PathCard, ...]
    tables: tuple[PathCard, ...]


def make_api_page(language: str) -> ApiPage:
    """Gather the page."""
    return ApiPage(
        worked_out=tuple(
            PathCard(
                f"{ROOT}/{one.path}",
                gettext(one.title),
                gettext(one.description),
                _rows((*one.in_path, *one.parameters)),
            )
            for one in OPERATIONS
        ),
        tables=tuple(
            PathCard(
                f"{ROOT}/{table.name}",
                title_of(table, language),
                description_of(table, language),
                _rows(parameters_of(table)),
            )
            for table in TABLES
        ),
    )


def _rows(parameters: tuple[Parameter, ...]) -> tuple[ParameterRow, ...]:
    return tuple(
        ParameterRow(one.name, gettext(one.description), one.example, one.required) for one in parameters
    )
