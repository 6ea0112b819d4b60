"""Real votes counted: by the interpreter that runs simulated ones, alone or mixed with them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import comitia as cm
from comitia.electorate.formats.draws import read_draws
from comitia.electorate.returns import read_returns
from comitia.explain.recount import recount
from comitia.law.faults import Faults
from comitia.run.draws import Undecided
from comitia.run.mixed import run_mixed
from comitia.run.result import Result
from comitia.run.returns import count_returns, electorate_of
from tests.electorate.voted import HEAD, NORTH, TIED, ussr, write
from tests.run.tiny import CITIZENS, A, fill, law, single, society, voters

LOT = ("choices.tie-in-run-off", "lot")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_nothing_is_simulated_and_nothing_else_is_held() -> None:
    result = count_returns(ussr(), write(TIED))
    assert not any(seat.simulated for seat in result.journal.seats)
    assert [len(held.contest) for held in result.journal.held] == [1, 1]
    assert result.meta.society.name == "none"


@pytest.mark.usefixtures("folder")
def test_one_name_is_one_person_from_the_plenum_to_the_presidium() -> None:
    text = "contest,stage,candidate,votes,registered,participants\n"
    text += "congress/organisations/cpsu,first,G,600,,641\nchairman/election,first,G,2123,2249,2221\n"
    seats = count_returns(ussr(), write(text)).journal.seats
    assert [seat.body for seat in seats] == ["congress", "chairman", "presidium"]
    assert len({seat.person for seat in seats}) == 1


@pytest.mark.usefixtures("folder")
def test_a_second_body_that_has_not_voted_has_not_agreed() -> None:
    head = "contest,stage,candidate,votes,registered,participants\n"
    first = "chairman-council-of-ministers/appointment,first,R,480,542,540\n"
    assert len(count_returns(ussr(), write(head + first)).journal.seats) == 0
    agreed = first.replace("first,R,480,542,540", "confirmation,R,1900,2249,2200")
    result = count_returns(ussr(), write(head + first + agreed))
    assert [seat.body for seat in result.journal.seats] == ["chairman-council-of-ministers", "council-of-ministers"]
    struck = agreed.replace("1900", "900")
    assert len(count_returns(ussr(), write(head + first + struck)).journal.seats) == 0


@pytest.mark.usefixtures("folder")
def test_seats_that_follow_from_who_lives_there_need_a_society() -> None:
    text = HEAD + "soviet-of-the-union/delegations/rsfsr,first,X,1500,2249,2149,0\n"
    with pytest.raises(Faults) as found:
        count_returns(ussr(), write(text))
    assert str(found.value) == (
        "Const. art. 111 (U92)  the seats of “Lists of the republics' delegations” follow from who lives in each unit, "
        "so a society is needed. Name a society."
    )
    result = count_returns(ussr(), write(text), cm.society("ussr-1989"))
    assert [row["seats"] for row in result.contests.rows()] == [146]


LISTS = f"""
        {CITIZENS}
        units: {{cut: whole}}
        seats_each: {{seats: fixed, number: 7}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: list}}
        stages:
          - id: first
            {A}
            standing: {{who: nominated}}
            count: {{rule: proportional, method: dhondt, threshold: {{at_least: 5%, of: valid}}}}
"""


@pytest.mark.usefixtures("folder")
def test_lists_win_seats_for_names_that_returns_do_not_give() -> None:
    rows = [
        f"assembly/only,first,{name},{votes},1000\n" for name, votes in (("A", 500), ("B", 300), ("C", 160), ("D", 40))
    ]
    result = count_returns(single(LISTS, seats=7), write("contest,stage,candidate,votes,valid\n" + "".join(rows)))
    seats = [result.journal.persons.name(seat.person) for seat in result.journal.seats]
    assert seats == ["A, no. 1", "A, no. 2", "A, no. 3", "A, no. 4", "B, no. 1", "B, no. 2", "C, no. 1"]
    told = [step.text for step in recount(result)[0].steps]
    assert told[0] == "A wins four seats, 500 votes."
    assert told[3] == "D not elected, 40 votes of the 50 needed (at least 5% of 1,000 valid papers)."


# Lots


@pytest.mark.usefixtures("folder")
def test_a_lot_that_the_law_wants_and_nobody_supplied_leaves_the_count_undecided() -> None:
    with pytest.raises(Undecided) as found:
        count_returns(ussr(LOT), write(TIED))
    assert str(found.value) == (
        "congress/territorial/north, stage run-off: X, Y are tied for 1 place(s), and the law decides by lot."
    )


@pytest.mark.usefixtures("folder")
def test_the_elder_of_persons_whose_age_is_not_known_is_not_guessed() -> None:
    elder = ("bodies.congress.routes.territorial.stages.run-off.count.tie", "elder")
    with pytest.raises(Undecided, match="the law elects the elder, whose age is not known"):
        count_returns(ussr(elder), write(TIED))


@pytest.mark.usefixtures("folder")
def test_a_lot_supplied_decides_and_is_recorded() -> None:
    drawn = read_draws(write(f"contest,stage,taken,source\n{NORTH},run-off,Y,minutes\n", "draws.csv"))
    result = count_returns(ussr(LOT), write(TIED), drawn=drawn)
    assert [(draw.taken, draw.supplied) for draw in result.records] == [(("Y",), True)]
    assert [result.journal.persons.name(seat.person) for seat in result.journal.seats] == ["Y"]


@pytest.mark.usefixtures("folder")
def test_a_seed_draws_the_lot_always_the_same_and_records_it() -> None:
    taken = {count_returns(ussr(LOT), write(TIED), seed=seed).records[0].taken for seed in (7, 7, 7)}
    assert len(taken) == 1
    assert {count_returns(ussr(LOT), write(TIED), seed=seed).records[0].taken for seed in range(20)} == {("X",), ("Y",)}


WITH_Z = (
    "the lot supplied for congress/territorial/north, stage run-off, takes Z; the tie is among X, Y for 1 place(s). "
    "supply the names as they stand in the returns."
)
IDLE = (
    "the lot supplied for congress/territorial/north, stage run-off, decides nothing: no tie there is decided by lot. "
    "Leave it out, or look for the contest that it belongs to."
)


@pytest.mark.parametrize(("settings", "lot", "words"), [((LOT,), "Z", WITH_Z), ((), "Y", IDLE)])
@pytest.mark.usefixtures("folder")
def test_a_lot_that_fits_no_tie_is_a_fault(settings: tuple[tuple[str, str], ...], lot: str, words: str) -> None:
    with pytest.raises(Faults) as found:
        count_returns(ussr(*settings), write(TIED), drawn={(NORTH, "run-off"): (lot,)})
    assert str(found.value) == words


# The same interpreter


def exported(result: Result) -> str:
    """Every vote of a run as returns."""
    lines = [["contest", "stage", "candidate", "votes", "registered", "issued", "participants", "valid", "printed"]]
    times: dict[tuple[str, str], int] = {}
    for held in result.journal.held:
        for k, contest in enumerate(held.contest.tolist()):
            name, tally = f"{held.contests.body}/{held.contests.units[contest].id}", held.tallies.one(k)
            time = times[name, held.stage.id] = times.get((name, held.stage.id), 0) + 1
            stage = held.stage.id + (f"#{time}" if time > 1 else "")
            persons = held.person[held.tallies.start[k] : held.tallies.start[k + 1]].tolist()
            for person, votes in zip(persons, tally.votes, strict=True):
                given = [votes, tally.registered, tally.issued, tally.participants, tally.valid, int(held.printed[k])]
                lines.append([name, stage, result.journal.persons.name(person), *map(str, given)])
    with Path("returns.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    return "returns.csv"


def mandates(result: Result) -> list[tuple[object, ...]]:
    names = ("body", "route", "contest", "stage", "person", "votes", "of", "needed", "article", "by")
    return sorted(tuple(row[name] for name in names) for row in result.roll.rows() if row["by"] == "election")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.usefixtures("folder")
def test_the_figures_of_a_run_counted_as_returns_give_the_same_mandates(seed: int) -> None:
    simulated = fill(seed=seed)
    counted = count_returns(law(), exported(simulated), society())
    assert mandates(counted) == mandates(simulated)
    assert mandates(counted)


@pytest.mark.usefixtures("folder")
def test_real_votes_stand_where_they_are_known_and_change_nothing_elsewhere() -> None:
    simulated = fill(seed=4)
    unit = simulated.plan.contests["congress/territorial"].units[2].id
    text = HEAD + f"congress/{unit},first,Real A,60,900,500,0\ncongress/{unit},first,Real B,50,,,\n"
    text += f"congress/{unit},first,Real C,40,,,\n"
    mixed = run_mixed(law(), society(), write(text), voters=voters(), seed=4)
    held = {(row["contest"], row["stage"]): row for row in mixed.contests.rows()}
    assert not held[f"congress/{unit}", "first"]["simulated"]
    assert held[f"congress/{unit}", "first"]["most_votes"] == 60
    assert held[f"congress/{unit}", "run-off"]["simulated"]
    assert {c["person"] for c in mixed.candidates.rows() if c["contest"] == f"congress/{unit}" and c["round"] == 1} == {
        "Real A",
        "Real B",
    }
    others = [
        [
            row
            for row in result.contests.rows()
            if row["route"] == "territorial" and row["contest"] != f"congress/{unit}"
        ]
        for result in (simulated, mixed)
    ]
    assert others[0] == others[1]


@pytest.mark.usefixtures("folder")
def test_all_votes_real_is_a_mixture_too() -> None:
    simulated = fill(seed=4)
    mixed = run_mixed(law(), society(), exported(simulated), voters=voters(), seed=99)
    assert mandates(mixed) == mandates(simulated)
    assert not any(held.simulated.any() for held in mixed.journal.held)


@pytest.mark.usefixtures("folder")
def test_a_free_name_is_no_unit_of_a_society() -> None:
    text = HEAD + "congress/territorial/northe-001,first,X,60,200,100,0\n"
    with pytest.raises(Faults) as found:
        run_mixed(law(), society(), write(text), voters=voters(), seed=1)
    assert str(found.value) == (
        "returns.csv:2  assumed  'congress/territorial/northe-001': congress/territorial has no unit 'northe-001'. "
        "Did you mean 'north-001'?"
    )


@pytest.mark.usefixtures("folder")
def test_returns_answer_for_what_they_hold_and_for_nothing_else() -> None:
    unit = fill().plan.contests["congress/territorial"].units[0].id
    returns = read_returns(write(HEAD + f"congress/{unit},first,X,60,200,100,0\n"))
    electorate = electorate_of(law(), society(), returns, 1)
    contests = fill().plan.contests["congress/territorial"]
    every = fill().journal.held[0].contest
    assert electorate.covers(contests, every, "first", 0).tolist() == [True] + [False] * 12
    assert not electorate.covers(contests, every, "first", 1).any()
    assert not electorate.covers(contests, every, "repeat", 0).any()
    assert electorate.looks_at == ()
