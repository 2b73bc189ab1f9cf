"""What the municipalities most like one's own have tried, who is on the same step, and whom to ring."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.adoption import Adoption
from kb.comparison.likeness import Likeness, Twin, closeness_of
from kb.grading.proof import Proof, ProofGrade
from kb.records.course import Stage
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.web.comparison.words import closeness_word, distance_in_words
from kb.web.i18n import gettext
from kb.web.presenters.grade_words import Ladder, proof_ladder
from kb.web.presenters.stage import StageMark, mark_of
from kb.web.texts import Text, title_of
from kb.web.voice import Voice

MOST_ROWS = 6
MOST_CALLS = 3
MOST_PEERS = 5
STEPS = {
    Stage.PLANNED: N_("planlægger"),
    Stage.TRYING: N_("afprøver"),
    Stage.INTRODUCING: N_("indfører"),
    Stage.RUNNING: N_("har i drift"),
    Stage.WIDESPREAD: N_("har i drift"),
}

AdoptionOf = Callable[[str], Adoption]
ProofOf = Callable[[str], Proof]


@dataclass(frozen=True)
class Peer:
    """Another municipality, how alike it is, how far it has come, and the report that says so."""

    id: str
    name: str
    distance: str
    words: str
    mark: StageMark
    report: str


@dataclass(frozen=True)
class UntriedRow:
    """A solution that the nearest have tried and we have not, with its grade."""

    solution: str
    title: Text
    ladder: Ladder
    peers: tuple[Peer, ...]
    more: int = 0


@dataclass(frozen=True)
class StepRow:
    """Those who are on the same step with a solution, the most alike first; `more` are not named."""

    solution: str
    title: Text
    step: str
    peers: tuple[Peer, ...]
    more: int


@dataclass(frozen=True)
class PeerCall:
    """One of the nearest that has experience, where to write, and how many solutions it has tried."""

    id: str
    name: str
    distance: str
    words: str
    contact: str
    count: int


@dataclass(frozen=True)
class Peers:
    """What the municipality's page tells of those most like it."""

    nearest: str
    untried: tuple[UntriedRow, ...]
    more_untried: tuple[UntriedRow, ...]
    same_step: tuple[StepRow, ...]
    calls: tuple[PeerCall, ...]


def peers_of(
    municipality: Municipality,
    *,
    voice: Voice,
    likeness: Likeness,
    adoption_of: AdoptionOf,
    proof_of: ProofOf,
) -> Peers:
    """Look at every solution from one municipality; `proof_of` tells how well each is proven."""
    adoptions = {
        solution_id: adoption_of(solution_id)
        for solution_id, solution in voice.catalogue.solutions.items()
        if solution.withdrawn is None
    }
    twins = likeness.nearest(municipality.id)
    untried = untried_of(municipality, twins, adoptions=adoptions, proof_of=proof_of, voice=voice)
    return Peers(
        nearest=", ".join(voice.place(twin.municipality) for twin in twins),
        untried=untried[:MOST_ROWS],
        more_untried=untried[MOST_ROWS:],
        same_step=same_step_of(municipality, likeness, adoptions=adoptions, voice=voice),
        calls=calls_of(municipality, likeness, adoptions=adoptions, voice=voice),
    )


def untried_of(
    municipality: Municipality,
    twins: Iterable[Twin],
    *,
    adoptions: dict[str, Adoption],
    proof_of: ProofOf,
    voice: Voice,
) -> tuple[UntriedRow, ...]:
    """List what the nearest have tried and we have not: by grade, then by the nearest, then by id."""
    found = []
    for solution_id, adoption in adoptions.items():
        tried = [twin for twin in twins if twin.municipality in adoption.tried]
        if tried and municipality.id not in adoption.tried:
            proof = proof_of(solution_id)
            peers = tuple(peer_of(twin, adoption, voice) for twin in tried)
            title = title_of(voice.catalogue.solutions[solution_id], voice.language)
            rank = (-list(ProofGrade).index(proof.grade), tried[0].distance, solution_id)
            found.append((rank, UntriedRow(solution_id, title, proof_ladder(proof, voice), peers)))
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))


def peer_of(twin: Twin, adoption: Adoption, voice: Voice) -> Peer:
    """Tell of one of the nearest."""
    latest = adoption.latest[twin.municipality]
    return Peer(
        id=twin.municipality,
        name=voice.place(twin.municipality),
        distance=distance_in_words(twin.distance, voice.language),
        words=closeness_word(closeness_of(twin.distance)),
        mark=mark_of(latest.stage, latest.date),
        report=latest.report.partition("/")[2],
    )


def same_step_of(
    municipality: Municipality, likeness: Likeness, *, adoptions: dict[str, Adoption], voice: Voice
) -> tuple[StepRow, ...]:
    """List who is on the same step as we are: plan, trial, introduction or operation."""
    rows = []
    for solution_id, adoption in adoptions.items():
        own = adoption.latest.get(municipality.id)
        if own is None or own.stage not in STEPS:
            continue
        step = STEPS[own.stage]
        others = [place for place, found in adoption.latest.items() if STEPS.get(found.stage) == step]
        twins = (likeness.twin(municipality.id, one) for one in likeness.order(municipality.id, others))
        peers = tuple(peer_of(twin, adoption, voice) for twin in twins if twin)
        if peers:
            title = title_of(voice.catalogue.solutions[solution_id], voice.language)
            rows.append(
                StepRow(solution_id, title, gettext(step), peers[:MOST_PEERS], len(peers[MOST_PEERS:]))
            )
    return tuple(rows)


def calls_of(
    municipality: Municipality, likeness: Likeness, *, adoptions: dict[str, Adoption], voice: Voice
) -> tuple[PeerCall, ...]:
    """Name the nearest few that have tried anything."""
    counts: dict[str, int] = {}
    for adoption in adoptions.values():
        for place in adoption.tried:
            counts[place] = counts.get(place, 0) + 1
    order = likeness.order(municipality.id, counts)[:MOST_CALLS]
    twins = (likeness.twin(municipality.id, one) for one in order)
    return tuple(
        PeerCall(
            id=twin.municipality,
            name=voice.place(twin.municipality),
            distance=distance_in_words(twin.distance, voice.language),
            words=closeness_word(closeness_of(twin.distance)),
            contact=voice.catalogue.municipalities[twin.municipality].contact or "",
            count=counts[twin.municipality],
        )
        for twin in twins
        if twin
    )
