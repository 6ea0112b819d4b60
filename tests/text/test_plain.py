"""Plain YAML: everything is text, everything knows its place, and nothing can be lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from comitia.law.faults import Fault, Faults
from comitia.text.plain import Items, Keys, Word, load_plain


def loaded(tmp_path: Path, text: str) -> object:
    (tmp_path / "some.yaml").write_text(text, encoding="utf-8")
    return load_plain(tmp_path / "some.yaml")


def fault_of(tmp_path: Path, text: str) -> Fault:
    with pytest.raises(Faults) as raised:
        loaded(tmp_path, text)
    (fault,) = raised.value.faults
    return fault


def test_scalars_stay_text(tmp_path: Path) -> None:
    assert loaded(tmp_path, "a: no\nb: 5.10\nc: [1, ~, 2020-01-01]\nd: {e: ''}\n") == {
        "a": "no",
        "b": "5.10",
        "c": ["1", "~", "2020-01-01"],
        "d": {"e": ""},
    }


def test_everything_knows_its_place(tmp_path: Path) -> None:
    top = loaded(tmp_path, "a: no\nb:\n  c: [x, yes]\n")
    assert isinstance(top, Keys)
    inside = top["b"]
    assert isinstance(inside, Keys)
    assert (inside.line, inside.column) == (3, 3)
    listed = inside["c"]
    assert isinstance(listed, Items)
    word = listed[1]
    assert isinstance(word, Word)
    assert (word, word.line, word.column) == ("yes", 3, 10)


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, "The key 'a' stands twice in one place."),
        (
            "a: &x 1\nb: *x\n",
            "alias",
            1,
            "What stands here is used again elsewhere through an anchor (&name) and an alias (*name).",
        ),
        ("a: &x [*x]\n", "alias", 1, "What stands here is used again elsewhere through an anchor (&name) and an alias"
         " (*name)."),
        ("a: !!python/name:os.system x\n", "tag", 1, "A tag (tag:yaml.org,2002:python/name:os.system) stands here."),
        ("[a]: 1\n", "odd-key", 1, "A key is a list or a set of keys."),
        ("a: [1\nb: 2\n", "not-yaml", 2, "This is not YAML: did not find expected ',' or ']'."),
        ("a: 1\n--- \nb: 2\n", "not-yaml", 2, "This is not YAML: but found another document."),
        ("# nothing\n", "empty", None, "The file holds nothing but blanks and comments."),
    ],
)  # fmt: skip
def test_what_could_mean_something_else_is_refused(
    tmp_path: Path, text: str, code: str, line: int | None, message: str
) -> None:
    fault = fault_of(tmp_path, text)
    assert (fault.code, fault.line, fault.message) == (code, line, message)
    assert fault.file == str(tmp_path / "some.yaml")


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_bytes(b"a: \xff\n")
    with pytest.raises(Faults, match="Byte 4 is not UTF-8 text"):
        load_plain(tmp_path / "some.yaml")


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="There is no such file, or it cannot be opened"):
        load_plain(tmp_path / "none.yaml")
