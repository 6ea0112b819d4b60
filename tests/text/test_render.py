"""Faults as a terminal shows them."""

from __future__ import annotations

from comitia.law.faults import Fault, Faults
from comitia.text.marks import Place, excerpt
from comitia.text.render import render, render_fault
from tests.text.club import altered, faults_in


def test_a_fault_shows_its_line_its_article_and_its_mend() -> None:
    text = altered(("    seats: 7\n", "    seets: 7\n"), ("age: 18", "age: eighteen"))
    assert render(faults_in(text)) == (
        "error[unknown-key]: 'seets' cannot stand in bodies.council.\n"
        "   ┌─ club.yaml:34:5  statutes art. 4\n"
        "34 │     seets: 7\n"
        "   │     ^^^^^ Did you mean 'seats'?\n"
        "\n"
        "error[not-a-number]: 'age' must be a whole number; found 'eighteen'.\n"
        "   ┌─ club.yaml:44:16  statutes art. 5 (R2)\n"
        "44 │           age: eighteen\n"
        "   │                ^^^^^^^^\n"
        "\n"
        "2 faults found.\n"
    )


def test_a_long_mend_stands_on_a_line_of_its_own() -> None:
    shown = "a: b\n   ^"
    fault = Fault("tag", "No.", file="a.yaml", line=7, column=4, mend=f"Write {'a' * 90}.", excerpt=shown)
    assert render_fault(fault) == (f"error[tag]: No.\n  ┌─ a.yaml:7:4\n7 │ a: b\n  │    ^\n  = Write {'a' * 90}.")


def test_a_fault_without_a_place_shows_what_it_has() -> None:
    fault = Fault("unknown-law", "There is no constitution 'x'.", mend="Did you mean 'y'?")
    assert render(Faults(fault)) == (
        "error[unknown-law]: There is no constitution 'x'.\n = Did you mean 'y'?\n\n1 fault found.\n"
    )


def test_carets_stand_below_wide_letters_and_marks_set_above() -> None:
    shown = excerpt(["названия: 人民代表 é x"], Place("a", 1, 18, 1, 19))
    assert shown == "названия: 人民代表 é x\n" + " " * 21 + "^"
    assert excerpt(["é: 代表"], Place("a", 1, 4, 1, 6)) == "é: 代表\n" + " " * 3 + "^^^^"


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    line = "a: " + "b" * 300 + "CCC" + "d" * 300
    shown = excerpt([line], Place("a", 1, 304, 1, 307))
    assert shown is not None
    written, carets = shown.split("\n")
    assert (written[:2], written[-2:], len(written)) == ("…b", "d…", 102)
    assert written[len(carets) - 3 : len(carets)] == "CCC"


def test_a_place_beyond_the_text_has_no_excerpt() -> None:
    assert excerpt(["a"], Place("a", 2, 1, 2, 2)) is None
    assert excerpt([], Place("a", 1, 1, 1, 2)) is None
    assert excerpt([""], Place("a", 1, 5, 1, 6)) == "\n^"
