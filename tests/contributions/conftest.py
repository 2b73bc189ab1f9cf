"""What the tests of contributions share: a desk with people at it, and content in a repository."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb.accounts.desk import Desk
from kb.accounts.member import as_member
from kb.accounts.models import Role, User
from kb.accounts.people import Rights
from kb.config import Config
from kb.db.database import Database
from tests.content.repository import Repository
from tests.contributions.people import People
from tests.contributions.publications import start_content
from tests.databases import NOW


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Content with one solution in a repository."""
    return start_content(tmp_path / "repository")


@pytest.fixture
def desk(config: Config, database: Database, repository: Repository) -> Desk:
    """A desk whose content is in the repository."""
    return Desk(replace(config, content_dir=repository.content), database)


@pytest.fixture
def people(desk: Desk) -> People:
    """Two colleagues, somebody elsewhere, editors of two areas, and an administrator."""
    rights = {
        "anne": Rights(Role.CONTRIBUTOR, "nordby"),
        "bo": Rights(Role.CONTRIBUTOR, "nordby"),
        "carl": Rights(Role.CONTRIBUTOR, "soender"),
        "eva": Rights(Role.EDITOR, areas=("hjemmepleje",)),
        "finn": Rights(Role.EDITOR, "nordby", areas=("hjemmepleje", "it")),
        "gry": Rights(Role.EDITOR, areas=("it",)),
        "ida": Rights(Role.ADMIN),
    }
    with desk.database.writing() as session:
        users = [
            User(
                email=f"{name}@bank.example",
                role=right.role.value,
                municipality=right.municipality,
                areas=list(right.areas),
                password_hash="nobody signs in here",
                created_at=NOW,
            )
            for name, right in rights.items()
        ]
        session.add_all(users)
        session.flush()
        return People(*map(as_member, users))
