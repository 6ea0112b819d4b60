"""Why each vote ended as it did: a recount by the plain counters, told step by step with the articles.

The interpreter counts many contests at once. Here every contest is counted again by the counter that reads like the
statute, with the lots that were drawn; if the two disagree, that is a fault of ours, and it is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from comitia.count.entry import judge
from comitia.count.outcome import Outcome, Step
from comitia.count.rules import count
from comitia.count.tally import Tally
from comitia.explain.phrases import listed, plural, share
from comitia.explain.sharing import entry, entry_article, shared, tie
from comitia.explain.told import Told, Vote
from comitia.law.clause import Base, Threshold
from comitia.law.constitution import Constitution
from comitia.law.counting import Proportional
from comitia.law.stages import Leading
from comitia.run.contest import bar_of
from comitia.run.draws import Draw
from comitia.run.going_on import going_on
from comitia.run.journal import Held
from comitia.run.result import Result

__all__ = ["WORDS", "Disagreement", "Told", "Vote", "recount"]


class Disagreement(Exception):
    """The plain counter and the one for many contests differ: a fault of ours."""


def recount(result: Result) -> tuple[Vote, ...]:
    """Every vote held, counted again and told, contest by contest. Raises `Disagreement`."""
    lots = _Lots(result.records)
    votes = [_Retold(result, held, k, lots).vote() for held in result.journal.held for k in range(len(held.contest))]
    votes += [shared(result.meta.law, tier, result.records) for tier in result.journal.tiers]
    first: dict[str, int] = {}
    for place, vote in enumerate(votes):
        first.setdefault(vote.contest, place)
    return tuple(sorted(votes, key=lambda vote: first[vote.contest]))


class _Lots:
    """The ties that were settled, each handed out once."""

    def __init__(self, records: tuple[Draw, ...]) -> None:
        self._left = list(records)

    def take(self, contest: str, stage: str, among: frozenset[str]) -> Draw | None:
        """The record of a tie among these names."""
        for place, draw in enumerate(self._left):
            if (draw.contest, draw.stage, frozenset(draw.among)) == (contest, stage, among):
                return self._left.pop(place)
        return None

    def waiting(self, contest: str, stage: str) -> Draw | None:
        """The next tie of a stage, if it is recorded."""
        return next((draw for draw in self._left if (draw.contest, draw.stage) == (contest, stage)), None)


class _Retold:
    """One contest at one stage."""

    def __init__(self, result: Result, held: Held, k: int, lots: _Lots) -> None:
        a, b = int(held.tallies.start[k]), int(held.tallies.start[k + 1])
        self._law: Constitution = result.meta.law
        self._result = result
        self._held, self._k, self._lots = held, k, lots
        self._contest = f"{held.contests.body}/{held.contests.units[int(held.contest[k])].id}"
        self._tally: Tally = held.tallies.one(k)
        self._seats = int(held.seats[k])
        self._persons = result.journal.persons
        self._names = [result.journal.persons.name(int(person)) for person in held.person[a:b]]
        self._won: list[int] = held.won[a:b].tolist()
        self._draws: list[Draw] = []

    def vote(self) -> Vote:
        """Count and tell."""
        steps = [*self._entry(), *self._quorum()]
        met = self._met()
        if met:
            steps += self._counted()
        elif any(self._won):
            raise self._disagree([0] * len(self._won))
        steps += [*(tie(draw) for draw in self._draws), *self._sit()]
        return Vote(self._contest, self._held.stage.id, self._seats, (*steps, *self._next()))

    def _met(self) -> bool:
        quorum = self._held.stage.quorum
        return quorum is None or quorum.passed(self._tally.participants, self._tally.base(quorum.of))

    def _entry(self) -> Iterator[Told]:
        """Who goes into a stage for the leaders of the one before."""
        stage = self._held.stage
        if not isinstance(stage.standing, Leading):
            return
        if stage.standing.qualified:
            yield Told("leading", f"{listed(self._names)} stand in it.", self._law.cite(stage.article))
            return
        lot = self._lots.waiting(self._contest, stage.id) if stage.standing.tie == "lot" else None
        if lot and not set(lot.among) <= set(self._names):
            self._draws.append(self._lots.take(self._contest, stage.id, frozenset(lot.among)) or lot)
        who = "are the leaders of the vote before" if len(self._names) > 1 else "is left of the vote before"
        more = " and share its last place" if len(self._names) > stage.standing.per_seat * self._seats else ""
        papers = "; its papers are counted again" if stage.papers == "same" else ""
        yield Told("leading", f"{listed(self._names)} {who}{more}{papers}.", self._law.cite(stage.article))

    def _quorum(self) -> Iterator[Told]:
        quorum = self._held.stage.quorum
        if quorum is None:
            return
        base = self._tally.base(quorum.of)
        did = "valid" if self._met() else "not-held"
        text = (
            f"{self._tally.participants:,} took part, {quorum.least(base):,} needed ({_bar(quorum, base)}): "
            f"the vote is {'valid' if self._met() else 'not valid'}."
        )
        yield Told(did, text, self._law.cite(quorum.article or self._held.stage.article))

    def _counted(self) -> Iterator[Told]:
        rule = self._held.stage.count
        outcome: Outcome = count(rule, self._tally, self._seats, self._settle)
        won = [outcome.elected.count(option) for option in range(len(self._won))]
        if won != self._won:
            raise self._disagree(won)
        bar = rule.threshold if isinstance(rule, Proportional) else bar_of(rule, self._tally, self._seats)
        article = self._law.cite(bar.article if bar and bar.article else self._held.stage.article)
        for step in sorted(outcome.steps, key=lambda step: -step.figures["votes"]):
            if step.did == "takes-no-part":
                yield self._no_part(step)
                continue
            yield Told(step.did, f"{self._names[step.option]} {self._words(step, bar)}.", article)

    def _no_part(self, step: Step) -> Told:
        """A list that bars beyond the contest keep out."""
        rule, standing = self._held.stage.count, self._held.standing
        assert isinstance(rule, Proportional)
        assert standing is not None
        together = rule.alliances is not None and rule.alliances.bars == "alliance"
        name = self._names[step.option]
        judged = judge(rule.entry, standing, standing.names.index(name), self._k, together)
        article = entry_article(self._law, rule.entry, judged, self._held.stage.article)
        return Told(step.did, entry(name, judged), article)

    def _words(self, step: Step, bar: Threshold | None) -> str:
        tied = any(self._names[step.option] in draw.among for draw in self._draws)
        if bar is None:
            return WORDS[step.did](step, tied, "")
        base = self._tally.base(bar.of)
        figures = {**step.figures, "needed": bar.least(base)}
        passed = Step(_passed(step, bar, base), step.option, figures)
        return WORDS[passed.did](passed, tied, _bar(bar, base))

    def _settle(self, _: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        names = [self._names[option] for option in tied]
        draw = self._lots.take(self._contest, self._held.stage.id, frozenset(names))
        if draw is None:
            raise self._disagree([int(option in tied) for option in range(len(self._won))])
        self._draws.append(draw)
        return tuple(tied[names.index(name)] for name in draw.taken)

    def _sit(self) -> Iterator[Told]:
        """Who on each list takes its seats, where voters have a say in it."""
        rule, held = self._held.stage.count, self._held
        if not isinstance(rule, Proportional) or rule.order is None or held.ordered is None or held.personal is None:
            return
        article = self._law.cite(rule.order.article or held.stage.article)
        start = int(held.tallies.start[self._k])
        for option, seats in enumerate(self._won):
            votes, persons = held.personal[start + option], held.ordered[start + option]
            if seats and votes is not None:
                taken = zip(persons[:seats].tolist(), votes[:seats].tolist(), strict=True)
                names = listed([f"{self._person(person)} ({number:,})" for person, number in taken])
                yield Told("sits", f"Of {self._names[option]} sit {names}.", article)

    def _person(self, person: int) -> str:
        return self._result.journal.persons.name(person)

    def _taken(self) -> Iterator[int]:
        """Seats that somebody takes: a list may have won more than it has names."""
        start = int(self._held.tallies.start[self._k])
        for option, seats in enumerate(self._won):
            names = self._held.ordered[start + option] if self._held.ordered is not None else None
            yield seats if names is None else min(seats, len(names))

    def _next(self) -> Iterator[Told]:
        held, k = self._held, self._k
        left = self._seats - sum(self._taken())
        if not left:
            return
        subject = "nobody is elected" if not any(self._won) else f"{plural(left, 'seat')} of {self._seats} stay open"
        subject = "the vote does not count" if held.outcome[k] == "not-held" else subject
        if held.then[k]:
            yield Told("next", f"{subject}; stage {held.then[k]} follows{self._who_goes_on()}.", held.articles[k])
        else:
            yield Told("open", f"{subject}; no further vote is provided for.", self._law.cite(held.stage.article))

    def _who_goes_on(self) -> str:
        """Who goes on, and why, where a bar says it."""
        stage = next(one for one in self._held.contests.route.stages if one.id == self._held.then[self._k])
        persons = going_on(self._held, self._k)
        if not isinstance(stage.standing, Leading) or stage.standing.qualified is None or persons is None:
            return ""
        bar = stage.standing.qualified
        base = self._tally.base(bar.of)
        passed = sum(
            bar.passed(votes, base) for votes, won in zip(self._tally.votes, self._won, strict=True) if not won
        )
        fewer = {0: "nobody has", 1: "only one has"}.get(passed, f"{passed} have")
        why = "who have" if passed == len(persons) else f"the leaders, since {fewer}"
        names = [self._persons.name(person) for person in persons]
        return f", between {listed(names)}, {why} {bar.least(base):,} votes ({_bar(bar, base)})"

    def _disagree(self, plain: list[int]) -> Disagreement:
        def said(won: list[int]) -> str:
            names = [name for name, seats in zip(self._names, won, strict=True) for _ in range(seats)]
            return listed(names or ["nobody"])

        return Disagreement(
            f"{self._contest}, stage {self._held.stage.id}: the plain counter elects {said(plain)}, the counter for "
            f"many contests {said(self._won)}."
        )


def _passed(step: Step, bar: Threshold, base: int) -> str:
    """What happened to one who stands alone and must pass a bar, in the words of the rule that has one."""
    if step.did not in ("elected-most-votes", "fewer-votes"):
        return step.did
    if step.did == "elected-most-votes":
        return "elected-above-threshold"
    return "above-threshold-but-no-seat" if bar.passed(step.figures["votes"], base) else "below-threshold"


_PEOPLE: dict[Base, str] = {
    "registered": "voters on the roll",
    "issued": "papers issued",
    "participants": "who took part",
    "valid": "valid papers",
    "members": "members",
}


def _bar(bar: Threshold, base: int) -> str:
    return f"{'more than' if bar.strict else 'at least'} {share(bar.share)} of {base:,} {_PEOPLE[bar.of]}"


def _votes(step: Step) -> str:
    return f"{step.figures['votes']:,} vote{'' if step.figures['votes'] == 1 else 's'}"


def _all(step: Step) -> str:
    seats = step.figures["seats"]
    return "the seat" if seats == 1 else f"all {seats} seats"


WORDS: Mapping[str, Callable[[Step, bool, str], str]] = {
    "elected-above-threshold": lambda step, tied, bar: (
        f"elected, {_votes(step)} of the {step.figures['needed']:,} needed ({bar})"
    ),
    "below-threshold": lambda step, tied, bar: (
        f"not elected, {_votes(step)} of the {step.figures['needed']:,} needed ({bar})"
    ),
    "above-threshold-but-no-seat": lambda step, tied, bar: (
        f"not elected, {_votes(step)}, though {step.figures['needed']:,} are enough ({bar}): "
        f"{'others have as many' if tied else 'the seats go to names with more votes'}"
    ),
    "won-seats": lambda step, tied, bar: f"wins {plural(step.figures['seats'], 'seat')}, {_votes(step)}",
    "takes-no-part": lambda step, tied, bar: f"takes no part, {_votes(step)}",
    "takes-all": lambda step, tied, bar: f"takes {_all(step)}, {_votes(step)}{', by lot' if tied else ', the most'}",
    "takes-nothing": lambda step, tied, bar: f"wins no seat, {_votes(step)}: one list takes all",
    "no-seat": lambda step, tied, bar: f"wins no seat, {_votes(step)}",
    "elected-most-votes": lambda step, tied, bar: f"elected, {_votes(step)}{', by lot' if tied else ', the most'}",
    "fewer-votes": lambda step, tied, bar: (
        f"not elected, {_votes(step)}: {'nobody has more than the other' if tied else 'others have more'}"
    ),
}
"""The words for every step that a counter can take: the step, whether the name was tied, the bar in words."""
