"""Where a count stands: who has which papers, who is elected, and the rounds so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from comitia.count.outcome import Step
from comitia.count.rounds import Decide, Round, Votes
from comitia.count.transfer.papers import Papers, Parcel, Sorter
from comitia.count.transfer.quota import plain, quota
from comitia.law.transferable import Quota, Transferable


class Count:
    """One count while it goes on. All votes are in parts of a vote, `one` of which make a vote."""

    def __init__(
        self,
        rule: Transferable,
        sorter: Sorter,
        standing: Sequence[int],
        candidates: int,
        seats: int,
        decide: Decide,
        groups: Sequence[str] | None,
        declared: Sequence[int] | None,
    ) -> None:
        self.rule, self.sorter, self.seats, self.decide = rule, sorter, seats, decide
        self.groups, self.declared = groups, declared
        self.one: int = 10**rule.places
        self.continuing: set[int] = set(standing)
        self.elected: list[int] = []
        self.due: list[int] = []
        """Elected candidates whose surplus has not moved, in the order of election."""
        self.held: list[list[Parcel]] = [[] for _ in range(candidates)]
        self.votes: list[Votes] = [0] * candidates
        self.exhausted: Votes = 0
        self.lost: Votes = 0
        self.moves = 0
        self.rounds: list[Round] = []
        self.points: list[tuple[Votes, ...]] = []
        """The totals at the end of each round, and of each parcel where candidates are elected after parcels."""
        self.steps: list[Step] = []
        self.excluded_before = False
        self._quota: Votes | None = None
        self._deal()

    # ── figures ──

    @property
    def open_seats(self) -> int:
        """Seats that nobody has yet."""
        return self.seats - len(self.elected)

    @property
    def filled(self) -> bool:
        """Whether the count is over."""
        return self.open_seats <= 0 or not self.continuing

    @property
    def quota(self) -> Votes | None:
        """What elects now."""
        law = self.rule.quota
        if law is None:
            return None
        if law.of == "in-play" or (law.of == "in-play-until-elected" and not self.elected):
            left = self.valid - self.exhausted - self.lost
            self._quota = self._quota_of(law, left) if left else self._quota
        return self._quota

    def surplus(self, who: int) -> Votes:
        """What an elected candidate has above the quota."""
        return max(0, self.votes[who] - (self.quota or 0))

    @property
    def surpluses(self) -> Votes:
        """All surpluses that have not moved."""
        return sum((self.surplus(who) for who in self.due), start=0)

    def cut(self, number: Votes, divisor: Votes) -> Votes:
        """A quotient with the decimals that the law keeps; nothing where there is nothing to divide by."""
        if not divisor:
            return 0
        if self.rule.exact:
            return plain(Fraction(number) / Fraction(divisor))
        return number // divisor

    # ── papers ──

    def _deal(self) -> None:
        papers = self.sorter.all()
        self.valid: Votes = self.sorter.number(papers) * self.rule.paper * self.one
        law = self.rule.quota
        self._quota = self._quota_of(law, self.valid) if law else None
        self.send(papers, self.rule.paper * self.one)

    def _quota_of(self, law: Quota, total: Votes) -> Votes:
        return quota(law, total, self.seats, self.one)

    def send(self, papers: Papers, value: Votes) -> Votes:
        """Move papers to the next continuing candidate they name, each at `value`; the votes credited for them."""
        return self.credit(self.sorter.sort(papers, self.continuing), value)

    def credit(self, sorted_: Sequence[tuple[int | None, Papers]], value: Votes) -> Votes:
        """Give sorted papers to those they name; what names nobody is exhausted. The votes credited in all."""
        self.moves += 1
        whole = self.rule.surplus is not None and self.rule.surplus.credit == "whole"
        total: Votes = 0
        for to, papers in sorted_:
            worth = self.sorter.number(papers) * value
            credit = worth // self.one * self.one if whole else plain(worth)
            total += credit
            if to is None:
                self.exhausted += credit
            else:
                self.held[to].append(Parcel(papers, value, credit, self.moves))
                self.votes[to] += credit
        return total

    # ── what happened ──

    def did(self, what: str, who: int, **figures: Votes) -> None:
        """Note one step; fractions are left to the totals of the round."""
        self.steps.append(Step(what, who, {name: each for name, each in figures.items() if isinstance(each, int)}))

    def seat(self, who: int, how: str) -> None:
        """Elect a candidate."""
        self.did(how, who, votes=self.votes[who])
        self.continuing.discard(who)
        self.elected.append(who)
        self.due.append(who)

    def close(self) -> None:
        """End the round."""
        self.point()
        self.rounds.append(Round(tuple(self.steps), tuple(self.votes), self.exhausted, self.lost, self.quota))
        self.steps = []

    def point(self) -> None:
        """Keep the totals for ties that hang on an earlier point of the count."""
        self.points.append(tuple(self.votes))

    # ── groups ──

    def _seats_of_groups(self) -> Mapping[str, int]:
        """The least number of seats of each group; none where no minimum holds for so many seats."""
        each = next((least.each for least in self.rule.minima if least.of == self.seats), 0)
        return dict.fromkeys(self.groups or (), each) if each else {}

    def full(self, who: int) -> bool:
        """Whether the group of a candidate can take no further seat, the rest being kept for the others."""
        least = self._seats_of_groups()
        if not least or self.groups is None:
            return False
        have = {group: sum(self.groups[each] == group for each in self.elected) for group in least}
        kept = sum(max(0, least[group] - have[group]) for group in least if group != self.groups[who])
        return self.open_seats <= kept

    def kept(self, who: int) -> bool:
        """Whether a candidate may not be excluded, since the group would fall below its minimum."""
        least = self._seats_of_groups()
        if not least or self.groups is None:
            return False
        mine = self.groups[who]
        left = sum(self.groups[each] == mine for each in (*self.elected, *self.continuing))
        return left <= least[mine]
