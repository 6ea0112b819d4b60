"""From a place in the law to its place in the text, through every kind of model."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from comitia.law.faults import Faults
from comitia.text import kinds
from comitia.text.nodes import Tree, compose
from comitia.text.places import article_of, fault, look, name_of, place_of
from comitia.text.read import read_with_places, validate
from tests.text.club import FILE, HERE, LAW

ROUTE = ("bodies", 0, "routes", 0)


class Toy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Circle(Toy):
    shape: Literal["circle", "round"]
    square: int = 1
    """A key that has the name of another alternative."""


class Square(Toy):
    shape: Literal["square"]
    side: int | Circle
    size: tuple[int, str] | None = None


Shape = Annotated[Circle | Square, Field(discriminator="shape")]


class Even(Toy):
    number: int

    def model_post_init(self, context: object, /) -> None:
        if self.number % 2:
            raise PydanticCustomError("out_of_range", "the number {number} is odd", {"number": self.number})


class Drawing(Toy):
    shapes: tuple[Shape, ...] = ()
    named: dict[str, Shape] = {}
    one: Shape | None = None
    even: Even | None = None


def drawn(text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        validate(Drawing, compose(text, "d.yaml"))
    return [str(fault) for fault in caught.value.faults]


@pytest.fixture(scope="module")
def club() -> Tree:
    return compose(LAW, FILE)


def test_a_location_loses_the_names_of_alternatives_only() -> None:
    assert kinds.walk(Drawing, ("shapes", 0, "circle", "square")) == (("shapes", 0, "square"), int)
    assert kinds.walk(Drawing, ("shapes", 1, "square", "side", "Circle", "square")) == (
        ("shapes", 1, "side", "square"),
        int,
    )
    assert kinds.walk(Drawing, ("named", "a", "round", "square"))[0] == ("named", "a", "square")
    assert kinds.walk(Drawing, ("one", "square", "size", 1)) == (("one", "size", 1), str)
    assert kinds.walk(Drawing, ("nowhere", "at", "all"))[0] == ("nowhere", "at", "all")


def test_faults_inside_alternatives_stand_at_their_own_place() -> None:
    assert drawn("shapes:\n  - {shape: circle, square: x}\n  - {shape: square, sidee: 3}\n") == [
        "d.yaml:2:29  'square' must be a whole number; found 'x'.",
        "d.yaml:3:21  'sidee' cannot stand in shapes.1. Did you mean 'side'?",
    ]
    assert drawn("named: {a: {shape: round, square: x}}\n") == [
        "d.yaml:1:35  'square' must be a whole number; found 'x'."
    ]
    assert drawn("one: {shape: triangle}\n") == [
        "d.yaml:1:14  'shape' cannot be 'triangle'. It can be circle, round or square."
    ]
    assert drawn("one: {shape: square, side: 1, size: [x, y]}\n") == [
        "d.yaml:1:38  Item 1 of 'size' must be a whole number; found 'x'."
    ]


def test_a_law_may_have_rules_and_words_of_its_own() -> None:
    assert drawn("even: {number: 3}\n") == ["d.yaml:1:7  The number 3 is odd."]


def test_every_place_leads_back_to_what_is_written_there(club: Tree) -> None:
    lines = LAW.split("\n")
    for path, place in club.values.items():
        value = look(club, path)
        if isinstance(value, str):
            written = lines[place.line - 1][place.column - 1 : place.end_column - 1]
            assert written.strip("\"'") == value
    for path, place in club.keys.items():
        assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == path[-1]
        assert look(club, path) is not None


def test_a_place_that_is_not_written_is_the_nearest_around_it(club: Tree) -> None:
    assert place_of(club, (*ROUTE, "electorate", "where", 3)) == club.keys[(*ROUTE, "electorate")]
    assert place_of(club, ("nothing",)) == club.values[()]


def test_the_article_is_that_of_the_nearest_rule_that_names_one(club: Tree) -> None:
    assert article_of(club, (*ROUTE, "electorate", "age")) == "statutes art. 5 (R2)"
    assert article_of(club, (*ROUTE, "candidates", "nominators", 0, "more_than")) == "statutes art. 6"
    assert article_of(club, ("offices", 0, "title")) == "statutes, article not verified (R9)"
    assert article_of(club, ("acts", 0, "title")) is None


def test_an_article_that_cannot_be_read_is_not_replaced_by_that_of_another_rule() -> None:
    tree = compose("article: {act: a, number: 1}\nb: {article: {number: 2}, c: d}\ne: {article: Art. 3}\n", FILE)
    assert article_of(tree, ("b", "c")) is None
    assert article_of(tree, ("e",)) == "Art. 3"
    assert article_of(tree, ()) == "a art. 1"


def test_a_place_is_named_as_settings_name_it(club: Tree) -> None:
    assert name_of(club, (*ROUTE, "stages", 1, "count")) == "bodies.council.routes.members.stages.run-off.count"
    assert name_of(club, ("choices", 0, "options", 1, "amends", 0)) == "choices.half.options.1.amends.0"


def test_others_build_faults_from_paths_in_the_law() -> None:
    law, tree = read_with_places(HERE / FILE)
    found = fault(tree, ("bodies", 0, "seats"), "seats-differ", f"{law.bodies[0].seats} seats.", mend="Count.")
    assert (found.line, found.column, found.article) == (34, 12, "statutes art. 4")
    assert found.excerpt == "    seats: 7\n           ^"
