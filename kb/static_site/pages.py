"""How a page of the site becomes a page of a copy: relative links, and no form that needs a server."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape

from kb.records.marks import N_
from kb.static_site.places import HERE, SEARCH, Place, Places, archive_of, language_of
from kb.web.i18n import translations

# Templates and the cleaned texts of records write every "<" that is no tag as an entity.
TAG = re.compile(r'<(?:a|area|form|image|img|link|script|source|use)\b(?:[^>"]|"[^"]*")*>')
ADDRESS = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')
FORM = re.compile(r'<form\b((?:[^>"]|"[^"]*")*)>.*?</form>', re.DOTALL)
ACTION = re.compile(r'(?<=\s)action="([^"]*)"')
CHOICE = '<select class="form-select" id="kommune"'
CHOICE_BESIDE_WORDS = re.compile(
    r'<div>\s*<label class="form-label" for="kommune">.*?</select>\s*</div>', re.DOTALL
)
OFFERS = re.compile(
    r'<script type="module" src="[^"]*/suggest\.[^"]*"></script>|<datalist id="forslag"[^>]*></datalist>'
)
WHO = re.compile(r'(<a class="whoami" href=")[^"]*')
MAIN = re.compile(r'(<main id="main-content"[^>]*>)')
NOTICE = N_(
    "Dette er en kopi uden server. Felter, filtre og valg virker ikke her; siden vises, som den er, "
    "før man vælger noget."
)
WHY_NOT = N_("Dette kræver en server. Se, hvad kopien kan.")
CHOOSE = N_("Vælg jeres kommune, og se svaret")
ONLY_DANISH = N_("I denne kopi står svarene kun på dansk.")


@dataclass(frozen=True)
class Copied:
    """A page as a copy has it, and the addresses within the copy that it links to."""

    html: str
    places: tuple[Place, ...]


class Copier:
    """Turns pages into pages of a copy; `settled` says where an address ended that leads elsewhere."""

    def __init__(
        self,
        places: Places,
        municipalities: tuple[tuple[str, str], ...],
        settled: Callable[[Place], Place],
    ) -> None:
        self._places = places
        self._municipalities = municipalities
        self._settled = settled

    def copied(self, html: str, path: str) -> Copied:
        """Make the page of a copy."""
        found: list[Place] = []
        asked = self._places.asked_for(path).partition("?")[0]
        plain = FORM.sub(lambda form: self._form(form, asked), OFFERS.sub("", html))
        if asked != path:
            plain = WHO.sub(rf"\1{asked}", plain)
        linked = TAG.sub(lambda tag: self._linked(tag[0], (path, asked), found), plain)
        is_plainer = " disabled" in linked or any(one.is_plainer and one.path == path for one in found)
        if is_plainer:
            linked = MAIN.sub(lambda main: main[1] + notice(path), linked, count=1)
        return Copied(linked, tuple(found))

    def _linked(self, tag: str, page: tuple[str, str], found: list[Place]) -> str:
        """Write the addresses of a tag relative to where the page lies, not to where it was asked for."""
        path, asked = page

        def relative(match: re.Match[str]) -> str:
            place = self._places.led_to(unescape(match[2]), asked)
            if place is None:
                return match[0]
            place = self._settled(place)
            found.append(place)
            return f'{match[1]}="{escape(place.seen_from(path))}"'

        return ADDRESS.sub(relative, tag)

    def _form(self, form: re.Match[str], path: str) -> str:
        """Keep the search; offer links instead of the choice of a municipality; switch the rest off."""
        action = ACTION.search(form[1])
        place = self._places.led_to(unescape(action[1]), path) if action else None
        target = place.path if place else path
        endpoint = self._places.endpoint_of(target)
        if 'method="post"' in form[1] or not endpoint or target == archive_of(path):
            return f'<p><a href="{archive_of(path)}">{said(WHY_NOT, path)}</a></p>'
        if endpoint == SEARCH:
            return CHOICE_BESIDE_WORDS.sub("", form[0])
        if endpoint == HERE and CHOICE in form[0]:
            return self._choice(target, path)
        return form[0].replace("<button ", "<button disabled ")

    def _choice(self, target: str, path: str) -> str:
        if target != path:
            return f'<p><a href="{target}">{said(CHOOSE, path)}</a></p>'
        danish = target.removeprefix("/en")
        items = "".join(
            f'<li><a href="{danish}?kommune={one}">{escape(name)}</a></li>\n'
            for one, name in self._municipalities
        )
        only = f"<p>{said(ONLY_DANISH, path)}</p>\n" if danish != target else ""
        return f'{only}<ul class="letters">\n{items}</ul>'


def notice(path: str) -> str:
    """Write the one line about what needs a server."""
    return f'\n<div class="wrap"><p class="flags"><span class="flag">{said(NOTICE, path)}</span></p></div>'


def said(sentence: str, path: str) -> str:
    """Say a sentence in the language of a page."""
    return escape(translations(language_of(path)).gettext(sentence))
