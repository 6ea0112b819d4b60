"""The count of one contest under one rule: checked, carried out, and kept with everything that made it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from comitia.ballots import BallotFile, must_pass
from comitia.chance import Chance
from comitia.count.rounds import Counted
from comitia.count.rules import ONE_SEAT, count_single
from comitia.count.tally import Tally
from comitia.law.counting import Tie
from comitia.law.faults import Fault, Faults
from comitia.law.rule import Rule
from comitia.scrutiny.cast import contest, standing
from comitia.scrutiny.lots import Decision, Lots, Supplied
from comitia.scrutiny.mixing import mixed

__all__ = ["Sheet", "count_file", "seed_of"]

_SEED_DIGITS = 8
"""Hexadecimal digits of a file's digest that make the seed where none is given."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A contest counted. names: those who stand; seed: by which lots are drawn; given: whether the user gave it."""

    rule: Rule
    file: BallotFile
    names: tuple[str, ...]
    seats: int
    tally: Tally
    counted: Counted
    draws: tuple[Decision, ...]
    seed: int
    given: bool

    @property
    def winners(self) -> tuple[str, ...]:
        """Those elected, in the order of their election."""
        return tuple(self.names[i] for i in self.counted.elected)

    @property
    def going_on(self) -> tuple[str, ...]:
        """Those who go on to a second vote that is still to be held."""
        last = self.counted.rounds[-1].steps if self.counted.rounds else ()
        return tuple(self.names[step.option] for step in last if step.did == "goes-on")


def count_file(
    rule: Rule, file: BallotFile, seats: int | None, *, seed: int | None = None, supplied: Sequence[Supplied] = ()
) -> Sheet:
    """Count a file under a rule. Raises `Faults` where it cannot be counted, `Undecided` where a public lot is lacking.

    seats: those of the file where absent. seed: draws lots that are not supplied; made from the file's digest where
    absent, so that a count of the same file ends the same way for ever.
    """
    must_pass(file, seats)
    places = _seats(rule, file, seats)
    held = contest(rule, file, places)
    if not sum(held.cast.tally.votes) and not held.cast.tally.valid > 0:
        message = "There is not one valid vote to count."
        raise Faults(Fault("no-votes", message, file=file.file, mend="Look at what the rule calls valid."))
    number = seed_of(file) if seed is None else seed
    tie = getattr(rule.count, "tie", None)
    public = seed is None and (rule.lots == "public" or tie == "elder")
    names = tuple(file.candidates[i].name for i in held.candidates)
    law: Tie = next((word for word in get_args(Tie) if word == tie), "lot")
    lots = Lots(names, law, Chance(number), file.title or file.file, supplied, public)
    cast = mixed(rule.count, held.cast, lots.chance, file.title or "")  # not the path: files are moved
    counted = count_single(rule.count, cast, places, lots.decide)
    lots.unused()
    return Sheet(rule, file, names, places, held.cast.tally, counted, tuple(lots.records), number, seed is not None)


def seed_of(file: BallotFile) -> int:
    """The seed that a file itself gives: the first 32 bits of its SHA-256."""
    return int(file.digest[:_SEED_DIGITS], 16)


def _seats(rule: Rule, file: BallotFile, asked: int | None) -> int:
    seats = asked if asked is not None else file.seats
    if seats is None and type(rule.count) in ONE_SEAT:
        seats = 1
    if seats is None:
        message = "How many seats are to be filled, the file does not say."
        raise Faults(Fault("seats-needed", message, file=file.file, mend="Give the number: --seats N."))
    if seats > 1 and type(rule.count) in ONE_SEAT:
        message = f"'{rule.id}' fills one seat, and {seats:,} are to be filled."
        raise Faults(Fault("one-seat", message, file="--seats", mend="Take a rule for several seats, or --seats 1."))
    stand = len(standing(rule, file))
    if stand < seats:
        message = f"{stand:,} stand for {seats:,} seats, since names that voters wrote in do not count."
        mend = "Correct the number of seats, or let them count: --option write_ins=counted."
        raise Faults(Fault("fewer-candidates", message, file=file.file, mend=mend))
    return seats
