"""Controls: what can be changed beside each sentence, set to what it is and to something else, for every law."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.explain.alternatives import kinds, text_of
from comitia.explain.controls import Control, controls
from comitia.explain.editing import outline_document
from comitia.explain.telling import children
from comitia.explain.words import sentences
from comitia.law.clause import Clause
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.text.amend import apply
from comitia.text.catalogue import digest, load, names, path_of
from comitia.text.nodes import Tree
from comitia.text.read import read_text, tree_of, validate
from tests.text.club import FILE, LAW

FIRST = "bodies.council.routes.members.stages.first"
WITHOUT_WORDS = {("KindSeat", "attribute")}
"""Fields that no sentence tells, by clause: an attribute of which a kind is named stands for itself."""
TRIED = 12
"""In how many places a field is changed before it counts as one that no sentence tells."""


@cache
def tree(name: str) -> Tree:
    return tree_of(path_of(name))


def set_to(name: str, *settings: tuple[str, str]) -> Constitution:
    return validate(Constitution, apply(tree(name), settings))


def every(name: str) -> list[Control]:
    return [control for each in controls(load(name)).values() for control in each]


def own(name: str) -> list[Control]:
    """The controls that hold a value; a choice that is not answered would be answered by its own."""
    answered = {f"choices.{choice.id}" for choice in load(name).choices if choice.taken is None}
    return [control for control in every(name) if control.kind != "remove" and control.path not in answered]


def club(*settings: tuple[str, str]) -> Constitution:
    return read_text(LAW, FILE, settings)


def beside(path: str, law: Constitution | None = None) -> dict[str, Control]:
    """The controls of a sentence of the club's law, by their labels."""
    return {control.label: control for control in controls(law or club())[path]}


@st.composite
def shipped(draw: st.DrawFn) -> tuple[str, Control]:
    name = draw(st.sampled_from(names()))
    return name, draw(st.sampled_from(every(name)))


# What there is


def test_a_control_has_path_and_value_as_settings_take_them() -> None:
    assert beside(f"{FIRST}.quorum")["At least"] == Control(
        f"{FIRST}.quorum.at_least", "At least", "share", "1/2", least=0, most=1, spot=(30, 33)
    )
    assert beside("bodies.council")["Seats"] == Control(
        "bodies.council.seats",
        "Seats",
        "number",
        "7",
        least=1,
        help="Absent where the law fixes no number.",
        may_be_empty=True,
        spot=(13, 18),
    )


def test_a_control_says_nothing_that_is_not_there() -> None:
    assert beside(f"{FIRST}.quorum")["Without this rule"].as_dict() == {
        "path": f"{FIRST}.quorum",
        "label": "Without this rule",
        "kind": "remove",
    }


def test_a_clause_without_a_sentence_is_changed_beside_the_sentence_around_it() -> None:
    found = {
        control.path for control in controls(load("ussr-1988"))["bodies.congress.routes.territorial.stages.run-off"]
    }
    assert "bodies.congress.routes.territorial.stages.run-off.standing.per_seat" in found


def test_what_the_law_leaves_open_is_chosen_among_its_answers() -> None:
    (answer,) = controls(club())["choices.half"]
    assert (answer.path, answer.kind, answer.value) == ("choices.half", "choice", "of-valid")
    assert [value for value, _ in answer.options] == ["of-valid", "of-registered"]


def test_more_than_and_at_least_are_exchanged() -> None:
    control = beside(f"{FIRST}.quorum")["At least or more than"]
    after = club((control.path, control.options[1][0]))
    assert beside(f"{FIRST}.quorum", after)["More than"].value == "1/2"


def test_another_kind_keeps_what_it_has_in_common() -> None:
    route = load("ussr-1988").bodies[0].routes[0]
    ballot = route.ballot  # type: ignore[union-attr]
    found = {word: text for text, word in kinds(route, "ballot", ballot)}
    assert list(found) == ["cross-out", "single-choice", "names", "list", "approval"]
    assert found["cross-out"] == text_of(ballot)
    path = "bodies.congress.routes.territorial.ballot"
    changed = set_to("ussr-1988", (path, found["single-choice"])).bodies[0].routes[0].ballot  # type: ignore[union-attr]
    assert (changed.form, changed.secret, changed.article) == ("single-choice", ballot.secret, ballot.article)


def test_a_field_that_names_a_thing_of_the_law_is_chosen_among_them() -> None:
    path = "bodies.congress.routes.territorial.stages.first.then.0"
    go = next(control for control in controls(load("ussr-1988"))[path] if control.path == f"{path}.go")
    assert [value for value, _ in go.options] == ["first", "run-off", "repeat", "repeat-run-off"]


# What holds for every law


@pytest.mark.parametrize("name", names())
def test_controls_set_to_their_own_values_change_nothing(name: str) -> None:
    settings = [(control.path, control.value) for control in own(name)]
    assert digest(set_to(name, *settings)) == digest(load(name))


@given(shipped())
def test_a_control_set_to_its_own_value_changes_nothing(drawn: tuple[str, Control]) -> None:
    name, control = drawn
    if control in own(name):
        assert digest(set_to(name, (control.path, control.value))) == digest(load(name))


@pytest.mark.parametrize("name", names())
def test_the_default_answer_only_says_that_it_was_given(name: str) -> None:
    law = load(name)
    settings = [(f"choices.{choice.id}", choice.default) for choice in law.choices if choice.taken is None]
    choices = tuple(choice.model_copy(update={"taken": choice.taken or choice.default}) for choice in law.choices)
    assert set_to(name, *settings) == law.model_copy(update={"choices": choices})


@given(shipped(), st.data())
def test_whatever_is_set_gives_a_law_or_faults(drawn: tuple[str, Control], data: st.DataObject) -> None:
    name, control = drawn
    value = {
        "number": st.integers(-1, 10**13).map(str),
        "share": st.fractions(-1, 2, max_denominator=100).map(str),
        "choice": st.sampled_from([value for value, _ in control.options] or [""]),
        "flag": st.sampled_from(("true", "false")),
        "words": st.text(max_size=5),
        "remove": st.just(""),
    }[control.kind]
    try:
        law = set_to(name, (control.path, data.draw(value | st.just(""))))
    except Faults:
        return
    assert outline_document(law)["entries"]


@given(shipped())
def test_what_can_be_taken_out_or_emptied_leaves_a_law(drawn: tuple[str, Control]) -> None:
    name, control = drawn
    if control.kind == "remove" or control.may_be_empty:
        assert set_to(name, (control.path, "")) != load(name) or control.value == ""


@pytest.mark.parametrize("name", names())
def test_every_number_of_a_law_has_a_control(name: str) -> None:
    there = {control.path for control in every(name)}
    found = {path for top in ("bodies", "offices", "powers", "provisions", "ties") for path in numbers(load(name), top)}
    assert found
    assert not found - there


def numbers(law: Constitution, top: str) -> Iterator[str]:
    for step, clause in children(law):
        if step.partition(".")[0] == top:
            yield from _numbers(clause, step)


def _numbers(clause: Clause, path: str) -> Iterator[str]:
    """The paths of all numbers that a file writes."""
    for field in clause.model_fields_set:
        value = getattr(clause, field)
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            yield f"{path}.{field}"
    for step, child in children(clause):
        yield from _numbers(child, f"{path}.{step}")


def test_a_change_is_told_in_some_sentence_but_for_few_fields() -> None:
    silent: dict[tuple[str, str], int] = {}
    told: set[tuple[str, str]] = set()
    for name in names():
        for control in own(name):
            field = _field(load(name), control.path)
            if field in told or silent.get(field, 0) >= TRIED:
                continue
            try:
                law = set_to(name, (control.path, _other(control)))
            except Faults:
                continue
            if [each.text for each in sentences(law)] != [each.text for each in sentences(load(name))]:
                told.add(field)
            silent[field] = silent.get(field, 0) + 1
    assert set(silent) - told == WITHOUT_WORDS


def _field(law: Constitution, path: str) -> tuple[str, str]:
    """The kind of clause and the field that a path leads to."""
    inside: object = law
    found = ("", "")
    for step in path.split("."):
        if isinstance(inside, tuple):
            ids = [str(getattr(each, "id", place)) for place, each in enumerate(inside)]
            inside = inside[ids.index(step)]
        else:
            found = type(inside).__name__, step
            inside = getattr(inside, step)
    return found


def _other(control: Control) -> str:
    if control.kind == "number":
        return str(int(control.value or 1) + 1)
    if control.kind == "share":
        return "2/3" if control.value == "1/2" else "1/2"
    if control.kind == "flag":
        return "false" if control.value == "true" else "true"
    if control.kind == "words":
        return "other"
    return next(value for value, _ in control.options if value not in ("", control.value))


# Where a value stands in its sentence


@pytest.mark.parametrize("name", names())
def test_spots_lie_apart_in_their_sentence(name: str) -> None:
    found = controls(load(name))
    for sentence in sentences(load(name)):
        spots = sorted({control.spot for control in found.get(sentence.path, ()) if control.spot})
        ends = [0, *(end for _, end in spots)]
        assert all(end <= start < len(sentence.text) for end, (start, _) in zip(ends, spots, strict=False))


def test_spots_are_those_of_the_values() -> None:
    law = load("ussr-1988")
    text = {sentence.path: sentence.text for sentence in sentences(law)}
    path = "bodies.congress.routes.territorial"
    found = {
        control.path.removeprefix(f"{path}."): text[owner][slice(*control.spot)]
        for owner, each in controls(law).items()
        for control in each
        if owner.startswith(path) and control.spot
    }
    assert found["seats"] == "750"
    assert found["units.method"] == "the Hare quota"
    assert found["seats_each.number"] == "one"
    assert found["stages.first.count.threshold.more_than"] == "1/2"
    assert found["stages.first.count.threshold.of"] == "those who took part"
    assert found["stages.repeat.within_months"] == "two"
    assert found["stages.repeat.at_most"] == "twice"
