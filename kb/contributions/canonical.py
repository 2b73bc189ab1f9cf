"""Whether what is accepted is what `kb format` would write: the gate that a pull request meets too."""

from collections.abc import Sequence

from kb.content.formatting import canonical_form
from kb.content.layout import ContentFile, classify
from kb.contributions.publication import Piece
from kb.contributions.submission import NotNow
from kb.errors import ContentError, Problem
from kb.records.marks import N_

NOT_CANONICAL = N_("Filen %(path)s er ikke i fast form.")


def require_canonical(pieces: Sequence[Piece]) -> None:
    """Refuse a file that the schemas refuse, with all their reasons, or one that is not in canonical form."""
    if not pieces:
        raise NotNow(N_("Der er intet at udgive."))
    problems: list[Problem] = []
    for piece in pieces:
        found = classify(piece.path)
        if found is None:
            raise NotNow(N_("Filen hører ikke til i indholdet."))
        try:
            form = canonical_form(ContentFile(piece.path, *found, piece.content))
        except ContentError as error:
            problems += error.problems
        else:
            if form.encode() != piece.content:
                raise NotNow(NOT_CANONICAL, path=piece.path)
    if problems:
        raise ContentError(problems)
