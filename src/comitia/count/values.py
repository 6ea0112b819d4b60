"""What the votes of electors are worth who do not count alike (Constitution of India, article 55)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from comitia.law.values import Balancing, ByPopulation, Rest, Valued

__all__ = ["Worth", "worth"]


@dataclass(frozen=True, slots=True)
class Worth:
    """Electors of one kind: how many, what the vote of each is worth, and exactly what it would be worth unrounded."""

    title: str
    members: int
    value: int
    exact: Fraction

    @property
    def together(self) -> int:
        """What they are worth all together."""
        return self.members * self.value


def worth(values: Sequence[Valued]) -> tuple[Worth, ...]:
    """The electors in the order of the law; those who balance others look at all before them."""
    found: list[Worth] = []
    for each in values:
        if isinstance(each, ByPopulation):
            found += [_by_population(each, row.title or row.id, row.members, row.population) for row in each.rows]
        else:
            found.append(_balancing(each, sum(one.together for one in found)))
    return tuple(found)


def _by_population(rule: ByPopulation, title: str, members: int, population: int) -> Worth:
    exact = Fraction(population, members * rule.one_per)
    return Worth(title, members, _whole(exact, rule.part), exact)


def _balancing(rule: Balancing, others: int) -> Worth:
    exact = Fraction(others, rule.members)
    return Worth(rule.title, rule.members, _whole(exact, rule.part), exact)


def _whole(exact: Fraction, part: Rest) -> int:
    """A whole number, what is left over counted as the law says."""
    full, left = divmod(exact.numerator, exact.denominator)
    half = exact.denominator
    counts = {"dropped": False, "counted": left > 0, "nearest": 2 * left >= half, "above-half": 2 * left > half}
    return full + counts[part]
