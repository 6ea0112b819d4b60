"""Templates for electors whose votes do not count alike."""

from __future__ import annotations

from comitia.count.values import Worth, worth
from comitia.explain.phrases import capital, named, number
from comitia.explain.telling import At, tell
from comitia.law.electorates import Members
from comitia.law.values import Assembly, Balancing, ByPopulation, Rest

_REST: dict[Rest, str] = {
    "dropped": "what is left over is dropped",
    "counted": "any part counts as one",
    "nearest": "a half or more counts as one",
    "above-half": "more than a half counts as one",
}


@tell.register
def _by_population(rule: ByPopulation, at: At) -> str:
    by = f" and by {number(rule.one_per)}" if rule.one_per > 1 else ""
    together = sum(each.together for each in worth((rule,)))
    return (
        f"{rule.title}: a vote is worth the population of the place, divided by the number of members{by}; "
        f"{_REST[rule.part]}. Together they are worth {together:,}:"
    )


@tell.register
def _assembly(row: Assembly, at: At) -> str:
    rule = at.within(ByPopulation)
    assert rule is not None
    (found,) = worth((rule.model_copy(update={"rows": (row,)}),))
    people = f"{row.members:,} members for a population of {row.population:,}"
    return f"{capital(row.title or named(row.id))}: {people}; a vote is worth {found.value:,}, {_together(found)}."


@tell.register
def _balancing(rule: Balancing, at: At) -> str:
    electorate = at.within(Members)
    assert electorate is not None
    values = worth(electorate.values[: electorate.values.index(rule) + 1])
    return (
        f"{rule.title}: {rule.members:,}, who together are worth as much as those before; {_REST[rule.part]}. "
        f"A vote is worth {values[-1].value:,}, {_together(values[-1])}; with those before "
        f"{sum(v.together for v in values):,}."
    )


def _together(found: Worth) -> str:
    return f"all of them {found.together:,}"
