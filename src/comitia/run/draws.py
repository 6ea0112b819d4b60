"""Lots and ties: settled by the law's rule in one place, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from comitia.chance import Chance, keys
from comitia.electorate.persons import Persons
from comitia.law.counting import Tie
from comitia.law.faults import Fault, Faults
from comitia.plan.units import Lots


@dataclass(frozen=True, slots=True)
class Draw:
    """One tie settled: among whom, how, who was taken; a record that a recount reads instead of drawing again."""

    contest: str
    stage: str
    rule: str
    among: tuple[str, ...]
    taken: tuple[str, ...]
    supplied: bool
    article: str


class Undecided(Exception):
    """The law wants a lot drawn in public, or the elder of persons whose age is not known, and nothing was supplied."""

    def __init__(self, contest: str, stage: str, among: tuple[str, ...], places: int, rule: Tie = "lot") -> None:
        self.contest, self.stage, self.among, self.places = contest, stage, among, places
        how = "the law decides by lot" if rule == "lot" else "the law elects the elder, whose age is not known"
        super().__init__(f"{contest}, stage {stage}: {', '.join(among)} are tied for {places} place(s), and {how}.")


def between_units(chance: Chance, records: list[Draw] | None = None) -> Lots:
    """Settles ties between units for a seat by lot, where no law says how; each is added to `records`."""

    def settle(route: str, tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        lots = chance.uniform(f"lot between units/{route}", keys(tied))
        taken = tuple(tied[int(i)] for i in np.argsort(lots)[:places])
        if records is not None:
            records.append(Draw(route, "apportionment", "lot", tied, taken, False, "no rule of this law"))
        return taken

    return settle


@dataclass(slots=True)
class Ties:
    """Settles ties. `supplied`: real lots by (contest, stage); `public`: refuse to draw a lot that is missing."""

    chance: Chance
    persons: Persons
    supplied: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    public: bool = False
    records: list[Draw] = field(default_factory=list)

    def settle(
        self,
        contest: str,
        stage: str,
        rule: Tie,
        article: str,
        among: tuple[int, ...],
        places: int,
        votes: tuple[int, ...] | None = None,
    ) -> tuple[int, ...]:
        """The persons who take the places. `votes`: of those tied, where quotients and not votes are equal."""
        if rule == "more-votes":
            return self._more_votes(contest, stage, article, among, places, votes or (0,) * len(among))
        names = tuple(self.persons.name(person) for person in among)
        given = self.supplied.get((contest, stage))
        if rule == "nobody":
            taken: tuple[int, ...] = ()
        elif given is not None:
            taken = tuple(among[i] for i in _fits(contest, stage, names, given, places))
        else:
            taken = self._order(contest, stage, rule, names, among, places)
        chosen = tuple(self.persons.name(person) for person in taken)
        supplied = given is not None and rule != "nobody"
        self.records.append(Draw(contest, stage, rule, names, chosen, supplied, article))
        return taken

    def _more_votes(
        self, contest: str, stage: str, article: str, among: tuple[int, ...], places: int, votes: tuple[int, ...]
    ) -> tuple[int, ...]:
        """Those with more votes; where the last place is tied between equally many, a lot."""
        last = sorted(votes, reverse=True)[places - 1]
        above = tuple(one for one, v in zip(among, votes, strict=True) if v > last)
        equal = tuple(one for one, v in zip(among, votes, strict=True) if v == last)
        if len(above) + len(equal) > places:
            return (*above, *self.settle(contest, stage, "lot", article, equal, places - len(above)))
        names = tuple(self.persons.name(person) for person in among)
        chosen = tuple(self.persons.name(person) for person in (*above, *equal))
        self.records.append(Draw(contest, stage, "more-votes", names, chosen, False, article))
        return (*above, *equal)

    def _by_lot(self, rule: Tie, among: tuple[int, ...], places: int) -> bool:
        """Whether a lot decides: by law, or because ages are not known or the last place is tied between equals."""
        years = sorted((int(self.persons.ages[person]) for person in among), reverse=True)
        return rule == "lot" or years[-1] < 0 or years[places - 1] == years[places]

    def _order(
        self, contest: str, stage: str, rule: Tie, names: tuple[str, ...], among: tuple[int, ...], places: int
    ) -> tuple[int, ...]:
        """The elder first where the law says so; then lots, one for each name."""
        if self.public and self._by_lot(rule, among, places):
            raise Undecided(contest, stage, names, places, rule)
        lots = self.chance.uniform(f"lot/{contest}/{stage}", keys(names))
        ages = [int(self.persons.ages[person]) if rule == "elder" else 0 for person in among]
        order = sorted(range(len(among)), key=lambda i: (-ages[i], lots[i]))
        return tuple(among[i] for i in order[:places])


def _fits(contest: str, stage: str, names: tuple[str, ...], given: tuple[str, ...], places: int) -> Iterable[int]:
    if not len(given) == len(set(given)) == places or any(name not in names for name in given):
        raise Faults(
            (
                Fault(
                    "lot-does-not-fit",
                    f"the lot supplied for {contest}, stage {stage}, takes {', '.join(given)};"
                    f" the tie is among {', '.join(names)} for {places} place(s).",
                    mend="supply the names as they stand in the returns.",
                ),
            )
        )
    return (names.index(name) for name in given)
