"""What the documentation has made for it, by name: reference, parameters, fit, tables, worked examples."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, get_args

from tools.docs import json_keys, language
from tools.docs.pages import ROOT, DocumentationError, run_command

if TYPE_CHECKING:
    from comitia.run.result import Result

MAKERS: dict[str, Callable[[], str]] = {"language": language.reference, "verbs": language.verbs}
MAKERS |= {f"json {name}": partial(json_keys.table, name) for name in json_keys.ASKED}

CALIBRATIONS = {
    "fit": "comitia calibrate ussr-1988 --society ussr-1989 --runs 5",
    "fit soviets-1918": "comitia calibrate soviets-1918 --society ussr-1926 --runs 10",
    "fit ussr-1924": "comitia calibrate ussr-1924 --society ussr-1926 --runs 10",
    "fit ussr-1936": "comitia calibrate ussr-1936 --society ussr-1939 --runs 5",
}
"""How voter models stand to published figures, by the name of the part of a page."""


def maker(name: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Register what makes the parts of that name."""

    def register(function: Callable[[], str]) -> Callable[[], str]:
        MAKERS[name] = function
        return function

    return register


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> str:
    """A table in Markdown; `right` names by their numbers the columns of figures."""
    marks = ["---:" if str(place) in right.split() else "---" for place in range(len(columns))]
    lines = (columns, marks, *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


# Files of ballots


@maker("ballot faults")
def ballot_faults() -> str:
    """Every code of a fault in a file of ballots."""
    from comitia.ballots.codes import CODES

    return table(("code", "what is wrong"), [(f"`{code}`", meaning) for code, meaning in CODES.items()])


# The voter model


@maker("parameters")
def parameters() -> str:
    """Every parameter of the voter model of 1989."""
    from comitia.electorate.shipped import voters_of

    rows = []
    for each in voters_of("ussr-1989").table.values():
        values = each.values or {}
        number = ", ".join(f"{name} {value:g}" for name, value in values.items()) if each.by else f"{each.value:g}"
        source = f"{each.source}; fitted to `{each.fitted}`" if each.fitted else each.source
        rows.append((f"`{each.id}`", number, each.unit, each.meaning, source))
    return table(("parameter", "value", "unit", "meaning", "source"), rows)


def _fit(calibration: str) -> str:
    """A voter model beside the published figures, as a command of calibration shows them."""
    from comitia.cli.output import significant
    from comitia.electorate.shipped import voters_of

    code, output = run_command([*calibration.split()[1:], "--json"])
    if code:
        raise DocumentationError(f"“{calibration}” ends with {code}:\n{output}")
    uses = ("fit", "check", "beside")
    found = sorted(json.loads(output)["figures"], key=lambda each: uses.index(each["use"]))
    rows = [
        (
            each["title"],
            each["use"],
            f"{each['value']:g}",
            *(significant(each[name], 3) for name in ("mean", "low", "high")),
            each["unit"],
            each["certainty"],
        )
        for each in found
    ]
    columns = ("figure", "used for", "published", "simulated", "5 %", "95 %", "unit", "certainty")
    model = voters_of(calibration.split()[4]).digest[:12]
    made = f"Made on {datetime.date.today()} by `{calibration}`, voter model `{model}`."
    return f"{made}\n\n{table(columns, rows, '2 3 4 5')}"


MAKERS |= {name: partial(_fit, calibration) for name, calibration in CALIBRATIONS.items()}


# The page


@maker("page api")
def page_api() -> str:
    """What can be asked of the server of the page."""
    from comitia.web.openapi import ROUTES

    rows = [(f"`{each.method} {each.path}`", each.says) for each in ROUTES]
    return table(("method and path", "gives"), rows)


# Results


@cache
def result() -> Result:
    """The run that tables are read off; with a year of renewal, so that no column is empty throughout."""
    from comitia.run.scenario import Scenario

    return Scenario("ussr-1988", "ussr-1989", 1, years=1).run()


def _columns(name: str) -> str:
    from comitia.run.store import COLUMNS

    attributes = {each.name: each.title for each in result().meta.society.attributes}
    (found,) = (each for each in result().tables() if each.name == name)
    arrow = found.arrow()
    rows = [
        (
            f"`{column}`",
            {"Int64": "number", "Float64": "number", "Utf8": "text", "Boolean": "true or false"}[
                re.sub(r".*<(\w+).*", r"\1", str(arrow[column].type).replace("\n", ""))
            ],
            COLUMNS[column] if column in COLUMNS else f"attribute of the society: {attributes[column].lower()}",
        )
        for column in found.columns
    ]
    return table(("column", "kind", "meaning"), rows)


TABLES = ("roll", "lineage", "voters", "contests", "candidates", "draws")
MAKERS |= {f"columns {name}": partial(_columns, name) for name in TABLES}


# Counting


@maker("apportionment example")
def apportionment() -> str:
    """Five states, 26 seats, all methods."""
    from comitia.count.apportion import QUOTAS, apportion
    from comitia.law.units import Method

    people = {"A": 9061, "B": 7179, "C": 5259, "D": 3319, "E": 1182}

    def no_tie(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        raise AssertionError(f"{tied} are tied for {places}")

    rows = [("people", "", *(f"{number:,}" for number in people.values()))]
    for method in get_args(Method):
        family = "quota" if method in QUOTAS else "divisor"
        rows.append((f"`{method}`", family, *map(str, apportion(method, tuple(people.values()), 26, no_tie))))
    return table(("method", "family", *people), rows, "2 3 4 5 6")


@maker("entitlements")
def entitlements() -> str:
    """Every entitlement rule that is shipped, with the ways in which its parts are known."""
    from comitia.text.entitlements import load, names

    rows = []
    for name in names():
        rule = load(name)
        marks = sorted({article.mark for article in rule.articles()})
        kinds = ", ".join(kind.title for kind in rule.kinds)
        rows.append((f"`{name}`", rule.title, kinds, ", ".join(marks)))
    return table(("rule", "of", "units", "known"), rows)


# The code


@maker("layers")
def layers() -> str:
    """The layers that imports keep to."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (found,) = (each for each in project["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    return "\n".join(("```text", *found["layers"], "```"))


@maker("pictures")
def pictures() -> str:
    """The kinds of picture of a run."""
    from comitia.picture.kinds import KINDS

    return table(("picture", "shows"), ((f"`{name}`", shows) for name, (_, shows) in KINDS.items()))


@maker("rooms")
def rooms() -> str:
    """Every package with the sentence that it begins with."""
    rows = []
    for package in sorted(path.parent for path in (ROOT / "src" / "comitia").glob("*/__init__.py")):
        said = import_module(f"comitia.{package.name}").__doc__ or ""
        rows.append((f"`{package.name}/`", " ".join(said.split("\n\n")[0].split())))
    return table(("room", "what it is for"), rows)


@maker("commands")
def commands() -> str:
    """Every command and what it does."""
    from comitia.cli import COMMANDS

    return table(("command", "does"), [(f"`comitia {name}`", does) for name, does in sorted(COMMANDS.items())])
