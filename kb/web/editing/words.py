"""In which words editors are told of a submission: what it wants, how far it is, how long it has waited."""

from datetime import datetime

from kb.contributions.reading import working_days
from kb.contributions.submission import State, Submission, Verdict
from kb.records.marks import N_
from kb.web.formats import format_date
from kb.web.i18n import current_language, gettext, ngettext

PROMISED_DAYS = 10
STATES = {
    State.DRAFT: N_("Kladde, ikke sendt"),
    State.SUBMITTED: N_("Venter på en redaktør"),
    State.SENT_BACK: N_("Sendt tilbage til den, der skrev"),
    State.ACCEPTED: N_("Godkendt, men ikke udgivet endnu"),
    State.PUBLISHED: N_("Udgivet"),
    State.DECLINED: N_("Afvist"),
    State.WITHDRAWN: N_("Trukket tilbage af den, der skrev"),
}
UNMERGED = N_("Godkendt, venter på at blive flettet")
HALF_ACCEPTED = N_("Godkendt af én redaktør, venter på en til")
VERDICTS = {
    Verdict.ACCEPT: N_("Godkendt"),
    Verdict.SEND_BACK: N_("Sendt tilbage"),
    Verdict.DECLINE: N_("Afvist"),
}


def state_word(submission: Submission) -> str:
    """Say how far a submission has come."""
    is_half = submission.state is State.SUBMITTED and submission.accepted_by
    if submission.awaits_merge:
        return gettext(UNMERGED)
    return gettext(HALF_ACCEPTED if is_half else STATES[submission.state])


def age_in_days(submission: Submission, moment: datetime) -> int:
    """Count the working days since a submission was sent."""
    sent = submission.submitted_at
    return working_days(sent.date(), moment.date()) if sent else 0


def age_word(days: int) -> str:
    """Say how long a submission has waited."""
    return ngettext("%(num)s arbejdsdag", "%(num)s arbejdsdage", days) if days else gettext("I dag")


def day_word(moment: datetime) -> str:
    """Say on which day something happened."""
    return format_date(moment.date().isoformat(), current_language())
