"""Scotland, 4 May 2017: 282 wards counted again from all their papers, stage by stage beside the official sheets."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from comitia.count.ballots import Ballots
from comitia.count.rounds import Counted
from comitia.count.transfer.counter import counted
from comitia.count.transfer.kernel import ArraySorter
from comitia.count.transfer.papers import PlainSorter
from tests.count.papers import never
from tests.count.rules import count_of
from tests.election_files import blt, folder

RULE = count_of("stv-scottish")
SLIP = "glasgow_2017_ward1"
"""One total of its sheet is off by 90, a slip in the transcription."""
ROUNDED = Fraction(5, 1000)
"""How far the sheets that show two decimals or fewer may be off."""
LAST_PLACE = Fraction(1, 2 * 10**5)


def ward(place: Path, name: str) -> tuple[Ballots, Counted]:
    papers, seats = blt(place / "ballots" / f"{name}.blt")
    result = counted(RULE, ArraySorter(papers), papers.candidates, seats, never)
    assert result == counted(RULE, PlainSorter(papers), papers.candidates, seats, never), name
    return papers, result


def difference(result: Counted, sheet: list[list[float | None]]) -> Fraction:
    """The largest between a total here and on the sheet."""
    return max(
        abs(Fraction(total) / result.one - Fraction(str(official)))
        for each, stage in zip(result.rounds, sheet, strict=True)
        for total, official in zip(each.totals, stage, strict=True)
        if official is not None
    )


@pytest.fixture(scope="module")
def wards() -> list[dict[str, str]]:
    with (folder("scotland-2017-stv") / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_ward_has_the_official_winners_stages_and_totals(wards: list[dict[str, str]]) -> None:
    place, exact = folder("scotland-2017-stv"), 0
    for row in wards:
        papers, result = ward(place, row["file"])
        official = json.loads((place / "official" / f"{row['file']}.json").read_text(encoding="utf-8"))
        assert [who + 1 for who in result.elected] == [int(who) for who in row["elected_indexes"].split("|")], row
        assert len(result.rounds) == int(row["stages"]), row
        assert result.rounds[0].quota == official["quota"] * result.one, row
        off = difference(result, official["stages"])
        exact += off < LAST_PLACE
        assert off < LAST_PLACE or row["stage_totals_match_to_5_decimals"] == "no", row
        assert off <= ROUNDED or row["file"] == SLIP, row
        for each in result.rounds:
            assert sum(each.totals) + each.exhausted + each.lost == papers.total * result.one
    assert (len(wards), exact) == (282, 249)
