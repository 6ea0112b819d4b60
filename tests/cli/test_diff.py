"""`comitia diff`: two laws side by side, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from comitia.text.catalogue import names
from tests.cli.commands import Comitia, runner
from tests.cli.test_show import wide
from tests.text.club import altered

CLUB = str(Path(__file__).parents[1] / "text" / "club.yaml")
HALF = ("--set", "choices.exactly-half=elected")


@pytest.fixture
def comitia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Comitia:
    return runner(capsys, monkeypatch)


@pytest.fixture
def other_club(tmp_path: Path) -> str:
    """The club's law with younger voters and another title."""
    file = tmp_path / "club.yaml"
    text = altered(("age: 18", "age: 16"), ("title: The chair", "title: The head"))
    file.write_text(text, encoding="utf-8")
    return str(file)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


# For people


def test_a_law_with_itself_has_no_difference(comitia: Comitia) -> None:
    said = comitia("diff", CLUB, CLUB)
    assert (said.code, said.err) == (0, "")
    assert lines(said.out) == [
        "",
        "A  club-2026: Statutes of a club",
        "B  club-2026: Statutes of a club",
        "",
        "There is no difference.",
    ]


def test_what_is_no_rule_is_said_to_differ_and_not_told(comitia: Comitia) -> None:
    said = comitia("diff", CLUB, CLUB, "--set", "title=Statutes of another club")
    assert "There is no difference in any rule, only in titles, notes, citations or answers" in said.out


def test_changes_stand_side_by_side_by_body(comitia: Comitia, other_club: str) -> None:
    assert lines(comitia("diff", CLUB, other_club).out)[4:] == [
        "Two differences: 2 changed.",
        "",
        "── The council ─────────────────────────────────────────────────────────────────",
        "",
        "who votes",
        "Citizens aged 18 and over vote.        │  Citizens aged 16 and over vote.",
        "Statutes art. 5 (R2)                   │  Statutes art. 5 (R2)",
        "",
        "── The chair ───────────────────────────────────────────────────────────────────",
        "",
        "The chair. How it is filled this file  │  The head. How it is filled this file",
        "does not say.                          │  does not say.",
        "Statutes (R9)                          │  Statutes (R9)",
    ]


def test_in_a_narrow_terminal_they_stand_one_under_the_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, other_club: str
) -> None:
    out = lines(runner(capsys, monkeypatch, 50)("diff", CLUB, other_club).out)
    start = out.index("who votes")
    assert out[start + 1 : start + 5] == [
        "A  Citizens aged 18 and over vote.",
        "   Statutes art. 5 (R2)",
        "B  Citizens aged 16 and over vote.",
        "   Statutes art. 5 (R2)",
    ]


def test_what_changed_alike_in_several_ways_is_told_once(comitia: Comitia) -> None:
    by_body = comitia("diff", "ussr-1988", "ussr-1988", *HALF).out
    assert "Territorial districts and National-territorial districts: first, repeat" in lines(by_body)
    assert by_body.count("kept by at least") == 2
    by_route = comitia("diff", "ussr-1988", "ussr-1988", *HALF, "--by", "route").out
    assert "National-territorial districts" in lines(by_route)
    assert by_route.count("kept by at least") == 6


def test_of_a_choice_only_what_differs_is_told(comitia: Comitia) -> None:
    out = lines(comitia("diff", "ussr-1988", "ussr-1988", *HALF).out)
    start = out.index("exactly-half")
    assert out[start + 1 :] == [
        "… Taken here: One vote more than half  │  … Taken here: Half is enough.",
        "is needed.                             │  Law (U65)",
        "Law (U65)                              │",
    ]


def test_bodies_that_only_one_law_has_are_listed_at_the_end(comitia: Comitia) -> None:
    out = comitia("diff", "ussr-1988", CLUB).out
    assert len(lines(out)) < 120
    assert "── Only in A: ussr-1988 ─" in out
    assert "── Only in B: club-2026 ─" in out
    assert "· The council. Seven seats. And 12 rules more." in out
    assert f"In full: comitia show {CLUB}" in "".join(out.split("\n"))


def test_bodies_come_in_the_order_of_the_law(comitia: Comitia, tmp_path: Path) -> None:
    powers = """
powers:
  - {id: council-calls, holder: council, does: calls, matter: A feast, article: {act: statutes, mark: seen}}
"""
    file = tmp_path / "club.yaml"
    file.write_text(altered(("title: The chair", "title: The head")) + powers, encoding="utf-8")
    out = lines(comitia("diff", CLUB, str(file)).out)
    assert [line[3:].strip("─ ") for line in out if line.startswith("──")] == ["The council", "The chair"]


@pytest.mark.parametrize("columns", [48, 80, 120])
@pytest.mark.parametrize("by", ["body", "route"])
def test_the_page_follows_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, by: str
) -> None:
    comitia = runner(capsys, monkeypatch, columns)
    for other in (*names(), CLUB):
        said = comitia("diff", "ussr-1988", other, "--by", by)
        assert (said.code, said.err) == (0, "")
        assert wide(said.out.replace(CLUB, "club.yaml"), columns) == []


# For programs


def test_the_document_names_both_laws_and_every_difference(comitia: Comitia) -> None:
    document = comitia("diff", "ussr-1988", "ussr-1988", *HALF, "--json").document
    assert document["laws"] == ["ussr-1988", "ussr-1988"]
    assert document["settings"] == ["choices.exactly-half=elected"]
    assert len(set(document["law_sha256"])) == 2
    paths = [each["path"] for each in document["differences"]]
    stages = [
        f"bodies.congress.routes.{route}.stages.{stage}.count" for route in ROUTES for stage in ("first", "repeat")
    ]
    assert paths == ["choices.exactly-half", *stages]
    assert document["differences"][1]["kind"] == "changed"
    assert document["differences"][1]["first"] == {
        "path": stages[0],
        "text": "Elected are those kept by more than 1/2 of those who took part.",
        "article": "Law, article not verified (U65)",
        "more": 0,
    }


ROUTES = ("territorial", "national-territorial", "organisations")


def test_the_document_of_a_law_with_itself_is_empty(comitia: Comitia) -> None:
    assert comitia("diff", CLUB, CLUB, "--json").document["differences"] == []


def test_the_same_laws_give_the_same_bytes(comitia: Comitia) -> None:
    asked = ("diff", "ussr-1988", CLUB, "--json")
    assert comitia(*asked).out == comitia(*asked).out


# What cannot be compared


def test_an_unknown_law_and_a_setting_that_leads_nowhere_are_told(comitia: Comitia) -> None:
    said = comitia("diff", "ussr-1988", "ussr-1898")
    assert (said.code, said.out) == (2, "")
    assert "There is no constitution 'ussr-1898'." in said.err
    said = comitia("diff", CLUB, CLUB, "--set", "bodies.senate.seats=3")
    assert (said.code, said.out) == (2, "")
    assert "There is no 'senate' in" in said.err
