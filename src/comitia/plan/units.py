"""The units of a route: where each of its contests is held and how many seats it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from comitia.arrays import I64
from comitia.count.apportion import apportion
from comitia.count.tally import Settle
from comitia.law.routes import Election
from comitia.law.units import (
    ApportionedSeats,
    By,
    CastSeats,
    EqualDivisions,
    FixedSeats,
    KindSeats,
    NamedUnit,
    NormSeats,
    NoSeats,
    OrganisationQuotas,
    Part,
    QuotaSeats,
    TableSeats,
    UnitSeats,
    Values,
    WholeState,
)
from comitia.plan import unfit
from comitia.society.cells import Attribute, Society


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its name, the value of a territorial attribute in which it lies, or the organisation that it is.

    A division is number `division` (from 0) of `divisions` equal parts of that value.
    """

    id: str
    title: str
    seats: int = 0
    attribute: str | None = None
    value: int = -1
    division: int = 0
    divisions: int = 1
    organisation: str | None = None
    article: str | None = None
    region: str = ""
    """The region in which the law puts it, where it does."""


Lots = Callable[[str, tuple[str, ...], int], tuple[str, ...]]
"""Settles a tie between units: the route, the units tied, the seats among them -> the units that take a seat."""


def _settling(route: Election, names: Sequence[str], lots: Lots) -> Settle:
    """A tie between units by number, settled by their names."""

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        taken = lots(route.id, tuple(names[i] for i in tied), places)
        return tuple(i for i in tied if names[i] in taken)

    return settle


def units(route: Election, society: Society, lots: Lots) -> tuple[Unit, ...]:
    """Every unit of a route, with its seats, in the order of the law and of the society's values.

    Faults: an attribute or kind that the society does not have; floors or norms that exceed the route's seats.
    """
    return _with_seats(route, society, _cut(route, society, lots), lots)


def _cut(route: Election, society: Society, lots: Lots) -> tuple[Unit, ...]:
    cut = route.units
    if isinstance(cut, WholeState):
        return (Unit(route.id, route.title),)
    if isinstance(cut, OrganisationQuotas):
        return tuple(_organisation(route, society, cut))
    if isinstance(cut, EqualDivisions):
        attribute = attribute_of(society, cut.among, route)
        shares = _divisions(route, cut, society, attribute, lots)
        return tuple(u for v, n in enumerate(shares) for u in _divide(route, attribute, v, n, None))
    assert isinstance(cut, Values)
    found: list[Unit] = []
    for group in cut.groups:
        attribute = attribute_of(society, group.attribute, route)
        cite = group.article.cite() if group.article else None
        for value in _values(attribute, group.kind, route):
            found.extend(_divide(route, attribute, value, group.each, cite))
    return tuple(found)


def _divisions(
    route: Election, cut: EqualDivisions, society: Society, attribute: Attribute, lots: Lots
) -> Sequence[int]:
    """How many divisions each value of an attribute is cut into."""
    weights = _weights(society, attribute, cut.by, route)
    if cut.total is not None:
        assert cut.method is not None
        return apportion(cut.method, weights, cut.total, _settling(route, attribute.values, lots))
    assert cut.one_per is not None
    assert cut.part is not None
    for value, weight in enumerate(weights):
        if weight and not _norms(weight, cut.one_per, cut.part):
            raise unfit.too_few_for_a_division(society, attribute, value, weight, route)
    return [_norms(weight, cut.one_per, cut.part) for weight in weights]


def attribute_of(society: Society, name: str, route: unfit.Asking) -> Attribute:
    """The society's attribute of that name, or a fault that names the route's article."""
    if name not in [attribute.name for attribute in society.attributes]:
        raise unfit.lacks_attribute(society, name, route)
    return society.attribute(name)


def _values(attribute: Attribute, kind: str | None, route: Election) -> list[int]:
    if kind is None:
        return [v for v, name in enumerate(attribute.values) if name != "none"]
    values = [v for v, each in enumerate(attribute.kinds) if each == kind]
    if not values:
        raise unfit.no_unit_of_kind(attribute, kind, route)
    return values


def _divide(route: Election, attribute: Attribute, value: int, parts: int, article: str | None) -> list[Unit]:
    name, title = attribute.values[value], attribute.titles[value]
    if parts == 1:
        return [Unit(f"{route.id}/{name}", title, 0, attribute.name, value, article=article)]
    return [
        Unit(
            f"{route.id}/{name}-{part + 1:03d}",
            f"{title} no. {part + 1}",
            0,
            attribute.name,
            value,
            part,
            parts,
            article=article,
        )
        for part in range(parts)
    ]


def _organisation(route: Election, society: Society, cut: OrganisationQuotas) -> list[Unit]:
    titles = {organisation.id: organisation.title for organisation in society.organisations}
    return [
        Unit(
            f"{route.id}/{each.organisation}",
            titles.get(each.organisation, each.organisation),
            each.seats,
            organisation=each.organisation,
            article=(each.article or group.article).cite(),
        )
        for group in cut.groups
        for each in group.organisations
    ]


def _with_seats(route: Election, society: Society, found: tuple[Unit, ...], lots: Lots) -> tuple[Unit, ...]:
    rule = route.seats_each
    if isinstance(rule, CastSeats):
        raise unfit.seats_follow_from_votes(route)
    if isinstance(rule, QuotaSeats | NoSeats):
        return found
    if isinstance(rule, FixedSeats):
        return tuple(replace(unit, seats=rule.number) for unit in found)
    if isinstance(rule, KindSeats):
        return tuple(_kind_seats(rule, society, unit) for unit in found)
    if isinstance(rule, TableSeats):
        return _table_seats(rule, route, society, found)
    sizes = [_size(society, unit, rule, route) for unit in found]
    if isinstance(rule, NormSeats):
        return tuple(replace(u, seats=_norm(rule, n)) for u, n in zip(found, sizes, strict=True))
    assert route.seats is not None
    settle = _settling(route, [unit.id for unit in found], lots)
    shares = apportion(rule.method, sizes, route.seats, settle, rule.floor)
    return tuple(replace(unit, seats=seats) for unit, seats in zip(found, shares, strict=True))


def _kind_seats(rule: KindSeats, society: Society, unit: Unit) -> Unit:
    assert unit.attribute is not None
    kinds = society.attribute(unit.attribute).kinds
    for line in rule.kinds:
        if line.attribute == unit.attribute and line.kind in (None, kinds[unit.value] if kinds else None):
            cite = line.article.cite() if line.article else unit.article
            return replace(unit, seats=line.number, article=cite)
    return unit


def _table_seats(rule: TableSeats, route: Election, society: Society, found: tuple[Unit, ...]) -> tuple[Unit, ...]:
    rows = {row.id: row for row in rule.rows}
    names = [society.attribute(unit.attribute).values[unit.value] if unit.attribute else unit.id for unit in found]
    unfit.refuse_other_units(rows, names, route, society)
    tables = zip(found, (rows[name] for name in names), strict=True)
    return tuple(
        replace(u, seats=row.seats, article=_cited(row, rule) or u.article, region=row.region or "")
        for u, row in tables
    )


def named_in_table(route: Election, rule: TableSeats | CastSeats | NoSeats) -> tuple[Unit, ...]:
    """The units that the law itself names, with their seats: what is known of them without a society."""
    return tuple(
        Unit(
            f"{route.id}/{row.id}",
            row.title or row.id,
            row.seats if isinstance(row, UnitSeats) else 0,
            article=_cited(row, rule),
            region=row.region or "",
        )
        for row in rule.rows
    )


def by_votes_cast(route: Election, rule: CastSeats, valid: Mapping[str, int], lots: Lots) -> tuple[Unit, ...]:
    """The units that the law names, with their seats by the valid votes cast in each, by the unit's id."""
    assert route.seats is not None
    found = named_in_table(route, rule)
    settle = _settling(route, [unit.id for unit in found], lots)
    votes = [valid[unit.id] for unit in found]
    seats = apportion(rule.method, votes, route.seats, settle, rule.floor, rounding=rule.rounding)
    return tuple(replace(unit, seats=number) for unit, number in zip(found, seats, strict=True))


def _cited(row: UnitSeats | NamedUnit, rule: TableSeats | CastSeats | NoSeats) -> str | None:
    article = (row.article if isinstance(row, UnitSeats) else None) or rule.article
    return article.cite() if article else None


def _norm(rule: NormSeats, size: int) -> int:
    seats = max(_norms(size, rule.one_per, rule.part), rule.at_least)
    return min(seats, rule.at_most) if rule.at_most else seats


def _norms(size: int, one_per: int, part: Part) -> int:
    """How often a norm goes into a number, those left over counted as the law says."""
    full, left = divmod(size, one_per)
    return full + {"dropped": False, "counted": left > 0, "nearest": 2 * left >= one_per}[part]


def _size(society: Society, unit: Unit, rule: ApportionedSeats | NormSeats, route: Election) -> int:
    by: By = rule.by if isinstance(rule, ApportionedSeats) else rule.of
    if unit.attribute is None:
        return int(_inhabitants(society, route).sum()) if by == "inhabitants" else society.total
    weights = _weights(society, society.attribute(unit.attribute), by, route)
    return weights[unit.value] // unit.divisions


def _weights(society: Society, attribute: Attribute, by: By, route: Election) -> list[int]:
    """Voters (or inhabitants) by value of an attribute; value `none` counts for nothing."""
    by_value = society.marginal(attribute.name) if by == "voters" else _inhabitants(society, route, attribute.name)
    return [0 if name == "none" else int(n) for name, n in zip(attribute.values, by_value, strict=True)]


def _inhabitants(society: Society, route: Election, *names: str) -> I64:
    """Inhabitants by the values of attributes, or a fault that names the route's article."""
    known = () if society.population is None else society.population.attributes
    if not known or not set(names) <= set(known):
        raise unfit.lacks_inhabitants(society, route, *names, known=known)
    return society.inhabitants(*names)
