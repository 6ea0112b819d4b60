"""Templates for the ways into a body: routes, those who vote, units, seats, candidates."""

from __future__ import annotations

from comitia.explain.phrases import METHODS, PARTS, capital, listed, named, number, plural, share, the
from comitia.explain.telling import At, phrase, tell
from comitia.law.candidates import Ages, Candidates, FromCitizens, FromMembers, FromOrganisation, Gate, Nominator
from comitia.law.clause import Condition, Exclusion, MoreThan
from comitia.law.constitution import Body, Office
from comitia.law.electorates import Citizens, Members, Organisation
from comitia.law.routes import Confirmation, Election, ExOfficio, Holder, Lot, Outside
from comitia.law.units import (
    ApportionedSeats,
    EqualDivisions,
    FixedSeats,
    KindSeat,
    KindSeats,
    NormSeats,
    OrganisationQuotas,
    OrganisationSeats,
    QuotaGroup,
    QuotaSeats,
    TableSeats,
    UnitSeats,
    ValueGroup,
    Values,
    WholeState,
)

# ── Routes ──


def _of_all(seats: int | None, at: At) -> str:
    """The seats of a route and, where they are but a part, of how many; of no fixed number where units decide."""
    if seats is None:
        return "as many seats as its units have"
    body = at.within(Body) or at.within(Office)
    whole = body.seats if body else None
    return plural(seats, "seat") if whole in (None, seats) else f"{number(seats)} of {number(whole or 0)} seats"


@tell.register
def _election(route: Election, at: At) -> str:
    if route.left_open_by:
        body = at.within(Body) or at.within(Office)
        titles = {each.id: each.title for each in body.routes} if body else {}
        return f"{route.title}: the seats that “{titles.get(route.left_open_by, '')}” has left open, by election."
    return f"{route.title}: {_of_all(route.seats, at)}, by election."


@tell.register
def _ex_officio(route: ExOfficio, at: At) -> str:
    return f"{route.title}: {_of_all(route.seats, at)} that go with these offices."


@tell.register
def _holder(holder: Holder, at: At) -> str:
    seats = f", {number(holder.seats)} seats" if holder.seats > 1 else ""
    return f"{at.title(holder.office)}{seats}."


@tell.register
def _outside(route: Outside, at: At) -> str:
    return f"{route.title}: {_of_all(route.seats, at)} filled outside this law. {route.law.rstrip('.')}."


@tell.register
def _lot(route: Lot, at: At) -> str:
    return f"{route.title}: {_of_all(route.seats, at)}, drawn by lot from all who may hold one."


@tell.register
def _confirmation(confirmation: Confirmation, at: At) -> str:
    body = the(at.title(confirmation.body))
    with_ = "" if confirmation.threshold.article else f", with {phrase(confirmation.threshold, at)}"
    return f"Those elected take their seats if {body} agrees{with_}."


# ── Those who vote ──


def _people(ages: Ages, where: tuple[Condition, ...], at: At) -> str:
    conditions = " and ".join(phrase(condition, at) for condition in where)
    least, most = ages
    years = f"{least} and over" if most is None else f"{least} to {most}"
    return f"aged {years}{f', {conditions},' if where else ''}"


@phrase.register
def _condition(condition: Condition, at: At) -> str:
    values = listed([f"“{value}”" for value in condition.among], "or")
    return f"whose {named(condition.attribute)} is {values}"


@tell.register
def _citizens(electorate: Citizens, at: At) -> str:
    return f"Citizens {_people((electorate.age, None), electorate.where, at)} vote."


@tell.register
def _exclusion(exclusion: Exclusion, at: At) -> str:
    return f"Without a vote: {exclusion.who.rstrip('.')}."


@tell.register
def _members(electorate: Members, at: At) -> str:
    return f"The members of {listed([the(at.title(body)) for body in electorate.bodies])} vote."


@tell.register
def _organisation(electorate: Organisation, at: At) -> str:
    several = {
        "votes-in-each": "Whoever belongs to several votes in each.",
        "votes-once": "Whoever belongs to several votes only once.",
    }[electorate.plural]
    return (
        f"In each organisation its leading body votes: {electorate.organ.rstrip('.')}. "
        f"Everybody who takes part has one vote. {several}"
    )


# ── Units ──


def _unit(at: At) -> str:
    """What a unit of the route is called."""
    route = at.within(Election)
    if route is None or isinstance(route.electorate, Citizens):
        return "district"
    if route.candidates.delegation:
        return "list"
    return "organisation" if isinstance(route.electorate, Organisation) else "unit"


@tell.register
def _whole(units: WholeState, at: At) -> str:
    route = at.within(Election)
    return "The whole state is one district." if route and isinstance(route.electorate, Citizens) else ""


@tell.register
def _divisions(units: EqualDivisions, at: At) -> str:
    shared = f", shared among the values of “{named(units.among)}” by {METHODS[units.method]}" if units.method else ""
    norm = f"one for every {units.one_per:,} of each “{named(units.among)}”" if units.one_per else ""
    parts = (
        f"{f'{units.total:,} districts' if units.total else 'Districts'} with equal numbers of {units.by}{shared}",
        norm,
        PARTS[units.part] if units.part else "",
    )
    return "; ".join(filter(None, parts)) + "."


@tell.register
def _values(units: Values, at: At) -> str:
    if len({group.attribute for group in units.groups}) < 2:
        return ""
    if _unit(at) != "district":
        cut = "" if units.nested else "; the others are cut around them"
        return f"Some of these units lie inside others{cut}."
    if units.nested:
        return "Where one of these units lies inside another, its voters vote in both."
    return "Where one of these units lies inside another, its voters vote there only; the other is cut around it."


@tell.register
def _value_group(group: ValueGroup, at: At) -> str:
    units = plural(group.each, _unit(at))
    equal = ", equal in voters," if group.each > 1 else ""
    return f"{capital(units)}{equal} for each {named(group.kind or group.attribute)}."


@tell.register
def _quotas(units: OrganisationQuotas, at: At) -> str:
    return "The law gives quotas to groups of organisations:"


@tell.register
def _quota_group(group: QuotaGroup, at: At) -> str:
    return f"{group.title}: {plural(group.seats, 'seat')}."


@tell.register
def _organisation_seats(line: OrganisationSeats, at: At) -> str:
    group = at.within(QuotaGroup)
    if group and len(group.organisations) == 1 and line.seats == group.seats:
        return ""
    return f"{at.title(line.organisation)}: {line.seats:,}."


# ── Seats ──


@tell.register
def _fixed(rule: FixedSeats, at: At) -> str:
    route = at.within(Election)
    if route and isinstance(route.units, WholeState) and rule.number == route.seats:
        return ""
    return f"Each {_unit(at)} elects {plural(rule.number, 'member')}."


@tell.register
def _by_kind(rule: KindSeats, at: At) -> str:
    return ""


@tell.register
def _kind_seat(line: KindSeat, at: At) -> str:
    return f"{capital(plural(line.number, 'seat'))} for each {named(line.kind or line.attribute)}."


@tell.register
def _apportioned(rule: ApportionedSeats, at: At) -> str:
    floor = f", with {number(rule.floor)} at least for each" if rule.floor else ""
    return f"The seats are shared in proportion to {rule.by}, by {METHODS[rule.method]}{floor}."


@tell.register
def _norm(rule: NormSeats, at: At) -> str:
    least = f"{rule.at_least:,} at least" if rule.at_least else ""
    most = f"{rule.at_most:,} at most" if rule.at_most else ""
    bounds = " and ".join(filter(None, (least, most)))
    return f"One seat for every {rule.one_per:,} {rule.of}; {PARTS[rule.part]}{f'; {bounds}' if bounds else ''}."


@tell.register
def _quota_seats(rule: QuotaSeats, at: At) -> str:
    return ""


@tell.register
def _table(rule: TableSeats, at: At) -> str:
    return f"The law gives each {_unit(at)} its seats:"


@tell.register
def _unit_seats(row: UnitSeats, at: At) -> str:
    region = f", in the region “{named(row.region)}”" if row.region else ""
    return f"{capital(row.title or named(row.id))}: {plural(row.seats, 'seat')}{region}."


# ── Candidates ──


@tell.register
def _from_citizens(pool: FromCitizens, at: At) -> str:
    return f"Citizens {_people(pool.ages, pool.where, at)} may stand."


@tell.register
def _from_organisation(pool: FromOrganisation, at: At) -> str:
    return f"Members of the organisation aged {pool.age} and over may stand."


@tell.register
def _from_members(pool: FromMembers, at: At) -> str:
    source = next((body for body in at.constitution.filled() if body.id == pool.body), None)
    titles = {route.id: route.title for route in source.routes} if source else {}
    routes = listed([f"“{titles.get(route, route)}”" for route in pool.routes], "or") if pool.routes else ""
    tied = {
        "none": "",
        "residence": " A member stands where he lives.",
        "seat": " A member stands where his seat is; one who sits for no place, where he lives.",
    }[pool.unit]
    text = f"Members of {the(at.title(pool.body))}{f' elected by way of {routes}' if routes else ''} may stand"
    return f"{text}{_but_not(pool, at)}.{tied}"


def _but_not(pool: FromMembers, at: At) -> str:
    if not pool.excluding:
        return ""
    offices = {office.id for office in at.constitution.offices}
    titles = [(name in offices, the(at.title(name))) for name in pool.excluding]
    return f", but not {listed([title if office else f'members of {title}' for office, title in titles], 'or')}"


def _names(candidates: Candidates) -> str:
    least, most = candidates.per_seat_at_least, candidates.per_seat_at_most
    if least and least == most:
        return f"Exactly {plural(least, 'name')} a seat."
    if most is None:
        return f"At least {plural(least, 'name')} a seat." if least else ""
    return f"{f'{capital(number(least))} to' if least else 'At most'} {plural(most, 'name')} a seat."


@tell.register
def _candidates(candidates: Candidates, at: At) -> str:
    route = at.within(Election)
    parts = [
        f"{capital(the(at.title(candidates.proposed_by)))} alone proposes." if candidates.proposed_by else "",
        f"The names for a {_unit(at)} are picked by its own members." if candidates.delegation else "",
        _names(candidates),
        f"Every “{named(candidates.includes_each)}” is among the names." if candidates.includes_each else "",
    ]
    if route is None or not isinstance(route.units, WholeState):
        elsewhere = {"allowed": f"several {_unit(at)}s", "one-unit-only": f"one {_unit(at)} only"}
        parts.append(f"A candidate may stand in {elsewhere[candidates.elsewhere]}.")
    return " ".join(filter(None, parts))


@tell.register
def _nominator(nominator: Nominator, at: At) -> str:
    present = f", with {nominator.present_at_least:,} present at least" if nominator.present_at_least else ""
    return f"{nominator.title} may nominate{present}, by more than {share(nominator.more_than)} of those present."


@phrase.register
def _more_than(condition: MoreThan, at: At) -> str:
    more = f"more than {number(condition.more_than) if condition.more_than else 'none'}"
    more = more if condition.more_than is not None else ""
    most = f"at most {number(condition.at_most)}" if condition.at_most is not None else ""
    return " but ".join(filter(None, (more, most))) or "any number"


@tell.register
def _gate(gate: Gate, at: At) -> str:
    if gate.held == "never":
        return f"{gate.title}: not held; all who are nominated reach the ballot paper."
    nominees = f" where {phrase(gate.nominees, at)} are nominated" if gate.nominees else ""
    least = f" It lets {number(gate.lets_through_at_least)} through at least." if gate.lets_through_at_least else ""
    residents = (
        f" At least {share(gate.residents_at_least)} of those present are residents." if gate.residents_at_least else ""
    )
    return (
        f"{gate.title}: {'held' if gate.held == 'must' else 'may be held'}{nominees}; of the names, those with more "
        f"than {share(gate.more_than)} of its votes reach the ballot paper.{least}{residents}"
    )
