"""The lines of BLT one by one: the head, options, withdrawals and papers, names; every fault in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from comitia.ballots.blame import Blame, shown
from comitia.ballots.gather import MOST_CANDIDATES, Papers, Ranks, too_many, trimmed, whole
from comitia.law.faults import Fault, Faults, did_you_mean

_HEAD = re.compile(r"\s*(\d{1,12})\s+(\d{1,12})\s*")
_OPTION = re.compile(r"\[\s*(\w+)\s*([^\]]*)\]")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BALLOT_ID = re.compile(r"\([^)]*\)\s*")
_COMMENT = re.compile(r'#[^"]*$')
_OPTIONS = ("nick", "withdrawn", "tie")


@dataclass(slots=True)
class Reading:
    """What is known of the file so far."""

    blame: Blame
    number: int
    seats: int | None
    papers: Papers
    nicks: dict[str, int] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    order: tuple[int, ...] | None = None
    strings: list[tuple[int, str]] = field(default_factory=list)


def lines_of(whole_text: str, first: int = 1) -> Iterator[tuple[int, str]]:
    """Lines that hold something, with their numbers and without comments."""
    for number, line in enumerate(whole_text.split("\n"), start=first):
        kept = _COMMENT.sub("", line).strip() if "#" in line else line.strip()
        if kept:
            yield number, kept


def head_of(file: str, line: int, first: str) -> Reading:
    """Read the first line. Raises `Faults` where it is none of BLT, or names none or too many."""
    found = _HEAD.fullmatch(first)
    if found is None:
        message = f"The first line is {shown(first)}; BLT begins with the number of candidates and of seats."
        raise Faults(Fault("not-blt", message, file=file, line=line, mend="For example: 7 3"))
    number, seats = int(found[1]), int(found[2])
    if number > MOST_CANDIDATES:
        raise too_many(file, line, number)
    if not number:
        message = "The first line says that there are 0 candidates."
        raise Faults(Fault("no-candidates", message, file=file, line=line, mend="Give the number of candidates."))
    blame = Blame(file)
    return Reading(blame, number, seats or None, Papers(blame))


def read_papers(reading: Reading, lines: Iterator[tuple[int, str]]) -> int | None:
    """Options, withdrawals and papers, up to the line 0; the last line where there is none."""
    line = 1
    for line, said in lines:
        if said == "0":
            return None
        if said[0] == "[":
            _option(reading, line, said)
        elif said[0] == "-" and said[1:2].isdigit() and said.split()[-1] != "0":
            _withdraw(reading, line, said)
        elif said[0] == '"':
            message = "Names begin before the line 0 that closes the papers."
            reading.blame.at(line, "no-end-of-papers", message, "Write a line 0 above the names.")
            reading.strings.append((line, said))
            return None
        else:
            _paper(reading, line, said)
    return line


def _option(reading: Reading, line: int, said: str) -> None:
    found = _OPTION.fullmatch(said)
    name = found[1].casefold() if found else ""
    if found is None or name not in _OPTIONS:
        message = f"{shown(said)} is no option; known are {', '.join(_OPTIONS)}."
        mend = did_you_mean(name, _OPTIONS) or "For example: [withdrawn 2 5]"
        reading.blame.at(line, "unknown-option", message, mend)
        return
    words = found[2].split()
    if name == "nick":
        reading.nicks = {word: number for number, word in enumerate(words)}
        if len(reading.nicks) != len(words) or len(words) != reading.number:
            message = f"There are {len(reading.nicks):,} short names for {reading.number:,} candidates."
            reading.blame.at(line, "names-do-not-fit", message, "Give each candidate one short name of its own.")
        reading.nicks = {word: number for word, number in reading.nicks.items() if number < reading.number}
        return
    numbers = [each for word in words if (each := _candidate(reading, line, word)) is not None]
    if name == "withdrawn":
        reading.withdrawn.update(numbers)
    elif len(set(numbers)) != len(numbers) or len(numbers) != reading.number:
        message = f"The order for ties names {len(set(numbers)):,} of {reading.number:,} candidates."
        reading.blame.at(line, "names-do-not-fit", message, "Name each candidate once.")
    else:
        reading.order = tuple(numbers)


def _withdraw(reading: Reading, line: int, said: str) -> None:
    for word in said.split():
        if not word.startswith("-"):
            message = f"{shown(word)} stands among those who have withdrawn; a number below 0 is expected."
            reading.blame.at(line, "not-withdrawn", message, f"For example: -{word}")
        elif (number := _candidate(reading, line, word[1:])) is not None:
            reading.withdrawn.add(number)


def _candidate(reading: Reading, line: int, word: str) -> int | None:
    """The candidate that a number or a short name stands for, from 0; None, and a fault, where it is nobody."""
    if word in reading.nicks:
        return reading.nicks[word]
    if word.isascii() and word.isdigit() and len(word) <= 12 and 0 < int(word) <= reading.number:
        return int(word) - 1
    if reading.nicks and not word.isdigit():
        mend = did_you_mean(word, reading.nicks) or f"Known: {', '.join(list(reading.nicks)[:8])}."
    else:
        mend = f"Candidates have the numbers 1 to {reading.number:,}."
    reading.blame.at(line, "unlisted", f"{shown(word)} is no candidate of this file.", mend)
    return None


def _paper(reading: Reading, line: int, said: str) -> None:
    words = _BALLOT_ID.sub("", said, count=1).split() if said[0] == "(" else said.split()
    head, marks = (words[0], words[1:]) if words else ("", [])
    before = len(reading.blame.found) + reading.blame.more
    head = head[:-1] if head[-1:] in ("x", "X") and len(head) > 1 else head
    number = whole(reading.blame, line, head, "number of papers")
    if not marks or marks[-1] != "0":
        message = f"The line ends with {shown(words[-1] if words else said)}; a paper ends with 0."
        reading.blame.at(line, "no-end-of-paper", message, "Write 0 at its end, or complete it: it may be cut off.")
        return
    ranks = _ranks(reading, line, marks[:-1])
    if number is not None and len(reading.blame.found) + reading.blame.more == before:
        reading.papers.add(ranks, line, number)


def _ranks(reading: Reading, line: int, marks: list[str]) -> Ranks:
    ranks: list[tuple[int, ...]] = []
    for mark in marks:
        if mark in ("-", "="):
            ranks.append(())
        elif mark == "0":
            message = "A 0 stands before the end of the line; it ends a paper."
            reading.blame.at(line, "end-inside", message, "Put each kind of paper on a line of its own.")
        else:
            found = (_candidate(reading, line, word) for word in mark.split("="))
            ranks.append(tuple(each for each in found if each is not None))
    return trimmed(ranks)


def read_names(reading: Reading, lines: Iterator[tuple[int, str]]) -> None:
    """Names and title: in quotes, several on a line or one over two; without quotes one a line."""
    left = [*reading.strings, *lines]
    reading.strings = []
    at = 0
    while at < len(left):
        line, said = left[at]
        at += 1
        if said[0] != '"':
            reading.strings.append((line, said))
            continue
        while said.replace('\\"', "").count('"') % 2 and at < len(left):
            said = f"{said} {left[at][1]}"
            at += 1
        found = [each.replace('\\"', '"') for each in _QUOTED.findall(said)]
        if said.replace('\\"', "").count('"') % 2:
            message = f"The quote that begins in {shown(said)} has no end."
            reading.blame.at(line, "truncated", message, "Close the quote, or take the file anew from its source.")
        reading.strings += [(line, each) for each in found]
