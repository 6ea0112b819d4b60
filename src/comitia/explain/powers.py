"""Who can do what to whom: who makes and unmakes each body and office, and which powers meet in one hand.

Much of it stands in no list of powers: a body that elects, an office that alone proposes, a rule of recall are powers,
too. They are read out of the elections, confirmations, seats by office and rules of tenure, and added to the powers
that the law names; what a law says twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from comitia.explain.graph import Edge, Node, Way, graph
from comitia.explain.telling import At, phrase, tell
from comitia.explain.words import sentence_for
from comitia.law.candidates import FromMembers
from comitia.law.clause import Article, Threshold
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.counting import Majority
from comitia.law.powers import Power, Verb
from comitia.law.routes import Confirmation, Election, ExOfficio, Route
from comitia.law.tenure import Recall

__all__ = ["Bar", "Held", "Holder", "Link", "Removal", "Row", "Seat", "holders", "rows"]

How = Literal["by-office", "as-member", "jointly"]
"""How one seat brings another: it goes with the office; the holder comes from the members; chambers sit together."""

_MAKES: tuple[Verb, ...] = ("elects", "appoints")
_UNMAKES: tuple[Verb, ...] = ("recalls", "dismisses")
_ALIKE: tuple[tuple[Verb, ...], ...] = (_MAKES, _UNMAKES)
"""Verbs of which one says what another says."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many must agree: `needed` of `of` where the law fixes both; `text` is the share in words."""

    text: str
    needed: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Someone who has a part in making the holder of an office, with the citation."""

    who: str
    title: str
    article: str
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """Who can end a mandate, and how many must agree; no bar where no rule of the file says it."""

    who: str
    title: str
    article: str
    grounds: str | None
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Held:
    """One power, with its sentence. `stated`: whether it stands among the powers of the law, or follows from a rule."""

    id: str
    does: Verb
    whom: str | None
    matter: str | None
    before: str | None
    text: str
    article: Article
    bar: Bar | None
    stated: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat in a body that a holder has besides, the number of those who sit there, and the powers they have."""

    body: str
    title: str
    how: How
    hands: int | None
    powers: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A body or an office. `hands`: how many hold it; `seated_by`: the offices that its seats go with.

    `joins`: the chambers that it is made of; `drawn`: whether a lot fills seats; `outside`: whether a law that is not
    in the file does.
    """

    id: str
    title: str
    kind: Literal["body", "office"]
    hands: int | None
    article: str
    elected_by: tuple[Link, ...]
    nominated_by: tuple[Link, ...]
    confirmed_by: tuple[Link, ...]
    seated_by: tuple[Link, ...]
    joins: tuple[Link, ...]
    drawn: bool
    outside: bool
    removals: tuple[Removal, ...]
    powers: tuple[Held, ...]
    also_holds: tuple[Seat, ...]

    @property
    def verbs(self) -> tuple[Verb, ...]:
        """What the holder does, each verb once."""
        return tuple(dict.fromkeys(power.does for power in self.powers))


def holders(law: Constitution) -> tuple[Holder, ...]:
    """Every body and office with its powers, in the order of the file."""
    return _Reading(law).holders()


# ── One law ──


class _Reading:
    """A law while its powers are read out of it."""

    def __init__(self, law: Constitution) -> None:
        self._law = law
        self._nodes: dict[str, Node] = {node.id: node for node in graph(law).nodes}
        self._edges: dict[str, list[Edge]] = {}
        for edge in graph(law).edges:
            self._edges.setdefault(edge.target, []).append(edge)
        self._filled = {body.id: body for body in law.filled()}
        self._powers = {body: tuple(self._powers_of(body)) for body in self._filled}

    def holders(self) -> tuple[Holder, ...]:
        """All of them."""
        return tuple(self._holder(body) for body in self._filled.values())

    def _holder(self, body: Body | Office) -> Holder:
        return Holder(
            id=body.id,
            title=body.title,
            kind="office" if isinstance(body, Office) else "body",
            hands=self._hands(body.id),
            article=self._law.cite(body.article),
            elected_by=self._links(body, ("elects",), _MAKES),
            nominated_by=(*self._nominators(body), *self._links(body, ("proposes",), ("nominates",))),
            confirmed_by=self._links(body, ("confirms",), ("confirms",)),
            seated_by=self._links(body, ("holds",), ()),
            joins=self._links(body, ("joins",), ()),
            drawn=self._filled_by(body, "by lot"),
            outside=self._filled_by(body, "fills"),
            removals=tuple(self._removals(body)),
            powers=self._powers[body.id],
            also_holds=tuple(self._seats(body)),
        )

    def _hands(self, name: str) -> int | None:
        """How many hold a body or office; None where the law fixes no number."""
        body = self._filled.get(name)
        if body is None or body.seats:
            return body.seats if body else None
        parts = [self._hands(part) for part in body.joins]
        return sum(part or 0 for part in parts) if parts and all(parts) else None

    def _title(self, name: str) -> str:
        return self._nodes[name].title if name in self._nodes else name

    # Who makes and unmakes

    def _filled_by(self, body: Body | Office, way: Way) -> bool:
        return any(edge.way == way for edge in self._edges.get(body.id, ()))

    def _links(self, body: Body | Office, ways: Sequence[Way], verbs: Sequence[Verb]) -> tuple[Link, ...]:
        """Those who stand to a body in one of these ways, by its routes or by a power; nobody twice."""
        found: dict[str, Link] = {}
        for edge in self._edges.get(body.id, ()):
            if edge.way in ways and edge.source not in found:
                route = self._route(body, edge)
                cite = self._law.cite(_article(route, edge)) if route else edge.article
                bar = self._route_bar(route, edge)
                found[edge.source] = Link(edge.source, self._title(edge.source), cite, bar)
        for power in self._law.powers:
            if power.does in verbs and power.whom == body.id and power.holder not in found:
                cite, bar = self._law.cite(power.article), self._bar(power.threshold, power.holder)
                found[power.holder] = Link(power.holder, self._title(power.holder), cite, bar)
        return tuple(found.values())

    def _nominators(self, body: Body | Office) -> tuple[Link, ...]:
        """Meetings and bodies that nominate and are no bodies of the file."""
        routes = (route for route in body.routes if isinstance(route, Election))
        found = {each.id: each for route in routes for each in route.candidates.nominators}
        return tuple(Link(each.id, each.title, self._law.cite(each.article)) for each in found.values())

    def _removals(self, body: Body | Office) -> Iterator[Removal]:
        """Those who can end a mandate, by a rule of recall or by a power; nobody twice."""
        found: dict[str, Removal] = {}
        for recall in body.tenure.recall if body.tenure else ():
            for name in self._recalling(body, recall):
                bar, cite = self._bar(recall.threshold, name), self._law.cite(recall.article)
                found.setdefault(name, Removal(name, self._title(name), cite, recall.grounds, bar))
        for power in self._law.powers:
            if power.does in _UNMAKES and power.whom == body.id:
                bar, name = self._bar(power.threshold, power.holder), power.holder
                known = Removal(name, self._title(name), self._law.cite(power.article), power.matter, bar)
                same = found.setdefault(name, known)
                found[name] = replace(same, bar=same.bar or bar)
        yield from found.values()

    def _recalling(self, body: Body | Office, recall: Recall) -> dict[str, None]:
        """Those who elected, by the ways that the rule of recall holds for."""
        edges = (edge for edge in self._edges.get(body.id, ()) if edge.way == "elects")
        return {edge.source: None for edge in edges if not recall.routes or edge.route in recall.routes}

    # How many must agree

    def _bar(self, threshold: Threshold | None, holder: str) -> Bar | None:
        """A bar in words and, where it is a share of all members, in whole numbers."""
        if threshold is None:
            return None
        text = phrase(threshold, At(self._law, (self._law, _ASKED)))
        hands = self._hands(holder) if threshold.of == "members" else None
        return Bar(text, threshold.least(hands), hands) if hands else Bar(text)

    def _route(self, body: Body | Office, edge: Edge) -> Route | None:
        return next((route for route in body.routes if route.id == edge.route), None)

    def _route_bar(self, route: Route | None, edge: Edge) -> Bar | None:
        """How many of a body must agree to elect or to confirm, where that is a share of all its members."""
        if not isinstance(route, Election):
            return None
        if edge.way == "confirms":
            return self._bar(_of(route.confirmed_by, edge.source).threshold, edge.source)
        count = route.stages[0].count
        by_members = edge.way == "elects" and isinstance(count, Majority) and count.threshold.of == "members"
        return self._bar(count.threshold, edge.source) if by_members and isinstance(count, Majority) else None

    # Powers

    def _powers_of(self, holder: str) -> Iterator[Held]:
        """The powers that the law names, then those that follow from its rules."""
        stated = [power for power in self._law.powers if power.holder == holder]
        follow = [power for power in self._following(holder) if not any(_says(each, power) for each in stated)]
        for power in stated:
            yield self._held(power, sentence_for(f"powers.{power.id}", self._law).text, stated=True)
        for power in follow:
            yield self._held(power, tell(power, At(self._law, (self._law, power))), stated=False)

    def _held(self, power: Power, text: str, stated: bool) -> Held:
        bar = self._bar(power.threshold, power.holder) or self._bar_by_rule(power)
        return Held(power.id, power.does, power.whom, power.matter, power.before, text, power.article, bar, stated)

    def _bar_by_rule(self, power: Power) -> Bar | None:
        """The bar of the election or confirmation that a power is about."""
        body = self._filled.get(power.whom or "")
        ways = {"elects": "elects", "appoints": "elects", "confirms": "confirms"}
        for edge in self._edges.get(body.id, ()) if body else ():
            if body and edge.source == power.holder and edge.way == ways.get(power.does):
                return self._route_bar(self._route(body, edge), edge)
        return None

    def _following(self, holder: str) -> Iterator[Power]:
        """Powers that follow from elections, proposals, confirmations and rules of recall; each once."""
        found: dict[str, Power] = {}
        for body in self._filled.values():
            for edge in self._edges.get(body.id, ()):
                route = self._route(body, edge)
                if edge.source == holder and edge.way in _VERBS and route is not None:
                    power = self._power(holder, _VERBS[edge.way], body, _article(route, edge))
                    found.setdefault(power.id, power)
            for recall in body.tenure.recall if body.tenure else ():
                if holder in self._recalling(body, recall):
                    power = self._power(holder, "recalls", body, recall.article, recall.threshold)
                    found.setdefault(power.id, power)
        yield from found.values()

    def _power(
        self, holder: str, does: Verb, body: Body | Office, article: Article, threshold: Threshold | None = None
    ) -> Power:
        electors = [edge.source for edge in self._edges[body.id] if edge.way == "elects"]
        before = electors[0] if does == "nominates" and len(electors) == 1 and electors[0] in self._filled else None
        id = f"{holder}-{does}-{body.id}"
        return Power.model_construct(
            id=id, holder=holder, does=does, whom=body.id, before=before, article=article, threshold=threshold
        )

    # Seats that meet in one hand

    def _seats(self, body: Body | Office) -> Iterator[Seat]:
        """The other bodies in which whoever holds this one sits for certain, the nearest first."""
        known, open_ = {body.id}, [body.id]
        while open_:
            for name, how in self._beside(open_.pop(0)):
                if name not in known:
                    known.add(name)
                    open_.append(name)
                    yield Seat(name, self._title(name), how, self._hands(name), self._powers[name])

    def _beside(self, name: str) -> Iterator[tuple[str, How]]:
        for body in self._filled.values():
            if any(edge.source == name and edge.way == "holds" for edge in self._edges.get(body.id, ())):
                yield body.id, "by-office"
        pools = {_pool(route) for part in self._parts(name) for route in part.routes}
        for pool in pools if len(pools) == 1 else ():
            if pool in self._filled and not self._barred(name, pool):
                yield pool, "as-member"
        yield from ((body.id, "jointly") for body in self._filled.values() if name in body.joins)

    def _parts(self, name: str) -> list[Body | Office]:
        """A body, or the chambers that it is made of."""
        body = self._filled[name]
        return [self._filled[part] for part in body.joins if part in self._filled] or [body]

    def _barred(self, office: str, body: str) -> bool:
        """Whether the office cannot be held together with a mandate in the body."""
        tenure = self._filled[body].tenure
        return any(office in rule.offices for rule in tenure.incompatible) if tenure else False


_ASKED = Power(id="asked", holder="asked", does="decides", article=Article(act="nowhere", mark="assumed"))
"""Inside a power, a share of all members is one of all *its* members."""
_VERBS: dict[str, Verb] = {"elects": "elects", "proposes": "nominates", "confirms": "confirms"}


def _of(confirmations: Sequence[Confirmation], body: str) -> Confirmation:
    return next(each for each in confirmations if each.body == body)


def _article(route: Route, edge: Edge) -> Article:
    """The article in which a part of a route stands."""
    if isinstance(route, Election) and edge.way == "confirms":
        return _of(route.confirmed_by, edge.source).article
    if isinstance(route, Election) and edge.way == "proposes":
        return route.candidates.article or route.article
    return route.article


def _says(stated: Power, follows: Power) -> bool:
    """Whether a power that the law names says what follows from another rule."""
    alike = next((verbs for verbs in _ALIKE if follows.does in verbs), (follows.does,))
    return stated.whom == follows.whom and stated.does in alike


def _pool(route: Route) -> str | None:
    """The body from whose members a route takes those it seats."""
    if isinstance(route, Election) and isinstance(route.candidates.pool, FromMembers):
        return route.candidates.pool.body
    sender = None if isinstance(route, Election | ExOfficio) else getattr(route, "sent_by", None)
    return sender if isinstance(sender, str) else None


# ── Several laws ──


@dataclass(frozen=True, slots=True)
class Row:
    """One power across laws: its verb, whom or what it is over, and in each law who holds it; empty where nobody."""

    does: Verb
    over: str
    cells: tuple[tuple[tuple[Holder, Held], ...], ...]


_Key = tuple[Verb, str | None]


def rows(laws: Sequence[Sequence[Holder]]) -> tuple[Row, ...]:
    """The powers of several laws side by side: the same verb over the same office, else over the same matter.

    A power of the same id is the same one, too, where the laws word its matter otherwise.
    """
    found: dict[_Key, list[list[tuple[Holder, Held]]]] = {}
    over: dict[_Key, str] = {}
    by_id: dict[tuple[Verb, str], _Key] = {}
    for number, law in enumerate(laws):
        titles = {holder.id: holder.title for holder in law}
        for holder in law:
            for power in holder.powers:
                matter = power.matter.rstrip(".") if power.matter else ""
                key = by_id.setdefault((power.does, power.id), (power.does, power.whom or matter.casefold()))
                over.setdefault(key, titles.get(power.whom, power.whom) if power.whom else matter)
                found.setdefault(key, [[] for _ in laws])[number].append((holder, power))
    return tuple(Row(key[0], over[key], tuple(map(tuple, cells))) for key, cells in found.items())
