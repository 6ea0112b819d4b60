"""Two votes on a small assembly: four constituencies in two regions, lists in the regions, a tier above them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import comitia as cm
from comitia.electorate.returns import read_returns
from comitia.explain.recount import recount
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.measure.counted import counted
from comitia.run.result import Result
from comitia.text.nodes import compose
from comitia.text.read import validate

LAW = """
constitution: assembly
title: Law on the assembly
adopted: "2026"
summary: Two votes.
acts: [{id: act, title: Act on the assembly, short: Act, date: "2026"}]
ties: {rule: lot, article: {act: act, number: "9", mark: assumed}}
bodies:
  - id: assembly
    title: The assembly
    article: {act: act, mark: assumed}
    seats: 8
    routes:
      - by: election
        id: seats
        title: Constituencies
        article: {act: act, number: "2", mark: assumed}
        seats: 4
        electorate: {of: citizens, age: 18}
        units: {cut: values, groups: [{attribute: district}]}
        seats_each:
          seats: table
          rows:
            - {id: a, seats: 1, region: upper}
            - {id: b, seats: 1, region: upper}
            - {id: c, seats: 1, region: upper}
            - {id: d, seats: 1, region: lower}
        candidates: {pool: {of: citizens, age: 18}}
        ballot: {form: single-choice}
        stages:
          - id: first
            article: {act: act, number: "3", mark: assumed}
            standing: {who: nominated}
            count: {rule: plurality}
      - by: election
        id: lists
        title: Lists
        article: {act: act, number: "4", mark: assumed}
        electorate: {of: citizens, age: 18}
        units: {cut: values, groups: [{attribute: region}]}
        seats_each: {seats: none, rows: [{id: upper}, {id: lower}]}
        candidates: {pool: {of: citizens, age: 18}, elsewhere: allowed}
        ballot: {form: list}
        stages:
          - id: first
            article: {act: act, number: "4", mark: assumed}
            standing: {who: nominated}
            count: {rule: proportional, method: dhondt}
      - by: levelling
        id: shares
        title: Seats of lists
        article: {act: act, number: "5", mark: assumed}
        seats: 4
        total: 8
        votes_of: [lists]
"""
PLACED = "placed: [{to: units, method: sainte-lague}]"
FIRST = {"a": (60, 30), "b": (52, 40), "c": (45, 44), "d": (30, 60)}
"""Votes of the names of X and Y in each constituency; X wins a, b and c."""
LISTS = {"upper": (200, 190), "lower": (50, 265)}
"""Votes of the lists X and Y: 250 and 455 of 705."""


def law(*lines: str) -> Constitution:
    return validate(Constitution, compose(LAW + "".join(f"        {line}\n" for line in lines), "assembly.yaml"))


def returns(tmp_path: Path) -> Path:
    lines = ["contest,stage,candidate,list,votes,valid"]
    for unit, votes in FIRST.items():
        lines += [
            f"assembly/seats/{unit},first,{n} in {unit},{n},{v},{sum(votes)}" for n, v in zip("XY", votes, strict=True)
        ]
    for unit, votes in LISTS.items():
        lines += [f"assembly/lists/{unit},first,{n},,{v},{sum(votes)}" for n, v in zip("XY", votes, strict=True)]
    path = tmp_path / "returns.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def ran(tmp_path: Path, *lines: str) -> Result:
    return cm.count_returns(law(*lines), returns(tmp_path))


def by_list(result: Result) -> dict[str, int]:
    return dict(Counter(seat.list for seat in result.journal.seats))


def told(result: Result) -> str:
    (vote,) = (vote for vote in recount(result) if vote.contest == "assembly/shares")
    return "\n".join(step.text for step in vote.steps)


def test_shares_cover_what_was_won(tmp_path: Path) -> None:
    """8 seats by 250 and 455 are 3 and 5."""
    result = ran(tmp_path, "counted: [seats]", "method: sainte-lague", "surplus: kept", PLACED)
    assert by_list(result) == {"X": 3, "Y": 5}


def test_seats_above_the_share_are_kept_or_compensated(tmp_path: Path) -> None:
    """4 seats are 1 and 3; X has won 3. It keeps them; or the house grows until X has 3, at 8."""
    both = ("counted: [seats]", "method: sainte-lague")
    four = LAW.replace("total: 8", "total: 4")
    kept = validate(Constitution, compose(four + _lines(*both, "surplus: kept", PLACED), "assembly.yaml"))
    grown = validate(Constitution, compose(four + _lines(*both, "surplus: house-grows", PLACED), "assembly.yaml"))
    path = returns(tmp_path)
    assert by_list(cm.count_returns(kept, path)) == {"X": 3, "Y": 3}
    result = cm.count_returns(grown, path)
    assert by_list(result) == {"X": 3, "Y": 5}
    assert "The house grows to 8 seats" in told(result)
    assert "X has just the minimum" in told(result)


def _lines(*lines: str) -> str:
    return "".join(f"        {line}\n" for line in lines)


def test_minima_are_worked_out_unit_by_unit(tmp_path: Path) -> None:
    """By hand: upper 5 seats, X 3 and Y 2; lower 3 seats, X 0 and Y 3. X: 3 of 3 won and 0; Y: 2 and 3."""
    minima = (
        "minima: {seats: 8, method: sainte-lague, inside: sainte-lague, of: larger, "
        "rows: [{id: upper, number: 500}, {id: lower, number: 300}]}"
    )
    result = ran(tmp_path, "counted: [seats]", "method: sainte-lague", "surplus: house-grows", minima, PLACED)
    (tier,) = result.journal.tiers
    assert tier.first is not None
    assert (tier.first.parts, tier.first.listed, tier.first.least) == ((5, 3), ((3, 0), (2, 3)), (3, 5))
    assert "X has a minimum of 3: upper 3 (3 and 3 won)." in told(result)
    document = counted(result, read_returns(returns(tmp_path)), None)["tiers"][0]
    assert document["minima"]["least"] == {"X": 3, "Y": 5}


def test_winners_whom_the_share_does_not_cover_are_not_seated(tmp_path: Path) -> None:
    """4 seats are 1 and 3. X has its one in the upper region, where it has won three; a has the largest share."""
    four = (
        LAW.replace("total: 8", "total: 4")
        .replace("seats: 8", "seats: 4")
        .replace("seats: 4\n        total", "seats: 1\n        total")
    )
    text = four + _lines("counted: [seats]", "method: sainte-lague", "surplus: not-seated", PLACED)
    result = cm.count_returns(validate(Constitution, compose(text, "assembly.yaml")), returns(tmp_path))
    assert by_list(result) == {"X": 1, "Y": 3}
    below = [seat.contest for seat in result.journal.seats if seat.route == "seats"]
    assert below == ["assembly/seats/a", "assembly/seats/d"]
    assert [seat.mandate for seat in result.journal.seats] == [0, 1, 2, 3]
    assert "the winners with the smallest shares of the votes are not seated: b and c." in told(result)
    document = counted(result, read_returns(returns(tmp_path)), None)
    assert [row["contest"] for row in document["tiers"][0]["not_seated"]] == ["assembly/seats/b", "assembly/seats/c"]
    assert (document["bodies"]["assembly"]["seats"], document["bodies"]["assembly"]["vacant"]) == (4, 0)


def doubly(upper: int, lower: int) -> str:
    rows = f"rows: [{{id: upper, seats: {upper}}}, {{id: lower, seats: {lower}}}]"
    return f"placed: [{{to: units, method: sainte-lague, filled: doubly, {rows}}}]"


def test_all_places_at_once(tmp_path: Path) -> None:
    """Columns 3 and 5, rows 4 and 4: votes 200, 190 and 50, 265."""
    result = ran(tmp_path, "method: sainte-lague", "surplus: kept", doubly(4, 4))
    found = Counter((seat.list, seat.contest) for seat in result.journal.seats if seat.route == "shares")
    assert found == {
        ("X", "assembly/shares/upper"): 2,
        ("X", "assembly/shares/lower"): 1,
        ("Y", "assembly/shares/upper"): 2,
        ("Y", "assembly/shares/lower"): 3,
    }
    assert "Divisors of the lists" in told(result)


def test_where_no_table_has_both_sums_the_count_says_so(tmp_path: Path) -> None:
    """Y stands in the lower region alone, which has one seat, and is due five."""
    text = returns(tmp_path).read_text(encoding="utf-8")
    path = tmp_path / "other.csv"
    path.write_text(text.replace("assembly/lists/upper,first,Y,,190,390\n", "").replace("200,390", "200,200"), "utf-8")
    with pytest.raises(Faults) as caught:
        cm.count_returns(law("method: sainte-lague", "surplus: kept", doubly(7, 1)), path)
    assert [fault.code for fault in caught.value.faults] == ["no-apportionment"]
