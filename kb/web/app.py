"""How the site is put together."""

import gc
import os
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from kb.config import Config
from kb.web import assets, context, cookie, desk, errors, health, i18n, own_forms, security, signed_in, twins
from kb.web.about import routes as about
from kb.web.accounts import routes as accounts
from kb.web.api import routes as api
from kb.web.appraisal import routes as appraisal
from kb.web.brief import routes as brief
from kb.web.calls import routes as calls
from kb.web.changes import routes as changes
from kb.web.citing import routes as citing
from kb.web.comparison import routes as comparison
from kb.web.confirming import routes as confirming
from kb.web.contacts import routes as contacts
from kb.web.contributions import routes as contributions
from kb.web.data import routes as data
from kb.web.editing import routes as editing
from kb.web.following import routes as following
from kb.web.gaps import routes as gaps
from kb.web.history import routes as history
from kb.web.home import routes as home
from kb.web.municipalities import routes as municipalities
from kb.web.search import routes as search
from kb.web.short_forms import routes as short_forms
from kb.web.side_by_side import routes as side_by_side
from kb.web.solutions import routes as solutions

if TYPE_CHECKING:
    from kb.bank import KnowledgeBank

BLUEPRINTS = (
    home,
    search,
    solutions,
    comparison,
    appraisal,
    brief,
    side_by_side,
    municipalities,
    calls,
    changes,
    gaps,
    data,
    api,
    citing,
    history,
    about,
    accounts,
    contributions,
    contacts,
    short_forms,
    confirming,
    following,
    editing,
    assets,
    health,
)

# New objects between two collections; Python's own 700 means several in every page.
SELDOM = 20_000


def create_app(config: Config | None = None, bank: "KnowledgeBank | None" = None) -> Flask:
    """Make the application; without arguments it runs with the settings of the environment."""
    config = config or Config.from_environment(os.environ)
    app = Flask(__name__, static_folder=None)
    app.extensions["config"] = config
    app.extensions["bank"] = bank or open_bank(config)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json.ensure_ascii = app.json.sort_keys = False  # type: ignore[attr-defined]
    for part in (i18n, context, security, errors, desk, cookie, own_forms, signed_in, twins):
        part.init_app(app)
    for subject in BLUEPRINTS:
        app.register_blueprint(subject.blueprint)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def settle() -> None:
    """Let the garbage collector pass over all that was made so far, and come seldom: a page leaves little."""
    gc.freeze()
    gc.set_threshold(SELDOM)


def open_bank(config: Config) -> "KnowledgeBank":
    """Open the bank of the settings; its packages are heavy, so they load on first use."""
    from kb.bank import KnowledgeBank

    return KnowledgeBank(config)
