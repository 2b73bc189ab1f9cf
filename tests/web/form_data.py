"""What a browser sends of a form on a page, when nobody has touched it."""

from collections.abc import Iterator

from tests.web.conftest import HTML, Page


def form_data(page: Page, css: str = "report-form") -> dict[str, list[str]]:
    """Gather what stands in the fields of the page's form, as a browser would send it."""
    form = next(form for form in page.all("form") if css in (form.get("class") or "").split())
    data: dict[str, list[str]] = {}
    for name, text in _fields(form):
        data.setdefault(name, []).append(text)
    return data


def _fields(form) -> Iterator[tuple[str, str]]:
    for field in form.iter():
        name = field.get("name")
        if not name or (field.get("type") in ("radio", "checkbox") and field.get("checked") is None):
            continue
        match field.tag.removeprefix(HTML):
            case "input":
                yield name, field.get("value") or ""
            case "textarea":
                yield name, (field.text or "").removeprefix("\n").replace("\n", "\r\n")
            case "select":
                chosen = [o for o in field.iter(HTML + "option") if o.get("selected") is not None]
                yield name, chosen[0].get("value") if chosen else ""
