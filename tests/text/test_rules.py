"""Counting rules as data: what is shipped, one's own, options, the schema."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from comitia.law.ballots import Names
from comitia.law.faults import Faults
from comitia.text.rules import as_text, digest, find, is_rule, load_rule, names, settable
from comitia.text.schema import rule_schema

PROMISED = {
    *("plurality", "majority-runoff", "cross-out", "approval", "borda", "block", "limited", "sntv", "cumulative"),
    *("contingent", "majority-runoff-french", "stv-scottish"),
}


def faults(name: str, *options: tuple[str, str]) -> list[tuple[str, str, str | None]]:
    with pytest.raises(Faults) as found:
        load_rule(name, options)
    return [(fault.code, fault.message, fault.mend) for fault in found.value.faults]


def test_every_rule_that_was_promised_is_shipped() -> None:
    assert set(names()) >= PROMISED


@pytest.mark.parametrize("name", names())
def test_a_rule_bears_the_name_of_its_file_and_cites_only_its_own_acts(name: str) -> None:
    rule = load_rule(name)
    assert rule.id == name
    acts = {act.id for act in rule.acts}
    assert rule.ballot.article is not None
    assert rule.ballot.article.act in acts
    for line in as_text(rule).splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        assert key != "act" or value in acts


@pytest.mark.parametrize("name", names())
def test_a_rule_written_with_every_field_is_read_as_the_same(name: str, tmp_path: Path) -> None:
    rule = load_rule(name)
    path = tmp_path / "rule.yaml"
    path.write_text(as_text(rule), encoding="utf-8")
    assert load_rule(path) == rule
    assert digest(load_rule(path)) == digest(rule)


@pytest.mark.parametrize("name", names())
def test_the_schema_knows_every_shipped_rule(name: str) -> None:
    whole = yaml.load(find(name).read_text(encoding="utf-8"), yaml.BaseLoader)
    assert [error.message for error in Draft7Validator(rule_schema()).iter_errors(_written(whole))] == []


def _written(value: object) -> object:
    """What stands empty in a file has no value."""
    if isinstance(value, dict):
        return {key: _written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_written(each) for each in value]
    return None if value == "" else value


@pytest.mark.parametrize("name", names())
def test_every_field_that_is_shown_can_be_set_to_what_it_is(name: str) -> None:
    rule = load_rule(name)
    said = [(path, value) for path, value in settable(rule) if value and "article" not in value]
    for path, value in said:
        if value != "[]":
            assert load_rule(name, [(path, value)]).count.rule == rule.count.rule


def test_a_field_is_set_by_its_path_or_by_its_name_alone() -> None:
    ballot = load_rule("limited", [("up_to", "3")]).ballot
    assert isinstance(ballot, Names)
    assert ballot.up_to == 3
    assert load_rule("limited", [("ballot.up_to", "3"), ("lots", "public")]).lots == "public"
    assert digest(load_rule("limited", [("up_to", "3")])) != digest(load_rule("limited"))


def test_a_field_that_the_rule_does_not_have_is_told_with_the_nearest() -> None:
    assert faults("limited", ("up-too", "3")) == [
        ("unknown-option", "The rule 'limited' has no field 'up-too'.", "Did you mean 'up_to'?")
    ]
    assert faults("plurality", ("scale", "n"))[0][2] == "It has alone, tie."
    assert faults("borda", ("article", "x"))[0][0] == "unknown-option"


def test_a_value_that_cannot_be_is_told_with_the_words_that_can() -> None:
    assert faults("plurality", ("tie", "coin")) == [
        ("unknown-word", "'tie' cannot be 'coin'.", "It can be lot, elder, nobody or more-votes.")
    ]


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    assert faults("pluralty") == [
        ("unknown-rule", "There is no counting rule 'pluralty'.", "Did you mean 'plurality'?")
    ]


def test_a_rule_of_ones_own_is_told_from_a_law(tmp_path: Path) -> None:
    mine, law = tmp_path / "mine.yaml", tmp_path / "law.yaml"
    mine.write_text(find("plurality").read_text(encoding="utf-8"), encoding="utf-8")
    law.write_text("constitution: club\nbodies: []\n", encoding="utf-8")
    assert is_rule(str(mine))
    assert not is_rule(str(law))
    assert not is_rule("ussr-1988")
    assert load_rule(str(mine)).id == "plurality"


def test_an_article_must_stand_in_an_act_of_the_rule(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(find("plurality").read_text(encoding="utf-8").replace("act: lakeman", "act: lakemann"))
    with pytest.raises(Faults, match="cites 'lakemann', which is not among the acts"):
        load_rule(mine)


def test_a_rule_with_faults_is_told_with_their_places(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(find("plurality").read_text(encoding="utf-8").replace("rule: plurality", "rule: plurolity"))
    with pytest.raises(Faults) as found:
        load_rule(mine)
    (fault,) = found.value.faults
    assert (fault.code, fault.line) == ("unknown-word", 13)
    assert fault.mend is not None
    assert fault.mend.startswith("Did you mean 'plurality'?")
