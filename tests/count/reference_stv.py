"""Transfers once more, as plainly as can be: every paper an object of its own, every figure a fraction of a vote.

Written from the definitions of the fields and from nothing else; it shares no line with the counters that it checks.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from comitia.law.transferable import Transferable

Choose = Callable[[str, frozenset[int]], int]
"""Settles a tie between several for one place."""
Paper = tuple[int, ...]


@dataclass
class Sheet:
    """One paper: the candidates in order, what it is worth, who has it, the transfer that brought it there."""

    names: Paper
    worth: Fraction
    at: int | None = None
    came: int = 0
    place: int = 0
    still: bool = True


@dataclass
class Result:
    elected: list[int] = field(default_factory=list)
    rounds: list[tuple[tuple[Fraction, ...], Fraction, Fraction]] = field(default_factory=list)
    """Totals, exhausted, lost."""


def reference(law: Transferable, candidates: int, papers: list[Paper], seats: int, choose: Choose) -> Result:
    """Count single papers, each the candidates in order of preference."""
    result = Result()
    if law.seats == "together":
        Contest(law, list(range(candidates)), candidates, papers, seats, choose, result).run()
    else:
        while len(result.elected) < min(seats, candidates):
            standing = [who for who in range(candidates) if who not in result.elected]
            Contest(law, standing, candidates, papers, 1, choose, result).run()
    return result


class Contest:
    def __init__(
        self,
        law: Transferable,
        standing: list[int],
        candidates: int,
        papers: list[Paper],
        seats: int,
        choose: Choose,
        result: Result,
    ) -> None:
        self.law, self.hopeful, self.seats, self.choose, self.result = law, set(standing), seats, choose, result
        self.sheets = [Sheet(names, Fraction(law.paper)) for names in papers if names]
        self.valid = Fraction(law.paper * len(self.sheets))
        self.total = [Fraction(0)] * candidates
        self.exhausted = self.lost = Fraction(0)
        self.won: list[int] = []
        self.pending: list[tuple[int, int]] = []  # who, round of election
        self.quota: Fraction | None = None
        self.history: list[tuple[Fraction, ...]] = []
        self.batch = self.placed = 0
        self.begun = False
        self.sheets_named = papers

    # what the law's words mean

    def step(self) -> Fraction:
        return Fraction(1, 10**self.law.places)

    def down(self, value: Fraction) -> Fraction:
        return value if self.law.exact else math.floor(value / self.step()) * self.step()

    def needed(self) -> Fraction | None:
        law = self.law.quota
        if law is None:
            return None
        if self.quota is None or law.of == "in-play" or (law.of == "in-play-until-elected" and not self.won):
            of = self.valid if law.of == "valid" else self.valid - self.exhausted - self.lost
            of = of or self.valid  # nothing is in play any more
            exact = of / (self.seats + 1 if law.by == "seats-plus-one" else self.seats)
            self.quota = {
                "kept": lambda: exact,
                "next-whole": lambda: Fraction(math.floor(exact) + 1),
                "up": lambda: Fraction(math.ceil(exact)),
                "cut": lambda: Fraction(math.floor(exact)),
                "next-part": lambda: (math.floor(exact / self.step()) + 1) * self.step(),
                "up-to-part": lambda: math.ceil(exact / self.step()) * self.step(),
            }[law.fraction]()
        return self.quota

    def enough(self, who: int) -> bool:
        needed = self.needed()
        assert self.law.quota
        if needed is None:
            return False
        return self.total[who] > needed or (self.total[who] == needed and self.law.quota.reached == "at-least")

    def over(self, who: int) -> Fraction:
        return max(Fraction(0), self.total[who] - (self.needed() or 0))

    def all_over(self) -> Fraction:
        return sum((self.over(who) for who, _ in self.pending), start=Fraction(0))

    def pick(self, among: set[int], what: str) -> int:
        """The greatest of those, or for an exclusion the smallest."""
        sign = -1 if what == "exclude" else 1
        left = set(among)
        for totals in [tuple(self.total), *self.looked_at()]:
            best = max(sign * totals[who] for who in left)
            left = {who for who in left if sign * totals[who] == best}
        return left.pop() if len(left) == 1 else self.choose(what, frozenset(left))

    def looked_at(self) -> list[tuple[Fraction, ...]] | list[tuple[int, ...]]:
        """The figures that decide between equals, in the order in which the law looks at them."""
        longest = max((len(names) for names in self.sheets_named), default=0)
        named = [
            tuple(
                sum(names[rank : rank + 1] == (who,) for names in self.sheets_named) for who in range(len(self.total))
            )
            for rank in range(longest)
        ]
        earlier: dict[str, list[tuple[Fraction, ...]] | list[tuple[int, ...]]] = {
            "latest-difference": self.history[::-1],
            "first-difference": self.history,
            "preferences": named,
            "nowhere": [],
        }
        return earlier[self.law.ties.look]

    # moving papers

    def following(self, sheet: Sheet) -> int | None:
        return next((name for name in sheet.names if name in self.hopeful), None)

    def move(self, sheets: list[Sheet], worth: Fraction) -> Fraction:
        """Give papers to whom they name next, at a worth each; what they brought in all."""
        self.batch += 1
        brought: dict[int | None, Fraction] = {}
        for sheet in sheets:
            sheet.at, sheet.worth, sheet.came = self.following(sheet), worth, self.batch
            sheet.still = sheet.at is not None
            self.placed += 1
            sheet.place = self.placed
            brought[sheet.at] = brought.get(sheet.at, Fraction(0)) + worth
        for to, votes in brought.items():
            if self.law.surplus and self.law.surplus.credit == "whole":
                brought[to] = votes = Fraction(math.floor(votes))
            if to is None:
                self.exhausted += votes
            else:
                self.total[to] += votes
        return sum(brought.values(), start=Fraction(0))

    def has(self, who: int) -> list[Sheet]:
        """Papers of a candidate as they lie there, the one that came last at the end."""
        mine = [sheet for sheet in self.sheets if sheet.still and sheet.at == who]
        return sorted(mine, key=lambda sheet: sheet.place)

    # the count

    def run(self) -> None:
        self.move(self.sheets, Fraction(self.law.paper))
        self.end()
        while not self.over_now():
            waiting = [(who, since) for who, since in self.pending if self.over(who) > 0]
            if self.law.surplus and waiting and not self.waits():
                if self.law.surplus.order == "election":
                    waiting = [pair for pair in waiting if pair[1] == min(since for _, since in waiting)]
                self.spread(self.pick({who for who, _ in waiting}, "transfer"))
            else:
                self.drop()
            self.end()

    def over_now(self) -> bool:
        return len(self.won) >= self.seats or not self.hopeful

    def waits(self) -> bool:
        assert self.law.surplus
        if self.law.surplus.deferred == "never":
            return False
        low = sorted(self.total[who] for who in self.hopeful)
        needed = self.needed()
        if self.law.surplus.unless_elects and needed is not None and self.law.quota:
            best = low[-1] + self.all_over()
            if best > needed or (best == needed and self.law.quota.reached == "at-least"):
                return False
        groups = range(1, len(low) - (self.seats - len(self.won)) + 1)
        if self.law.surplus.deferred == "last" or not groups:
            groups = range(1, 2)
        return any(self.beaten(sum(low[:many]), low[many]) for many in groups if many < len(low))

    def beaten(self, votes: Fraction | int, above: Fraction, group: list[Fraction] | None = None) -> bool:
        """Whether so many votes with all surpluses cannot pass those above, nor give one of them a deposit back."""
        least, needed = votes + self.all_over(), self.needed()
        if group and self.law.exclusion.deposit is not None and needed is not None:
            bar = self.law.exclusion.deposit * needed
            for place, own in enumerate(group):
                if own <= bar and sum(group[: place + 1]) + self.all_over() > bar:
                    return False
        return least <= above if self.law.exclusion.hopeless == "no-more" else least < above

    def end(self) -> None:
        self.elect()
        self.last_seats()
        self.record()

    def record(self) -> None:
        self.needed()
        self.history.append(tuple(self.total))
        self.result.rounds.append((tuple(self.total), self.exhausted, self.lost))

    def win(self, who: int) -> None:
        self.hopeful.remove(who)
        self.won.append(who)
        self.result.elected.append(who)
        self.pending.append((who, len(self.result.rounds)))

    def winners(self, who: set[int]) -> None:
        room = self.seats - len(self.won)
        taken: set[int] = set()
        while who and len(taken) < room:
            best = self.pick(who, "elect") if len(who) > room - len(taken) else next(iter(who))
            taken.add(best)
            who = who - {best}
        for each in sorted(taken, key=lambda each: (-self.total[each], each)):
            self.win(each)

    def elect(self) -> None:
        if self.law.quota:
            self.winners({who for who in self.hopeful if self.enough(who)})
        while self.law.share_of_rest and self.hopeful and len(self.won) < self.seats:
            stake = sum((self.total[who] for who in self.hopeful), start=self.all_over())
            best = max(self.total[who] for who in self.hopeful)
            if not stake or best < stake / (self.seats - len(self.won) + 1):
                break
            self.winners({who for who in self.hopeful if self.total[who] == best})
        if self.law.more_than_rest and self.seats - len(self.won) == 1:
            for who in sorted(self.hopeful):
                rest = sum((self.total[each] for each in self.hopeful - {who}), start=self.all_over())
                if self.total[who] > rest:
                    self.win(who)
                    break

    def last_seats(self) -> None:
        room = self.seats - len(self.won)
        if not room or not self.hopeful:
            return
        low = sorted(self.hopeful, key=lambda who: (self.total[who], -who))
        if len(low) <= room:
            self.winners(set(low))
        elif len(low) == room + 1 and self.law.last == "one-too-many":
            if self.total[low[0]] + self.all_over() < self.total[low[1]]:
                self.winners(set(low[1:]))
        elif len(low) == 2 and room == 1 and self.law.last == "most-of-two" and not self.all_over():
            self.winners(set(low))

    def spread(self, who: int) -> None:
        law = self.law.surplus
        assert law
        mine, over, before = self.has(who), self.over(who), sum(self.total) + self.exhausted
        if law.papers == "last-parcel":
            latest = max(sheet.came for sheet in mine)
            mine = [sheet for sheet in mine if sheet.came == latest]
        if law.among == "transferable":
            mine = [sheet for sheet in mine if self.following(sheet) is not None]
        at_stake = sum((sheet.worth for sheet in mine), start=Fraction(0))
        values = sorted({sheet.worth for sheet in mine}, reverse=True)
        lots = [([sheet for sheet in mine if sheet.worth == value], value) for value in values]
        if law.among == "transferable" and at_stake <= over and law.move != "every-nth":
            for lot, value in lots:
                self.move(lot, value)
            self.exhausted += over - at_stake
        elif law.move == "whole-papers":
            self.move(self.proportion(mine, int(over)), Fraction(1))
        elif law.move == "every-nth":
            self.count_off(self.has(who), int(over), self.total[who])
        elif law.move == "by-number":
            self.move(mine, self.down(over / len(mine)))
        else:
            for lot, value in lots:
                ratio = over / at_stake if at_stake else Fraction(0)
                self.move(lot, self.down(value * (ratio if law.cut == "once" else self.down(ratio))))
        self.lost += over - (sum(self.total) + self.exhausted - before)
        self.total[who] -= over
        self.pending = [pair for pair in self.pending if pair[0] != who]

    def proportion(self, sheets: list[Sheet], number: int) -> list[Sheet]:
        """So many of the papers, from each next candidate in proportion, from the end of those for each."""
        lots: dict[int, list[Sheet]] = {}
        for sheet in sheets:
            to = self.following(sheet)
            assert to is not None
            lots.setdefault(to, []).append(sheet)
        exact = {to: Fraction(len(lot) * number, len(sheets)) for to, lot in lots.items()}
        taken = {to: math.floor(share) for to, share in exact.items()}
        waiting = set(lots)
        while sum(taken.values()) < number:
            best = max((exact[to] - math.floor(exact[to]), len(lots[to])) for to in waiting)
            tied = {to for to in waiting if (exact[to] - math.floor(exact[to]), len(lots[to])) == best}
            for totals in self.looked_at():
                most = max(totals[to] for to in tied)
                tied = {to for to in tied if totals[to] == most}
            one = tied.pop() if len(tied) == 1 else self.choose("transfer", frozenset(tied))
            taken[one] += 1
            waiting.remove(one)
        return [sheet for to, lot in sorted(lots.items()) for sheet in lot[len(lot) - taken[to] :]]

    def count_off(self, sheets: list[Sheet], number: int, votes: Fraction) -> None:
        """Every n-th paper, then those after them, as many as are needed and name somebody."""
        n = max(1, math.floor(votes / number + Fraction(1, 2)))
        numbered = list(enumerate(sheets, start=1))
        first = [pair for pair in numbered if pair[0] >= n]
        order = sorted(first, key=lambda pair: (pair[0] % n, pair[0])) + [pair for pair in numbered if pair[0] < n]
        for _, sheet in order:
            if not number:
                break
            if self.following(sheet) is not None:
                self.singly([sheet])
                number -= 1
        self.exhausted += number

    def singly(self, sheets: list[Sheet]) -> None:
        """One paper after another; whoever gets the quota is elected at once."""
        for sheet in sheets:
            self.move([sheet], sheet.worth)
            if sheet.at is not None and len(self.won) < self.seats and self.law.quota and self.enough(sheet.at):
                self.win(sheet.at)

    def drop(self) -> None:
        law, low = self.law.exclusion, sorted(self.hopeful, key=lambda who: self.total[who])
        few = [who for who in low if law.fewer_than is not None and self.total[who] < law.fewer_than]
        room, out = self.seats - len(self.won), []
        if not self.begun and few and len(low) - len(few) >= room:
            out = few
        elif law.several == "cannot-be-saved":
            for many in range(1, len(low) - room + 1):
                votes = sum(self.total[who] for who in low[:many])
                if self.beaten(votes, self.total[low[many]], [self.total[who] for who in low[:many]]):
                    out = self.lowest(many)
        out = out or [self.pick(self.hopeful, "exclude")]
        self.begun = True
        self.hopeful -= set(out)
        if law.final == "not-moved" and len(self.hopeful) <= room:
            return
        sheets = [sheet for who in out for sheet in self.has(who)]
        keys: dict[str, Callable[[Sheet], Fraction | int]] = {
            "together": lambda sheet: 0,
            "by-value": lambda sheet: -sheet.worth,
            "by-receipt": lambda sheet: sheet.came,
        }
        parts = sorted({keys[law.parcels](sheet) for sheet in sheets})
        lots = [[sheet for sheet in sheets if keys[law.parcels](sheet) == part] for part in parts]
        for number, lot in enumerate(lots, start=1):
            self.pass_on(lot)
            if number == len(lots):
                break
            if self.law.elected == "after-parcel":
                self.elect()
                if law.stages == "whole":
                    self.history.append(tuple(self.total))
            if law.stages == "each-parcel":
                self.record()
            if self.over_now():
                break

    def lowest(self, many: int) -> list[int]:
        """So many with fewest votes; a tie is settled only where it matters."""
        out: set[int] = set()
        while len(out) < many:
            left = self.hopeful - out
            fewest = {who for who in left if self.total[who] == min(self.total[each] for each in left)}
            out |= fewest if len(out | fewest) <= many else {self.pick(left, "exclude")}
        return sorted(out, key=lambda who: self.total[who])

    def pass_on(self, lot: list[Sheet]) -> None:
        """Move papers of the excluded, each at its own worth; they lose what they were credited with for them."""
        before = sum(self.total) + self.exhausted
        gave = {}
        for who, came in {(sheet.at, sheet.came) for sheet in lot}:
            votes = sum((sheet.worth for sheet in lot if (sheet.at, sheet.came) == (who, came)), start=Fraction(0))
            whole = self.law.surplus and self.law.surplus.credit == "whole"
            gave[who, came] = Fraction(math.floor(votes)) if whole else votes
        for value in sorted({sheet.worth for sheet in lot}, reverse=True):
            same = [sheet for sheet in lot if sheet.worth == value]
            if self.law.elected == "at-once":
                self.singly(same)
            else:
                self.move(same, value)
        self.lost += sum(gave.values()) - (sum(self.total) + self.exhausted - before)
        for (who, _), votes in gave.items():
            assert who is not None
            self.total[who] -= votes
