"""The exact words, place, article and mend of every fault in the words of a law."""

from __future__ import annotations

from ast import literal_eval
from typing import get_args

import pytest

from comitia.law.routes import Route
from tests.text.club import altered, blocks, faults_in

CASES = blocks("messages.txt")
*OTHERS, LAST = [str(get_args(each.model_fields["by"].annotation)[0]) for each in get_args(get_args(Route)[0])]
ROUTES = f"{', '.join(OTHERS)} or {LAST}"


@pytest.mark.parametrize(("old", "new", "code", "words"), CASES)
def test_one_slip_is_one_fault_in_these_words(old: str, new: str, code: str, words: str) -> None:
    (fault,) = faults_in(altered((literal_eval(old), literal_eval(new))))
    assert (fault.code, str(fault)) == (code, words.replace("{routes}", ROUTES))


def test_of_a_very_long_value_only_the_beginning_is_repeated() -> None:
    (fault,) = faults_in(altered(("age: 18", "age: " + "9" * 5000)))
    assert fault.code == "out-of-range"
    assert fault.message == f"'age' must be a smaller number; found '{'9' * 40}…'."
    assert fault.excerpt is not None
    assert all(len(line) <= 102 for line in fault.excerpt.split("\n"))


def test_several_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = altered(
        ("tie: lot", "tie: lots"),
        ("summary: ", "sumary: "),
        ("age: 18", "age: eighteen"),
        ("    seats: 7\n", "    seats: 7\n    seats: 9\n"),
    )
    assert [(fault.line, fault.code) for fault in faults_in(text)] == [
        (6, "unknown-key"),
        (35, "duplicate-key"),
        (45, "not-a-number"),
        (69, "unknown-word"),
    ]


def test_what_a_misspelt_kind_hides_is_told_as_well() -> None:
    text = altered(("by: election", "by: elction"), ("age: 18", "age: eighteen"), ("{cut: whole}", "{cut: whol, x: 1}"))
    assert [(fault.code, fault.line) for fault in faults_in(text)] == [
        ("unknown-word", 37),
        ("not-a-number", 44),
        ("unknown-word", 45),
        ("unknown-key", 45),
    ]


def test_no_message_uses_the_words_of_the_machinery() -> None:
    jargon = ("pydantic", "nput should", "alid", "iteral", "dict", "tuple", "None", "null")
    for old, new, _, _ in CASES:
        for fault in faults_in(altered((literal_eval(old), literal_eval(new)))):
            assert not [word for word in jargon if word in f"{fault.message} {fault.mend or ''}"]
