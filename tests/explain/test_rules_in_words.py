"""Counting rules in words: every field is heard, every sentence is one, every rule has its page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from comitia.explain.words import rule_sentences
from comitia.law.rule import Rule
from comitia.text.rules import load_rule, names
from tests.cli.commands import runner
from tests.explain.test_words import UNHEARD, changed, leaves, others

UNSAID = {("Act", name) for name in ("id", "title", "short", "date", "source")} | {("Ranking", "up_to")}
"""Shown elsewhere on the page; how many ranks there are shows where the rule limits them."""


@pytest.mark.parametrize("name", names())
def test_every_sentence_of_a_rule_is_one(name: str) -> None:
    for sentence in rule_sentences(load_rule(name)):
        assert sentence.text[0] == sentence.text[0].upper(), sentence
        assert sentence.text.endswith("."), sentence
        assert not re.search(r"  |\.\.|Fraction|\{|\}|, \.| ,|None|True|False", sentence.text), sentence


def heard(rule: Rule) -> list[tuple[str, str | None]]:
    return [(sentence.text, sentence.note) for sentence in rule_sentences(rule)]


def test_whatever_changes_in_a_rule_changes_its_words_somewhere() -> None:
    silent: set[tuple[str, str]] = set()
    told: set[tuple[str, str]] = set()
    for name in names():
        rule = load_rule(name)
        before = heard(rule)
        for clause, field, path in leaves(rule):
            key = (type(clause).__name__, field)
            for value in others(clause, field) if key not in UNSAID and field not in UNHEARD else ():
                amended: Any = changed(rule, path.split(".") if path else [], field, value)
                (silent if heard(amended) == before else told).add(key)
    assert silent - told == set()


@pytest.mark.parametrize("name", names())
def test_every_rule_has_its_page(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = runner(capsys, monkeypatch, columns=100)("show", name)
    assert (said.code, said.err) == (0, "")
    for part in ("The paper", "The count", "Sources", "Fields, and what they are set to"):
        assert f"── {part} ─" in said.out
