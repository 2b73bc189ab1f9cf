"""A record as reference managers read it back."""

import bibtexparser
import rispy
from hypothesis import given
from hypothesis import strategies as st

from kb.export.reference_formats import Work, bibtex, csl, ris

WORK = Work(
    id="skaerm/2019-nordby",
    title="Skærmbesøg: 50 % af {Nordby} & co. \\ _x_ #1 $2",
    url="https://bank.example/loesninger/skaerm/erfaringer/2019-nordby/",
    release_id="5d91b4e1bb73b3176b63",
    released="2026-11-24",
    accessed="2026-11-25",
)
titles = st.text(st.characters(min_codepoint=32, exclude_categories=("C", "Z")) | st.just(" "), min_size=1)


def test_bibtex_is_read_back():
    """A BibTeX reader finds one entry with the title, the address, the release and the day it was read."""
    (entry,) = bibtexparser.loads(bibtex(WORK)).entries
    assert entry["ID"] == "efterproevet-skaerm-2019-nordby"
    assert entry["url"] == WORK.url
    assert (entry["version"], entry["year"], entry["urldate"]) == (WORK.release_id, "2026", "2026-11-25")
    assert entry["title"] == (
        r"{Skærmbesøg: 50 \% af \textbraceleft{}Nordby\textbraceright{} \& co. \textbackslash{} \_x\_ \#1 \$2}"
    )


def test_ris_is_read_back():
    """A RIS reader finds one entry with the same facts."""
    (entry,) = rispy.loads(ris(WORK))
    assert entry["title"] == WORK.title
    assert entry["urls"] == [WORK.url]
    assert (entry["year"], entry["edition"]) == ("2026", WORK.release_id)


def test_csl_says_the_same():
    """CSL-JSON has the title, the address, the release, its day and the day it was read."""
    (item,) = csl(WORK)
    assert (item["title"], item["URL"], item["version"]) == (WORK.title, WORK.url, WORK.release_id)
    assert item["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 25]]}


@given(titles)
def test_a_title_never_breaks_out(title):
    """Whatever a title holds, each format is read back as one entry, and braces stay balanced."""
    work = Work("x", title, WORK.url, "r", "2026-11-24", "2026-11-25")
    assert len(bibtexparser.loads(bibtex(work)).entries) == 1
    assert len(rispy.loads(ris(work))) == 1
    assert csl(work)[0]["title"] == " ".join(title.split())
