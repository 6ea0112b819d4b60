"""The figures of one record: what follows from what, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from comitia.count.tally import Tally
from comitia.electorate.record import Name, Record
from comitia.law.ballots import Approval, Ballot, CrossOut, ListVote, Names
from comitia.law.constitution import Constitution
from comitia.law.faults import Fault
from comitia.law.routes import Election

__all__ = ["complete", "votes_missing"]

UNKNOWN = -1


def complete(file: str, law: Constitution, record: Record, route: Election, members: bool) -> tuple[Tally, list[Fault]]:
    """All figures of a record, -1 where one is neither given nor follows; and where they contradict each other.

    On a paper on which names are struck out, every valid paper is for a name or against it.
    """
    sums = _Sums(file, law, record, route)
    valid = sums.valid()
    participants = sums.participants(valid)
    votes = tuple(sums.votes(each, valid) for each in record.names)
    registered = record.figures.get("registered", UNKNOWN)
    tally = Tally(
        votes,
        registered,
        record.figures.get("issued", UNKNOWN),
        UNKNOWN if participants is None else participants,
        UNKNOWN if valid is None else valid,
        registered if members else 0,
    )
    sums.check_papers(tally)
    sums.check_votes(tally)
    return tally, sums.faults


def votes_missing(file: str, record: Record, tally: Tally) -> Iterator[Fault]:
    """Names of which nobody knows how many votes they had."""
    for each, votes in zip(record.names, tally.votes, strict=True):
        if votes < 0 and not each.withdrawn:
            message = f"{record.said}: the votes for '{each.name}' are not given."
            mend = "Fill in 'votes', or 'against' and 'valid'; of one who did not stand on the day write 'withdrawn'."
            yield Fault("votes-missing", message, file=file, line=each.line, mend=mend)


class _Sums:
    """The sums of one record."""

    def __init__(self, file: str, law: Constitution, record: Record, route: Election) -> None:
        self._file, self._law, self._record, self._route = file, law, record, route
        self._struck = isinstance(route.ballot, CrossOut)
        self.faults: list[Fault] = []

    def _blame(self, code: str, said: str, line: int | None = None, mend: str | None = None) -> None:
        message = f"{self._record.said}: {said}"
        article = self._route.ballot.article
        cite = self._law.cite(article) if article and code == "more-votes-than-papers" else None
        self.faults.append(
            Fault(code, message, file=self._file, line=line or self._record.line, article=cite, mend=mend)
        )

    def valid(self) -> int | None:
        """Valid papers, from every way in which they are given; the ways must agree."""
        given, ways = self._record.figures, []
        if "valid" in given:
            ways.append((given["valid"], "'valid' says"))
        if "participants" in given and "invalid" in given:
            ways.append((given["participants"] - given["invalid"], "'participants' without 'invalid' are"))
            if ways[-1][0] < 0:
                said = f"{given['invalid']:,} papers are invalid, more than the {given['participants']:,} found."
                self._blame("more-papers-than-electors", said)
                return None
        for each in self._record.names:
            if each.against is not None and not self._struck:
                self._blame("no-votes-against", "nobody votes against a name on this ballot.", each.line)
            elif each.votes is not None and each.against is not None:
                ways.append((each.votes + each.against, f"the votes for and against '{each.name}' are"))
        for number, way in ways[1:]:
            if number != ways[0][0]:
                said = f"{ways[0][1]} {ways[0][0]:,} valid papers, and {way} {number:,}."
                self._blame("figures-disagree", said, mend="Take the figures from one source.")
                break
        return ways[0][0] if ways else None

    def participants(self, valid: int | None) -> int | None:
        """Papers found in the boxes: given, or the valid and the invalid ones."""
        given = self._record.figures
        if "participants" in given:
            return given["participants"]
        return valid + given["invalid"] if valid is not None and "invalid" in given else None

    def votes(self, each: Name, valid: int | None) -> int:
        """Votes for a name: given, or the valid papers without those against it."""
        if each.votes is not None or each.against is None or valid is None or not self._struck:
            return UNKNOWN if each.votes is None else each.votes
        if each.against > valid:
            said = f"{each.against:,} votes against '{each.name}' are more than the {valid:,} valid papers."
            self._blame("more-votes-than-papers", said, each.line)
            return 0
        return valid - each.against

    def check_papers(self, tally: Tally) -> None:
        """Each kind of paper is a part of the kind before it."""
        who = "members" if tally.members else "voters on the roll"
        kinds = (
            (tally.registered, who, ""),
            (tally.issued, "papers issued", "papers were issued"),
            (tally.participants, "papers found in the boxes", "took part"),
            (tally.valid, "valid papers", "papers are valid"),
        )
        above: tuple[int, str] | None = None
        for number, name, did in kinds:
            if number < 0:
                continue
            if above and number > above[0]:
                said = f"{number:,} {did}, more than the {above[0]:,} {above[1]}."
                self._blame("more-papers-than-electors", said)
            above = number, name
        names, printed = len(self._record.names), self._record.figures.get("printed")
        if printed is not None and printed < names:
            self._blame("more-names-than-printed", f"'printed' is {printed:,}, and {names:,} names stand here.")

    def check_votes(self, tally: Tally) -> None:
        """No more votes for a name than papers, and none more for all together than the papers can hold."""
        kinds = (
            (tally.valid, "valid papers"),
            (tally.participants, "papers found"),
            (tally.registered, "papers of all electors"),
        )
        papers, name = next(((number, name) for number, name in kinds if number >= 0), (None, ""))
        if papers is None:
            return
        for each, votes in zip(self._record.names, tally.votes, strict=True):
            if votes > papers and not _of_names(self._route.ballot):
                said = f"'{each.name}' has {votes:,} votes, more than the {papers:,} {name}."
                self._blame("more-votes-than-papers", said, each.line)
                return
        marks, cast = _marks(self._route.ballot), sum(votes for votes in tally.votes if votes > 0)
        if marks is not None and cast > marks * papers:
            paper = "one name" if marks == 1 else f"{marks} names"
            said = f"{cast:,} votes do not fit on {papers:,} {name}; a paper is for {paper} at most."
            self._blame("more-votes-than-papers", said)


def _marks(ballot: Ballot) -> int | None:
    """How many names one paper may be for; None: any number."""
    if isinstance(ballot, CrossOut):
        return 1 if ballot.leave == "one" else None
    if isinstance(ballot, ListVote) and _of_names(ballot):
        return ballot.up_to
    return ballot.up_to if isinstance(ballot, Names | Approval) else 1


def _of_names(ballot: Ballot) -> bool:
    """Whether the votes of an option are those of many names, of which one paper can hold several."""
    return isinstance(ballot, ListVote) and ballot.votes == "names"
