"""Poland 1989: seats reserved for parties, a list that voters strike, a law that changed between two votes.

Who won what in which vote is on record; votes are constructed so that this comes out, but for the roll and the turnout
of the national list, which are those of 4 June.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import comitia as cm
from comitia.electorate.returns import read_returns
from comitia.law.faults import Faults
from comitia.measure.counted import counted
from comitia.run.result import Result

LABELS = {"pzpr": 156, "zsl": 67, "sd": 24, "pax": 8, "uchs": 6, "pzks": 3, "non-party": 161}
"""Seats in constituencies."""

IN_ROUND_1 = {"pzpr": 1, "zsl": 1, "sd": 1, "non-party": 160}
"""Filled on 4 June: three of the reserved seats, 160 of the 161 that were open."""

AGAIN = {"pzpr": 16, "zsl": 8, "sd": 3, "pax": 2, "uchs": 2, "pzks": 2}
"""Seats of the list that were filled on 18 June, by party."""

SEJM = {"pzpr": 173, "zsl": 76, "sd": 27, "pax": 10, "uchs": 8, "pzks": 5, "non-party": 161}
ROLL, VOTED = 27_362_313, 17_156_170

Line = tuple[str, str, str, int, int, int]


def constituencies() -> Iterator[Line]:
    for label, seats in LABELS.items():
        for number in range(seats):
            contest, names = f"sejm/{label}/{number + 1}", [f"{label} {number + 1}{letter}" for letter in "ab"]
            first = (60, 20) if number < IN_ROUND_1.get(label, 0) else (45, 30)
            yield from ((contest, "first", name, votes, 200, 100) for name, votes in zip(names, first, strict=True))
            if first == (45, 30):
                yield from (
                    (contest, "second", name, votes, 200, 50) for name, votes in zip(names, (26, 20), strict=True)
                )


def national_list() -> Iterator[Line]:
    for number in range(35):
        votes = VOTED // 2 + 1 if number in (0, 1) else VOTED // 2
        yield "sejm/national-list", "first", f"list {number + 1}", votes, ROLL, VOTED


def again(seats: int = 33) -> Iterator[Line]:
    for number in range(seats):
        for name, votes in (("a", 30), ("b", 15)):
            yield f"sejm/list-seats-again/{426 + number}", "second", f"again {426 + number}{name}", votes, 200, 50


def senate() -> Iterator[Line]:
    """92 seats in the first vote: of 49 voivodeships, eight have one seat left, which one of two leaders wins."""
    law = cm.load("poland-1989")
    (route,) = law.body("senate").routes
    for number, row in enumerate(route.seats_each.rows):  # type: ignore[union-attr]
        contest, names = f"senate/voivodeships/{row.id}", [f"{row.id} {k + 1}" for k in range(row.seats + 1)]
        won = row.seats - (number < 8)
        votes = [60] * won + [40] * (len(names) - won)
        yield from ((contest, "first", name, v, 200, 100) for name, v in zip(names, votes, strict=True))
        if won < row.seats:
            yield from ((contest, "second", name, v, 200, 80) for name, v in zip(names[won:], (45, 30), strict=True))


def written(tmp_path: Path, lines: Iterator[Line] | list[Line]) -> Path:
    path = tmp_path / "returns.csv"
    head = "contest,stage,candidate,votes,registered,participants,valid\n"
    text = "".join(f"{a},{b},{c},{v},{roll},{came},{came}\n" for a, b, c, v, roll, came in lines)
    path.write_text(head + text, encoding="utf-8")
    return path


def ran(path: Path, answer: str = "decree") -> Result:
    return cm.count_returns(cm.load("poland-1989", [("choices.unfilled-list-seats", answer)]), path)


def test_the_labels_add_up_to_299_reserved_and_161_open() -> None:
    assert sum(LABELS.values()) - LABELS["non-party"] + 35 == 299
    assert sum(SEJM.values()) == 460
    law = cm.load("poland-1989")
    assert {route.id: route.seats for route in law.body("sejm").routes if route.id in LABELS} == LABELS


def test_165_seats_are_filled_on_4_june_and_295_on_18_june(tmp_path: Path) -> None:
    path = written(tmp_path, [*constituencies(), *national_list(), *again(), *senate()])
    result = ran(path)
    sejm, upper = (Counter(seat.stage for seat in result.seats(body)) for body in ("sejm", "senate"))
    assert sejm == {"first": 165, "second": 295}
    assert upper == {"first": 92, "second": 8}
    found = Counter(seat.route for seat in result.seats("sejm"))
    assert (found["national-list"], found["list-seats-again"]) == (2, 33)
    together = Counter({label: found[label] for label in LABELS}) + Counter(AGAIN) + Counter(pzpr=1, zsl=1)
    assert together == SEJM
    body = counted(result, read_returns(path), None)["bodies"]["sejm"]
    assert (body["seats"], body["filled"], body["vacant"]) == (460, 460, 0)
    assert body["routes"]["national-list"]["turnout"] == pytest.approx(0.6270, abs=5e-5)


def test_as_enacted_33_seats_stay_open(tmp_path: Path) -> None:
    path = written(tmp_path, [*constituencies(), *national_list()])
    result = ran(path, "as-enacted")
    body = counted(result, read_returns(path), None)["bodies"]["sejm"]
    assert (body["seats"], body["filled"], body["vacant"]) == (460, 427, 33)


def test_half_of_the_papers_does_not_keep_a_name(tmp_path: Path) -> None:
    result = ran(written(tmp_path, [*national_list()]))
    names = [result.journal.persons.name(seat.person) for seat in result.seats("sejm")]
    assert names == ["list 1", "list 2"]


def test_no_more_seats_are_filled_again_than_were_left_open(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        ran(written(tmp_path, [*national_list(), *again(34)]))
    (fault,) = caught.value.faults
    assert "sejm/list-seats-again/459" in fault.message


def test_the_decree_is_named_by_what_it_fills() -> None:
    words = cm.load("poland-1989")
    route = next(route for route in words.body("sejm").routes if route.id == "list-seats-again")
    assert words.cite(route.article) == "Decree, article not verified (PL13)"


@pytest.mark.parametrize(("for_", "against", "elected"), [(270, 233, True), (268, 235, False)])
def test_a_president_needs_more_than_half_of_all_who_voted(
    for_: int, against: int, elected: bool, tmp_path: Path
) -> None:
    path = tmp_path / "president.csv"
    head = "contest,stage,candidate,votes,against,registered,participants,invalid\n"
    path.write_text(head + f"president/election,first,Jaruzelski W.,{for_},{against},560,537,34\n", encoding="utf-8")
    assert bool(ran(path).seats("president")) is elected


@pytest.mark.parametrize(
    ("name", "why"), [("poland-1989", "as many names as seats"), ("india-president-1950", "a value")]
)
def test_what_the_voter_model_does_not_have_is_not_simulated(name: str, why: str) -> None:
    with pytest.raises(Faults) as caught:
        cm.run(cm.load(name), cm.society("ussr-1989"), seed=1)
    (fault,) = caught.value.faults
    assert (fault.code, why in fault.message) == ("not-simulated", True)
