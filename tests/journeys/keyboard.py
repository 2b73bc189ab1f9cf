"""A reader who uses the keyboard alone: finds things by their name with Tab, and presses keys."""

from collections import Counter

from playwright.sync_api import Page

MOST_TABS = 500
# How many keys were pressed so far, to get about and to write.
PRESSED: Counter[str] = Counter()
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return "";
  const label = it.id ? document.querySelector(`label[for="${CSS.escape(it.id)}"]`) : null;
  const name = it.getAttribute("aria-label") || (label ? label.textContent : "") || it.textContent || "";
  return `${it.tagName.toLowerCase()} ${it.id || ""} ${name.replace(/\\s+/g, " ").trim()}`;
}"""


def strike(page: Page, key: str) -> None:
    """Press one key."""
    page.keyboard.press(key)
    PRESSED["to get about"] += 1


def type_in(page: Page, text: str) -> None:
    """Type a text."""
    page.keyboard.type(text)
    PRESSED["to write"] += len(text)


def tab_to(page: Page, tag: str, name: str) -> None:
    """Press Tab until the thing of this kind and name (or id) has the focus."""
    for _ in range(MOST_TABS):
        strike(page, "Tab")
        found = str(page.evaluate(FOCUSED))
        kind, _, rest = found.partition(" ")
        if kind == tag and name in rest:
            return
    raise AssertionError(f"No {tag} named {name} was reached with Tab on {page.url}")


def follow(page: Page, name: str) -> None:
    """Reach a link by its words and follow it."""
    tab_to(page, "a", name)
    with page.expect_navigation():
        strike(page, "Enter")


def press(page: Page, name: str) -> None:
    """Reach a button by its words and press it."""
    tab_to(page, "button", name)
    with page.expect_navigation():
        strike(page, "Enter")


def fill(page: Page, name: str, text: str) -> None:
    """Reach a field by its label or id and type into it."""
    tab_to(page, "input", name)
    type_in(page, text)


def tick(page: Page, name: str) -> None:
    """Reach a checkbox by its label or id and tick it."""
    tab_to(page, "input", name)
    strike(page, "Space")


def write(page: Page, name: str, text: str) -> None:
    """Reach a field of several lines by its label or id, and write into it in place of what stands there."""
    tab_to(page, "textarea", name)
    strike(page, "Control+A")
    type_in(page, text)


def overwrite(page: Page, name: str, text: str) -> None:
    """Reach a field by its label or id and type into it in place of what stands there."""
    tab_to(page, "input", name)
    strike(page, "Control+A")
    type_in(page, text)


def choose(page: Page, name: str, option: str) -> None:
    """Reach a list by its label or id and choose by the first letters of an option."""
    tab_to(page, "select", name)
    type_in(page, option)


def unfold(page: Page, name: str) -> None:
    """Reach a fold by its words and open it."""
    tab_to(page, "summary", name)
    strike(page, "Enter")
