"""`comitia powers`: who can do what to whom, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from comitia.text.catalogue import names
from tests.cli.commands import Comitia, runner
from tests.cli.test_show import wide
from tests.explain.test_powers import PARISH


@pytest.fixture
def comitia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Comitia:
    return runner(capsys, monkeypatch)


@pytest.fixture
def parish(tmp_path: Path) -> str:
    file = tmp_path / "parish.yaml"
    file.write_text(PARISH, encoding="utf-8")
    return str(file)


@pytest.fixture
def republic(tmp_path: Path) -> str:
    """The parish with a stricter rule and without a list of powers."""
    file = tmp_path / "republic.yaml"
    text = (
        PARISH.partition("powers:")[0].replace("parish-2026", "republic-2026").replace("at_least: 2/3", "at_least: 3/4")
    )
    file.write_text(text, encoding="utf-8")
    return str(file)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


# One law


def test_an_office_is_told_with_its_makers_its_powers_and_its_seats(comitia: Comitia, parish: str) -> None:
    assert lines(comitia("powers", parish, "--office", "chair").out) == [
        "",
        "Statutes of a parish",
        "",
        "The chair · one hand                                      Statutes art. 6",
        "  elected by   The council: 7 of 12                       Statutes art. 6",
        "  removed by   The council: 8 of 12                       Statutes art. 7",
        "  sits also in The board, one of 2, by office; The",
        "               council, one of 12, as a member",
        "  in one hand  Two powers alone (calls, nominates); two",
        "               by office with one other (decides,",
        "               confirms).",
        "  · calls the council.                                    Statutes art. 10",
        "  · answers to the council.",
        "  + nominates the treasurer before the council.           Statutes art. 8",
    ]


def test_a_body_is_told_too_and_what_no_rule_says_is_said(comitia: Comitia, parish: str) -> None:
    council = lines(comitia("powers", parish, "--office", "council").out)
    assert "  removed by   Citizens: how many, no rule of this file   Statutes art. 4" in council
    assert "  nominated by Ten members                                Statutes art. 3" in council
    board = lines(comitia("powers", parish, "--office", "board").out)
    assert "  goes with    The chair; The treasurer                   Statutes art. 5" in board
    assert "  removed by   no rule of this file" in board


def test_powers_are_counted_by_the_hands_in_which_they_lie(comitia: Comitia, parish: str) -> None:
    out = lines(comitia("powers", parish).out)
    start = out.index(" hands  powers")
    assert out[start + 1 : start + 4] == [
        "     1       2  The chair",
        "     2       2  The board",
        "    12       3  The council",
    ]


def test_the_matrix_has_a_row_for_each_made_and_a_column_for_each_maker(comitia: Comitia, parish: str) -> None:
    assert lines(comitia("powers", parish, "--matrix").out) == [
        "",
        "Statutes of a parish",
        "",
        "── Who makes and unmakes whom ──────────────────────────────────────────────────",
        "",
        "                                   1   2   3   4   5   6",
        "The council                       ER   ·   ·   ·   N   ·",
        "The board                          ·   ·   ·   ·   ·   F",
        "The chair                          ·  ER   ·   ·   ·   ·",
        "The treasurer                      ·   E   C   N   ·   ·",
        "",
        "  1  Citizens",
        "  2  The council",
        "  3  The board",
        "  4  The chair",
        "  5  meetings and organs that nominate",
        "  6  other offices, which its seats go with",
        "",
        "E elects or appoints, N nominates, C confirms, R removes, F fills it in another",
        "way.",
    ]


# Several laws


def test_several_laws_stand_side_by_side(comitia: Comitia, parish: str, republic: str) -> None:
    out = lines(comitia("powers", parish, republic).out)
    start = out.index("The chair")
    assert out[start : start + 4] == [
        "The chair",
        "  one hand                                one hand",
        "  elected by The council: 7 of 12         elected by The council: 7 of 12",
        "  removed by The council: 8 of 12         removed by The council: 9 of 12",
    ]
    start = out.index("Decides")
    assert out[start : start + 4] == ["Decides", "", "The budget", "  The board (2; 2 needed)                 –"]


def test_of_an_office_only_its_own_powers_and_those_over_it_are_shown(
    comitia: Comitia, parish: str, republic: str
) -> None:
    out = comitia("powers", parish, republic, "--office", "treasurer").out
    assert "Nominates" in out
    assert "Decides" not in out
    assert "In one hand" not in out


def test_in_a_narrow_terminal_laws_stand_one_under_another(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, parish: str, republic: str
) -> None:
    out = lines(runner(capsys, monkeypatch, 60)("powers", parish, republic).out)
    start = out.index("The budget")
    assert out[start + 1 : start + 3] == ["  parish-2026    The board (2; 2 needed)", "  republic-2026  –"]


def test_the_same_law_twice_has_two_columns(comitia: Comitia, parish: str) -> None:
    assert list(comitia("powers", parish, parish, "--json").document["laws"]) == ["parish-2026", "parish-2026 (2)"]


@pytest.mark.parametrize("columns", [48, 80, 120])
def test_the_page_follows_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    comitia = runner(capsys, monkeypatch, columns)
    every = names()
    asked = [[name] for name in every] + [[name, "--matrix"] for name in every] + [list(every[-2:]), list(every[-3:])]
    for arguments in (*asked, every):
        said = comitia("powers", *arguments)
        assert (said.code, said.err) == (0, "")
        assert wide(said.out, columns) == []


# For programs


def test_the_document_tells_every_office_of_every_law(comitia: Comitia, parish: str, republic: str) -> None:
    laws = comitia("powers", parish, republic, "--json").document["laws"]
    assert list(laws) == ["parish-2026", "republic-2026"]
    chair = laws["parish-2026"]["offices"]["chair"]
    assert (chair["title"], chair["hands"], chair["kind"]) == ("The chair", 1, "office")
    assert (chair["elected_by"], chair["nominated_by"], chair["confirmed_by"]) == (["council"], [], [])
    removal = {"who": "council", "needed": 8, "of": 12, "article": "Statutes art. 7"}
    assert chair["removed_by"].items() >= removal.items()
    assert chair["also_holds"][0] == {
        "body": "board",
        "how": "by-office",
        "hands": 2,
        "verbs": ["decides", "confirms"],
        "powers": ["board-decides", "board-confirms-treasurer"],
    }
    assert laws["republic-2026"]["offices"]["treasurer"]["removed_by"] is None
    assert laws["republic-2026"]["offices"]["chair"]["removed_by"]["needed"] == 9


def test_the_document_of_an_office_has_its_powers_in_full(comitia: Comitia) -> None:
    laws = comitia("powers", "ussr-1988", "--office", "chairman", "--json").document["laws"]
    (chairman,) = laws["ussr-1988"]["offices"].values()
    powers = {power["id"]: power for power in chairman["powers"]}
    assert powers["chairman-nominates-head-of-government"] == {
        "id": "chairman-nominates-head-of-government",
        "does": "nominates",
        "whom": "chairman-council-of-ministers",
        "matter": None,
        "before": "supreme-soviet",
        "text": "The Chairman of the Supreme Soviet nominates the Chairman of the Council of Ministers before the "
        "Supreme Soviet.",
        "stated": True,
        "needed": None,
        "of": None,
        "bar": None,
        "article": "Const. art. 121 (U105)",
        "certainty": "remembered",
    }


# What cannot be shown


def test_an_unknown_office_is_told_with_the_nearest(comitia: Comitia) -> None:
    said = comitia("powers", "ussr-1988", "--office", "presidum")
    assert (said.code, said.out) == (2, "")
    assert "there is no body or office “presidum” in ussr-1988. Did you mean 'presidium'?" in said.err


def test_a_law_must_be_named(comitia: Comitia) -> None:
    assert comitia("powers").code == 2
    assert "There is no constitution 'atlantis'." in comitia("powers", "atlantis").err
