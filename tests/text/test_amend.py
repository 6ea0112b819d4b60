"""Settings and choices: places of the law set to something else before it is read."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.law.routes import Election
from comitia.text.amend import apply, choose, parse_setting
from comitia.text.catalogue import load
from comitia.text.nodes import compose
from comitia.text.places import look, name_of
from comitia.text.read import read_text, validate
from tests.text.club import FILE, LAW, altered, blocks

QUORUM = "bodies.council.routes.members.stages.first.quorum"


def set_to(*settings: tuple[str, str]) -> Constitution:
    return read_text(LAW, FILE, settings)


def refused(*settings: tuple[str, str]) -> list[str]:
    with pytest.raises(Faults) as caught:
        set_to(*settings)
    return [str(fault) for fault in caught.value.faults]


def route(law: Constitution) -> Election:
    (first,) = law.bodies[0].routes
    assert isinstance(first, Election)
    return first


def test_a_path_leads_by_keys_ids_and_positions() -> None:
    law = set_to(("bodies.council.seats", "9"), ("bodies.0.routes.members.stages.first.quorum.at_least", "1/4"))
    assert law.bodies[0].seats == 9
    quorum = route(law).stages[0].quorum
    assert quorum is not None
    assert quorum.at_least == Fraction(1, 4)


def test_a_value_may_be_a_whole_rule_and_text_is_taken_as_it_is() -> None:
    law = set_to((QUORUM, "{more_than: 1/3, of: valid}"), ("organisations.no.title", "no: 5 # of it"))
    quorum = route(law).stages[0].quorum
    assert quorum is not None
    assert (quorum.more_than, quorum.at_least, quorum.of) == (Fraction(1, 3), None, "valid")
    assert law.organisations[0].title == "no: 5 # of it"
    assert set_to(("organisations.no.title", '"x: y"')).organisations[0].title == "x: y"


def test_an_optional_rule_can_be_added_and_taken_away() -> None:
    assert set_to(("bodies.council.note", "Set.")).bodies[0].note == "Set."
    assert route(set_to((QUORUM, ""))).stages[0].quorum is None


def test_an_item_of_a_list_that_is_set_to_nothing_is_taken_out_and_the_others_move_up() -> None:
    assert len(load("ussr-1988").bodies[0].routes) == 3
    way, barred = "bodies.congress.routes", "electorate.excluded"
    first, other = load("ussr-1988", [(f"{way}.organisations", "")]).bodies[0].routes
    assert (first.id, other.id) == ("territorial", "national-territorial")
    gone = [(f"{way}.territorial.{barred}.0", ""), (f"{way}.territorial.{barred}.0.who", "Those on remand")]
    left = load("ussr-1988", gone).bodies[0].routes[0].electorate.excluded  # type: ignore[union-attr]
    assert [each.who for each in left] == ["Those on remand", "Persons in compulsory treatment by court order"]


def test_what_is_added_or_answered_with_nothing_is_no_removal() -> None:
    assert len(refused(("bodies.+", ""))) == 1
    assert len(refused(("choices.half", ""))) == 1


def test_the_tree_that_is_amended_stays_as_it_was() -> None:
    tree = compose(LAW, FILE)
    before = deepcopy((tree.plain, tree.keys, tree.values, tree.lines))
    after = apply(tree, [("bodies.council.seats", "9"), (QUORUM, "{}"), ("choices.half", "of-registered")])
    assert (tree.plain, tree.keys, tree.values, tree.lines) == before
    assert look(after, ("bodies", 0, "seats")) == "9"


@pytest.mark.parametrize(("setting", "words"), blocks("settings.txt"))
def test_a_setting_that_leads_nowhere_is_refused_in_these_words(setting: str, words: str) -> None:
    assert refused(parse_setting(setting)) == [words]


def test_all_settings_that_lead_nowhere_are_told_at_once() -> None:
    assert len(refused(("a.b", "1"), ("bodies.council.seats", "9"), ("c.d", "2"))) == 2


def test_a_choice_takes_its_answer_and_amends_what_the_answer_names() -> None:
    law = set_to(("choices.half", "of-registered"))
    first = route(law).stages[0]
    assert law.choices[0].taken == "of-registered"
    assert first.count.rule == "majority"
    assert first.count.threshold.of == "registered"
    assert first.quorum is not None
    assert first.quorum.at_least == Fraction(2, 3)
    assert validate(Constitution, choose(compose(LAW, FILE), "half", "of-registered")) == law


def test_the_default_answer_amends_nothing() -> None:
    law = set_to(("choices.half", "of-valid"))
    assert law.choices[0].taken == "of-valid"
    assert law.bodies == read_text(LAW, FILE).bodies


def test_one_choice_cannot_be_answered_in_two_ways() -> None:
    assert refused(("choices.half", "of-registered"), ("choices.half", "of-valid")) == [
        "--set choices.half=of-valid:1:14  "
        "The choice 'half' is answered 'of-registered' already; it cannot be 'of-valid' too."
    ]
    assert set_to(("choices.half", "of-valid"), ("choices.half", "of-registered")).choices[0].taken


def test_an_answer_that_amends_a_place_the_law_does_not_have_is_a_fault_of_the_law() -> None:
    text = altered(("bodies.council.routes.members.stages.first.quorum", "bodies.council.routes.member.seats"))
    with pytest.raises(Faults) as caught:
        read_text(text, FILE, [("choices.half", "of-registered")])
    assert [str(fault) for fault in caught.value.faults] == [
        "club.yaml:25:19  There is no 'member' in bodies.council.routes. Did you mean 'members'?"
    ]


def test_a_faulty_amendment_of_the_law_is_shown_where_the_law_writes_it() -> None:
    text = altered(("at_least: 2/3", "at_least: 3/2"))
    with pytest.raises(Faults) as caught:
        read_text(text, FILE, [("choices.half", "of-registered")])
    (fault,) = caught.value.faults
    assert (fault.code, fault.file, fault.line, fault.column) == ("share-out-of-range", FILE, 26, 17)


def test_a_setting_is_a_path_and_a_value() -> None:
    assert parse_setting("a.b=c=d") == ("a.b", "c=d")
    assert parse_setting(" a.b = c ") == ("a.b", "c")
    for text in ("", "a.b", "=c"):
        with pytest.raises(Faults, match="is not of the form PATH=VALUE"):
            parse_setting(text)


def test_every_place_of_the_law_can_be_set_to_what_it_is() -> None:
    tree, law = compose(LAW, FILE), read_text(LAW, FILE)
    settings = [
        (name_of(tree, path), value) for path in tree.values if path and isinstance(value := look(tree, path), str)
    ]
    assert len(settings) > 60
    for setting in settings:
        if not setting[0].endswith(".to"):  # the text of an amendment is read when it is set
            assert set_to(setting) == law


@given(st.lists(st.tuples(st.text(), st.text()), max_size=3))
def test_no_setting_does_worse_than_to_be_refused(settings: list[tuple[str, str]]) -> None:
    with pytest.raises(Faults):
        set_to(("bodies.council.seats", "none"), *settings)


PIECES = st.sampled_from(
    [
        "bodies",
        "council",
        "choices",
        "half",
        "options",
        "0",
        "-1",
        "1",
        "taken",
        "amends",
        "routes",
        "id",
        "title",
        "",
    ]
)


@given(
    st.lists(PIECES, max_size=6).map(".".join),
    st.sampled_from(["", "of-registered", "{a: b}", "[", "[1, {x}]"]),
)
def test_a_law_is_amended_or_refused_and_nothing_else(path: str, value: str) -> None:
    came: object = None
    try:
        came = set_to((path, value), ("choices.half", "of-registered"))
    except Faults as refused:
        came = refused.faults
    assert came
