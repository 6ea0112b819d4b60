"""The tiers of a constitution: who fills whom, as a graph, a tree for the terminal, DOT and plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from comitia.law.constitution import Body, Constitution, Office
from comitia.law.electorates import Citizens, Members
from comitia.law.faults import Faults
from comitia.law.levelling import Levelling
from comitia.law.routes import Election, ExOfficio, Lot, Outside, Route
from comitia.law.tiers import Delegates, Meetings
from comitia.law.units import OrganisationQuotas
from comitia.plan.order import order

__all__ = ["Edge", "Graph", "Line", "Node", "as_dict", "dot", "graph", "tree"]

CITIZENS, ORGANISATIONS, OUTSIDE, BY_OFFICE = "Citizens", "Organisations", "Outside", "By office"
"""Ids of what is no body; with a capital, so that no body can have them."""

Way = Literal["elects", "holds", "fills", "joins", "proposes", "confirms", "by lot"]
"""What an edge says: electors elect; an office holds seats by itself; another law fills; a chamber joins with
others; one proposes; one confirms."""


@dataclass(frozen=True, slots=True)
class Node:
    """Someone who chooses or is chosen: citizens, organisations, what is outside the law, a body, an office."""

    id: str
    kind: Literal["citizens", "organisations", "outside", "body", "office"]
    title: str
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """From those who choose to what they fill, by one route, for so many seats."""

    source: str
    target: str
    way: Way
    route: str | None
    title: str
    seats: int | None
    article: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in an order in which they can be filled, and edges."""

    name: str
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def node(self, id: str) -> Node:
        """The node of that id; KeyError if there is none."""
        for node in self.nodes:
            if node.id == id:
                return node
        raise KeyError(id)


def graph(law: Constitution) -> Graph:
    """Who fills whom. Bodies that wait for each other in a circle are taken in the order of the file."""
    bodies = _ordered(law)
    edges = tuple(edge for body in bodies for edge in _edges(law, body))
    known = {edge.source for edge in edges}
    roots = (
        Node(CITIZENS, "citizens", "Citizens"),
        Node(ORGANISATIONS, "organisations", _organisations(bodies)),
        Node(OUTSIDE, "outside", "Another law"),
    )
    offices = {office.id for office in law.offices}
    filled = [Node(body.id, "office" if body.id in offices else "body", body.title, body.seats) for body in bodies]
    return Graph(law.name, law.title, (*(root for root in roots if root.id in known), *filled), edges)


def _ordered(law: Constitution) -> tuple[Body | Office, ...]:
    try:
        return order(law)
    except Faults:
        return tuple(law.filled())


def _organisations(bodies: tuple[Body | Office, ...]) -> str:
    names = {
        line.organisation
        for body in bodies
        for route in body.routes
        if isinstance(route, Election) and isinstance(route.units, OrganisationQuotas)
        for group in route.units.groups
        for line in group.organisations
    }
    return f"Organisations ({len(names)})" if names else "Organisations"


def _edges(law: Constitution, body: Body | Office) -> Iterator[Edge]:
    for part in body.joins:
        yield Edge(part, body.id, "joins", None, "", law.body(part).seats, law.cite(body.article))
    for route in body.routes:
        cite = law.cite(route.article)
        for source, way, seats in _sources(body, route):
            yield Edge(source, body.id, way, route.id, route.title, seats, cite)


def _sources(body: Body | Office, route: Route) -> Iterator[tuple[str, Way, int | None]]:
    if isinstance(route, Outside):
        yield OUTSIDE, "fills", route.seats
    elif isinstance(route, Lot):
        yield CITIZENS, "by lot", route.seats
    elif isinstance(route, Meetings):
        yield CITIZENS, "elects", None
    elif isinstance(route, Delegates):
        yield route.sent_by, "elects", None
    elif isinstance(route, Levelling):
        voted = [each for each in body.routes if isinstance(each, Election) and each.id in route.votes_of]
        electors = dict.fromkeys(source for each in voted for source in _electors(each))
        yield from ((source, "elects", route.seats if len(electors) == 1 else None) for source in electors)
    elif isinstance(route, ExOfficio):
        yield from ((holder.office, "holds", holder.seats) for holder in route.holders)
    else:
        yield from ((source, "elects", route.seats) for source in _electors(route))
        if route.candidates.proposed_by:
            yield route.candidates.proposed_by, "proposes", None
        yield from ((confirmation.body, "confirms", None) for confirmation in route.confirmed_by)


def _electors(route: Election) -> tuple[str, ...]:
    if isinstance(route.electorate, Members):
        return route.electorate.bodies
    return (CITIZENS,) if isinstance(route.electorate, Citizens) else (ORGANISATIONS,)


def as_dict(tiers: Graph) -> dict[str, list[dict[str, str | int | None]]]:
    """Nodes and edges as promised to programs."""
    return {
        "nodes": [{"id": node.id, "kind": node.kind, "title": node.title, "seats": node.seats} for node in tiers.nodes],
        "edges": [
            {
                "from": edge.source,
                "to": edge.target,
                "way": edge.way,
                "route": edge.route,
                "seats": edge.seats,
                "article": edge.article,
            }
            for edge in tiers.edges
        ],
    }


# ── The tree ──


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tree: seats filled this way, the branches before the words, the words.

    `guide` is what stands before a continued line; `root` marks those who stand at the top.
    """

    seats: int | None
    branch: str
    guide: str
    text: str
    root: bool = False


def tree(tiers: Graph) -> tuple[Line, ...]:
    """Who elects whom, one tier an indent. A body stands in full once and is named again where others fill it, too."""
    return tuple(_Tree(tiers).lines())


class _Tree:
    """The tree while it grows."""

    def __init__(self, tiers: Graph) -> None:
        self._tiers = tiers
        self._shown: set[str] = set()
        self._below: dict[str, dict[str, list[Edge]]] = {}
        for edge in tiers.edges:
            if edge.way in ("elects", "fills"):
                self._below.setdefault(edge.source, {}).setdefault(edge.target, []).append(edge)
        for node in tiers.nodes:
            self._place(node)

    def _place(self, node: Node) -> None:
        """Bodies that nobody elects: chambers together stand beside them, the rest under a heading."""
        edges = [edge for edge in self._tiers.edges if edge.target == node.id]
        if any(edge.way in ("elects", "fills") for edge in edges):
            return
        joined = [edge for edge in edges if edge.way == "joins"]
        if joined:
            first = joined[0].source
            parent = next((source for source, below in self._below.items() if first in below), None)
            self._below.setdefault(parent or BY_OFFICE, {})[node.id] = joined
        elif edges:
            self._below.setdefault(BY_OFFICE, {})[node.id] = edges

    def lines(self) -> Iterator[Line]:
        """Every line, from the top."""
        roots = [node for node in self._tiers.nodes if node.kind in ("citizens", "organisations", "outside")]
        for node in [*roots, Node(BY_OFFICE, "outside", "By virtue of other offices")]:
            if node.id in self._below:
                yield Line(None, "", "", node.title, root=True)
                yield from self._under(node.id, "")
        for node in self._tiers.nodes:
            if node.kind in ("body", "office") and node.id not in self._shown:
                yield Line(node.seats, "", "", node.title, root=True)
                yield from self._under(node.id, "")

    def _under(self, source: str, guide: str) -> Iterator[Line]:
        self._shown.add(source)
        below = self._below.get(source, {})
        targets = [node for node in self._tiers.nodes if node.id in below]
        for node in targets:
            last = node is targets[-1]
            inner = guide + ("   " if last else "│  ")
            yield from self._node(node, below[node.id], guide + ("└─ " if last else "├─ "), inner)

    def _node(self, node: Node, edges: list[Edge], branch: str, inner: str) -> Iterator[Line]:
        again = node.id in self._shown
        seats = _sum(edges) if edges[0].way in ("elects", "fills") else node.seats
        part = seats is not None and node.seats not in (None, seats)
        of_all = f" ({seats:,} of {node.seats:,})" if part else ""
        chambers = [self._tiers.node(edge.source).title for edge in edges if edge.way == "joins"]
        joined = f" = {' + '.join(chambers)}" if chambers else ""
        yield Line(seats, branch, inner, f"{node.title}{joined}{of_all}{', as above' if again else ''}")
        if len(edges) > 1 and edges[0].way == "elects":
            deeper = self._below.get(node.id) and not again
            for edge in edges:
                yield Line(edge.seats, inner + ("│  · " if deeper else "   · "), inner, edge.title)
        if not again:
            yield from self._under(node.id, inner)


def _sum(edges: list[Edge]) -> int | None:
    """All seats together; None where the units of one way decide how many they are."""
    seats = [edge.seats for edge in edges if edge.seats is not None]
    return sum(seats) if len(seats) == len(edges) else None


# ── DOT ──

_STYLES: dict[Way, str] = {
    "elects": "",
    "holds": "style=dashed",
    "fills": "style=dashed",
    "joins": "style=bold, arrowhead=none",
    "proposes": "style=dotted, color=gray40",
    "confirms": "style=dotted, color=gray40",
}
_SHAPES = {"citizens": "ellipse", "organisations": "ellipse", "outside": "ellipse", "body": "box", "office": "plain"}


def dot(tiers: Graph) -> str:
    """The graph in the language of Graphviz."""
    lines = [f"digraph {_quoted(tiers.name)} {{", f"  label={_quoted(tiers.title)};", "  rankdir=BT;"]
    for node in tiers.nodes:
        seats = f"\n{node.seats:,}" if node.seats and node.kind == "body" else ""
        lines.append(f"  {_quoted(node.id)} [shape={_SHAPES[node.kind]}, label={_quoted(node.title + seats)}];")
    for edge in tiers.edges:
        label = edge.way if edge.way in ("proposes", "confirms") else f"{edge.seats:,}" if edge.seats else ""
        style = ", ".join(filter(None, (f"label={_quoted(label)}", _STYLES[edge.way])))
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
