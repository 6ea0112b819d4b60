"""What changed between two laws: rule by rule, in the sentences of both, each with its article.

Rules are the same where their ids are, or where they play the same part: the only way into a body, the run-off of a
contest, the power over the same office. What has no id, such as a holder or an exclusion, is known by what it names.
A rule counts as changed when its sentence does; another citation, note or certainty is no other rule, and a new title
is told once, where the title stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Literal, TypeVar, get_args

from comitia.explain.telling import CLOSING, Sentence, children
from comitia.explain.words import sentences
from comitia.law.candidates import Gate, Nominator
from comitia.law.clause import Clause, Exclusion
from comitia.law.constitution import Body, Choice, Constitution, NamedOrganisation, Office, Provision
from comitia.law.powers import Power
from comitia.law.routes import Route
from comitia.law.stages import Next, Stage
from comitia.law.tenure import Incompatibility, Recall
from comitia.law.units import KindSeat, QuotaGroup, ValueGroup

__all__ = ["Difference", "Kind", "Side", "as_dicts", "differences"]

Kind = Literal["changed", "only-in-first", "only-in-second"]
Names = Mapping[str, str]
C = TypeVar("C", bound=Clause)

ROUTES: tuple[type[Clause], ...] = get_args(get_args(Route)[0])
FOLDED: tuple[type[Clause], ...] = (Body, Office, *ROUTES, Choice)
"""What is told in one line where only one law has it."""
TITLED: tuple[type[Clause], ...] = (Body, Office, *ROUTES, NamedOrganisation)
"""What other rules call by its title."""


@dataclass(frozen=True, slots=True)
class Side:
    """A rule as one of the two laws has it. `more`: how many rules of its own stand behind the one told."""

    path: str
    text: str
    article: str | None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that the two laws do not share. `body` is the body or office that it is about, where there is one."""

    path: str
    kind: Kind
    body: str | None
    first: Side | None
    second: Side | None

    def as_dict(self) -> dict[str, Any]:
        """As promised to programs."""
        return {
            "path": self.path,
            "kind": self.kind,
            "body": self.body,
            "first": _side_dict(self.first),
            "second": _side_dict(self.second),
        }


def _side_dict(side: Side | None) -> dict[str, str | int | None] | None:
    if side is None:
        return None
    return {"path": side.path, "text": side.text, "article": side.article, "more": side.more}


def as_dicts(found: Sequence[Difference]) -> list[dict[str, Any]]:
    """Differences as promised to programs."""
    return [difference.as_dict() for difference in found]


def differences(first: Constitution, second: Constitution) -> tuple[Difference, ...]:
    """Every rule that the two laws do not share, in the order of the first; empty for a law with itself."""
    return tuple(_Comparison(first, second).differences())


# ── Which rule is which ──


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause and the path that leads to it."""

    path: str
    clause: Clause


_Pair = tuple[_Place | None, _Place | None]
_Sign = Callable[[Clause, Names], Hashable]


def _key(clause: Clause, names: Names) -> Hashable:
    """What a rule is known by among its like: its id or, where it has none, what it names."""
    if isinstance(clause, ValueGroup | KindSeat):
        return clause.attribute, clause.kind
    if isinstance(clause, Next):
        return clause.when, clause.stood
    if isinstance(clause, Recall):
        return clause.by, clause.routes
    for field in ("id", "value", "who"):
        if isinstance(value := getattr(clause, field, None), str):
            return value
    named = [getattr(clause, field, None) for field in ("office", "organisation", "body")]
    return next((names.get(name, name) for name in named if isinstance(name, str)), None)


def _role(clause: Clause, names: Names) -> Hashable:
    """The part that a rule plays, by which it is known where the ids differ."""
    if isinstance(clause, Power):
        return names.get(clause.holder, clause.holder), _object(clause, names)
    if isinstance(clause, Body | Office) and clause.joins:
        return frozenset(names.get(part, part) for part in clause.joins)
    if isinstance(clause, ROUTES):
        electorate = getattr(clause, "electorate", None)
        return getattr(clause, "by", None), getattr(electorate, "of", None)
    if isinstance(clause, Stage):
        return clause.standing.who
    if isinstance(clause, Choice):
        return clause.question.casefold()
    if isinstance(clause, Body | Office | NamedOrganisation | Provision | QuotaGroup | Nominator | Gate):
        return clause.title.casefold()
    return clause.when if isinstance(clause, Next) else None


def _moved(clause: Clause, names: Names) -> Hashable:
    """What a power is over, whoever holds it: so that a power that changed hands is seen."""
    return _object(clause, names) if isinstance(clause, Power) else None


def _object(power: Power, names: Names) -> Hashable:
    whom, before = (name and names.get(name, name) for name in (power.whom, power.before))
    matter = power.matter.casefold().rstrip(".") if power.matter else None
    return (power.does, whom, before, matter) if whom or matter else None


def _alone(clause: Clause, names: Names) -> Hashable:
    """Of these kinds, one that is left over in each law is the same rule in two wordings."""
    kinds = (ROUTES, (Nominator,), (Gate,), (Recall,), (Exclusion,), (Incompatibility,))
    return next((kind for kind in kinds if isinstance(clause, kind)), None)


_SIGNS: tuple[_Sign, ...] = (_key, _role, _moved, _alone)
"""How rules are known again, the surest sign first."""


def _aligned(first: Sequence[_Place], second: Sequence[_Place], names: Names) -> list[_Pair]:
    """Each rule with its counterpart, in the order of the first; what only the second has follows its forerunner."""
    found: dict[int, int] = {}
    for sign in _SIGNS:
        ours = _by_sign(first, sign, {}, set(found))
        theirs = _by_sign(second, sign, names, set(found.values()))
        for mark, places in ours.items():
            others = theirs.get(mark, [])
            if sign is _key or len(places) == len(others) == 1:
                found.update(zip(places, others, strict=False))
    return _merged(first, second, found)


def _by_sign(places: Sequence[_Place], sign: _Sign, names: Names, done: set[int]) -> dict[Hashable, list[int]]:
    """The rules not yet matched, by their sign."""
    found: dict[Hashable, list[int]] = {}
    for number, place in enumerate(places):
        if number not in done and (mark := sign(place.clause, names)) is not None:
            found.setdefault(mark, []).append(number)
    return found


def _merged(first: Sequence[_Place], second: Sequence[_Place], found: dict[int, int]) -> list[_Pair]:
    after: dict[int, list[_Place]] = {}
    back = {theirs: ours for ours, theirs in found.items()}
    forerunner = -1
    for number, place in enumerate(second):
        forerunner = back.get(number, forerunner)
        if number not in back:
            after.setdefault(forerunner, []).append(place)
    pairs: list[_Pair] = [(None, place) for place in after.get(-1, [])]
    for number, place in enumerate(first):
        pairs.append((place, second[found[number]] if number in found else None))
        pairs += [(None, added) for added in after.get(number, [])]
    return pairs


# ── Two laws side by side ──


class _Comparison:
    """Two laws while they are compared."""

    def __init__(self, first: Constitution, second: Constitution) -> None:
        self._laws = first, second
        self._names: Names = {}
        self._filled = _aligned(_filled(first), _filled(second), {})
        organisations = self._inside(_Place("", first), _Place("", second), "organisations")
        matched = [pair for pair in map(_both, (*self._filled, *organisations)) if pair]
        self._names = {_id(theirs): _id(ours) for ours, theirs in matched}
        said = sentences(first), sentences(second)
        self._said = tuple({sentence.path: sentence for sentence in law} for law in said)
        self._lonely = (
            {_id(ours) for ours, theirs in self._filled if ours and not theirs},
            {_id(theirs) for ours, theirs in self._filled if theirs and not ours},
        )
        ways = [way for ours, theirs in matched for way in map(_both, self._inside(ours, theirs, "routes")) if way]
        renamed = _renamed(second, {theirs.path: _title(ours) for ours, theirs in (*matched, *ways)})
        self._renamed = {sentence.path: sentence.text for sentence in sentences(renamed)}

    def differences(self) -> Iterator[Difference]:
        """All of them, in order."""
        for ours, theirs in self._pairs():
            difference = self._difference(ours, theirs)
            if difference:
                yield difference

    # Pairs

    def _pairs(self) -> Iterator[_Pair]:
        """The rules of both laws, each with its counterpart; the heads of the files and their acts are no rules."""
        for field in ("choices", "ties", "organisations", "bodies", "powers", "provisions"):
            law, other = (_Place("", law) for law in self._laws)
            for pair in self._filled if field == "bodies" else self._inside(law, other, field):
                yield from self._below(*pair)

    def _below(self, ours: _Place | None, theirs: _Place | None) -> Iterator[_Pair]:
        """A rule and the rules inside it, in the order in which they are told."""
        if self._passed_over(ours, theirs):
            return
        closing = _is(CLOSING, ours, theirs)
        yield from () if closing else ((ours, theirs),)
        if (ours and theirs) or not _is(FOLDED, ours, theirs):
            for field in _fields(ours, theirs):
                for pair in self._inside(ours, theirs, field):
                    yield from self._below(*pair)
        yield from ((ours, theirs),) if closing else ()

    def _passed_over(self, ours: _Place | None, theirs: _Place | None) -> bool:
        """Whether both laws write the same, or this is a power of a body that only one has: its line counts it."""
        if ours and theirs:
            return ours.clause == theirs.clause
        number = 0 if ours else 1
        return any(
            isinstance(place.clause, Power) and place.clause.holder in self._lonely[number]
            for place in (ours, theirs)
            if place
        )

    def _inside(self, ours: _Place | None, theirs: _Place | None, field: str) -> Iterator[_Pair]:
        """The rules in one field of both, each with its counterpart; a field that is one rule has it there."""
        one, other = (_inside(place.path, place.clause, field) if place else [] for place in (ours, theirs))
        single = all(_id(place) == field for place in (*one, *other))
        yield from zip_longest(one, other) if single else _aligned(one, other, self._names)

    # Differences

    def _difference(self, ours: _Place | None, theirs: _Place | None) -> Difference | None:
        one, other = (
            said.get(place.path) if place else None for said, place in zip(self._said, (ours, theirs), strict=True)
        )
        if (one is None and other is None) or self._same(one, other, theirs):
            return None
        kind: Kind = "changed" if one and other else "only-in-first" if one else "only-in-second"
        folded = kind != "changed" and _is(FOLDED, ours, theirs)
        sides = (self._side(number, said, folded) for number, said in enumerate((one, other)))
        body = self._body(0, one) or self._body(1, other)
        return Difference((one or other).path, kind, body, *sides)  # type: ignore[union-attr]

    def _same(self, one: Sentence | None, other: Sentence | None, theirs: _Place | None) -> bool:
        """Whether the sentences say the same, what is called by another title being called by the same."""
        if one is None or other is None or theirs is None:
            return False
        renamed = other.text if isinstance(theirs.clause, TITLED) else self._renamed.get(other.path)
        return one.text in (other.text, renamed)

    def _side(self, number: int, sentence: Sentence | None, folded: bool) -> Side | None:
        if sentence is None:
            return None
        law, path = self._laws[number], sentence.path
        cite = law.cite(sentence.article) if sentence.article else None
        return Side(path, sentence.text, cite, self._more(number, path) if folded else 0)

    def _more(self, number: int, path: str) -> int:
        """How many rules of its own a body, way or choice has, with the powers that it holds."""
        own = sum(each.startswith(f"{path}.") for each in self._said[number])
        top, _, name = path.partition(".")
        held = self._laws[number].powers if top in ("bodies", "offices") else ()
        return own + sum(power.holder == name for power in held)

    def _body(self, number: int, sentence: Sentence | None) -> str | None:
        """The body or office, by its id in its own law, that a rule is about; a power is about its holder."""
        top, _, rest = sentence.path.partition(".") if sentence else ("", "", "")
        name = rest.partition(".")[0]
        if top == "powers":
            return next(power.holder for power in self._laws[number].powers if power.id == name)
        return name if top in ("bodies", "offices") else None


def _is(kinds: tuple[type[Clause], ...], *places: _Place | None) -> bool:
    return any(isinstance(place.clause, kinds) for place in places if place)


def _both(pair: _Pair) -> tuple[_Place, _Place] | None:
    """The pair, if both laws have the rule."""
    ours, theirs = pair
    return (ours, theirs) if ours and theirs else None


def _title(place: _Place) -> str | None:
    return getattr(place.clause, "title", None) if isinstance(place.clause, TITLED) else None


def _id(place: _Place) -> str:
    return place.path.rpartition(".")[2]


def _filled(law: Constitution) -> list[_Place]:
    return [*_inside("", law, "bodies"), *_inside("", law, "offices")]


def _inside(path: str, clause: Clause, field: str) -> list[_Place]:
    """The clauses in one field of a clause."""
    start = f"{path}." if path else ""
    return [_Place(f"{start}{step}", child) for step, child in children(clause) if step.partition(".")[0] == field]


def _fields(*places: _Place | None) -> list[str]:
    """The fields of both clauses that hold clauses, those of the first one first."""
    steps = (step.partition(".")[0] for place in places if place for step, _ in children(place.clause))
    return list(dict.fromkeys(steps))


def _renamed(law: Constitution, titles: Mapping[str, str | None]) -> Constitution:
    """The law with the titles that the other law gives to the same bodies, offices, ways in and organisations."""

    def titled(path: str, clause: C) -> C:
        changes: dict[str, Any] = {"title": titles[path]} if titles.get(path) else {}
        if isinstance(clause, Body | Office):
            changes["routes"] = tuple(titled(f"{path}.routes.{route.id}", route) for route in clause.routes)
        return clause.model_copy(update=changes)

    changes = {
        "bodies": tuple(titled(f"bodies.{each.id}", each) for each in law.bodies),
        "offices": tuple(titled(f"offices.{each.id}", each) for each in law.offices),
        "organisations": tuple(titled(f"organisations.{each.id}", each) for each in law.organisations),
    }
    return law.model_copy(update=changes)
