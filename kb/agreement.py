"""How often two coders judged the same report alike; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kb.records.experience import Experience
from kb.records.outcome import Verdict

# A report by reference, and what each of two coders said of it.
Judged = tuple[str, str, str]


@dataclass(frozen=True)
class Agreement:
    """The verdicts of reports that were coded twice.

    `pairs` counts "first second" verdicts, such as "positiv blandet"; `apart` names the reports on which
    the coders disagreed; `kappa` is Cohen's kappa, which sets aside what chance alone would agree on.
    """

    reports: int = 0
    alike: int = 0
    kappa: float | None = None
    pairs: Mapping[str, int] = field(default_factory=dict)
    apart: tuple[str, ...] = ()

    def count(self, first: Verdict, second: Verdict) -> int:
        """Count the reports that got these two verdicts."""
        return self.pairs.get(f"{first.value} {second.value}", 0)


def agreement_of(reports: Iterable[Experience]) -> Agreement:
    """Compare the two verdicts of every report that has two."""
    return agreement_between(both_verdicts(reports))


def both_verdicts(reports: Iterable[Experience]) -> list[Judged]:
    """List the reports that were coded twice, with their two verdicts."""
    return [
        (r.ref, r.verdict.value.value, r.second_verdict.value.value)
        for r in reports
        if r.verdict and r.second_verdict
    ]


def agreement_between(judged: Iterable[Judged]) -> Agreement:
    """Compare the two verdicts of each report."""
    twice = [(ref, Verdict(first), Verdict(second)) for ref, first, second in judged]
    pairs = Counter((first, second) for _, first, second in twice)
    alike = sum(first is second for _, first, second in twice)
    return Agreement(
        reports=len(twice),
        alike=alike,
        kappa=kappa_of(pairs),
        pairs={f"{first.value} {second.value}": count for (first, second), count in sorted(pairs.items())},
        apart=tuple(ref for ref, first, second in twice if first is not second),
    )


def kappa_of(pairs: Mapping[tuple[Verdict, Verdict], int]) -> float | None:
    """Work out Cohen's kappa, (observed - chance) / (1 - chance); nothing where chance alone would do.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960.
    """
    total = sum(pairs.values())
    if not total:
        return None
    first, second = Counter[Verdict](), Counter[Verdict]()
    for (one, other), count in pairs.items():
        first[one] += count
        second[other] += count
    observed = Fraction(sum(count for (one, other), count in pairs.items() if one is other), total)
    chance = Fraction(sum(first[verdict] * second[verdict] for verdict in Verdict), total**2)
    return float((observed - chance) / (1 - chance)) if chance != 1 else None
