"""Who stands: nominators' meetings, gates, withdrawals, and nobody who may not."""

from __future__ import annotations

import numpy as np
import pytest

from comitia.law.constitution import Constitution
from tests.electorate.asking import TERRITORIAL, asked, model, on_paper, parameters, slate
from tests.run import tiny
from tests.run.tiny import CITIZENS, FIRST, A, T

GATE = f"{T}.candidates.gates.meeting"
SEEDS = range(1, 9)


def with_pool(pool: str) -> Constitution:
    return tiny.single(
        f"""
        {CITIZENS}
        units: {{cut: values, groups: [{{attribute: republic, each: 2}}, {{attribute: autonomy, kind: assr}}]}}
        seats_each: {{seats: fixed, number: 1}}
        candidates: {{pool: {{of: citizens, {pool}}}}}
        ballot: {{form: cross-out, leave: one}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, {FIRST}}}]
        """,
        seats=7,
    )


# who may stand


def test_nobody_under_the_age_is_nominated() -> None:
    for age in (21, 30, 65):
        ask = asked("assembly/only", with_pool(f"age: {age}"))
        slate(ask, {"citizens.nominees.mean": 60.0})
        assert len(ask.persons) > 300
        assert ask.persons.ages.min() >= age
        band = {21: (0, 1, 2), 30: (1, 2), 65: (2,)}[age]
        assert set(tiny.society().codes["age"][ask.persons.cells].tolist()) == set(band)


def test_nobody_is_nominated_who_does_not_meet_the_laws_conditions() -> None:
    law = with_pool("age: 21, where: [{attribute: sex, among: [women]}, {attribute: class, among: [worker]}]")
    ask = asked("assembly/only", law)
    slate(ask, {"citizens.nominees.mean": 60.0})
    society = tiny.society()
    assert set(society.codes["sex"][ask.persons.cells].tolist()) == {1}
    assert set(society.codes["class"][ask.persons.cells].tolist()) == {0}


@pytest.mark.parametrize("key", [TERRITORIAL, "congress/national"])
def test_whoever_is_nominated_lives_in_the_district(key: str) -> None:
    ask = asked(key)
    found = slate(ask, {"citizens.nominees.mean": 40.0})
    society = tiny.society()
    for option, person in enumerate(found.person.tolist()):
        unit = ask.contests.units[int(ask.contest[found.contest[option]])]
        assert unit.attribute is not None
        assert society.codes[unit.attribute][ask.persons.cells[person]] == unit.value


def test_where_nobody_may_stand_nobody_stands() -> None:
    law = with_pool("age: 21, where: [{attribute: autonomy, among: [hill]}]")
    ask = asked("assembly/only", law)
    found = slate(ask)
    assert set(tiny.society().codes["autonomy"][ask.persons.cells].tolist()) == {1}
    south = [k for k, name in enumerate(ask.names) if "south" in name or "east" in name]
    assert np.diff(found.start)[south].tolist() == [0, 0, 0, 0]


def test_people_come_forward_in_proportion_to_how_likely_they_are_to() -> None:
    """One district, many nominees: the share of party members is that of the weights, within four standard errors."""
    society, ask = tiny.society(), asked("congress/national", only=slice(12, 13))
    slate(ask, {"citizens.nominees.mean": 4000.0})
    weight = society.count * np.exp(2.5 * (society.codes["party"] == 0) + 1.0 * (society.codes["class"] == 1))
    weight = weight * np.where(society.codes["age"] == 0, 9 / 12, 1.0) * (society.codes["autonomy"] == 1)
    kinds, roll = ask.plan.map.types, ask.plan.map.roll("congress/national", len(ask.contests))[12]
    there = np.bincount(kinds.of_cell, weights=society.count * (society.codes["autonomy"] == 1), minlength=len(kinds))
    weight = weight * (roll / np.maximum(there, 1))[kinds.of_cell]
    for name in ("party", "class", "age", "residence", "sex"):
        share = np.bincount(society.codes[name], weights=weight) / weight.sum()
        found = np.bincount(society.codes[name][ask.persons.cells], minlength=len(share)) / len(ask.persons)
        error = np.sqrt(share * (1 - share) / len(ask.persons))
        assert (np.abs(found - share) < 4 * error + 0.002).all(), name


# meetings


def test_more_residents_must_be_present_and_fewer_are_nominated() -> None:
    before: list[int] = []
    for present in (0, 400, 550, 700, 5000):
        law = tiny.law((f"{T}.candidates.nominators.residents.present_at_least", str(present)))
        nominees = [int(n) for seed in SEEDS for n in slate(asked(law=law, seed=seed)).nominees]
        if before:
            assert all(now <= then for now, then in zip(nominees, before, strict=True))
            assert sum(nominees) < sum(before) or present == 5000
        before = nominees


def test_about_half_of_the_meetings_have_the_median_attendance() -> None:
    """All nominations by residents, 550 wanted and 550 usual: half are carried, and the first is never lost."""
    law = tiny.law((f"{T}.candidates.nominators.residents.present_at_least", "550"))
    numbers = {"citizens.nominators.works": 0.0, "citizens.nominators.residents": 1.0, "citizens.nominees.mean": 201.0}
    nominees = slate(asked(law=law), numbers).nominees
    assert nominees.mean() == pytest.approx(1 + 200 / 2, abs=4 * np.sqrt(200 * 0.75 / 13))


def test_every_contest_has_a_nominee_even_where_no_meeting_could_be_held() -> None:
    law = tiny.law((f"{T}.candidates.nominators.residents.present_at_least", "1000000"))
    numbers = {"citizens.nominators.works": 0.0, "citizens.nominators.residents": 1.0}
    assert slate(asked(law=law), numbers).nominees.tolist() == [1] * 13


def test_the_number_of_nominees_has_its_mean() -> None:
    law = tiny.law((f"{T}.candidates.nominators.residents.present_at_least", "0"))
    nominees = [int(n) for seed in range(40) for n in slate(asked(law=law, seed=seed)).nominees]
    assert np.mean(nominees) == pytest.approx(4.0, abs=4 * np.sqrt(3.0 / len(nominees)))


# gates


def printed(held: str, numbers: dict[str, float] | None = None, *settings: tuple[str, str]) -> list[int]:
    law = tiny.law((f"{GATE}.held", held), *settings)
    return [n for seed in SEEDS for n in on_paper(slate(asked(law=law, seed=seed), numbers))]


def test_without_a_gate_more_names_reach_the_paper_and_none_fewer_in_any_district() -> None:
    half = {"citizens.gate.held": 0.5}
    never, may, must = printed("never", half), printed("may", half), printed("must", half)
    assert all(a >= b >= c for a, b, c in zip(never, may, must, strict=True))
    assert sum(never) > sum(may) > sum(must)


def test_whether_a_gate_is_held_again_in_a_repeat_election_is_a_number_of_its_own() -> None:
    ask = asked(round_=1)
    assert on_paper(slate(ask, {"citizens.gate.held": 1.0, "citizens.gate.held-again": 0.0})) == [
        int(n) for n in slate(ask).nominees
    ]


def test_a_gate_for_more_than_two_nominees_leaves_two_alone() -> None:
    one = {"citizens.gate.one": 1.0, "citizens.gate.two": 0.0}
    ask = asked(law=tiny.law((f"{GATE}.held", "must")))
    found = slate(ask, one)
    for nominees, names in zip(found.nominees.tolist(), on_paper(found), strict=True):
        assert names == (nominees if nominees <= 2 else 1)


def test_a_gate_lets_through_at_least_as_many_as_the_law_says() -> None:
    one = {"citizens.gate.one": 1.0, "citizens.gate.two": 0.0, "citizens.nominees.mean": 8.0}
    for least in (1, 2, 4):
        found = printed("must", one, (f"{GATE}.lets_through_at_least", str(least)))
        free = printed("never", one)
        assert found == [names if names <= 2 else min(names, least) for names in free]


def test_a_gate_that_is_waived_for_a_stage_lets_everybody_through() -> None:
    ask = asked(law=tiny.law((f"{GATE}.held", "must")))
    found = slate(ask, gates=False)
    assert on_paper(found) == found.nominees.tolist()


def test_a_gate_passes_those_it_likes() -> None:
    ask = asked(law=tiny.law((f"{GATE}.held", "must"), (f"{GATE}.nominees", "{more_than: 0}")))
    found = model(
        {"citizens.gate.one": 1.0, "citizens.nominees.mean": 30.0}, {"citizens.gate.party": {"member": 50.0}}
    ).nominate(ask, True)
    member = tiny.society().codes["party"][ask.persons.cells] == 0
    assert member[found.passed].all()
    assert not member[found.nominated].all()


def test_those_on_the_paper_are_those_let_through_and_those_were_nominated() -> None:
    for seed in SEEDS:
        found = slate(asked(seed=seed))
        assert set(found.person.tolist()) <= set(found.passed.tolist()) <= set(found.nominated.tolist())
        assert (np.diff(found.start) <= found.printed).all()
        assert (found.printed <= found.nominees).all()
        assert found.printed.sum() == len(found.passed)
        assert found.nominees.sum() == len(found.nominated) == len(set(found.nominated.tolist()))


def test_no_more_names_stand_than_the_law_allows_for_a_seat() -> None:
    ask = asked(law=tiny.law((f"{T}.candidates.per_seat_at_most", "2"), (f"{GATE}.held", "never")))
    assert max(on_paper(slate(ask))) <= 2


# withdrawals


def test_nobody_withdraws_where_nobody_does() -> None:
    found = slate(asked(), {"citizens.withdraw": 0.0})
    assert np.diff(found.start).tolist() == found.printed.tolist()


def test_some_withdraw_after_the_papers_were_printed_and_somebody_is_always_left() -> None:
    numbers = {"citizens.withdraw": 0.5, "citizens.gate.held": 0.0, "citizens.nominees.mean": 6.0}
    left, names = [], []
    for seed in SEEDS:
        found = slate(asked(seed=seed), numbers)
        left += np.diff(found.start).tolist()
        names += on_paper(found)
    assert min(left) > 0
    assert all(n <= p for n, p in zip(left, names, strict=True))
    assert sum(left) == pytest.approx(0.5 * sum(names), rel=0.15)


def test_who_stands_alone_does_not_withdraw() -> None:
    found = slate(asked(), {"citizens.withdraw": 0.9, "citizens.nominees.mean": 1.0})
    assert np.diff(found.start).tolist() == [1] * 13


# by name


def test_a_contest_more_or_less_and_another_order_leave_the_nominations_of_the_others_alone() -> None:
    def by_contest(only: slice) -> dict[str, list[tuple[str, int, int]]]:
        ask = asked(only=only)
        found = slate(ask)
        persons = [(ask.persons.name(p), int(ask.persons.cells[p]), int(ask.persons.ages[p])) for p in found.person]
        return {name: persons[int(found.start[k]) : int(found.start[k + 1])] for k, name in enumerate(ask.names)}

    everything = by_contest(slice(None))
    assert by_contest(slice(3, 9)) == {name: everything[name] for name in list(everything)[3:9]}
    assert by_contest(slice(None, None, -1)) == everything


def test_another_round_has_other_nominees() -> None:
    first, second = asked(), asked(round_=1)
    slate(first), slate(second)
    assert {first.persons.name(p) for p in range(len(first.persons))}.isdisjoint(
        second.persons.name(p) for p in range(len(second.persons))
    )
    assert first.persons.cells[:40].tolist() != second.persons.cells[:40].tolist()


def test_the_model_says_which_attributes_of_voters_it_looks_at() -> None:
    assert set(model().looks_at) == {"republic", "residence", "class"}
    assert parameters().number("citizens.affinity.class") == 0.3
