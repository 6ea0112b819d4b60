"""Templates for counting rules by themselves: ranked, approved and pointed papers, and the rules that count them."""

from __future__ import annotations

from comitia.explain.phrases import TIES, capital, listed, number, plural, share
from comitia.explain.telling import At, phrase, tell
from comitia.law.ballots import Approval, Points, Ranking
from comitia.law.papers import Borda, ByLibrary, RunOff, UnitVotes
from comitia.law.rule import Rule


@tell.register
def _rule(rule: Rule, at: At) -> str:
    also = f" Also called {listed(rule.also, 'or')}." if rule.also else ""
    lots = {
        "drawn": "A lot that nobody supplies is drawn by the recorded seed.",
        "public": "Lots are drawn in public.",
    }[rule.lots]
    return f"{rule.title}.{also} {lots}"


# ── Papers ──

_EQUAL = {
    "shared": "is shared between them",
    "ends": "ends there",
    "passed-over": "passes them over",
    "invalid": "is not valid",
}
_THERE = {"passed-over": "is passed over", "ends": "ends the paper", "invalid": "makes the paper invalid"}
_WRITTEN = {
    "counted": "Names that voters write in count.",
    "passed-over": "Names that voters write in are passed over.",
    "ends": "A name that a voter writes in ends the paper.",
}


@tell.register
def _ranking(paper: Ranking, at: At) -> str:
    most = f", {number(paper.up_to)} of them at most" if paper.up_to else ""
    least = f" A paper is valid with {plural(paper.at_least, 'rank')} or more." if paper.at_least != 1 else ""
    skipped = "A rank left blank"
    if paper.skipped_in_a_row > 1:
        skipped = f"{capital(plural(paper.skipped_in_a_row, 'rank'))} left blank in a row"
    several = _THERE[paper.skipped] if paper.skipped_in_a_row == 1 else _several(_THERE[paper.skipped])
    return (
        f"The voter numbers the candidates in the order of preference{most}.{least} "
        f"A paper with two at one rank {_EQUAL[paper.equal]}. {skipped} {several}. "
        f"A candidate numbered again {_THERE[paper.repeated]}. {_WRITTEN[paper.write_ins]}"
    )


def _several(words: str) -> str:
    """The words for one thing as those for several."""
    return words.replace("is ", "are ", 1).replace("ends ", "end ", 1).replace("makes ", "make ", 1)


@tell.register
def _approval(paper: Approval, at: At) -> str:
    many = f"up to {plural(paper.up_to, 'candidate')}" if paper.up_to else "as many candidates as the voter approves of"
    secret = "The vote is secret." if paper.secret else "The vote is open."
    return f"The voter marks {many}, each alike. {secret}"


@tell.register
def _points(paper: Points, at: At) -> str:
    has = plural(paper.in_all, "point") if paper.in_all else "as many points as there are seats"
    each = f"at most {number(paper.each)} to one candidate" if paper.each else "all to one candidate if so wished"
    return f"The voter has {has} and shares them among candidates, {each}."


# ── Counting ──

_SCALES = {
    "n-1": "one fewer than there are candidates for the first place, and one fewer for each place further",
    "n": "as many as there are candidates for the first place, and one fewer for each place further",
    "marked": "as many as the paper ranks for the first place, and one fewer for each place further",
    "harmonic": "1 for the first place, 1/2 for the second, 1/3 for the third, and so on",
    "listed": "for the places in their order",
}


@tell.register
def _borda(rule: Borda, at: At) -> str:
    scale = _SCALES[rule.scale]
    scale = f"{', '.join(map(str, rule.points))} {scale}" if rule.points else scale
    unranked = {
        "nothing": "Candidates not ranked get nothing.",
        "shared": "Candidates not ranked share the points of the places left.",
    }[rule.unranked]
    equal = {
        "shared": "share the points of their places",
        "highest": "each get the highest points of their places",
        "lowest": "each get the lowest points of their places",
    }[rule.equal]
    return (
        f"Elected are those with most points. A paper gives {scale}. {unranked} Candidates at one rank {equal}."
        f"{_tie(rule)}"
    )


@tell.register
def _run_off(rule: RunOff, at: At) -> str:
    bars = listed([f"on {phrase(bar, at.below(f'enough.{i}', bar))}" for i, bar in enumerate(rule.enough)])
    leaders = f"the {number(rule.leaders)} leaders go on" if rule.leaders > 1 else "the leader goes on"
    last = "a lot decides between those tied for the last place"
    last = "with all who are tied for the last place" if rule.last_place == "all" else last
    if rule.qualified:
        bar = phrase(rule.qualified, at.below("qualified", rule.qualified))
        on = f"all who have {bar} go on; where fewer than {number(rule.leaders)} have, {leaders}"
    else:
        on = leaders
    return (
        f"Elected at once is whoever is chosen {bars}. Else {on}, {last}. The second vote is won by most votes; where "
        f"papers rank the candidates, they decide it: each counts for the one whom it ranks highest of those who went "
        f"on.{_tie(rule)}"
    )


@tell.register
def _unit_votes(rule: UnitVotes, at: At) -> str:
    carried = {"most": "has most votes in it", "more-than-half": "has more than half of the votes in it"}[rule.carried]
    tied = {"lot": "a lot decides between those tied", "nobody": "where several are tied nobody has them"}[rule.tied]
    elected = "Elected is whoever has most votes of units."
    if rule.enough:
        of = {"issued": "the votes of all units", "valid": "the votes that units gave"}.get(rule.enough.of, "all")
        bar = f"{'more than' if rule.enough.strict else 'at least'} {share(rule.enough.share)} of {of}"
        elected = f"Elected is whoever has {bar}."
    return f"All votes of a unit go to whoever {carried}; {tied}. {elected}{_tie(rule)}"


@tell.register
def _outside(rule: ByLibrary, at: At) -> str:
    what = {"abcvoting": "a committee", "pref-voting": "one candidate"}[rule.library]
    return f"The rule “{rule.method}” of the library {rule.library} elects {what}.{_tie(rule)}"


def _tie(rule: Borda | RunOff | UnitVotes | ByLibrary) -> str:
    return f" Of those tied for the last seat {TIES[rule.tie]}." if rule.tie else ""
