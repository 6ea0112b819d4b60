"""A count as plain text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from comitia.law.constitution import Constitution

_MANY = 40
"""More votes than this are summed up by route."""
_WIDEST = 40


def print_count(law: Constitution, made: dict[str, Any], file: str) -> None:
    """What was counted, vote by vote, and where that is not what was officially found."""
    votes = made["contests"]
    contests = len({vote["contest"] for vote in votes})
    click.echo(f"{law.title}\n{file}: {_n(contests, 'contest')}, {_n(len(votes), 'vote')}, real returns")
    for line in _summary(made) if len(votes) > _MANY else _each(votes):
        click.echo(line)
    for line in _lists(law, made):
        click.echo(line)
    for draw in made["draws"]:
        how = "lot supplied" if draw["supplied"] else {"nobody": "none elected"}.get(draw["rule"], draw["rule"])
        click.echo(f"\ntie in {draw['contest']}, {draw['stage']}: {draw['among']}; {how} {draw['taken']}".rstrip())
    for vote in votes:
        for name in vote["names"]:
            if name["officially"] not in (None, name["elected"]):
                said = "elected" if name["officially"] else "not elected"
                click.echo(f"\nnot as recorded, line {vote['line']}: {name['name']} was officially {said}.")


def _n(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _summary(made: dict[str, Any]) -> Iterator[str]:
    yield ""
    outcomes = Counter((vote["body"], vote["route"], vote["stage"], vote["outcome"]) for vote in made["contests"])
    for (body, route, stage, outcome), number in outcomes.items():
        yield f"  {body}/{route}, {stage}: {_n(number, 'contest')} {outcome}"
    for body, row in made["bodies"].items():
        yield f"  {body}: {row['filled']:,} of {_n(row['seats'], 'seat')} filled"
    yield "  --json or --out shows every vote, --explain why."


def _each(votes: list[dict[str, Any]]) -> Iterator[str]:
    last = None
    for vote in votes:
        if vote["contest"] != last:
            yield f"\n{vote['contest']}"
            last = vote["contest"]
        yield f"  {_head(vote)}"
        wide = min(max((len(name["name"]) for name in vote["names"]), default=0), _WIDEST)
        for name in sorted(vote["names"], key=lambda name: -name["votes"]):
            share = f"{100 * name['share']:5.1f}%" if name["share"] is not None else ""
            elected = f"  {_won(name)}" if name["elected"] else ""
            yield f"    {name['name']:<{wide}} {name['votes']:>12,} {share:>7}{elected}".rstrip()
        if vote["outcome"] != "filled":
            yield f"    → {_open(vote)}"


def _head(vote: dict[str, Any]) -> str:
    parts = [vote["stage"], _n(vote["seats"], "seat")]
    if vote["participants"] is not None:
        of = f" of {vote['registered']:,}" if vote["registered"] is not None else ""
        parts.append(f"{vote['participants']:,}{of} took part")
    lists = any("persons" in name for name in vote["names"])
    rule = "in proportion" if lists else "most votes"
    parts.append(f"{vote['needed']:,} needed" if vote["needed"] is not None else rule)
    return " · ".join(parts)


def _won(name: dict[str, Any]) -> str:
    return _n(name["seats"], "seat") if "persons" in name else "elected"


def _lists(law: Constitution, made: dict[str, Any]) -> Iterator[str]:
    """The seats of every list in each body, by route, where they are more than those of one contest."""
    for body, row in made["bodies"].items():
        lists, routes = row["lists"], [route for route, given in row["routes"].items() if given["filled"]]
        contests = {vote["contest"] for vote in made["contests"] if vote["body"] == body}
        if not lists or len(contests) < 2:
            continue
        wide = min(max(len(name) for name in lists), _WIDEST)
        heads = ["seats", *(routes if len(routes) > 1 else ())]
        yield f"\n{law.body(body).title}, seats by list"
        yield f"  {'':<{wide}}" + "".join(f"{head:>{max(len(head), 5) + 2}}" for head in heads)
        for name, given in lists.items():
            cells = [given["seats"], *(given["routes"].get(route, 0) for route in heads[1:])]
            pairs = zip(heads, cells, strict=True)
            yield f"  {name[:wide]:<{wide}}" + "".join(f"{cell:>{max(len(head), 5) + 2},}" for head, cell in pairs)


def _open(vote: dict[str, Any]) -> str:
    elected = len(vote["elected"])
    what = f"{vote['seats'] - elected} of {_n(vote['seats'], 'seat')} open" if elected else "nobody elected"
    what = f"not valid, {what}" if vote["outcome"] == "not-held" else what
    then = vote["then"]
    return f"{what}; {then['stage']} follows ({then['article']})" if then else f"{what}; nothing follows"


def print_steps(made: dict[str, Any]) -> None:
    """Every step in words."""
    for vote in made["steps"]:
        click.echo(f"{vote['contest']}, {vote['stage']}, {_n(vote['seats'], 'seat')}")
        for step in vote["steps"]:
            click.echo(f"  {step['article']}: {step['text']}")
