"""Published elections under rules that add votes up: winners as they were declared, by the command itself."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from comitia.count.rounds import Tied
from comitia.count.runoff import ELECTED, GOES_ON, first_votes
from comitia.count.tally import Tally, tallies
from comitia.law.papers import RunOff
from comitia.scrutiny.sheet import count_file
from comitia.text.rules import load_rule
from tests.cli.commands import Comitia, runner
from tests.election_files import folder
from tests.scrutiny.files import totals


@pytest.fixture
def comitia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comitia:
    return runner(capsys, monkeypatch)


# Small ones, transcribed

SNTV = {
    "Kazuhiko Ueno": 45_490,
    "Satoshi Udagawa": 44_956,
    "Kazuaki Tajima": 36_249,
    "Reiko Ueda": 31_139,
    "Yuriko Kono": 25_783,
    "Ikuko Tanoue": 23_947,
    "Hisashi Sasamoto": 10_053,
}
"""Tokyo Metropolitan Assembly, 23 June 2013, Edogawa, five seats; as given in the German Wikipedia, article on the
single non-transferable vote. The first five were elected, though the party of the last two had more votes than two of
the parties that won a seat."""

LIMITED = {
    "Philip Henry Muntz": 22_803,
    "John Bright": 21_986,
    "Joseph Chamberlain": 19_476,
    "Frederick Burnaby": 15_716,
    "Augustus Calthorpe": 14_270,
}
"""House of Commons, Birmingham, 31 March 1880: three seats, two votes to an elector; Showell's Dictionary of
Birmingham (1885), page 204. The first three were returned."""

CUMULATIVE = {
    "Mrs Dibdin": 13_759,
    "A. J. Mundella": 11_725,
    "E. F. Farrar": 11_290,
    "Miss Eve": 11_155,
    "R. F. Hosken": 10_873,
    "J. W. Sharp": 10_704,
    "W. H. Thompson": 10_099,
    "A. B. Russell": 9_261,
    "W. J. Barwick": 4_617,
    "C. Bowden": 405,
}
"""London School Board, 1900, Finsbury: six seats, six votes to an elector, to be given as he liked; from newspapers of
the day, as transcribed in the forum Vote UK. The first six were elected."""

BLOCK = {
    "Edward Austin": 1_901,
    "Nathan Moss": 1_703,
    "Edward Thomas Holloway": 1_319,
    "William Beasley": 844,
    "Henry Alfred Barker": 169,
    "Frederick James Genge": 142,
}
"""London County Council, 1889, Hoxton: two seats, two votes to an elector; as given in Wikipedia, article on the
constituency. The first two were elected."""


@pytest.mark.parametrize(
    ("rule", "votes", "seats"),
    [("sntv", SNTV, 5), ("limited", LIMITED, 3), ("cumulative", CUMULATIVE, 6), ("block", BLOCK, 2)],
)
def test_several_seats_by_most_votes(
    rule: str, votes: dict[str, int], seats: int, comitia: Comitia, tmp_path: Path
) -> None:
    path = tmp_path / "votes.csv"
    rows = sorted(votes.items())  # the order of the file must not help
    path.write_text("candidate,votes\n" + "".join(f"{name},{number}\n" for name, number in rows), encoding="utf-8")
    made = comitia("count", rule, str(path), "--seats", str(seats), "--json").document
    assert made["winners"] == list(votes)[:seats]
    assert made["draws"] == []


# From the folder of elections


def test_the_approval_experiment_of_2002(comitia: Comitia) -> None:
    """Laslier and Van der Straeten (2008): 365 papers; Chirac 139, Le Pen 119, Jospin 87, Bayrou 85, Madelin 77."""
    path = folder("france-approval-2002", "ballots.csv")
    made = comitia("count", "approval", str(path), "--seats", "1", "--json").document
    assert made["winners"] == ["Chirac"]
    first = sorted(made["rounds"][0]["totals"].items(), key=lambda each: -each[1])[:5]
    assert first == [("Chirac", 139), ("LePen", 119), ("Jospin", 87), ("Bayrou", 85), ("Madelin", 77)]
    published = _rows("france-approval-2002", "approvals.csv")
    assert made["rounds"][0]["totals"] == {row["candidate"]: int(row["approvals"]) for row in published}


def test_the_same_papers_read_as_cross_out_elect_nobody(comitia: Comitia) -> None:
    path = folder("france-approval-2002", "ballots.csv")
    made = comitia("count", "cross-out", str(path), "--seats", "1", "--json").document
    assert (made["winners"], made["vacant"]) == ([], 1)
    assert made["figures"]["participants"] == made["figures"]["valid"] == 365
    one = comitia("count", "cross-out", str(path), "--seats", "1", "--json", "--option", "leave=one").document
    assert one["figures"]["valid"] == 48 + 13  # one name kept, and none
    block = comitia("count", "cross-out", str(path), "--seats", "5", "--json").document
    assert block["vacant"] == 5


def test_the_house_of_commons_of_2017() -> None:
    """650 seats: Conservative 317, Labour 262, SNP 35, and so on."""
    rule, by_place = load_rule("plurality"), dict[str, dict[str, int]]()
    with folder("uk-commons-2017", "votes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_place.setdefault(row["constituency"], {})[row["party"]] = int(row["votes"])
    sheets = [count_file(rule, totals(*votes.values(), names=list(votes)), 1) for votes in by_place.values()]
    assert all(len(sheet.winners) == 1 and not sheet.draws for sheet in sheets)
    assert Counter(sheet.winners[0] for sheet in sheets) == {
        "Con": 317,
        "Lab": 262,
        "SNP": 35,
        "LD": 12,
        "DUP": 10,
        "SF": 7,
        "PC": 4,
        "Grn": 1,
        "Other": 2,
    }


def test_a_single_constituency_of_2017_by_the_command(comitia: Comitia) -> None:
    path = folder("uk-commons-2017", "votes.csv")
    said = comitia("count", "plurality", str(path), "--seats", "1", "--contest", "Aberavon", "--json")
    assert said.document["winners"] == ["Lab"]
    several = comitia("count", "plurality", str(path), "--seats", "1", "--json")
    assert (several.code, several.out) == (2, "")
    assert "error[several-contests]" in several.err


def test_the_president_of_slovakia_2019(comitia: Comitia) -> None:
    """Čaputová and Šefčovič went to the second ballot."""
    path = folder("slovakia-2019-2020", "president-2019-round1.csv")
    two = ["Zuzana Čaputová", "Maroš Šefčovič"]
    made = comitia("count", "majority-runoff", str(path), "--json").document
    assert (made["winners"], made["goes_on"]) == ([], two)
    asked = ("--option", "enough=[{more_than: 1/2, of: registered}]", "--figure", "registered=4429033")
    assert comitia("count", "majority-runoff", str(path), "--json", *asked).document["goes_on"] == two


def test_the_first_ballot_in_france_2024() -> None:
    """The published status of all 4,009 candidates in 577 constituencies: 76 elected, 501 second ballots."""
    rolls = _rows("france-legislatives-2024-round1", "constituencies.csv")
    candidates = _rows("france-legislatives-2024-round1", "candidates.csv")
    votes: dict[str, list[int]] = {row["constituency"]: [] for row in rolls}
    status: dict[str, list[str]] = {row["constituency"]: [] for row in rolls}
    for row in candidates:
        votes[row["constituency"]].append(int(row["votes"]))
        status[row["constituency"]].append(row["status"])
    figures = {row["constituency"]: [int(row[name]) for name in ("registered", "voters", "valid")] for row in rolls}
    many = tallies(
        *(Tally(tuple(votes[name]), roll, voters, voters, valid) for name, (roll, voters, valid) in figures.items())
    )
    rule = load_rule("majority-runoff-french").count
    assert isinstance(rule, RunOff)
    found = first_votes(rule, many, _no_tie)
    published = [each for row in rolls for each in status[row["constituency"]]]
    words = {ELECTED: "elected", GOES_ON: "qualified", 0: ""}
    assert [words[int(each)] for each in found] == published
    assert len(published) == 4009
    assert int(np.sum(found == ELECTED)) == 76


def test_a_french_constituency_by_the_sheet() -> None:
    rolls = {row["constituency"]: row for row in _rows("france-legislatives-2024-round1", "constituencies.csv")}
    rows = [r for r in _rows("france-legislatives-2024-round1", "candidates.csv") if r["constituency"] == "01_1"]
    file = totals(*(int(row["votes"]) for row in rows), names=[row["candidate"] for row in rows])
    figures = {name: int(rolls["01_1"][name]) for name in ("registered", "valid")}
    sheet = count_file(load_rule("majority-runoff-french"), replace(file, figures=figures), 1)
    assert sheet.going_on == tuple(row["candidate"] for row in rows if row["status"] == "qualified")


def _rows(*parts: str) -> list[dict[str, str]]:
    with folder(*parts).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _no_tie(contest: int, tied: Tied) -> tuple[int, ...]:
    raise AssertionError(f"constituency {contest}: {tied}")


def test_a_ward_of_scotland_under_five_rules_at_once(comitia: Comitia) -> None:
    """The same papers under rules for one seat: a check that all of them read the file alike."""
    path = folder("scotland-2017-stv", "ballots", "aberdeen_2017_ward1.blt")
    found = {
        rule: comitia("count", rule, str(path), "--seats", "1", "--json").document
        for rule in ("plurality", "majority-runoff", "contingent", "borda", "stv-scottish")
    }
    assert {json.dumps(each["rounds"][0]["totals"]) for rule, each in found.items() if rule != "borda"} == {
        json.dumps(found["plurality"]["rounds"][0]["totals"])
    }
    assert found["majority-runoff"]["winners"] == found["contingent"]["winners"]


@pytest.mark.parametrize("year", [1872, 1884, 1900, 1920, 1924, 1928, 1932, 1936, 1940, 1944])
def test_states_of_the_union_that_gave_all_their_electors_to_the_winner(
    year: int, comitia: Comitia, tmp_path: Path
) -> None:
    """Years without a split state: votes of electors as they were recorded."""
    rows = [row for row in _rows("us-electoral-college", "state-results.csv") if int(row["year"]) == year]
    electors, recorded = Counter[str](), Counter[str]()
    for row in rows:
        electors[row["state"]] += int(row["electoral_votes"] or 0)
        recorded[row["candidate"]] += int(row["electoral_votes"] or 0)
    path = tmp_path / "states.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["unit", "candidate", "votes", "weight"])
        out.writerows([r["state"], r["candidate"], r["popular_votes"] or 0, electors[r["state"]]] for r in rows)
    made = comitia("count", "unit", str(path), "--json").document
    assert {name: votes for name, votes in made["rounds"][0]["totals"].items() if votes} == +recorded
    assert made["winners"] == [max(recorded, key=lambda name: recorded[name])]
