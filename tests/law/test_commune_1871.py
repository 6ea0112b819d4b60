"""The Commune of 1871 as shipped, and the two words that it needs: seats by a table, and the same papers again."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import comitia
from comitia.law.clause import Article
from comitia.law.constitution import Choice, Constitution
from comitia.law.counting import Majority
from comitia.law.faults import Faults
from comitia.law.routes import Election
from comitia.law.stages import Stage
from comitia.law.units import TableSeats
from comitia.run.result import Result
from comitia.text.read import read
from tests.law.clauses import articles
from tests.plan.plans import planned
from tests.run import tiny
from tests.run.scripted import Answer, course, held
from tests.run.tiny import CITIZENS, A

FOLDER = Path(comitia.__file__).parent / "constitutions" / "commune-1871"
LAW = FOLDER / "law.yaml"
CASES = Path(__file__).parents[2] / "cases" / "good"
RULES = [f"C{number:02}" for number in range(1, 26)]

INHABITANTS = (
    *(81_665, 79_909, 92_680, 98_648, 104_083, 99_115, 75_438, 70_259, 106_221, 116_438),
    *(149_641, 78_635, 70_192, 65_506, 69_340, 42_187, 93_193, 130_456, 88_930, 87_444),
)
"""Of the arrondissements from the 1st to the 20th, by the census of 1866: remembered, but for the 13th and 20th."""

NUMBERS = {
    **{f"C{point:02}": {("order", str(point))} for point in range(1, 9)},
    "C03": {("order", "3")},
    "C18": {("decree-12-april", "1, 2, 3")},
}
"""The numbers of points and articles that were seen, and may be printed."""


@cache
def law(*settings: tuple[str, str]) -> Constitution:
    return read(LAW, settings)


def election(body: str, of: Constitution | None = None) -> Election:
    (found,) = (of or law()).body(body).routes
    assert isinstance(found, Election)
    return found


def seats(body: str, of: Constitution | None = None) -> list[int]:
    table = election(body, of).seats_each
    assert isinstance(table, TableSeats)
    return [row.seats for row in table.rows]


# Citations


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_cited(rule: str) -> None:
    assert rule in {article.rule for article in articles(law())}


def test_no_rule_is_cited_that_does_not_exist() -> None:
    assert {article.rule for article in articles(law())} - {None} <= set(RULES)


def test_every_act_is_cited_and_stands_on_the_page_on_sources() -> None:
    acts = {act.id for act in law().acts}
    assert {article.act for article in articles(law())} == acts
    page = (FOLDER / "SOURCE.md").read_text(encoding="utf-8")
    assert [act for act in acts if f"`{act}`" not in page] == []
    assert [choice.id for choice in law().choices if f"`{choice.id}`" not in page] == []


def test_numbers_are_those_that_were_seen() -> None:
    for article in articles(law()):
        assert article.number is None or (article.act, article.number) in NUMBERS[article.rule or ""]


def test_assumptions_are_marked_as_such() -> None:
    assert {article.mark for article in articles(law()) if article.act == "comitia"} == {"assumed"}


def test_the_law_has_no_faults() -> None:
    assert comitia.check(law()) == ()


# Seats


def by_the_order(inhabitants: int) -> int:
    """One seat for every 20,000, and one for a part above 10,000."""
    full, part = divmod(inhabitants, 20_000)
    return full + (part > 10_000)


def test_the_order_gives_90_seats_and_the_result_has_92() -> None:
    ordered = [by_the_order(number) for number in INHABITANTS]
    assert sum(ordered) == 90
    assert sum(seats("commune")) == election("commune").seats == law().body("commune").seats == 92
    assert [i + 1 for i in range(20) if seats("commune")[i] != ordered[i]] == [19]
    four = law(("choices.seats-of-the-19th", "four"))
    assert seats("commune", four) == ordered
    assert four.body("commune").seats == 90
    assert comitia.check(four) == ()


def test_the_page_on_sources_has_the_same_inhabitants_and_seats() -> None:
    page = (FOLDER / "SOURCE.md").read_text(encoding="utf-8")
    found = {
        int(number): (int(people.replace(",", "")), int(order), int(held))
        for number, people, order, held in re.findall(r"\| (\d+) \| ([\d,]{6,}) \| (\d) \| \**(\d)\** (?=\|)", page)
    }
    assert found == {
        i + 1: (INHABITANTS[i], by_the_order(INHABITANTS[i]), seats("commune")[i]) for i in range(len(INHABITANTS))
    }


def test_31_seats_were_to_be_filled_on_16_april_or_30_by_the_poster() -> None:
    resigned, died, elected_twice, new = 21, 2, 7, 1
    assert sum(seats("by-elections")) == law().body("by-elections").seats == resigned + died + elected_twice + new
    assert sum(seats("by-elections", law(("choices.april-seats-of-the-20th", "one")))) == 30


def test_both_elections_have_the_twenty_arrondissements() -> None:
    tables = [election(body).seats_each for body in ("commune", "by-elections")]
    names = [[row.id for row in table.rows] for table in tables if isinstance(table, TableSeats)]
    assert names[0] == names[1]
    assert [name.partition("-")[0] for name in names[0]] == [str(number) for number in range(1, 21)]


# Rules


def bar(body: str, of: Constitution | None = None) -> Majority:
    count = election(body, of).stages[0].count
    assert isinstance(count, Majority)
    return count


def test_an_eighth_of_the_roll_is_2461_in_the_15th() -> None:
    assert bar("commune").threshold.least(19_681) == 2_461
    assert bar("commune").threshold.passed(2_500, 20_000)
    assert not bar("commune", law(("choices.bar", "more-than-an-eighth"))).threshold.passed(2_500, 20_000)


def test_the_same_votes_under_the_rules_of_march_and_april() -> None:
    roll, voting, votes = 20_000, 3_000, 1_600
    for body, march in (("commune", ()), ("by-elections", (("choices.bar-of-16-april", "eighth-of-the-roll"),))):
        assert bar(body, law(*march)).threshold.of == "registered"
        assert not bar(body, law(*march)).threshold.passed(votes, roll)
    for body, april in (("commune", (("choices.bar", "half-of-those-voting"),)), ("by-elections", ())):
        assert bar(body, law(*april)).threshold.of == "participants"
        assert bar(body, law(*april)).threshold.passed(votes, voting)


def test_recall_is_declared_and_has_no_procedure_unless_the_variant_is_asked_for() -> None:
    tenure = law().body("commune").tenure
    assert tenure is not None
    assert [recall.threshold for recall in tenure.recall] == [None]
    variant = law(("choices.recall", "variant-half-of-the-roll")).body("commune").tenure
    assert variant is not None
    assert variant.recall[0].threshold is not None
    assert variant.recall[0].threshold.article == Article(act="comitia", mark="assumed")


def test_whoever_is_elected_twice_chooses_and_a_by_election_follows() -> None:
    tenure = law().body("commune").tenure
    assert tenure is not None
    assert tenure.limit is not None
    assert (tenure.limit.mandates, tenure.limit.falls) == (1, "chosen")
    assert tenure.vacancy is not None
    assert tenure.vacancy.by == "by-election"
    assert election("commune").candidates.elsewhere == "allowed"


@pytest.mark.parametrize("choice", law().choices, ids=lambda choice: choice.id)
def test_every_other_answer_leads_to_another_law_or_is_said_to_be_inert(choice: Choice) -> None:
    for option in choice.options:
        answered = law((f"choices.{choice.id}", option.value))
        same = answered.model_copy(update={"choices": ()}) == law().model_copy(update={"choices": ()})
        assert same is not bool(option.amends)
        assert option.amends or option.value == choice.default or choice.inert
        assert comitia.check(answered) == ()


# The returns of 26 March


@cache
def counted(*settings: tuple[str, str]) -> Result:
    return comitia.count_returns(law(*settings), CASES / "commune_1871_26_march" / "returns.csv")


def test_92_seats_are_filled_86_by_the_vote_and_six_by_the_assembly() -> None:
    assert Counter(counted().roll["stage"]) == {"first": 86, "validation": 6}
    six = Counter(row["contest"].rpartition("/")[2] for row in counted().roll.rows() if row["stage"] == "validation")
    assert six == {"8-elysee": 4, "7-palais-bourbon": 1, "15-vaugirard": 1}
    assert all(row["article"].endswith("(C17)") for row in counted().roll.rows() if row["stage"] == "validation")


def test_the_six_seats_stay_empty_if_the_assembly_admits_nobody() -> None:
    result = counted(("choices.below-the-eighth", "vacant"))
    assert Counter(result.roll["stage"]) == {"first": 86}


def test_one_person_is_elected_in_two_arrondissements() -> None:
    twice = {person for person, times in Counter(counted().roll["person"]).items() if times > 1}
    assert twice == {"Blanqui"}


def test_no_figure_of_the_returns_is_without_a_mark_and_what_is_derived_says_at_least() -> None:
    with (CASES / "commune_1871_26_march" / "returns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 92
    assert Counter(row["source"] for row in rows).keys() == {"seen", "remembered", "derived"}
    assert all(("at least" in row["note"]) is (row["source"] == "derived") for row in rows)
    lowest = {row["contest"]: min(int(r["votes"]) for r in rows if r["contest"] == row["contest"]) for row in rows}
    for row in rows:
        known = row["source"] != "derived"
        assert known or int(row["votes"]) == lowest[row["contest"]] or row["contest"].endswith("7-palais-bourbon")


def test_returns_give_no_votes_for_a_stage_that_counts_the_same_papers(tmp_path: Path) -> None:
    text = (CASES / "commune_1871_15th_arrondissement" / "returns.csv").read_text(encoding="utf-8")
    path = tmp_path / "returns.csv"
    path.write_text(f"{text}commune/arrondissements/15-vaugirard,validation,Langevin,2417,,,,,\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        comitia.count_returns(law(), path)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("no-papers", 5)]


def test_an_arrondissement_that_the_table_does_not_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "returns.csv"
    row = "commune/arrondissements/21-charenton,first,X,1,10,5"
    path.write_text(f"contest,stage,candidate,votes,registered,participants\n{row}\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        comitia.count_returns(law(), path)
    assert [fault.code for fault in caught.value.faults] == ["unknown-unit"]


def test_a_society_without_arrondissements_is_told_so() -> None:
    with pytest.raises(Faults) as caught:
        comitia.run(law(), tiny.society(), voters=tiny.voters(), seed=1)
    assert [fault.code for fault in caught.value.faults] == ["society-lacks-attribute"]


# Seats by a table


def by_table(rows: str, seats: int = 9) -> Constitution:
    return tiny.single(
        f"""
        {CITIZENS}
        units: {{cut: values, groups: [{{attribute: republic}}]}}
        seats_each: {{seats: table, rows: [{rows}]}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: names}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, count: {{rule: plurality, tie: lot}}}}]
        """,
        seats=seats,
    )


def test_a_table_gives_each_unit_its_seats_in_whatever_order_it_names_them() -> None:
    table = planned(by_table("{id: east, seats: 0}, {id: north, seats: 5}, {id: south, seats: 4}"))
    units = table.contests["assembly/only"].units
    assert [(unit.id, unit.seats) for unit in units] == [("only/north", 5), ("only/south", 4), ("only/east", 0)]


def test_a_unit_without_a_row_and_a_row_without_a_unit_are_refused_together() -> None:
    with pytest.raises(Faults) as caught:
        planned(by_table("{id: north, seats: 5}, {id: soth, seats: 2}, {id: west, seats: 2}"))
    found = [(fault.code, fault.mend) for fault in caught.value.faults]
    assert [code for code, _ in found].count("unit-without-seats") == 2
    assert [code for code, _ in found].count("unknown-unit") == 2
    assert ("unknown-unit", "Did you mean 'south'?") in found
    assert all(fault.article for fault in caught.value.faults)


def test_a_table_that_does_not_add_up_or_names_a_unit_twice_is_a_fault() -> None:
    short = by_table("{id: north, seats: 5}, {id: south, seats: 3}, {id: east, seats: 0}")
    assert [fault.code for fault in comitia.check(short)] == ["seats-do-not-sum"]
    double = by_table("{id: north, seats: 5}, {id: north, seats: 4}")
    assert [fault.code for fault in comitia.check(double)] == ["same-id"]


def test_a_table_needs_units() -> None:
    text = by_table("{id: north, seats: 9}").model_dump(mode="json", exclude_none=True)
    text["bodies"][0]["routes"][0]["units"] = {"cut": "whole"}
    assert "do-not-fit" in [fault.code for fault in comitia.check(Constitution.model_validate(text))]


def test_a_unit_with_no_seats_holds_no_vote() -> None:
    result = comitia.run(
        by_table("{id: north, seats: 5}, {id: south, seats: 4}, {id: east, seats: 0}"),
        tiny.society(),
        voters=tiny.voters(),
        seed=1,
    )
    assert set(result.contests["contest"]) == {"assembly/only/north", "assembly/only/south"}


# The same papers again


def suspended(then: str = "", last: str = "", tie: str = "nobody", share: str = "1/8") -> Constitution:
    """Three seats by a share of the roll, what is left by most votes on the same papers, perhaps a last stage."""
    return tiny.single(
        f"""
        {CITIZENS}
        units: {{cut: whole}}
        seats_each: {{seats: fixed, number: 3}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: names}}
        stages:
          - id: first
            {A}
            standing: {{who: nominated}}
            count: {{rule: majority, threshold: {{at_least: {share}, of: registered}}}}
            then: [{{when: unfilled, go: again, {A}}}]
          - id: again
            {A}
            standing: {{who: leading, per_seat: 1, tie: all}}
            papers: same
            count: {{rule: plurality, tie: {tie}}}
            then: [{then}]
          {last}
        """,
        seats=3,
    )


def test_whoever_is_left_is_counted_again_on_the_same_papers_and_nobody_is_asked() -> None:
    result, script = held(suspended(), first=Answer([9_000, 2_000, 1_000, 5_000]))
    assert course(result) == [("first", "unfilled", "again"), ("again", "filled", "")]
    assert [stage for stage, *_ in script.asked] == ["first"]
    assert [(row["person"], row["stage"], row["votes"]) for row in result.roll.rows()] == [
        ("first-0-A", "first", 9_000),
        ("first-0-D", "first", 5_000),
        ("first-0-B", "again", 2_000),
    ]
    first, again = result.contests.rows()
    for figure in ("registered", "participants", "valid", "simulated"):
        assert first[figure] == again[figure]
    assert again["candidates"] == 1


def test_a_stage_that_counts_again_is_not_held_where_nobody_is_left() -> None:
    result, _ = held(suspended(), first=Answer([9_000, 5_000]))
    assert course(result) == [("first", "unfilled", "")]
    assert len(result.roll) == 2


def test_a_tie_on_the_same_papers_is_settled_and_recorded_like_any_other() -> None:
    result, _ = held(suspended(tie="elder"), first=Answer([9_000, 2_000, 2_000, 5_000]))
    assert [row["person"] for row in result.roll.rows()][-1] == "first-0-C"
    (draw,) = result.draws.rows()
    assert (draw["stage"], draw["rule"], draw["among"]) == ("again", "elder", "first-0-B; first-0-C")


def test_a_stage_on_the_same_papers_takes_no_turn_from_the_votes_after_it() -> None:
    last = f"- {{id: new, {A}, standing: {{who: new-nominations}}, count: {{rule: plurality, tie: lot}}}}"
    law_ = suspended(then=f"{{when: unfilled, go: new, {A}}}", last=last)
    result, script = held(law_, first=Answer([9_000, 2_000, 2_000, 2_000]), new=Answer([100, 50]))
    assert [stage for stage, *_ in course(result)] == ["first", "again", "new"]
    assert [(stage, round_, open_) for stage, round_, open_, _ in script.asked] == [("first", 0, 3), ("new", 1, 2)]


def test_simulated_votes_stand_behind_those_who_are_counted_again() -> None:
    result = comitia.run(suspended(share="9/10"), tiny.society(), voters=tiny.voters(), seed=1)
    last = [row for row in result.roll.rows() if row["stage"] == "again"]
    assert last
    behind = Counter[int]()
    for edge in result.lineage.rows():
        behind[edge["mandate"]] += edge["weight"]
    assert all(behind[row["mandate"]] == row["votes"] for row in last)


def test_the_same_papers_are_for_those_who_stood_before() -> None:
    with pytest.raises(ValueError, match="who: leading"):
        Stage.model_validate(
            {
                "id": "again",
                "article": {"act": "charter", "mark": "assumed"},
                "standing": {"who": "nominated"},
                "papers": "same",
                "count": {"rule": "plurality"},
            }
        )
