"""Real elections by majority, in one vote or in several, counted by the law as it is shipped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import comitia as cm
from comitia.count.rules import count
from comitia.count.tally import Tally
from comitia.electorate.returns import read_returns
from comitia.law.counting import WinnerTakesAll
from comitia.measure.counted import counted
from tests.count.strategies import never
from tests.election_files import folder
from tests.golden.convert import Row, rows, slug, write

# France

WRONG_SUMS = {"16_2", "27_4", "34_4", "75_2"}
"""Constituencies in whose pages candidates' votes add up to one or two more or fewer than the valid votes."""


def test_france_2024_has_the_status_of_every_candidate_after_the_first_ballot(tmp_path: Path) -> None:
    here = folder("france-legislatives-2024-round1")
    figures = {row["constituency"]: row for row in rows(here / "constituencies.csv")}
    given = rows(here / "candidates.csv")
    total = Counter[str]()
    for row in given:
        total[row["constituency"]] += int(row["votes"])
    assert {one for one, votes in total.items() if votes != int(figures[one]["valid"])} == WRONG_SUMS
    lines = [
        {
            "contest": f"national-assembly/constituencies/{row['constituency'].replace('_', '-').lower()}",
            "stage": "first-ballot",
            "candidate": f"{row['candidate']} ({row['constituency']})",
            "votes": row["votes"],
            "registered": figures[row["constituency"]]["registered"],
            "valid": total[row["constituency"]],
        }
        for row in given
    ]
    path = write(tmp_path / "returns.csv", lines)
    result = cm.count_returns(cm.load("france-1958"), path)
    status = {f"{row['candidate']} ({row['constituency']})": row["status"] for row in given}
    found = dict.fromkeys(status, "")
    on = Counter[int]()
    for vote in counted(result, read_returns(path), None)["contests"]:
        found |= dict.fromkeys(vote["elected"], "elected")
        if vote["then"]:
            found |= dict.fromkeys(vote["then"]["standing"], "qualified")
            on[len(vote["then"]["standing"])] += 1
    assert len(found) == 4009
    assert found == status
    assert Counter(found.values())["elected"] == 76
    assert on == {2: 190, 3: 306, 4: 5}


# The United States

SPLIT = {
    (1828, "Maine"): "by district",
    (1828, "Maryland"): "by district",
    (1828, "New York"): "by district",
    (1832, "Maryland"): "by district",
    (1860, "New Jersey"): "electors stood one by one; the sum of several slates",
    (1880, "California"): "electors stood one by one",
    (1892, "California"): "electors stood one by one",
    (1892, "Michigan"): "by district",
    (1892, "North Dakota"): "electors stood one by one",
    (1892, "Ohio"): "electors stood one by one",
    (1892, "Oregon"): "electors stood one by one",
    (1896, "California"): "electors stood one by one",
    (1896, "Kentucky"): "electors stood one by one",
    (1904, "Maryland"): "electors stood one by one",
    (1908, "Maryland"): "electors stood one by one",
    (1912, "California"): "electors stood one by one",
    (1916, "West Virginia"): "electors stood one by one",
    (1948, "Tennessee"): "an elector strayed",
    (1956, "Alabama"): "an elector strayed",
    (1968, "North Carolina"): "an elector strayed",
    (1972, "Virginia"): "an elector strayed",
    (1976, "Washington"): "an elector strayed",
    (1980, "New York"): "the figures have one line of each party only",
    (1988, "West Virginia"): "an elector strayed",
    (2004, "Minnesota"): "an elector strayed",
    (2008, "Nebraska"): "by district",
    (2016, "Hawaii"): "an elector strayed",
    (2016, "Maine"): "by district",
    (2016, "Texas"): "two electors strayed",
    (2016, "Washington"): "four electors strayed",
    (2020, "Maine"): "by district",
    (2020, "Nebraska"): "by district",
}
"""Where electors are not those whom the leading list would have, and why. The reasons are remembered."""

BY_STATES = 1894
"""States and years with popular votes in which the leading list has all electors."""


def test_electors_of_the_states_go_to_the_leading_list_but_where_it_is_known_why_not() -> None:
    rule = WinnerTakesAll(rule="winner-takes-all")
    found: dict[tuple[int, str], list[Row]] = {}
    for row in rows(folder("us-electoral-college") / "state-results.csv"):
        found.setdefault((int(row["year"]), row["state"]), []).append(row)
    with_votes = {key: given for key, given in found.items() if any(int(row["popular_votes"] or 0) for row in given)}
    missed = set()
    for key, given in with_votes.items():
        votes = tuple(int(row["popular_votes"] or 0) for row in given)
        electors = [int(row["electoral_votes"] or 0) for row in given]
        tally = Tally(votes, sum(votes), sum(votes), sum(votes), sum(votes))
        won = count(rule, tally, sum(electors), never).elected
        if [won.count(i) for i in range(len(votes))] != electors:
            missed.add(key)
    assert missed == set(SPLIT)
    assert len(with_votes) - len(missed) == BY_STATES


PRESIDENTS = {
    1789: "George Washington",
    1792: "George Washington",
    1796: "John Adams",
    1800: None,
    1804: "Thomas Jefferson",
    1808: "James Madison",
    1820: "James Monroe",
    1836: "Martin Van Buren",
    1860: "Abraham Lincoln",
    1912: "Woodrow Wilson",
    1968: "Richard Nixon",
    2016: "Donald Trump",
    2020: "Joe Biden",
}


def test_electors_elect_the_president_in_every_year_but_1800(tmp_path: Path) -> None:
    """54 elections; those of 1824, 1876, 1888, 1960 and 2000 are not in the figures."""
    years: dict[int, list[Row]] = {}
    for row in rows(folder("us-electoral-college") / "electoral-totals.csv"):
        years.setdefault(int(row["year"]), []).append(row)
    assert len(years) == 54
    elected: dict[int, str | None] = {}
    for year, given in years.items():
        marks = 2 if year <= 1800 else 1
        members = sum(int(row["electoral_votes"]) for row in given) // marks
        lines = [
            {
                "contest": "president/college",
                "stage": "vote",
                "candidate": row["candidate"],
                "votes": row["electoral_votes"],
                "registered": members,
                "participants": members,
                "valid": members,
            }
            for row in given
            if row["candidate"] != "Others"
        ]
        law = cm.load("us-president-1804", [("choices.ballots", "1787")] if marks == 2 else [])
        result = cm.count_returns(law, write(tmp_path / f"{year}.csv", lines))
        names = [result.journal.persons.name(seat.person) for seat in result.seats("president")]
        elected[year] = names[0] if names else None
    assert {year: elected[year] for year in PRESIDENTS} == PRESIDENTS
    assert [year for year, name in elected.items() if name is None] == [1800]


def test_the_states_of_2020_elect_306_and_232_electors(tmp_path: Path) -> None:
    """Districts of Maine and Nebraska are not in the figures: who won them is on record, votes are constructed."""
    lines: list[dict[str, object]] = []
    for row in rows(folder("us-electoral-college") / "state-results.csv"):
        if row["year"] == "2020" and int(row["popular_votes"] or 0):
            state = slug(row["state"].replace("Distric of", "District of"))
            contest = f"electoral-college/states/{state}"
            lines.append({"contest": contest, "candidate": row["candidate"], "votes": row["popular_votes"]})
    for district, name in (
        ("maine-1", "Joe Biden"),
        ("maine-2", "Donald Trump"),
        ("nebraska-1", "Donald Trump"),
        ("nebraska-2", "Joe Biden"),
        ("nebraska-3", "Donald Trump"),
    ):
        lines.append({"contest": f"electoral-college/districts/{district}", "candidate": name, "votes": 1})
    result = cm.count_returns(cm.load("us-president-1804"), write(tmp_path / "returns.csv", lines))
    assert Counter(seat.list for seat in result.seats("electoral-college")) == {"Joe Biden": 306, "Donald Trump": 232}


# The United Kingdom

COMMONS_2017 = {
    "Con": 317,
    "Lab": 262,
    "SNP": 35,
    "LD": 12,
    "DUP": 10,
    "SF": 7,
    "PC": 4,
    "Grn": 1,
    "Other": 2,
}


def test_the_commons_of_2017_have_650_winners(tmp_path: Path) -> None:
    """`Other` are all other candidates of a constituency together: the Speaker, and Lady Hermon."""
    lines = [
        {
            "contest": f"house-of-commons/constituencies/{slug(row['constituency'])}",
            "stage": "poll",
            "candidate": f"{row['party']} ({row['constituency']})",
            "list": row["party"],
            "votes": row["votes"],
        }
        for row in rows(folder("uk-commons-2017") / "votes.csv")
        if int(row["votes"] or 0)
    ]
    result = cm.count_returns(cm.load("united-kingdom-1983"), write(tmp_path / "returns.csv", lines))
    assert Counter(seat.list for seat in result.journal.seats) == COMMONS_2017
    assert not result.records
