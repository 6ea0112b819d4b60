"""README, CONTRIBUTING and docs keep their word: examples run, and what is shown is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.docs import json_keys, language
from tools.docs.makers import MAKERS
from tools.docs.pages import (
    FENCE,
    MADE,
    ROOT,
    DocumentationError,
    blocks,
    commands,
    excerpt,
    kept_date,
    made,
    missing,
    name_of,
    pages,
    played,
)

STALE = "what the page shows is no longer so: python tools/refresh_docs.py"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<to>[^)\s]+)\)")

PAGES = [pytest.param(page, id=name_of(page)) for page in pages()]
WITH_EXAMPLES = [
    pytest.param(page, id=name_of(page))
    for page in pages()
    if any(block.kind == "console" or block.asks("run") is not None for block in blocks(page.read_text("utf-8")))
]
MADE_PARTS = [
    pytest.param(page, found["name"], id=f"{name_of(page)}-{found['name']}")
    for page in pages()
    for found in MADE.finditer(page.read_text("utf-8"))
]


# The pages


@pytest.mark.parametrize("page", WITH_EXAMPLES)
def test_every_example_runs_and_prints_what_is_shown(page: Path, tmp_path: Path) -> None:
    assert played(page, tmp_path) == page.read_text("utf-8"), STALE


@pytest.mark.parametrize(("page", "name"), MADE_PARTS)
def test_what_is_made_is_current(page: Path, name: str) -> None:
    (part,) = (found for found in MADE.finditer(page.read_text("utf-8")) if found["name"] == name)
    assert made(part[0], MAKERS) == part[0], STALE


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    for found in LINK.finditer(text):
        if found["to"].startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = found["to"].partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name_of(page)} links to {found['to']}"
        if anchor:
            assert anchor in language.anchors(target.read_text("utf-8")), f"{name_of(page)} links to {found['to']}"


def test_every_page_is_reached_from_the_map() -> None:
    reached: set[Path] = set()
    open_ = [ROOT / "README.md", ROOT / "docs" / "index.md"]
    while open_:
        place = open_.pop()
        if place in reached:
            continue
        reached.add(place)
        if place.is_dir():
            open_ += place.glob("*.md")
        elif place.suffix == ".md":
            links = (found["to"].partition("#")[0] for found in LINK.finditer(place.read_text("utf-8")))
            open_ += [(place.parent / to).resolve() for to in links if to and not to.startswith("http")]
    assert set(pages()) <= reached


def test_every_field_of_a_law_and_every_key_of_a_document_is_told_of() -> None:
    assert language.amiss() + json_keys.amiss() == []


# How they are read


def block(text: str) -> list[str]:
    (found,) = blocks(text)
    return [command.typed for command in commands(found)]


def test_a_command_goes_on_after_a_backslash_and_ends_before_its_output() -> None:
    assert block("```console\n$ comitia run \\\n    law\nshown\n$ comitia list\n```") == [
        "comitia run \\\n    law",
        "comitia list",
    ]


def test_lines_must_occur_whole_and_in_order() -> None:
    assert missing(("b", "…", "", "d"), "a\nb\nc\nd\n") == []
    assert missing(("d", "b"), "a\nb\nc\nd\n") == ["b"]
    assert missing(("bc",), "abcd\n") == ["bc"]


def test_an_excerpt_says_where_something_is_left_out() -> None:
    assert excerpt("a\nb\nc\nd\n", '"b" 1, "d" 1') == ["…", "b", "…", "d"]
    assert excerpt("a\n\nb\n", '"a" 1, "b" 1') == ["a", "", "b"]
    with pytest.raises(DocumentationError, match="no line with “x”"):
        excerpt("a\n", '"x" 1')


def test_a_command_that_ends_otherwise_than_shown_is_refused(tmp_path: Path) -> None:
    page = ROOT / "README.md"
    with pytest.raises(DocumentationError, match=r"README.md:2: “comitia show nothing” ends with 2 and not 0"):
        played(page, tmp_path, "```console\n$ comitia show nothing\n```\n")
    with pytest.raises(DocumentationError, match=r"README.md:2: “comitia --version” does not print: 9\.9"):
        played(page, tmp_path, "```console\n$ comitia --version\n9.9\n```\n")
    with pytest.raises(DocumentationError, match="no command of comitia"):
        played(page, tmp_path, "```console\n$ rm -r law\n```\n")
    with pytest.raises(DocumentationError, match="begins with a command"):
        played(page, tmp_path, "```console\nshown\n```\n")


def test_files_are_written_and_edited(tmp_path: Path) -> None:
    text = "<!-- write a.yaml -->\n```yaml\nx: 1\n```\n\n<!-- edit a.yaml -->\n```diff\n-x: 1\n+x: 2\n```\n"
    assert played(ROOT / "README.md", tmp_path, text) == text
    assert (tmp_path / "a.yaml").read_text("utf-8") == "x: 2\n"


def test_what_a_program_prints_is_put_below_it(tmp_path: Path) -> None:
    text = "<!-- run -->\n```python\nprint(1 + 1)\n```\n\n<!-- prints -->\n```text\n3\n```\n"
    assert played(ROOT / "README.md", tmp_path, text) == text.replace("3\n", "2\n")


def test_a_day_stays_until_something_else_changes() -> None:
    assert kept_date("2026-01-01 by `x`: 1\n", "2026-02-02 by `x`: 1") == "2026-01-01 by `x`: 1"
    assert kept_date("2026-01-01 by `x`: 1\n", "2026-02-02 by `x`: 2") == "2026-02-02 by `x`: 2"
