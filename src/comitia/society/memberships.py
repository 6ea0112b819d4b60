"""Members of organisations among the cells: published numbers spread evenly over those who can belong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comitia.arrays import I64
from comitia.law.faults import Fault, Faults
from comitia.society.cells import Cells, Organisation
from comitia.society.description import Description, MembershipRule
from comitia.society.rounding import running_share

__all__ = ["enrolled"]


def enrolled(description: Description, organisations: Sequence[Organisation], cells: Cells) -> dict[str, I64]:
    """Members per organisation [cell]: whole numbers, never more than the people of a cell.

    Where no number of members is known, everyone eligible counts. Raises `Faults` if an organisation has
    more members than people who can belong to it.
    """
    rules = {rule.organisation: rule for rule in description.memberships}
    made: dict[tuple[object, ...], I64] = {}  # organisations alike share one array
    members: dict[str, I64] = {}
    for organisation in organisations:
        rule = rules[organisation.id]
        wanted = None if organisation.members is None else round(organisation.members * rule.voters)
        key = (wanted, repr(rule.eligible))
        if key not in made:
            made[key] = _spread(organisation, wanted, _eligible(rule, cells), description.file)
            made[key].flags.writeable = False
        members[organisation.id] = made[key]
    return members


def _eligible(rule: MembershipRule, cells: Cells) -> I64:
    chosen = np.zeros(len(cells.count), dtype=bool)
    for conditions in rule.eligible:
        chosen |= cells.where(conditions)
    return np.where(chosen, cells.count, 0)


def _spread(organisation: Organisation, wanted: int | None, eligible: I64, file: str) -> I64:
    able = int(eligible.sum())
    if wanted is None or wanted == able:
        return eligible
    if wanted > able:
        message = (
            f"'{organisation.id}' has {wanted:,} members with the vote, but only {able:,} people can belong to it."
        )
        mend = f"Widen 'eligible' of '{organisation.id}' under 'memberships'."
        raise Faults(Fault("too-many-members", message, file=file, mend=mend))
    return running_share(eligible, wanted, able)
