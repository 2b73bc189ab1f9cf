"""Each step can be taken by the right people in the right state, and leaves a state, a trail and mails."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kb.accounts import audit
from kb.accounts.desk import Desk
from kb.accounts.people import disable, member
from kb.accounts.refused import Refused
from kb.contributions import reading, workflow
from kb.contributions.publication import Piece
from kb.contributions.sentence import Sentence
from kb.contributions.submission import (
    About,
    Hidden,
    Kind,
    NotNow,
    Overwritten,
    Ready,
    Seen,
    State,
    Submission,
)
from kb.errors import ContentError
from tests.contributions.people import (
    ABOUT,
    LATER,
    PATH,
    READY,
    TEXT,
    TYPED,
    People,
    accepted,
    in_state,
    mails,
    seen,
    started,
    submitted,
)
from tests.databases import NOW

STEPS = {
    "save": lambda desk, people, found: workflow.save(desk, LATER, seen(people.anne, found), {"a": ["b"]}, ABOUT),
    "submit": lambda desk, people, found: workflow.submit(desk, LATER, seen(people.anne, found)),
    "withdraw": lambda desk, people, found: workflow.withdraw(desk, LATER, seen(people.anne, found)),
    "hand_over": lambda desk, people, found: workflow.hand_over(desk, LATER, seen(people.anne, found), people.bo),
    "accept": lambda desk, people, found: workflow.accept(desk, LATER, seen(people.finn, found), READY),
    "send_back": lambda desk, people, found: workflow.send_back(desk, LATER, seen(people.finn, found), "Hvornår?"),
    "decline": lambda desk, people, found: workflow.decline(desk, LATER, seen(people.finn, found), "Reklame."),
}  # fmt: skip
BY_AUTHOR = ("save", "submit", "withdraw", "hand_over")
ALLOWED = {
    (State.DRAFT, "save"): State.DRAFT,
    (State.DRAFT, "submit"): State.SUBMITTED,
    (State.DRAFT, "withdraw"): State.WITHDRAWN,
    (State.DRAFT, "hand_over"): State.DRAFT,
    (State.SENT_BACK, "save"): State.SENT_BACK,
    (State.SENT_BACK, "submit"): State.SUBMITTED,
    (State.SENT_BACK, "withdraw"): State.WITHDRAWN,
    (State.SENT_BACK, "hand_over"): State.SENT_BACK,
    (State.SUBMITTED, "withdraw"): State.WITHDRAWN,
    (State.SUBMITTED, "hand_over"): State.SUBMITTED,
    (State.SUBMITTED, "accept"): State.ACCEPTED,
    (State.SUBMITTED, "send_back"): State.SENT_BACK,
    (State.SUBMITTED, "decline"): State.DECLINED,
}


def read(desk: Desk, people: People, submission: Submission) -> Submission:
    with desk.database.reading() as session:
        return reading.find(session, people.anne, submission.id)


def trail(desk: Desk) -> list[tuple[int | None, str, str]]:
    with desk.database.reading() as session:
        assert list(audit.faults_in_trail(session)) == []
        rows = session.scalars(select(audit.AuditRow).order_by(audit.AuditRow.sequence))
        return [
            (row.actor_id, row.action, row.object) for row in rows if row.object.startswith("submission:")
        ]


@pytest.mark.parametrize("state", State)
def test_every_step_in_every_state(desk: Desk, people: People, state: State) -> None:
    """A step leads where the table says; where it says nothing, it is refused and leaves no trace."""
    for name, step in STEPS.items():
        found = in_state(desk, people, state)
        before, written = trail(desk), mails(desk)
        target = ALLOWED.get((state, name))
        if target is None:
            with pytest.raises(NotNow):
                step(desk, people, found)
            assert (trail(desk), mails(desk)) == (before, written)
            assert read(desk, people, found) == found
        else:
            changed = step(desk, people, found)
            assert (changed.state, changed.version) == (target, found.version + 1)
            assert len(trail(desk)) == len(before) + 1


@pytest.mark.parametrize("name", ["bo", "carl", "eva", "finn", "gry", "ida"])
def test_only_its_author_changes_it(desk: Desk, people: People, name: str) -> None:
    """Neither colleagues, editors nor administrators act for the author."""
    found = in_state(desk, people, State.SENT_BACK)
    for step in BY_AUTHOR:
        with pytest.raises((NotNow, Hidden)):
            STEPS[step](desk, replace(people, anne=getattr(people, name)), found)
    assert read(desk, people, found) == found


@pytest.mark.parametrize("name", ["anne", "bo", "carl", "gry"])
def test_only_an_editor_of_the_area_decides(desk: Desk, people: People, name: str) -> None:
    """Contributors, and editors of other areas, decide nothing."""
    found = submitted(desk, people)
    for step in ("accept", "send_back", "decline"):
        with pytest.raises((NotNow, Hidden)):
            STEPS[step](desk, replace(people, finn=getattr(people, name)), found)
    assert read(desk, people, found) == found


def test_who_sees_what(desk: Desk, people: People) -> None:
    """A draft is seen by its author and their municipality, and by editors once it was sent."""
    draft, sent = started(desk, people), submitted(desk, people)

    def sees(found: Submission) -> set[str]:
        seers = set()
        with desk.database.reading() as session:
            for name, member in vars(people).items():
                try:
                    reading.find(session, member, found.id)
                    seers.add(name)
                except Hidden:
                    pass
        return seers

    assert sees(draft) == {"anne", "bo", "finn"}  # Finn is of the same municipality
    assert sees(sent) == {"anne", "bo", "finn", "eva", "ida"}
    with desk.database.reading() as session:
        assert [each.id for each in reading.mine(session, people.anne)] == sorted([draft.id, sent.id])
        assert {each.id for each in reading.of_municipality(session, people.bo)} == {draft.id, sent.id}
        assert reading.of_municipality(session, people.carl) == ()
        assert reading.of_municipality(session, people.eva) == ()
        for name, listed in {"eva": [sent.id], "gry": [], "ida": [sent.id], "anne": []}.items():
            assert [each.id for each in reading.queue(session, getattr(people, name))] == listed
        for hidden in ("f" * 32, "", "'; DROP TABLE submissions", "x" * 10_000):
            with pytest.raises(Hidden):
                reading.find(session, people.ida, hidden)


def test_no_editor_decides_on_their_own_words(desk: Desk, people: People) -> None:
    """An editor who wrote it, or handed it over, cannot accept, send back or decline it."""
    own = workflow.start(desk, NOW, people.finn, Kind.REPORT, TYPED, ABOUT)
    own = workflow.submit(desk, NOW, Seen(people.finn, own.id, own.version))
    given = workflow.start(desk, NOW, people.finn, Kind.REPORT, TYPED, ABOUT)
    given = workflow.hand_over(desk, NOW, seen(people.finn, given), people.anne)
    given = workflow.submit(desk, NOW, seen(people.anne, given))
    for found in (own, given):
        for step in ("accept", "send_back", "decline"):
            with pytest.raises(NotNow, match="sin egen"):
                STEPS[step](desk, people, found)
        assert workflow.accept(desk, NOW, seen(people.eva, found), READY).state is State.ACCEPTED


def test_a_new_solution_needs_two_editors(desk: Desk, people: People) -> None:
    """The first editor's yes waits for another's; one editor cannot be both, and a new round begins anew."""
    found = submitted(desk, people, Kind.SOLUTION)
    once = workflow.accept(desk, LATER, seen(people.eva, found), READY)
    assert (once.state, once.accepted_by) == (State.SUBMITTED, {people.eva.id})
    with pytest.raises(NotNow, match="to redaktører"):
        workflow.accept(desk, LATER, seen(people.eva, once), READY)
    back = workflow.send_back(desk, LATER, seen(people.finn, once), "Hvornår?")
    again = workflow.submit(desk, LATER, seen(people.anne, back))
    assert again.accepted_by == frozenset()
    once = workflow.accept(desk, LATER, seen(people.finn, again), READY)
    with pytest.raises(Overwritten):
        workflow.accept(desk, LATER, seen(people.eva, again), READY)
    assert workflow.accept(desk, LATER, seen(people.eva, once), READY).state is State.ACCEPTED


def test_a_decision_needs_a_reason(desk: Desk, people: People) -> None:
    """Sending back needs words somewhere, declining a reason; blanks are none."""
    found = submitted(desk, people)
    for reason in ("", "  \r\n\t ", "\0\x1b"):
        with pytest.raises(NotNow) as refused:
            workflow.decline(desk, LATER, seen(people.eva, found), reason)
        assert refused.value.field == "reason"
        with pytest.raises(NotNow):
            workflow.send_back(desk, LATER, seen(people.eva, found), reason, {"period": " "})
    back = workflow.send_back(
        desk, LATER, seen(people.eva, found), "", {"period.start": "Hvilket år?\r\nOg\0?", "x": ""}
    )
    assert back.latest_comments == {"period.start": "Hvilket år?\nOg?"}


def test_only_a_colleague_can_take_over(desk: Desk, people: People) -> None:
    """It is handed to somebody of the same municipality who can sign in."""
    found = started(desk, people)
    disable(desk, audit.OPERATOR, "bo@bank.example", NOW)
    with desk.database.reading() as session:
        bo = member(session, people.bo.id)
    for other in (people.carl, people.eva, people.ida, bo):
        with pytest.raises(NotNow) as refused:
            workflow.hand_over(desk, NOW, seen(people.anne, found), other)
        assert refused.value.field == "colleague"


def test_what_is_typed_is_kept_as_it_was(desk: Desk, people: People) -> None:
    """Control characters, half characters, empty values and order come back exactly."""
    typed = {
        "z": ["  to\r\nlinjer ", ""],
        "a": ["\0", "\ud83d", "<script>", "=1+1"],
        "": [],
        "æ" * 300: ["x"] * 50,
    }
    found = workflow.start(
        desk, NOW, people.anne, Kind.REPORT, typed, About("\u202eTitel\n<x>", areas=("it",))
    )
    again = read(desk, people, found)
    assert again == found
    assert list(again.typed.items()) == list(typed.items())
    assert again.about.title == "Titel <x>"
    with pytest.raises(NotNow):
        workflow.save(desk, NOW, seen(people.anne, found), {"a": ["x" * 500_001]}, ABOUT)
    for about in (About(solution="../x"), About(solution="x" * 81), About(path="x" * 301)):
        with pytest.raises(NotNow):
            workflow.save(desk, NOW, seen(people.anne, found), {}, about)


def test_saving_the_same_again_changes_nothing(desk: Desk, people: People) -> None:
    """A draft that is saved unchanged, as an autosave does, keeps its version and leaves no row in the trail."""
    found = started(desk, people)
    assert workflow.save(desk, LATER, seen(people.anne, found), TYPED, ABOUT) == found
    assert len(trail(desk)) == 1


def test_an_old_version_is_refused(desk: Desk, people: People) -> None:
    """Whoever saw an older version is told, and nothing is overwritten."""
    found = started(desk, people)
    newer = workflow.save(desk, NOW, seen(people.anne, found), {"a": ["ny"]}, ABOUT)
    for step in BY_AUTHOR:
        with pytest.raises(Overwritten, match="Nogen har ændret"):
            STEPS[step](desk, people, found)
    assert read(desk, people, found) == newer


def test_eight_at_once_lose_nothing(desk: Desk, people: People) -> None:
    """Of eight who save on the same version one wins and seven are told; nobody sees a locked database."""
    found = started(desk, people)
    for turn in range(5):

        def save(number: int, found: Submission = found, turn: int = turn) -> Submission | Refused:
            try:
                typed = {"a": [f"{turn}-{number}"]}
                return workflow.save(desk, NOW, seen(people.anne, found), typed, ABOUT)
            except Refused as error:
                return error

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(save, range(8)))
        (winner,) = [answer for answer in answers if isinstance(answer, Submission)]
        assert all(isinstance(answer, Overwritten) for answer in answers if answer is not winner)
        found = read(desk, people, found)
        assert found == winner
    assert len(trail(desk)) == 6


def test_two_editors_at_once_decide_once(desk: Desk, people: People) -> None:
    """One editor accepts while another declines: one of them is told that it has moved on."""
    for _ in range(5):
        found = submitted(desk, people)
        steps = [
            lambda found=found: workflow.accept(desk, LATER, seen(people.eva, found), READY),
            lambda found=found: workflow.decline(desk, LATER, seen(people.finn, found), "Nej."),
        ]

        def take(step) -> Submission | Refused:
            try:
                return step()
            except Refused as error:
                return error

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(take, steps))
        assert sorted(isinstance(answer, Submission) for answer in answers) == [False, True]
        assert len(read(desk, people, found).decisions) == 1


def test_what_is_accepted_is_what_kb_format_writes(desk: Desk, people: People) -> None:
    """A file that is not canonical, not valid, or no file of the content is refused, with every reason."""
    found = submitted(desk, people)
    wrong = [
        TEXT.replace("- nordby", "  - nordby"),
        TEXT + "\n",
        "# note\n" + TEXT,
        TEXT.replace("\n", "\r\n"),
    ]
    for text in wrong:
        with pytest.raises((NotNow, ContentError)):
            workflow.accept(
                desk, LATER, seen(people.eva, found), Ready((Piece(PATH, text.encode()),), "x", "y")
            )
    cpr = "Ring til 0101701234 eller skriv til anne@gmail.com."
    bad = f"municipalities:\n- Nord By\nmystik: 1\ndescription: {cpr}\n"
    with pytest.raises(ContentError) as refused:
        workflow.accept(desk, LATER, seen(people.eva, found), Ready((Piece(PATH, bad.encode()),), "x", "y"))
    assert {problem.field for problem in refused.value.problems} == {
        "municipalities.0",
        "mystik",
        "description",
    }
    for pieces in ((), (Piece("../x.yaml", b""),), (Piece(".git/config", b""),)):
        with pytest.raises(NotNow):
            workflow.accept(desk, LATER, seen(people.eva, found), Ready(pieces, "x", "y"))
    assert read(desk, people, found).state is State.SUBMITTED


def test_who_is_mailed_at_each_step(desk: Desk, people: People) -> None:
    """The author hears of every step; the editors of the area hear that something waits, never of their own."""
    found = submitted(desk, people)
    back = workflow.send_back(desk, LATER, seen(people.eva, found), "Hvornår?", {"period": "Hvilket år?"})
    again = workflow.submit(desk, LATER, seen(people.anne, back))
    done = workflow.accept(desk, LATER, seen(people.eva, again), READY)
    workflow.mark_published(desk, LATER, done.id, None)
    workflow.mark_published(desk, LATER, done.id, None)
    received = [
        ("anne", "Vi har fået din indberetning"),
        *((name, "En indberetning venter på redaktionen") for name in ("eva", "finn", "ida")),
    ]
    assert mails(desk) == [
        *received,
        ("anne", "Din indberetning mangler noget"),
        *received,
        ("anne", "Din indberetning er udgivet"),
    ]


def test_a_disabled_author_is_not_mailed(desk: Desk, people: People) -> None:
    """Who can no longer sign in, gets no mail, and the step is taken all the same."""
    found = submitted(desk, people)
    disable(desk, audit.OPERATOR, "anne@bank.example", NOW)
    before = mails(desk)
    assert workflow.decline(desk, LATER, seen(people.eva, found), "Nej.").state is State.DECLINED
    assert mails(desk) == before


def test_hostile_words_cannot_change_a_mail(desk: Desk, people: People) -> None:
    """Line breaks and control characters in a title or a reason neither stop the step nor add a line to a head."""
    evil = "x\r\nBcc: ond@example.org\r\n\0\x1b[2J\u202e" + "æ" * 5_000 + "%(link)s %s"
    about = About(evil, "skaermbesoeg", ("hjemmepleje",))
    found = workflow.start(desk, NOW, people.anne, Kind.REPORT, TYPED, about)
    found = workflow.submit(desk, NOW, seen(people.anne, found))
    workflow.decline(desk, LATER, seen(people.eva, found), evil)
    assert len(mails(desk)) == 5


def test_the_trail_tells_every_step(desk: Desk, people: People) -> None:
    """Each step is one row with who and what, by ids alone; the last ones are the bank's own."""
    found = accepted(desk, people)
    workflow.mark_hindered(desk, LATER, found.id, Sentence("Git er optaget."))
    workflow.mark_published(desk, LATER, found.id, "a" * 40)
    on = f"submission:{found.id}"
    assert trail(desk) == [
        (people.anne.id, "submission.started", on),
        (people.anne.id, "submission.submitted", on),
        (people.eva.id, "submission.accepted", on),
        (None, "submission.hindered", on),
        (None, "submission.published", on),
    ]


@pytest.mark.parametrize(
    ("asked", "answered", "days"),
    [("2026-11-23", "2026-11-23", 0), ("2026-11-20", "2026-11-23", 1), ("2026-11-21", "2026-11-22", 0),
     ("2026-11-23", "2026-12-07", 10), ("2026-11-27", "2026-12-02", 3), ("2026-11-24", "2026-11-23", 0)],
)  # fmt: skip
def test_saturdays_and_sundays_are_not_waited(asked: str, answered: str, days: int) -> None:
    """From a Friday to the Monday after is one working day; two weeks are ten."""
    assert reading.working_days(date.fromisoformat(asked), date.fromisoformat(answered)) == days


def test_the_median_wait_is_of_first_answers_of_the_last_year(desk: Desk, people: People) -> None:
    """Waits of 0, 2 and 5 working days have the median 2; one answered over a year ago does not count."""
    with desk.database.reading() as session:
        assert reading.median_days(session, NOW) is None
    for days in (0, 2, 7, -400):  # Wednesday 25 November and later
        found = started(desk, people)
        at = NOW if days >= 0 else NOW + timedelta(days=days)
        found = workflow.submit(desk, at, seen(people.anne, found))
        workflow.decline(desk, at + timedelta(days=max(days, 0)), seen(people.eva, found), "Nej.")
    with desk.database.reading() as session:
        assert reading.median_days(session, NOW + timedelta(days=8)) == 2
