"""Papers are mixed by the recorded seed where their order decides, and left alone where it does not."""

from __future__ import annotations

import pytest

from comitia.chance import Chance
from comitia.count.ballots import ballots, condensed
from comitia.count.single import Cast
from comitia.count.tally import Tally
from comitia.scrutiny.mixing import mixed
from tests.count.rules import shipped

PAPERS = ballots(3, (4, ((0,), (1,))), (3, ((2,),)), (2, ((1,), (0,))))
CAST = Cast(Tally((4, 2, 3), 9, 9, 9, 9), PAPERS)


@pytest.mark.parametrize("rule", ["stv-dail", "stv-cambridge"])
def test_papers_lie_one_by_one_in_an_order_of_the_seed(rule: str) -> None:
    first, again = (mixed(shipped(rule).count, CAST, Chance(1), "ward").ballots for _ in range(2))
    other = mixed(shipped(rule).count, CAST, Chance(2), "ward").ballots
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.weight.tolist() == [1] * 9
    assert first.marks.tolist() == again.marks.tolist() != other.marks.tolist()
    assert condensed(first).weight.tolist() == condensed(PAPERS).weight.tolist()


@pytest.mark.parametrize("rule", ["stv-scottish", "stv-meek", "irv", "plurality"])
def test_papers_whose_order_does_not_matter_stay_as_they_are(rule: str) -> None:
    assert mixed(shipped(rule).count, CAST, Chance(1), "ward") is CAST
