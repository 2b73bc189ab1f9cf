"""Which pages each kind of submission has; the lists, the mails' links and the editors' page look here.

Other packages' pages are named by their endpoints, so that none needs to be imported.
"""

from collections.abc import Mapping

from kb.contributions import calls, closing, decided, remarks, vouching
from kb.contributions.submission import Kind, Submission
from kb.web.contributions.kind_pages import KindPages, plain_pages
from kb.web.contributions.report_pages import REPORT_PAGES
from kb.web.contributions.solution_pages import SOLUTION_PAGES

UNKNOWN = plain_pages("contributions.own_report", ())
PAGES: Mapping[Kind, KindPages] = {
    Kind.REPORT: REPORT_PAGES,
    Kind.CORRECTION: REPORT_PAGES,
    Kind.SOLUTION: SOLUTION_PAGES,
    Kind.CALL: plain_pages("short_forms.go_on", calls.FIELDS),
    Kind.CLOSING: plain_pages("short_forms.go_on", closing.FIELDS),
    Kind.QUESTION: plain_pages("short_forms.go_on", remarks.QUESTION_READ),
    Kind.ANSWER: plain_pages("short_forms.go_on", remarks.ANSWER_READ),
    Kind.DECISION: plain_pages("short_forms.go_on", decided.FIELDS),
    Kind.CONFIRMATION: plain_pages("short_forms.go_on", vouching.FIELDS),
    Kind.WITHDRAWAL: plain_pages("short_forms.go_on", vouching.WITHDRAWAL_FIELDS),
}


def pages_of(submission: Submission) -> KindPages:
    """Give the pages of a submission; a kind that has none is read on one's own page."""
    return PAGES.get(submission.kind, UNKNOWN)
