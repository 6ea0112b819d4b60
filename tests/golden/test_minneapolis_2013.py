"""Minneapolis 2013: mayor and park board counted again from all 80,101 papers, beside the rounds that RCTab expects."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from comitia.count.ballots import Ballots, ballots
from comitia.count.rounds import Counted
from comitia.count.rules import count_papers
from comitia.law.transferable import Transferable
from tests.count.papers import never
from tests.count.rules import count_of
from tests.election_files import folder

PLACE = "minneapolis-2013-rcv"
WRITE_INS = "Undeclared Write-ins"
PARK = count_of("stv-minneapolis")
HARE = {"by": "seats", "fraction": "up"}
EXCLUDED_FIRST = {"first": "write-ins"}
VARIANTS: dict[str, Transferable] = {
    "park": PARK,
    "park_hare": PARK.model_copy(update={"quota": PARK.quota and PARK.quota.model_validate(HARE)}),
    "park_bottoms_up": Transferable.model_validate(
        {"rule": "transferable", "quota": None, "exclusion": EXCLUDED_FIRST, "ties": {"look": "nowhere"}}
    ),
    "park_sequential": Transferable.model_validate(
        {
            "rule": "transferable",
            "quota": {"of": "in-play"},
            "exclusion": EXCLUDED_FIRST,
            "seats": "one-after-another",
            "ties": {"look": "nowhere"},
        }
    ),
    "mayor": Transferable.model_validate(
        {
            "rule": "transferable",
            "quota": {"of": "in-play"},
            "exclusion": {"several": "cannot-be-saved", **EXCLUDED_FIRST},
            "ties": {"look": "nowhere"},
        }
    ),
}


def papers(office: str, overvote: str, skipped_in_a_row: int) -> tuple[Ballots, list[str]]:
    """The papers as the settings take them: an overvote ends a paper or is passed over, so many blanks end it."""
    with (folder(PLACE) / f"{office}-ballots.csv").open(encoding="utf-8", newline="") as file:
        rows = [(int(row["count"]), [row["rank1"], row["rank2"], row["rank3"]]) for row in csv.DictReader(file)]
    names = sorted({WRITE_INS if m == "UWI" else m for _, marks in rows for m in marks} - {"undervote", "overvote"})
    made = []
    for number, marks in rows:
        kept: list[int] = []
        for place, mark in enumerate(marks):
            blank = place + 1 >= skipped_in_a_row and set(marks[place + 1 - skipped_in_a_row : place + 1]) == {
                "undervote"
            }
            if blank or (mark == "overvote" and overvote == "ends"):
                break
            name = WRITE_INS if mark == "UWI" else mark
            if name in names and names.index(name) not in kept:
                kept.append(names.index(name))
        made.append((number, tuple((name,) for name in kept)))
    return ballots(len(names), *made), names


def counted(variant: str, seats: int, given: tuple[Ballots, list[str]]) -> Counted:
    groups = ["write-ins" if name == WRITE_INS else "declared" for name in given[1]]
    return count_papers(VARIANTS[variant], given[0], seats, never, groups)


def report(name: str) -> list[dict[str, Any]]:
    """The rounds of a report without those in which no total changes, and without the surplus moved at the end."""
    text = (folder(PLACE) / "rctab" / f"2013_minneapolis_{name}_expected_detailed_report.json").read_text("utf-8")
    rounds: list[dict[str, Any]] = []
    for each in json.loads(text)["results"]:
        votes = {who: Fraction(Decimal(total)) for who, total in each["tally"].items()}
        if not rounds or {k: v for k, v in rounds[-1]["votes"].items() if v} != {k: v for k, v in votes.items() if v}:
            rounds.append({**each, "votes": votes})
        if len([won for r in rounds for won in r["tallyResults"] if "elected" in won]) >= 3 and "mayor" not in name:
            break
    return rounds


def same(result: Counted, rounds: list[dict[str, Any]], names: list[str], begin: int = 0) -> None:
    for here, there in zip(result.rounds[begin:], rounds, strict=False):
        totals = {names[who]: Fraction(total) / result.one for who, total in enumerate(here.totals) if total}
        assert totals == {who: total for who, total in there["votes"].items() if total}


@pytest.mark.parametrize("variant", ["park", "park_hare", "park_bottoms_up"])
def test_the_park_board_is_counted_as_expected(variant: str) -> None:
    given = papers("park-board", "passed-over", 3)
    result, rounds = counted(variant, 3, given), report(variant)
    assert len(result.rounds) == len(rounds) == 9
    same(result, rounds, given[1])
    assert {given[1][who] for who in result.elected} == {"JOHN ERWIN", "ANNIE YOUNG", "MEG FORNEY"}
    if variant != "park_bottoms_up":
        assert result.rounds[0].quota == int(rounds[0]["threshold"]) * result.one
    if variant == "park":
        assert result.elected[0] == given[1].index("JOHN ERWIN")


def test_three_instant_run_offs_one_after_another() -> None:
    given = papers("park-board", "passed-over", 3)
    result, begin = counted("park_sequential", 3, given), 0
    for number in (1, 2, 3):
        rounds = report(f"park_sequential_{number}")
        same(result, rounds, given[1], begin)
        for here, there in zip(result.rounds[begin:], rounds, strict=False):
            assert here.quota == int(there["threshold"])
        begin += len(rounds)
    assert len(result.rounds) == begin
    assert [given[1][who] for who in result.elected] == ["JOHN ERWIN", "ANNIE YOUNG", "MEG FORNEY"]


def test_the_mayor_under_the_settings_of_maine() -> None:
    given = papers("mayor", "ends", 2)
    result, rounds = counted("mayor", 1, given), report("mayor")
    assert len(result.rounds) == len(rounds)
    same(result, rounds, given[1])
    for here, there in zip(result.rounds, rounds, strict=True):
        assert here.quota == int(there["threshold"])
    assert given[1][result.elected[0]] == "BETSY HODGES"


def test_the_mayor_as_the_city_counted() -> None:
    """Overvotes and blanks are passed over, one is excluded at a time, until two are left."""
    given = papers("mayor", "passed-over", 4)
    rule = Transferable.model_validate({"rule": "transferable", "quota": None, "ties": {"look": "latest-difference"}})
    result = count_papers(rule, given[0], 1, never)
    assert given[1][result.elected[0]] == "BETSY HODGES"
    before = {given[1][who]: total for who, total in enumerate(result.rounds[-2].totals) if total}
    assert before == {"BETSY HODGES": 38_870, "MARK ANDREW": 24_972}
