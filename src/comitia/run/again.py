"""The papers of one vote counted again by the rule of a later stage: nobody is asked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comitia.arrays import I64
from comitia.count.tally import Tallies
from comitia.electorate.seam import Poll, Slate


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one contest: who stood and how all contests held together voted, and its place among them."""

    slate: Slate
    poll: Poll
    place: int

    def options(self, persons: I64) -> I64:
        """Where these persons stand in that poll: int64 `[person]`."""
        a, b = int(self.slate.start[self.place]), int(self.slate.start[self.place + 1])
        where = {person: a + option for option, person in enumerate(self.slate.person[a:b].tolist())}
        return np.array([where[person] for person in persons.tolist()], dtype=np.int64)

    @property
    def simulated(self) -> bool:
        """Whether these papers were simulated."""
        return self.poll.simulated is None or bool(self.poll.simulated[self.place])


def counted_again(slate: Slate, papers: Sequence[Papers]) -> Poll:
    """The poll of those who still stand; roll, papers found and valid papers stay what they were."""
    options = [each.options(slate.person[slate.start[k] : slate.start[k + 1]]) for k, each in enumerate(papers)]
    votes = [each.poll.tallies.votes[here] for each, here in zip(papers, options, strict=True)]
    figures = (
        np.array([int(getattr(each.poll.tallies, name)[each.place]) for each in papers], dtype=np.int64)
        for name in ("registered", "issued", "participants", "valid", "members")
    )
    tallies = Tallies(slate.start, np.concatenate(votes), *figures)
    simulated = np.array([each.simulated for each in papers], dtype=np.bool_)
    return Poll(tallies, _by_type(papers, options), _by_member(papers, options, slate), simulated)


def _by_type(papers: Sequence[Papers], options: Sequence[I64]) -> I64 | None:
    """Votes by type of voter; none behind real votes, of which nobody knows whose they were."""
    types = next((each.poll.by_type.shape[1] for each in papers if each.poll.by_type is not None), None)
    if types is None:
        return None
    rows = [
        np.zeros((len(here), types), dtype=np.int64) if each.poll.by_type is None else each.poll.by_type[here]
        for each, here in zip(papers, options, strict=True)
    ]
    return np.concatenate(rows)


def _by_member(papers: Sequence[Papers], options: Sequence[I64], slate: Slate) -> tuple[I64, I64] | None:
    """The mandates of those members who kept each name."""
    if all(each.poll.by_member is None for each in papers):
        return None
    kept: list[I64] = []
    whose: list[I64] = []
    for k, (each, here) in enumerate(zip(papers, options, strict=True)):
        for number, option in enumerate(here.tolist() if each.poll.by_member is not None else ()):
            assert each.poll.by_member is not None
            mandates = each.poll.by_member[1][each.poll.by_member[0] == option]
            kept.append(np.full(len(mandates), int(slate.start[k]) + number, dtype=np.int64))
            whose.append(mandates)
    none = np.empty(0, dtype=np.int64)
    return np.concatenate([none, *kept]), np.concatenate([none, *whose])
