"""Ballots that were dropped or pasted: what they hold, and the count sheet; done in a worker."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from comitia.ballots import BallotFile, open_ballots, preflight
from comitia.law.faults import Fault, Faults
from comitia.law.rule import Rule
from comitia.printed import printed
from comitia.run.draws import Undecided
from comitia.scrutiny.opening import Asked, open_for
from comitia.scrutiny.sheet import count_file
from comitia.text.rules import load_rule, names, unknown


def checked(raw: bytes, rule: str | None, file: str = "ballots", seats: int | None = None) -> bytes:
    """What a file of ballots holds, as `preflight` tells it."""
    with _as_file(raw, file) as path:
        return printed(preflight(_opened(rule, path), seats)).encode()


def counted(raw: bytes, rule: str, file: str = "ballots", seats: int | None = None, seed: int | None = None) -> bytes:
    """What `comitia count RULE FILE --explain --json` prints."""
    from comitia.explain.sheets import explained

    by = _rule(rule)
    with _as_file(raw, file) as path:
        ballots = open_for(by, path, Asked())
        found = preflight(ballots, seats)
        try:
            sheet = count_file(by, ballots, seats, seed=seed)
        except Undecided as why:
            raise Faults(Fault("undecided", str(why), mend="Give a seed, which draws the lot here.")) from None
        made: dict[str, Any] = {**explained(sheet), "preflight": found}
        return printed(made).encode()


def _rule(name: str) -> Rule:
    """A shipped rule; no file of this machine is one."""
    if name not in names():
        raise Faults(unknown(name))
    return load_rule(name)


def _opened(rule: str | None, path: Path) -> BallotFile:
    return open_ballots(path) if rule is None else open_for(_rule(rule), path, Asked())


@contextmanager
def _as_file(raw: bytes, name: str) -> Iterator[Path]:
    """The octets as a file in a folder of its own, called by its name alone, as faults and documents show it."""
    path, before = Path(name), os.getcwd()
    with tempfile.TemporaryDirectory(prefix="comitia-") as folder:
        os.chdir(folder)  # a worker does one thing at a time
        try:
            try:
                path.write_bytes(raw)
            except OSError:
                mend = "Give it another name."
                raise Faults(Fault("no-file", f"No file here can be called '{name}'.", mend=mend)) from None
            yield path
        finally:
            os.chdir(before)
