"""Files of ballots: told apart, read, and shown before anything is counted."""

from comitia.ballots.opening import FORMATS, open_ballots
from comitia.ballots.record import BallotFile, Candidate, Seen, Source

__all__ = ["FORMATS", "BallotFile", "Candidate", "Seen", "Source", "open_ballots"]
