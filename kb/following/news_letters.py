"""What those are written who follow something: the link that confirms it, and what is new."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.accounts.periods import SUBSCRIBING_LASTS
from kb.language import sentence
from kb.mail.letter import Letter
from kb.records.marks import N_

MOST_LINES, LONGEST_TITLE = 20, 400
CONFIRM_SUBJECT = N_("Bekræft, at du vil følge med i Efterprøvet")
CONFIRM_TEXT = N_(
    """Hej

Nogen har bedt om, at denne adresse får mail om nyt om %(what)s i Efterprøvet. Er det dig, så bekræft det \
her. Linket virker én gang og i %(days)s dage:

%(link)s

Er det ikke dig, så gør ingenting. Vi skriver ikke igen, og adressen bliver slettet.
"""
)
NEWS_SUBJECT = N_("Nyt fra Efterprøvet")
MORE = N_("Og %(num)s mere. Se resten på siden.")
NEWS_TEXT = N_(
    """Hej

Det her er nyt i Efterprøvet, siden vi sidst skrev til dig.

%(news)s

Du får højst én mail om dagen. Vil du ikke have flere, så afmeld dem her:
%(link)s
"""
)


@dataclass(frozen=True)
class Line:
    """One thing that is new: its name for ever, its day, what to say, where to read more.

    `is_listed` tells that nothing of its day comes in later.
    """

    id: str
    date: str
    title: str
    url: str
    is_listed: bool = True


@dataclass(frozen=True)
class Section:
    """What is new about one thing that is followed."""

    heading: str
    lines: Sequence[Line]


def confirmation(email: str, language: str, what: str, link: str) -> Letter:
    """Write the mail that asks whether one wants to follow something."""
    facts = {"what": what, "link": link, "days": SUBSCRIBING_LASTS.days}
    return Letter(
        email, sentence(language, CONFIRM_SUBJECT), sentence(language, CONFIRM_TEXT) % facts, language
    )


def news(email: str, language: str, sections: Iterable[Section], end_link: str) -> Letter:
    """Write what is new; each thing stands once, under the first of what is followed that it belongs to."""
    told = "\n\n".join(_told(sections, language))
    text = sentence(language, NEWS_TEXT) % {"news": told, "link": end_link}
    return Letter(email, sentence(language, NEWS_SUBJECT), text, language, end_link)


def _told(sections: Iterable[Section], language: str) -> Iterator[str]:
    seen: set[str] = set()
    for section in sections:
        lines = [line for line in section.lines if line.id not in seen]
        seen |= {line.id for line in lines}
        if lines:
            yield section.heading
            yield from (f"{_short(line.title)}\n{line.url}" for line in lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            yield sentence(language, MORE) % {"num": len(lines) - MOST_LINES}


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]} …"
