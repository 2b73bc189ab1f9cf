"""What `kb notify` tells of what is followed: made as the feeds are, in the follower's language."""

from flask import Flask, request

from kb.following.news_letters import Line, Section
from kb.web.changes.news import news_of
from kb.web.changes.scope import name_of, scope_of
from kb.web.context import current_config, current_release, current_voice
from kb.web.formats import capital
from kb.web.i18n import PREFIX, begin_language, end_language


def find_news(app: Flask, what: str, language: str) -> Section | None:
    """Find all that the feed of something holds; None where the bank no longer knows it."""
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": PREFIX if language == "en" else ""}):
        request.environ["kb.language"] = language
        begin_language()
        try:
            return section_of(what)
        finally:
            end_language(None)


def section_of(what: str) -> Section | None:
    """Make the section of one thing that is followed; what was there when the list began is not news."""
    scope = scope_of(what, current_release().catalogue)
    if scope is None:
        return None
    voice, base = current_voice(), current_config().public_url
    found = news_of(current_release(), scope, voice)
    lines = [Line(n.id, n.date, n.title, base + n.url, n.is_listed) for n in found if not n.is_beginning]
    return Section(capital(name_of(scope, voice)), lines)
