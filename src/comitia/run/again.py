"""The papers of one vote counted again by the rule of a later stage: nobody is asked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comitia.arrays import I64
from comitia.count.tally import Tallies
from comitia.electorate.behind import Behind, Members, Pieces
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
    return Poll(tallies, _behind(papers, options), _members(papers, options), simulated)


def _behind(papers: Sequence[Papers], options: Sequence[I64]) -> Behind | None:
    """Votes by type of voter; none behind real votes, of which nobody knows whose they were."""
    polls = {id(each.poll): each.poll.behind for each in papers if each.poll.behind is not None}
    if not polls:
        return None
    number = {poll: place for place, poll in enumerate(polls)}
    part = [np.full(len(here), number.get(id(p.poll), -1)) for p, here in zip(papers, options, strict=True)]
    return Pieces(list(polls.values()), np.concatenate(part), np.concatenate(options))


def _members(papers: Sequence[Papers], options: Sequence[I64]) -> Members | None:
    """Those members who kept each name; all papers of one route have the same electors."""
    mandate = next((each.poll.members.mandate for each in papers if each.poll.members is not None), None)
    if mandate is None:
        return None
    kept = [
        np.zeros((len(here), len(mandate)), dtype=np.bool_) if p.poll.members is None else p.poll.members.kept[here]
        for p, here in zip(papers, options, strict=True)
    ]
    return Members(mandate, np.concatenate(kept))
