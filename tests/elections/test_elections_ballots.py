"""Real elections by majority, in one vote or in several, counted by the law as it is shipped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import comitia as cm
from comitia.electorate.returns import read_returns
from comitia.measure.counted import counted
from tests.elections.convert import elections, rows, write

# France

WRONG_SUMS = {"16_2", "27_4", "34_4", "75_2"}
"""Constituencies in whose pages candidates' votes add up to one or two more or fewer than the valid votes."""


def test_france_2024_has_the_status_of_every_candidate_after_the_first_ballot(tmp_path: Path) -> None:
    folder = elections("france-legislatives-2024-round1")
    figures = {row["constituency"]: row for row in rows(folder / "constituencies.csv")}
    given = rows(folder / "candidates.csv")
    total = Counter[str]()
    for row in given:
        total[row["constituency"]] += int(row["votes"])
    assert {one for one, votes in total.items() if votes != int(figures[one]["valid"])} == WRONG_SUMS
    lines = [
        {
            "contest": f"national-assembly/constituencies/{row['constituency'].replace('_', '-').lower()}",
            "stage": "first-ballot",
            "candidate": f"{row['candidate']} ({row['constituency']})",
            "votes": row["votes"],
            "registered": figures[row["constituency"]]["registered"],
            "valid": total[row["constituency"]],
        }
        for row in given
    ]
    path = write(tmp_path / "returns.csv", lines)
    result = cm.count_returns(cm.load("france-1958"), path)
    status = {f"{row['candidate']} ({row['constituency']})": row["status"] for row in given}
    found = dict.fromkeys(status, "")
    on = Counter[int]()
    for vote in counted(result, read_returns(path), None)["contests"]:
        found |= dict.fromkeys(vote["elected"], "elected")
        if vote["then"]:
            found |= dict.fromkeys(vote["then"]["standing"], "qualified")
            on[len(vote["then"]["standing"])] += 1
    assert len(found) == 4009
    assert found == status
    assert Counter(found.values())["elected"] == 76
    assert on == {2: 190, 3: 306, 4: 5}
