"""Tallies: what a counting rule is given, for one contest and for many laid end to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from comitia.arrays import I64, Bools
from comitia.law.clause import Base

Settle = Callable[[int, tuple[int, ...], int], tuple[int, ...]]
"""Settles a tie: contest, the options tied, the places among them -> the options that take the places.

Fewer than `places` may come back where the law elects none of those tied.
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of one contest. `members` is the size of an electing body, 0 where there is none.

    A figure that no rule of the contest needs may be unknown: -1.
    """

    votes: tuple[int, ...]
    registered: int
    issued: int
    participants: int
    valid: int
    members: int = 0
    enters: tuple[bool, ...] | None = field(default=None, kw_only=True)
    """Whether each list takes part, where that is decided beyond the contest; None: all do."""
    alliance: tuple[int, ...] | None = field(default=None, kw_only=True)
    """The number of each list's alliance, -1 for a list by itself; None: there are none."""

    def base(self, of: Base) -> int:
        """The number that a share is a share of."""
        return int(getattr(self, of))


@dataclass(frozen=True, slots=True)
class Tallies:
    """The votes of many contests. Options of contest `i` are `start[i]:start[i + 1]`."""

    start: I64
    votes: I64
    registered: I64
    issued: I64
    participants: I64
    valid: I64
    members: I64
    enters: Bools | None = field(default=None, kw_only=True)
    """bool `[option]`, as in `Tally`."""
    alliance: I64 | None = field(default=None, kw_only=True)
    """int64 `[option]`, as in `Tally`."""

    def __len__(self) -> int:
        return len(self.start) - 1

    def base(self, of: Base) -> I64:
        """The numbers that shares are shares of: int64 `[contest]`."""
        base: I64 = getattr(self, of)
        return base

    @property
    def contest(self) -> I64:
        """The contest of every option: int64 `[option]`."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def one(self, contest: int) -> Tally:
        """The tally of one contest, in plain whole numbers."""
        a, b = int(self.start[contest]), int(self.start[contest + 1])
        figures = (self.registered, self.issued, self.participants, self.valid, self.members)
        return Tally(
            tuple(map(int, self.votes[a:b])),
            *(int(figure[contest]) for figure in figures),
            enters=None if self.enters is None else tuple(map(bool, self.enters[a:b])),
            alliance=None if self.alliance is None else tuple(map(int, self.alliance[a:b])),
        )


def tallies(*many: Tally) -> Tallies:
    """Lay single tallies end to end."""
    start = np.cumsum([0, *(len(tally.votes) for tally in many)]).astype(np.int64)
    votes = np.array([vote for tally in many for vote in tally.votes], dtype=np.int64)
    names = ("registered", "issued", "participants", "valid", "members")
    figures = (np.array([getattr(t, n) for t in many], dtype=np.int64) for n in names)
    enters = [may for t in many for may in (t.enters or (True,) * len(t.votes))]
    alliance = [own for t in many for own in (t.alliance or (-1,) * len(t.votes))]
    return Tallies(
        start,
        votes,
        *figures,
        enters=np.array(enters, dtype=np.bool_) if any(t.enters for t in many) else None,
        alliance=np.array(alliance, dtype=np.int64) if any(t.alliance for t in many) else None,
    )
