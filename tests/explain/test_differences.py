"""Differences: what changed and nothing else, in the words of both laws, from either side."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comitia.explain.differences import Difference, Side, as_dicts, differences
from comitia.explain.words import sentence_for, sentences
from comitia.law.constitution import Constitution, Option
from comitia.text.catalogue import load, names
from comitia.text.read import read_text
from tests.text.club import FILE, altered

USSR = load("ussr-1988")
OPTIONS = [(choice.id, option) for choice in USSR.choices for option in choice.options if option.amends]
CITE = "Statutes, article not verified (R9)"
COUNCIL = "bodies.council.routes.members"
CHAIR = "\noffices:\n  - id: chair\n    title: The chair\n"
SECRETARY = "\noffices:\n  - id: secretary\n    title: The secretary\n"
POWERS = """
powers:
  - {id: chair-calls, holder: chair, does: calls, whom: council, article: {act: statutes, number: 12, mark: seen}}
  - {id: chair-signs, holder: chair, does: signs, matter: Letters, article: {act: statutes, number: 13, mark: seen}}
"""


def club(*changes: tuple[str, str], powers: str = "") -> Constitution:
    return read_text(altered(*changes) + powers, FILE)


def changed(*changes: tuple[str, str]) -> tuple[Difference, ...]:
    """What differs between the club's law and one with these changes."""
    return differences(club(), club(*changes))


def told(found: tuple[Difference, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(each.path, _text(each.first), _text(each.second)) for each in found]


def _text(side: Side | None) -> str | None:
    return side.text if side else None


def answered(*answers: tuple[str, Option]) -> Constitution:
    return load("ussr-1988", [(f"choices.{choice}", option.value) for choice, option in answers])


# Word for word


def test_a_changed_rule_is_told_in_both_wordings_with_both_citations() -> None:
    (found,) = changed(
        (
            "\n    seats: 7\n    article: {act: statutes, number: 4",
            "\n    seats: 9\n    article: {act: statutes, number: 3",
        )
    )
    assert found == Difference(
        "bodies.council",
        "changed",
        "council",
        Side("bodies.council", "The council. Seven seats.", "Statutes art. 4"),
        Side("bodies.council", "The council. Nine seats.", "Statutes art. 3"),
    )


def test_a_rule_that_is_added_is_only_in_the_second() -> None:
    barred = (
        "age: 18\n          excluded:\n            - {who: Debtors, article: {act: statutes, number: 5, mark: seen}}"
    )
    path = f"{COUNCIL}.electorate.excluded.0"
    side = Side(path, "Without a vote: Debtors.", "Statutes art. 5")
    assert changed(("age: 18", barred)) == (Difference(path, "only-in-second", "council", None, side),)


def test_the_answer_to_a_choice_is_told_with_the_rules_that_it_amends() -> None:
    found = differences(club(), read_text(altered(), FILE, [("choices.half", "of-registered")]))
    question = 'Half of what elects? The statutes say "a majority" and no more. Taken here:'
    assert told(found) == [
        (
            "choices.half",
            f"{question} A majority of the valid papers.",
            f"{question} A majority of all members.",
        ),
        (
            f"{COUNCIL}.stages.first.quorum",
            "The vote is valid if at least 1/2 of the voters on the roll take part.",
            "The vote is valid if at least 2/3 of the voters on the roll take part.",
        ),
        (
            f"{COUNCIL}.stages.first.count",
            "Elected are those kept on more than 1/2 of the valid papers; if they are more than the seats, those with "
            "most votes.",
            "Elected are those kept by more than 1/2 of the voters on the roll; if they are more than the seats, those "
            "with most votes.",
        ),
    ]


def test_another_citation_or_note_is_no_other_rule() -> None:
    assert changed(("number: 5, rule: R2, mark: seen", "number: 55, mark: assumed")) == ()
    assert (
        changed(("act: statutes, mark: remembered, rule: R9}", "act: statutes, mark: seen}\n    note: So it is.")) == ()
    )


# Which rule is which


def test_a_new_title_is_told_once_where_it_stands() -> None:
    chair = club(powers=POWERS)
    senate = club(("title: The council", "title: The senate"), powers=POWERS)
    assert told(differences(chair, senate)) == [
        ("bodies.council", "The council. Seven seats.", "The senate. Seven seats.")
    ]


def test_a_body_with_another_id_is_known_by_its_title_and_its_only_way_in() -> None:
    found = changed(
        ("- id: council", "- id: senate"),
        ("id: members\n        title: Seven", "id: people\n        title: Seven"),
        ("age: 18", "age: 16"),
    )
    (difference,) = found
    assert told(found) == [
        (f"{COUNCIL}.electorate", "Citizens aged 18 and over vote.", "Citizens aged 16 and over vote.")
    ]
    assert difference.second is not None
    assert difference.second.path == "bodies.senate.routes.people.electorate"


def test_a_stage_with_another_id_is_known_by_who_stands() -> None:
    found = changed(("id: run-off", "id: second"), ("go: run-off", "go: second"))
    assert [path for path, *_ in told(found)] == [f"{COUNCIL}.stages.first.then.0", f"{COUNCIL}.stages.run-off"]
    assert {each.kind for each in found} == {"changed"}


def test_what_has_no_id_is_known_by_what_it_names() -> None:
    excluded = "age: 18\n          excluded:\n"
    one, other = (
        f"            - {{who: {who}, article: {{act: statutes, number: 5, mark: seen}}}}\n"
        for who in ("Debtors", "Guests")
    )
    first, second = (club(("age: 18\n", excluded + lines)) for lines in (one + other, other))
    assert [(each.path, each.kind) for each in differences(first, second)] == [
        (f"{COUNCIL}.electorate.excluded.0", "only-in-first")
    ]


def test_a_body_that_only_one_law_has_is_one_line_with_the_number_of_its_rules_and_powers() -> None:
    first, second = club(powers=POWERS), club((CHAIR, SECRETARY))
    found = {each.path: (each.kind, each.first or each.second) for each in differences(first, second)}
    chair = Side("offices.chair", "The chair. How it is filled this file does not say.", CITE, 2)
    secretary = Side("offices.secretary", "The secretary. How it is filled this file does not say.", CITE)
    assert found == {
        "offices.chair": ("only-in-first", chair),
        "offices.secretary": ("only-in-second", secretary),
    }


def test_a_power_that_changed_hands_is_one_change() -> None:
    first = club(powers=POWERS)
    second = club((CHAIR, SECRETARY), powers=POWERS.replace("chair", "secretary"))
    found = {path: (one, other) for path, one, other in told(differences(first, second)) if path.startswith("powers.")}
    assert found == {
        "powers.chair-calls": ("The chair calls the council.", "The secretary calls the council."),
        "powers.chair-signs": ("The chair signs: Letters.", "The secretary signs: Letters."),
    }


def test_two_laws_that_share_no_body_are_told_in_few_lines() -> None:
    found = differences(USSR, club())
    about = [each for each in found if each.body]
    assert {each.kind for each in about} == {"only-in-first", "only-in-second"}
    assert len(about) == sum(1 for law in (USSR, club()) for _ in law.filled())


# For every law


@pytest.mark.parametrize("name", names())
def test_a_law_does_not_differ_from_itself(name: str) -> None:
    assert differences(load(name), load(name)) == ()


@pytest.mark.parametrize(("choice", "option"), OPTIONS, ids=[f"{choice}={option.value}" for choice, option in OPTIONS])
def test_an_answer_that_amends_gives_exactly_the_amended_rules(choice: str, option: Option) -> None:
    law = answered((choice, option))
    found = differences(USSR, law)
    amended = [amend.path for amend in option.amends]
    head, *rest = found
    assert head.path == f"choices.{choice}"
    for difference in rest:
        assert any(_inside(difference.path, path) or _inside(path, difference.path) for path in amended), difference
    for path in amended:
        told_at = {sentence_for(path, law).path, sentence_for(path, USSR).path}
        assert any(each.path in told_at or _inside(each.path, path) for each in rest), path


def _inside(path: str, around: str) -> bool:
    return f"{path}.".startswith(f"{around}.")


@pytest.mark.parametrize(("choice", "option"), OPTIONS, ids=[f"{choice}={option.value}" for choice, option in OPTIONS])
def test_swapping_a_law_and_its_variant_swaps_the_sides(choice: str, option: Option) -> None:
    law = answered((choice, option))
    assert _swapped(differences(USSR, law)) == _as_they_are(differences(law, USSR))


@pytest.mark.parametrize(("one", "other"), list(combinations(names(), 2)))
def test_swapping_two_laws_swaps_the_sides(one: str, other: str) -> None:
    first, second = load(one), load(other)
    assert _swapped(differences(first, second)) == _as_they_are(differences(second, first))


def _as_they_are(found: tuple[Difference, ...]) -> set[tuple[str, Side | None, Side | None]]:
    return {(each.kind, each.first, each.second) for each in found}


def _swapped(found: tuple[Difference, ...]) -> set[tuple[str, Side | None, Side | None]]:
    kinds = {"changed": "changed", "only-in-first": "only-in-second", "only-in-second": "only-in-first"}
    return {(kinds[each.kind], each.second, each.first) for each in found}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(OPTIONS), min_size=2, max_size=3, unique_by=lambda answer: answer[0]))
def test_the_differences_of_several_answers_are_those_of_each(answers: list[tuple[str, Option]]) -> None:
    paths = [amend.path for _, option in answers for amend in option.amends]
    if any(_inside(one, other) for one, other in permutations(paths, 2)):
        return
    found = {each.path for each in differences(USSR, answered(*answers))}
    assert found == {each.path for answer in answers for each in differences(USSR, answered(answer))}


@pytest.mark.parametrize("name", [name for name in names() if name != "ussr-1988"])
def test_differences_stand_in_the_order_of_the_law_and_cite_it(name: str) -> None:
    found = differences(USSR, load(name))
    places = {sentence.path: place for place, sentence in enumerate(sentences(USSR))}
    order = [places[each.first.path] for each in found if each.first]
    assert order == sorted(order)
    by_path = {sentence.path: sentence for sentence in sentences(USSR)}
    for side in (each.first for each in found if each.first):
        sentence = by_path[side.path]
        assert side.text == sentence.text
        assert side.article == (USSR.cite(sentence.article) if sentence.article else None)


def test_the_document_has_both_sides_or_none() -> None:
    for each in as_dicts(differences(USSR, answered(OPTIONS[2]))):
        assert list(each) == ["path", "kind", "body", "first", "second"]
        assert (each["first"] is None) == (each["kind"] == "only-in-second")
        assert (each["second"] is None) == (each["kind"] == "only-in-first")
