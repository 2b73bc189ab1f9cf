"""Which kind of submission proposes what; only a kind that stands here can be accepted."""

from collections.abc import Callable, Mapping

from kb.contributions.calls import propose_call
from kb.contributions.closing import propose_closing
from kb.contributions.decided import propose_decision
from kb.contributions.proposal import Given, Proposal
from kb.contributions.remarks import propose_answer, propose_question
from kb.contributions.report_proposals import propose_correction, propose_report
from kb.contributions.solution_proposals import propose_solution
from kb.contributions.submission import Kind
from kb.contributions.vouching import propose_confirmation, propose_withdrawal

PROPOSALS: Mapping[Kind, Callable[[Given], Proposal]] = {
    Kind.REPORT: propose_report,
    Kind.CORRECTION: propose_correction,
    Kind.SOLUTION: propose_solution,
    Kind.CALL: propose_call,
    Kind.CLOSING: propose_closing,
    Kind.QUESTION: propose_question,
    Kind.ANSWER: propose_answer,
    Kind.DECISION: propose_decision,
    Kind.CONFIRMATION: propose_confirmation,
    Kind.WITHDRAWAL: propose_withdrawal,
}


def propose(kind: Kind, given: Given) -> Proposal | None:
    """Propose what a submission of a kind becomes; None of a kind that becomes no file."""
    make = PROPOSALS.get(kind)
    return make(given) if make else None
