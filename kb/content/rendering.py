"""How Markdown becomes safe HTML: rendered once at build, sanitised by an allow list."""

import re

import markdown
import nh3

from kb.records.marks import N_

LONGEST_MARKDOWN = 30_000
MOST_BRACKETS = 400
DEEPEST_NESTING = 20

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "br"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}}
SCHEMES = {"http", "https"}

_NESTED = re.compile(r"^[ \t>*+-]*", re.MULTILINE)


def refuse_markdown(text: str) -> str:
    """Say why a text may not be rendered (python-markdown is quadratic on brackets), or an empty text."""
    if len(text) > LONGEST_MARKDOWN:
        return N_("Teksten er over 30.000 tegn.")
    if text.count("[") > MOST_BRACKETS or text.count("`") > MOST_BRACKETS:
        return N_("Teksten har for mange kantede parenteser eller accenter.")
    if any(len(found.group()) > DEEPEST_NESTING * 4 for found in _NESTED.finditer(text)):
        return N_("Teksten har for mange lag af lister eller citater.")
    return ""


def render_markdown(text: str) -> str:
    """Render Markdown to HTML in which only the allowed tags, attributes and schemes are left."""
    html = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    return sanitise(html)


def sanitise(html: str) -> str:
    """Keep the allowed tags and attributes; links open without telling where the reader came from."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep_plain_addresses,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _keep_plain_addresses(_tag: str, attribute: str, value: str) -> str | None:
    is_plain = value.startswith(("https://", "http://", "/", "#"))
    return value if attribute != "href" or is_plain else None
