"""A count sheet as a document for programs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from comitia.count.outcome import Step
from comitia.count.rounds import Round, Votes
from comitia.scrutiny.lots import Decision
from comitia.scrutiny.sheet import Sheet
from comitia.text.rules import digest

__all__ = ["document", "number", "rule_document"]

Document = dict[str, Any]


def document(sheet: Sheet) -> Document:
    """The sheet as `comitia count RULE FILE --json` prints it."""
    return {
        "rule": rule_document(sheet),
        "rule_sha256": digest(sheet.rule),
        "seats": sheet.seats,
        "winners": list(sheet.winners),
        "goes_on": list(sheet.going_on),
        "vacant": sheet.seats - len(sheet.winners) if not sheet.going_on else 0,
        "rounds": [_round(sheet, place, each) for place, each in enumerate(sheet.counted.rounds, 1)],
        "draws": [_draw(each) for each in sheet.draws],
        "seed": sheet.seed,
        "candidates": list(sheet.names),
        "file": {"name": sheet.file.file, "format": sheet.file.format, "sha256": sheet.file.digest},
        "figures": _figures(sheet),
    }


def rule_document(sheet: Sheet) -> Document:
    """The rule with every field, those left at what they are by default, too."""
    return sheet.rule.model_dump(mode="json")


def _figures(sheet: Sheet) -> Document:
    names = ("registered", "issued", "participants", "valid")
    figures = ((name, getattr(sheet.tally, name)) for name in names)
    return {name: figure if figure >= 0 else None for name, figure in figures}


def number(votes: Votes, one: int) -> int | float:
    """Parts of a vote as votes."""
    exact = Fraction(votes) / one
    return int(exact) if exact.denominator == 1 else float(exact)


def _round(sheet: Sheet, place: int, each: Round) -> Document:
    one = sheet.counted.one
    exact = {
        sheet.names[i]: str(Fraction(votes) / one)
        for i, votes in enumerate(each.totals)
        if Fraction(votes) % one and not _is_decimal(Fraction(votes) / one)
    }
    return {
        "round": place,
        "totals": {sheet.names[i]: number(votes, one) for i, votes in enumerate(each.totals)},
        "exact": exact,
        "exhausted": number(each.exhausted, one),
        "lost": number(each.lost, one),
        "quota": None if each.quota is None else number(each.quota, one),
        "elected": [sheet.names[step.option] for step in each.steps if step.did.startswith("elected")],
        "excluded": [sheet.names[step.option] for step in each.steps if step.did.startswith(("excluded", "drops"))],
        "steps": [_step(sheet, step) for step in each.steps],
    }


def _is_decimal(votes: Fraction) -> bool:
    """Whether the votes can be written with decimals that a number of a document holds wholly."""
    return 10**9 % votes.denominator == 0 and abs(votes) < 10**6


def _step(sheet: Sheet, step: Step) -> Document:
    figures = {name: number(figure, sheet.counted.one) for name, figure in step.figures.items()}
    return {"did": step.did, "candidate": sheet.names[step.option], "figures": figures}


def _draw(draw: Decision) -> Document:
    return {
        "round": draw.round,
        "what": draw.what,
        "among": list(draw.among),
        "places": draw.places,
        "taken": list(draw.taken),
        "rule": draw.rule,
        "supplied": draw.supplied,
    }
