"""BLT: how many candidates and seats, a line for each kind of paper, names, title.

    3 2                     candidates, seats
    -3                      candidate 3 has withdrawn
    4 1 2=3 0               four papers: 1 first, 2 and 3 equal
    0                       end of the papers
    "Anna"                  names, in the order of the numbers
    "Northern ward"         title

Options in brackets: `[nick a b c]` gives short names, to be used for numbers; `[withdrawn b]`; `[tie c a b]`, the order
in which ties are settled. A number of papers may be written `4` or `4x`; `-` is a rank left blank; after `#` stands a
comment.
"""

from __future__ import annotations

from collections.abc import Iterator

from comitia.ballots.blt_lines import Reading, head_of, lines_of, read_names, read_papers
from comitia.ballots.content import Content, text
from comitia.ballots.gather import MOST_VOTES
from comitia.ballots.quick_blt import quick_papers
from comitia.ballots.record import BallotFile, Candidate
from comitia.ballots.seen import seen
from comitia.count.ballots import Ballots

LARGE = 1 << 13
"""Bytes: the papers of a file from here on are read the quick way, where that can be."""


def read_blt(given: Content) -> BallotFile:
    """Read BLT. Raises `Faults` where there is no first line or too many candidates; other faults are kept."""
    return (_quick(given) if len(given.raw) >= LARGE else None) or _careful(given)


def _careful(given: Content) -> BallotFile:
    lines = lines_of(text(given))
    line, first = next(lines, (1, ""))
    reading = head_of(given.file, line, first)
    _rest(reading, line, lines)
    return _made(given, reading, reading.papers.made(reading.number), reading.papers.papers)


def _rest(reading: Reading, line: int, lines: Iterator[tuple[int, str]]) -> None:
    last = read_papers(reading, lines)
    if last is not None:
        message = "The file ends before the line 0 that closes the papers."
        mend = "Take the file anew from its source, or add the end."
        reading.blame.at(max(line, last), "truncated", message, mend)
    read_names(reading, lines)


def _quick(given: Content) -> BallotFile | None:
    """The file with its papers read in bytes; None where anything is out of the ordinary."""
    raw = given.raw.replace(b"\r\n", b"\n")
    head, body, rest = _parts(raw)
    if not body or b"\r" in raw:
        return None
    try:
        before, after = head.decode("utf-8"), rest.decode("utf-8")
    except UnicodeDecodeError:
        return None
    lines = lines_of(before)
    line, first = next(lines, (1, ""))
    reading = head_of(given.file, line, first)
    if read_papers(reading, lines) is None or reading.papers.rows:
        return None
    short = {word.encode(): number for word, number in reading.nicks.items()}

    def number(word: bytes) -> int | None:
        if word in short or not word.isdigit() or len(word) > 9:
            return short.get(word)
        return int(word) - 1 if 0 < int(word) <= reading.number else None

    found = quick_papers(body, reading.number, number)
    if found is None or found[1] > MOST_VOTES:
        return None
    _rest(reading, line, lines_of(after, head.count(b"\n") + body.count(b"\n") + 1))
    return None if reading.papers.rows else _made(given, reading, *found)


def _parts(raw: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands above the papers, the papers, and what begins with the line 0; no papers where that is missing."""
    start = raw.find(b"\n") + 1
    while raw[start : start + 1] in (b"[", b"-", b"#", b"\n"):
        start = raw.find(b"\n", start) + 1 or len(raw)
    stop = raw.find(b"\n0\n", start) + 1
    return raw[:start], raw[start:stop], raw[max(start, stop) :]


def _made(given: Content, reading: Reading, papers: Ballots, number: int) -> BallotFile:
    names = [each for _, each in reading.strings[: reading.number]]
    last = reading.strings[-1][0] if reading.strings else given.raw.count(b"\n") + 1
    if names and len(names) < reading.number:
        message = f"There are names for {len(names):,} of {reading.number:,} candidates."
        reading.blame.at(last, "names-do-not-fit", message, "Give each candidate a name, in the order of the numbers.")
    if len(reading.strings) > reading.number + 4:
        message = f"There are {len(reading.strings):,} names and titles for {reading.number:,} candidates."
        reading.blame.at(last, "names-do-not-fit", message, "Correct the number of candidates in the first line.")
    if not len(papers) and not reading.blame:
        reading.blame.at(1, "no-papers", "The file holds no papers.", "Each kind of paper is a line: 12 1 3 2 0")
    short = {number: word for word, number in reading.nicks.items()}
    names += [short.get(number, str(number + 1)) for number in range(len(names), reading.number)]
    after = reading.strings[reading.number :]
    return BallotFile(
        file=given.file,
        format="blt",
        digest=given.digest,
        form="rankings",
        title=after[0][1] if after else None,
        seats=reading.seats,
        candidates=tuple(Candidate(n, withdrawn=i in reading.withdrawn) for i, n in enumerate(names)),
        papers=papers,
        totals=None,
        seen=seen(papers, number),
        order=reading.order,
        faults=reading.blame.faults,
    )
