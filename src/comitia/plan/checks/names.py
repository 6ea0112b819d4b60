"""Names: everything that the law names exists, and no two things bear one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from comitia.law.candidates import FromMembers
from comitia.law.clause import Article
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.electorates import Members
from comitia.law.faults import nearest
from comitia.law.levelling import Placing
from comitia.law.routes import Election, ExOfficio
from comitia.law.tiers import Delegates
from comitia.law.units import CastSeats, NoSeats, OrganisationQuotas, OrganisationSeats, TableSeats
from comitia.plan.checks.finding import OTHER, Finding, bodies, count, elections, every, known, offer, path_of, routes
from comitia.text.nodes import Path


class Named(NamedTuple):
    """A place where the law names a body or office; `says` is the sentence up to the name."""

    path: Path
    name: str
    says: str


def named(law: Constitution) -> Iterator[Named]:
    """Every place in the law that names a body or office."""
    for path, body in bodies(law):
        yield from _list((*path, "joins"), body.joins, f"'{body.id}' joins")
        yield from _in_tenure(path, body)
    for path, body, route in routes(law):
        if isinstance(route, ExOfficio):
            for position, holder in enumerate(route.holders):
                yield Named((*path, "holders", position, "office"), holder.office, f"In '{body.id}' sits by office")
        if isinstance(route, Delegates):
            yield Named((*path, "sent_by"), route.sent_by, f"Delegates to '{body.id}' are sent by")
        if isinstance(route, Election):
            yield from _in_election(path, body, route)
    for position, power in enumerate(law.powers):
        for key, name in (("holder", power.holder), ("whom", power.whom), ("before", power.before)):
            if name is not None:
                yield Named(("powers", position, key), name, f"Power '{power.id}' names")


def _in_tenure(path: Path, body: Body | Office) -> Iterator[Named]:
    rules = body.tenure.incompatible if body.tenure else ()
    for position, rule in enumerate(rules):
        inside = (*path, "tenure", "incompatible", position, "offices")
        yield from _list(inside, rule.offices, f"A seat in '{body.id}' cannot be held together with")


def _in_election(path: Path, body: Body | Office, route: Election) -> Iterator[Named]:
    electorate, pool = route.electorate, route.candidates.pool
    if isinstance(electorate, Members):
        yield from _list((*path, "electorate", "bodies"), electorate.bodies, f"'{body.id}' is elected by")
    if isinstance(pool, FromMembers):
        inside = (*path, "candidates", "pool")
        yield Named((*inside, "body"), pool.body, f"'{body.id}' is elected from the members of")
        yield from _list((*inside, "excluding"), pool.excluding, f"Those who stand for '{body.id}' must not sit in")
    if route.candidates.proposed_by:
        by = route.candidates.proposed_by
        yield Named((*path, "candidates", "proposed_by"), by, f"Names for '{body.id}' are proposed by")
    for position, each in enumerate(route.confirmed_by):
        yield Named((*path, "confirmed_by", position, "body"), each.body, f"'{body.id}' is confirmed by")


def _list(path: Path, names: Sequence[str], says: str) -> Iterator[Named]:
    for position, name in enumerate(names):
        yield Named((*path, position), name, says)


def bodies_exist(law: Constitution) -> Iterator[Finding]:
    """Whoever elects, proposes, confirms, sits by office or holds a power is created by an article."""
    there = known(law)
    for each in named(law):
        if each.name not in there:
            message = f"{each.says} '{each.name}', which no article creates."
            near = nearest(each.name, there)
            mend = (
                f"Did you mean '{near}' ({OTHER})?"
                if near
                else offer(each.name, there, "bodies and offices of this law")
            )
            yield Finding(
                each.path, "unknown-body", message, mend, other=path_of(law, near) if near else None, out=True
            )


def routes_exist(law: Constitution) -> Iterator[Finding]:
    """Routes that a pool or a recall names are ways into the body meant."""
    there = known(law)
    for path, _, route in elections(law):
        pool = route.candidates.pool
        if isinstance(pool, FromMembers) and pool.body in there:
            body = there[pool.body]
            ways = [each.id for name in (body.id, *body.joins) if name in there for each in there[name].routes]
            yield from _unknown_routes((*path, "candidates", "pool", "routes"), pool.routes, body, ways)
    for path, body in bodies(law):
        ways = [route.id for route in body.routes]
        for position, recall in enumerate(body.tenure.recall if body.tenure else ()):
            yield from _unknown_routes((*path, "tenure", "recall", position, "routes"), recall.routes, body, ways)


def _unknown_routes(path: Path, names: Sequence[str], body: Body | Office, ways: Sequence[str]) -> Iterator[Finding]:
    for position, name in enumerate(names):
        if name not in ways:
            message = f"'{name}' is no route into '{body.id}'."
            yield Finding(
                (*path, position), "unknown-route", message, offer(name, ways, f"routes into '{body.id}'"), out=True
            )


def acts_exist(law: Constitution) -> Iterator[Finding]:
    """Every article is cited from an act that the file lists."""
    acts = [act.id for act in law.acts]
    for path, article in every(Article, law):
        if article.act not in acts:
            message = f"An article is cited from '{article.act}', which is not listed under 'acts'."
            yield Finding((*path, "act"), "unknown-act", message, offer(article.act, acts, "acts of this law"))


def organisations_exist(law: Constitution) -> Iterator[Finding]:
    """Every organisation that has seats is one to which the law gives a part."""
    there = [organisation.id for organisation in law.organisations]
    for path, _, route in elections(law):
        for where, given in every(OrganisationSeats, route.units, (*path, "units")):
            if given.organisation not in there:
                seats = count(given.seats, "seat")
                message = f"'{given.organisation}' has {seats} and is not listed under 'organisations'."
                mend = offer(given.organisation, there, "organisations of this law")
                yield Finding((*where, "organisation"), "unknown-organisation", message, mend, out=True)


def stages_exist(law: Constitution) -> Iterator[Finding]:
    """Whatever follows a stage is a stage of the same route."""
    for path, _, route in elections(law):
        there = [stage.id for stage in route.stages]
        for position, stage in enumerate(route.stages):
            for number, line in enumerate(stage.then):
                if line.go not in there:
                    message = f"After stage '{stage.id}' follows '{line.go}', which is no stage of this route."
                    where = (*path, "stages", position, "then", number, "go")
                    yield Finding(
                        where, "unknown-stage", message, offer(line.go, there, "stages of this route"), out=True
                    )


def answers_exist(law: Constitution) -> Iterator[Finding]:
    """The default of a choice and the answer taken are among its options."""
    for position, choice in enumerate(law.choices):
        there = [option.value for option in choice.options]
        for key, value in (("default", choice.default), ("taken", choice.taken)):
            if value is not None and value not in there:
                message = f"'{value}' is no answer to the choice '{choice.id}'."
                yield Finding(
                    ("choices", position, key), "unknown-option", message, offer(value, there, "answers to it")
                )


# one name, one thing


class _Having(Protocol):
    @property
    def id(self) -> str: ...


def ids_are_given_once(law: Constitution) -> Iterator[Finding]:
    """No two bodies or offices, routes of a body, stages of a route and so on bear one id."""
    yield from _twice([((*path, "id"), body.id) for path, body in bodies(law)])
    for kind in ("acts", "choices", "organisations", "powers", "provisions"):
        yield from _twice_in((kind,), getattr(law, kind))
    for path, body in bodies(law):
        yield from _twice_in((*path, "routes"), body.routes)
    for path, _, route in elections(law):
        yield from _twice_in((*path, "stages"), route.stages)
        yield from _twice_in((*path, "candidates", "nominators"), route.candidates.nominators)
        yield from _twice_in((*path, "candidates", "gates"), route.candidates.gates)
        if isinstance(route.units, OrganisationQuotas):
            yield from _twice_in((*path, "units", "groups"), route.units.groups)
        if isinstance(route.seats_each, TableSeats | CastSeats | NoSeats):
            yield from _twice_in((*path, "seats_each", "rows"), route.seats_each.rows)
    for path, line in every(Placing, law):
        yield from _twice_in((*path, "rows"), line.rows)
    for position, choice in enumerate(law.choices):
        inside = ("choices", position, "options")
        yield from _twice([((*inside, i, "value"), option.value) for i, option in enumerate(choice.options)])


def _twice_in(path: Path, items: Sequence[_Having]) -> Iterator[Finding]:
    yield from _twice([((*path, position, "id"), item.id) for position, item in enumerate(items)])


def _twice(ids: Sequence[tuple[Path, str]]) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for path, name in ids:
        if name in first:
            message = f"The id '{name}' is given twice: here and at {OTHER}."
            yield Finding(path, "same-id", message, "Give one of the two another id.", other=first[name])
        first.setdefault(name, path)


def names_stand_once(law: Constitution) -> Iterator[Finding]:
    """A list names a body once: nobody votes twice, and no chamber is joined to itself."""
    for path, names in _lists(law):
        first: dict[str, Path] = {}
        for position, name in enumerate(names):
            here = (*path, position)
            if name in first:
                message = f"'{name}' stands twice in this list."
                yield Finding(here, "named-twice", message, "Leave one of the two out.")
            first.setdefault(name, here)
        yield from _with_their_whole(law, first)


def _lists(law: Constitution) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for path, body in bodies(law):
        yield (*path, "joins"), body.joins
    for path, _, route in elections(law):
        if isinstance(route.electorate, Members):
            yield (*path, "electorate", "bodies"), route.electorate.bodies


def _with_their_whole(law: Constitution, listed: dict[str, Path]) -> Iterator[Finding]:
    """A chamber that is named beside the body that it is part of."""
    there = known(law)
    for whole in listed:
        for part in there[whole].joins if whole in there else ():
            if part in listed:
                message = f"The members of '{part}' stand twice in this list: they sit in '{whole}' as well."
                yield Finding(listed[part], "named-twice", message, f"Leave '{part}' or '{whole}' out.")
