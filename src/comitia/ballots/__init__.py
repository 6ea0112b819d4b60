"""Files of ballots: told apart, read, and shown before anything is counted."""

from comitia.ballots.opening import FORMATS, open_ballots
from comitia.ballots.preflight import must_pass, preflight
from comitia.ballots.record import BallotFile, Candidate, Seen, Source, Unlisted

__all__ = [
    "FORMATS",
    "BallotFile",
    "Candidate",
    "Seen",
    "Source",
    "Unlisted",
    "must_pass",
    "open_ballots",
    "preflight",
]
