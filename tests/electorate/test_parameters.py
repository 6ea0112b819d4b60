"""The voter model's file: every number states what it means, and can be set by name."""

from __future__ import annotations

from pathlib import Path

import pytest

import comitia
from comitia.electorate.parameters import read
from comitia.electorate.shipped import voters_of
from comitia.electorate.utility import vector
from comitia.law.faults import Faults
from tests.electorate.asking import parameters
from tests.run import tiny

GOOD = """
model: mine
title: My voters
parameters:
  - {id: citizens.withdraw, value: 0.5, unit: share, meaning: who withdraws, source: assumed}
  - id: citizens.turnout.sex
    by: sex
    unit: log-odds
    meaning: women turn out more
    source: assumed
    fitted: turnout
    values: {men: 0.0, women: 0.25}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "voters.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_numbers_and_effects_are_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, GOOD))
    assert (found.name, found.title) == ("mine", "My voters")
    assert found.number("citizens.withdraw") == 0.5
    assert found.number("citizens.invalid", 0.1) == 0.1
    assert found.effects("citizens.turnout") == {"sex": {"men": 0.0, "women": 0.25}}
    assert found.family("citizens") == {"withdraw": 0.5}
    assert found.table["citizens.turnout.sex"].fitted == "turnout"


def test_a_number_is_set_by_name_and_the_rest_stays(tmp_path: Path) -> None:
    before = read(written(tmp_path, GOOD))
    after = before.with_value("citizens.turnout.sex.women", 0.75).with_value("citizens.withdraw", 0.0)
    assert after.effects("citizens.turnout")["sex"] == {"men": 0.0, "women": 0.75}
    assert after.number("citizens.withdraw") == 0.0
    assert before.number("citizens.withdraw") == 0.5
    assert after.digest != before.digest
    assert after.with_value("citizens.turnout.sex.women", 0.25).with_value("citizens.withdraw", 0.5) == before


@pytest.mark.parametrize("path", ["citizens.withdrew", "citizens.turnout.sex", "citizens.turnout.sex.womem", "", "x"])
def test_a_name_that_does_not_exist_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(Faults, match="no parameter"):
        read(written(tmp_path, GOOD)).with_value(path, 1.0)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (", source: assumed}", "}", "missing"),
        ("unit: share, ", "", "missing"),
        ("value: 0.5", "value: half", "not-a-number"),
        ("value: 0.5", "value: .nan", "not-a-number"),
        ("women: 0.25", "women: .inf", "not-a-number"),
        ("value: 0.5", "valu: 0.5", "unknown-key"),
        ("citizens.turnout.sex", "citizens.withdraw", "repeated-parameter"),
        ("parameters:", "numbers:", "not-a-voter-model"),
    ],
)
def test_a_number_without_meaning_unit_source_or_value_is_refused(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    with pytest.raises(Faults) as caught:
        read(written(tmp_path, GOOD.replace(old, new, 1)))
    assert code in [fault.code for fault in caught.value.faults]


def test_the_shipped_model_speaks_of_attributes_and_values_that_its_society_has() -> None:
    society, found = comitia.society("ussr-1989"), voters_of("ussr-1989")
    names = {attribute.name for attribute in society.attributes}
    for parameter in found.table.values():
        assert parameter.meaning
        assert parameter.source
        if parameter.by in names and parameter.values is not None:
            vector(society, parameter.by or "", parameter.values)
        elif parameter.by:
            assert parameter.by in ("organisation", "contest"), f"{parameter.id} is by {parameter.by}"


def test_the_shipped_model_names_organisations_and_contests_that_exist() -> None:
    society, found, law = comitia.society("ussr-1989"), voters_of("ussr-1989"), comitia.load("ussr-1988")
    known = found.effects("organisation.candidates")["organisation"]
    assert set(known) <= {organisation.id for organisation in society.organisations}
    for contest in found.effects("members.names")["contest"]:
        body, route, unit = contest.split("/")
        assert route in [each.id for each in law.body(body).routes]
        assert unit in society.attribute("republic").values


def test_every_nominator_of_the_law_of_1988_has_a_share_in_the_shipped_model() -> None:
    found = voters_of("ussr-1989").family("citizens.nominators")
    for route in comitia.load("ussr-1988").body("congress").routes[:2]:
        nominators = [each.id for each in route.candidates.nominators]  # type: ignore[union-attr]
        assert set(nominators) == set(found)
    assert sum(found.values()) == pytest.approx(1)


def test_a_society_without_a_voter_model_says_so() -> None:
    with pytest.raises(Faults):
        voters_of(tiny.society())


def test_the_made_up_model_of_these_tests_is_one() -> None:
    assert parameters({"citizens.invalid": 0.5}).number("citizens.invalid") == 0.5
