"""A page with one form, and how it is answered: shown, or shown again with what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts.refused import Refused
from kb.web.accounts.form import Form, with_mistake
from kb.web.context import Link
from kb.web.desk import status_of
from kb.web.typed_numbers import clean

MESSAGE = "besked"  # which sentence a page begins with, when one comes from a form that was received


@dataclass(frozen=True)
class FormPage:
    """A heading, a form, its button, and where else one may go."""

    title: str
    form: Form
    url: str
    button: str
    lead: str = ""
    notice: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)
    crumbs: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()


def show_form(page: FormPage, status: int = 200) -> Response:
    """Make the page."""
    return Response(render_template("accounts/form.html", page=page), status)


def show_mistake(page: FormPage, error: Refused) -> Response:
    """Make the page with what is wrong at its field; nothing typed is lost but passwords."""
    response = show_form(replace(page, form=with_mistake(page.form, error)), status_of(error))
    if error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def received(page: FormPage, do: Callable[[], str]) -> AnyResponse:
    """Do what the form asks for and go on to the address that comes of it, or say why not."""
    try:
        return redirect(do(), 303)
    except Refused as error:
        return show_mistake(page, error)


def typed(name: str, longest: int) -> str:
    """Give what was typed in a field of the form that was sent, without what cannot be seen."""
    return clean(request.form.get(name, ""), longest)


def secret(name: str) -> str:
    """Give a password as it was typed."""
    return request.form.get(name, "")
