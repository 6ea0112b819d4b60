"""Ties: by the rule, by a lot from the seed that hangs on names alone, by a lot that was supplied."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.chance import Chance
from comitia.count.rounds import Tied
from comitia.law.faults import Faults
from comitia.run.draws import Undecided
from comitia.scrutiny.lots import Decision, Lots, Supplied
from comitia.scrutiny.sheet import count_file
from comitia.scrutiny.supplied import as_csv, read_lots
from comitia.text.rules import load_rule
from tests.scrutiny.files import NAMES, totals

PLURALITY = load_rule("plurality")
TIED = totals(3, 5, 5, 5)


def lot(*taken: str, round: int = 1, what: str | None = None) -> tuple[Supplied, ...]:
    return tuple(Supplied(round, what, name, "lots.csv", line) for line, name in enumerate(taken, 2))  # type: ignore[arg-type]


def test_the_same_file_ends_the_same_way_for_ever() -> None:
    first = count_file(PLURALITY, TIED, 2)
    assert first == count_file(PLURALITY, TIED, 2)
    assert (first.seed, first.given) == (42, False)  # from the digest of the file
    assert first.draws == (Decision(1, "elect", ("Bob", "Cid", "Dot"), 2, first.winners, "lot", supplied=False),)


@given(st.permutations(range(4)), st.integers(0, 2**32 - 1))
def test_the_order_of_candidates_does_not_sway_a_lot(order: list[int], seed: int) -> None:
    votes = (3, 5, 5, 5)
    turned = totals(*(votes[i] for i in order), names=[NAMES[i] for i in order])
    assert set(count_file(PLURALITY, turned, 2, seed=seed).winners) == set(
        count_file(PLURALITY, TIED, 2, seed=seed).winners
    )


def test_lots_fall_on_everybody() -> None:
    winners = [count_file(PLURALITY, TIED, 1, seed=seed).winners[0] for seed in range(300)]
    assert {name: 70 < winners.count(name) < 130 for name in ("Bob", "Cid", "Dot")} == dict.fromkeys(
        ("Bob", "Cid", "Dot"), True
    )


def test_a_second_tie_between_the_same_names_has_a_lot_of_its_own() -> None:
    pairs = set()
    for seed in range(40):
        lots = Lots(("Ann", "Bob"), "lot", Chance(seed), "contest")
        pairs.add(tuple(lots.decide(Tied(1, "elect", (0, 1), 1)) for _ in range(2)))
    assert pairs == {((i,), (j,)) for i in (0, 1) for j in (0, 1)}


def test_a_lot_that_was_supplied_is_replayed() -> None:
    found = count_file(PLURALITY, TIED, 2, supplied=lot("Dot", "Bob"))
    assert found.winners == ("Dot", "Bob")
    assert [draw.supplied for draw in found.draws] == [True]


@pytest.mark.parametrize(
    ("supplied", "code"),
    [
        (lot("Dot"), "lot-does-not-fit"),
        (lot("Ann", "Bob"), "lot-does-not-fit"),
        (lot("Dot", "Bob", "Cid"), "lot-not-needed"),
        (lot("Dot", "Bob", round=2), "lot-not-needed"),
        (lot("Dot", "Bob", what="exclude"), "lot-not-needed"),
    ],
)
def test_a_lot_that_does_not_fit_is_refused(supplied: tuple[Supplied, ...], code: str) -> None:
    with pytest.raises(Faults) as found:
        count_file(PLURALITY, TIED, 2, supplied=supplied)
    assert {fault.code for fault in found.value.faults} == {code}
    assert found.value.faults[0].file == "lots.csv"


def test_a_public_lot_is_not_drawn_here_unless_a_seed_is_given() -> None:
    rule = load_rule("plurality", [("lots", "public")])
    with pytest.raises(Undecided, match=r"Bob, Cid, Dot are tied for 2 place\(s\)"):
        count_file(rule, TIED, 2)
    assert len(count_file(rule, TIED, 2, seed=1).winners) == 2
    assert count_file(rule, TIED, 2, supplied=lot("Cid", "Dot")).winners == ("Cid", "Dot")
    assert count_file(rule, totals(3, 2, 1), 1).winners == ("Ann",)


def test_where_the_elder_is_elected_somebody_must_say_who_that_is() -> None:
    with pytest.raises(Undecided, match="elects the elder"):
        count_file(load_rule("plurality", [("tie", "elder")]), TIED, 2)


def test_where_the_rule_takes_none_of_those_tied_seats_stay_open() -> None:
    found = count_file(load_rule("plurality", [("tie", "nobody")]), totals(6, 5, 5), 2)
    assert found.winners == ("Ann",)
    assert [(draw.rule, draw.taken) for draw in found.draws] == [("nobody", ())]


def test_lots_are_written_as_they_are_read(tmp_path: Path) -> None:
    first = count_file(PLURALITY, TIED, 2, seed=7)
    path = tmp_path / "draws.csv"
    path.write_text(as_csv(first.draws), encoding="utf-8")
    again = count_file(PLURALITY, TIED, 2, supplied=read_lots(path, NAMES))
    assert again.winners == first.winners
    assert [draw.supplied for draw in again.draws] == [True]


def test_faults_of_a_file_of_lots(tmp_path: Path) -> None:
    path = tmp_path / "lots.csv"
    path.write_text("round,what,taken\n0,elect,Bob\n1,elected,Bob\n1,elect,Bop\n", encoding="utf-8")
    with pytest.raises(Faults) as found:
        read_lots(path, NAMES)
    assert [(fault.line, fault.code, fault.mend) for fault in found.value.faults] == [
        (2, "not-a-round", "Rounds count from 1."),
        (3, "unknown-word", "Did you mean 'elect'?"),
        (4, "unknown-name", "Write the name as it stands in the ballots."),
    ]
