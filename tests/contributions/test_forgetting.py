"""Forgetting a person who has written: their drafts go, what is published stays, and their name is nowhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from kb.accounts import audit, forgetting
from kb.accounts.desk import Desk
from kb.accounts.models import User
from kb.contributions import workflow
from kb.contributions.forgetting import FORGOTTEN, forget_words, without
from kb.contributions.going_live import publish_accepted
from kb.contributions.models import SubmissionRow
from kb.contributions.submission import Kind, State
from kb.db.base import Base
from kb.db.engine import leave_no_trace
from kb.release.building import build_release
from tests.content.bank import write_bank
from tests.content.repository import Repository
from tests.contributions.people import ABOUT, LATER, READY, TYPED, People, accepted, in_state, seen
from tests.databases import NOW

NAME = "Anne Ærø"
HERS = {**TYPED, "remarks": [f"Ring til {NAME}, anne@bank.example, hvis I vil vide mere."]}


def forget_anne(desk: Desk, people: People) -> None:
    assert forgetting.forget_by_address(desk, audit.OPERATOR, people.anne.email, LATER, forget_words)
    leave_no_trace(desk.database.engine)


def name_anne(desk: Desk, people: People) -> None:
    with desk.database.writing() as session:
        session.get_one(User, people.anne.id).name = NAME


def rows_of(desk: Desk) -> str:
    """Write all rows of all tables as one text."""
    with desk.database.reading() as session:
        return str([session.execute(text(f"SELECT * FROM {name}")).all() for name in Base.metadata.tables])


@pytest.mark.parametrize("state", State)
def test_what_is_not_accepted_goes_and_the_rest_is_nobodys(desk: Desk, people: People, state: State) -> None:
    """A forgotten person's draft or waiting report goes with its mails; what is accepted or out stays, untyped."""
    row = in_state(desk, people, state)
    forget_anne(desk, people)

    with desk.database.reading() as session:
        left = session.get(SubmissionRow, row.id)
        trail = session.execute(text("SELECT object FROM audit WHERE action = 'submission.forgotten'")).all()
        mailed = session.execute(text("SELECT text FROM outbox")).scalars().all()
        assert list(audit.faults_in_trail(session)) == []
    if state in (State.ACCEPTED, State.PUBLISHED):
        assert left is not None
        assert (left.state, left.typed) == (state, {})
    else:
        assert left is None
        assert trail == [(f"submission:{row.id}",)]
        assert not any(row.id in letter for letter in mailed)


def test_what_was_accepted_is_published_all_the_same(desk: Desk, people: People) -> None:
    """A report whose author is forgotten between an editor's yes and the page comes out as it was accepted."""
    waiting = accepted(desk, people)
    forget_anne(desk, people)

    assert publish_accepted(desk, LATER, waiting.id).state is State.PUBLISHED


def test_others_words_are_left_as_they_are(desk: Desk, people: People) -> None:
    """A colleague's draft is not touched."""
    theirs = workflow.start(desk, NOW, people.bo, Kind.REPORT, TYPED, ABOUT)
    forget_anne(desk, people)

    with desk.database.reading() as session:
        assert session.get_one(SubmissionRow, theirs.id).typed == TYPED


def test_neither_name_nor_address_is_left_anywhere(
    desk: Desk, people: People, tmp_path: Path, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    """After forgetting, database, content, history, release and log hold neither name nor address."""
    config = replace(desk.config, index_dir=tmp_path / "index")
    write_bank(repository.content)
    repository.commit("2026-01-02")
    name_anne(desk, people)
    for state in (State.DRAFT, State.SUBMITTED, State.DECLINED):
        in_state(desk, people, state)
    draft = workflow.start(
        desk, NOW, people.anne, Kind.REPORT, HERS, replace(ABOUT, title=f"{NAME} i Nordby")
    )
    waiting = workflow.submit(desk, NOW, seen(people.anne, draft))
    workflow.send_back(
        desk, LATER, seen(people.eva, waiting), f"Kære {NAME}", {"title": "Skriv ikke anne@bank.example"}
    )
    published = workflow.submit(
        desk, NOW, seen(people.anne, workflow.start(desk, NOW, people.anne, Kind.REPORT, HERS, ABOUT))
    )
    workflow.send_back(desk, LATER, seen(people.eva, published), f"Hvornår, {NAME}?")
    going_out = accepted(desk, people, READY)
    publish_accepted(desk, LATER, going_out.id)
    build_release(config, "2026-11-25")
    assert NAME in rows_of(desk)

    forget_anne(desk, people)
    build_release(config, "2026-11-26")
    rows = rows_of(desk)
    history = repository.git("log", "--all", "--patch", "--format=raw")
    said = "".join(capfd.readouterr())
    files = [
        path
        for folder in (config.index_dir, config.content_dir)
        for path in folder.rglob("*")
        if path.is_file()
    ]
    if not config.database_url:
        desk.database.close()
        files += config.data_dir.iterdir()
    for trace in ("Anne", "Ærø", "anne@"):
        assert trace not in rows
        assert trace not in history
        assert trace not in said
        assert [path for path in files if trace.encode() in path.read_bytes()] == []


@given(before=st.text(), after=st.text())
def test_a_name_goes_wherever_it_stands_and_nothing_else(before: str, after: str) -> None:
    """Taken out of a text, a name is gone, in capitals or not; a text without it stays as it is."""
    unnamed = without(["Bo Ek", "bo@bank.example", ""])
    found = unnamed({"tekst": f"{before} BO EK {after}"})["tekst"]

    assert "bo ek" not in unnamed(f"{before} bo ek {after}")
    assert FORGOTTEN in found
    assert unnamed(before) == before or "bo" in before.lower()
    assert unnamed("Boligen i Ekby") == "Boligen i Ekby"
    assert without([])(before) == before
