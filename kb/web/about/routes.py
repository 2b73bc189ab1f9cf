"""What the bank is, how its records are made, and what it promises about accessibility."""

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts.letters import PRIVACY_PATH
from kb.web.about.coverage import make_coverage_page
from kb.web.about.grades import make_grades_page
from kb.web.about.method import make_method_page
from kb.web.about.numbers import make_numbers_page, review_in_words
from kb.web.about.page import Operator, make_about_page
from kb.web.about.privacy import make_privacy_page
from kb.web.caching import revalidated
from kb.web.context import current_config, current_release, page_url
from kb.web.i18n import current_language

blueprint = Blueprint("about", __name__)


@blueprint.get("/om/")
def index() -> Response:
    """Tell what the bank is and how it is made."""
    return revalidated(lambda: Response(show_about()))


@blueprint.get("/om/daekning/")
def coverage() -> Response:
    """Show what the bank covers and what it lacks."""
    return revalidated(lambda: Response(show_coverage()))


@blueprint.get("/om/metode/")
def method() -> Response:
    """Tell how records are found and coded."""
    return revalidated(lambda: Response(show_method()))


@blueprint.get("/om/grader/")
def grades() -> Response:
    """Tell by which rules the grades are set."""
    return revalidated(lambda: Response(show_grades()))


@blueprint.get("/om/tal/")
def numbers() -> Response:
    """Show numbers about the bank."""
    review = review_in_words()
    return revalidated(lambda: Response(show_numbers(review)), review)


@blueprint.get(PRIVACY_PATH)
def privacy() -> str:
    """Tell what is kept about people."""
    return render_template("about/privacy.html", page=make_privacy_page(), operator=operator())


@blueprint.get("/tilgaengelighed/")
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("about/accessibility.html", operator=operator())


@blueprint.get("/was/")
def statement() -> AnyResponse:
    """Lead the short address that the law asks for to the statement."""
    return redirect(page_url("about.accessibility"), 301)


def show_about() -> str:
    """Make the page about the bank."""
    page = make_about_page(current_release(), current_language())
    return render_template("about/index.html", page=page, operator=operator())


def show_coverage() -> str:
    """Make the page on coverage."""
    page = make_coverage_page(current_release(), current_language())
    return render_template("about/coverage.html", page=page)


def show_method() -> str:
    """Make the page on method."""
    page = make_method_page(current_release(), current_language())
    return render_template("about/method.html", page=page)


def show_grades() -> str:
    """Make the page on grades."""
    page = make_grades_page(current_release(), current_language())
    return render_template("about/grades.html", page=page)


def show_numbers(review: str) -> str:
    """Make the page of numbers."""
    page = make_numbers_page(current_release(), current_language(), review)
    return render_template("about/numbers.html", page=page)


def operator() -> Operator:
    """Tell who runs this site."""
    config = current_config()
    return Operator(config.operator_name, config.operator_email)
