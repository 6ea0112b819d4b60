"""Faults as a terminal shows them."""

from __future__ import annotations

from comitia.law.faults import Fault, Faults
from comitia.text.marks import Place, excerpt
from comitia.text.render import render
from tests.text.club import altered, faults_in


def test_a_fault_shows_its_line_its_article_and_its_mend() -> None:
    text = altered(("by: election", "by: elction"), ("tie: lot", "tie: lots"))
    assert render(faults_in(text)).replace("ex-officio or outside", "…") == (
        "error[unknown-word]: 'by' cannot be 'elction'.\n"
        "   ┌─ club.yaml:37:13  statutes art. 5 (R2)\n"
        "37 │       - by: elction\n"
        "   │             ^^^^^^^ Did you mean 'election'? It can be election, ….\n"
        "\n"
        "error[unknown-word]: 'tie' cannot be 'lots'.\n"
        "   ┌─ club.yaml:68:56  statutes art. 8\n"
        "68 │             standing: {who: leading, per_seat: 2, tie: lots}\n"
        "   │                                                        ^^^^\n"
        "   = Did you mean 'lot'? It can be all, lot or none.\n"
        "\n"
        "2 faults found.\n"
    )


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
