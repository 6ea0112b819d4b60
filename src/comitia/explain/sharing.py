"""Why lists take part or not, and how seats were shared over a whole body: told step by step with the articles."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from comitia.count.entry import Judged, Measured
from comitia.count.levelling import Round
from comitia.count.standing import Standing
from comitia.explain import growing
from comitia.explain.phrases import listed, plural, share
from comitia.explain.told import Told, Vote
from comitia.law.clause import Article
from comitia.law.constitution import Constitution
from comitia.law.lists import AverageBar, EntryLine, ShareBar
from comitia.run.draws import Draw
from comitia.run.journal import Placed, Tier

__all__ = ["bars", "entry", "entry_article", "shared", "tie"]

SHARING = "sharing"
"""What the steps of a tier are told under, which has no stages."""


def shared(law: Constitution, tier: Tier, draws: tuple[Draw, ...]) -> Vote:
    """One sharing over a whole body."""
    contest, cite = f"{tier.body}/{tier.route.id}", law.cite(tier.route.article)
    steps = [*_entering(law, tier)]
    steps += [Told("voter-number", text, cite) for text in growing.voter_numbers(tier)]
    steps += [Told("minimum", text, cite) for text in growing.minima(tier)]
    for round_ in tier.levelled.rounds:
        steps += [Told("shared", text, cite) for text in _round(tier, round_)]
    steps += [Told("levelling", text, cite) for text in _extra(tier)]
    for each in tier.placed:
        article = tier.route.placed[each.line].article
        texts = growing.doubly(tier, each) if each.divisors else _placed(tier.standing, each)
        steps += [Told("placed", text, law.cite(article) if article else cite) for text in texts]
    steps += [Told("covered", text, cite) for text in growing.covered(tier)]
    steps += [tie(draw) for draw in draws if draw.contest == contest]
    return Vote(contest, SHARING, sum(tier.levelled.extra), tuple(steps))


def tie(draw: Draw) -> Told:
    """A tie that was settled."""
    how = {
        "lot": "a lot took",
        "elder": "the elder was taken:",
        "nobody": "none of them is elected",
        "more-votes": "the one with more votes takes it:",
    }[draw.rule]
    by = "the lot supplied took" if draw.supplied else how
    taken = f"{by} {listed(draw.taken)}" if draw.taken else how
    equal = "equal quotients" if draw.rule == "more-votes" else "the same number of votes"
    return Told("tie", f"{listed(draw.among)} have {equal}; {taken}.", draw.article)


def entry_article(law: Constitution, lines: tuple[EntryLine, ...], judged: Judged, otherwise: Article) -> str:
    """The article that lets a list take part or not."""
    line = lines[judged.line] if judged.line is not None else None
    return law.cite(line.article if line and line.article else otherwise)


def entry(name: str, judged: Judged) -> str:
    """Whether a list takes part, and what it has of what it needs."""
    does = "takes part" if judged.enters else "takes no part"
    why = bars(judged)
    return f"{name} {does}{f': {why}' if why else ''}."


def bars(judged: Judged) -> str:
    """Every bar that a list was held against; those passed alone where one was enough."""
    if judged.line is None:
        return "" if judged.enters else "no line of the law speaks of such a list"
    if not judged.bars:
        return "such lists are exempt"
    passed = [bar for bar in judged.bars if bar.passed]
    return "; ".join(_bar(bar) for bar in (passed if judged.enters else judged.bars))


def _bar(measured: Measured) -> str:
    bar = measured.bar
    if isinstance(bar, ShareBar):
        than = f"{'more than' if bar.strict else 'at least'} {share(bar.share)} of {measured.base:,}"
        where = {"whole": "", "region": " in a region", "unit": " in a unit"}[bar.over]
        reached = _places(measured, bar.places_at_least)
        return f"{measured.has:,} votes{where}, {measured.needed:,} needed ({than}){reached}"
    if isinstance(bar, AverageBar):
        nearest = f"{measured.has:,} votes in the {bar.over} where it comes nearest, {measured.needed:,} needed"
        return f"{nearest}{_places(measured, bar.places_at_least)}"
    return f"{plural(measured.has, 'seat')} won, {measured.needed} needed"


def _places(measured: Measured, needed: int) -> str:
    return f", reached in {measured.places} of {needed} that are needed" if needed > 1 else ""


def _entering(law: Constitution, tier: Tier) -> Iterator[Told]:
    order = sorted(range(len(tier.votes)), key=lambda i: -tier.votes[i])
    for i in order:
        judged = tier.judged[i]
        article = entry_article(law, tier.route.entry, judged, tier.route.article)
        yield Told("takes-part" if judged.enters else "takes-no-part", entry(tier.standing.names[i], judged), article)


def _round(tier: Tier, round_: Round) -> Iterator[str]:
    if tier.route.surplus == "house-grows":
        yield growing.grown(tier, round_)
        return
    names = tier.standing.names
    pairs = sorted(zip(round_.lists, round_.share, strict=True), key=lambda pair: -pair[1])
    among = ", ".join(f"{names[i]} {seats}" for i, seats in pairs)
    less = tier.route.total - round_.seats
    of = f"{round_.seats} of {tier.route.total} seats" if less else f"{round_.seats} seats"
    yield f"{of} are shared among {plural(len(pairs), 'list')}: {among}."
    for i in round_.over:
        keeps = "and keeps them; the rest is shared again" if tier.route.surplus == "shared-again" else "and keeps them"
        won = plural(tier.won[i], "seat")
        yield f"{names[i]} has won {won}, more than its share, {keeps}."


def _extra(tier: Tier) -> Iterator[str]:
    for i, name in enumerate(tier.standing.names):
        if tier.levelled.extra[i]:
            share_, won = tier.levelled.share[i], tier.won[i]
            has = f"a share of {share_} and has won {won}" if tier.route.counted else f"a share of {share_}"
            yield f"{name} has {has}: {plural(tier.levelled.extra[i], 'levelling seat')}."


def _placed(standing: Standing, placed: Placed) -> Iterator[str]:
    inside = "" if len(placed.inside.units) == len(standing.units) else f" in {placed.inside.title}"
    for number, claim in enumerate(placed.claims, start=1):
        where, name = placed.places[claim.place].title, standing.names[claim.list]
        yield f"Seat {number}{inside} goes to {name} in {where}, quotient {_decimal(claim.quotient)}."


def _decimal(number: Fraction) -> str:
    """A quotient to four places, cut off."""
    whole, rest = divmod(number.numerator * 10_000 // number.denominator, 10_000)
    return f"{whole:,}.{rest:04d}".rstrip("0").rstrip(".")
