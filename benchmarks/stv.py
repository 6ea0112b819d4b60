"""How fast the single transferable vote is counted here, beside other libraries for Python, on the same papers.

python benchmarks/stv.py [--peers PYTHON] [--quick]

PYTHON: the interpreter of an environment in which pyrankvote, pyrcv, votelib and votekit are installed; those that are
not there are named and left out. Every library counts in a process of its own, and what is compared is the time of the
processor. Papers are random: 15 candidates, 7 seats, papers that stop early more often than not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CANDIDATES, SEATS, DISTINCT, PAPERS = 15, 7, 350_000, 1_000_000

MAKE = """
import sys
import numpy as np

path, papers, distinct, candidates, table = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]
chance = np.random.default_rng(1)
side = chance.choice([1.0, 0.5, -1.0], size=(papers, 1))
liked = chance.gumbel(size=(papers, candidates)) + np.linspace(1.2, -1.2, candidates) * side
marks = np.argsort(-liked, axis=1).astype(np.int8)
length = np.minimum(chance.geometric(0.2, papers), candidates)
marks[np.arange(candidates) >= length[:, None]] = -1
with open(table, "w") as file:
    file.write(",".join(f"rank{n + 1}" for n in range(candidates)) + chr(10))
    for paper in marks.tolist():
        file.write(",".join("" if mark < 0 else f"C{mark}" for mark in paper) + chr(10))
different, weight = np.unique(marks, axis=0, return_counts=True)
kept = chance.permutation(len(different))[:distinct]
np.savez(path, marks=different[kept], weight=weight[kept])
print(len(kept))
"""

TIMED = """
import sys, json, resource, time
import numpy as np

given = np.load(sys.argv[1])
marks, weight, seats, times = given["marks"], given["weight"], int(sys.argv[2]), int(sys.argv[3])
papers = [[mark for mark in row if mark >= 0] for row in marks.tolist()] if sys.argv[4] == "lists" else None

def best(count):
    found = []
    for _ in range(times):
        start = time.process_time()
        elected = count()
        found.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": min(found), "peak": peak, "elected": sorted(map(int, elected))}))
"""

COMITIA = """
from comitia.count.ballots import Ballots
from comitia.count.transfer.counter import transferable
from comitia.text.rules import load_rule

rule = load_rule("stv-scottish").count
ballots = Ballots(marks.shape[1], marks.astype(np.int32), weight.astype(np.int64))
best(lambda: transferable(rule, ballots, seats, lambda tied: tied.among[: tied.places]).elected)
"""

PYRANKVOTE = """
import pyrankvote
from pyrankvote import Ballot, Candidate

names = [Candidate(str(n)) for n in range(marks.shape[1])]
ballots = [Ballot(ranked_candidates=[names[mark] for mark in paper]) for paper in papers]
best(lambda: [c.name for c in pyrankvote.single_transferable_vote(names, ballots, seats).get_winners()])
"""

PYRCV = """
from pyrcv import RaceData, RaceMetadata, run_rcv

ballots = [[mark + 1 for mark in paper] for paper in papers]
race = RaceData(RaceMetadata("", seats, [str(n) for n in range(marks.shape[1])]), ballots, weight.tolist())
best(lambda: [c - 1 for each in run_rcv(race).rounds for c in each.elected])
"""

VOTELIB = """
import votelib.evaluate.sequential as sequential

votes = {tuple(paper): number for paper, number in zip(papers, weight.tolist())}
best(lambda: sequential.TransferableVoteSelector(quota_function="droop").evaluate(votes, seats))
"""

VOTEKIT = """
from votekit import RankBallot, RankProfile
from votekit.elections import FastSTV

names = [str(n) for n in range(marks.shape[1])]
ballots = tuple(
    RankBallot(ranking=tuple(frozenset((str(mark),)) for mark in paper), weight=number)
    for paper, number in zip(papers, weight.tolist())
)
profile = RankProfile(ballots=ballots, candidates=names, max_ranking_length=len(names))
best(lambda: [name for who in FastSTV(profile, n_seats=seats).get_elected() for name in who])
"""

PEERS = {"pyrankvote": PYRANKVOTE, "pyrcv": PYRCV, "votelib": VOTELIB, "votekit": VOTEKIT}

WHOLE_PYRCV = """
import csv, json, sys
from pyrcv import RaceData, RaceMetadata, run_rcv

path, seats = sys.argv[1], int(sys.argv[2])
with open(path, newline="") as file:
    rows = csv.reader(file)
    next(rows)
    ballots = [[int(name[1:]) + 1 for name in row if name] for row in rows]
found = {}
for ballot in map(tuple, ballots):
    found[ballot] = found.get(ballot, 0) + 1
race = RaceData(RaceMetadata("", seats, [str(n) for n in range(15)]), list(map(list, found)), list(found.values()))
run_rcv(race)
"""


@dataclass(frozen=True)
class Figure:
    """One line: seconds of the processor, MB at the peak, and who was elected."""

    what: str
    seconds: float
    peak: float
    elected: tuple[int, ...] = ()


def run(python: str, program: str, *arguments: str) -> str | None:
    """What a program prints; None if it fails, with the reason in a line."""
    done = subprocess.run([python, "-c", program, *arguments], capture_output=True, text=True)
    if done.returncode:
        print(f"    failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}", flush=True)
        return None
    return done.stdout


def has(python: str, name: str) -> bool:
    """Whether an interpreter can import a module."""
    found = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({name!r}) is None)"
    return subprocess.run([python, "-c", found], capture_output=True).returncode == 0


def counted(python: str, what: str, program: str, file: Path, times: int) -> Figure | None:
    """The best of several counts in one process."""
    shape = "arrays" if what == "comitia" else "lists"
    said = run(python, TIMED + program, str(file), str(SEATS), str(times), shape)
    if said is None:
        return None
    told = json.loads(said.splitlines()[-1])
    return Figure(what, told["seconds"], told["peak"], tuple(told["elected"]))


def whole(what: str, *command: str) -> Figure | None:
    """One whole process, from file to winners."""
    watch = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, "
        "stderr=subprocess.PIPE, text=True); done.returncode and sys.exit(done.stderr); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    said = run(sys.executable, watch, *command)
    return Figure(what, *map(float, said.split())) if said else None


def table(figures: list[Figure]) -> str:
    """The figures, ours first, each with how many times as long it takes."""
    own = figures[0].seconds
    lines = [f"{'':14}{'processor':>12}{'times':>9}{'peak':>10}  elected"]
    for each in figures:
        elected = " ".join(map(str, each.elected))
        lines.append(f"{each.what:14}{each.seconds:>10.3f} s{each.seconds / own:>8.1f}x{each.peak:>7.0f} MB  {elected}")
    return "\n".join(lines)


def main() -> None:
    """Make the papers, let each count them, and print what it took."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--peers", default=sys.executable, help="the interpreter that has the other libraries")
    options.add_argument("--quick", action="store_true", help="a tenth of the papers, each once")
    given = options.parse_args()
    share, times = (10, 1) if given.quick else (1, 5)
    with tempfile.TemporaryDirectory() as place:
        file, csv = Path(place) / "papers.npz", Path(place) / "papers.csv"
        made = run(sys.executable, MAKE, str(file), *(str(n // share) for n in (PAPERS, DISTINCT)), "15", str(csv))
        print(
            f"The count alone: {int(made or 0):,} different papers, {CANDIDATES} candidates, {SEATS} seats", flush=True
        )
        figures = [counted(sys.executable, "comitia", COMITIA, file, times)]
        for name, program in PEERS.items():
            if has(given.peers, name):
                figures.append(counted(given.peers, name, program, file, 1 if share > 1 else 2))
            else:
                print(f"    {name} is missing: pip install {name}")
        print(table([figure for figure in figures if figure]), flush=True)
        print(f"\nFrom a CSV of {PAPERS // share:,} papers to the winners, whole processes", flush=True)
        own = ("-m", "comitia", "count", "stv-scottish", str(csv), "--seats", str(SEATS), "--json")
        ends = [whole("comitia", sys.executable, *own)]
        if has(given.peers, "pyrcv"):
            ends.append(whole("pyrcv", given.peers, "-c", WHOLE_PYRCV, str(csv), str(SEATS)))
        if ends[0]:
            print(table([end for end in ends if end]), flush=True)


if __name__ == "__main__":
    main()
