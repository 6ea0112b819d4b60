"""Real elections with two votes, or doubly proportional, counted by the law as it is shipped."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

import comitia as cm
from comitia.count.apportion import apportion
from comitia.count.voter_numbers import nearest
from comitia.run.result import Result
from tests.count.strategies import never
from tests.election_files import folder
from tests.golden.convert import rows, slug, write

UMLAUTS = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae"})


def by_list(result: Result) -> Counter[str]:
    return Counter(seat.list for seat in result.journal.seats)


# Germany

GERMANY = {
    "2013": {"CDU": 255, "CSU": 56, "SPD": 193, "DIE LINKE": 64, "GRÜNE": 63},
    "2017": {"CDU": 200, "CSU": 46, "SPD": 153, "AfD": 94, "FDP": 80, "DIE LINKE": 69, "GRÜNE": 67},
}
CONSTITUENCIES = {
    "2013": {"CDU": 191, "CSU": 45, "SPD": 58, "DIE LINKE": 4, "GRÜNE": 1},
    "2017": {"CDU": 185, "CSU": 46, "SPD": 59, "DIE LINKE": 5, "AfD": 3, "GRÜNE": 1},
}
MINIMA_2013 = {"CDU": 242, "SPD": 183, "DIE LINKE": 60, "GRÜNE": 61, "CSU": 56}


def land(name: str) -> str:
    return slug(name.translate(UMLAUTS))


def germany(year: str, law: str, tmp_path: Path) -> Result:
    given = rows(folder("germany-bundestag") / f"votes-{year}.csv")
    lists, valid, first = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
    for row in given:
        lists[land(row["land"]), row["party"]] += int(row["second_votes"] or 0)
        valid[land(row["land"])] += int(row["second_votes"] or 0)
        first[row["constituency_nr"]] += int(row["first_votes"] or 0)
    lines: list[dict[str, object]] = [
        {
            "contest": f"bundestag/constituencies/{row['constituency_nr']}",
            "candidate": f"{row['party']} ({row['constituency_nr']})",
            "list": row["party"],
            "votes": row["first_votes"],
            "valid": first[row["constituency_nr"]],
        }
        for row in given
        if int(row["first_votes"] or 0)
    ]
    lines += [
        {"contest": f"bundestag/lists/{where}", "candidate": party, "votes": votes, "valid": valid[where]}
        for (where, party), votes in lists.items()
        if votes
    ]
    answers = [("choices.election", year), ("choices.law", law)]
    return cm.count_returns(cm.load("germany-2013", answers), write(tmp_path / "returns.csv", lines))


@pytest.mark.parametrize("year", GERMANY)
def test_the_bundestag_grows_to_631_and_to_709(year: str, tmp_path: Path) -> None:
    result = germany(year, "2013", tmp_path)
    assert by_list(result) == GERMANY[year]
    assert Counter(seat.list for seat in result.journal.seats if seat.route == "constituencies") == CONSTITUENCIES[year]
    (tier,) = result.journal.tiers
    assert tier.first is not None
    if year == "2013":
        least = dict(zip(tier.standing.names, tier.first.least, strict=True))
        assert {party: least[party] for party in MINIMA_2013} == MINIMA_2013
    assert not result.records


@pytest.mark.parametrize("year", GERMANY)
def test_by_the_law_of_2023_no_list_has_more_than_its_share_of_630(year: str, tmp_path: Path) -> None:
    """The law of 2023 on the votes of another election: no official result, but what it promises."""
    result = germany(year, "2023", tmp_path)
    (tier,) = result.journal.tiers
    among = [i for i, judged in enumerate(tier.judged) if judged.enters]
    shares = apportion("sainte-lague", [tier.votes[i] for i in among], 630, never)
    assert by_list(result) == {tier.standing.names[i]: n for i, n in zip(among, shares, strict=True)}
    unseated = [each.won[i] for each in tier.coverings for i in each.covered.unseated]
    seated = [seat for seat in result.journal.seats if seat.route == "constituencies"]
    assert len(seated) + len(unseated) == 299
    assert unseated
    assert [seat.mandate for seat in result.journal.seats] == list(range(630))
    for each in tier.coverings:
        assert len(each.covered.seated) == min(each.due, len(each.won))


# New Zealand

NEW_ZEALAND_2014 = {
    "National Party": 60,
    "Labour Party": 32,
    "Green Party": 14,
    "New Zealand First Party": 11,
    "Māori Party": 2,
    "ACT New Zealand": 1,
    "United Future": 1,
}


def test_new_zealand_2014_has_one_seat_of_overhang(tmp_path: Path) -> None:
    here = folder("newzealand-2014-mmp")
    lines: list[dict[str, object]] = [
        {
            "contest": f"house/electorates/{slug(row['electorate'])}",
            "candidate": f"{row['party']} ({row['electorate']})",
            "list": row["party"],
            "votes": row["candidate_votes"],
        }
        for row in rows(here / "electorate-votes.csv")
    ]
    party = rows(here / "party-votes.csv")
    valid = sum(int(row["party_votes"]) for row in party)
    lines += [
        {"contest": "house/party-vote", "candidate": row["party"], "votes": row["party_votes"], "valid": valid}
        for row in party
    ]
    result = cm.count_returns(cm.load("new-zealand-1993"), write(tmp_path / "returns.csv", lines))
    assert by_list(result) == NEW_ZEALAND_2014
    assert sum(by_list(result).values()) == 121
    electorates = Counter(seat.list for seat in result.journal.seats if seat.route == "electorates")
    assert (electorates["National Party"], electorates["Labour Party"], sum(electorates.values())) == (41, 27, 71)


# Zurich

ZURICH_2023 = dict(
    zip(
        ("AL", "Die Mitte", "EDU", "EVP", "FDP", "GLP", "Gruene", "SP", "SVP"),
        (5, 11, 3, 7, 29, 24, 19, 36, 46),
        strict=True,
    )
)


@pytest.mark.parametrize("rounded", ["whole", "unit"])
def test_zurich_2023_has_every_seat_in_its_district(rounded: str, tmp_path: Path) -> None:
    here = folder("zurich-kantonsrat-2023")
    given, official = rows(here / "votes.csv"), rows(here / "seats.csv")
    lists = [name for name in given[0] if name not in ("district", "seats")]
    lines: list[dict[str, object]] = [
        {"contest": f"kantonsrat/districts/{slug(row['district'])}", "candidate": name, "votes": row[name]}
        for row in given
        for name in lists
        if int(row[name])
    ]
    law = cm.load("zurich-2003", [("choices.voter-numbers", rounded)])
    result = cm.count_returns(law, write(tmp_path / "returns.csv", lines))
    assert by_list(result) == ZURICH_2023
    found = Counter((seat.contest.split("/")[2], seat.list) for seat in result.journal.seats)
    assert found == {
        (slug(row["district"]), name): int(row[name]) for row in official for name in ZURICH_2023 if int(row[name])
    }
    (tier,) = result.journal.tiers
    assert sum(tier.votes[i] for i, each in enumerate(tier.judged) if each.enters) in (310_810, 310_821)
    published = Fraction("1724.16")
    assert [nearest(tier.votes[i] / published) for i, n in enumerate(tier.levelled.share) if n] == [
        n for n in tier.levelled.share if n
    ]
    assert not result.records
