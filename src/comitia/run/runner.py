"""The interpreter: a walk over the law's bodies in an order in which each can be filled."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from comitia.chance import Chance
from comitia.electorate.parameters import Parameters
from comitia.electorate.persons import Persons
from comitia.electorate.seam import Electorate
from comitia.electorate.shipped import voters_of
from comitia.electorate.voters import Detail, VoterModel
from comitia.law.constitution import Constitution
from comitia.plan.contests import Plan, plan
from comitia.plan.order import with_needs
from comitia.run.draws import Draw, Ties, between_units
from comitia.run.journal import Journal
from comitia.run.result import Meta, Result
from comitia.run.tiers import Tiers
from comitia.run.walk import Walk
from comitia.society.cells import Society


def run(
    law: Constitution,
    society: Society,
    *,
    voters: Parameters | None = None,
    seed: int | None = None,
    detail: Detail = "cells",
    electorate: Electorate | None = None,
    drawn: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    public_lots: bool = False,
    years: int = 0,
    only: Iterable[str] | None = None,
) -> Result:
    """Fill every body of a law from a society.

    voters: the voter model's parameters, those shipped with the society where absent; seed: drawn and kept in the
    result where absent; detail: `cells` or `individual`; electorate: answers instead of the voter model, e.g. real
    returns; drawn: real lots by (contest, stage); public_lots: raise Undecided where the law wants a lot that is
    not supplied; years: how many years of yearly renewal follow the first filling; only: the bodies that are wanted,
    so that no others are filled than these and those that they hang on, which makes no difference to them. Faults: a
    law and a society that do not fit each other.
    """
    number = secrets.randbits(32) if seed is None else seed
    parameters = voters if voters is not None else voters_of(society)
    model = electorate if electorate is not None else VoterModel(parameters, society, detail)
    chance, journal = Chance(number), Journal(Persons())
    ties = Ties(chance, journal.persons, drawn or {}, public_lots)
    planned = _planned(law, society, model.looks_at, chance, ties.records)
    tiers = Tiers(planned, parameters, chance, journal)
    walk = Walk(planned, model, journal, ties, chance, tiers=tiers)
    bodies = planned.bodies
    if only is not None:
        wanted = with_needs(law, only)
        bodies = tuple(body for body in bodies if body.id in wanted)
    for body in bodies:
        walk.fill(body)
    for year in range(1, years + 1):
        walk.renew(year)
    meta = Meta(law, society, parameters, number, detail, years)
    return Result(meta, planned, journal, tuple(ties.records), tiers.bodies)


_PLANS: list[tuple[Constitution, Society, tuple[str, ...], Plan]] = []
"""The latest plans: they do not depend on the seed, unless units are tied for a seat."""

_MEMO = 300
"""Entries a plan may remember; models that differ each leave theirs, and all can be worked out again."""


def _planned(
    law: Constitution, society: Society, looks_at: tuple[str, ...], chance: Chance, records: list[Draw]
) -> Plan:
    """The plan of a law on a society; one that no lot had a part in is kept for the next run."""
    for known_law, known_society, known_look, known in _PLANS:
        if known_law is law and known_society is society and known_look == looks_at:
            if len(known.map.memo) > _MEMO:
                known.map.memo.clear()
            return known
    drawn: list[Draw] = []
    planned = plan(law, society, looks_at, between_units(chance, drawn))
    records.extend(drawn)
    if not drawn:
        _PLANS[:] = [*_PLANS[-7:], (law, society, looks_at, planned)]
    return planned
