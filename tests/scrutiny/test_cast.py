"""From files of every form to the votes that each paper of a rule lets count."""

from __future__ import annotations

import pytest

from comitia.ballots.record import BallotFile, Candidate
from comitia.law.faults import Faults
from comitia.law.transferable import Minimum
from comitia.scrutiny.cast import contest
from comitia.scrutiny.opening import with_figures
from comitia.scrutiny.sheet import count_file
from comitia.text.rules import load_rule, names
from tests.scrutiny.files import papers, points, totals


def votes(rule: str, file: BallotFile, seats: int = 1, *options: tuple[str, str]) -> tuple[tuple[int, ...], int]:
    """Votes of each candidate, and valid papers."""
    tally = contest(load_rule(rule, options), file, seats).cast.tally
    return tally.votes, tally.valid


NAMED = papers("choices", 4, (5, [0]), (4, [0, 1]), (3, [1, 2, 3]), (2, []))
APPROVED = papers("approvals", 4, (5, [0]), (4, [0, 1]), (3, [1, 2, 3]), (2, []))
RANKED = papers("rankings", 4, (5, [0, 1]), (4, [[], [1], [2]]), (3, [[2, 3], [0]]), (2, []))


def test_a_paper_for_one_name_is_invalid_with_two() -> None:
    assert votes("plurality", NAMED) == ((5, 0, 0, 0), 5)


def test_a_paper_for_one_name_takes_the_first_of_a_ranking() -> None:
    assert votes("plurality", RANKED) == ((5, 4, 0, 0), 9)


def test_a_block_vote_is_for_as_many_names_as_there_are_seats() -> None:
    assert votes("block", NAMED, 2) == ((9, 4, 0, 0), 9)
    assert votes("block", NAMED, 3) == ((9, 7, 3, 3), 12)
    assert votes("limited", NAMED, 3) == ((9, 4, 0, 0), 9)


def test_approval_takes_any_number_and_a_blank_paper_approves_of_nobody() -> None:
    assert votes("approval", APPROVED) == ((9, 7, 3, 3), 12)
    assert votes("approval", APPROVED, 1, ("up_to", "2")) == ((9, 4, 0, 0), 9)


def test_crossing_out_all_is_valid_and_counts_against_all() -> None:
    assert votes("cross-out", APPROVED) == ((9, 7, 3, 3), 14)
    assert votes("cross-out", APPROVED, 1, ("all_struck", "invalid")) == ((9, 7, 3, 3), 12)
    assert votes("cross-out", APPROVED, 1, ("leave", "one")) == ((5, 0, 0, 0), 7)


def test_points_are_within_what_a_paper_has() -> None:
    given = points(3, (5, (3, 0, 0)), (4, (2, 1, 0)), (3, (4, 0, 0)), (2, (0, 0, 0)))
    assert votes("cumulative", given, 3) == ((23, 4, 0), 9)
    assert votes("cumulative", given, 3, ("each", "2")) == ((8, 4, 0), 4)
    assert votes("cumulative", given, 1, ("in_all", "4")) == ((35, 4, 0), 12)
    assert votes("cumulative", NAMED, 3) == ((9, 7, 3, 3), 12)  # each name is one point


def test_who_has_withdrawn_does_not_stand() -> None:
    candidates = (Candidate("Ann", withdrawn=True), Candidate("Bob"), Candidate("Cid"))
    ranked = papers("rankings", 3, (5, [0, 1]), (4, [2, 0]), (1, [0]), candidates=candidates)
    assert count_file(load_rule("plurality"), ranked, 1).names == ("Bob", "Cid")
    found = count_file(load_rule("contingent"), ranked, 1)
    assert (found.names, found.winners, found.tally.valid) == (("Bob", "Cid"), ("Bob",), 9)
    borda = count_file(load_rule("borda"), ranked, 1)
    assert borda.counted.rounds[0].totals == (5, 4)


def test_names_written_in_count_where_the_law_counts_them() -> None:
    candidates = (Candidate("Ann"), Candidate("Bob"), Candidate("Zoe", listed=False))
    approved = papers("approvals", 3, (5, [0, 2]), (4, [1]), (7, [2]), candidates=candidates)
    assert count_file(load_rule("approval"), approved, 1).winners == ("Zoe",)
    assert count_file(load_rule("cross-out"), approved, 1).names == ("Ann", "Bob")
    ranked = papers("rankings", 3, (5, [2, 0]), (4, [1]), candidates=candidates)
    passed = load_rule("borda", [("write_ins", "passed-over")])
    assert count_file(passed, ranked, 1).winners == ("Ann",)


def test_bars_are_measured_by_figures_that_a_user_gives() -> None:
    rule, file = load_rule("majority-runoff-french"), totals(60, 30, 10)
    with pytest.raises(Faults) as found:
        count_file(rule, file, 1)
    assert [(fault.code, fault.mend) for fault in found.value.faults] == [
        ("figure-needed", "Give the number: --figure registered=N.")
    ]
    assert count_file(rule, with_figures(file, {"registered": 240}), 1).winners == ("Ann",)
    assert count_file(rule, with_figures(file, {"registered": 241}), 1).going_on == ("Ann", "Bob")


FILES = [NAMED, RANKED, totals(4, 3, 2, 1), points(4, (2, (1, 0, 0, 0)))]


def test_seats_kept_for_groups_need_the_groups() -> None:
    rule = load_rule("plurality").model_copy(update={"count": load_rule("stv-scottish").count})
    rule = rule.model_copy(update={"count": rule.count.model_copy(update={"minima": (Minimum(of=2, each=1),)})})
    rows = ((9, [0, 1]), (8, [1, 0]), (2, [2]))
    with pytest.raises(Faults) as found:
        count_file(rule, papers("rankings", 3, *rows), 2)
    assert [fault.code for fault in found.value.faults] == ["groups-needed"]
    candidates = tuple(Candidate(name, party) for name, party in (("Ann", "a"), ("Bob", "a"), ("Cid", "b")))
    assert set(count_file(rule, papers("rankings", 3, *rows, candidates=candidates), 2).winners) == {"Ann", "Cid"}
    assert count_file(rule, papers("rankings", 3, *rows), 1).winners == ("Ann",)


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.form)
def test_every_rule_counts_a_form_of_file_or_refuses_it_with_what_it_counts(name: str, file: BallotFile) -> None:
    rule = load_rule(name)
    given = with_figures(file, {"registered": 100, "participants": 50})
    try:
        found = count_file(rule, given, 1, seed=1)
    except Faults as refused:
        (fault,) = refused.faults
        assert fault.mend is not None
        said = {"wrong-form": "It counts ", "not-installed": "Install it: "}
        assert fault.mend.startswith(said[fault.code])
    else:
        assert len(found.winners) <= 1
        for each in found.counted.rounds:
            assert len(each.totals) == len(found.names)


@pytest.mark.parametrize(
    ("seats", "code"), [(0, "no-seats"), (-1, "no-seats"), (5, "fewer-candidates"), (None, "seats-needed")]
)
def test_seats_that_cannot_be_filled(seats: int | None, code: str) -> None:
    with pytest.raises(Faults) as found:
        count_file(load_rule("block"), totals(4, 3, 2, 1), seats)
    assert [fault.code for fault in found.value.faults] == [code]


def test_a_rule_for_one_seat_fills_one() -> None:
    assert count_file(load_rule("contingent"), RANKED, None).seats == 1
    with pytest.raises(Faults, match="fills one seat"):
        count_file(load_rule("contingent"), RANKED, 2)


@pytest.mark.parametrize("file", [totals(0, 0), papers("rankings", 2, (3, []))], ids=["totals", "papers"])
def test_where_nobody_voted_nothing_is_counted(file: BallotFile) -> None:
    with pytest.raises(Faults) as found:
        count_file(load_rule("plurality"), file, 1)
    assert [fault.code for fault in found.value.faults] == ["no-votes"]
