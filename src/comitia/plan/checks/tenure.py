"""Tenure and powers: what ends can be renewed, and what may be done is done to something."""

from __future__ import annotations

from collections.abc import Iterator

from comitia.law.constitution import Body, Constitution, Office
from comitia.law.routes import Election, ExOfficio
from comitia.law.tenure import Recall, Tenure, Term
from comitia.law.tiers import Delegates, Meetings
from comitia.plan.checks.finding import Finding, bodies, count
from comitia.text.nodes import Path

BY_ITSELF = ("legislates", "amends-constitution")
"""What is done without being done to somebody or to a matter named."""


CHOSEN = (Election, Meetings, Delegates)
"""The ways into a body that have electors."""


def terms_are_renewed(law: Constitution) -> Iterator[Finding]:
    """A body whose members leave has a way in which they are followed."""
    for path, body in bodies(law):
        for key in ("term", "rotation"):
            why = _why_never(body) if body.tenure and getattr(body.tenure, key) else None
            if why:
                message = f"'{body.id}' has a {key} and is never renewed: {why[0]}."
                mend = f"Leave the {key} out, or {why[1]}."
                yield Finding((*path, "tenure", key), "never-renewed", message, mend, key=True, out=True)


def _why_never(body: Body | Office) -> tuple[str, str] | None:
    """Why nobody follows those who leave, and what can be done; one with seats is told as `cannot-be-filled`."""
    if body.joins:
        return "its members are those of the chambers it joins", "give it to the chambers"
    if not body.routes:
        return ("no article says how it is filled", "add a route") if body.seats is None else None
    by_office = all(isinstance(each, ExOfficio) for each in body.routes)
    return ("its members sit by office", "give it to the offices") if by_office else None


def renewals_come_in_time(law: Constitution) -> Iterator[Finding]:
    """A rotation falls due before the term is over, and a by-election has years in which it can be held."""
    for path, body in bodies(law):
        tenure, where = body.tenure, (*path, "tenure")
        if not tenure or not tenure.term:
            continue
        lasts, months = _length(tenure.term)
        if tenure.rotation and 12 * tenure.rotation.every_years >= months:
            every = count(tenure.rotation.every_years, "year")
            message = f"The rotation comes every {every}, and a term ends after {lasts}."
            mend = "Let it come before the term ends."
            yield Finding((*where, "rotation", "every_years"), "never-met", message, mend)
        last = tenure.vacancy.not_in_last_years if tenure.vacancy else None
        if last is not None and 12 * last >= months:
            message = (
                f"No by-election is held in the last {count(last, 'year')}, and a term lasts {lasts}: so none ever is."
            )
            yield Finding((*where, "vacancy", "not_in_last_years"), "never-met", message, "Write a smaller number.")


def _length(term: Term) -> tuple[str, int]:
    """A term in words, and in months."""
    if term.years is not None:
        return count(term.years, "year"), 12 * term.years
    assert term.months is not None
    return count(term.months, "month"), term.months


def vacancies_and_recall_have_electors(law: Constitution) -> Iterator[Finding]:
    """Electors can fill a seat anew, or call somebody back, only where there are electors."""
    for path, body in bodies(law):
        tenure, chosen = body.tenure, [each.id for each in body.routes if isinstance(each, CHOSEN)]
        if tenure and body.routes:
            yield from _electors((*path, "tenure"), body, tenure, chosen)


def _electors(path: Path, body: Body | Office, tenure: Tenure, chosen: list[str]) -> Iterator[Finding]:
    if tenure.vacancy and tenure.vacancy.by == "by-election" and not chosen:
        message = f"A by-election fills an empty seat in '{body.id}', and nobody is elected to it."
        mend = "Write 'by: stays-empty', or add an election."
        yield Finding((*path, "vacancy", "by"), "do-not-fit", message, mend, to="stays-empty")
    for position, recall in enumerate(tenure.recall):
        for where, name in _without_electors(body, recall, chosen):
            message = f"The electors of '{name}' may recall, and nobody elects by it."
            mend = "Leave it out, or write 'by: body'."
            yield Finding((*path, "recall", position, *where), "do-not-fit", message, mend, out=True)


def _without_electors(body: Body | Office, recall: Recall, chosen: list[str]) -> Iterator[tuple[Path, str]]:
    """What a recall by electors is for and has none: the body, or some of the routes named."""
    if recall.by == "electors" and not recall.routes and not chosen:
        yield ("by",), body.id
    for position, name in enumerate(recall.routes if recall.by == "electors" else ()):
        if name in [each.id for each in body.routes] and name not in chosen:
            yield ("routes", position), name


def powers_have_an_object(law: Constitution) -> Iterator[Finding]:
    """A power is one over somebody, or over a matter."""
    for position, power in enumerate(law.powers):
        if not power.whom and not power.matter and power.does not in BY_ITSELF:
            message = f"Power '{power.id}' does not say whom or what it is for."
            mend = "Add 'whom' with a body or office, or 'matter' in words."
            yield Finding(("powers", position, "does"), "power-over-nothing", message, mend, out=True)
