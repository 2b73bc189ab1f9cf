"""What people are written about their account, in their own language."""

from dataclasses import dataclass

from kb.mail.language import sentence
from kb.mail.letter import Letter
from kb.records.marks import N_

KEY_PATH = "/adgang/%s/"  # one page for the invitation and for the forgotten password
FORGOTTEN_PATH = "/glemt-adgangskode/"


@dataclass(frozen=True)
class AccountLetter:
    """A letter with one link: marked Danish sentences."""

    subject: str
    text: str

    def to(self, email: str, language: str, link: str) -> Letter:
        """Write it to somebody in their language."""
        text = sentence(language, self.text) % {"link": link}
        return Letter(email, sentence(language, self.subject), text, language)


LETTERS = {
    "invitation": AccountLetter(
        N_("Du er inviteret til Efterprøvet"),
        N_(
            """Hej

Du er inviteret til at bidrage til Efterprøvet, en vidensbank over velfærdsteknologi i kommunerne.

Vælg en adgangskode her. Linket virker én gang og i 14 dage:

%(link)s

Kender du ikke til invitationen, så se bort fra denne mail.
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
}


def link_of(public_url: str, language: str, path: str) -> str:
    """Write the whole address of a page in a language."""
    return f"{public_url}{'/en' if language == 'en' else ''}{path}"
