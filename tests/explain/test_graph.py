"""The tiers: who fills whom, as a graph, a tree and DOT."""

from __future__ import annotations

import re

import pytest

from comitia.explain.graph import CITIZENS, ORGANISATIONS, Graph, Line, as_dict, dot, graph, tree
from comitia.law.constitution import Constitution
from comitia.text.catalogue import load, names
from comitia.text.read import read_text
from tests.text.club import FILE, LAW


@pytest.fixture(scope="module")
def law() -> Constitution:
    return load("ussr-1988")


@pytest.fixture(scope="module")
def tiers(law: Constitution) -> Graph:
    return graph(law)


def found(tiers: Graph, text: str) -> Line:
    return next(line for line in tree(tiers) if line.text.startswith(text))


def test_citizens_and_organisations_elect_the_congress_and_the_congress_the_chambers(tiers: Graph) -> None:
    elected = {(edge.source, edge.target): edge.seats for edge in tiers.edges if edge.way == "elects"}
    assert elected[CITIZENS, "congress"] == 750
    assert elected[ORGANISATIONS, "congress"] == 750
    assert elected["congress", "soviet-of-the-union"] == 271
    assert [edge.route for edge in tiers.edges if edge.source == CITIZENS] == ["territorial", "national-territorial"]


def test_every_seat_has_an_edge(law: Constitution, tiers: Graph) -> None:
    for body in law.filled():
        filled = [
            edge for edge in tiers.edges if edge.target == body.id and edge.way in ("elects", "fills", "holds", "joins")
        ]
        if body.seats and filled:
            assert sum(edge.seats or 0 for edge in filled) == body.seats, body.id


def test_proposals_and_confirmations_are_edges_too(tiers: Graph) -> None:
    ways = {(edge.source, edge.way) for edge in tiers.edges if edge.target == "chairman-council-of-ministers"}
    assert ways == {("supreme-soviet", "elects"), ("chairman", "proposes"), ("congress", "confirms")}


def test_nobody_stands_before_those_who_elect_them(tiers: Graph) -> None:
    places = {node.id: place for place, node in enumerate(tiers.nodes)}
    assert all(places[edge.source] < places[edge.target] for edge in tiers.edges)


def test_the_tree_has_one_tier_an_indent(tiers: Graph) -> None:
    assert found(tiers, "Congress of People's Deputies").branch == "└─ "
    assert found(tiers, "Soviet of the Union").branch == "   ├─ "
    assert found(tiers, "Chairman of the Soviet of the Union").branch == "   │  ├─ "
    assert found(tiers, "Supreme Soviet").text == "Supreme Soviet = Soviet of the Union + Soviet of Nationalities"


def test_a_body_stands_in_full_once(law: Constitution, tiers: Graph) -> None:
    lines = [line.text for line in tree(tiers)]
    for body in law.filled():
        whole = [text for text in lines if re.match(rf"{re.escape(body.title)}($| = | \()", text)]
        assert len([text for text in whole if not text.endswith("as above")]) == 1, body.id
    assert "Congress of People's Deputies (750 of 2,250), as above" in lines


@pytest.mark.parametrize("name", names())
def test_every_body_of_a_shipped_law_is_in_the_tree(name: str) -> None:
    shipped = load(name)
    lines = [line.text for line in tree(graph(shipped))]
    for body in shipped.filled():
        assert any(line.startswith(body.title) for line in lines), body.id


def test_an_office_that_nobody_fills_stands_by_itself() -> None:
    lines = tree(graph(read_text(LAW, FILE)))
    assert [(line.branch, line.text) for line in lines] == [
        ("", "Citizens"),
        ("└─ ", "The council"),
        ("", "The chair"),
    ]


def test_a_circle_of_bodies_still_has_a_tree() -> None:
    electorate = "electorate:\n          of: citizens\n          age: 18"
    assert electorate in LAW
    ring = LAW.replace(electorate, "electorate: {of: members, bodies: [council]}")
    assert [line.text for line in tree(graph(read_text(ring, FILE)))] == [
        "The council",
        "The council, as above",
        "The chair",
    ]


def test_the_data_names_only_nodes_that_it_has(tiers: Graph) -> None:
    document = as_dict(tiers)
    known = {node["id"] for node in document["nodes"]}
    assert {edge[end] for edge in document["edges"] for end in ("from", "to")} <= known


def test_dot_quotes_what_it_is_given(law: Constitution) -> None:
    assert dot(graph(law)).count(" -> ") == len(graph(law).edges)
    odd = law.model_copy(update={"title": 'A "law" with a \\'})
    assert 'label="A \\"law\\" with a \\\\";' in dot(graph(odd))
