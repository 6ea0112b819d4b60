"""Bars to entry: in the unit, in regions, in the whole, by seats, by what kind of list it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from comitia.count.entry import judge
from comitia.count.standing import Standing
from comitia.law.lists import EntryLine

LISTS = Standing(
    names=("A", "B", "C", "D"),
    kinds=("", "", "minority", "coalition"),
    members=(1, 1, 1, 3),
    ids=("d/a", "d/b", "d/c"),
    units=("a", "b", "c"),
    regions=("north", "north", "south"),
    seats=(2, 3, 5),
    valid=(200, 300, 500),
    votes=((100, 150, 240), (80, 90, 40), (5, 20, 10), (10, 30, 200)),
    printed=((2, 3, 5), (2, 3, 5), (1, 3, 2), (2, 3, 5)),
    won={"districts": ((1, 2, 3, 0), (1, 1, 0, 0), (0, 0, 0, 0), (0, 0, 2, 0), (0, 0, 0, 0))},
)


def line(*bars: dict[str, Any], **more: Any) -> EntryLine:
    return EntryLine.model_validate({"bars": list(bars), **more})


def enter(*lines: EntryLine, unit: int | None = None, given: Standing = LISTS) -> str:
    """The names of the lists that take part."""
    return "".join(name for i, name in enumerate(given.names) if judge(lines, given, i, unit).enters)


def share(least: str, of: str = "valid", over: str = "whole", **more: Any) -> dict[str, Any]:
    return {"bar": "share", "at_least": least, "of": of, "over": over, **more}


def test_without_a_line_all_take_part() -> None:
    assert enter() == "ABCD"


def test_exactly_the_share_is_at_least_it_and_not_more_than_it() -> None:
    assert enter(line(share("21%"))) == "ABD"  # B has 210 of 1,000
    assert enter(line({"bar": "share", "more_than": "21%", "of": "valid", "over": "whole"})) == "AD"


def test_votes_for_lists_are_fewer_than_valid_papers() -> None:
    assert sum(map(sum, LISTS.votes)) == 975
    assert enter(line(share("24.5%"))) == "A"
    assert enter(line(share("24.5%", of="lists"))) == "AD"  # D has 240 of 975, of which 24.5% are 238.9


def test_a_bar_in_the_unit_is_measured_where_seats_are_shared() -> None:
    assert enter(line(share("20%", over="unit")), unit=0) == "AB"
    assert enter(line(share("20%", over="unit")), unit=2) == "AD"


def test_a_bar_in_regions_may_have_to_be_passed_in_several() -> None:
    assert enter(line(share("30%", over="region"))) == "ABD"
    assert enter(line(share("30%", over="region", places_at_least=2))) == "A"


def test_in_a_sharing_of_one_unit_its_own_region_counts() -> None:
    assert enter(line(share("30%", over="region")), unit=0) == "AB"
    assert enter(line(share("30%", over="region")), unit=2) == "AD"


def test_votes_for_each_seat_are_what_a_seat_costs_there() -> None:
    """In the south a seat is worth 100 valid papers, in the north 500 by 5, too."""
    bar = {"bar": "votes-per-seat", "of": "valid", "over": "region", "places_at_least": 1}
    assert enter(line(bar)) == "ABD"
    assert enter(line({**bar, "places_at_least": 2})) == "A"
    less = replace(LISTS, votes=((100, 150, 99), *LISTS.votes[1:]))
    assert enter(line({**bar, "places_at_least": 2}), given=less) == ""


def test_a_seat_won_below_opens_the_way() -> None:
    assert enter(line({"bar": "seats", "routes": ["districts"]})) == "ABD"
    assert enter(line({"bar": "seats", "at_least": 3, "routes": ["districts"]})) == "A"


def test_one_bar_is_enough_or_all_must_be_passed() -> None:
    bars = ({"bar": "seats", "at_least": 2, "routes": ["districts"]}, share("24%"))
    assert enter(line(*bars, passes="any")) == "ABD"
    assert enter(line(*bars, passes="all")) == "AD"


def test_the_first_line_that_speaks_of_a_list_decides() -> None:
    exempt = line(lists={"kinds": ["minority"]})
    together = line(share("25%"), lists={"members_at_least": 2})
    assert enter(exempt, together, line(share("5%"))) == "ABC"
    assert enter(together, line(share("5%"))) == "AB"


def test_a_list_of_which_no_line_speaks_takes_no_part() -> None:
    assert enter(line(share("5%"), lists={"kinds": ["coalition"]})) == "D"


def test_a_shorter_list_may_have_a_lower_bar() -> None:
    """C has 2 names for the 5 seats of unit c, so that 2% of 490 votes for lists do, 9.8, in place of 5%, 24.5."""
    assert enter(line(share("5%", of="lists", over="unit")), unit=2) == "ABD"
    assert enter(line(share("5%", of="lists", over="unit", shorter_lists="in-proportion")), unit=2) == "ABCD"
    judged = judge((line(share("5%", of="lists", over="unit", shorter_lists="in-proportion")),), LISTS, 2, 2)
    assert judged.bars[0].needed == 10


def test_an_alliance_may_pass_with_all_its_votes() -> None:
    allied = replace(LISTS, alliance=(("", "", ""), ("x",) * 3, ("x",) * 3, ("", "", "")))
    bar = line(share("24%", over="whole"))
    assert [judge((bar,), allied, i, None, together=True).enters for i in range(4)] == [True, True, True, True]
    assert [judge((bar,), allied, i, None, together=False).enters for i in range(4)] == [True, False, False, True]


def test_reasons_hold_figures_that_the_bar_is_told_with() -> None:
    judged = judge((line(share("21.05%")),), LISTS, 1)
    (bar,) = judged.bars
    assert (judged.enters, judged.line, bar.has, bar.needed, bar.base) == (False, 0, 210, 211, 1000)


def test_a_bar_has_one_share() -> None:
    with pytest.raises(ValidationError, match="exactly one of"):
        line({"bar": "share", "of": "valid", "over": "whole"})
