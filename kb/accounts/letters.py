"""What people are written about their account, in their own language."""

from dataclasses import dataclass

from kb.language import sentence
from kb.mail.letter import Letter
from kb.records.marks import N_

KEY_PATH = "/adgang/%s/"  # one page for the invitation and for the forgotten password
FORGOTTEN_PATH = "/glemt-adgangskode/"
SIGN_IN_PATH = "/log-ind/"
PRIVACY_PATH = "/om/privatliv/"


@dataclass(frozen=True)
class AccountLetter:
    """A letter with one link: marked Danish sentences."""

    subject: str
    text: str

    def to(self, email: str, language: str, link: str, privacy: str = "") -> Letter:
        """Write it to somebody in their language; `privacy` is the address of the page on privacy."""
        text = sentence(language, self.text) % {"link": link, "privacy": privacy}
        return Letter(email, sentence(language, self.subject), text, language)


LETTERS = {
    "invitation": AccountLetter(
        N_("Du er inviteret til Efterprøvet"),
        N_(
            """Hej

Du er inviteret til at bidrage til Efterprøvet, en vidensbank over velfærdsteknologi i kommunerne.

Vælg en adgangskode her. Linket virker én gang og i 14 dage:

%(link)s

Kender du ikke til invitationen, så se bort fra denne mail. Bruges den ikke, sletter vi din mailadresse igen.

Det, vi gemmer om dig, og hvor længe, står her:

%(privacy)s
"""
        ),
    ),
    "reset": AccountLetter(
        N_("Vælg en ny adgangskode til Efterprøvet"),
        N_(
            """Hej

Nogen har bedt om en ny adgangskode til din bruger. Var det dig, så vælg den her. Linket virker én gang \
og i en time:

%(link)s

Var det ikke dig, så gør ingenting. Din adgangskode er ikke ændret.
"""
        ),
    ),
    "changed": AccountLetter(
        N_("Din adgangskode til Efterprøvet er ændret"),
        N_(
            """Hej

Din adgangskode er ændret, og du er logget ud alle andre steder.

Var det ikke dig, så vælg straks en ny her:

%(link)s
"""
        ),
    ),
    "corrected": AccountLetter(
        N_("Din mailadresse i Efterprøvet er rettet"),
        N_(
            """Hej

En administrator har rettet mailadressen på din bruger. Du er logget ud alle steder. Log ind med den nye \
adresse og din adgangskode:

%(link)s

Er det en fejl, så skriv til den, der driver banken.
"""
        ),
    ),
}


def corrected(public_url: str, email: str, language: str) -> Letter:
    """Write that an address was corrected; the old one and the new one are both told."""
    return LETTERS["corrected"].to(email, language, link_of(public_url, language, SIGN_IN_PATH))


def link_of(public_url: str, language: str, path: str) -> str:
    """Write the whole address of a page in a language."""
    return f"{public_url}{'/en' if language == 'en' else ''}{path}"
