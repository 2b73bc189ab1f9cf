"""What is said first: where it worked, how little that may be, and what one has tried oneself."""

from kb.adoption import Adoption
from kb.comparison.observations import trials_of
from kb.records.municipality import Municipality
from kb.web.comparison.rows import View
from kb.web.comparison.words import factor_name
from kb.web.formats import capital, uncapital
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.stage import mark_of
from kb.web.presenters.where import in_words
from kb.web.texts import names_of
from kb.web.voice import Voice


def heading_of(municipality: Municipality) -> str:
    """Ask the question of the page; "for" reads well also where the place is an island."""
    return gettext("Kan det virke for %(name)s?", name=municipality.name)


def lead_of(view: View) -> str:
    """Say where it worked, or that nobody says so, and what is the most important that nobody knows."""
    unknown = view.transfer.most_important_unknown
    words = success_words(view.transfer.succeeded, view)
    if unknown is None or not view.transfer.tried:
        return words
    name = uncapital(factor_name(unknown.factor, view.voice.language))
    most = gettext("Det vigtigste, vi ikke ved: %(factor)s.", factor=name)
    return f"{words} {most}"


def success_words(succeeded: tuple[str, ...], view: View) -> str:
    """Say in a sentence where a solution worked."""
    if succeeded:
        return gettext("Det lykkedes her: %(names)s.", names=places_in_words(succeeded, view.voice))
    if any(trial.succeeded for trial in trials_of(view.reports)):
        return gettext("Det lykkedes et sted, som kilden ikke nævner ved navn.")
    tried = len(view.transfer.tried)
    if not tried:
        return gettext("Banken kender ingen, der har prøvet.")
    words = ngettext(
        "Ét sted har prøvet. Ingen kilde viser, at det lykkedes.",
        "%(count)s steder har prøvet. Ingen kilde viser, at det lykkedes.",
        tried,
        count=in_words(tried),
    )
    return capital(words)


def places_in_words(places: tuple[str, ...], voice: Voice) -> str:
    """Name three places at most and count the others."""
    return names_of([voice.place(place) for place in places], 0, voice.language)


def notes_of(view: View, adoption: Adoption) -> tuple[str, ...]:
    """Say what to know before reading on: that few succeeded, and that one has tried it oneself."""
    found, notes = view.transfer, []
    if found.succeeded and found.is_thin:
        count = len(found.succeeded)
        notes.append(
            ngettext(
                "Det er kun lykkedes ét sted, så spændet siger lidt. "
                "Derfor står alle, der har prøvet, ved siden af.",
                "Det er kun lykkedes %(count)s steder, så spændet siger lidt. "
                "Derfor står alle, der har prøvet, ved siden af.",
                count,
                count=in_words(count),
            )
        )
    own = adoption.latest.get(view.municipality.id)
    if own:
        mark = mark_of(own.stage, own.date)
        notes.append(gettext("I har selv en erfaring: %(stage)s.", stage=uncapital(mark.words)))
    if view.municipality.id in found.succeeded:
        notes.append(gettext("Jeres egne tal er med i spændet."))
    return tuple(notes)


def legend_of(view: View) -> tuple[str, str]:
    """Name those whom the thick and the thin line stand for."""
    succeeded, tried = view.transfer.succeeded, view.transfer.tried
    worked = gettext("der, hvor det lykkedes: %(names)s", names=places_in_words(succeeded, view.voice))
    everybody = ngettext(
        "den ene, der har prøvet", "alle %(count)s, der har prøvet", len(tried), count=in_words(len(tried))
    )
    return worked if succeeded else "", everybody
