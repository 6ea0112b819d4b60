"""Why a unit has its delegates and votes: one sentence a clause, with the figures, for a credentials committee."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import singledispatch
from typing import Any

from comitia.count.delegates import Entry, Figures
from comitia.count.entitle import Due, Entitled, GroupDue
from comitia.law import delegates
from comitia.law import entitlement as law
from comitia.law.clause import Article, Clause

__all__ = ["cited", "document", "exact", "group_reason", "reasons"]

_PART: dict[delegates.Rest, str] = {
    "dropped": "a part gives none",
    "counted": "a part counts as a whole",
    "nearest": "from the half up a part counts as a whole",
    "major-part": "more than half counts as a whole",
}


def reasons(rule: law.Entitlement, due: Due, unit: Entry) -> tuple[tuple[str, str], ...]:
    """Every clause that was applied to a unit, as a sentence and its article."""
    return tuple((sentence(reason.clause, reason.figures, due), cited(rule, reason.clause)) for reason in due.why)


def cited(rule: law.Entitlement, clause: Clause) -> str:
    """The articles of a clause as they may be printed, and how certain they are where they were not seen."""
    found: list[Article | None] = [getattr(clause, name, None) for name in ("article", "arithmetic")]
    return "; ".join(_cited(rule, article) for article in found if article is not None)


def _cited(rule: law.Entitlement, article: Article) -> str:
    short = next((act.short for act in rule.acts if act.id == article.act), None)
    sure = "" if article.mark in ("seen", "assumed") else f", {article.mark}"
    return f"{article.cite(short)}{sure}"


def group_reason(due: GroupDue) -> str:
    """The quota of a group in words."""
    who = f"{due.unit}, {due.quota.title}" if due.unit else due.quota.title
    share, of = percent(due.share), exact(due.delegates * due.share)
    number = f"{share} of {due.delegates:,} {_noun(due.delegates)} = {of}"
    return f"{who}: {share} of {due.quota.of}, so {number}; {_PART[due.quota.part]}: at least {due.least:,}."


@singledispatch
def sentence(clause: Clause, figures: Figures, due: Due) -> str:
    """What a clause made of a unit."""
    raise NotImplementedError(type(clause).__name__)


@sentence.register
def _per(rule: delegates.PerDelegates, figures: Figures, due: Due) -> str:
    quotient, counted, first = Fraction(figures["quotient"]), int(figures["counted"]), _first(due)
    said = f"{int(figures['of']):,} {rule.of}"
    if rule.above:
        said = f"({said} - {rule.above:,})" if figures["of"] > rule.above else f"{said}, none above {rule.above:,}"
    if rule.one_per > 1 and quotient:
        full, rest = divmod(int(quotient * rule.one_per), rule.one_per)
        how = f", {rest:,} left over; {_PART[rule.part]}" if rest else " exactly"
        said += f" / {rule.one_per:,} = {full:,}{how}"
    if rule.base:
        said += f": {rule.base:,} and {counted - rule.base:,}"
    if first != counted:
        said += f": {counted:,}, but at {f'least {rule.at_least:,}' if first > counted else f'most {rule.at_most:,}'}"
    return f"{said}: {_many(first)}."


@sentence.register
def _bands(rule: delegates.BandDelegates, figures: Figures, due: Due) -> str:
    over, more = int(figures["over"]), int(figures["more"])
    said = f"{int(figures['of']):,} {rule.of}: "
    if over < 0:
        return f"{said}below every band, none."
    said += (
        f"over {over:,}, the band of {int(figures['band']):,}" if over else f"the first band, {int(figures['band'])}"
    )
    if more:
        said += f", and {more:,} more, one for every {rule.then_every:,} above {over:,}"
    return f"{said}: {_many(_first(due))}."


@sentence.register
def _fixed(rule: delegates.FixedDelegates, figures: Figures, due: Due) -> str:
    parts = ", ".join(f"{part.title} {part.number}" for part in rule.parts)
    return f"The same for all: {parts}: {_many(_first(due))}."


@sentence.register
def _table(rule: delegates.TableDelegates, figures: Figures, due: Due) -> str:
    return f"As published: {_many(_first(due))}."


@sentence.register
def _shared(rule: delegates.SharedDelegates, figures: Figures, due: Due) -> str:
    base = f" {_first(due) - rule.base:,}, and {rule.base:,} as everybody has" if rule.base else ""
    return (
        f"{int(figures['of']):,} of {int(figures['total']):,} {rule.of} x {int(figures['seats']):,} = "
        f"{exact(Fraction(figures['quotient']))}; by {rule.method}{base}: {_many(_first(due))}."
    )


@sentence.register
def _mean(rule: delegates.MeanDelegates, figures: Figures, due: Due) -> str:
    shares = " and ".join(f"{percent(Fraction(figures[name]))} of {name}" for name in rule.of)
    quotient = exact(Fraction(figures["quotient"]))
    return f"{shares}, their mean x {rule.seats:,} = {quotient}; {_PART[rule.part]}: {_many(_first(due))}."


@sentence.register
def _threshold(rule: delegates.ThresholdDelegates, figures: Figures, due: Due) -> str:
    of, share, bar = int(figures["of"]), Fraction(figures["share"]), Fraction(figures["bar"])
    said = f"{of:,} {rule.of} = {percent(share, rule.decimals)}"
    if share < bar:
        return f"{said}, under {percent(bar, rule.decimals)}: none."
    return (
        f"{said}; {percent(Fraction(figures['rebased']), rule.decimals)} of those not under "
        f"{percent(bar, rule.decimals)}; x delegates = {exact(Fraction(figures['quotient']), rule.decimals)}; largest "
        f"fractions: {_many(_first(due))}."
    )


@sentence.register
def _pool(pool: law.Pool, figures: Figures, due: Due) -> str:
    number = int(figures["number"])
    if pool.share is None:
        return f"{pool.title}: {int(figures['base']):,} less {int(figures['within']):,} = {number:,}."
    beside = ", beside the others" if pool.beside else ""
    how = "" if figures["quotient"] == number else f"; {_PART[pool.part]}"
    said = f"{pool.title}: {percent(pool.share)} of {int(figures['base']):,} = {exact(Fraction(figures['quotient']))}"
    return f"{said}{how}: {number:,}{beside}."


@sentence.register
def _each_votes(rule: law.EachVotes, figures: Figures, due: Due) -> str:
    return f"{rule.votes:,} {_votes(rule.votes)} for each delegate: {exact(due.votes)} in all."


@sentence.register
def _fixed_votes(rule: law.FixedVotes, figures: Figures, due: Due) -> str:
    return f"{rule.votes:,} {_votes(rule.votes)}, the same for all."


@sentence.register
def _member_votes(rule: law.MemberVotes, figures: Figures, due: Due) -> str:
    of, votes = int(figures["of"]), int(figures["votes"])
    said = f"{of:,} {rule.of}"
    if rule.one_per > 1:
        said += f", one vote for every {rule.one_per:,}; {_PART[rule.part]}"
    said += f": {votes:,} {_votes(votes)}"
    if rule.held == "as-one":
        return f"{said}, cast as one."
    if due.each is None:
        return f"{said}; no delegate is there to cast them."
    return f"{said} / {_present(int(figures['there']))} = {_each(due.each)} each."


@sentence.register
def _section_votes(rule: law.SectionVotes, figures: Figures, due: Due) -> str:
    return (
        f"{int(figures['of']):,} of the section's {int(figures['total']):,} {rule.of}, of {percent(rule.share)} of all "
        f"votes: {percent(due.votes or Fraction(0), 3)}."
    )


def _first(due: Due) -> int:
    """The delegates before any beside them were added."""
    base = next((reason.figures["base"] for reason in due.why if isinstance(reason.clause, law.Pool)), None)
    return int(base) if base is not None else due.delegates or 0


def exact(number: Fraction | int | None, decimals: int = 3) -> str:
    """A number as people write it: whole, or rounded to so many decimals."""
    if number is None:
        return "–"
    number = Fraction(number)
    if number.denominator == 1:
        return f"{number.numerator:,}"
    scaled, rest = divmod(number.numerator * 10**decimals, number.denominator)
    if 2 * rest >= number.denominator:
        scaled += 1
    return f"{scaled // 10**decimals:,}.{scaled % 10**decimals:0{decimals}d}"


def percent(share: Fraction, decimals: int = 2) -> str:
    """A share in per cent, without decimals that are nought."""
    text = exact(100 * share, decimals)
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _many(number: int | None) -> str:
    return f"{number or 0:,} {_noun(number or 0)}"


def _noun(number: int) -> str:
    return "delegate" if number == 1 else "delegates"


def _each(votes: Fraction) -> str:
    return exact(votes) if votes.denominator == 1 else f"{votes}, about {exact(votes)}"


def _present(number: int) -> str:
    return f"{number:,} {_noun(number)} present"


def _votes(number: int) -> str:
    return "vote" if number == 1 else "votes"


# the whole as a document


def document(rule: law.Entitlement, entries: Sequence[Entry], found: Entitled) -> dict[str, Any]:
    """What all units are entitled to, with a sentence for each clause that made it so."""
    units = [
        {
            "name": due.name,
            "kind": due.kind,
            "figures": dict(entry.figures),
            "delegates": due.delegates,
            "pools": dict(due.pools),
            "votes": None if due.votes is None else float(due.votes),
            "votes_exact": None if due.votes is None else str(due.votes),
            "votes_each": None if due.each is None else str(due.each),
            "why": [{"text": text, "article": article} for text, article in reasons(rule, due, entry)],
        }
        for due, entry in zip(found.dues, entries, strict=True)
    ]
    return {
        "rule": rule.id,
        "title": rule.title,
        "seats": {due.name: due.delegates for due in found.dues},
        "delegates": found.delegates,
        "votes": float(found.votes),
        "votes_exact": str(found.votes),
        "units": units,
        "groups": [
            {
                "group": group.quota.group,
                "unit": group.unit,
                "at_least": group.least,
                "delegates": group.delegates,
                "share": str(group.share),
                "text": group_reason(group),
                "article": cited(rule, group.quota),
            }
            for group in found.groups
        ],
        "note": rule.note,
    }
