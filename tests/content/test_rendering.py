"""Markdown becomes HTML in which nothing can run, and what would take long is refused beforehand."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.rendering import ATTRIBUTES, TAGS, refuse_markdown, render_markdown

VECTORS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<math><mtext><script>1</script></mtext></math>",
    "<iframe src=javascript:alert(1)></iframe>", "<object data=x></object>", "<embed src=x>", "<form action=/x><input></form>",
    "<style>*{color:red}</style>", "<p style='position:fixed'>x</p>", "<link rel=stylesheet href=//x.example>",
    "<meta http-equiv=refresh content='0;url=//x.example'>", "<base href=//x.example>", "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#10;script:alert(1))", "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)", "[x](vbscript:msgbox(1))", "[x](file:///etc/passwd)", "![x](javascript:alert(1))",
    "![x](x.png)", "<a href='  javascript:alert(1)'>x</a>", "<a href='jav\tascript:alert(1)'>x</a>", "<a href=x onclick=alert(1)>x</a>",
    "<a href=https://x.example target=_blank>x</a>", "<a name=main-content>x</a>", "<p id=main-content>x</p>", "<h1>overskrift</h1>",
    "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>", "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<marquee onstart=alert(1)>x</marquee>", "<isindex type=image src=1 onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<template><script>1</script></template>",
    "<textarea><script>1</script></textarea>", "<xmp><script>1</script></xmp>", "<title><img src=x onerror=alert(1)></title>",
    "<!--<img src=x onerror=alert(1)>-->", "<![CDATA[<script>1</script>]]>", "<?php echo 1 ?>", "<p class='hero'>x</p>",
    "<math><mi xlink:href='javascript:1'>x</mi></math>", "<svg><a xlink:href='javascript:1'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1)>", "<svg><foreignObject><iframe></iframe></foreignObject></svg>", "<button formaction=javascript:1>x</button>",
    "<table background=javascript:1><tr><td>x</td></tr></table>", "<div style=background:url(javascript:1)>x</div>",
    "<a href=\"https://x.example/\" ping=/log>x</a>", "<area href=javascript:1>", "<frameset onload=alert(1)>", "<keygen autofocus onfocus=1>",
    "<select autofocus onfocus=1>", "<a href='//x.example'>x</a>", "`<script>alert(1)</script>`", "    <script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<<script>script>alert(1)<</script>/script>", "<a/href=javascript:1>x</a>",
]  # fmt: skip


class Collector(HTMLParser):
    """Collect every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    parser = Collector()
    parser.feed(html)
    for tag, attributes in parser.found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"rel"}
        href = attributes.get("href")
        assert href is None or href.startswith(("http://", "https://", "/", "#"))


@pytest.mark.parametrize("vector", VECTORS)
def test_only_allowed_tags_and_addresses_are_left(vector: str) -> None:
    """After sanitising, only tags, attributes and schemes of the allow list are left."""
    assert_harmless(render_markdown(vector))


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from(list("<>/\"'=abchrefsiptonlj:()[]!&;# \n")), max_size=80))
def test_no_text_gets_past_the_allow_list(text: str) -> None:
    """Whatever the text, nothing outside the allow list comes out."""
    assert_harmless(render_markdown(text))


LIMITS = {
    "brackets": "[" * 400,
    "bracket and letter": "[x " * 400,
    "links": "[a](" * 400,
    "backticks": "`" * 400,
    "quotes": "> " * 30 + "x",
    "long text": "ord " * 7000,
    "stars": "*a" * 5000,
    "underscores": "_a_" * 5000,
    "angle brackets": "<" * 3000,
    "tables": "|a|b|\n|-|-|\n" + "|1|2|\n" * 1500,
}


@pytest.mark.parametrize("text", LIMITS.values(), ids=LIMITS.keys())
def test_a_text_at_the_limits_is_refused_or_harmless(text: str) -> None:
    """A text at the limits is either refused before parsing or rendered to harmless HTML."""
    if not refuse_markdown(text):
        assert_harmless(render_markdown(text))


@pytest.mark.parametrize("text", ["x" * 30_001, "[" * 401, "`" * 401, "> " * 60 + "x"])
def test_a_text_over_the_limits_is_refused_with_a_sentence(text: str) -> None:
    """A text over the limits is refused with a Danish sentence."""
    assert refuse_markdown(text).endswith(".")
