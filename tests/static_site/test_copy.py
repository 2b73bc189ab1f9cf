"""A copy of the site over the invented bank: every link leads somewhere, and nothing in it needs a server."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from kb.static_site.pages import NOTICE, said
from tests.static_site.conftest import OPERATOR, copy_to
from tests.web.toy import CALLS, NAMES

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# The workbook, the database and the package hold what the tables say.
TEXTS = (".html", ".json", ".csv", ".jsonl", ".jsonld", ".ttl", ".atom", ".bib", ".ris", ".csl", ".cff")
ADDRESSES = ("href", "src", "action")


def addresses_on(page):
    """List the addresses of a page with the kind of attribute that each stands in."""
    elements = page.tree.iter()
    return [
        (name, e.get(name)) for e in elements for name in ADDRESSES if isinstance(e.tag, str) and e.get(name)
    ]


def test_every_link_of_every_page_leads_to_a_file_and_a_place(copied):
    """Read by a strict parser, no link of any page is dead; the copy's own count agrees that none is."""
    files = set(copied.files())
    pages = {file: copied.page(file) for file in copied.files(".html") if not is_moved(copied, file)}
    ids = {
        file: {e.get("id") for e in page.tree.iter() if isinstance(e.tag, str)}
        for file, page in pages.items()
    }
    dead = []
    for file, page in pages.items():
        for kind, address in addresses_on(page):
            parts = urlsplit(address)
            target = normpath(join(dirname(file), unquote(parts.path))) if parts.path else file
            if parts.scheme or parts.netloc:
                continue
            named = kind == "action" or not parts.fragment or unquote(parts.fragment) in ids.get(target, ())
            if target not in files or not named:
                dead.append((file, address))

    assert dead == []
    assert copied.copy.checked.dead == ()
    assert copied.copy.checked.count > 1000


def is_moved(copied, file):
    """Tell whether a page only sends its reader on."""
    return 'http-equiv="refresh"' in (copied.folder / file).read_text("utf-8")


def test_no_address_begins_at_the_root(copied):
    """A copy can lie under any path: its pages link to each other by where they stand."""
    rooted = [
        (file, address)
        for file in copied.files(".html")
        if not is_moved(copied, file)
        for _, address in addresses_on(copied.page(file))
        if address.startswith(("/", "https://bank.example"))
    ]

    assert rooted == []


def test_both_languages_and_all_data_are_there(copied):
    """Pages in Danish and English, data, lists and records as JSON and CSV, and citations are files."""
    files = set(copied.files())
    wanted = {
        "loesninger/skaerm/index.html",
        "loesninger/skaerm.json",
        "loesninger/skaerm.csv",
        "kommuner.json",
        "kommuner.csv",
        "loesninger/skaerm.bib",
        "data/index.html",
    }

    assert wanted | {f"en/{one}" for one in wanted} <= files
    assert {
        "data/efterproevet.zip",
        "data/efterproevet.sqlite",
        "data/efterproevet.xlsx",
        "data/dcat.ttl",
    } <= files


def test_each_municipality_has_its_hos_os_in_danish(copied):
    """The answer for each municipality is a page, and the page that asks links to all, also in English."""
    danish = copied.page("loesninger/skaerm/hos-os/index.html")
    english = copied.page("en/loesninger/skaerm/hos-os/index.html")
    of_nordby = copied.page("loesninger/skaerm/hos-os/nordby/index.html")

    assert {f"{one}/index.html" for one in ("aalum", "nordby", "zahle")} <= set(danish.links())
    assert "../../../../loesninger/skaerm/hos-os/nordby/index.html" in english.links()
    assert sum(link.count("/hos-os/") for link in english.links()) >= len(NAMES)
    assert "Nordby" in of_nordby.main
    assert of_nordby.all("html")[0].get("lang") == "da"


def test_no_form_but_the_search_can_be_sent(copied):
    """Every other form is switched off, and the page says once that this needs a server."""
    for file in copied.files(".html"):
        if is_moved(copied, file):
            continue
        page = copied.page(file)
        live = [
            form.get("action")
            for form in page.all("form")
            if any(e.tag.endswith("}button") and e.get("disabled") is None for e in form.iter())
        ]
        off = [button for button in page.all("button") if button.get("disabled") is not None]
        leads = {normpath(join(dirname(file), address)) for address in live}
        assert leads <= {"soeg/index.html", "en/soeg/index.html"}, file
        assert not off or page.main.count(said(NOTICE, f"/{file}")) == 1, file


def test_what_needs_a_server_leads_to_the_page_that_explains(copied):
    """Signing in and sharing are left out, and their links lead to the page about the copy."""
    page = copied.page("index.html")
    leads = {word: a.get("href") for a in page.all("a") for word in [(a.text or "").strip()]}
    about = copied.page("arkiv/index.html")

    assert leads["Log ind"] == leads["Del en erfaring"] == "arkiv/index.html"
    assert not [
        file for file in copied.files() if file.startswith(("log-ind", "bidrag", "konto", "en/bidrag"))
    ]
    assert OPERATOR in about.main


def test_all_solutions_stand_by_area_without_a_script(copied):
    """Where nothing can search, the page of search lists every solution."""
    links = copied.page("soeg/index.html").links()

    assert {f"../loesninger/{one}/index.html" for one in ("skaerm", "robotter", "tom", "ond")} <= set(links)


def test_there_is_an_index_in_both_languages(copied):
    """Pagefind has written its script and an index for Danish and for English."""
    entry = (copied.folder / "pagefind" / "pagefind-entry.json").read_text("utf-8")

    assert copied.copy.has_search
    assert '"da"' in entry
    assert '"en"' in entry
    assert (copied.folder / "pagefind" / "pagefind.js").is_file()


def test_no_file_holds_a_private_address(copied):
    """The only mailboxes in the copy are those that the calls give and the operator's."""
    allowed = {call.contact for call in CALLS} | {OPERATOR}
    found = set()
    for file in copied.files():
        if file.endswith(TEXTS):
            found |= set(MAIL.findall((copied.folder / file).read_text("utf-8")))

    assert found - allowed == set()


def test_a_second_copy_is_the_same_byte_for_byte(copied, tmp_path):
    """The same release gives the same files with the same time; only the workbook notes when it was made."""
    again = copy_to(tmp_path / "site", tmp_path / "instance")
    other = [
        file
        for file in copied.files()
        if not file.endswith(".xlsx")
        and (again.folder / file).read_bytes() != (copied.folder / file).read_bytes()
    ]

    assert again.files() == copied.files()
    assert other == []
    assert {(copied.folder / file).stat().st_mtime for file in copied.files()} == {1_000_000_000}
