"""Totals from a CSV, until `comitia.ballots.open_ballots` is there."""

from __future__ import annotations

import hashlib
from pathlib import Path

from comitia.ballots.record import BallotFile, Candidate, Seen
from comitia.electorate.formats.table import Form, read
from comitia.law.faults import Fault, Faults


def read_totals(path: Path) -> BallotFile:
    """Candidate and votes, one row each."""
    table = read(path, Form("totals", ("candidate", "votes"), ("party",)))
    bad = [
        Fault("not-whole", "votes must be whole", file=table.file, line=r.line)
        for r in table.rows
        if not r["votes"].isdigit()
    ]
    if bad:
        raise Faults(bad)
    candidates = tuple(Candidate(row["candidate"], row["party"] or None) for row in table.rows)
    totals = tuple(int(row["votes"]) for row in table.rows)
    digest = hashlib.sha256(table.content).hexdigest()
    seen = Seen(sum(totals), sum(totals))
    return BallotFile(table.file, "csv", digest, "totals", None, None, candidates, None, totals, seen)
