"""`comitia apportion --rule`: what the units of an organisation are entitled to; and lots between units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comitia.run.lots import UnitLots
    from comitia.sheets.sheet import Sheet
    from comitia.sheets.units import UnitLine


def lots_of(stage: str, units: tuple[UnitLine, ...], options: dict[str, Any]) -> UnitLots:
    """Lots between units, from the table of lots or the seed that was given; refused where there is neither."""
    from comitia.run.lots import unit_lots

    return unit_lots([unit.name for unit in units], stage, options["seed"], options["draws"])


def by_rule(file: Path, options: dict[str, Any]) -> dict[str, Any]:
    """What every unit of the file is entitled to, and why. Raises `Faults` where the rule cannot be applied."""
    from comitia.count.delegates import Unsuited
    from comitia.count.entitle import entitle
    from comitia.explain.entitled import document
    from comitia.law.faults import Fault, Faults
    from comitia.sheets.sheet import read_sheet
    from comitia.text.catalogue import digest
    from comitia.text.entitlements import load

    rule = load(options["rule"])
    sheet = read_sheet(file, "units", options["worksheet"])
    entries, units = _entries(rule, sheet, options)
    lots = lots_of(rule.id, units, options)
    try:
        found = entitle(rule, entries, options["seats"], lots.settle)
    except Unsuited as why:
        line = next((unit.line for unit in units if unit.name == why.unit), None)
        mend = "Say how many with --seats N." if "does not say how many" in str(why) else None
        said = str(why)[:1].upper() + str(why)[1:]
        raise Faults(Fault("unsuited", f"{said}.", file=sheet.file, line=line, mend=mend)) from None
    head = {"file": sheet.file, "file_sha256": sheet.digest, "rule_sha256": digest(rule), "seed": options["seed"]}
    return {**document(rule, entries, found), **head, "draws": lots.rows()}


def _entries(rule: Any, sheet: Sheet, options: dict[str, Any]) -> tuple[list[Any], tuple[UnitLine, ...]]:
    """The units as the rule needs them: figures in columns of any name, and a kind where there are several."""
    from comitia.count.delegates import Entry
    from comitia.sheets.units import Wanted, figure_column, name_column, units_of

    needed = [figure for figure in rule.figures if not figure.optional]
    figures: dict[str, str] = {}
    for figure in rule.figures:
        if options["column"] and figure in needed[:1]:
            figures[figure.id] = sheet.columns[sheet.place(options["column"])]
            continue
        wanted = Wanted(figure.id, (figure.title, *figure.also), figure.optional)
        column = figure_column(sheet, wanted, alone=len(needed) == 1 and not figure.optional)
        if column is not None:
            figures[figure.id] = column
    kinds = [kind.id for kind in rule.kinds]
    words = ("kind",) if len(kinds) > 1 and "kind" in map(str.casefold, sheet.columns) else ()
    names = name_column(
        sheet, [*figures.values(), *(sheet.columns[sheet.place(w)] for w in words)], options["name_column"]
    )
    blank = frozenset(figure.id for figure in rule.figures if figure.optional or len(kinds) > 1)
    units = units_of(sheet, names, figures, words, blank)
    _check(rule, sheet, units, kinds)
    return [Entry(unit.name, unit.words.get("kind", kinds[0]), unit.figures) for unit in units], units


def _check(rule: Any, sheet: Sheet, units: tuple[UnitLine, ...], kinds: list[str]) -> None:
    """Every unit is of a kind that the rule knows, and has the figures that its kind counts by. Raises `Faults`."""
    from comitia.law.entitlement import figures_of
    from comitia.law.faults import Fault, Faults, did_you_mean

    faults = []
    by_id = {kind.id: kind for kind in rule.kinds}
    for unit in units:
        word = unit.words.get("kind", kinds[0])
        if word not in by_id:
            mend = did_you_mean(word, kinds) or f"There are: {', '.join(kinds)}."
            message = f"'{unit.name}' is of the kind '{word}', which the rule does not know."
            faults.append(Fault("unknown-kind", message, file=sheet.file, line=unit.line, mend=mend))
            continue
        kind = by_id[word]
        for figure in dict.fromkeys((*figures_of(kind.delegates), *figures_of(kind.votes))):
            if figure not in unit.figures:
                message = f"'{unit.name}' has no '{figure}', by which its kind is counted."
                faults.append(Fault("missing", message, file=sheet.file, line=unit.line, mend="Write the number."))
    if faults:
        raise Faults(faults)
