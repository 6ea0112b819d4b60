"""`comitia run`: what it says to people."""

from __future__ import annotations

import pytest

from tests.cli.commands import Comitia, runner


@pytest.fixture
def comitia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Comitia:
    return runner(capsys, monkeypatch)


def test_bodies_of_places_are_left_out_where_they_do_not_know_an_attribute(comitia: Comitia) -> None:
    """Tiers on this society do not count who is in the party; at the top, members are persons who are or are not."""
    said = comitia("run", "soviets-1918", "--society", "ussr-1939", "--seed", "1", "--by", "party")
    assert said.code == 0
    shown = said.out[said.out.index("Who sits there") : said.out.index("Where they were lost")]
    assert "Congress" in shown
    assert "City" not in shown


def test_recalls_over_the_years_are_in_the_document(comitia: Comitia) -> None:
    asked = ("--years", "1", "--set", "voters.recall.asked=0.5", "--set", "voters.recall.against=30")
    made = comitia("run", "soviets-1918", "--society", "ussr-1939", "--seed", "1", *asked, "--json").document
    recalled = {body: row["recalled"] / row["filled"] for body, row in made["bodies"].items()}
    assert 0.45 < recalled["city-soviet"] < 0.55
    assert 0.4 < recalled["all-russian-congress"] < 0.6
    assert recalled["city-ispolkom"] == 0
