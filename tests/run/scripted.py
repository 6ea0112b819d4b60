"""An electorate that answers from a script, so that each stage of a law can be tried with votes of one's choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

import comitia
from comitia.count.tally import Tally, tallies
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.law.constitution import Constitution
from comitia.law.routes import Election
from comitia.plan.contests import Contests
from comitia.run.result import Result
from comitia.run.runner import run
from tests.run import tiny
from tests.run.tiny import CITIZENS, FIRST, A

I64 = NDArray[np.int64]

ROLL = 24_000


@dataclass(frozen=True)
class Answer:
    """One poll: votes of each name left; papers in the boxes, and valid ones if not all are; names printed."""

    votes: Sequence[int]
    participants: int = 20_000
    valid: int | None = None
    printed: int | None = None


@dataclass
class Script:
    """Answers by stage, one for each time that the stage is held; keeps what it was asked."""

    answers: Mapping[str, Sequence[Answer]]
    asked: list[tuple[str, int, int, int]] = field(default_factory=list)
    """(stage, round, open seats, names on the paper) of each question."""
    _persons: int = 0

    @property
    def looks_at(self) -> tuple[str, ...]:
        return ()

    def covers(self, contests: Contests, contest: I64, stage: str, round_: int) -> NDArray[np.bool_]:
        return np.ones(len(contest), dtype=np.bool_)

    def _answer(self, ask: Ask) -> Answer:
        times = sum(stage == ask.stage.id for stage, *_ in self.asked)
        return self.answers[ask.stage.id][times]

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        answer = self._answer(ask)
        number = len(answer.votes)
        names = [f"{ask.stage.id}-{ask.round}-{chr(65 + n)}" for n in range(number)]
        ages = np.arange(40, 40 + number, dtype=np.int64)
        persons = ask.persons.add(np.zeros(number, dtype=np.int64), ages, names)
        start = np.array([0, number], dtype=np.int64)
        printed = np.array([answer.printed or number], dtype=np.int64)
        return Slate(start, persons, printed, printed, persons, persons)

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        answer = self._answer(ask)
        self.asked.append((ask.stage.id, ask.round, int(ask.seats[0]), len(slate.person)))
        assert len(slate.person) == len(answer.votes), f"{ask.stage.id}: {len(slate.person)} names stand"
        valid = answer.participants if answer.valid is None else answer.valid
        return Poll(tallies(Tally(tuple(answer.votes), ROLL, answer.participants, answer.participants, valid)))


def district(seats: int = 1, stages: str | None = None, like: Constitution | None = None) -> Constitution:
    """A law of one district: with stages of its own, or with those of the territorial districts of another law."""
    law = tiny.single(
        f"""
        {CITIZENS}
        units: {{cut: whole}}
        seats_each: {{seats: fixed, number: {seats}}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: cross-out, leave: one}}
        stages: {stages or f"[{{id: first, {A}, standing: {{who: nominated}}, {FIRST}}}]"}
        """,
        seats=seats,
    )
    if like is None:
        return law
    (body,), other = law.bodies, like.body("congress").routes[0]
    (route,) = body.routes
    assert isinstance(route, Election)
    assert isinstance(other, Election)
    borrowed = body.model_copy(update={"routes": (route.model_copy(update={"stages": other.stages}),)})
    return law.model_copy(update={"bodies": (borrowed,), "acts": like.acts, "ties": like.ties})


OF_1988 = district(like=comitia.load("ussr-1988"))
"""One district under the law of 1988."""


def held(law: Constitution, **answers: Answer | Sequence[Answer]) -> tuple[Result, Script]:
    """Hold the one contest of a law; `run_off=` answers the stage `run-off`."""
    script = Script(
        {
            stage.replace("_", "-"): [given] if isinstance(given, Answer) else list(given)
            for stage, given in answers.items()
        }
    )
    result = run(law, tiny.society(), voters=tiny.voters(), seed=1, electorate=script)
    return result, script


def course(result: Result) -> list[tuple[str, str, str]]:
    """Stage, outcome and what follows, of each poll held."""
    table = result.contests
    return list(zip(table["stage"], table["outcome"], table["then"], strict=True))
