"""How long Comitia takes and how much memory it needs here, beside the limits that it sets itself.

python benchmarks/run.py [--quick]        (make bench)

Whole processes are timed from start to end, as their user sees them; the figures of one process are its own clock's.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

PYTHON = sys.executable
RUN = ("-m", "comitia", "run", "ussr-1988", "--seed", "1")
COMPARE = ("-m", "comitia", "compare", "ussr-1988", "ussr-1936", "soviets-1918", "--society", "ussr-1989")


@dataclass(frozen=True)
class Figure:
    """One line of the table. `limit`: the most that it may be, in the same unit; None where none is set."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""


def machine() -> str:
    """What the figures were taken on."""
    import numpy as np

    return "\n".join(
        (
            f"cpu     {_cpu()}",
            f"cores   {os.cpu_count()}",
            f"memory  {_memory()}",
            f"system  {platform.system()} {platform.release()}",
            f"python  {platform.python_version()} ({platform.python_implementation()})",
            f"numpy   {np.__version__}",
        )
    )


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GB"
    except (ValueError, OSError, AttributeError):
        return "unknown"


def process(*arguments: str) -> tuple[float, float]:
    """Seconds and MB at the peak of one whole process of its own."""
    seconds, _, peak = watched(*arguments)
    return seconds, peak


def watched(*arguments: str) -> tuple[float, float, float]:
    """Seconds that a process takes, seconds of all processors for it and its own, MB at the peak of the largest."""
    watch = (
        "import resource, subprocess, sys, time; start = time.perf_counter(); "
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True); "
        "done.returncode and sys.exit(done.stderr); used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    done = subprocess.run([PYTHON, "-c", watch, PYTHON, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"\n{' '.join(arguments)} failed:\n{done.stderr}")
    seconds, busy, peak = map(float, done.stdout.split())
    return seconds, busy, peak / (2**20 if sys.platform == "darwin" else 2**10)


def processes(times: int, *arguments: str) -> tuple[float, float]:
    """The median of several."""
    found = [process(*arguments) for _ in range(times)]
    return median(seconds for seconds, _ in found), max(peak for _, peak in found)


def clock(times: int, work: Callable[[], object]) -> float:
    """The median seconds of a piece of work in this process."""
    found = []
    for _ in range(times):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return median(found)


def outside(quick: bool) -> list[Figure]:
    """What a user waits for: whole processes."""
    times = 1 if quick else 5
    seconds, peak = processes(times, *RUN)
    with tempfile.TemporaryDirectory() as place:
        out, _ = process(*RUN, "--out", str(Path(place) / "out"))
    figures = [
        Figure("comitia run ussr-1988 --seed 1", seconds, "s", 3.0, f"median of {times}"),
        Figure("    memory at the peak", peak, "MB", 2048.0),
        Figure("    with --out", out, "s", None),
        Figure(
            "import comitia",
            processes(times, "-c", "import comitia")[0] - nothing(times),
            "s",
            0.2,
            "over Python's own",
        ),
        Figure(
            "comitia --help",
            processes(times, "-m", "comitia", "--help")[0] - nothing(times),
            "s",
            0.2,
            "over Python's own",
        ),
    ]
    if not quick:
        seconds, peak = process(*RUN, "--voters", "individual")
        figures += [
            Figure("comitia run ... --voters individual", seconds, "s", 60.0, "every voter by himself"),
            Figure("    memory at the peak", peak, "MB", 2048.0),
        ]
    return figures


def compared(quick: bool) -> list[Figure]:
    """Three laws on the same people, with the sensitivity runs, by as many processes as there are cores."""
    runs = 20 if quick else 200
    seconds, busy, peak = watched(*COMPARE, "--by", "class", "--runs", str(runs))
    limit = None if quick else 60.0
    return [
        Figure(f"comitia compare, 3 laws, {runs} runs", seconds, "s", limit, f"{os.cpu_count()} cores"),
        Figure("    of all processors together", busy, "s"),
        Figure("    memory of the largest process", peak, "MB", 2048.0, "each worker has as much"),
    ]


def nothing(times: int) -> float:
    """What Python takes to start and stop."""
    return processes(times, "-c", "pass")[0]


def inside(quick: bool) -> list[Figure]:
    """Where the time goes, in one process."""
    from comitia.count.apportion import apportion
    from comitia.electorate.shipped import voters_of
    from comitia.electorate.voters import VoterModel
    from comitia.measure.document import document
    from comitia.plan.contests import plan
    from comitia.run.runner import run
    from comitia.society.build import built
    from comitia.society.catalogue import folder, society
    from comitia.text.catalogue import path_of
    from comitia.text.read import read

    times = 1 if quick else 5
    law, people, voters = read(path_of("ussr-1988")), society("ussr-1989"), voters_of("ussr-1989")
    looks_at = VoterModel(voters, people).looks_at
    seats = [int(n) for n in people.marginal("republic")]

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tied[:places]

    def lots(_: str, tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        return tied[:places]

    result = run(law, people, voters=voters, seed=1)
    return [
        Figure("reading the law", clock(times, lambda: read(path_of("ussr-1988"))), "s"),
        Figure("building the society", clock(times, lambda: built(folder("ussr-1989"))), "s"),
        Figure("planning the contests", clock(times, lambda: plan(law, people, looks_at, lots)), "s"),
        Figure("one run, all read and built", clock(times, lambda: run(law, people, voters=voters, seed=1)), "s"),
        Figure("its document", clock(times, lambda: document(result)), "s"),
        Figure("750 seats among 15 republics", clock(times, lambda: apportion("dhondt", seats, 750, settle)), "s"),
        Figure("memory of this process at the peak", _peak(), "MB"),
    ]


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def table(figures: list[Figure]) -> str:
    """The figures beside their limits."""
    lines = [f"{'':38}{'here':>12}{'limit':>12}"]
    for figure in figures:
        limit = "" if figure.limit is None else _shown(figure.limit, figure.unit)
        over = "  over the limit" if figure.limit is not None and figure.value > figure.limit else ""
        note = f"  {figure.note}" if figure.note else ""
        lines.append(f"{figure.what:38}{_shown(figure.value, figure.unit):>12}{limit:>12}{over}{note}")
    return "\n".join(lines)


def _shown(value: float, unit: str) -> str:
    return f"{value:.3f} s" if unit == "s" and value < 1 else f"{value:.1f} s" if unit == "s" else f"{value:.0f} {unit}"


def main() -> None:
    """Print the machine, then the tables as they are done."""
    options = argparse.ArgumentParser(description="How long Comitia takes here, beside the limits it sets itself.")
    options.add_argument("--quick", action="store_true", help="each once, and without voters one by one")
    quick: bool = options.parse_args().quick
    print(machine(), flush=True)
    print("\nWhole processes", flush=True)
    print(table(outside(quick)), flush=True)
    print(table(compared(quick)), flush=True)
    print("\nIn one process", flush=True)
    print(table(inside(quick)), flush=True)


if __name__ == "__main__":
    main()
