"""A constitution whose voters approve: the same people say the same as on papers on which names are struck."""

from __future__ import annotations

from typing import Any

import pytest

from comitia.electorate.voters import Detail
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.run.result import Result
from comitia.run.runner import run
from tests.run import tiny
from tests.run.tiny import CITIZENS, A

DETAILS: tuple[Detail, ...] = ("cells", "individual")


def council(ballot: str, count: str = "{rule: plurality, tie: lot}") -> Constitution:
    return tiny.single(
        f"""
        {CITIZENS}
        units: {{cut: values, groups: [{{attribute: republic}}]}}
        seats_each: {{seats: fixed, number: 2}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {ballot}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, count: {count}}}]
        """,
        seats=6,
    )


def rows(ballot: str, table: str, detail: Detail = "cells") -> list[dict[str, Any]]:
    result: Result = run(council(ballot), tiny.society(), voters=tiny.voters(), seed=3, detail=detail)
    return list(getattr(result, table).rows())


@pytest.mark.parametrize("detail", DETAILS)
def test_approving_is_keeping_and_a_paper_without_a_mark_is_not_valid(detail: Detail) -> None:
    struck = "{form: cross-out, leave: any, all_struck: invalid}"
    for table in ("roll", "candidates", "contests"):
        assert rows("{form: approval}", table, detail) == rows(struck, table, detail)


@pytest.mark.parametrize("detail", DETAILS)
def test_so_many_approvals_at_most_are_so_many_names(detail: Detail) -> None:
    for table in ("roll", "candidates", "contests"):
        assert rows("{form: approval, up_to: 2}", table, detail) == rows("{form: names, up_to: 2}", table, detail)


@pytest.mark.parametrize("ballot", ["{form: ranking}", "{form: points}"])
def test_papers_that_the_voter_model_cannot_mark_are_no_ballots_of_a_constitution(ballot: str) -> None:
    with pytest.raises(Faults) as found:
        council(ballot)
    (fault,) = found.value.faults
    assert fault.code == "unknown-word"
    assert fault.mend is not None
    assert fault.mend.endswith("It can be cross-out, single-choice, names, list or approval.")


def test_a_count_of_rankings_is_no_count_of_a_stage() -> None:
    with pytest.raises(Faults) as found:
        council("{form: approval}", "{rule: borda}")
    assert [fault.code for fault in found.value.faults] == ["unknown-word"]
