"""The order of bodies: every electorate exists before it is asked."""

from __future__ import annotations

import pytest

import comitia
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.plan.order import needs, order
from tests.run import tiny


@pytest.mark.parametrize("law", [tiny.law(), comitia.load("ussr-1988")], ids=lambda law: str(law.name))
def test_every_body_comes_after_all_that_it_waits_for_and_once(law: Constitution) -> None:
    names = [body.id for body in order(law)]
    assert sorted(names) == sorted(body.id for body in law.filled())
    for body in law.filled():
        for before, article in needs(body):
            assert names.index(before) < names.index(body.id), f"{body.id} before {before} ({article})"


def test_bodies_are_filled_as_the_law_of_1988_wants() -> None:
    names = [body.id for body in order(comitia.load("ussr-1988"))]
    for earlier, later in (
        ("congress", "soviet-of-the-union"),
        ("soviet-of-the-union", "soviet-of-nationalities"),
        ("soviet-of-nationalities", "supreme-soviet"),
        ("congress", "chairman"),
        ("chairman", "first-deputy-chairman"),
        ("supreme-soviet", "chairman-council-of-ministers"),
        ("republic-chairmen", "presidium"),
        ("chairman-council-of-ministers", "council-of-ministers"),
    ):
        assert names.index(earlier) < names.index(later)


def test_where_nothing_else_decides_bodies_keep_the_order_of_the_file() -> None:
    names = [body.id for body in order(tiny.law())]
    assert names == [
        "congress",
        "union-chamber",
        "nations-chamber",
        "soviet",
        "chairman",
        "premier",
        "neighbours",
        "presidium",
    ]


def cycle(*settings: tuple[str, str]) -> str:
    with pytest.raises(Faults) as caught:
        order(tiny.law(*settings))
    (fault,) = caught.value.faults
    assert fault.code == "cycle"
    assert fault.mend
    return fault.message


def test_two_bodies_that_elect_each_other_are_a_fault_that_names_both() -> None:
    loop = cycle(("bodies.union-chamber.routes.delegations.electorate.bodies", "[nations-chamber]"))
    assert "union-chamber waits for nations-chamber" in loop
    assert "nations-chamber waits for union-chamber" in loop


def test_a_body_that_elects_itself_is_a_fault() -> None:
    assert "chairman waits for chairman" in cycle(("offices.chairman.routes.election.electorate.bodies", "[chairman]"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("offices.chairman.routes.election.candidates.proposed_by", "premier"),
        (
            "offices.chairman.routes.election.confirmed_by",
            "[{body: soviet, threshold: {more_than: 1/2, of: members}, article: {act: charter, mark: assumed}}]",
        ),
        ("bodies.congress.routes.territorial.candidates.proposed_by", "chairman"),
    ],
)
def test_who_proposes_and_who_confirms_must_be_seated_before(path: str, value: str) -> None:
    if "confirmed_by" in path:
        names = [body.id for body in order(tiny.law((path, value)))]
        assert names.index("soviet") < names.index("chairman")
    else:
        assert "waits for" in cycle((path, value))
