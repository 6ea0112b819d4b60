"""Papers with preferences as hypothesis makes them, and laws on how they move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from comitia.count.ballots import Ballots, ballots
from comitia.count.rounds import Tied
from comitia.law.transferable import Transferable

Paper = tuple[int, ...]


@st.composite
def elections(draw: st.DrawFn, most: int = 6, least: int = 1) -> tuple[int, int, list[tuple[int, Paper]]]:
    """Candidates, seats, papers with their number: few, so that ties, exact quotas and short papers come up often."""
    candidates = draw(st.integers(least, most))
    names = st.permutations(range(candidates)).flatmap(lambda all_: st.integers(0, candidates).map(lambda n: all_[:n]))
    rows = draw(st.lists(st.tuples(st.integers(1, 7), names.map(tuple)), min_size=1, max_size=9))
    return candidates, draw(st.integers(1, candidates)), rows


def made(candidates: int, rows: list[tuple[int, Paper]]) -> Ballots:
    return ballots(candidates, *((number, tuple((name,) for name in names)) for number, names in rows))


def singly(rows: list[tuple[int, Paper]]) -> list[Paper]:
    return [names for number, names in rows for _ in range(number)]


QUOTAS = st.fixed_dictionaries(
    {
        "of": st.sampled_from(["valid", "in-play", "in-play-until-elected"]),
        "by": st.sampled_from(["seats-plus-one", "seats-plus-one", "seats"]),
        "fraction": st.sampled_from(["next-whole", "up", "next-part", "up-to-part", "kept"]),
        "reached": st.sampled_from(["at-least", "more-than"]),
    }
)
SURPLUSES = st.fixed_dictionaries(
    {
        "papers": st.sampled_from(["all", "last-parcel"]),
        "among": st.sampled_from(["all-papers", "transferable"]),
        "move": st.sampled_from(["by-value", "by-number"]),
        "cut": st.sampled_from(["once", "ratio-first"]),
        "order": st.sampled_from(["largest", "election"]),
        "deferred": st.sampled_from(["never", "last", "last-few"]),
        "unless_elects": st.booleans(),
    }
)


@st.composite
def laws(draw: st.DrawFn) -> Transferable:
    """Any law in which parts of votes move."""
    exact = draw(st.integers(0, 3)) == 0
    law: dict[str, Any] = {
        "rule": "transferable",
        "paper": draw(st.sampled_from([1, 1, 1000])),
        "places": 0 if exact else draw(st.sampled_from([0, 2, 5])),
        "exact": exact,
        "quota": draw(QUOTAS),
        "surplus": draw(SURPLUSES),
        "exclusion": {
            "several": draw(st.sampled_from(["one", "cannot-be-saved"])),
            "hopeless": draw(st.sampled_from(["fewer", "no-more"])),
            "deposit": draw(st.sampled_from([None, None, "1/4"])),
            "final": draw(st.sampled_from(["moved", "not-moved"])),
            "fewer_than": draw(st.sampled_from([None, None, 3])),
            "parcels": draw(st.sampled_from(["together", "by-value", "by-receipt"])),
            "stages": draw(st.sampled_from(["whole", "each-parcel"])),
        },
        "elected": draw(st.sampled_from(["after-round", "after-parcel"])),
        "share_of_rest": draw(st.booleans()),
        "more_than_rest": draw(st.booleans()),
        "last": draw(st.sampled_from(["as-many-as-seats", "one-too-many", "most-of-two"])),
        "seats": draw(st.sampled_from(["together", "together", "one-after-another"])),
        "ties": {"look": draw(st.sampled_from(["latest-difference", "first-difference", "preferences", "nowhere"]))},
    }
    if exact and draw(st.booleans()):
        law["surplus"]["credit"] = "whole"
    if draw(st.integers(0, 5)) == 0:
        law |= {"quota": None, "surplus": None}
    return Transferable.model_validate(law)


@st.composite
def laws_of_whole_papers(draw: st.DrawFn) -> Transferable:
    """Laws in which whole papers move, so that the order of the papers matters."""
    at_once = draw(st.booleans())
    return Transferable.model_validate(
        {
            "rule": "transferable",
            "quota": {"fraction": draw(st.sampled_from(["next-whole", "up"]))},
            "surplus": {
                "papers": "all" if at_once else draw(st.sampled_from(["all", "last-parcel"])),
                "among": "transferable",
                "move": "every-nth" if at_once else "whole-papers",
                "deferred": draw(st.sampled_from(["never", "last"])),
            },
            "exclusion": {
                "several": draw(st.sampled_from(["one", "cannot-be-saved"])),
                "fewer_than": draw(st.sampled_from([None, 2])),
                "parcels": "together" if at_once else draw(st.sampled_from(["together", "by-receipt"])),
            },
            "elected": "at-once" if at_once else draw(st.sampled_from(["after-round", "after-parcel"])),
            "last": draw(st.sampled_from(["as-many-as-seats", "one-too-many"])),
            "ties": {"look": draw(st.sampled_from(["latest-difference", "first-difference", "preferences"]))},
        }
    )


def lot(settled: Callable[[frozenset[int]], int]) -> Callable[[Tied], tuple[int, ...]]:
    """A lot that falls as told, one place at a time."""

    def decide(tied: Tied) -> tuple[int, ...]:
        left, taken = set(tied.among), []
        for _ in range(tied.places):
            taken.append(settled(frozenset(left)))
            left.remove(taken[-1])
        return tuple(taken)

    return decide


def never(tied: Tied) -> tuple[int, ...]:
    """For papers without ties."""
    raise AssertionError(f"{tied.among} are said to be tied in round {tied.round}")
