"""`comitia count`: what it prints and writes, and how it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from comitia.cli import main
from tests.electorate.voted import NORTH, TIED, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "comitia", *arguments], capture_output=True, text=True, check=False)


def test_the_command_says_by_its_exit_code_whose_fault_it_was(folder: Path) -> None:
    write(TIED)
    done = run("count", "ussr-1988", "returns.csv", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["contests"][1]["outcome"] == "unfilled"
    undecided = run("count", "ussr-1988", "returns.csv", "--set", "choices.tie-in-run-off=lot")
    assert (undecided.returncode, undecided.stdout) == (3, "")
    assert undecided.stderr == (
        "undecided: congress/territorial/north, stage run-off: X, Y are tied for 1 place(s), and the law decides by "
        "lot.\n"
        "Supply the lot with --draws FILE, or draw one here with --seed N.\n"
    )
    write("contest,stage\n", "bad.csv")
    bad = run("count", "ussr-1988", "bad.csv")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("error[missing-column]: The column 'candidate' is missing.\n ┌─ bad.csv:1\n")


def test_a_count_is_written_and_read_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(TIED.replace("run-off,Y,40", "run-off,Y,39"))
    assert main(["count", "ussr-1988", "returns.csv", "--out", "counted", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert json.loads((folder / "counted" / "run.json").read_text(encoding="utf-8")) == printed
    assert (folder / "counted" / "returns.csv").read_bytes() == (folder / "returns.csv").read_bytes()
    assert main(["trace", "0", "--in", "counted"]) == 0
    assert "40 real votes; whose they were, the returns do not say." in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("more", [(), ("--explain",)])
def test_what_is_printed_for_people(more: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(TIED)
    assert main(["count", "ussr-1988", "returns.csv", *more]) == 0
    out = capsys.readouterr().out
    assert "run-off" in out
    assert "X" in out
    assert "(U73)" in out


def test_what_was_found_otherwise_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "contest,stage,candidate,votes,registered,participants,elected_officially\n"
        f"{NORTH},first,X,60,200,100,no\n{NORTH},first,Y,20,,,no\n"
    )
    assert main(["count", "ussr-1988", "returns.csv"]) == 0
    assert capsys.readouterr().out.endswith("\nnot as recorded, line 2: X was officially not elected.\n")


def test_many_votes_are_summed_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"congress/territorial/d{number},first,Name {number},60,200,100\n" for number in range(41)]
    write("contest,stage,candidate,votes,registered,participants\n" + "".join(rows))
    assert main(["count", "ussr-1988", "returns.csv"]) == 0
    out = capsys.readouterr().out
    assert "congress/territorial, first: 41 contests filled" in out
    assert "congress: 41 of 41 seats filled" in out
    assert len(out.splitlines()) < 10


def test_a_run_takes_returns_and_writes_a_scenario_that_repeats_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unit = "congress/national-territorial/rsfsr-001"
    write(f"contest,stage,candidate,votes,registered,participants\n{unit},first,X,60,200,100\n{unit},first,Y,20,,\n")
    assert main(["run", "ussr-1988", "--seed", "2", "--returns", "returns.csv", "--out", "run", "--json"]) == 0
    first = capsys.readouterr().out
    assert json.loads(first)["simulated"]
    roll = (folder / "run" / "roll.csv").read_text(encoding="utf-8")
    assert "X,congress,national-territorial,congress/national-territorial/rsfsr-001,first,60,100,51," in roll
    write("nothing\n")
    assert main(["run", "run/scenario.yaml", "--json"]) == 0
    assert capsys.readouterr().out == first
