"""Real elections by lists, counted by the law as it is shipped: seats as officially found, place by place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import comitia as cm
from comitia.run.result import Result
from tests.election_files import folder
from tests.golden.convert import Row, rows, slug, write

Seats = Counter[tuple[str, str]]


def by_list(result: Result) -> Counter[str]:
    return Counter(seat.list for seat in result.journal.seats)


def by_place(result: Result, route: str) -> Seats:
    """Seats of a route by unit and list."""
    seats = [seat for seat in result.journal.seats if seat.route == route]
    return Counter((seat.contest.split("/")[2], seat.list) for seat in seats)


# Norway

NORWAY = {
    "2013": {"A": 55, "H": 48, "FRP": 29, "SP": 10, "KRF": 10, "V": 9, "SV": 7, "MDG": 1},
    "2017": {"A": 49, "H": 45, "FRP": 27, "SP": 19, "SV": 11, "V": 8, "KRF": 8, "MDG": 1, "RØDT": 1},
    "2021": {
        "A": 48,
        "H": 36,
        "SP": 28,
        "FRP": 21,
        "SV": 13,
        "RØDT": 8,
        "V": 8,
        "MDG": 3,
        "KRF": 3,
        "PF": 1,
    },
}


def district(row: Row) -> str:
    return slug(row["district"].removesuffix(" Romsa").removesuffix(" Finnmárku"))


@pytest.mark.parametrize("year", NORWAY)
def test_norway_has_every_seat_in_its_district(year: str, tmp_path: Path) -> None:
    given = rows(folder("norway-storting") / f"votes-{year}.csv")
    lines = [
        {"contest": f"storting/districts/{district(row)}", "candidate": row["party"], "votes": row["votes"]}
        for row in given
    ]
    law = cm.load("norway-2002", [("choices.distribution", "2020")] if year == "2021" else [])
    result = cm.count_returns(law, write(tmp_path / "returns.csv", lines))
    levelling = Counter({(district(row), row["party"]): int(row["of_which_levelling"]) for row in given})
    total = Counter({(district(row), row["party"]): int(row["seats_total"]) for row in given})
    assert by_place(result, "levelling") == +levelling
    assert by_place(result, "districts") == total - levelling
    assert by_list(result) == NORWAY[year]
    assert not result.records


# Denmark


def test_denmark_2015_has_its_levelling_seats(tmp_path: Path) -> None:
    place = folder("denmark-folketing-2015")
    given = rows(place / "votes.csv")
    valid = Counter[str]()
    for row in given:
        valid[row["storkreds"]] += int(row["votes"])
    lines = [
        {
            "contest": f"folketing/constituencies/{slug(row['storkreds'])}",
            "candidate": row["party_letter"],
            "votes": row["votes"],
            "valid": valid[row["storkreds"]],
        }
        for row in given
    ]
    result = cm.count_returns(cm.load("denmark-2014"), write(tmp_path / "returns.csv", lines))
    official = rows(place / "seats-official.csv")
    assert by_list(result) == {row["party_letter"]: int(row["total"]) for row in official}
    levelling = Counter(seat.list for seat in result.journal.seats if seat.route == "levelling")
    assert levelling == {row["party_letter"]: int(row["levelling_seats"]) for row in official}
    regions = {slug(row["storkreds"]): row["landsdel"] for row in rows(place / "seats-per-district.csv")}
    placed = Counter[str]()
    for (unit, _), seats in by_place(result, "levelling").items():
        placed[regions[unit]] += seats
    wanted = rows(place / "levelling-seats-per-region.csv")
    assert placed == {row["landsdel"]: int(row["levelling_seats"]) for row in wanted}


# Spain

SPAIN = {"PSOE": 123, "PP": 66, "Cs": 57, "VOX": 24, "ERC-SOBIRANISTES": 15, "JxCAT-JUNTS": 7, "EAJ-PNV": 6}
FULL = {"Las": "Las Palmas", "Santa": "Santa Cruz de Tenerife", "Ciudad": "Ciudad Real", "A": "A Coruña"}
FULL |= {"La": "La Rioja", "Illes": "Illes Balears"}


def test_spain_in_april_2019_has_every_seat_in_its_province(tmp_path: Path) -> None:
    """Small lists and blank votes are not in the figures, so that valid papers are those of the lists given."""
    given = rows(folder("spain-congreso-2019-april") / "votes.csv")
    valid = Counter[str]()
    for row in given:
        valid[row["province"]] += int(row["votes"])
    lines, official = [], Counter[tuple[str, str]]()
    for row in given:
        unit = slug(FULL.get(row["province"], row["province"]))
        city = unit in ("ceuta", "melilla")
        official[unit, row["party"]] = int(row["seats_official"])
        lines.append(
            {
                "contest": f"congress/{'cities' if city else 'provinces'}/{unit}",
                "candidate": f"{row['party']} ({row['province']})" if city else row["party"],
                "list": row["party"] if city else "",
                "votes": row["votes"],
                "valid": valid[row["province"]],
            }
        )
    result = cm.count_returns(cm.load("spain-1985"), write(tmp_path / "returns.csv", lines))
    assert by_place(result, "provinces") + by_place(result, "cities") == +official
    found = by_list(result)
    assert found | SPAIN == found
    podemos = [seats for name, seats in found.items() if name.startswith(("PODEMOS", "ECP"))]
    assert sum(podemos) == 42
    assert sum(found.values()) == 350


# Poland

KINDS = {"KO (Koalicja Obywatelska)": "coalition", "Mniejszość Niemiecka": "national-minority"}
POLAND = {
    "PiS": 235,
    "KO (Koalicja Obywatelska)": 134,
    "SLD (Lewica)": 49,
    "PSL": 30,
    "Konfederacja": 11,
    "Mniejszość Niemiecka": 1,
}


def test_poland_2019_exempts_the_minority_and_asks_more_of_coalitions(tmp_path: Path) -> None:
    place = folder("poland-sejm-2019")
    valid = {row["district_nr"]: row["valid_votes"] for row in rows(place / "districts.csv")}
    lines = [
        {
            "contest": f"sejm/districts/{row['district_nr']}",
            "candidate": row["committee"],
            "votes": row["votes"],
            "valid": valid[row["district_nr"]],
            "kind": KINDS.get(row["committee"], ""),
        }
        for row in rows(place / "votes.csv")
    ]
    result = cm.count_returns(cm.load("poland-2011"), write(tmp_path / "returns.csv", lines))
    assert by_list(result) == POLAND
    computed = rows(place / "seats-computed.csv")
    assert by_place(result, "districts") == {
        (row["district_nr"], row["committee"]): int(row["seats"]) for row in computed
    }


# The Czech Republic


def test_the_czech_chamber_2017_has_seats_where_votes_were_cast(tmp_path: Path) -> None:
    place = folder("czech-chamber-2017")
    given = rows(place / "votes.csv")
    valid = Counter[str]()
    for row in given:
        valid[row["region"]] += int(row["votes"])
    lines = [
        {
            "contest": f"chamber/regions/{slug(row['region'])}",
            "candidate": row["party"],
            "votes": row["votes"],
            "valid": valid[row["region"]],
        }
        for row in given
    ]
    result = cm.count_returns(cm.load("czech-1995"), write(tmp_path / "returns.csv", lines))
    computed = rows(place / "seats.csv")
    assert by_place(result, "regions") == {(slug(r["region"]), r["party"]): int(r["seats"]) for r in computed}
    assert {unit.id.partition("/")[2]: unit.seats for unit in result.plan.contests["chamber/regions"].units} == {
        slug(row["region"]): int(row["region_seats"]) for row in computed
    }
    assert by_list(result) == {
        "ANO": 78,
        "ODS": 25,
        "Piráti": 22,
        "SPD": 22,
        "ČSSD": 15,
        "KSČM": 15,
        "KDU-ČSL": 10,
        "TOP 09": 7,
        "STAN": 6,
    }
