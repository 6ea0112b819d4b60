"""Templates for the vote itself: ballots, stages, counting rules, thresholds."""

from __future__ import annotations

from comitia.explain.phrases import BASES, TIES, by_method, capital, number, plural, share, the, times
from comitia.explain.telling import At, phrase, tell
from comitia.law.ballots import CrossOut, ListVote, Names, SingleChoice
from comitia.law.clause import Threshold
from comitia.law.counting import Majority, Plurality, Proportional, WinnerTakesAll
from comitia.law.electorates import Members
from comitia.law.papers import RunOff, UnitVotes
from comitia.law.powers import Power
from comitia.law.routes import Confirmation, Election
from comitia.law.rule import Rule
from comitia.law.stages import Leading, NewNominations, Next, Nominated, Stage
from comitia.law.units import FixedSeats

# ── Ballots ──


@tell.register
def _cross_out(ballot: CrossOut, at: At) -> str:
    leave = {
        "one": "The voter crosses out names and leaves one at most; with more the paper is not valid.",
        "seats": "The voter crosses out names and leaves as many as there are seats at most; with more the paper is "
        "not valid.",
        "any": "The voter keeps or crosses out each name by itself.",
    }[ballot.leave]
    struck = f"Crossing out all is {'' if ballot.all_struck == 'valid' else 'not '}valid."
    return " ".join(filter(None, (leave, struck, _added(ballot, at), _secret(ballot.secret))))


def _added(ballot: CrossOut, at: At) -> str:
    """What becomes of names written in; members of a body are not told what they do not do."""
    if ballot.write_ins == "counted":
        return "Added names count."
    route = at.within(Election)
    return "" if route and isinstance(route.electorate, Members) else "Added names do not count."


@tell.register
def _single(ballot: SingleChoice, at: At) -> str:
    return f"The voter marks one name or list; a paper without a mark is not valid. {_secret(ballot.secret)}"


@tell.register
def _names(ballot: Names, at: At) -> str:
    many = f"up to {number(ballot.up_to)} names" if ballot.up_to else "as many names as there are seats, or fewer"
    return f"The voter writes or marks {many}. {_secret(ballot.secret)}"


@tell.register
def _list(ballot: ListVote, at: At) -> str:
    many = f"up to {plural(ballot.up_to, 'name')}" if ballot.up_to else "as many names as wanted"
    names = {
        "none": "",
        "own-list": f" On it {many} may be marked.",
        "all-lists": f" On any lists {many} may be marked.",
    }[ballot.names]
    votes = " The votes of a list are those of its names together." if ballot.votes == "names" else ""
    return f"The voter marks one list.{names}{votes} {_secret(ballot.secret)}"


def _secret(secret: bool) -> str:
    return f"The vote is {'secret' if secret else 'open'}."


# ── Thresholds ──


@phrase.register
def _threshold(bar: Threshold, at: At) -> str:
    return f"{'more than' if bar.strict else 'at least'} {share(bar.share)} of {_base(bar, at)}"


def _base(bar: Threshold, at: At) -> str:
    if bar.of != "members":
        return BASES[bar.of]
    confirmation, power, route = at.within(Confirmation), at.within(Power), at.within(Election)
    if confirmation:
        return f"all members of {the(at.title(confirmation.body))}"
    if power:
        return "all its members"
    if route and isinstance(route.electorate, Members) and len(route.electorate.bodies) == 1:
        return f"all members of {the(at.title(route.electorate.bodies[0]))}"
    return BASES["members"]


@tell.register
def _bar(bar: Threshold, at: At) -> str:
    """A bar has a sentence of its own where it stands in an article of its own, or is a condition by itself."""
    if at.step == "quorum":
        return f"The vote is valid if {phrase(bar, at)} take part."
    if at.step == "alone":
        return f"One who stands alone must be {_kept(at)} {_by(bar, at)}."
    told = at.within(Majority) or at.within(RunOff) or at.within(UnitVotes)
    return f"This needs {phrase(bar, at)}." if bar.article and told is None else ""


def _kept(at: At) -> str:
    """What becomes of a name that is voted for."""
    around = at.within(Election) or at.within(Rule)
    return "kept" if around and isinstance(around.ballot, CrossOut) else "chosen"


def _by(bar: Threshold, at: At) -> str:
    return f"{'on' if bar.of in ('issued', 'valid') else 'by'} {phrase(bar, at)}"


# ── Counting ──


def _single_seat(at: At) -> bool:
    """Whether each contest of the route has one seat."""
    route = at.within(Election)
    return bool(route and isinstance(route.seats_each, FixedSeats) and route.seats_each.number == 1)


def _tie(rule: Majority | Plurality) -> str:
    return f" Of those tied for the last seat {TIES[rule.tie]}." if rule.tie else ""


@tell.register
def _majority(rule: Majority, at: At) -> str:
    also = "".join(f" and {_by(bar, at)}" for bar in rule.also)
    elected = f"Elected are those {_kept(at)} {_by(rule.threshold, at)}{also}"
    more = "" if _single_seat(at) else "; if they are more than the seats, those with most votes"
    return f"{elected}{more}.{_tie(rule)}"


@tell.register
def _takes_all(rule: WinnerTakesAll, at: At) -> str:
    tie = f" Of lists that have equally many {TIES[rule.tie]}." if rule.tie else ""
    return f"All seats go to the list with most votes.{tie}"


@tell.register
def _plurality(rule: Plurality, at: At) -> str:
    elected = "Elected is whoever has most votes." if _single_seat(at) else "Elected are those with most votes."
    tie = f" Of those who have equally many {TIES[rule.tie]}." if rule.tie and _single_seat(at) else _tie(rule)
    return elected + tie


@tell.register
def _proportional(rule: Proportional, at: At) -> str:
    bar = f" with {phrase(rule.threshold, at)}" if rule.threshold else ""
    tie = f" Of lists tied for the last seat {TIES[rule.tie]}." if rule.tie else ""
    how = by_method(rule.method, rule.rounding)
    order = "" if rule.order else " The names of a list take its seats as they stand on it."
    return f"The seats go to lists{bar} in proportion to their votes, by {how}.{tie}{order}"


# ── Stages ──


@phrase.register
def _nominated(standing: Nominated, at: At) -> str:
    route = at.within(Election)
    return f"among all who are nominated{' and let through' if route and route.candidates.gates else ''}"


@phrase.register
def _leading(standing: Leading, at: At) -> str:
    if standing.qualified:
        leaders = number(standing.per_seat) + ("" if _single_seat(at) else " for each open seat")
        return f"for all with {phrase(standing.qualified, at)}, or the {leaders} leaders where fewer have that"
    if standing.per_seat == 1:
        return "for the leader alone" if _single_seat(at) else "for the leaders, one for each open seat"
    return f"between the {number(standing.per_seat)} leaders{'' if _single_seat(at) else ' for each open seat'}"


@phrase.register
def _new(standing: NewNominations, at: At) -> str:
    route = at.within(Election)
    if not (route and route.candidates.gates):
        return "from new nominations"
    return f"from new nominations, {'sifted as before' if standing.gates else 'all of which stand'}"


_TIED = {
    "all": "All who are tied for the last place go on.",
    "lot": "A lot decides who goes on of those tied for the last place.",
    "no-stage": "If the last place is tied, it is not held.",
}


@tell.register
def _stage(stage: Stage, at: At) -> str:
    limits = [
        f"within {plural(stage.within_days, 'day')}" if stage.within_days else "",
        f"within {plural(stage.within_months, 'month')} of the first vote" if stage.within_months else "",
        f"{times(stage.at_most)} at most" if stage.at_most > 1 else "",
    ]
    standing = stage.standing
    tied = f" {_TIED[standing.tie]}" if isinstance(standing, Leading) else ""
    again = " Those who lost may stand again." if isinstance(standing, NewNominations) else ""
    again = " Nobody votes anew: the papers of the stage before are counted." if stage.papers == "same" else again
    head = ", ".join(filter(None, (capital(stage.id), *limits)))
    return f"{head}: {phrase(standing, at)}.{tied}{again}"


@tell.register
def _next(line: Next, at: At) -> str:
    stood = {"left": "stood on polling day", "printed": "were printed on the paper"}[line.counted]
    condition = f" and {phrase(line.stood, at)} {stood}" if line.stood else ""
    unfilled = "nobody is elected" if _single_seat(at) else "seats stay open"
    when = {"unfilled": unfilled, "not-held": "too few take part"}[line.when]
    spent = ", as often as it may be held" if line.exhausted == "next-line" else ""
    return f"If {when}{condition}: {_leads_to(line, at)}{spent}."


def _leads_to(line: Next, at: At) -> str:
    """The stage that follows, with who stands in it where that is decided already."""
    route = at.within(Election)
    stage = next((stage for stage in route.stages if stage.id == line.go), None) if route else None
    if stage is None or not isinstance(stage.standing, Leading):
        return line.go
    days = f" within {plural(stage.within_days, 'day')}" if stage.within_days else ""
    papers = ", on the same papers" if stage.papers == "same" else ""
    return f"{line.go} {phrase(stage.standing, at)}{papers}{days}"
