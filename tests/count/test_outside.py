"""Rules that other libraries count: a clear fault without them, one outcome out of several, and what they elect."""

from __future__ import annotations

import sys

import pytest

from comitia.count.outside import one_of
from comitia.count.rounds import Tied
from comitia.law.faults import Faults
from comitia.scrutiny.sheet import count_file
from comitia.text.rules import load_rule
from tests.scrutiny.files import papers

APPROVED = papers("approvals", 4, (3, [0, 1]), (2, [2]), (1, [3]))
RANKED = papers("rankings", 3, (4, [0, 1, 2]), (3, [1, 2, 0]), (2, [2, 1, 0]))


LIBRARIES = [("pav", "abcvoting.preferences"), ("schulze", "pref_voting.voting_methods")]


@pytest.mark.parametrize(("rule", "module"), LIBRARIES)
def test_without_the_library_a_fault_says_how_to_get_it(
    rule: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(Faults) as found:
        count_file(load_rule(rule), APPROVED if rule == "pav" else RANKED, 1)
    (fault,) = found.value.faults
    assert (fault.code, fault.mend) == ("not-installed", "Install it: pip install 'comitia[rules]'")


def test_of_several_outcomes_one_is_found_by_ties_for_a_place() -> None:
    asked: list[Tied] = []

    def decide(tied: Tied) -> tuple[int, ...]:
        asked.append(tied)
        return (tied.among[-1],)

    outcomes = {frozenset({0, 1}), frozenset({0, 2}), frozenset({0, 3})}
    assert one_of(outcomes, decide) == frozenset({0, 3})
    assert asked == [Tied(1, "elect", (1, 2, 3), 1)]
    assert one_of({frozenset({1})}, decide) == frozenset({1})
    assert one_of(outcomes, lambda tied: ()) == frozenset({0})


def test_proportional_approval_gives_the_minority_a_seat() -> None:
    pytest.importorskip("abcvoting")
    found = count_file(load_rule("pav"), APPROVED, 3)
    assert set(found.winners) == {"Ann", "Bob", "Cid"}
    assert set(count_file(load_rule("approval"), APPROVED, 2).winners) == {"Ann", "Bob"}
    with pytest.raises(Faults, match="has no rule"):
        count_file(load_rule("pav", [("method", "paw")]), APPROVED, 2)


def test_one_who_beats_each_other_is_elected() -> None:
    pytest.importorskip("pref_voting")
    assert count_file(load_rule("schulze"), RANKED, 1).winners == ("Bob",)
    assert count_file(load_rule("plurality"), RANKED, 1).winners == ("Ann",)
    with pytest.raises(Faults, match="fills one seat"):
        count_file(load_rule("schulze"), RANKED, 2)
