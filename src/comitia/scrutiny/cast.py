"""From a file of ballots to what a rule counts: votes of every candidate, by what the paper of the rule may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from comitia.arrays import I64
from comitia.ballots.record import BallotFile, Form
from comitia.count.ballots import END, OVERVOTE, SKIPPED, Ballots
from comitia.count.marking import first_preferences, tally_of_marks, tally_of_points
from comitia.count.preferences import preferences_of_all
from comitia.count.reading import effective_papers
from comitia.count.rules import BY_ROUNDS, PAPERS, Cast
from comitia.count.tally import Tally
from comitia.law.ballots import Approval, CrossOut, ListVote, Names, Points, Ranking, SingleChoice
from comitia.law.clause import Base, Clause, Threshold
from comitia.law.faults import Fault, Faults
from comitia.law.papers import ByLibrary, UnitVotes
from comitia.law.rule import Rule

__all__ = ["FORMS", "Contest", "bars", "contest", "forms", "standing"]

_UNKNOWN = -1
_BASES: Mapping[Base, str] = {
    "registered": "the voters on the roll",
    "issued": "the papers issued",
    "participants": "those who took part",
    "valid": "the valid papers",
    "members": "all members",
}
_PLAIN: tuple[Form, ...] = ("approvals", "choices", "totals")
_READS: Mapping[type[Any], tuple[Form, ...]] = {
    SingleChoice: (*_PLAIN, "rankings"),
    ListVote: (*_PLAIN, "rankings"),
    Names: _PLAIN,
    CrossOut: _PLAIN,
    Approval: _PLAIN,
    Points: ("points", "choices", "totals"),
    Ranking: ("rankings",),
}
"""The forms of file that each paper can be read from; of rankings a paper for one name takes the first."""

FORMS: Mapping[Form, str] = {
    "rankings": "papers that rank the candidates",
    "approvals": "papers that approve of candidates",
    "choices": "papers that name candidates",
    "points": "papers that give points",
    "totals": "totals and no papers",
}


@dataclass(frozen=True, slots=True)
class Contest:
    """Those who stand, and what was cast for them. Who has withdrawn, or was written in where that does not count, does
    not stand; `candidates` leads from those who stand to the candidates of the file.
    """

    candidates: tuple[int, ...]
    cast: Cast


def contest(rule: Rule, file: BallotFile, seats: int) -> Contest:
    """What was cast, as the rule counts it. Raises `Faults` where the rule cannot count what the file holds."""
    units = getattr(file, "units", ())
    if file.form not in forms(rule) or isinstance(rule.count, UnitVotes) != bool(units):
        raise Faults(_other_form(rule, file))
    stand = standing(rule, file)
    if file.totals is not None:
        found = Cast(_of_totals(rule, _only(file, stand)), units=units)
    elif file.form == "rankings" and (type(rule.count) in BY_ROUNDS or type(rule.count) in PAPERS):
        found = _ranked(rule, file, stand)
    else:
        reduced = _only(file, stand)
        papers = reduced.papers if isinstance(rule.count, ByLibrary) else None
        found = Cast(_known(_of_papers(rule, reduced, seats), file), papers)
    _figures_are_known(rule, file, found.tally)
    _groups_are_known(rule, file, found, seats)
    return Contest(stand, found)


def standing(rule: Rule, file: BallotFile) -> tuple[int, ...]:
    """The candidates of a file who stand under a rule."""
    written = getattr(rule.ballot, "write_ins", "counted") == "counted" or file.form == "totals"
    stand = ((i, who) for i, who in enumerate(file.candidates) if not who.withdrawn)
    return tuple(i for i, who in stand if who.listed or written)


def _only(file: BallotFile, stand: tuple[int, ...]) -> BallotFile:
    """The file with those who stand alone; marks for others are as if they were not there."""
    if len(stand) == len(file.candidates):
        return file
    return replace(
        file,
        candidates=tuple(file.candidates[i] for i in stand),
        totals=None if file.totals is None else tuple(file.totals[i] for i in stand),
        papers=None if file.papers is None else _renumbered(file.papers, stand),
        points=None if file.points is None else np.ascontiguousarray(file.points[:, list(stand)]),
        order=None if file.order is None else tuple(stand.index(i) for i in file.order if i in stand),
    )


def _renumbered(papers: Ballots, stand: tuple[int, ...]) -> Ballots:
    number = np.full(papers.candidates + 3, SKIPPED, dtype=np.int32)
    number[[*stand]] = np.arange(len(stand))
    number[[END, SKIPPED, OVERVOTE]] = END, SKIPPED, OVERVOTE  # they stand at the end, counted from there
    return Ballots(len(stand), number[papers.marks], papers.weight, papers.equal)


def _ranked(rule: Rule, file: BallotFile, stand: tuple[int, ...]) -> Cast:
    """Papers that rank, read as the law lets them count; a paper for one name may be given more than it asks for."""
    assert file.papers is not None
    paper = rule.ballot if isinstance(rule.ballot, Ranking) else Ranking(form="ranking")
    written = [i for i, who in enumerate(file.candidates) if not who.listed]
    withdrawn = [i for i, who in enumerate(file.candidates) if who.withdrawn]
    read = effective_papers(paper, file.papers, written, withdrawn)
    reduced = _only(replace(file, papers=read.papers), stand)
    assert reduced.papers is not None
    first = preferences_of_all(reduced.papers, (True,) * len(stand))
    votes = tuple(votes // first.one for votes in first.votes)
    tally = Tally(votes, _UNKNOWN, _UNKNOWN, read.valid + read.invalid + read.blank, read.valid)
    return Cast(_known(tally, file), reduced.papers, _groups(reduced), reduced.order)


WRITE_INS = "write-ins"
"""The group of names that voters wrote in."""


def _groups(file: BallotFile) -> tuple[str, ...] | None:
    """The party or group of each candidate, where any is known."""
    groups = tuple((who.party or "") if who.listed else WRITE_INS for who in file.candidates)
    return groups if any(groups) else None


def _groups_are_known(rule: Rule, file: BallotFile, found: Cast, seats: int) -> None:
    """Raise `Faults` where the rule keeps so many seats for groups, and not every candidate has one."""
    minima = getattr(rule.count, "minima", ())
    if any(least.of == seats for least in minima) and not all(found.groups or ("",)):
        message = f"'{rule.id}' keeps seats for groups of candidates; not of every candidate the group is known."
        mend = "Give them, a table with the columns candidate and group: --groups FILE."
        raise Faults(Fault("groups-needed", message, file=file.file, mend=mend))


def forms(rule: Rule) -> tuple[Form, ...]:
    """The forms of file that a rule can count."""
    if isinstance(rule.count, UnitVotes):
        return ("totals",)
    read = _READS[type(rule.ballot)]
    if isinstance(rule.count, ByLibrary):
        return tuple(form for form in read if form != "totals")
    if type(rule.count) in PAPERS:
        return ("rankings",)
    return (*read, "totals") if type(rule.count) in BY_ROUNDS and "totals" not in read else read


def _other_form(rule: Rule, file: BallotFile) -> Fault:
    message = f"The file holds {FORMS[file.form]}, which '{rule.id}' cannot count."
    if isinstance(rule.count, UnitVotes):
        mend = "It counts votes by unit, a table with the columns unit, candidate, votes and weight."
        return Fault("wrong-form", message, file=file.file, mend=mend)
    mend = f"It counts {', or '.join(FORMS[form] for form in forms(rule))}."
    return Fault("wrong-form", message, file=file.file, mend=mend)


def _of_totals(rule: Rule, file: BallotFile) -> Tally:
    """Totals with the figures beside them; where a paper is one vote, the valid papers are known from the votes."""
    assert file.totals is not None
    known = file.figures
    one = isinstance(rule.ballot, SingleChoice | ListVote | Ranking) or getattr(rule.ballot, "leave", "") == "one"
    valid = known.get("valid", sum(file.totals) if one else _UNKNOWN)
    both = valid + known["invalid"] if "invalid" in known and valid != _UNKNOWN else _UNKNOWN
    participants = known.get("participants", both)
    return Tally(file.totals, known.get("registered", _UNKNOWN), known.get("issued", participants), participants, valid)


def _of_papers(rule: Rule, file: BallotFile, seats: int) -> Tally:
    """Papers added up, by what the rule's paper lets a voter say."""
    papers, paper = file.papers, rule.ballot
    assert papers is not None
    if isinstance(paper, Points):
        return tally_of_points(paper, papers, _points(file), seats)
    if file.form == "rankings":
        votes = tuple(first_preferences(papers).tolist())
        return Tally(votes, _UNKNOWN, _UNKNOWN, papers.total, sum(votes))
    assert not isinstance(paper, Ranking)
    return tally_of_marks(paper, papers, seats)


def _points(file: BallotFile) -> I64:
    """The points of each paper: int64 `[paper, candidate]`; on a paper for names each name is one."""
    if file.points is not None:
        return file.points
    assert file.papers is not None
    points = np.zeros((len(file.papers), file.papers.candidates), dtype=np.int64)
    row, place = np.nonzero(file.papers.marks >= 0)
    np.add.at(points, (row, file.papers.marks[row, place]), 1)
    return points


def _known(tally: Tally, file: BallotFile) -> Tally:
    """A tally of papers with the figures that are known besides."""
    figures = file.figures
    participants = figures.get("participants", tally.participants)
    issued, registered = figures.get("issued", participants), figures.get("registered", _UNKNOWN)
    return replace(tally, registered=registered, issued=issued, participants=participants)


def _figures_are_known(rule: Rule, file: BallotFile, tally: Tally) -> None:
    """Raise `Faults` for every number that a bar of the rule is measured by and that is not known."""
    if isinstance(rule.count, UnitVotes):  # its bar is measured by the votes of units
        return
    unknown = dict.fromkeys(bar.of for bar in bars(rule.count) if tally.base(bar.of) in (_UNKNOWN, 0))
    faults = [
        Fault(
            "figure-needed",
            f"'{rule.id}' measures votes by {_BASES[base]}; how many they are, the file does not say.",
            file=file.file,
            mend=f"Give the number: --figure {base}=N.",
        )
        for base in unknown
        if base == "members" or tally.base(base) == _UNKNOWN
    ]
    if faults:
        raise Faults(faults)


def bars(clause: Clause) -> Iterator[Threshold]:
    """Every bar that a way of counting sets."""
    for name in type(clause).model_fields:
        value = getattr(clause, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Threshold):
                yield each
