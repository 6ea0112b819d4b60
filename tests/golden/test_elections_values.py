"""India 2022: the value of every vote against the table of the Election Commission."""

from __future__ import annotations

import comitia as cm
from comitia.count.values import worth
from comitia.law.electorates import Members
from comitia.law.routes import Election
from tests.election_files import folder
from tests.golden.convert import rows


def test_india_2022_has_every_value_of_the_table() -> None:
    given = rows(folder("india-president-2022") / "electors.csv")
    (route,) = cm.load("india-president-1950").body("president").routes
    assert isinstance(route, Election)
    assert isinstance(route.electorate, Members)
    found = {each.title: (each.members, each.value, each.together) for each in worth(route.electorate.values)[:-1]}
    assert found == {
        row["state"]: (int(row["elected_assembly_members"]), int(row["value_per_member"]), int(row["value_total"]))
        for row in given
    }
