"""`comitia count RULE FILE` and `comitia recount`: what they print and write, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comitia.text.rules import find
from tests.cli.commands import Comitia, runner
from tests.electorate.voted import TIED, write

TOTALS = "candidate,votes\nAnn,50\nBob,30\nCid,30\nDot,9\n"


@pytest.fixture
def comitia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comitia:
    monkeypatch.chdir(tmp_path)
    Path("votes.csv").write_text(TOTALS, encoding="utf-8")
    return runner(capsys, monkeypatch)


def test_a_count_shows_its_sheet(comitia: Comitia) -> None:
    said = comitia("count", "plurality", "votes.csv", "--seats", "1")
    assert said.code == 0
    assert said.out.splitlines() == [
        "votes.csv: totals (csv-totals) · 1 seat",
        "  119 votes",
        "  4 candidates, votes",
        *(f"    {name} {votes:>12}" for name, votes in (("Ann", 50), ("Bob", 30), ("Cid", 30), ("Dot", 9))),
        "",
        "votes.csv: Plurality, 1 seat",
        "",
        "       votes",
        "Ann       50  elected",
        "Bob       30",
        "Cid       30",
        "Dot        9",
        "─────────────────────",
        "Total    119",
        "",
        "Elected: Ann.",
    ]


def test_the_document_of_a_count(comitia: Comitia) -> None:
    said = comitia("count", "plurality", "votes.csv", "--seats", "2", "--json", "--explain")
    made = said.document
    assert said.code == 0
    assert made["winners"][0] == "Ann"
    (draw,) = made["draws"]
    assert (draw["among"], draw["places"], draw["supplied"]) == (["Bob", "Cid"], 1, False)
    assert made["file"]["name"] == "votes.csv"
    assert len(made["file"]["sha256"]) == 64
    assert made["rounds"][0]["words"][-1]["did"] == "tie"


def test_without_a_seed_the_file_gives_it_and_it_is_printed(comitia: Comitia) -> None:
    first = comitia("count", "plurality", "votes.csv", "--seats", "2").out
    assert first == comitia("count", "plurality", "votes.csv", "--seats", "2").out
    assert "Lots were drawn by seed " in first
    seed = first.split("Lots were drawn by seed ")[1].split(",")[0]
    assert f"seed {seed}." in comitia("count", "plurality", "votes.csv", "--seats", "2", "--seed", seed).out


def test_real_lots_are_replayed_and_must_fit(comitia: Comitia) -> None:
    for name in ("Bob", "Cid"):
        Path("lots.csv").write_text(f"round,taken,source\n1,{name},minutes\n", encoding="utf-8")
        said = comitia("count", "plurality", "votes.csv", "--seats", "2", "--draws", "lots.csv")
        assert f"Tie in round 1 between Bob, Cid: by the lot supplied {name}." in said.out
    Path("lots.csv").write_text("round,taken\n1,Dot\n", encoding="utf-8")
    said = comitia("count", "plurality", "votes.csv", "--seats", "2", "--draws", "lots.csv")
    assert said.code == 2
    assert said.err.startswith("error[lot-does-not-fit]: The lot of round 1 takes Dot; the tie is between Bob, Cid")


def test_a_public_lot_that_was_not_supplied_leaves_the_count_undecided(comitia: Comitia) -> None:
    said = comitia("count", "plurality", "votes.csv", "--seats", "2", "--option", "lots=public", "--out", "kept")
    assert said.code == 3
    assert said.err.startswith("undecided: votes.csv, stage round 1: Bob, Cid are tied for 1 place(s)")
    assert not Path("kept").exists()


def test_set_and_option_change_a_field(comitia: Comitia) -> None:
    for flag in ("--set", "--option"):
        said = comitia("count", "majority-runoff", "votes.csv", flag, "enough=[{at_least: 42%, of: valid}]")
        assert "Elected: Ann." in said.out
    assert "Nobody is elected. To the second vote go Ann," in comitia("count", "majority-runoff", "votes.csv").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plurality", "votes.csv"], "error[seats-needed]"),
        (["plurality", "votes.csv", "--seats", "0"], "error[no-seats]"),
        (["plurality", "votes.csv", "--seats", "-1"], "error[no-seats]"),
        (["plurality", "votes.csv", "--seats", "9"], "error[fewer-candidates]"),
        (["borda", "votes.csv", "--seats", "1"], "error[wrong-form]"),
        (["stv-scottish", "votes.csv", "--seats", "1"], "error[wrong-form]"),
        (["plurolity", "votes.csv", "--seats", "1"], "error[unknown-name]"),
        (["plurality", "votes.csv", "--seats", "1", "--option", "tye=lot"], "error[unknown-option]"),
        (["plurality", "votes.csv", "--seats", "1", "--option", "tie"], "error[wrong-setting]"),
        (["plurality", "votes.csv", "--seats", "1", "--figure", "voters=3"], "error[unknown-figure]"),
        (["plurality", "votes.csv", "--seats", "1", "--figure", "valid=-3"], "error[not-whole]"),
        (["plurality", "votes.csv", "--seats", "1", "--sheet", "sheet.ods"], "error[unknown-sheet]"),
        (["plurality", "votes.csv", "--seats", "1", "--society", "ussr-1989"], "Usage:"),
        (["plurality", "nowhere.csv", "--seats", "1"], "error[no-file]"),
        (["ussr-1989", "votes.csv"], "Usage:"),
        (["ussr-1988", "votes.csv", "--seats", "1"], "Usage:"),
    ],
)
def test_faults_end_with_2_and_nothing_is_written(comitia: Comitia, arguments: list[str], said: str) -> None:
    found = comitia("count", *arguments, "--out", "kept", "--json")
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert sorted(path.name for path in Path().iterdir()) == ["votes.csv"]


def test_a_rule_of_ones_own_counts(comitia: Comitia) -> None:
    text = find("plurality").read_text(encoding="utf-8")
    Path("mine.yaml").write_text(text.replace("id: plurality", "id: mine").replace("tie: lot", "tie: nobody"), "utf-8")
    said = comitia("count", "mine.yaml", "votes.csv", "--seats", "2")
    assert "1 seat stays open." in said.out


def test_groups_are_given_kept_and_must_fit(comitia: Comitia) -> None:
    Path("papers.csv").write_text("count,rank1,rank2\n9,Ann,Bob\n8,Bob,Ann\n2,Cid,\n", encoding="utf-8")
    Path("groups.csv").write_text("candidate,group\nAnn,a\nBob,a\nCid,b\n", encoding="utf-8")
    asked = ("count", "stv-scottish", "papers.csv", "--seats", "2", "--option", "minima=[{of: 2, each: 1}]")
    assert "error[groups-needed]" in comitia(*asked).err
    said = comitia(*asked, "--groups", "groups.csv", "--out", "kept", "--json")
    assert sorted(said.document["winners"]) == ["Ann", "Cid"]
    assert comitia("recount", "kept").code == 0
    Path("groups.csv").write_text("candidate,group\nAnne,a\n", encoding="utf-8")
    assert "Did you mean 'Ann'?" in comitia(*asked, "--groups", "groups.csv").err


def test_papers_that_were_mixed_are_mixed_alike_wherever_the_file_lies(comitia: Comitia) -> None:
    text = "count,rank1,rank2\n40,Ann,Bob\n30,Ann,Cid\n14,Bob,Cid\n13,Cid,Bob\n12,Dot,Cid\n"
    Path("papers.csv").write_text(text, encoding="utf-8")
    said = comitia("count", "stv-dail", "papers.csv", "--seats", "2", "--out", "kept")
    assert said.code == 0
    Path("moved").mkdir()
    Path("papers.csv").rename("moved/papers.csv")
    again = comitia("recount", "kept", "--file", "moved/papers.csv")
    assert (again.code, again.err) == (0, "")


def test_a_rule_of_ones_own_is_checked(comitia: Comitia) -> None:
    assert comitia("check", "plurality").out == "plurality: no faults. Plurality; 1 act cited.\n"
    Path("mine.yaml").write_text(
        find("plurality").read_text(encoding="utf-8").replace("tie: lot", "tie: coin"), "utf-8"
    )
    said = comitia("check", "mine.yaml", "--json")
    assert (said.code, said.document["ok"]) == (2, False)
    assert [fault["code"] for fault in said.document["faults"]] == ["unknown-word"]
    assert "error[unknown-word]" in comitia("check", "mine.yaml").err


def test_a_sheet_appears_whole_or_not_at_all(comitia: Comitia) -> None:
    for name in ("sheet.csv", "sheet.xlsx"):
        assert comitia("count", "plurality", "votes.csv", "--seats", "1", "--sheet", name).code == 0
        first = Path(name).read_bytes()
        comitia("count", "plurality", "votes.csv", "--seats", "1", "--sheet", name)
        assert Path(name).read_bytes() == first
        said = comitia("count", "plurality", "votes.csv", "--seats", "1", "--sheet", f"nowhere/{name}", "--json")
        assert (said.code, said.out) == (2, "")
        assert "error[no-file]" in said.err
    assert sorted(path.name for path in Path().iterdir()) == ["sheet.csv", "sheet.xlsx", "votes.csv"]


def test_a_count_is_kept_and_repeated(comitia: Comitia) -> None:
    assert comitia("count", "plurality", "votes.csv", "--seats", "2", "--out", "kept").code == 0
    assert sorted(path.name for path in Path("kept").iterdir()) == [
        *("count.json", "draws.csv", "rule.yaml", "sheet.csv", "steps.txt")
    ]
    said = comitia("recount", "kept")
    assert (said.code, said.err) == (0, "")
    assert "The same in everything: elected Ann, " in said.out
    again = comitia("recount", "kept", "--json").document
    assert (again["same"], again["altered"], again["differences"]) == (True, [], [])


def test_a_recount_says_what_was_altered(comitia: Comitia) -> None:
    comitia("count", "plurality", "votes.csv", "--seats", "1", "--out", "kept")
    Path("votes.csv").write_text(TOTALS.replace("Bob,30", "Bob,60"), encoding="utf-8")
    said = comitia("recount", "kept", "--json")
    assert said.code == 2
    assert said.document["altered"][0].startswith("the ballots: SHA-256 ")
    assert {"place": "winners[0]", "before": "Ann", "now": "Bob"} in said.document["differences"]
    Path("moved.csv").write_text(TOTALS, encoding="utf-8")
    assert comitia("recount", "kept", "--file", "moved.csv").code == 0
    rule = Path("kept", "rule.yaml")
    rule.write_text(rule.read_text(encoding="utf-8").replace("tie: lot", "tie: nobody"), encoding="utf-8")
    said = comitia("recount", "kept", "--file", "moved.csv")
    assert said.code == 2
    assert "altered: the rule: rule.yaml does not say what was counted by" in said.out


def test_a_recount_that_comes_to_something_else_is_our_fault(comitia: Comitia) -> None:
    comitia("count", "plurality", "votes.csv", "--seats", "1", "--out", "kept")
    path = Path("kept", "count.json")
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**kept, "winners": ["Cid"]}), encoding="utf-8")
    said = comitia("recount", "kept")
    assert said.code == 1
    assert 'differs: winners[0]: "Cid" before, "Ann" now' in said.out


def test_a_recount_needs_the_ballots_and_a_count(comitia: Comitia) -> None:
    comitia("count", "plurality", "votes.csv", "--seats", "1", "--out", "kept")
    Path("votes.csv").unlink()
    said = comitia("recount", "kept")
    assert (said.code, said.out) == (2, "")
    assert "Name them: --file BALLOTS." in said.err
    assert comitia("recount", "nowhere").err.startswith("error[not-a-count]")
    Path("kept", "count.json").write_text("{}", encoding="utf-8")
    assert comitia("recount", "kept").err.startswith("error[not-a-count]: The document of the count has been changed")


def test_lots_that_were_supplied_are_kept_and_replayed(comitia: Comitia) -> None:
    Path("lots.csv").write_text("round,taken\n1,Cid\n", encoding="utf-8")
    comitia("count", "plurality", "votes.csv", "--seats", "2", "--draws", "lots.csv", "--out", "kept")
    Path("lots.csv").unlink()
    assert comitia("recount", "kept").code == 0


def test_the_count_of_a_constitution_is_repeated_too(comitia: Comitia) -> None:
    write(TIED)
    asked = ("count", "ussr-1988", "returns.csv", "--set", "choices.tie-in-run-off=lot", "--seed", "3")
    assert comitia(*asked, "--out", "counted").code == 0
    said = comitia("recount", "counted")
    assert (said.code, said.err) == (0, "")
    write(TIED.replace("X,40", "X,39"))
    said = comitia("recount", "counted", "--file", "returns.csv")
    assert said.code == 2
    assert "altered: the returns: SHA-256 " in said.out
