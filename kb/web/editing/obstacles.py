"""Why an editor cannot decide a submission, or cannot accept it as it is, each in a marked sentence."""

from kb.contributions.proposal import Proposal
from kb.contributions.review import Review
from kb.contributions.submission import State
from kb.records.marks import N_

OWN = N_("Du har selv skrevet den. Derfor skal en anden redaktør afgøre den.")
OTHER_AREA = N_("Den hører til et område, som andre redaktører afgør. Du kan læse den.")
TWICE = N_("Du har godkendt den. Nu skal en anden redaktør også læse og godkende den.")
FAULTS = N_("Den kan ikke godkendes, før fejlene er rettet. Send den tilbage med en kommentar.")
NO_FORM = N_(
    "Banken kan endnu ikke gøre den slags til en fil. Svar den, der skrev, ved at sende den tilbage."
)


def obstacle_to(review: Review) -> str:
    """Say why the editor may not decide, though it waits for a decision."""
    if review.submission.state is not State.SUBMITTED:
        return ""
    if review.is_own:
        return OWN
    return "" if review.is_in_their_areas else OTHER_AREA


def why_not_accept(review: Review, proposal: Proposal | None) -> str:
    """Say why an editor who may decide cannot accept it now."""
    if review.has_accepted:
        return TWICE
    if proposal is None:
        return NO_FORM
    return "" if proposal.can_be_sent else FAULTS
