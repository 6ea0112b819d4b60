"""Ties of a count by one rule: settled by the rule, by a lot that was supplied, or by a lot from the recorded seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from comitia.chance import Chance, keys
from comitia.count.rounds import Tied, What
from comitia.law.counting import Tie
from comitia.law.faults import Fault, Faults
from comitia.run.draws import Undecided

__all__ = ["Decision", "Lots", "Supplied"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A tie that was settled: the round, what was decided, among whom, who was taken, how, by a real lot or not."""

    round: int
    what: What
    among: tuple[str, ...]
    places: int
    taken: tuple[str, ...]
    rule: Tie
    supplied: bool


@dataclass(frozen=True, slots=True)
class Supplied:
    """A name that a real lot took: the round; what was decided, None where the file does not say; its line."""

    round: int
    what: What | None
    taken: str
    file: str
    line: int


@dataclass(slots=True)
class Lots:
    """Settles ties. `rule`: what the law says; `public`: a lot that was not supplied is not drawn here."""

    names: tuple[str, ...]
    rule: Tie
    chance: Chance
    contest: str
    supplied: Sequence[Supplied] = ()
    public: bool = False
    records: list[Decision] = field(default_factory=list)
    _used: set[Supplied] = field(default_factory=set)

    def decide(self, tied: Tied) -> tuple[int, ...]:
        """Those who take the places; fewer where the law elects none of those tied."""
        given = self._given(tied)
        if self.rule == "nobody" and tied.what == "elect":
            taken: tuple[int, ...] = ()
        elif given:
            taken = self._fitting(tied, given)
        else:
            taken = self._drawn(tied)
        how: Tie = "nobody" if not taken else "lot"
        names = tuple(self.names[i] for i in tied.among)
        chosen = tuple(self.names[i] for i in taken)
        self.records.append(Decision(tied.round, tied.what, names, tied.places, chosen, how, bool(taken and given)))
        return taken

    def unused(self) -> None:
        """Raise `Faults` for lots that were supplied and decided nothing."""
        faults = [
            Fault(
                "lot-not-needed",
                f"The lot in round {each.round} that takes '{each.taken}' decides nothing: no tie there hangs on it.",
                file=each.file,
                line=each.line,
                mend="Leave it out, or look for the round that it belongs to.",
            )
            for each in self.supplied
            if each not in self._used
        ]
        if faults:
            raise Faults(faults)

    def _given(self, tied: Tied) -> list[Supplied]:
        """What was supplied for this tie: lots of its round and kind that take one of those tied, or are left over."""
        names = {self.names[i] for i in tied.among}
        here = [
            each
            for each in self.supplied
            if each not in self._used and each.round == tied.round and each.what in (None, tied.what)
        ]
        fit = [each for each in here if each.taken in names]
        return fit[: tied.places] if fit else here

    def _fitting(self, tied: Tied, given: list[Supplied]) -> tuple[int, ...]:
        names = [self.names[i] for i in tied.among]
        taken = [each.taken for each in given]
        if len(taken) != tied.places or not set(taken) <= set(names):
            places = f"{tied.places} place{'' if tied.places == 1 else 's'}"
            message = (
                f"The lot of round {tied.round} takes {', '.join(taken)}; the tie is between {', '.join(names)} for "
                f"{places}."
            )
            mend = "Write the names as they stand in the ballots, one line for each place."
            raise Faults(Fault("lot-does-not-fit", message, file=given[0].file, line=given[0].line, mend=mend))
        self._used.update(given)
        return tuple(tied.among[names.index(name)] for name in taken)

    def _drawn(self, tied: Tied) -> tuple[int, ...]:
        """By lots, one for each name: the order of the candidates in the file changes nothing."""
        names = tuple(self.names[i] for i in tied.among)
        if self.public:
            raise Undecided(self.contest, f"round {tied.round}", names, tied.places, self.rule)
        before = sum((r.round, r.what, set(r.among)) == (tied.round, tied.what, set(names)) for r in self.records)
        purpose = f"lot/{tied.round}/{tied.what}{f'/{before}' if before else ''}"
        lots = self.chance.uniform(purpose, keys(names))
        return tuple(tied.among[int(i)] for i in np.argsort(lots, kind="stable")[: tied.places])
