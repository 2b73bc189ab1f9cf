"""What people are written about a submission, in their own language; queued in the step it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kb.accounts.desk import Desk
from kb.accounts.people import contributors_of, editors_of, member
from kb.contributions.models import SubmissionRow
from kb.contributions.publication import one_line
from kb.contributions.sentence import Sentence
from kb.language import sentence
from kb.mail.letter import Letter
from kb.mail.outbox import queue
from kb.records.marks import N_

AUTHORS_PAGE = "/bidrag/mine/%s/"
EDITORS_PAGE = "/redaktion/%s/"
ASKED_PAGE = "/loesninger/%s/#spoergsmaal"
LONGEST_TITLE = 200
NO_TITLE = N_("uden titel")
# What somebody wrote, or a sentence of ours.
Reason = str | Sentence


@dataclass(frozen=True)
class StepLetter:
    """A letter about one step: marked Danish sentences. The reason, where there is one, stands in it."""

    subject: str
    text: str


RECEIVED = StepLetter(
    N_("Vi har fået din indberetning"),
    N_(
        """Hej

Vi har fået »%(title)s«. En redaktør læser den igennem. Målet er et svar inden ti arbejdsdage.

Følg den her:

%(link)s
"""
    ),
)
WAITS = StepLetter(
    N_("En indberetning venter på redaktionen"),
    N_(
        """Hej

»%(title)s« er sendt ind og venter på at blive læst igennem:

%(link)s
"""
    ),
)
SENT_BACK = StepLetter(
    N_("Din indberetning mangler noget"),
    N_(
        """Hej

En redaktør har læst »%(title)s« og skriver:

%(reason)s

Ret den til, og send den igen. Intet af det, du har skrevet, er tabt:

%(link)s
"""
    ),
)
DECLINED = StepLetter(
    N_("Din indberetning er afvist"),
    N_(
        """Hej

En redaktør har afvist »%(title)s« med denne begrundelse:

%(reason)s

Det, du skrev, kan stadig læses her:

%(link)s
"""
    ),
)
PUBLISHED = StepLetter(
    N_("Din indberetning er udgivet"),
    N_(
        """Hej

»%(title)s« er godkendt og kan nu læses i banken. Tak, fordi I deler det, I ved.

%(link)s
"""
    ),
)
HANDED_OVER = StepLetter(
    N_("En kollega har givet dig noget videre"),
    N_(
        """Hej

En kollega i din kommune har givet dig »%(title)s« videre. Den er din nu: du kan skrive videre på den, sende
den ind eller trække den tilbage.

%(link)s
"""
    ),
)
OVERTAKEN = StepLetter(
    N_("En godkendt indberetning skal læses igen"),
    N_(
        """Hej

»%(title)s« kunne ikke udgives: %(reason)s Den venter igen på redaktionen:

%(link)s
"""
    ),
)

ASKED = StepLetter(
    N_("Et spørgsmål til et tal fra jeres kommune"),
    N_(
        """Hej

Nogen har stillet et spørgsmål til et tal, som jeres kommune står bag: »%(title)s«.

%(reason)s

Spørgsmålet står ved tallet på løsningens side. Der kan I også svare, når I er logget ind:

%(link)s
"""
    ),
)


def tell_author(
    desk: Desk, session: Session, row: SubmissionRow, letter: StepLetter, now: datetime, *, reason: str = ""
) -> None:
    """Queue a letter to the author, unless they are forgotten or shut out."""
    author = member(session, row.author_id)
    if author is not None and author.email and not author.is_disabled:
        link = desk.config.public_url + AUTHORS_PAGE % row.id
        queue(session, _write(letter, author.email, author.language, row, link, reason), now)


def tell_editors(
    desk: Desk,
    session: Session,
    row: SubmissionRow,
    letter: StepLetter,
    now: datetime,
    *,
    reason: Reason = "",
) -> None:
    """Queue a letter to every editor of the submission's areas but its author."""
    link = desk.config.public_url + EDITORS_PAGE % row.id
    for editor in editors_of(session, row.areas):
        if editor.id != row.author_id:
            queue(session, _write(letter, editor.email, editor.language, row, link, reason), now)


def tell_owners(
    desk: Desk, session: Session, row: SubmissionRow, owners: Iterable[str], now: datetime, *, question: str
) -> None:
    """Queue a letter to all who report for the municipalities behind a figure, but the one who asks."""
    link = desk.config.public_url + ASKED_PAGE % row.solution
    for owner in contributors_of(session, owners):
        if owner.id != row.author_id:
            queue(session, _write(ASKED, owner.email, owner.language, row, link, question), now)


def _write(
    letter: StepLetter, email: str, language: str, row: SubmissionRow, link: str, reason: Reason
) -> Letter:
    title = one_line(row.title, LONGEST_TITLE) or sentence(language, NO_TITLE)
    told = reason.in_words(sentence(language, reason.words)) if isinstance(reason, Sentence) else reason
    facts = {"title": title, "link": link, "reason": told}
    return Letter(
        email, sentence(language, letter.subject), sentence(language, letter.text) % facts, language
    )
