"""The page on privacy: what is kept about people, why, for how long, and who sees it."""

from dataclasses import dataclass

from kb.accounts import periods
from kb.records.marks import N_
from kb.web.i18n import gettext
from kb.web.lasting import in_words

PERIODS = {
    "idle": periods.IDLE,
    "absolute": periods.ABSOLUTE,
    "signed_in": periods.KEPT_AFTER_SIGN_IN,
    "unused": periods.KEPT_UNUSED,
    "invitation": periods.INVITATION_LASTS,
    "subscribing": periods.SUBSCRIBING_LASTS,
    "reset": periods.RESET_LASTS,
    "reminder": periods.REMINDER_LASTS,
    "links": periods.LINKS_KEPT,
    "failures": periods.FAILURES_KEPT,
}
# What is kept, why, and for how long; the periods are filled in.
KEPT = (
    (
        N_("Mailadresse, navn, rolle, kommune, områder og sprog"),
        N_("Så du kan logge ind og skrive på kommunens vegne, og så vi kan svare dig."),
        N_(
            "Til %(signed_in)s efter, at du sidst loggede ind. En invitation, der ikke bruges, "
            "slettes efter %(unused)s."
        ),
    ),
    (
        N_("Adgangskoden, kun som et aftryk, der ikke kan læses"),
        N_("Så kun du kan logge ind."),
        N_("Så længe som mailadressen."),
    ),
    (
        N_("At du er logget ind i en browser"),
        N_("Så du ikke skal logge ind på hver side."),
        N_("Til du logger ud, eller der er gået %(idle)s uden en side, dog højst %(absolute)s."),
    ),
    (
        N_("Aftryk af de links, vi har sendt dig"),
        N_("Så hvert link kun virker én gang."),
        N_(
            "En invitation virker i %(invitation)s, en ny adgangskode i %(reset)s, og et link til at "
            "bekræfte en erfaring i %(reminder)s. Aftrykket slettes %(links)s senere."
        ),
    ),
    (
        N_("Hvor ofte nogen har gættet forkert på en adgangskode, for en mailadresse og en netadresse"),
        N_("Så ingen kan gætte sig ind. Adresserne står kun som aftryk, der ikke kan læses."),
        N_("%(failures)s. De slettes, næste gang nogen logger ind derefter."),
    ),
    (
        N_("Mailadresse, sprog og hvad du følger, hvis du har bedt om mails om nyt"),
        N_("Så vi kan skrive til dig, når der er noget nyt om det."),
        N_("Til du afmelder det sidste. Bekræfter du ikke, slettes det efter %(subscribing)s."),
    ),
    (
        N_("Kladder og det, du har sendt ind"),
        N_("Så du kan skrive videre, og så en redaktør kan læse det igennem."),
        N_("Til du glemmes. Det, der er udgivet, bliver stående uden dig."),
    ),
    (
        N_("Mails, der venter på at blive sendt"),
        N_("Så de når frem, også når en mailserver er nede."),
        N_("Til de er sendt."),
    ),
    (
        N_("Et spor af, hvad der er gjort: tidspunkt, rolle og et nummer"),
        N_("Så det kan ses, at ingen har ændret noget i det skjulte."),
        N_("Altid. Når du er glemt, fører nummeret ikke til nogen."),
    ),
)
SEEN_BY = (
    N_("Alle ser det, der er udgivet. Der står kommunen og rollen, aldrig dit navn eller din mailadresse."),
    N_("Dine kolleger med en bruger i samme kommune kan se det, du har skrevet."),
    N_("Redaktøren af området kan se, hvem der har sendt noget ind, så I kan tale om det."),
    N_("En administrator kan se alle brugeres navn, mailadresse og rettigheder."),
    N_("Ingen andre får noget af det. Vi sender det ikke videre, sælger det ikke og måler ikke på det."),
)


@dataclass(frozen=True)
class Kept:
    """One thing that is kept about people, why, and for how long."""

    what: str
    why: str
    how_long: str


@dataclass(frozen=True)
class PrivacyPage:
    """All that the page on privacy shows."""

    kept: tuple[Kept, ...]
    seen_by: tuple[str, ...]
    signed_in: str
    idle: str


def make_privacy_page() -> PrivacyPage:
    """Gather the page on privacy; every period is the one that the bank keeps to."""
    lasts = {name: in_words(period) for name, period in PERIODS.items()}
    return PrivacyPage(
        kept=tuple(
            Kept(gettext(what), gettext(why), gettext(how_long) % lasts) for what, why, how_long in KEPT
        ),
        seen_by=tuple(map(gettext, SEEN_BY)),
        signed_in=lasts["signed_in"],
        idle=lasts["idle"],
    )
