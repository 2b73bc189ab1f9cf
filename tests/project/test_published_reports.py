"""Every report in the content can be corrected by the form without losing a byte."""

import pytest

from kb.catalogue import Catalogue
from kb.content.loading import load_catalogue
from kb.contributions.drafting import draft_of, typed_of
from tests.project.checkout import ROOT

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CONTENT).catalogue


def test_every_published_report_is_the_same_after_the_form(catalogue):
    """Filled into the form and read back, each report is the file that stands in the content, without faults."""
    changed = {}
    for report in (*catalogue.experiences.values(), *catalogue.withdrawn.values()):
        draft = draft_of(typed_of(report), catalogue, today="2026-11-25", known_id=report.id)
        path = draft.file.path if draft.file else ""
        if draft.faults or not path or (CONTENT / path).read_bytes() != draft.file.content:
            changed[report.ref] = draft.faults

    assert changed == {}
