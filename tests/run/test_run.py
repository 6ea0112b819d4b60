"""Whole runs of the made-up commonwealth: who is seated, whose votes stand behind it, and what chance may change."""

from __future__ import annotations

import gc
import hashlib
import os
import subprocess
import sys
import weakref
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from comitia.count.tally import Tallies
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.electorate.voters import Detail, VoterModel
from comitia.law.constitution import Constitution
from comitia.law.electorates import Members
from comitia.law.routes import Election
from comitia.law.stages import CONFIRMATION
from comitia.plan.contests import Contests
from comitia.run.result import Result
from comitia.run.runner import run
from comitia.run.table import Table
from tests.run import tiny
from tests.run.tiny import KINDER, A, fill

ROOT = Path(__file__).resolve().parents[2]
SEEDS = range(8)


@pytest.fixture(scope="module")
def runs() -> list[Result]:
    """A run for each of some seeds."""
    return [fill(seed=seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def full() -> Result:
    """A run in which every office is filled."""
    return fill(seed=1, numbers=KINDER)


def rows(table: Table, **where: object) -> list[dict[str, Any]]:
    return [row for row in table.rows() if all(row[name] == value for name, value in where.items())]


def digest(result: Result) -> str:
    """A hash of every table."""
    text = "\n".join(f"{table.name}: {list(table.rows())}" for table in result.tables())
    return hashlib.sha256(text.encode()).hexdigest()


# seats


def test_no_body_has_more_members_than_seats_and_nobody_sits_in_it_twice(runs: list[Result]) -> None:
    for result in runs:
        for body in result.meta.law.filled():
            persons = [seat.person for seat in result.seats(body.id)]
            assert len(persons) == len(set(persons))
            assert body.seats is None or len(persons) <= body.seats


def test_no_contest_elects_more_than_its_seats_nor_anybody_below_the_bar(runs: list[Result]) -> None:
    for result in runs:
        for row in result.contests.rows():
            assert row["elected"] <= row["seats"]
            assert row["outcome"] != "not-held" or row["elected"] == 0
        for row in result.roll.rows():
            if row["by"] == "election" and row["needed"] is not None:
                assert row["votes"] >= row["needed"]
                assert row["votes"] <= row["of"]


def test_in_a_joint_body_sit_the_members_of_its_chambers_and_it_has_no_mandates_of_its_own(full: Result) -> None:
    both = [seat.person for chamber in ("union-chamber", "nations-chamber") for seat in full.seats(chamber)]
    assert [seat.person for seat in full.seats("soviet")] == both
    assert len(both) == len(set(both)) == 14
    assert rows(full.roll, body="soviet") == []
    assert rows(full.contests, body="premier")[0]["registered"] == 14


def test_seats_that_go_with_offices_go_to_those_who_hold_them(full: Result) -> None:
    presidium = rows(full.roll, body="presidium")
    holders = [rows(full.roll, body=office)[0]["person"] for office in ("chairman", "premier", "neighbours")]
    assert [row["person"] for row in presidium][:3] == holders
    assert [row["by"] for row in presidium] == ["office"] * 4
    assert [row["contest"] for row in presidium] == [
        "presidium/chairman",
        "presidium/premier",
        "presidium/neighbours",
        "presidium/neighbours",
    ]
    assert [row["votes"] for row in presidium] == [None] * 4


def test_seats_filled_by_another_law_are_held_by_persons_of_whom_nothing_is_known(full: Result) -> None:
    outside = rows(full.roll, body="neighbours")
    assert [row["by"] for row in outside] == ["outside"] * 3
    assert {row["class"] for row in outside} == {row["age_years"] for row in outside} == {None}
    assert not any(row["simulated"] for row in outside)
    assert len({row["person"] for row in outside}) == 3


def test_an_empty_office_leaves_its_seat_by_office_empty() -> None:
    result = fill(numbers={"members.strike.base": 60.0})
    assert result.seats("chairman") == result.seats("premier") == result.seats("union-chamber") == []
    assert [seat.contest for seat in result.seats("presidium")] == ["presidium/neighbours"] * 2


def test_members_are_taken_from_the_ranks_and_the_routes_that_the_law_names(runs: list[Result]) -> None:
    for result in runs:
        congress = {row["person"]: row for row in rows(result.roll, body="congress")}
        for chamber, routes in (
            ("union-chamber", ("territorial", "organisations")),
            ("nations-chamber", ("national", "organisations")),
        ):
            for row in rows(result.roll, body=chamber):
                assert congress[row["person"]]["route"] in routes
        assert {s.person for s in result.seats("union-chamber")}.isdisjoint(
            s.person for s in result.seats("nations-chamber")
        )
        for row in rows(result.roll, body="chairman"):
            assert row["person"] in congress


def test_a_delegation_sends_its_own_members_by_the_place_of_their_seat_or_by_their_home(runs: list[Result]) -> None:
    for result in runs:
        congress = {row["person"]: row for row in rows(result.roll, body="congress")}
        for row in rows(result.roll, body="nations-chamber"):
            place, seat = row["contest"].rpartition("/")[2], congress[row["person"]]
            if seat["route"] == "organisations":
                assert place in (seat["republic"], seat["autonomy"])
            else:
                assert seat["contest"].rpartition("/")[2].startswith(place)


def test_a_member_stands_in_one_unit_only_and_not_again_once_elected() -> None:
    for seed in SEEDS:
        result = fill(seed=seed, numbers={"members.strike.base": 1.0})
        for body in ("union-chamber", "nations-chamber"):
            won: set[str] = set()
            for held in result.held(body, "delegations"):
                names = [result.journal.persons.name(int(person)) for person in held.person]
                assert len(names) == len(set(names))
                assert won.isdisjoint(names)
                won |= {name for name, elected in zip(names, held.elected, strict=True) if elected}


def test_nobody_in_the_congress_is_under_21_nor_a_premier_under_30() -> None:
    for seed in SEEDS:
        result = fill(seed=seed, numbers=KINDER)
        assert min(row["age_years"] for row in rows(result.roll, body="congress")) >= 21
        assert all(row["age_years"] >= 30 for row in rows(result.roll, body="premier"))


# lineage


def test_the_votes_behind_every_mandate_add_up_to_its_votes(runs: list[Result]) -> None:
    for result in runs:
        weight: Counter[int] = Counter()
        for edge in result.lineage.rows():
            weight[edge["mandate"]] += edge["weight"]
        for row in result.roll.rows():
            assert weight.pop(row["mandate"], None) == (row["votes"] or None), row
        assert not weight


def test_behind_a_mandate_stand_voters_or_members_who_had_a_vote(runs: list[Result]) -> None:
    for result in runs:
        roll = list(result.roll.rows())
        kinds = len(result.voters)
        for edge in result.lineage.rows():
            mandate = roll[edge["mandate"]]
            route = next(r for r in result.meta.law.body(mandate["body"]).routes if r.id == mandate["route"])
            assert isinstance(route, Election)
            assert (edge["type"] >= 0) != (edge["from_mandate"] >= 0)
            if isinstance(route.electorate, Members):
                bodies = route.electorate.bodies
                parts = [p for b in bodies for p in (result.meta.law.body(b).joins or (b,))]
                assert roll[edge["from_mandate"]]["body"] in parts
                assert edge["weight"] == 1
            else:
                assert 0 <= edge["type"] < kinds


def test_no_member_votes_twice_for_the_same_mandate(full: Result) -> None:
    edges = [(e["mandate"], e["from_mandate"]) for e in full.lineage.rows() if e["from_mandate"] >= 0]
    assert len(edges) == len(set(edges))


def test_mandates_are_numbered_as_they_stand_and_contests_are_those_held(full: Result) -> None:
    assert list(full.roll["mandate"]) == list(range(len(full.roll)))
    held = {(row["contest"], row["stage"]) for row in full.contests.rows()}
    for row in rows(full.roll, by="election"):
        assert (row["contest"], row["stage"]) in held
        assert row["article"]


def test_the_candidates_table_has_every_name_of_every_paper_once(full: Result) -> None:
    names = Counter((row["contest"], row["stage"], row["round"]) for row in full.candidates.rows())
    for row in full.contests.rows():
        assert names[row["contest"], row["stage"], row["round"]] == row["candidates"]
    elected = sum(bool(row["elected"]) for row in full.candidates.rows() if row["stage"] != CONFIRMATION)
    assert elected == len(rows(full.roll, by="election")), "nobody was refused in this run"


def test_voters_behind_types_add_up_to_the_society(full: Result) -> None:
    assert sum(full.voters["people"]) == tiny.society().total


# the same seed, the same bytes


def test_the_same_seed_gives_the_same_run_and_another_seed_another(runs: list[Result]) -> None:
    again = [digest(fill(seed=seed)) for seed in SEEDS]
    assert again == [digest(result) for result in runs]
    assert len(set(again)) == len(SEEDS)


@pytest.mark.parametrize("detail", ["cells", "individual"])
def test_another_process_with_another_hash_seed_gives_the_same_run(detail: Detail) -> None:
    program = (
        "from tests.run import tiny, test_run; from comitia.run.runner import run; "
        f"r = run(tiny.law(), tiny.society(), voters=tiny.voters(), seed=3, detail={detail!r}); "
        "print(test_run.digest(r))"
    )
    found = set()
    for hash_seed in ("0", "4711"):
        environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        found.add(done.stdout.strip())
    here = run(tiny.law(), tiny.society(), voters=tiny.voters(), seed=3, detail=detail)
    assert found == {digest(here)}


def test_voter_by_voter_the_run_is_the_same_with_one_thread_and_with_two(monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    for threads in (1, 2):
        monkeypatch.setattr(os, "cpu_count", lambda threads=threads: threads)
        found.add(digest(run(tiny.law(), tiny.society(), voters=tiny.voters(), seed=5, detail="individual")))
    assert len(found) == 1


def test_a_seed_that_is_not_given_is_drawn_and_kept() -> None:
    first, second = (run(tiny.law(), tiny.society(), voters=tiny.voters()) for _ in range(2))
    assert first.meta.seed != second.meta.seed
    assert digest(run(tiny.law(), tiny.society(), voters=tiny.voters(), seed=first.meta.seed)) == digest(first)


# chance by name


def by_contest(result: Result, body: str = "congress") -> dict[str, list[tuple[str, str, int]]]:
    found: dict[str, list[tuple[str, str, int]]] = {}
    for row in rows(result.roll, body=body):
        found.setdefault(row["contest"], []).append((row["person"], row["stage"], row["votes"]))
    return found


MORE = (
    ("bodies.congress.routes.territorial.units.total", "14"),
    ("bodies.congress.routes.territorial.seats", "14"),
    ("bodies.congress.seats", "37"),
)


def test_one_district_more_in_the_south_leaves_every_other_winner_as_it_was() -> None:
    for seed in SEEDS:
        before, after = by_contest(fill(seed=seed)), by_contest(fill(*MORE, seed=seed))
        elsewhere = {name for name in before if not name.startswith("congress/territorial/south")}
        unchanged = {name for name in after if not name.startswith("congress/territorial/south")}
        assert elsewhere == unchanged
        for name in elsewhere - {n for n in elsewhere if "national/south" in n or "national/lake" in n}:
            assert after[name] == before[name], name


def reordered(law: Constitution) -> Constitution:
    """The same law with its bodies, offices and routes written in the opposite order."""
    bodies = tuple(b.model_copy(update={"routes": b.routes[::-1]}) for b in law.bodies[::-1])
    return law.model_copy(update={"bodies": bodies, "offices": law.offices[::-1]})


def test_the_order_in_which_the_law_is_written_decides_nothing_that_citizens_decide() -> None:
    for seed in SEEDS:
        before, after = fill(seed=seed), run(reordered(tiny.law()), tiny.society(), voters=tiny.voters(), seed=seed)
        assert by_contest(after) == by_contest(before)


def test_a_rule_about_one_route_leaves_the_others_alone() -> None:
    path = "bodies.congress.routes.territorial.stages.first.count.threshold.more_than"
    for seed in SEEDS:
        before, after = by_contest(fill(seed=seed)), by_contest(fill((path, "3/4"), seed=seed))
        for route in ("national", "organisations"):
            mine = {name: seats for name, seats in before.items() if name.startswith(f"congress/{route}")}
            assert mine == {name: seats for name, seats in after.items() if name.startswith(f"congress/{route}")}


def test_a_tie_between_units_for_a_seat_is_kept_like_any_other() -> None:
    """Of 12 districts North and East have 5.5 and 2.5."""
    settings = tuple((f"bodies.congress.routes.territorial.{path}", "12") for path in ("units.total", "seats"))
    draws = fill(*settings, ("bodies.congress.seats", "35")).draws
    assert [(row["among"], row["rule"]) for row in draws.rows() if "territorial" in row["contest"]] == [
        ("north; east", "lot")
    ]


# what is set otherwise comes out otherwise


def filled_first(result: Result, route: str = "territorial") -> int:
    return sum(row["stage"] == "first" for row in rows(result.roll, body="congress", route=route))


def test_an_amendment_changes_the_outcome_as_it_should() -> None:
    plain = [fill(seed=seed) for seed in SEEDS]
    harder = [fill(("choices.threshold", "of-registered"), seed=seed) for seed in SEEDS]
    assert all(filled_first(h) <= filled_first(p) for h, p in zip(harder, plain, strict=True))
    assert sum(map(filled_first, harder)) < sum(map(filled_first, plain))
    first = "bodies.congress.routes.territorial.stages.first"
    nobody = fill((f"{first}.quorum", "{at_least: 1, of: registered}"))
    assert {row["outcome"] for row in rows(nobody.contests, route="territorial", stage="first")} == {"not-held"}
    assert filled_first(nobody) == 0


def test_without_gates_more_names_stand() -> None:
    gate = "bodies.congress.routes.territorial.candidates.gates.meeting.held"
    names = [
        sum(row["candidates"] for row in rows(fill((gate, held)).contests, route="territorial", stage="first"))
        for held in ("never", "must")
    ]
    assert names[0] > names[1]


def test_a_seat_for_everybody_who_passes() -> None:
    """With as many seats as names and nobody struck, a plenum elects its whole list."""
    result = fill(numbers={"organisation.strike.base": -60.0, "organisation.per-seat": 1.0})
    assert len(rows(result.roll, body="congress", route="organisations")) == 8


# confirmation by a second body


@dataclass
class Refusing:
    """The voter model, but so many members of the confirming body agree."""

    model: VoterModel
    agree: int

    @property
    def looks_at(self) -> tuple[str, ...]:
        return self.model.looks_at

    def covers(self, contests: Contests, contest: NDArray[np.int64], stage: str, round_: int) -> NDArray[np.bool_]:
        return self.model.covers(contests, contest, stage, round_)

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        return self.model.nominate(ask, gates)

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        poll = self.model.vote(ask, slate)
        if ask.stage.id != CONFIRMATION:
            return poll
        t = poll.tallies
        agree = np.full_like(t.votes, self.agree)
        return Poll(Tallies(t.start, agree, t.registered, t.issued, t.participants, t.valid, t.members))


def with_agreement(agree: int) -> Result:
    voters = tiny.voters(KINDER)
    electorate = Refusing(VoterModel(voters, tiny.society()), agree)
    return run(tiny.law(), tiny.society(), voters=voters, seed=1, electorate=electorate)


def test_whoever_is_elected_takes_the_seat_only_if_the_second_body_agrees() -> None:
    result = with_agreement(0)
    members = len(result.seats("congress"))
    half = members // 2
    (election, confirmation) = rows(result.contests, body="premier")
    assert (election["elected"], confirmation["elected"]) == (1, 0)
    assert (confirmation["stage"], confirmation["registered"], confirmation["needed"]) == (
        CONFIRMATION,
        members,
        half + 1,
    )
    assert result.seats("premier") == []
    assert len(result.seats("presidium")) == 3
    assert with_agreement(half).seats("premier") == []
    assert len(with_agreement(half + 1).seats("premier")) == 1


def test_a_mandate_that_was_confirmed_counts_the_votes_that_elected_it(full: Result) -> None:
    (premier,) = rows(full.roll, body="premier")
    assert premier["stage"] == "first"
    assert premier["of"] == 14
    assert premier["votes"] <= 14


# renewal

ROTATION = (
    "bodies.union-chamber.tenure",
    f"{{{A}, rotation: {{share: 1/3, every_years: 2, up_to: false, leaves: lot, {A}}}}}",
)


def renewed(years: int) -> Result:
    return run(tiny.law(ROTATION), tiny.society(), voters=tiny.voters(KINDER), seed=2, years=years)


def test_a_third_of_a_body_leaves_every_two_years_and_others_take_the_seats() -> None:
    now = renewed(0)
    assert digest(renewed(1)) == digest(now)
    later = renewed(2)
    before = {seat.person for seat in now.seats("union-chamber")}
    after = {seat.person for seat in later.seats("union-chamber")}
    gone = [row for row in rows(later.roll, body="union-chamber") if row["until"] == 2]
    come = [row for row in rows(later.roll, body="union-chamber") if row["year"] == 2]
    assert len(before) == 6
    assert len(gone) == 2
    assert len(come) <= 2
    assert len(after & before) == 4
    assert sorted(row["contest"] for row in come) == sorted(row["contest"] for row in gone)[: len(come)]
    assert {row["person"] for row in come}.isdisjoint(row["person"] for row in gone)
    assert len(later.seats("congress")) == len(now.seats("congress"))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_is_gone_with_its_last_use_and_waits_for_no_collection(seed: int) -> None:
    result = fill(seed=seed)
    votes, seats = (weakref.ref(each) for each in (result.journal.held[0].tallies.votes, result.journal.persons.cells))
    gc.disable()
    try:
        del result
        assert votes() is None
        assert seats() is None
    finally:
        gc.enable()
