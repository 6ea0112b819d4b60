"""The options that make a scenario, shared by all commands that run one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from comitia.electorate.voters import Detail
    from comitia.run.scenario import Scenario

F = TypeVar("F", bound=Callable[..., Any])


def scenario_options(function: F) -> F:
    """Add --society, --seed, --set, --voters and --years."""
    for option in (
        click.option("--years", type=click.IntRange(0, 50), help="Years of yearly renewal after the first filling."),
        click.option(
            "--voters", type=click.Choice(["cells", "individual"]), help="Draw voters by type, or one by one."
        ),
        click.option(
            "--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a rule, a choice or voters.PARAMETER."
        ),
        click.option("--seed", type=click.IntRange(min=0), help="The seed of all chance; drawn and printed if absent."),
        click.option("--society", help="Who lives there: a shipped society or a folder."),
    ):
        function = option(function)
    return function


def scenario_of(
    name: str,
    society: str | None,
    seed: int | None,
    settings: tuple[str, ...],
    voters: str | None,
    years: int | None = None,
) -> Scenario:
    """The scenario that a name and options mean; a society is found by the law where none is named."""
    from dataclasses import replace

    from comitia.run.scenario import Scenario, is_scenario, read
    from comitia.text.amend import parse_setting

    given = tuple(parse_setting(text) for text in settings)
    path = Path(name)
    if path.is_file() and is_scenario(path):
        scenario = read(path)
        return replace(
            scenario,
            society=society or scenario.society,
            seed=scenario.seed if seed is None else seed,
            settings=(*scenario.settings, *given),
            years=scenario.years if years is None else years,
            detail="individual" if (voters or scenario.detail) == "individual" else "cells",
        )
    detail: Detail = "individual" if voters == "individual" else "cells"
    return Scenario(name, society or society_for(name), seed, detail, given, years or 0)


def society_for(name: str) -> str:
    """The shipped society of the law's country, else any, nearest to the year in its name, or of its adoption."""
    from comitia.society.catalogue import names
    from comitia.text.catalogue import load

    law = load(name)
    known = names()
    stem, _, year = law.name.rpartition("-")
    same = [each for each in known if each.rpartition("-")[0] == stem] or list(known)
    adopted = law.adopted[:4]
    wanted = int(year) if year.isdecimal() else int(adopted) if adopted.isdecimal() else 0
    return min(same, key=lambda each: (abs(int(each.rpartition("-")[2]) - wanted), each))
