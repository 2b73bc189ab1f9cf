"""Danish at the root, English under /en/, and no sentence left behind."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import kb.web
from tests.web.conftest import HTML
from tests.web.test_app import PAGES

PO = Path(kb.web.__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"
# Words that stand in nearly every Danish sentence and in no English one.
DANISH = {
    "og",
    "ikke",
    "der",
    "af",
    "på",
    "til",
    "eller",
    "hvad",
    "kommune",
    "løsninger",
    "erfaringer",
    "oplyst",
}


def words_outside(element, lang: str) -> list[str]:
    """List the words of an element that are not marked as being in a language."""
    if element.get("lang") == lang or element.tag in (HTML + "style", HTML + "option"):
        return []
    words = (element.text or "").split()
    for child in element:
        words += words_outside(child, lang) + (child.tail or "").split()
    return words


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_has_no_danish_words_of_ours(page, path):
    """On an English page all Danish words come from records and are marked as Danish."""
    (body,) = page(f"/en{path}").all("body")
    words = [word.strip(".,:;()?!").lower() for word in words_outside(body, "da")]

    assert sorted(DANISH & set(words)) == []


@pytest.mark.parametrize("path", PAGES)
def test_the_language_is_said(page, path):
    """A page says its language and links to itself in the other one."""
    for prefix, language, other in (("", "da", "en"), ("/en", "en", "da")):
        found = page(prefix + path)
        assert found.tree.get("lang") == language
        alternates = {link.get("hreflang"): link.get("href") for link in found.all("link", rel="alternate")}
        assert {"da", "en"} <= set(alternates)
        assert [a.get("href") for a in found.all("a", hreflang=other)] == [alternates[other]]


def test_the_other_language_keeps_the_query(page):
    """Changing the language keeps words, filters and the reader's municipality."""
    (link,) = page("/soeg/?q=skærm+å&stadie=stoppet&stadie=i-drift&kommune=nordby").all("a", hreflang="en")

    assert link.get("href") == ("/en/soeg/?q=sk%C3%A6rm+%C3%A5&stadie=stoppet&stadie=i-drift&kommune=nordby")


def test_every_link_of_an_english_page_stays_english(page):
    """All links to our own pages keep /en, but for the one that changes the language."""
    found = page("/en/?kommune=nordby")
    ours = [a for a in found.all("a") if a.get("href").startswith("/") and not a.get("hreflang")]

    assert [a.get("href") for a in ours if not a.get("href").startswith("/en/")] == []


def test_titles_are_english_where_the_record_has_them(page):
    """A record's English title is used; a Danish one is marked as Danish."""
    found = page("/en/soeg/")
    titles = {a.get("lang"): a.text for h in found.all("h3") for a in h}

    assert titles[None] == "Video visits"
    assert "da" in titles


def test_numbers_and_dates_follow_the_language(page):
    """Decimals, thousands and months are written the way each language does."""
    assert "12,5 %" in page("/soeg/?q=skærmbesøg").main.replace("\xa0", " ")
    english = page("/en/soeg/?q=video").main.replace("\xa0", " ")
    assert "12.5%" in english
    assert "Mar 2021" in english


def test_absolute_addresses_carry_the_sites_own(bank):
    """With a base address set, the alternates are absolute."""
    from kb.config import Config
    from kb.web.app import create_app

    text = (
        create_app(Config(base_url="https://bank.example"), bank)
        .test_client()
        .get("/om/")
        .get_data(as_text=True)
    )

    assert 'hreflang="en" href="https://bank.example/en/om/"' in text


def test_every_sentence_differs_in_english():
    """No long sentence of ours is the same in both languages: it would be a forgotten one."""
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="en")
    same = [m.id for m in catalogue if isinstance(m.id, str) and len(m.id.split()) > 4 and m.id == m.string]

    assert same == []
