"""`comitia show`: laws in words and societies in figures, for people and for programs."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from comitia.cli.law_page import SECTIONS
from comitia.cli.law_rules import margin, marked
from comitia.cli.show_ import OF_LAWS, OF_SOCIETIES
from comitia.explain.words import rules
from comitia.text.catalogue import load, names
from tests.cli.commands import Comitia, runner

CLUB = str(Path(__file__).parents[1] / "text" / "club.yaml")
CJK = "W"


@pytest.fixture
def comitia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Comitia:
    return runner(capsys, monkeypatch)


def wide(text: str, columns: int) -> list[str]:
    """Lines that a terminal of so many columns would break, or that end in blanks."""

    def cells(line: str) -> int:
        return sum(2 if east_asian_width(letter) == CJK else 1 for letter in line)

    return [line for line in text.splitlines() if cells(line) > columns or line != line.rstrip()]


# Laws


@pytest.mark.parametrize("name", names())
def test_a_shipped_law_fits_a_terminal_of_80_columns(comitia: Comitia, name: str) -> None:
    sections = [f"--{section}" for section in SECTIONS]
    for arguments in ([], sections):
        said = comitia("show", name, *arguments)
        assert (said.code, said.err) == (0, "")
        assert wide(said.out, 80) == []


@pytest.mark.parametrize("columns", [48, 60, 120])
def test_the_page_follows_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    for name in ("ussr-1988", "ussr-1989"):
        said = runner(capsys, monkeypatch, columns)("show", name)
        assert wide(said.out, columns) == []


def test_the_page_of_a_law_has_what_one_looks_for(comitia: Comitia) -> None:
    out = comitia("show", "ussr-1988").out
    for heading in ("Who elects whom", "The rules", "Choices", "How certain this is"):
        assert f"── {heading} ─" in out
    assert " 1,500  └─ Congress of People's Deputies (1,500 of 2,250)" in out
    assert re.search(r"^  · Each district elects one member\. +Law art\. 1 \(U01\)$", out, re.MULTILINE)
    assert "As for “Territorial districts”: who votes, who stands,\n  the ballot and who is elected." in out
    assert "── Powers" not in out


def test_no_word_of_the_schema_reaches_the_reader(comitia: Comitia) -> None:
    out = comitia("show", "ussr-1988", "--tiers", "--rules", "--powers", "--provisions").out
    for jargon in (
        "more_than",
        "per_seat",
        "seats_each",
        "not-held",
        "one-unit-only",
        "sister-law",
        "by-election:",
        "mark:",
    ):
        assert jargon not in out


def test_a_citation_that_stands_just_above_is_not_repeated() -> None:
    law = load("ussr-1988")
    notes = [note for _, _, note in marked(rules(law), law) if note]
    assert all(note != above for above, note in pairwise(notes))
    assert set(notes) == {margin(sentence.article, law) for sentence in rules(law)}


def test_a_section_stands_alone_when_it_is_asked_for(comitia: Comitia) -> None:
    out = comitia("show", "ussr-1988", "--powers").out
    assert "── Powers ─" in out
    assert "answers to the Congress of People's Deputies." in out
    assert "── Choices" not in out


def test_choices_in_full_show_every_answer_and_mark_the_one_taken(comitia: Comitia) -> None:
    out = comitia("show", "ussr-1988", "--choices").out
    assert re.search(r"^    ▸ +largest-remainder +Quota of Hare and largest remainders\.$", out, re.MULTILINE)
    assert re.search(r"^ {7}sainte-lague +Divisors 1, 3, 5 and so on\.$", out, re.MULTILINE)


def test_a_law_of_ones_own_is_shown_from_its_file(comitia: Comitia) -> None:
    said = comitia("show", CLUB)
    assert said.code == 0
    assert "Statutes of a club" in said.out
    assert "illustration" in said.out
    assert "How it is filled this file does not say." in said.out


def test_the_text_of_a_law_is_printed_as_it_stands(comitia: Comitia) -> None:
    assert comitia("show", CLUB, "--text").out == Path(CLUB).read_text(encoding="utf-8")


def test_dot_is_the_graph_and_nothing_else(comitia: Comitia) -> None:
    out = comitia("show", "ussr-1988", "--dot").out
    assert out.startswith('digraph "ussr-1988" {')
    assert out.endswith("}\n")
    assert comitia("show", "ussr-1988", "--dot", "--powers").code == 2


def test_the_document_of_a_law_holds_rules_with_articles(comitia: Comitia) -> None:
    document = comitia("show", "ussr-1988", "--json").document
    assert document["constitution"] == "ussr-1988"
    assert document["bodies"]["congress"]["seats"] == 2250
    rules = {rule["path"]: rule for rule in document["rules"]}
    count = rules["bodies.congress.routes.territorial.stages.first.count"]
    assert (count["article"], count["number"], count["certainty"]) == ("Law, article not verified (U65)", None, "seen")
    assert {"choices", "powers", "provisions", "acts", "certainty", "tiers", "dot", "comitia"} <= set(document)


def test_a_document_holds_only_the_sections_asked_for(comitia: Comitia) -> None:
    document = comitia("show", "ussr-1988", "--choices", "--text", "--json").document
    assert "choices" in document
    assert document["text"].startswith("#")
    assert "rules" not in document


# Societies


def test_a_society_fits_a_terminal_of_80_columns(comitia: Comitia) -> None:
    for arguments in ([], ["--people", "--margins", "--organisations", "--voters"]):
        said = comitia("show", "ussr-1989", *arguments)
        assert (said.code, said.err) == (0, "")
        assert wide(said.out, 80) == []


def test_a_society_shows_people_figures_and_the_voter_model(comitia: Comitia) -> None:
    out = comitia("show", "ussr-1989").out
    assert "192,575,165 people: registered voters" in out
    assert re.search(r"^  Women +104,760,447 +54\.4 %$", out, re.MULTILINE)
    assert re.search(r"^citizens\.turnout\.base  \S+ log-odds$", out, re.MULTILINE)
    assert "Assumed" in out


def test_the_document_of_a_society_has_figures_and_parameters(comitia: Comitia) -> None:
    document = comitia("show", "ussr-1989", "--json").document
    assert document["people"] == 192_575_165
    assert document["attributes"]["sex"]["values"]["women"]["people"] == 104_760_447
    assert all({"target", "fitted", "source", "certainty"} <= set(margin) for margin in document["margins"])
    assert all(each["unit"] and each["meaning"] and each["source"] for each in document["voters"])
    only = comitia("show", "ussr-1989", "--people", "--json").document
    assert "voters" not in only
    assert "margins" not in only


# What cannot be shown


def test_an_unknown_name_is_told_with_the_nearest(comitia: Comitia) -> None:
    said = comitia("show", "ussr-1898")
    assert (said.code, said.out) == (2, "")
    assert "There is no constitution, counting rule or society 'ussr-1898'." in said.err
    assert "Did you mean 'ussr-19" in said.err
    assert "Shipped are " in comitia("show", "atlantis").err


def test_a_file_that_is_not_there_is_told(comitia: Comitia) -> None:
    said = comitia("show", "nowhere.yaml")
    assert said.code == 2
    assert "nowhere.yaml does not exist." in said.err


def test_a_section_of_the_other_kind_is_refused(comitia: Comitia) -> None:
    law, people = comitia("show", "ussr-1988", "--voters"), comitia("show", "ussr-1989", "--powers")
    assert (law.code, people.code) == (2, 2)
    assert "“ussr-1988” is a constitution, which has no --voters." in law.err
    assert "“ussr-1989” is a society, which has no --powers." in people.err


def test_every_section_that_is_offered_can_be_shown() -> None:
    assert {*SECTIONS, "text", "dot"} == set(OF_LAWS)
    from comitia.cli.society_page import SECTIONS as OF_PEOPLE

    assert {*OF_PEOPLE, "voters"} == set(OF_SOCIETIES)
