"""The ways in which a law and a society do not fit each other: one fault each, with the law's article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.law.levelling import Levelling
from comitia.law.routes import Election
from comitia.law.tiers import Delegates, Meetings
from comitia.society.cells import Attribute, Society

Asking = Election | Meetings | Delegates
"""The ways into a body that ask something of a society."""


def lacks_attribute(society: Society, name: str, route: Asking) -> Faults:
    """The law asks for a column that the society does not have."""
    known = [attribute.name for attribute in society.attributes]
    return Faults(
        Fault(
            "society-lacks-attribute",
            f"route “{route.id}” asks for the attribute “{name}”, which the society “{society.name}” does not have; "
            f"it has {', '.join(known)}.",
            article=route.article.cite(),
            mend=did_you_mean(name, known) or "run the law on a society that has this column.",
        )
    )


def no_unit_of_kind(attribute: Attribute, kind: str, route: Election) -> Faults:
    """The law asks for units of a kind that no value of the attribute is of."""
    kinds = sorted({each for each in attribute.kinds if each})
    return Faults(
        Fault(
            "no-unit-of-kind",
            f"route “{route.id}” asks for units of the kind “{kind}”, and no value of “{attribute.name}” is of it.",
            article=route.article.cite(),
            mend=did_you_mean(kind, kinds)
            or f"run the law on a society that has such; kinds of “{attribute.name}”: {', '.join(kinds) or 'none'}.",
        )
    )


def refuse_other_units(rows: Collection[str], units: Collection[str], route: Election, society: Society) -> None:
    """Refuse a table of seats that lacks a unit, or names one that the society does not have."""
    faults = [
        Fault(
            "unit-without-seats",
            f"route “{route.id}” gives seats unit by unit, and none to “{unit}”, a unit on “{society.name}”.",
            article=route.article.cite(),
            mend=did_you_mean(unit, rows) or "add a row for it to the table; with `seats: 0` where nothing is to fill.",
        )
        for unit in dict.fromkeys(units)
        if unit not in rows
    ]
    faults += [
        Fault(
            "unknown-unit",
            f"route “{route.id}” gives seats to “{row}”, which is no unit on “{society.name}”.",
            article=route.article.cite(),
            mend=did_you_mean(row, units) or "leave the row out, or run the law on a society that has this unit.",
        )
        for row in rows
        if row not in units
    ]
    if faults:
        raise Faults(faults)


def unknown_value(attribute: Attribute, value: str, route: Asking) -> Faults:
    """A condition names a value that the attribute does not have."""
    return Faults(
        Fault(
            "unknown-value",
            f"route “{route.id}” asks for “{value}”, which is no value of “{attribute.name}”: "
            f"{', '.join(attribute.values)}.",
            article=route.article.cite(),
            mend=did_you_mean(value, attribute.values),
        )
    )


def territory_as_condition(name: str, route: Asking) -> Faults:
    """Who votes is asked of a territory, where the units of the route say it."""
    return Faults(
        Fault(
            "territory-as-condition",
            f"route “{route.id}” gives the vote by “{name}”, which is where people live and not who they are.",
            article=route.article.cite(),
            mend="leave the condition out, and say in the route's `units` where it is held.",
        )
    )


def lacks_inhabitants(society: Society, route: Asking, *names: str, known: Sequence[str]) -> Faults:
    """The law counts inhabitants, and the society gives voters only, or gives inhabitants by other attributes."""
    by = f" by “{'”, “'.join(names)}”" if names else ""
    has = f"knows them by {', '.join(known)} only" if known else f"counts {society.universe} only"
    mend = "count voters, or run the law on a society that gives inhabitants"
    return Faults(
        Fault(
            "society-lacks-inhabitants",
            f"route “{route.id}” counts inhabitants{by}, and the society “{society.name}” {has}.",
            article=route.article.cite(),
            mend=f"{mend} by this attribute, or leave the condition out." if by and known else f"{mend}.",
        )
    )


def too_few_for_a_division(society: Society, attribute: Attribute, value: int, weight: int, route: Election) -> Faults:
    """The law has one division for so many, and a value of the attribute has not enough for one."""
    return Faults(
        Fault(
            "too-few-for-a-division",
            f"“{attribute.titles[value]}” of the society “{society.name}” has {weight:,}, too few for one division of "
            f"route “{route.id}”: nobody there would vote.",
            article=route.article.cite(),
            mend="let a part of the norm count (`part: counted`), or lower it (`one_per`).",
        )
    )


def seats_do_not_sum(society: Society, route: Election, total: int) -> Fault:
    """The units have other seats together than the route."""
    return Fault(
        "seats-do-not-sum",
        f"route “{route.id}” has {route.seats} seats, and its units on “{society.name}” have {total}.",
        article=route.article.cite(),
        mend="mend the route's `seats`, its units, or the society's list of units.",
    )


def lacks_organisation(society: Society, organisation: str, seats: int, article: str | None) -> Fault:
    """Seats of an organisation that the society does not know."""
    known: Sequence[str] = [each.id for each in society.organisations]
    return Fault(
        "society-lacks-organisation",
        f"organisation “{organisation}” has {seats} seats, and the society “{society.name}” does not know it.",
        article=article,
        mend=did_you_mean(organisation, known) or "add it to the society's organisations.",
    )


def seats_follow_from_votes(route: Election) -> Faults:
    """The seats of each unit follow from the votes cast at the poll, which a plan made before it cannot know."""
    return _only_counted(route, f"the seats of each unit of “{route.title}” follow from the votes cast")


def lists_are_not_simulated(route: Election | Levelling, why: str) -> Faults:
    """Lists of the whole state, which the voter model does not have."""
    return _only_counted(route, f"“{route.title}” {why}, and in a simulation lists stand in one unit each")


def votes_are_not_simulated(route: Election, why: str) -> Faults:
    """Votes of a kind that the voter model does not have."""
    return _only_counted(route, f"the votes in “{route.title}” {why}")


def _only_counted(route: Election | Levelling, why: str) -> Faults:
    mend = "count real votes by this law with `comitia count`, or run another law."
    return Faults(Fault("not-simulated", f"{why}.", article=route.article.cite(), mend=mend))
