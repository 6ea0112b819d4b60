"""What holds of every file of ballots that was read, whatever was given."""

from __future__ import annotations

from comitia.ballots.preflight import preflight
from comitia.ballots.record import BallotFile
from comitia.count.ballots import END, OVERVOTE
from comitia.law.faults import Fault, Faults


def assert_sound(read: BallotFile) -> None:
    """Marks are of candidates, nothing follows the end of a paper, numbers add up, and it can be shown."""
    number = len(read.candidates)
    if read.papers is None:
        assert read.totals is not None
        assert len(read.totals) == number
        assert min(read.totals, default=0) >= 0
    else:
        marks = read.papers.marks
        assert read.papers.candidates == number
        assert marks.shape[0] == len(read.papers.weight)
        assert ((marks >= OVERVOTE) & (marks < number)).all()
        assert not ((marks[:, :-1] == END) & (marks[:, 1:] != END)).any()
        assert (read.papers.weight > 0).all()
        assert read.seen.weight == read.papers.total
        if read.points is not None:
            assert read.points.shape == (len(marks), number)
    assert preflight(read)["passes"] in (True, False)
    assert_helpful(read.faults)


def assert_helpful(faults: Faults | tuple[Fault, ...]) -> None:
    """Every fault says where it stands and how it is mended."""
    for fault in faults.faults if isinstance(faults, Faults) else faults:
        assert fault.code
        assert fault.file
        assert fault.mend
