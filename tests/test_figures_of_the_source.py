"""The figures of the text that the project began with: what is shipped gives them again, and the page shows them."""

from __future__ import annotations

import csv
import json
import re
import shlex
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

import comitia
from comitia.cli import cli, main
from comitia.law.constitution import Constitution
from comitia.law.routes import Election
from comitia.law.units import KindSeats, OrganisationQuotas
from comitia.text import shipped

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "figures-of-the-source.md"
SOCIETY = Path(comitia.__file__).parent / "societies" / "ussr-1989"
ALONE = ROOT / "cases" / "good" / "dnepropetrovsk_63000_of_240000_against_and_elected" / "returns.csv"

COLUMNS = ["id", "figure", "value", "unit", "certainty", "confidence", "source", "note"]
STILL_TO_COME = {"soviets-1918"}
"""Laws that the page may name before they are shipped."""

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def record() -> dict[str, Row]:
    return {row["id"]: row for row in rows(SOCIETY / "record.csv")}


def recorded(name: str) -> Fraction:
    return Fraction(record()[name]["value"])


def target(name: str) -> Fraction:
    return next(Fraction(row["value"]) for row in rows(SOCIETY / "targets.csv") if row["id"] == name)


def margin(dimension: str, category: str, series: str) -> Fraction:
    """A published figure of the whole Union."""
    wanted = (dimension, category, "ussr", series)
    (value,) = (
        row["value"]
        for row in rows(SOCIETY / "margins.csv")
        if (row["dimension"], row["category"], row["territory"], row["series"]) == wanted
    )
    return Fraction(value)


@cache
def law() -> Constitution:
    return comitia.load("ussr-1988")


def election(body: str, route: str) -> Election:
    found = next(each for each in law().body(body).routes if each.id == route)
    assert isinstance(found, Election)
    return found


def to_a_tenth(share: Fraction) -> Fraction:
    return Fraction(round(share * 1000), 10)


# The record


def test_the_record_is_whole() -> None:
    table = rows(SOCIETY / "record.csv")
    assert len(table) == len(record()), "an id stands twice"
    for row in table:
        assert list(row) == COLUMNS, row["id"]
        assert re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", row["id"])
        assert row["figure"]
        assert row["source"]
        assert Fraction(row["value"]) >= 0
        assert row["unit"] != "percent" or Fraction(row["value"]) <= 100
        assert row["certainty"] in {"seen", "remembered", "derived"}
        assert row["confidence"] in {"high", "medium", "low"}


def test_what_is_remembered_is_called_so_and_nothing_else_is() -> None:
    for row in record().values():
        assert (row["certainty"] == "remembered") == ("from memory" in row["source"]), row["id"]


@pytest.mark.parametrize(
    ("name", "aim"),
    [
        ("deputies.workers-and-farmers", "deputies.workers-and-farmers"),
        ("deputies.scientific-creative", "deputies.scientific-creative"),
        ("deputies.industrial-workers.share", "deputies.industrial-workers"),
        ("deputies.women", "deputies.women"),
        ("deputies.women.other", "deputies.women.other"),
        ("deputies.party", "deputies.party"),
        ("supreme-soviet.party", "supreme-soviet.party"),
        ("supreme-soviet.women", "supreme-soviet.women"),
        ("supreme-soviet.workers-and-farmers", "supreme-soviet.workers-and-farmers"),
        ("candidates.workers-and-farmers", "candidates.workers-and-farmers"),
        ("turnout", "turnout"),
        ("turnout.armenia", "turnout.armenian-ssr"),
    ],
)
def test_the_record_and_the_targets_of_the_model_agree(name: str, aim: str) -> None:
    assert recorded(name) == target(aim) * 100


@pytest.mark.parametrize(
    ("name", "aim"),
    [
        ("uncontested", "districts.one-candidate"),
        ("uncontested.other", "districts.one-candidate.other"),
        ("uncontested.territorial", "districts.one-candidate.territorial"),
        ("turnout.void", "turnout.districts-void"),
    ],
)
def test_the_record_and_the_targets_count_alike(name: str, aim: str) -> None:
    assert recorded(name) == target(aim)


# Shares of the Congress


@pytest.mark.parametrize(
    ("name", "share", "count"),
    [("workers-and-farmers", "23.7", 533), ("scientific-creative", "27.4", 616)],
)
def test_a_share_is_so_many_deputies(name: str, share: str, count: int) -> None:
    assert recorded(f"deputies.{name}") == target(f"deputies.{name}") * 100 == Fraction(share)
    assert recorded(f"deputies.{name}.count") == count
    assert round(target(f"deputies.{name}") * recorded("congress.deputies")) == count


def test_288_industrial_workers_of_more_than_2000_are_12_8_percent() -> None:
    workers, deputies = recorded("deputies.industrial-workers"), recorded("congress.deputies")
    assert workers == 288
    assert deputies == 2249
    for base in (deputies, recorded("congress.deputies.other")):
        assert to_a_tenth(workers / base) == recorded("deputies.industrial-workers.share") == Fraction("12.8")


@pytest.mark.parametrize(
    ("count", "share"), [("deputies.women.count", "deputies.women"), ("deputies.party.count", "deputies.party")]
)
def test_numbers_of_deputies_agree_with_their_shares(count: str, share: str) -> None:
    assert abs(recorded(count) / recorded("congress.deputies") * 100 - recorded(share)) < Fraction("0.06")


def test_the_wider_counts_add_up_to_something_else() -> None:
    wider = recorded("deputies.workers.wider") + recorded("deputies.farmers.wider")
    assert wider == recorded("deputies.workers-and-farmers.wider") == Fraction("29.8")
    assert wider > recorded("deputies.workers-and-farmers")


def test_a_share_of_two_branches_alone_would_be_fewer_than_the_industrial_workers() -> None:
    branches = recorded("deputies.branch.industry") + recorded("deputies.branch.agriculture")
    share = recorded("deputies.workers-and-farmers")
    assert round(share / 100 * branches / 100 * recorded("congress.deputies")) == 233
    assert recorded("deputies.industrial-workers") > 233


def test_1984_adds_up() -> None:
    parts = recorded("before.1984.workers") + recorded("before.1984.farmers")
    assert parts == recorded("before.1984.workers-and-farmers") == Fraction("51.3")


@pytest.mark.parametrize(
    ("congress", "society", "ratio"),
    [
        ("deputies.workers-and-farmers", "people", "0.34"),
        ("deputies.workers-and-farmers.wider", "people", "0.42"),
        ("deputies.industrial-workers.share", "yearbook-1988", "0.58"),
        ("deputies.industrial-workers.share", "basic-industry", "0.51"),
    ],
)
def test_a_class_in_the_congress_and_in_society(congress: str, society: str, ratio: str) -> None:
    if society == "people":
        outside = sum(margin("class", name, "census-1989") for name in ("worker", "collective-farmer"))
    else:
        employed = margin("employment", "all", "yearbook-1988")
        outside = 100 * margin("employment", "industry-workers", society) / employed
    assert Fraction(round(recorded(congress) / outside, 2)) == Fraction(ratio)
    assert f"| {ratio} |" in PAGE.read_text(encoding="utf-8")
    assert f"{float(outside):.1f} %" in PAGE.read_text(encoding="utf-8")


def test_workers_of_basic_industry() -> None:
    assert margin("employment", "industry-workers", "basic-industry") == recorded("industry.workers") == 35
    assert margin("employment", "industry-workers", "yearbook-1988") == recorded("industry.workers.other")
    assert margin("employment", "industry", "yearbook-1988") == recorded("industry.personnel")
    assert recorded("industry.workers.other") < recorded("industry.workers") < recorded("industry.personnel")


# What the law of 1988 says


def test_1500_and_750_are_2250_and_the_party_has_100() -> None:
    congress = law().body("congress")
    districts = sum(election("congress", each).seats or 0 for each in ("territorial", "national-territorial"))
    organisations = election("congress", "organisations")
    assert districts == recorded("congress.seats.districts") == 1500
    assert organisations.seats == recorded("congress.seats.organisations") == 750
    assert congress.seats == recorded("congress.seats") == districts + 750 == 2250
    assert isinstance(organisations.units, OrganisationQuotas)
    quotas = {group.id: group.seats for group in organisations.units.groups}
    assert sum(quotas.values()) == 750
    assert sorted(quotas.values()) == [75] * 6 + [100] * 3
    assert quotas["cpsu"] == recorded("congress.seats.party") == 100


def test_those_who_voted_on_the_hundred_are_those_of_the_society() -> None:
    (party,) = (row for row in rows(SOCIETY / "organisations.csv") if row["id"] == "cpsu")
    assert int(party["electors"]) == recorded("congress.electors.party") == 641


def test_about_450_in_the_draft_and_542_in_the_law() -> None:
    soviet = law().body("supreme-soviet")
    chambers = [law().body(each).seats for each in soviet.joins]
    assert chambers == [recorded("supreme-soviet.seats.chamber")] * 2 == [271, 271]
    assert soviet.seats == recorded("supreme-soviet.seats") == 542
    assert recorded("supreme-soviet.seats.draft") == 450


def test_a_chamber_of_271_follows_from_the_units() -> None:
    kinds = [row["kind"] for row in rows(SOCIETY / "territories.csv")]
    seats_each = election("soviet-of-nationalities", "delegations").seats_each
    assert isinstance(seats_each, KindSeats)
    each = {line.kind: line.number for line in seats_each.kinds}
    assert sum(each[kind] for kind in kinds) == 271
    draft = {**each, "union-republic": 7}
    assert 2 * sum(draft[kind] for kind in kinds) == recorded("supreme-soviet.seats.draft.other")


def test_the_chairman_has_the_powers_that_the_text_names() -> None:
    powers = {(power.does, power.whom or power.matter) for power in law().powers if power.holder == "chairman"}
    assert powers >= {
        ("prepares", "congress"),
        ("prepares", "supreme-soviet"),
        ("chairs", "The Defence Council"),
        ("nominates", "chairman-council-of-ministers"),
    }
    assert sum(does == "nominates" for does, _ in powers) == 7
    assert law().body("presidium").seats == 42


# Votes


def counted(capsys: pytest.CaptureFixture[str], returns: Path) -> list[Any]:
    code = main(["count", "ussr-1988", str(returns), "--json"])
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    contests: list[Any] = json.loads(printed.out)["contests"]
    return contests


def test_63_000_of_240_000_strike_the_only_name_out_and_it_is_elected(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows(ALONE)
    struck, took_part = int(row["against"]), int(row["participants"])
    assert (struck, took_part) == (63_000, 240_000)
    assert struck == recorded("dnepropetrovsk.struck")
    assert took_part == recorded("dnepropetrovsk.took-part")
    (contest,) = counted(capsys, ALONE)
    assert (contest["outcome"], contest["elected"]) == ("filled", [row["candidate"]])
    assert contest["needed"] == 120_001
    assert contest["names"][0]["votes"] == took_part - struck == recorded("dnepropetrovsk.votes")


def test_15_percent_do_not_elect_in_leningrad_and_74_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    head, opponent = (recorded(f"leningrad.city-secretary{end}") for end in ("", ".opponent"))
    assert head == 15
    returns = tmp_path / "returns.csv"
    returns.write_text(
        "contest,stage,candidate,votes,registered,participants\n"
        f"congress/territorial/leningrad-city,first,head,{head * 100},11136,10000\n"
        f"congress/territorial/leningrad-city,first,opponent,{opponent * 100},,\n",
        encoding="utf-8",
    )
    (contest,) = counted(capsys, returns)
    assert contest["elected"] == ["opponent"]


def test_13_percent_are_less_than_half_in_moscow() -> None:
    first = election("congress", "territorial").stages[0].count
    assert first.rule == "majority"
    for name, share in {"moscow.second-secretary": "13", "moscow.second-secretary.other": "13.5"}.items():
        assert recorded(name) == Fraction(share)
        assert not first.threshold.passed(int(Fraction(share) * 10), 1000)


def test_armenia_has_the_lowest_turnout_that_is_known() -> None:
    turnouts = {
        row["id"]: Fraction(row["value"]) for row in rows(SOCIETY / "targets.csv") if row["figure"] == "turnout"
    }
    assert min(turnouts, key=lambda name: turnouts[name]) == "turnout.armenian-ssr"


# The page


def snippets() -> list[str]:
    """Commands that the page names, in its blocks and in its sentences."""
    text = PAGE.read_text(encoding="utf-8")
    lines = re.findall(r"^(?:\$ )?(comitia .+)$", text, re.MULTILINE)
    return sorted({*lines, *re.findall(r"`(comitia [^`]+)`", text)})


def test_the_page_has_every_system_and_every_id_of_the_record() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| (S\d+) \|", text, re.MULTILINE) == [f"S{number}" for number in range(1, 14)]
    named = {each for each in re.findall(r"`([a-z0-9.-]+)`", text) if each in record()}
    assert record().keys() - named == set()


def test_the_page_names_no_id_that_is_not_in_the_record() -> None:
    stems = {name.partition(".")[0] for name in record()}
    named = re.findall(r"`([a-z0-9-]+(?:\.[a-z0-9-]+)+)`", PAGE.read_text(encoding="utf-8"))
    assert {each for each in named if each.partition(".")[0] in stems} <= record().keys()


def shown(value: Fraction) -> str:
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):g}"


@pytest.mark.parametrize("name", sorted(record()))
def test_the_page_shows_the_value_beside_the_id(name: str) -> None:
    value = record()[name]["value"]
    forms = {value, shown(Fraction(value))}
    if name == "leaders.regional.third":
        forms = {"a third of 129"}
    paragraphs = re.split(r"\n\n|\n(?=\|)", PAGE.read_text(encoding="utf-8"))
    beside = [text for text in paragraphs if f"`{name}`" in text]
    assert beside
    assert all(any(re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d])", text) for form in forms) for text in beside)


@pytest.mark.parametrize("typed", snippets())
def test_every_command_of_the_page_can_be_given(typed: str) -> None:
    _, verb, *arguments = shlex.split(typed)
    with click.Context(cli) as parent:
        command = cli.get_command(parent, verb)
        assert command is not None, verb
        given = command.make_context(verb, arguments, parent=parent).params
    if verb == "list":
        return
    names = [given[key] for key in ("name", "names", "first", "second") if key in given]
    laws = {each.partition(":")[0] for name in names for each in ([name] if isinstance(name, str) else name)}
    societies = {path.parent.name for path in SOCIETY.parent.glob("*/society.yaml")}
    assert laws <= {*shipped.names(), *societies, *STILL_TO_COME}
    assert given.get("society") in {None, *societies}
