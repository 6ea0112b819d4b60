"""600 seats among 20 lists by D'Hondt, 10,000 contests at once and one at a time, beside peer libraries.

python benchmarks/apportion.py [--peers PYTHON]

PYTHON is the interpreter of an environment with biprop, apportionment and votelib; without it Comitia is timed alone.
CPU time, best of several; peers in the same run, on the same votes, and held to the same seats.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

CONTESTS, LISTS, SEATS, TIMES = 10_000, 20, 600, 5
TARGETS = {("batch", "biprop"): 4, ("batch", "apportionment"): 25, ("one", "apportionment"): 5}


def votes() -> Any:
    """Invented votes: few large lists and many small ones."""
    draw = np.random.default_rng(1)
    return (draw.pareto(1.2, (CONTESTS, LISTS)) * 10_000 + 500).astype(np.int64)


def plain_numpy(given: Any) -> Any:
    """A batch in plain numpy, in floats and without ties: full shares, then seat by seat to the greatest quotient."""
    won = given * SEATS // given.sum(axis=1, keepdims=True)
    rows = np.arange(len(given))
    quotient = given / (won + 1)
    while (open_ := won.sum(axis=1) < SEATS).any():
        best = quotient.argmax(axis=1)
        won[rows[open_], best[open_]] += 1
        quotient[rows, best] = given[rows, best] / (won[rows, best] + 1)
    return won


def rate(contests: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Contests a second, the best of several, and what came of them."""
    least, found = float("inf"), None
    for _ in range(TIMES):
        start = process_time()
        found = work()
        least = min(least, process_time() - start)
    return contests / least, found


def peers(python: str, given: Any) -> dict[str, dict[str, Any]]:
    """What the peers reach, in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "votes.npy"
        np.save(file, given)
        script = Path(__file__).with_name("peers_apportion.py")
        done = subprocess.run(
            [python, str(script), str(file), str(SEATS)], stdout=subprocess.PIPE, text=True, check=True
        )
    found: dict[str, dict[str, Any]] = json.loads(done.stdout[done.stdout.index("{") :])
    return found


def main() -> None:
    """Print rates and ratios."""
    from comitia.count.apportion import apportion
    from comitia.count.apportion_batch import apportion_batch

    options = argparse.ArgumentParser(description="Apportionment in Comitia and in peer libraries.")
    options.add_argument("--peers", metavar="PYTHON", help="the Python that has the peers")
    python: str | None = options.parse_args().peers
    given, seats = votes(), np.full(CONTESTS, SEATS)

    def first(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tied[:places]

    some = [row.tolist() for row in given[:500]]
    batch, shares = rate(CONTESTS, lambda: apportion_batch("dhondt", given, seats, first))
    one, single = rate(len(some), lambda: [apportion("dhondt", row, SEATS, first) for row in some])
    numpy_rate, _ = rate(CONTESTS, lambda: plain_numpy(given))
    assert [tuple(row) for row in shares[: len(some)].tolist()] == single
    print(f"{SEATS} seats among {LISTS} lists by D'Hondt; contests a second of CPU time, best of {TIMES}")
    print(f"  comitia, {CONTESTS:,} at once  {batch:>10,.0f}\n  comitia, one at a time  {one:>9,.0f}")
    print(f"  plain numpy in floats   {numpy_rate:>9,.0f}   comitia at once is {batch / numpy_rate:.1f} times this")
    for name, peer in (peers(python, given) if python else {}).items():
        same = sum(a == b for a, b in zip(peer["seats"], shares.tolist(), strict=False))
        print(f"  {name:<22}  {peer['rate']:>9,.0f}   same seats in {same} of {len(peer['seats'])} looked at")
        for way, ours in (("batch", batch), ("one", one)):
            target = TARGETS.get((way, name))
            wanted = f" (at least {target})" if target else ""
            how = "at once" if way == "batch" else "one at a time"
            print(f"    comitia {how}: {ours / peer['rate']:.1f} times{wanted}")


if __name__ == "__main__":
    main()
