"""The page on which one asks for a contact, and what happens when it is sent."""

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.accounts.refused import Refused
from kb.contributions.contacting import LONGEST, QUESTION, Wanted, ask_for_contact
from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.web.context import current_config, current_release, current_voice, page_url
from kb.web.contributions.fields import Field
from kb.web.contributions.kind_pages import plain_field
from kb.web.desk import current_desk, in_words, now, status_of, wake_postman
from kb.web.lookup import find_experience
from kb.web.signed_in import current_member, signed_in_member
from kb.web.texts import Text, report_title

ASKED = PlainField(
    QUESTION,
    N_("Hvad vil I spørge om?"),
    N_("Skriv ikke noget, der kan udpege en borger. Svaret kommer til din egen mailadresse."),
    longest=LONGEST,
)


@dataclass(frozen=True)
class ContactPage:
    """The page; `field` is there for those who are signed in, `mailbox` is the bank's own, if it has one."""

    title: Text
    report_url: str
    url: str
    field: Field | None
    message: str
    mailbox: str
    is_sent: bool
    sign_in_url: str


def show(solution_id: str, experience_id: str) -> ResponseReturnValue:
    """Show the page; a report with a mailbox has no need of it."""
    report = find_experience(solution_id, experience_id)
    if report.contact:
        return redirect(_report_url(report, anchor="kontakt"), 303)
    return _page(report)


def receive(solution_id: str, experience_id: str) -> ResponseReturnValue:
    """Send the question on, or show the page again with why not."""
    report, member = find_experience(solution_id, experience_id), signed_in_member()
    question = request.form.get(QUESTION, "")
    who = current_release().catalogue.place_name(member.municipality)
    try:
        ask_for_contact(current_desk(), now(), member, _wanted(report), who=who, question=question)
    except Refused as error:
        response = _page(report, question, error)
        if error.retry_after:
            response.headers["Retry-After"] = str(error.retry_after)
        return response
    wake_postman()
    return redirect(_own_url(report, sket="sendt"), 303)


def _wanted(report: Experience) -> Wanted:
    catalogue = current_release().catalogue
    places = [
        catalogue.municipalities[one] for one in report.municipalities if one in catalogue.municipalities
    ]
    return Wanted(
        ref=report.ref,
        title=report_title(catalogue, report, "da").text,
        municipalities=report.municipalities,
        mailboxes=tuple(place.contact for place in places if place.contact),
        path=url_for("solutions.experience", solution_id=report.solution, experience_id=report.id),
    )


def _page(report: Experience, question: str = "", error: Refused | None = None) -> Response:
    member, voice = current_member(), current_voice()
    at_field = {QUESTION: (Fault(in_words(error)),)} if error and error.field else {}
    page = ContactPage(
        title=report_title(voice.catalogue, report, voice.language),
        report_url=_report_url(report),
        url=_own_url(report),
        field=plain_field(ASKED, {QUESTION: [question]}, at_field, {}) if member else None,
        message=in_words(error) if error else "",
        mailbox=current_config().operator_email,
        is_sent=request.args.get("sket") == "sendt",
        sign_in_url=page_url("accounts.sign_in", videre=_own_url(report)),
    )
    return make_response(
        render_template("contacts/contact.html", page=page), status_of(error) if error else 200
    )


def _report_url(report: Experience, anchor: str = "") -> str:
    more = {"_anchor": anchor} if anchor else {}
    return page_url("solutions.experience", solution_id=report.solution, experience_id=report.id, **more)


def _own_url(report: Experience, **more: str) -> str:
    return page_url("contacts.ask", solution_id=report.solution, experience_id=report.id, **more)
