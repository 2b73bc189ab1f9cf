"""Those who sign in, for the tests of the site: one of each role in a browser of their own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, text
from werkzeug.test import TestResponse

from kb.accounts import sessions
from kb.accounts.models import Role, User
from kb.accounts.passwords import hash_password
from kb.config import Config
from kb.web.app import create_app
from tests.databases import NOW
from tests.web.conftest import Page

COOKIE = "kb"
PASSWORD = "fire rolige heste i regn"
# The roles of the permission matrix: what each may do, and for which municipality.
ROLES: dict[str, tuple[Role, str]] = {
    "own": (Role.CONTRIBUTOR, "nordby"),
    "other": (Role.CONTRIBUTOR, "aalum"),
    "editor": (Role.EDITOR, ""),
    "admin": (Role.ADMIN, ""),
}


def site_at(config: Config, bank: Any, moment=NOW) -> Flask:
    """Make the site over a database, at a moment that does not pass."""
    app = create_app(config, bank)
    app.extensions["clock"] = lambda: moment
    return app


def add_user(app: Flask, role: Role, municipality: str = "", **facts: Any) -> User:
    """Add a user who has a password, though nobody knows it unless it is told."""
    email = facts.pop("email", f"{role}-{municipality or 'alle'}@{municipality or 'bank'}.example")
    password = facts.pop("password", None)
    kept = hash_password(password) if password else "ingen kender den"
    user = User(email=email, role=role.value, municipality=municipality, created_at=NOW, password_hash=kept)
    for name, value in facts.items():
        setattr(user, name, value)
    with app.extensions["desk"].database.writing() as session:
        session.add(user)
    return user


def browser_of(app: Flask, user: User | None) -> FlaskClient:
    """Open a browser in which a user is signed in, or nobody."""
    client = app.test_client()
    if user:
        with app.extensions["desk"].database.writing() as session:
            token = sessions.start(session, session.get_one(User, user.id), app.extensions["clock"]())
        client.set_cookie(COOKIE, token)
    return client


def browsers(app: Flask) -> dict[str, FlaskClient]:
    """Open a browser for each role of the permission matrix."""
    people = {name: add_user(app, role, municipality) for name, (role, municipality) in ROLES.items()}
    return {
        "anonymous": app.test_client(),
        **{name: browser_of(app, user) for name, user in people.items()},
    }


def form_token(client: FlaskClient) -> str:
    """Give what a form of ours carries in this browser."""
    found = Page(client.get("/log-ud/").get_data(as_text=True)).all("input", name="csrf_token")
    return str(found[0].get("value"))


def send(client: FlaskClient, path: str, form: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
    """Send a form of ours."""
    return client.post(path, data={"csrf_token": form_token(client), **(form or {})}, **more)


def dump(app: Flask) -> dict[str, list[str]]:
    """Write down every row of the database, table by table."""
    engine = app.extensions["desk"].database.engine
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return {
            table.name: sorted(str(row) for row in connection.execute(table.select()))
            for table in tables.sorted_tables
        }


@dataclass
class Trail:
    """The rows that the audit trail got meanwhile: who, what, on what."""

    rows: list[tuple[str, str, str]]


@contextmanager
def trail_of(app: Flask) -> Iterator[Trail]:
    """Watch what the audit trail gets."""
    trail = Trail([])
    before = _rows(app)
    yield trail
    trail.rows.extend(_rows(app)[len(before) :])


def _rows(app: Flask) -> list[tuple[str, str, str]]:
    query = text("SELECT actor_role, action, object FROM audit ORDER BY sequence")
    with app.extensions["desk"].database.engine.connect() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(query)]
