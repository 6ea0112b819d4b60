"""From a file of ballots to what a rule counts: votes of every candidate, by what the paper of the rule may say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from comitia.arrays import Bools
from comitia.ballots.record import BallotFile, Form
from comitia.count.ballots import END, OVERVOTE, SKIPPED, Ballots
from comitia.count.preferences import preferences_of_all
from comitia.count.reading import effective_papers
from comitia.count.rules import BY_ROUNDS, PAPERS, Cast
from comitia.count.tally import Tally
from comitia.law.ballots import Approval, CrossOut, ListVote, Names, Points, Ranking, SingleChoice
from comitia.law.clause import Base, Clause, Threshold
from comitia.law.faults import Fault, Faults
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
class _Read:
    """Votes that papers give, added up, and how many papers are valid."""

    votes: tuple[int, ...]
    valid: int


@dataclass(frozen=True, slots=True)
class Contest:
    """Those who stand, and what was cast for them. Who has withdrawn, or was written in where that does not count, does
    not stand; `candidates` leads from those who stand to the candidates of the file.
    """

    candidates: tuple[int, ...]
    cast: Cast


def contest(rule: Rule, file: BallotFile, seats: int) -> Contest:
    """What was cast, as the rule counts it. Raises `Faults` where the rule cannot count what the file holds."""
    if file.form not in forms(rule):
        raise Faults(_other_form(rule, file))
    stand = standing(rule, file)
    if file.totals is not None:
        found = Cast(_of_totals(rule, _only(file, stand)))
    elif file.form == "rankings" and (type(rule.count) in BY_ROUNDS or type(rule.count) in PAPERS):
        found = _ranked(rule, file, stand)
    else:
        reduced = _only(file, stand)
        found = Cast(_tally(reduced, _READERS[type(rule.ballot)](rule.ballot, reduced, seats)))
    _figures_are_known(rule, file, found.tally)
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
    tally = _tally(file, _Read(tuple(votes // first.one for votes in first.votes), read.valid))
    return Cast(tally, reduced.papers, _groups(reduced), reduced.order)


def _groups(file: BallotFile) -> tuple[str, ...] | None:
    """The party or group of each candidate, where the file says any."""
    groups = tuple(candidate.party or "" for candidate in file.candidates)
    return groups if any(groups) else None


def forms(rule: Rule) -> tuple[Form, ...]:
    """The forms of file that a rule can count."""
    read = _READS[type(rule.ballot)]
    if type(rule.count) in PAPERS:
        return ("rankings",)
    return (*read, "totals") if type(rule.count) in BY_ROUNDS and "totals" not in read else read


def _other_form(rule: Rule, file: BallotFile) -> Fault:
    message = f"The file holds {FORMS[file.form]}, which '{rule.id}' cannot count."
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


def _tally(file: BallotFile, read: _Read) -> Tally:
    assert file.papers is not None
    participants = file.figures.get("participants", file.papers.total)
    registered, issued = (file.figures.get(name, _UNKNOWN) for name in ("registered", "issued"))
    return Tally(read.votes, registered, participants if issued == _UNKNOWN else issued, participants, read.valid)


def _single(paper: object, file: BallotFile, seats: int) -> _Read:
    """The one name of each paper, or the first where they rank; a paper with two is not valid."""
    papers = file.papers
    assert papers is not None
    if file.form != "rankings":
        return _added(papers, _marked(papers).sum(axis=1) == 1)
    first = np.where(papers.marks == SKIPPED, END, papers.marks)
    place = (papers.marks != SKIPPED).argmax(axis=1)
    row = np.arange(len(papers))
    valid = first[row, place] >= 0
    if papers.equal is not None and papers.marks.shape[1] > 1:
        after = np.minimum(place + 1, papers.marks.shape[1] - 1)
        valid &= ~(papers.equal[row, after] & (after > place))
    votes = np.zeros(papers.candidates, dtype=np.int64)
    np.add.at(votes, first[row, place][valid], papers.weight[valid])
    return _Read(tuple(map(int, votes)), int(papers.weight[valid].sum()))


def _names(paper: Names, file: BallotFile, seats: int) -> _Read:
    assert file.papers is not None
    number = _marked(file.papers).sum(axis=1)
    return _added(file.papers, (number > 0) & (number <= (paper.up_to or seats)))


def _kept(paper: CrossOut, file: BallotFile, seats: int) -> _Read:
    """Names that are not struck; a file of papers says who was kept."""
    assert file.papers is not None
    number = _marked(file.papers).sum(axis=1)
    fewest = 0 if paper.all_struck == "valid" else 1
    return _added(file.papers, (number >= fewest) & ((number <= 1) if paper.leave == "one" else True))


def _approved(paper: Approval, file: BallotFile, seats: int) -> _Read:
    assert file.papers is not None
    number = _marked(file.papers).sum(axis=1)
    return _added(file.papers, (number > 0) & (number <= (paper.up_to or file.papers.candidates)))


def _points(paper: Points, file: BallotFile, seats: int) -> _Read:
    """Points within what a paper has and one candidate may be given; a name on a paper for names is one point."""
    assert file.papers is not None
    points = file.points
    if points is None:
        points = np.zeros((len(file.papers), file.papers.candidates), dtype=np.int64)
        row, place = np.nonzero(_marked(file.papers))
        np.add.at(points, (row, file.papers.marks[row, place]), 1)
    in_all = paper.in_all or seats
    given, most = points.sum(axis=1), points.max(axis=1, initial=0)
    valid = (given > 0) & (given <= in_all) & (most <= (paper.each or in_all))
    votes = (points[valid] * file.papers.weight[valid][:, None]).sum(axis=0)
    return _Read(tuple(map(int, votes)), int(file.papers.weight[valid].sum()))


_READERS: Mapping[type[Any], Callable[[Any, BallotFile, int], _Read]] = {
    SingleChoice: _single,
    ListVote: _single,
    Names: _names,
    CrossOut: _kept,
    Approval: _approved,
    Points: _points,
}


def _marked(papers: Ballots) -> Bools:
    """Where a candidate is marked: bool `[paper, place]`."""
    return np.asarray(papers.marks >= 0, dtype=np.bool_)


def _added(papers: Ballots, valid: Bools) -> _Read:
    """Each mark of each valid paper is a vote."""
    marked = _marked(papers) & valid[:, None]
    votes = np.zeros(papers.candidates, dtype=np.int64)
    weight = np.broadcast_to(papers.weight[:, None], papers.marks.shape)
    np.add.at(votes, papers.marks[marked], weight[marked])
    return _Read(tuple(map(int, votes)), int(papers.weight[valid].sum()))


def _figures_are_known(rule: Rule, file: BallotFile, tally: Tally) -> None:
    """Raise `Faults` for every number that a bar of the rule is measured by and that is not known."""
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
