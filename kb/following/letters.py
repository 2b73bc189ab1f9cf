"""What a municipality is written when its reports should be confirmed again, or a decision is a year old."""

from collections.abc import Iterable

from kb.accounts.letters import link_of
from kb.accounts.periods import REMINDER_LASTS
from kb.following.decided import Decided
from kb.following.due import Due
from kb.language import sentence
from kb.mail.letter import LONGEST_SUBJECT, Letter
from kb.records.marks import N_

KEY_PATH = "/bekraeft/%s/"
SUBJECT = N_("Er jeres erfaringer i Efterprøvet stadig rigtige?")
TEXT = N_(
    """Hej

Andre kommuner læser om jeres erfaringer i Efterprøvet. Fortæl dem, om de stadig passer: åbn linket, og vælg \
»stadig rigtigt«, »ændret« eller »stoppet«. I skal ikke logge ind. Hvert link virker én gang og i %(days)s \
dage.

%(reports)s

Svarer I ikke, skriver vi på siden, at erfaringen trænger til bekræftelse.
"""
)
CONFIRMED = N_("%(title)s (sidst bekræftet %(date)s)")
NEVER = N_("%(title)s (endnu ikke bekræftet af jer)")
REPORT_PATH = "/bidrag/erfaring/?loesning=%s"
HOW_IT_WENT = N_("Hvordan gik det med %(title)s?")
YEAR_ON = N_(
    """Hej

%(place)s fortalte i Efterprøvet, at I %(date)s traf en beslutning om »%(title)s«. Hvordan gik det? Det \
hjælper den næste kommune, også hvis det gik galt eller aldrig kom i gang. Det tager omkring ti minutter:

%(link)s

I skal logge ind. Har I ingen bruger, så bed redaktionen om en invitation. Vi spørger kun denne ene gang.
"""
)


def reminder(email: str, language: str, asked: Iterable[tuple[Due, str]]) -> Letter:
    """Write to somebody about reports, each with its link."""
    reports = "\n\n".join(f"{_named(due, language)}:\n{link}" for due, link in asked)
    facts = {"days": REMINDER_LASTS.days, "reports": reports}
    return Letter(email, sentence(language, SUBJECT), sentence(language, TEXT) % facts, language)


def how_it_went(email: str, language: str, decided: Decided, public_url: str) -> Letter:
    """Ask somebody how it went with what their municipality decided, with a link to the form."""
    facts = {
        "place": decided.place,
        "title": decided.title,
        "date": _day(decided.date),
        "link": link_of(public_url, language, REPORT_PATH % decided.solution),
    }
    subject = sentence(language, HOW_IT_WENT) % facts
    return Letter(email, subject[:LONGEST_SUBJECT], sentence(language, YEAR_ON) % facts, language)


def link_to(public_url: str, language: str, token: str) -> str:
    """Write the address of the page on which one answers."""
    return link_of(public_url, language, KEY_PATH % token)


def _named(due: Due, language: str) -> str:
    words = sentence(language, CONFIRMED if due.confirmed else NEVER)
    return words % {"title": due.title, "date": _day(due.confirmed)}


def _day(date: str) -> str:
    return ".".join(part.lstrip("0") for part in reversed(date.split("-")))
