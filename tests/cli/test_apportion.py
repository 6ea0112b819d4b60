"""`comitia apportion`: what it prints and writes, and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.commands import Comitia, runner

FIVE = "state,people\nA,9061\nB,7179\nC,5259\nD,3319\nE,1182\n"
TIED = "list,votes\nRed,300\nBlue,300\nGreen,90\n"


@pytest.fixture
def comitia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comitia:
    monkeypatch.chdir(tmp_path)
    Path("five.csv").write_text(FIVE, encoding="utf-8")
    Path("tied.csv").write_text(TIED, encoding="utf-8")
    return runner(capsys, monkeypatch)


def test_the_promised_document(comitia: Comitia) -> None:
    said = comitia("apportion", "five.csv", "--method", "huntington-hill", "--seats", "26", "--json")
    assert (said.code, said.err) == (0, "")
    made = said.document
    assert list(made)[:3] == ["comitia", "method", "seats"]
    assert (made["method"], made["seats"]) == ("huntington-hill", {"A": 9, "B": 7, "C": 6, "D": 3, "E": 1})
    assert (made["total"], made["units"][0]["quota_exact"]) == (26_000, "9061/1000")
    assert made["closest"]["text"] == "With 5 fewer for C, all others as they are, B would gain and C lose a seat."


@pytest.mark.parametrize("how", [("--method", "dhondt"), ("--method", "hare")])
def test_quotients_reasons_and_paradoxes_are_shown_on_request(how: tuple[str, str], comitia: Comitia) -> None:
    out = comitia("apportion", "five.csv", *how, "--seats", "26", "--quotients", "--explain", "--paradoxes").out
    assert "A: 9,061 / 26,000 x 26 = 9.061; " in out
    assert ("Quotients, the greatest first" in out) == (how[1] == "dhondt")
    assert ("Quota: 1,000.000" in out) == (how[1] == "hare")
    assert ("26 seats: D has 4; 27 seats: 3" in out) == (how[1] == "hare")
    assert ("(one more seat in all, one fewer for a unit): none." in out) == (how[1] == "dhondt")


def test_a_later_count_shows_the_paradox_of_population(comitia: Comitia) -> None:
    Path("two.csv").write_text("unit,people,later\na,160,180\nb,30,37\nc,470,472\n", encoding="utf-8")
    said = comitia("apportion", "two.csv", "--method", "hare", "--seats", "10", "--later", "later")
    assert said.code == 0
    assert "b grows from 30 to 37 and loses a seat to a, from 160 to 180" in said.out


def test_floors_and_ceilings_as_numbers_and_from_columns(comitia: Comitia) -> None:
    def seats(*more: str) -> object:
        return comitia("apportion", "f.csv", "--method", "dhondt", "--seats", "10", "--json", *more).document["seats"]

    Path("f.csv").write_text("unit,votes,least,most\na,901,0,5\nb,90,0,9\nc,10,2,9\n", encoding="utf-8")
    assert seats() == {"a": 10, "b": 0, "c": 0}
    assert seats("--floor", "1") == {"a": 8, "b": 1, "c": 1}
    assert seats("--floor", "least", "--ceiling", "most") == {"a": 5, "b": 3, "c": 2}
    assert comitia("apportion", "f.csv", "--method", "hare", "--seats", "10", "--floor", "4").err.startswith(
        "error[limits]: The floors need more than 10 seats.\n"
    )
    assert (
        "Did you mean 'least'?"
        in comitia("apportion", "f.csv", "--method", "hare", "--seats", "9", "--floor", "last").err
    )


def test_a_tie_is_undecided_until_a_lot_is_drawn_or_supplied(comitia: Comitia) -> None:
    ask = ("apportion", "tied.csv", "--method", "dhondt", "--seats", "3", "--json")
    undecided = comitia(*ask)
    assert (undecided.code, undecided.out) == (3, "")
    assert "Red, Blue are tied for 1 place(s)" in undecided.err
    drawn = comitia(*ask, "--seed", "1").document
    assert drawn == comitia(*ask, "--seed", "1").document
    assert (drawn["seed"], drawn["draws"][0]["among"], drawn["closest"]["votes"]) == (1, ["Red", "Blue"], 0)
    Path("lots.csv").write_text("contest,stage,taken\napportionment,dhondt,Blue\n", encoding="utf-8")
    supplied = comitia(*ask, "--draws", "lots.csv").document
    assert (supplied["seats"], supplied["draws"][0]["supplied"]) == ({"Red": 1, "Blue": 2, "Green": 0}, True)
    Path("lots.csv").write_text("contest,stage,taken\napportionment,dhondt,Green\n", encoding="utf-8")
    assert comitia(*ask, "--draws", "lots.csv").err.startswith("error[lot-does-not-fit]")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_the_sheet_is_written_and_can_be_read_again(name: str, comitia: Comitia) -> None:
    done = comitia("apportion", "five.csv", "--method", "dhondt", "--seats", "26", "--sheet", name)
    assert done.out.endswith(f"\nwritten to {name}\n")
    again = comitia("apportion", name, "--column", "people", "--method", "dhondt", "--seats", "26", "--json").document
    assert again["seats"] == {"A": 10, "B": 7, "C": 5, "D": 3, "E": 1}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say either --method METHOD or --rule NAME"),
        (("--method", "hare"), "say with --seats how many"),
        (("--method", "hair", "--seats", "3"), "Did you mean 'hare'?"),
        (("--rule", "natka"), "Did you mean 'natca'?"),
        (("--method", "hare", "--seats", "3", "--column", "poeple"), "Did you mean 'people'?"),
        (("--rule", "dnc-2020-pledged"), "Say how many with --seats N."),
        (("--rule", "dnc-2020"), "The column 'votes' is missing."),
        (("--rule", "ig-metall-2019"), "The table of the rule has no 'A'."),
        (("--method", "hare", "--seats", "3", "--sheet", "a.pdf"), "Write a.csv or a.xlsx."),
    ],
)
def test_what_is_missing_or_misspelt_is_one_clear_fault(
    arguments: tuple[str, ...], message: str, comitia: Comitia
) -> None:
    said = comitia("apportion", "five.csv", *arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_a_column_kind_says_what_a_unit_is(comitia: Comitia) -> None:
    Path("u.csv").write_text(
        "name,kind,members\nA,affiliate,30\nB,affiliate,10\nC,constituency-party,5\n", encoding="utf-8"
    )
    made = comitia("apportion", "u.csv", "--rule", "labour", "--json").document
    assert [unit["votes_exact"] for unit in made["units"]] == ["3/8", "1/8", "1/2"]
    Path("u.csv").write_text("name,kind,members\nA,afiliate,30\nB,affiliate,\n", encoding="utf-8")
    said = comitia("apportion", "u.csv", "--rule", "labour")
    assert "Did you mean 'affiliate'?" in said.err
    assert "'B' has no 'members', by which its kind is counted." in said.err


def test_a_rule_is_printed_with_every_reason(comitia: Comitia) -> None:
    Path("t.csv").write_text("union,members\nUnison,1300000\n", encoding="utf-8")
    out = comitia("apportion", "t.csv", "--rule", "tuc-congress").out
    assert "  1,300,000 members / 5,000 = 260 exactly: 260 delegates. [TUC rules, article not verified (DO1)" in out
    assert comitia("apportion", "t.csv", "--rule", "tuc-congress", "--sheet", "t.xlsx").code == 0


def test_every_method_side_by_side(comitia: Comitia) -> None:
    made = comitia("apportion", "five.csv", "--method", "all", "--seats", "26", "--json").document
    assert len(made["methods"]) == 11
    assert made["methods"]["adams"] == {"A": 9, "B": 7, "C": 5, "D": 3, "E": 2}
    json.dumps(made)


def test_no_seats_and_no_votes(comitia: Comitia) -> None:
    assert comitia("apportion", "five.csv", "--method", "dean", "--seats", "0", "--json").document["filled"] == 0
    Path("none.csv").write_text("unit,votes\nA,0\nB,0\n", encoding="utf-8")
    assert comitia("apportion", "none.csv", "--method", "dean", "--seats", "2").err.startswith("error[no-votes]")
