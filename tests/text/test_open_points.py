"""What becomes of the points that a law leaves open when a setting takes out what their answers are about."""

from __future__ import annotations

import pytest

from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.plan.check import check_text
from comitia.text.catalogue import load
from comitia.text.read import read_text
from tests.text.club import FILE, LAW, altered

FIRST = "bodies.council.routes.members.stages.first"
SECOND = """\
      - value: third
        means: A third answer.
        amends:
          - {path: PATH, to: VALUE}
"""
BARRED = "          excluded: [{who: Minors}, {who: Guests}, {who: Debtors}]\n"


def paths(law: Constitution) -> dict[str, list[str]]:
    """Where the answers of all choices lead, by answer."""
    return {option.value: [each.path for each in option.amends] for choice in law.choices for option in choice.options}


def club(text: str, *settings: tuple[str, str]) -> Constitution:
    return read_text(text, FILE, settings)


def with_answer(path: str, value: str) -> str:
    """The club's law with a third answer and three groups that may not vote."""
    article = "article: {act: statutes, number: 5, mark: seen}"
    barred = BARRED.replace("}", f", {article}}}").replace(f"}}, {article}", "}")
    answer = SECOND.replace("PATH", path).replace("VALUE", value)
    return altered(
        ("organisations:\n", f"{answer}organisations:\n"), ("          age: 18\n", f"          age: 18\n{barred}")
    )


def test_answers_that_are_only_about_what_was_taken_out_fall_away_with_their_choice() -> None:
    before, after = load("ussr-1988"), load("ussr-1988", [("bodies.congress.routes.organisations", "")])
    gone = {choice.id for choice in before.choices} - {choice.id for choice in after.choices}
    assert gone == {
        "science-split",
        "voting-in-several-organisations",
        "more-above-half-than-seats",
        "open-seats-in-organisations",
    }
    led = [path for each in paths(after).values() for path in each]
    assert len(led) == len([path for each in paths(before).values() for path in each if ".organisations" not in path])
    assert "bodies.congress.routes.territorial.stages.repeat.at_most" in paths(after)["once"]


def test_a_change_of_what_another_kind_of_rule_does_not_have_is_passed_over() -> None:
    assert paths(club(LAW))["of-registered"] == [f"{FIRST}.count.threshold.of", f"{FIRST}.quorum"]
    plurality = club(LAW, (f"{FIRST}.count", "{rule: plurality, tie: lot}"))
    assert paths(plurality)["of-registered"] == [f"{FIRST}.quorum"]
    answered = club(LAW, (f"{FIRST}.count", "{rule: plurality, tie: lot}"), ("choices.half", "of-registered"))
    assert answered.choices[0].taken == "of-registered"


def test_what_is_only_emptied_can_be_filled_by_an_answer() -> None:
    assert paths(club(LAW, (f"{FIRST}.quorum", ""))) == paths(club(LAW))


def test_changes_of_items_that_move_up_move_with_them() -> None:
    barred = "bodies.council.routes.members.electorate.excluded"
    text = with_answer(f"{barred}.2.who", "Strangers")
    assert paths(club(text, (f"{barred}.0", "")))["third"] == [f"{barred}.1.who"]
    assert paths(club(text, (f"{barred}.0", ""), (f"{barred}.0", "")))["third"] == [f"{barred}.0.who"]
    assert "third" not in paths(club(text, (f"{barred}.2", "")))
    left = club(text, (f"{barred}.0", ""), ("choices.half", "third")).bodies[0].routes[0].electorate.excluded  # type: ignore[union-attr]
    assert [each.who for each in left] == ["Guests", "Strangers"]


def test_a_wrong_path_of_the_law_stays_a_fault_whatever_is_set() -> None:
    text = with_answer("bodies.council.routes.member.seats", "9")
    barred = "bodies.council.routes.members.electorate.excluded.0"
    for settings in ((), [(barred, "")]):
        faults = [fault for fault in check_text(text, settings).faults if fault.code == "wrong-path"]
        assert [fault.message for fault in faults] == [
            "With the answer 'third' to the choice 'half': There is no 'member' in bodies.council.routes."
        ]


def test_an_answer_given_takes_out_rules_as_a_setting_does() -> None:
    other = "  - id: other\n    question: Which?\n    because: Nobody knows.\n    default: a\n    options:\n"
    other += "      - {value: a, means: A.}\n      - value: b\n        means: B.\n        amends:\n"
    other += "          - {path: bodies.council.routes.members.electorate.excluded.0, remove: true}\n"
    barred = "bodies.council.routes.members.electorate.excluded"
    text = with_answer(f"{barred}.0.who", "Strangers").replace("organisations:\n", f"{other}organisations:\n", 1)
    law = club(text, ("choices.other", "b"))
    assert [choice.id for choice in law.choices] == ["half", "other"]
    assert "third" not in paths(law)
    assert law.choices[1].taken == "b"


def test_a_choice_with_one_answer_left_is_none() -> None:
    assert club(LAW, ("choices.half.options.1", "")).choices == ()


def test_an_answer_that_fell_away_cannot_be_given() -> None:
    gone = ("bodies.congress.routes.organisations", "")
    with pytest.raises(Faults, match="science-split"):
        load("ussr-1988", [gone, ("choices.science-split", "with-inventors")])
    taken = load("ussr-1988", [("choices.science-split", "with-inventors"), gone])
    assert taken.bodies == load("ussr-1988", [gone]).bodies
