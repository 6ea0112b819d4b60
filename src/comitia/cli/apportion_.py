"""`comitia apportion`: seats or delegates to units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from comitia.explain.apportioned import Case
    from comitia.run.lots import UnitLots
    from comitia.sheets.sheet import Sheet
    from comitia.sheets.units import UnitLine

FIGURES = ("votes", "members", "membership", "population", "inhabitants", "people", "voters", "electors")
"""Names of columns that need not be named with --column."""


@click.command("apportion")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", help="The method, such as dhondt or hare; all: every method side by side.")
@click.option("--rule", help="The entitlement rule of an organisation, shipped or a file, in place of a method.")
@click.option("--seats", type=click.IntRange(0, 1_000_000), help="How many seats or delegates are shared.")
@click.option("--column", help="The column with the votes, members or people.")
@click.option("--name-column", help="The column with the names of units.")
@click.option("--worksheet", help="The worksheet, where a workbook has several.")
@click.option("--floor", default="0", metavar="N|COLUMN", help="At least so many seats for each unit.")
@click.option("--ceiling", metavar="N|COLUMN", help="At most so many seats for each unit.")
@click.option(
    "--floors",
    type=click.Choice(["apart", "within"]),
    default="apart",
    help="Under a quota: share what floors leave by a quota of its own (apart), or keep that of the whole (within).",
)
@click.option("--quotients", is_flag=True, help="Show every quotient, or every remainder.")
@click.option("--explain", is_flag=True, help="Say of each unit why it has its seats.")
@click.option("--paradoxes", is_flag=True, help="Search for the paradoxes of Alabama, of population, of a new state.")
@click.option("--later", metavar="COLUMN", help="A later count, for the paradox of population.")
@click.option("--seed", type=click.IntRange(min=0), help="Draw lots that are not supplied, by this seed.")
@click.option("--draws", type=click.Path(path_type=Path), help="Lots drawn in public: a table contest, stage, taken.")
@click.option("--sheet", "--out", "sheet", type=click.Path(path_type=Path), help="Write tables to FILE.csv or .xlsx.")
@json_option
def command(file: Path, as_json: bool, sheet: Path | None, **options: Any) -> None:
    """Share seats among the units of FILE (CSV or Excel), by a method or by the entitlement rule of an organisation."""
    if (options["method"] is None) == (options["rule"] is None):
        raise click.UsageError("say either --method METHOD or --rule NAME. Methods and rules: docs/apportion.md.")
    if options["rule"] is not None:
        from comitia.cli.apportion_rule import by_rule

        made = by_rule(file, options)
    else:
        made = _by_method(file, options)
    if sheet is not None:
        from comitia.cli.apportion_tables import tables_of
        from comitia.sheets.writing import write_tables

        write_tables(sheet, tables_of(made))
    if as_json:
        print_json(made)
        return
    from comitia.cli.apportion_page import print_apportioned

    print_apportioned(made)
    if sheet is not None:
        click.echo(f"\nwritten to {sheet}")


def _by_method(file: Path, options: dict[str, Any]) -> dict[str, Any]:
    from typing import get_args

    from comitia.law.units import Method

    if options["seats"] is None:
        raise click.UsageError("say with --seats how many seats are shared.")
    methods: tuple[Method, ...] = get_args(Method)
    if options["method"] != "all" and options["method"] not in methods:
        raise _unknown("method", options["method"], (*methods, "all"))
    sheet, units, column = _units(file, options)
    head = {"file": sheet.file, "file_sha256": sheet.digest, "column": column, "seed": options["seed"]}
    if options["method"] == "all":
        return {"method": "all", **head, **_side_by_side(methods, units, options, sheet)}
    return {"method": options["method"], **_shared(options["method"], head, units, options, sheet)}


def _shared(
    method: Any, head: dict[str, Any], units: tuple[UnitLine, ...], options: dict[str, Any], sheet: Sheet
) -> dict[str, Any]:
    from comitia.cli.apportion_rule import lots_of
    from comitia.explain.apportioned import closest, paradoxes_of, quotients_of, sentences, units_of

    case, lots = _case(method, units, options), lots_of(method, units, options)
    won = _won(case, lots, sheet)
    made: dict[str, Any] = {
        "seats": dict(zip(case.names, won, strict=True)),
        **head,
        "seats_in_all": case.seats,
        "filled": sum(won),
        "total": case.total,
        "units": units_of(case, won),
        "closest": closest(case, won, bool(lots.records)),
        "draws": lots.rows(),
    }
    if options["quotients"]:
        made |= quotients_of(case, won)
    if options["explain"]:
        made["explanation"] = sentences(case, won, bool(lots.records))
    if options["paradoxes"] or options["later"]:
        later = tuple(unit.figures["later"] for unit in units) if options["later"] else None
        made["paradoxes"] = paradoxes_of(case, later)
    return made


def _side_by_side(methods: Any, units: tuple[UnitLine, ...], options: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    from comitia.cli.apportion_rule import lots_of
    from comitia.explain.apportioned import units_of

    found, draws, case = {}, [], None
    for method in methods:
        case, lots = _case(method, units, options), lots_of(method, units, options)
        found[method] = dict(zip(case.names, _won(case, lots, sheet), strict=True))
        draws += lots.rows()
    assert case is not None
    quotas = [
        {key: row[key] for key in ("name", "votes", "quota", "quota_exact")} for row in units_of(case, case.votes)
    ]
    return {"methods": found, "seats_in_all": case.seats, "total": case.total, "units": quotas, "draws": draws}


def _units(file: Path, options: dict[str, Any]) -> tuple[Sheet, tuple[UnitLine, ...], str]:
    from comitia.sheets.sheet import read_sheet
    from comitia.sheets.units import Wanted, figure_column, name_column, units_of

    sheet = read_sheet(file, "units", options["worksheet"])
    asked = options["column"]
    column = sheet.columns[sheet.place(asked)] if asked else figure_column(sheet, Wanted("votes", FIGURES), alone=True)
    assert column is not None
    figures = {"votes": column}
    for key in ("floor", "ceiling", "later"):
        if options[key] is not None and (key == "later" or not options[key].isdigit()):
            figures[key] = sheet.columns[sheet.place(options[key])]
    names = name_column(sheet, figures.values(), options["name_column"])
    return sheet, units_of(sheet, names, figures), column


def _case(method: Any, units: tuple[UnitLine, ...], options: dict[str, Any]) -> Case:
    from comitia.explain.apportioned import Case

    limits: dict[str, tuple[int, ...] | None] = {}
    for key in ("floor", "ceiling"):
        given = options[key]
        number = int(given) if given is not None and given.isdigit() else 0
        limits[key] = None if given is None else tuple(unit.figures.get(key, number) for unit in units)
    names, votes = tuple(unit.name for unit in units), tuple(unit.figures["votes"] for unit in units)
    return Case(method, names, votes, options["seats"], limits["floor"] or (), limits["ceiling"], options["floors"])


def _won(case: Case, lots: UnitLots, sheet: Sheet) -> tuple[int, ...]:
    from comitia.law.faults import Fault, Faults

    if case.seats and not case.total:
        mend = "Without votes nobody has a share of the seats."
        raise Faults(Fault("no-votes", "All figures are 0.", file=sheet.file, line=sheet.header, mend=mend))
    try:
        return case.shared(lots.settle)
    except ValueError as why:
        said = str(why)[:1].upper() + str(why)[1:]
        mend = "Change --seats, --floor or --ceiling."
        raise Faults(Fault("limits", f"{said}.", file=sheet.file, mend=mend)) from None


def _unknown(what: str, word: str, words: tuple[str, ...]) -> Exception:
    from comitia.law.faults import Fault, Faults, did_you_mean

    mend = did_you_mean(word, words) or f"There are: {', '.join(words)}."
    return Faults(Fault(f"unknown-{what}", f"There is no {what} '{word}'.", mend=mend))
