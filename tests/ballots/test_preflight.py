"""What is shown before a count, and what forbids one."""

from __future__ import annotations

from pathlib import Path

import pytest

from comitia.ballots import must_pass, open_ballots, preflight
from comitia.cli.preflight_page import print_preflight
from comitia.law.faults import Faults

CSV = """precinct,count,rank1,rank2
North,4,Anna,Ben
North,1,undervote,Ben
South,2,overvote,Anna
South,1,Jon Ek,
South,3,UWI,Anna
"""


def test_a_file_is_shown_before_it_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "papers.csv"
    path.write_text(CSV, "utf-8")
    made = preflight(open_ballots(path, candidates=["Anna", "Ben", "John Ek"]))
    assert (made["papers"], made["votes"], made["passes"]) == (10, 10, False)
    assert made["seen"] == {"blank": 0, "overvotes": 2, "skipped": 1, "repeated": 0, "equal": 0}
    assert made["written_in"] == {"names": 1, "votes": 3}
    assert made["sources"] == [
        {"name": "North", "papers": 5, "votes": 5},
        {"name": "South", "papers": 5, "votes": 5},
    ]
    assert [(each["name"], each["votes"]) for each in made["candidates"]] == [
        ("Anna", 4),
        ("Ben", 1),
        ("John Ek", 0),
        ("UWI", 3),
    ]
    assert made["not_listed"] == [{"name": "Jon Ek", "line": 5, "times": 1, "nearest": "John Ek"}]
    print_preflight(made)
    said = capsys.readouterr().out.replace(str(path), "papers.csv")
    assert said == (Path(__file__).parent / "preflight.txt").read_text("utf-8")


def test_what_does_not_pass_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_text(CSV, "utf-8")
    with pytest.raises(Faults, match=r"papers.csv:5  'Jon Ek' is not on the list .* Did you mean 'John Ek'\?"):
        must_pass(open_ballots(path, candidates=["Anna", "Ben", "John Ek"]))
    must_pass(open_ballots(path))


@pytest.mark.parametrize(
    ("text", "seats", "said"),
    [
        ("rank1\nAnna\n", 2, "1 candidate stands for 2 seats."),
        ("2 2\n-2\n1 1 0\n0\n", None, "1 candidate stands for 2 seats."),
        ("rank1,rank2\nundervote,undervote\n", 1, "No paper bears a mark"),
        ("candidate,votes\nAnna,0\n", 1, "No paper bears a mark"),
        ("rank1\nAnna\n", 0, "There are 0 seats"),
    ],
)
def test_a_count_that_cannot_be_is_refused(text: str, seats: int | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "papers.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(Faults, match=said) as found:
        must_pass(open_ballots(path), seats)
    assert all(fault.line and fault.mend for fault in found.value.faults)


def test_names_that_may_be_one_person_are_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_text("rank1\nAnna Ek\nANNA EK\nBen\n", "utf-8")
    assert preflight(open_ballots(path))["alike"] == [["Anna Ek", "ANNA EK"]]
