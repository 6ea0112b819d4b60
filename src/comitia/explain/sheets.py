"""A count sheet in words, round by round: what was done to whom, with the figures and the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comitia.count.outcome import Step
from comitia.count.rounds import Round, Votes
from comitia.explain.phrases import listed
from comitia.explain.recount import Told
from comitia.law.clause import Article, Clause
from comitia.law.papers import UnitVotes
from comitia.scrutiny.cast import bars
from comitia.scrutiny.document import document
from comitia.scrutiny.grid import places_of, written
from comitia.scrutiny.lots import Decision
from comitia.scrutiny.sheet import Sheet

__all__ = ["DID", "ToldRound", "explained", "in_words", "told"]


@dataclass(frozen=True, slots=True)
class ToldRound:
    """One round, told step by step; the ties that were settled in it come last."""

    round: int
    steps: tuple[Told, ...]


def told(sheet: Sheet) -> tuple[ToldRound, ...]:
    """Every round of a sheet."""
    return tuple(_round(sheet, number) for number in range(1, len(sheet.counted.rounds) + 1))


def explained(sheet: Sheet) -> dict[str, Any]:
    """The document of a count, with the words of every round."""
    made = document(sheet)
    for each, words in zip(made["rounds"], told(sheet), strict=True):
        each["words"] = [{"did": s.did, "article": s.article, "text": s.text} for s in words.steps]
    return made


def in_words(sheet: Sheet) -> str:
    """The whole count as text."""
    seats = f"{sheet.seats:,} seat{'' if sheet.seats == 1 else 's'}"
    lines = [f"{sheet.file.title or sheet.file.file}: {sheet.rule.title}, {seats}"]
    for each in told(sheet):
        lines += ["", f"Round {each.round}"]
        lines += [f"  {step.article}: {step.text}" if step.article else f"  {step.text}" for step in each.steps]
    elected = listed(sheet.winners) if sheet.winners else "nobody"
    lines += ["", f"Elected: {elected}."]
    if sheet.going_on:
        lines.append(f"To the second vote go {listed(sheet.going_on)}.")
    return "\n".join(lines) + "\n"


def _round(sheet: Sheet, number: int) -> ToldRound:
    each = sheet.counted.rounds[number - 1]
    before = sheet.counted.rounds[number - 2] if number > 1 else None
    steps = list(_opening(sheet, each, before))
    units = [step for step in each.steps if "unit" in step.figures]
    order = [step for step in each.steps if "unit" not in step.figures]
    if _one_round(sheet):
        order.sort(key=lambda step: -step.figures.get("votes", 0))
    order = [*units, *order]
    steps += [Told(step.did, _said(sheet, step), _cited(sheet, step.did)) for step in order]
    steps += list(_moved(sheet, each, before))
    steps += [Told("tie", _tie(sheet, draw), _cited(sheet, "tie")) for draw in sheet.draws if draw.round == number]
    return ToldRound(number, tuple(steps))


def _one_round(sheet: Sheet) -> bool:
    return len(sheet.counted.rounds) == 1


def _opening(sheet: Sheet, each: Round, before: Round | None) -> Iterator[Told]:
    """The bars and the quota, where they are new in this round."""
    if before is None and not isinstance(sheet.rule.count, UnitVotes):
        for bar in bars(sheet.rule.count):
            base = sheet.tally.base(bar.of)
            text = f"Needed {'more than' if bar.strict else 'at least'} {bar.share} of {base:,} ({bar.of}): "
            yield Told("bar", f"{text}{bar.least(base):,} votes.", _cite(sheet, bar.article or _own(sheet, "count")))
    if each.quota is not None and (before is None or each.quota != before.quota):
        yield Told("quota", f"The quota is {_votes(sheet, each.quota)}.", _cited(sheet, "quota"))


def _said(sheet: Sheet, step: Step) -> str:
    figures = {name: _votes(sheet, figure) for name, figure in step.figures.items()}
    if "unit" in step.figures:
        figures["unit"] = sheet.file.units[step.figures["unit"]].name  # type: ignore[attr-defined]
    words = DID[step.did](figures) if step.did in DID else step.did.replace("-", " ")
    return f"{sheet.names[step.option]} {words}."


def _tied(figures: Mapping[str, str]) -> str:
    return f"{figures['votes']} votes" if "votes" in figures else f"{figures.get('points', '')} points"


DID: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "elected-above-threshold": lambda f: f"is elected, with {_tied(f)}",
    "above-threshold-but-no-seat": lambda f: f"has {_tied(f)}, enough to be elected, but the seats go to others",
    "carries-unit": lambda f: f"carries {f['unit']}, {f['weight']} of the votes, with {_tied(f)} in it",
    "elected-by-library": lambda f: f"is elected by the library’s rule, with {_tied(f)}",
    "not-elected": lambda f: f"is not elected, with {_tied(f)}",
    "below-threshold": lambda f: f"has {_tied(f)}, too few to be elected",
    "elected-most-votes": lambda f: f"is elected, with {_tied(f)}",
    "fewer-votes": lambda f: f"is not elected, with {_tied(f)}",
    "won-seats": lambda f: f"wins {f['seats']} of the seats, with {_tied(f)}",
    "takes-all": lambda f: f"takes all the seats, with {_tied(f)}",
    "takes-nothing": lambda f: f"wins no seat, with {_tied(f)}: one list takes all",
    "takes-no-part": lambda f: f"takes no part, with {_tied(f)}",
    "no-seat": lambda f: f"wins no seat, with {_tied(f)}",
    "goes-on": lambda f: f"goes on to the second vote, with {_tied(f)}",
    "drops-out": lambda f: f"drops out, with {_tied(f)}",
    "elected-quota": lambda f: f"has {_tied(f)}, enough by the quota, and is elected",
    "elected-share": lambda f: f"has {_tied(f)}, the share of the votes at stake that elects",
    "elected-last": lambda f: f"is elected to one of the last seats, with {_tied(f)}: nobody is left to be excluded",
    "elected-more-of-two": lambda f: f"is elected, with {_tied(f)}, the more of the last two",
    "elected-more-than-rest": lambda f: f"is elected, with {_tied(f)}, more than all others together",
    "excluded": lambda f: f"is excluded, with {_tied(f)}",
    "surplus": lambda f: f"has {_tied(f)}; the surplus of {f.get('surplus', '')} is transferred",
}
"""The words for every step that a counter can take; figures are votes as they are written."""


def _moved(sheet: Sheet, each: Round, before: Round | None) -> Iterator[Told]:
    """Where votes went that left somebody in this round."""
    if before is None:
        return
    gains = [(new - old, name) for name, old, new in zip(sheet.names, before.totals, each.totals, strict=True)]
    to = [f"{name} {_votes(sheet, gain)}" for gain, name in sorted(gains, key=lambda each: -each[0]) if gain > 0]
    for what, gain in (("not transferable", each.exhausted - before.exhausted), ("lost", each.lost - before.lost)):
        to += [f"{what} {_votes(sheet, gain)}"] if gain else []
    if to:
        yield Told("transferred", f"Votes go to: {', '.join(to)}.", _cited(sheet, "transferred"))


def _votes(sheet: Sheet, votes: Votes) -> str:
    one = sheet.counted.one
    return written(Fraction(votes) / one, places=places_of(one) if votes % one else None)


_WHAT = {
    "elect": "who is elected",
    "exclude": "who is excluded",
    "transfer": "whose votes are transferred first",
    "go-on": "who goes on",
}


def _tie(sheet: Sheet, draw: Decision) -> str:
    among = f"{listed(draw.among)} are tied for {_WHAT[draw.what]}"
    if not draw.taken:
        return f"{among}; the rule takes none of them."
    by = "the lot supplied" if draw.supplied else f"a lot drawn by seed {sheet.seed}"
    return f"{among}; {by} takes {listed(draw.taken)}."


# ── Articles ──

_CLAUSES = {
    "quota": "quota",
    "elected-quota": "quota",
    "surplus": "surplus",
    "excluded": "exclusion",
    "transferred": "surplus",
    "tie": "ties",
}
"""The field of a count in which the article of a step stands, where the count has such a field."""


def _cited(sheet: Sheet, did: str) -> str:
    """The article of a step: that of its own clause, else of the count, of its bar, of the paper."""
    count = sheet.rule.count
    inside = getattr(count, _CLAUSES.get(did, ""), None)
    article = getattr(inside, "article", None) if isinstance(inside, Clause) else None
    return _cite(sheet, article or _own(sheet, "count") or _own(sheet, "ballot"))


def _own(sheet: Sheet, part: str) -> Article | None:
    clause: Clause = getattr(sheet.rule, part)
    found = getattr(clause, "article", None)
    if found is None:
        found = next((bar.article for bar in bars(clause) if bar.article), None)
    return found if isinstance(found, Article) else None


def _cite(sheet: Sheet, article: Article | None) -> str:
    known = article or sheet.rule.ballot.article
    return sheet.rule.cite(known) if known else ""
