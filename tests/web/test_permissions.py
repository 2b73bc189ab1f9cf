"""Who may do what: every route, method and role is stated here, and a route that is not stated fails.

A new route needs its rows in READERS or MATRIX, its arguments in tests/web/addresses.py, and, where an argument
names something in the database, a function in PREPARED that puts it there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask

from kb.web.own_forms import FIELD
from tests.web.addresses import address_of
from tests.web.people import ROLES, browsers, dump, form_token, send, site_at, trail_of

WHO = ("anonymous", "own", "other", "editor", "admin")
READING, SENDING = ("GET", "HEAD", "OPTIONS"), ("POST", "PUT", "PATCH", "DELETE")
REFUSED = "permission.refused"


@dataclass(frozen=True)
class Row:
    """What a route answers each role; `form` is what is sent besides the token."""

    endpoint: str
    method: str
    statuses: tuple[int, int, int, int, int]
    form: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.endpoint} {self.method}"


# Pages for readers answer everybody the same, whether or not they are signed in.
READERS = {
    "home.index": 200,
    "search.index": 200,
    "search.as_json": 200,
    "search.as_csv": 200,
    "search.suggestions": 200,
    "search.suggestions_json": 200,
    "solutions.index": 301,
    "solutions.index_twin": 301,
    "solutions.show": 200,
    "solutions.experience": 200,
    "solutions.show_twin": 200,
    "solutions.experience_twin": 200,
    "comparison.show": 200,
    "appraisal.show": 200,
    "appraisal.as_csv": 302,
    "brief.show": 200,
    "side_by_side.solutions": 200,
    "side_by_side.solutions_twin": 200,
    "side_by_side.places": 200,
    "side_by_side.places_twin": 200,
    "municipalities.index": 200,
    "municipalities.index_twin": 200,
    "municipalities.show": 200,
    "municipalities.show_twin": 200,
    "calls.index": 200,
    "calls.index_twin": 200,
    "calls.show": 200,
    "calls.show_twin": 200,
    "changes.index": 200,
    "changes.feed": 503,  # the invented bank has never changed
    "changes.json_feed": 503,
    "changes.solution_feed": 503,
    "changes.solution_json_feed": 503,
    "changes.municipality_feed": 503,
    "changes.municipality_json_feed": 503,
    "changes.search_feed": 503,
    "changes.search_json_feed": 503,
    "changes.index_twin": 200,
    "api.documentation": 200,
    "api.index": 200,
    "api.described": 200,
    "api.rows": 200,
    "api.solution": 200,
    "api.report": 200,
    "api.municipality": 200,
    "api.search": 200,
    "api.compare": 400,  # asks for a solution and a municipality
    "api.appraise": 400,
    "api.nothing": 404,
    "history.solution": 200,
    "history.experience": 200,
    "gaps.index": 200,
    "gaps.index_twin": 200,
    "citing.solution": 200,
    "citing.experience": 200,
    "data.index": 200,
    "data.package": 200,
    "data.workbook": 200,
    "data.database": 200,
    "data.table": 200,
    "data.described": 200,
    "data.catalogue": 200,
    "data.vocabularies": 200,
    "data.for_learning": 200,
    "data.citation": 200,
    "data.for_a_doi": 200,
    "about.index": 200,
    "about.coverage": 200,
    "about.method": 200,
    "about.grades": 200,
    "about.numbers": 200,
    "about.privacy": 200,
    "about.accessibility": 200,
    "about.statement": 301,
    "assets.show": 404,  # the manifest is a file beside the assets, not one of them
    "health.alive": 200,
    "health.ready": 200,
    "contributions.index": 200,
}

# 302 leads to the page where one signs in; 401 and 403 refuse; 422 is a form that says what it lacks.
# The five answers: nobody, a contributor of Nordby, one of Aalum, an editor, an administrator.
MATRIX = (
    Row("accounts.sign_in", "GET", (200, 303, 303, 303, 303)),
    Row("accounts.sign_in", "POST", (422, 422, 422, 422, 422)),
    Row("accounts.sign_out", "GET", (200, 200, 200, 200, 200)),
    Row("accounts.sign_out", "POST", (303, 303, 303, 303, 303)),
    Row("accounts.forgotten", "GET", (200, 200, 200, 200, 200)),
    Row("accounts.forgotten", "POST", (422, 422, 422, 422, 422)),
    Row("accounts.choose_password", "GET", (410, 410, 410, 410, 410)),
    Row("accounts.choose_password", "POST", (410, 410, 410, 410, 410)),
    Row("accounts.account", "GET", (302, 200, 200, 200, 200)),
    Row("accounts.change_password", "GET", (302, 200, 200, 200, 200)),
    Row("accounts.change_password", "POST", (401, 422, 422, 422, 422)),
    Row("accounts.sign_out_everywhere", "GET", (302, 200, 200, 200, 200)),
    Row("accounts.sign_out_everywhere", "POST", (401, 303, 303, 303, 303)),
    Row("accounts.users", "GET", (302, 403, 403, 403, 200)),
    Row("accounts.invite", "GET", (302, 403, 403, 403, 200)),
    Row("accounts.invite", "POST", (401, 403, 403, 403, 422)),
    Row("accounts.user", "GET", (302, 403, 403, 403, 200)),
    Row("accounts.user", "POST", (401, 403, 403, 403, 422), {"goer": "rettigheder"}),
    Row("contributions.new_report", "GET", (302, 200, 200, 200, 200)),
    Row("contributions.new_report", "POST", (401, 303, 303, 303, 303)),
    # No report has this id; who may do what with one that exists stands in test_contributions.
    Row("contributions.report", "GET", (302, 404, 404, 404, 404)),
    Row("contributions.report", "POST", (401, 404, 404, 404, 404)),
    Row("contributions.send", "POST", (401, 404, 404, 404, 404)),
    Row("contributions.new_solution", "GET", (302, 200, 200, 200, 200)),
    Row("contributions.new_solution", "POST", (401, 303, 303, 303, 303)),
    Row("contributions.solution", "GET", (302, 404, 404, 404, 404)),
    Row("contributions.solution", "POST", (401, 404, 404, 404, 404)),
    Row("contributions.read_solution", "GET", (302, 404, 404, 404, 404)),
    Row("contributions.send_solution", "POST", (401, 404, 404, 404, 404)),
    Row("contributions.mine", "GET", (302, 200, 200, 200, 200)),
    Row("contributions.own_report", "GET", (302, 404, 404, 404, 404)),
    Row("contributions.withdraw", "POST", (401, 404, 404, 404, 404)),
    Row("contributions.hand_over", "GET", (302, 404, 404, 404, 404)),
    Row("contributions.hand_over", "POST", (401, 404, 404, 404, 404)),
    # A report is corrected by its own municipality, and by editors; this one has no file to read.
    Row("contributions.correct", "GET", (302, 200, 403, 200, 200)),
    Row("contributions.correct", "POST", (401, 404, 403, 404, 404)),
    # Whoever holds the link in a reminder answers; this one is no link of ours.
    Row("confirming.answer", "GET", (410, 410, 410, 410, 410)),
    Row("confirming.answer", "POST", (410, 410, 410, 410, 410)),
    Row("confirming.done", "GET", (200, 200, 200, 200, 200)),
    # Whoever holds the link in a mail confirms or ends what they follow; this one is no link of ours.
    Row("following.index", "GET", (200, 200, 200, 200, 200)),
    Row("following.index", "POST", (422, 422, 422, 422, 422)),
    Row("following.confirm", "GET", (410, 410, 410, 410, 410)),
    Row("following.confirm", "POST", (410, 410, 410, 410, 410)),
    Row("following.end", "GET", (410, 410, 410, 410, 410)),
    Row("following.end", "POST", (410, 410, 410, 410, 410)),
    Row("contacts.ask", "GET", (200, 200, 200, 200, 200)),
    Row("contacts.ask", "POST", (401, 422, 422, 422, 422)),
    Row("short_forms.begin", "GET", (302, 200, 200, 200, 200)),
    Row("short_forms.begin", "POST", (401, 303, 303, 303, 303)),
    Row("short_forms.go_on", "GET", (302, 404, 404, 404, 404)),
    Row("short_forms.go_on", "POST", (401, 404, 404, 404, 404)),
    Row("editing.queue", "GET", (302, 403, 403, 200, 200)),
    Row("editing.review", "GET", (302, 403, 403, 404, 404)),
    Row("editing.review", "POST", (401, 403, 403, 404, 404), {"goer": "godkend"}),
    Row("editing.publish", "POST", (401, 403, 403, 404, 404)),
)
# What the arguments name is put into the database by these, once the four users are there: 1 own, 2 other,
# 3 editor, 4 administrator.
PREPARED: tuple[Callable[[Flask], None], ...] = ()
SENT = [row for row in MATRIX if row.method not in READING]


@pytest.fixture
def app(config, bank):
    return site_at(config, bank)


@pytest.fixture
def people(app):
    """A browser for each role, over a database that holds what the arguments name."""
    opened = browsers(app)
    for prepare in PREPARED:
        prepare(app)
    return opened


def stated() -> set[tuple[str, str]]:
    """List every route and method that the tables state."""
    return {(endpoint, "GET") for endpoint in READERS} | {(row.endpoint, row.method) for row in MATRIX}


def existing(app) -> set[tuple[str, str]]:
    """List every route and method that the site answers; HEAD and OPTIONS come with GET."""
    rules = app.url_map.iter_rules()
    return {(rule.endpoint, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}


def guarded(app) -> set[str]:
    """List the routes that say who may use them."""
    return {name for name, view in app.view_functions.items() if hasattr(view, "is_guarded")}


def test_every_route_is_stated(app):
    """The tables name every route and method that the site has, and none that it has not."""
    assert stated() == existing(app)
    assert len({row.name for row in MATRIX}) == len(MATRIX)


def test_every_route_is_for_readers_or_says_who_may_use_it(app):
    """A route outside the readers' pages is guarded, and a readers' page is not."""
    assert guarded(app) == {row.endpoint for row in MATRIX}


def test_what_a_route_shows_each_role(app, people):
    """Every GET and HEAD answers each role as the tables state; OPTIONS tells only which methods there are."""
    rows = [Row(endpoint, "GET", (status,) * 5) for endpoint, status in READERS.items()]
    rows += [row for row in MATRIX if row.method == "GET"]
    wrong = {}
    for row in rows:
        path = address_of(app, row.endpoint)
        for who, status in zip(WHO, row.statuses, strict=True):
            found = [people[who].open(path, method=method).status_code for method in READING]
            if found != [status, status, 200]:
                wrong[row.name, who] = found

    assert wrong == {}


@pytest.mark.parametrize("row", SENT, ids=lambda row: row.name)
def test_what_a_route_lets_each_role_do(app, people, row):
    """Every changing route answers each role as the table states, and a refusal changes nothing."""
    path = address_of(app, row.endpoint)
    found = {}
    for who in WHO:
        before = dump(app)
        found[who] = send(people[who], path, row.form).status_code
        if found[who] >= 400:
            assert changed(before, dump(app)) <= {"audit", "audit_head", "attempts"}

    assert found == dict(zip(WHO, row.statuses, strict=True))


def test_no_other_method_is_taken(app, people):
    """A method that the tables do not state is refused to everybody."""
    taken = {
        (endpoint, method, who)
        for endpoint in {endpoint for endpoint, _ in stated()}
        for method in SENDING
        if (endpoint, method) not in stated()
        for who in WHO
        if people[who].open(address_of(app, endpoint), method=method).status_code != 405
    }

    assert taken == set()


@pytest.mark.parametrize("row", SENT, ids=lambda row: row.name)
def test_a_foreign_form_changes_nothing(app, people, row):
    """Without the token of the sender's own cookie, a changing route does nothing, whoever asks."""
    path = address_of(app, row.endpoint)
    admin = people["admin"]
    tokens = [{}, {FIELD: ""}, {FIELD: "0" * 64}, {FIELD: "é\x00"}, {FIELD: form_token(app.test_client())}]
    before = dump(app)
    answers = [admin.post(path, data={**row.form, **token}).status_code for token in tokens]
    no_cookie = app.test_client().post(path, data={**row.form, FIELD: form_token(admin)}).status_code

    assert {*answers, no_cookie} == {400}
    assert dump(app) == before


@pytest.mark.parametrize("language", ["", "/en"])
def test_looking_changes_nothing(app, people, language):
    """No GET changes a row, whoever looks: only refusals are written down, each in one row."""
    before = dump(app)
    shown = sorted(endpoint for endpoint, method in stated() if method == "GET")
    with trail_of(app) as trail:
        refused = [
            (ROLES[who][0].value, REFUSED, endpoint)
            for endpoint in shown
            for who in WHO
            if people[who].get(language + address_of(app, endpoint)).status_code == 403
        ]

    assert changed(before, dump(app)) <= {"audit", "audit_head"}
    assert trail.rows == refused


def changed(before, after) -> set[str]:
    """Name the tables whose rows differ."""
    return {name for name in after if before[name] != after[name]}


def test_pages_of_ones_own_are_kept_nowhere(app, people):
    """Every guarded page, also a refusal, asks everybody on the way not to keep it."""
    kept = {
        (endpoint, who)
        for endpoint in guarded(app)
        for who in WHO
        if people[who].get(address_of(app, endpoint)).headers["Cache-Control"] != "no-store"
    }

    assert kept == set()


def test_readers_pages_know_no_cookie(app, people):
    """A readers' page is the same with and without a cookie, sets none, and varies by none."""
    signed_in, alone = people["admin"], people["anonymous"]
    for endpoint in READERS:
        with_cookie, without = (client.get(address_of(app, endpoint)) for client in (signed_in, alone))
        assert with_cookie.data == without.data, endpoint
        assert with_cookie.headers.get("Cache-Control") == without.headers.get("Cache-Control")
        for response in (with_cookie, without):
            assert "Set-Cookie" not in response.headers
            assert "Cookie" not in response.headers.get("Vary", "")
            response.close()
