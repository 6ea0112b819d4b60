"""The page on four systems keeps its word: what it calls valid is valid, what it proposes is YAML."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import GenericAlias
from typing import Any, NamedTuple

import pytest
import yaml
from pydantic import TypeAdapter

PAGE = Path(__file__).parents[2] / "docs" / "four-systems.md"
WHOLE = "comitia.law.constitution:Constitution"
SYSTEMS = 4

FENCE = re.compile(
    r"(?:^<!-- validates as: (?P<clause>[^\n]+?) -->\n)?^```(?P<kind>[^\n]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    line: int
    clause: str
    kind: str
    text: str


def blocks() -> list[Block]:
    page = PAGE.read_text(encoding="utf-8")
    return [
        Block(page.count("\n", 0, found.start("text")), found["clause"] or WHOLE, found["kind"], found["text"])
        for found in FENCE.finditer(page)
    ]


def of_kind(kind: str) -> list[Any]:
    return [pytest.param(block, id=f"line-{block.line}") for block in blocks() if block.kind == kind]


def clause(name: str) -> TypeAdapter[Any]:
    """`module:Clause`, or `list of module:Clause`."""
    module, _, word = name.removeprefix("list of ").partition(":")
    found: Any = getattr(import_module(module), word)
    many: Any = GenericAlias(list, (found,))
    return TypeAdapter(many if name.startswith("list of ") else found)


@pytest.mark.parametrize("block", of_kind("yaml"))
def test_what_is_called_valid_today_is_valid(block: Block) -> None:
    assert clause(block.clause).validate_python(yaml.load(block.text, Loader=yaml.CBaseLoader))


@pytest.mark.parametrize("block", of_kind("yaml proposal"))
def test_a_proposal_is_yaml_and_names_no_clause_of_today(block: Block) -> None:
    assert yaml.load(block.text, Loader=yaml.CBaseLoader)
    assert block.clause == WHOLE, "a proposal stands under a comment that calls it valid"


def test_every_block_is_either_valid_or_a_proposal() -> None:
    found = blocks()
    assert {block.kind for block in found} == {"yaml", "yaml proposal"}
    assert PAGE.read_text(encoding="utf-8").count("\n```") == 2 * len(found), "a block that is not closed"


def test_every_comment_stands_directly_above_its_block() -> None:
    named = sum(block.clause != WHOLE for block in blocks())
    assert PAGE.read_text(encoding="utf-8").count("<!-- validates as: ") == named


def test_each_system_shows_what_is_valid_and_what_is_missing() -> None:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    systems = [section for section in sections if section[0].isdigit()]
    assert len(systems) == SYSTEMS
    for section in systems:
        assert "```yaml\n" in section
        assert "```yaml proposal\n" in section


def test_the_page_ends_with_at_most_eight_changes() -> None:
    _, _, end = PAGE.read_text(encoding="utf-8").partition("## Where the form strains")
    ranks = [int(rank) for rank in re.findall(r"^\*\*(\d+)\. ", end, flags=re.MULTILINE)]
    assert ranks == list(range(1, len(ranks) + 1))
    assert 1 <= len(ranks) <= 8
    assert "\n## " not in end
