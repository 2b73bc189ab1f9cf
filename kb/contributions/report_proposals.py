"""What a report, or the correction of one, would put into the content; pure."""

from collections import ChainMap
from dataclasses import replace
from pathlib import PurePosixPath

from kb.contributions.drafting import Draft, Fault, draft_of
from kb.contributions.proposal import Given, Proposal
from kb.contributions.publication import Piece, digest_of
from kb.records.marks import N_

CHANGED_MEANWHILE = N_("Erfaringen er ændret af andre, siden I begyndte at rette den.")
BEGIN_AGAIN = N_("Drop rettelsen, og begynd en ny på siden, som den er nu.")
OTHER_SOLUTION = N_("En erfaring kan ikke flyttes til en anden løsning.")
TELL_EDITORS = N_("Skriv til redaktionen, hvis den hører til et andet sted.")
NOTHING_CHANGED = N_("Der er ikke rettet noget endnu.")


def propose_report(given: Given) -> Proposal:
    """Propose a new report, under a name that is free."""
    known_id, catalogue = PurePosixPath(given.made).stem, given.catalogue
    while True:
        draft = draft_of(given.typed, catalogue, today=given.today, known_id=known_id)
        if known_id or draft.file is None or given.published(draft.file.path) is None:
            return _proposal(draft, None)
        # A report of that name is published, but not in this release yet.
        experiences = ChainMap({draft.report.ref: draft.report}, catalogue.experiences)  # type: ignore[arg-type]
        catalogue = replace(catalogue, experiences=experiences)


def propose_correction(given: Given) -> Proposal:
    """Propose the file of a published report as it would be after its correction."""
    path = given.about.path
    draft = draft_of(given.typed, given.catalogue, today=given.today, known_id=PurePosixPath(path).stem)
    published = given.published(path)
    if draft.file and draft.file.path != path:
        return _hindered(draft, "solution", Fault(OTHER_SOLUTION, TELL_EDITORS))
    if digest_of(published) != given.about.replaces:
        return _hindered(draft, "", Fault(CHANGED_MEANWHILE, BEGIN_AGAIN))
    if draft.file and draft.file.content == published:
        return _hindered(draft, "", Fault(NOTHING_CHANGED))
    return _proposal(draft, given.about.replaces)


def _proposal(draft: Draft, replaces: str | None) -> Proposal:
    pieces = (Piece(draft.file.path, draft.file.content, replaces),) if draft.file else ()
    return Proposal(pieces, draft.faults, draft=draft)


def _hindered(draft: Draft, name: str, fault: Fault) -> Proposal:
    known = draft.faults.get(name, ())
    found = _proposal(draft, None)
    return replace(
        found, faults={name: (fault, *known), **{n: f for n, f in draft.faults.items() if n != name}}
    )
