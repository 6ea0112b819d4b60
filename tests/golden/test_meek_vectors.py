"""Meek's method beside the published transcripts of another program (stv-rs, which follows Droop.py), nine decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from comitia.count.ballots import Ballots, ballots
from comitia.count.rounds import Tied
from comitia.count.rules import count_papers
from comitia.law.transferable import Meek
from tests.election_files import folder

VECTORS = "meek-stv-vectors"


@dataclass
class Contest:
    papers: Ballots
    seats: int
    names: list[str]
    order: list[int]
    """Of those tied the one who stands first in it is excluded."""


def contest(path: Path) -> Contest:
    """A BLT file with nicknames, withdrawn candidates, an order for ties, and candidates at one rank."""
    lines = path.read_text(encoding="utf-8").splitlines()
    candidates, seats = map(int, lines[0].split())
    options = {line[1:-1].split()[0]: line[1:-1].split()[1:] for line in lines if line.startswith("[")}
    nick = options["nick"]
    standing = [name for name in nick if name not in options.get("withdrawn", [])]
    at = {name: number for number, name in enumerate(standing)}
    rows = []
    for line in lines[1:]:
        if line == "0":
            break
        if not line.startswith("["):
            number, *ranks = line.split()[:-1]
            marks = (tuple(at[name] for name in rank.split("=") if name in at) for rank in ranks)
            rows.append((int(number), tuple(mark for mark in marks if mark)))
    titles = [line.strip('"') for line in lines if line.startswith('"')][:candidates]
    named = [titles[nick.index(name)] for name in standing]
    order = [at[name] for name in options.get("tie", standing) if name in at]
    return Contest(ballots(len(standing), *rows), seats, named, order)


def told(log: Path) -> list[dict[str, object]]:
    """The rounds of a transcript: who is elected or excluded, quota, residual, totals at its first listing."""
    rounds: list[dict[str, object]] = []
    for part in re.split(r"^Round \d+:\n", log.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        part = re.split(r"^Action: (?:Defeat remaining|Elect remaining|Count Complete)", part, flags=re.MULTILINE)[0]
        totals = {
            name: number(votes)
            for names, votes in re.findall(r"^\t(?:Elected|Hopeful|Defeated): +(.+) \(([\d.]+)\)$", part, re.MULTILINE)
            for name in names.split(", ")
        }
        last = part.rstrip().splitlines()
        rounds.append(
            {
                "elected": set(re.findall(r"^Action: Elect: (.+)$", part, re.MULTILINE)),
                "excluded": set(re.findall(r"^Action: Defeat \(.+?\): (.+)$", part, re.MULTILINE)),
                "quota": number(next(line for line in reversed(last) if "Quota:" in line).split()[-1]),
                "residual": number(next(line for line in reversed(last) if "Residual:" in line).split()[-1]),
                "totals": totals,
            }
        )
    return rounds


def number(text: str) -> int:
    return int(text.replace(".", ""))


LOGS = [
    *("skewed", "vegetables", "vegetables.equalize"),
    *(f"ties/tie_break_{how}{equal}" for how in ("explicit", "implicit") for equal in ("", ".equalize")),
    *(
        f"{each}{equal}"
        for each in (
            "equal_preference/always_behind",
            "equal_preference/equal_preference",
            "equal_preference/equal_preference_droop",
            "equal_preference/equal_preference_equalize",
            "negative_surplus/below_quota",
            "random/rand_2x10",
            "random/rand_5x4",
            "random/rand_hypergeometric",
            "random/rand_mixed_5k",
            "recursive_descent/transfer",
            "recursive_descent/transfer_is_blocked",
        )
        for equal in ("", ".equalize")
    ),
    "negative_surplus/force_positive_surplus",
]


@pytest.mark.parametrize("name", LOGS)
def test_every_round_is_that_of_the_transcript(name: str) -> None:
    log = folder(VECTORS, "meek", f"{name}.fixed9.log")
    stem = name.removesuffix(".equalize").replace("force_positive_surplus", "below_quota")
    given = contest(folder(VECTORS, "ballots", f"{stem}.blt"))
    rule = Meek(
        rule="meek",
        equal="averaged" if name.endswith("equalize") else "shared",
        empty_rank="ends",
        below_quota="nothing" if "positive" in name else "subtracted",
    )

    def decide(tied: Tied) -> tuple[int, ...]:
        return (min(tied.among, key=given.order.index),)

    result = count_papers(rule, given.papers, given.seats, decide)
    expected = told(log)
    assert len(result.rounds) - len(expected) in (0, 1)  # one more where the last seats go to those who are left
    for here, there in zip(result.rounds, expected, strict=False):
        did = {how: {given.names[s.option] for s in here.steps if s.did.startswith(how)} for how in ("elect", "exclu")}
        assert (did["elect"], did["exclu"]) == (there["elected"], there["excluded"])
        assert here.quota == there["quota"]
        assert here.exhausted + here.lost == there["residual"]
        totals = there["totals"]
        assert isinstance(totals, dict)
        assert {given.names[who]: total for who, total in enumerate(here.totals)} == totals
