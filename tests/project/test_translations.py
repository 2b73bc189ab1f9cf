"""That an English reader never meets a Danish sentence of ours."""

import re

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.project.checkout import CODE

CATALOGUE = CODE / "web" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en")


def sentences():
    """List every Danish sentence in the code and the templates; one with a plural is a pair."""
    keywords = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
    found = extract_from_dir(str(CODE), METHODS, keywords=keywords)
    return {message for _, _, message, _, _ in found}


def as_forms(text):
    """List the singular and the plural of a message, or its only form."""
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_sentence_has_an_english_translation(catalogue):
    """Every Danish sentence in the code and the templates is in the English catalogue, all forms filled in."""
    untranslated = []
    for sentence in sentences():
        message = catalogue.get(as_forms(sentence)[0])
        if message is None or not all(as_forms(message.string)):
            untranslated.append(sentence)

    assert untranslated == []


def test_no_translation_is_a_guess(catalogue):
    """No translation is marked as uncertain, and none is kept for a sentence that is gone."""
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_every_translation_fills_in_the_same_values(catalogue):
    """A translation names the values of the Danish sentence and no others."""
    differing = []
    for message in catalogue:
        danish = {name for form in as_forms(message.id) for name in PLACEHOLDER.findall(form)}
        english = {name for form in as_forms(message.string) for name in PLACEHOLDER.findall(form)}
        if message.id and danish != english:
            differing.append(message.id)

    assert differing == []
