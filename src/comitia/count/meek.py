"""Meek's method: each elected candidate keeps a share of every paper, so that just the quota stays with each.

B. L. Meek, "Une nouvelle approche du scrutin transférable", Mathématiques et sciences humaines 1969 and 1970; as an
algorithm: I. D. Hill, B. A. Wichmann, D. R. Woodall, "Algorithm 123", The Computer Journal 30 (1987). Votes, shares and
the power left on a paper are whole numbers of the last decimal place; what a candidate is given is always cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import comb

from comitia.count.ballots import Ballots
from comitia.count.outcome import Step
from comitia.count.registry import papers
from comitia.count.rounds import Counted, Decide, Round, Tied
from comitia.count.transfer.quota import quota, reached
from comitia.law.transferable import Meek


@dataclass(slots=True)
class Papers:
    """Papers that begin alike: their number, how many of them end here, and the others by their next rank."""

    number: int = 0
    ended: int = 0
    following: dict[tuple[int, ...], Papers] = field(default_factory=dict)

    def add(self, number: int, ranks: tuple[tuple[int, ...], ...]) -> None:
        """Lay papers with these ranks among them."""
        place = self
        place.number += number
        for rank in filter(None, ranks):
            place = place.following.setdefault(rank, Papers())
            place.number += number
        place.ended += number


@dataclass(slots=True)
class Given:
    """What the papers gave at certain shares: to each candidate, to nobody, and to nobody because it was cut off."""

    votes: list[int]
    exhausted: int
    lost: int


@papers(Meek)
def meek(
    rule: Meek,
    ballots: Ballots,
    seats: int,
    decide: Decide,
    groups: Sequence[str] | None = None,
    declared: Sequence[int] | None = None,
) -> Counted:
    """Count papers, which may have several candidates at one rank. Raises `Faults` where the quota would be nothing."""
    return _Count(rule, ballots, seats, decide, declared).run()


class _Count:
    """One count while it goes on. keep: the share of a paper that each candidate keeps, in parts of one."""

    def __init__(
        self, rule: Meek, ballots: Ballots, seats: int, decide: Decide, declared: Sequence[int] | None
    ) -> None:
        self.rule, self.seats, self.decide, self.declared = rule, seats, decide, declared
        self.one: int = 10**rule.places
        self.in_order, self.with_equals = Papers(), Papers()
        for row, number in enumerate(ballots.weight.tolist()):
            ranks = ballots.ranks(row)
            if any(ranks):
                (self.with_equals if any(len(rank) > 1 for rank in ranks) else self.in_order).add(number, ranks)
        self.valid = (self.in_order.number + self.with_equals.number) * self.one
        self.keep = [self.one] * ballots.candidates
        self.continuing = set(range(ballots.candidates))
        self.elected: list[int] = []
        self.rounds: list[Round] = []

    def run(self) -> Counted:
        """Round after round, until all seats are filled or as many continue as there are seats."""
        quota(self.rule.quota, self.valid, self.seats, self.one)
        steps: list[Step] = []
        given = self.give()
        while len(self.elected) < self.seats and len(self.continuing) > self.seats - len(self.elected):
            given, steps = self.converge()
            if not steps:
                steps = self.exclude(given)
            self.close(given, steps)
        if len(self.elected) < self.seats and self.continuing:
            given = self.give()
            last = sorted(self.continuing, key=lambda who: (-given.votes[who], who))
            self.elected += last
            self.close(given, [Step("elected-last", who, {"votes": given.votes[who]}) for who in last])
        elif not self.rounds:
            self.close(given, [])
        return Counted(tuple(self.elected), tuple(self.rounds), self.one)

    def close(self, given: Given, steps: list[Step]) -> None:
        """End a round."""
        needed = self.needed(given)
        self.rounds.append(Round(tuple(steps), tuple(given.votes), given.exhausted, given.lost, needed))

    # ── a round ──

    def converge(self) -> tuple[Given, list[Step]]:
        """Lower what the elected keep until somebody is elected, or the surplus is spent, or falls no further."""
        surplus = self.valid
        while True:
            given = self.give()
            needed = self.needed(given)
            elected = self.elect(given, needed)
            before, surplus = surplus, self.surplus(given, needed)
            if elected or surplus * 10**self.rule.omega <= self.one or surplus >= before:
                self.left = surplus
                return given, elected
            for who in self.elected:
                raised = -(-self.keep[who] * needed // self.one)
                self.keep[who] = min(self.one, -(-raised * self.one // given.votes[who]))

    def needed(self, given: Given) -> int:
        """The quota of the votes that are still with a candidate."""
        of = self.valid if self.rule.quota.of == "valid" else self.valid - given.exhausted - given.lost
        return int(quota(self.rule.quota, of or self.valid, self.seats, self.one))

    def elect(self, given: Given, needed: int) -> list[Step]:
        """Elect everybody who has the quota, most votes first."""
        has = [who for who in sorted(self.continuing) if reached(self.rule.quota, given.votes[who], needed)]
        places = self.seats - len(self.elected)
        if len(has) > places:
            has = self.highest(has, given, places)
        has.sort(key=lambda who: (-given.votes[who], who))
        self.elected += has
        self.continuing -= set(has)
        return [Step("elected-quota", who, {"votes": given.votes[who]}) for who in has]

    def surplus(self, given: Given, needed: int) -> int:
        """What the elected have above the quota."""
        over = [given.votes[who] - needed for who in self.elected]
        return sum(over if self.rule.below_quota == "subtracted" else (max(0, each) for each in over))

    def exclude(self, given: Given) -> list[Step]:
        """Exclude the candidate with fewest votes."""
        fewest = min(given.votes[who] for who in self.continuing)
        within = fewest + (max(0, self.left) if self.rule.near else 0)
        (who,) = self.settled([who for who in sorted(self.continuing) if given.votes[who] <= within], "exclude", 1)
        self.continuing.remove(who)
        self.keep[who] = 0
        return [Step("excluded", who, {"votes": given.votes[who]})]

    # ── ties ──

    def highest(self, among: list[int], given: Given, places: int) -> list[int]:
        """So many with most votes."""
        votes = sorted((given.votes[who] for who in among), reverse=True)
        sure = [who for who in among if given.votes[who] > votes[places - 1]]
        tied = [who for who in among if given.votes[who] == votes[places - 1]]
        return sure + list(self.settled(tied, "elect", places - len(sure)))

    def settled(self, tied: list[int], what: str, places: int) -> tuple[int, ...]:
        """Those of the tied who take the places, as the law settles it."""
        if len(tied) <= places:
            return tuple(tied)
        if what == "exclude":
            tied = self.differing(tied)
        if len(tied) == 1:
            return tuple(tied)
        if self.rule.ties.then == "declared-order" and self.declared is not None:
            order = [who for who in self.declared if who in tied]
            return tuple(order[-places:] if what == "exclude" else order[:places])
        return self.decide(Tied(len(self.rounds) + 1, "exclude" if what == "exclude" else "elect", tuple(tied), places))

    def differing(self, tied: list[int]) -> list[int]:
        """Those with fewest votes in the earlier round that the law looks at."""
        totals = [each.totals for each in self.rounds]
        look = {"latest-difference": totals[::-1], "first-difference": totals}
        for each in look.get(self.rule.ties.look, []):
            fewest = min(each[who] for who in tied)
            tied = [who for who in tied if each[who] == fewest]
        return tied

    # ── papers ──

    def give(self) -> Given:
        """What every candidate gets from the papers at the shares that all of them keep now."""
        given = Given([0] * len(self.keep), 0, 0)
        averaged: dict[tuple[int, ...], tuple[list[int], int]] = {}
        open_ = [(self.in_order, self.one, False), (self.with_equals, self.one, self.rule.equal == "shared")]
        while open_:
            papers, left, shared = open_.pop()
            given.exhausted += papers.ended * left
            for rank, next_ in papers.following.items():
                if len(rank) == 1 and not (shared and not self.keep[rank[0]]):
                    left_here = self._single(given.votes, rank[0], next_.number, left)
                    open_ += [(next_, left_here, shared)] if left_here else []
                elif shared:
                    open_ += self._shared(given, rank, next_, left)
                else:
                    if rank not in averaged:
                        averaged[rank] = self._averaged(rank)
                    shares, rest = averaged[rank]
                    for who, share in zip(rank, shares, strict=True):
                        given.votes[who] += left * share // self.one * next_.number
                    left_here = left * rest // self.one
                    open_ += [(next_, left_here, shared)] if left_here else []
        given.lost = self.valid - sum(given.votes) - given.exhausted
        return given

    def _single(self, votes: list[int], who: int, number: int, left: int) -> int:
        """Give one candidate the share of what is left of papers; what is left of each then."""
        keep: int = self.keep[who]
        votes[who] += left * keep // self.one * number
        return left * (self.one - keep) // self.one

    def _averaged(self, rank: Sequence[int]) -> tuple[list[int], int]:
        """What each of one rank keeps, averaged over all orders, of which any number of others may come first."""
        passing = [(who, self.one - self.keep[who]) for who in rank if self.keep[who] < self.one]
        means: dict[int | None, int] = {}
        shares, rest = [], self.one if len(passing) == len(rank) else 0
        for who in rank:
            own = None if self.keep[who] == self.one else who  # all who keep a paper whole have the same others
            if own not in means and self.keep[who]:
                passed = enumerate(self._passed([part for other, part in passing if other != own]))
                means[own] = sum(each // comb(len(rank) - 1, size) for size, each in passed)
            shares.append(means.get(own, 0) * self.keep[who] // self.one // len(rank))
            rest = rest * (self.one - self.keep[who]) // self.one
        return shares, rest

    def _passed(self, rests: Sequence[int]) -> list[int]:
        """For each number of others that come first, what they pass on, summed over who they are."""
        sums = [self.one]
        for rest in rests:
            up = [0, *(each * rest // self.one for each in sums)]
            sums = [each + more for each, more in zip([*sums, 0], up, strict=True)]
        return sums

    def _shared(self, given: Given, rank: Sequence[int], papers: Papers, left: int) -> list[tuple[Papers, int, bool]]:
        """Each of a rank gets an equal part, and what it does not keep goes on to the ranks after."""
        still = [who for who in rank if self.keep[who]]
        if not still and self.rule.empty_rank == "ends":
            given.exhausted += papers.number * left
            return []
        if not still:
            return [(papers, left, True)]
        rests = [self._single(given.votes, who, papers.number, left // len(still)) for who in still]
        return [(papers, rest, True) for rest in rests if rest]
