"""The ways in which returns and a law do not fit each other: one fault each, with the line and the law's article."""

from __future__ import annotations

from collections.abc import Collection

from comitia.electorate.record import Name, Record
from comitia.law.clause import Base, Threshold
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.electorates import Citizens
from comitia.law.faults import Fault, did_you_mean
from comitia.law.routes import Election, Route
from comitia.law.stages import CONFIRMATION, Stage
from comitia.law.units import OrganisationQuotas, WholeState

_MANY = 12
"""More names than this are not listed."""

OF: dict[Base, str] = {
    "registered": "the voters on the roll",
    "issued": "the papers issued",
    "participants": "those who took part",
    "valid": "the valid papers",
    "members": "all members",
}


def bar(threshold: Threshold) -> str:
    """A threshold in words: `more than 1/2 of those who took part`."""
    return f"{'more than' if threshold.strict else 'at least'} {threshold.share} of {OF[threshold.of]}"


def _listed(names: Collection[str]) -> str | None:
    return f"Known: {', '.join(names)}." if 0 < len(names) <= _MANY else None


def body(file: str, record: Record, law: Constitution) -> Fault:
    """No body or office of that name."""
    known = [each.id for each in law.filled()]
    message = f"'{record.contest}': {law.name} has no body or office '{record.body}'."
    mend = did_you_mean(record.body, known) or _listed(known) or f"`comitia show {law.name}` lists them."
    return Fault("unknown-body", message, file=file, line=record.line, mend=mend)


def route(file: str, record: Record, body: Body | Office, name: str) -> Fault:
    """No route of that name into the body."""
    known = [each.id for each in body.routes]
    message = f"'{record.contest}': no route '{name}' leads into {body.id}."
    mend = did_you_mean(name, known) or _listed(known) or "No route leads into it."
    return Fault("unknown-route", message, file=file, line=record.line, mend=mend)


def not_by_election(file: str, law: Constitution, record: Record, body: Body | Office, route: Route) -> Fault:
    """The route is no election."""
    how = {"ex-officio": "by office", "outside": "by another law"}.get(route.by, f"by {route.by}")
    message = f"'{record.contest}': the seats of {body.id}/{route.id} are filled {how}, not by votes."
    return Fault("not-by-election", message, file=file, line=record.line, article=law.cite(route.article))


def shape(file: str, law: Constitution, record: Record, route: Election) -> Fault:
    """A unit is missing, or stands where there is only one contest."""
    where = f"{record.body}/{route.id}"
    if isinstance(route.units, WholeState):
        message, mend = f"'{record.contest}': {where} is one contest without units.", f"Write '{where}'."
    else:
        message = f"'{record.contest}' names no unit; {where} is held in many."
        mend = f"Write '{where}/' and the unit's name."
    return Fault("no-unit", message, file=file, line=record.line, article=law.cite(route.article), mend=mend)


def unit(file: str, law: Constitution, record: Record, route: Election, units: Collection[str]) -> Fault:
    """No unit of that name, where units are not free."""
    name = record.unit.partition("/")[2]
    known = [each.partition("/")[2] for each in units]
    what = "organisation" if isinstance(route.units, OrganisationQuotas) else "unit"
    message = f"'{record.contest}': {record.body}/{route.id} has no {what} '{name}'."
    mend = did_you_mean(name, known) or _listed(known) or f"Its {len(known):,} {what}s are like '{known[0]}'."
    cite = law.cite(route.article)
    return Fault("unknown-unit", message, file=file, line=record.line, article=cite, mend=mend)


def stage(file: str, law: Constitution, record: Record, route: Election) -> Fault:
    """No stage of that name."""
    known = [each.id for each in route.stages] + [CONFIRMATION] * bool(route.confirmed_by)
    message = f"'{record.stage}' is no stage of {record.body}/{route.id}."
    mend = did_you_mean(record.stage, known) or _listed(known)
    cite = law.cite(route.article)
    return Fault("unknown-stage", message, file=file, line=record.line, article=cite, mend=mend)


def no_papers(file: str, law: Constitution, record: Record, stage: Stage) -> Fault:
    """Votes are given for a stage in which nobody votes."""
    message = f"{record.said}: nobody votes in this stage; it counts the papers of the stage before again."
    mend = "Leave its rows out: what comes of it follows from the votes of the stage before."
    return Fault("no-papers", message, file=file, line=record.line, article=law.cite(stage.article), mend=mend)


def late(file: str, law: Constitution, record: Record, route: Election) -> Fault:
    """The returns of a contest begin after its first vote."""
    first = route.stages[0]
    message = f"{record.said}: the returns of this contest begin here; the law begins with stage {first.id}."
    mend = "Give every vote of a contest, from the first on, in the order in which they were held."
    return Fault("begins-late", message, file=file, line=record.line, article=law.cite(first.article), mend=mend)


def figure(file: str, record: Record, route: Election, column: str, words: str, cite: str) -> Fault:
    """A figure that a rule needs is not given."""
    what = {
        "registered": "the number of voters on the roll",
        "issued": "the number of papers issued",
        "participants": "the number of those who took part",
        "valid": "the number of valid papers",
    }[column]
    if column == "registered" and not isinstance(route.electorate, Citizens):
        what = "the number of members"
    instead = {"participants": ", or 'valid' and 'invalid'", "valid": ", or 'participants' and 'invalid'"}
    message = f"{record.said}: {what} is not given, and the rule needs it: {words}."
    mend = f"Fill in '{column}'{instead.get(column, '')}."
    return Fault("figure-needed", message, file=file, line=record.line, article=cite, mend=mend)


def stands_twice(file: str, law: Constitution, name: Name, there: Record, line: int, route: Election) -> Fault:
    """A name stands in two contests where nobody may."""
    message = f"'{name.name}' stands in {there.contest} too (line {line}); nobody may stand in two units."
    article = route.candidates.article or route.article
    mend = "If these are two persons, add to each name what tells them apart."
    return Fault("stands-twice", message, file=file, line=name.line, article=law.cite(article), mend=mend)


def other_names(file: str, record: Record, sent: Collection[str]) -> Fault:
    """The names on the paper are not those whom the law sends there."""
    given = [each.name for each in record.names]
    lacking = [name for name in sent if name not in given]
    strange = [name for name in given if name not in sent]
    message = f"{record.said}: the law sends {', '.join(sent) or 'nobody'} into it"
    said = [f"{', '.join(strange)} {'is' if len(strange) == 1 else 'are'} not among them"] if strange else []
    said += [f"{', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} missing"] if lacking else []
    mend = "Of one who withdrew before the vote write 'withdrawn' in place of votes." if lacking else None
    return Fault("other-names", f"{message}; {'; '.join(said)}.", file=file, line=record.line, mend=mend)


def uncalled(file: str, record: Record, before: str, then: str, cite: str | None) -> Fault:
    """A vote that the law does not call for at this point."""
    follows = f"the law goes on to stage {then}" if then else "nothing follows by the law"
    message = f"{record.said}: no such vote is called for; after {before} {follows}."
    mend = "The votes of a contest stand in the order in which they were held."
    return Fault("not-called-for", message, file=file, line=record.line, article=cite, mend=mend)
