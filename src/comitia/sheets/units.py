"""Units with their figures, from a table whose columns are named as its author likes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.sheets.numbers import is_whole, looks_like_a_number, not_whole
from comitia.sheets.sheet import Line, Sheet

__all__ = ["TOTALS", "UnitLine", "Wanted", "figure_column", "name_column", "units_of"]

TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "subtotal", "sum", "sums", "sum total", "all", "altogether", "in all"),
        *("summe", "summen", "gesamt", "gesamtsumme", "insgesamt", "zusammen", "totale", "total général", "ensemble"),
        *("suma", "razem", "ogółem", "итого", "всего", "yhteensä", "i alt", "samtals", "totaal", "celkem", "összesen"),
    )
)
"""Words by which a line of totals is known, in any case."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that is asked for: its id, and every name that its column may have."""

    id: str
    names: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its line in the file, its name, its figures by the ids asked for, and words of other columns."""

    line: int
    name: str
    figures: dict[str, int]
    words: dict[str, str] = field(default_factory=dict)


def figure_column(sheet: Sheet, wanted: Wanted, alone: bool, option: str = "--column") -> str | None:
    """The column of a figure: one that is named so, else the only one that holds numbers; None if it may be missing."""
    names = {_plain(name) for name in (wanted.id, *wanted.names)}
    for column in sheet.columns:
        if _plain(column) in names:
            return column
    if wanted.optional:
        return None
    numeric = _numeric(sheet)
    if alone and len(numeric) == 1:
        return numeric[0]
    message = f"The column '{wanted.id}' is missing."
    if alone:
        message = "Several columns hold numbers." if numeric else "No column holds numbers."
    mend = f"There are: {', '.join(sheet.columns)}."
    if alone and numeric:
        mend = f"Say which with {option}: {', '.join(numeric)}."
    elif near := did_you_mean(wanted.id, sheet.columns):
        mend = f"{near} Then call it '{wanted.id}'."
    raise Faults(Fault("missing-column", message, file=sheet.file, line=sheet.header, mend=mend))


def name_column(sheet: Sheet, figures: Iterable[str], asked: str | None = None) -> str:
    """The column with the names of units: the one asked for, else the first that holds words."""
    if asked is not None:
        return sheet.columns[sheet.place(asked)]
    numeric, taken = set(_numeric(sheet)), set(figures)
    words = [column for column in sheet.columns if column not in numeric | taken]
    return words[0] if words else next((each for each in sheet.columns if each not in taken), sheet.columns[0])


def units_of(
    sheet: Sheet, names: str, figures: dict[str, str], words: Sequence[str] = (), blank: frozenset[str] = frozenset()
) -> tuple[UnitLine, ...]:
    """Every unit. figures: the column of each figure by its id; `blank` ids may have empty fields.

    Raises `Faults` with every fault: no name, a name twice, a line of totals, a field that holds no whole number.
    """
    reader = _Reader(sheet, names, figures, blank)
    found = tuple(reader.unit(line, words) for line in sheet.lines)
    faults = [*reader.faults, *_twice(sheet, found), *_totals(sheet, found, figures)]
    if faults:
        raise Faults(faults)
    return found


class _Reader:
    def __init__(self, sheet: Sheet, names: str, figures: dict[str, str], blank: frozenset[str]) -> None:
        self.sheet, self.blank = sheet, blank
        self.name = sheet.place(names)
        self.places = {key: sheet.place(column) for key, column in figures.items()}
        self.faults: list[Fault] = []

    def unit(self, line: Line, words: Sequence[str]) -> UnitLine:
        name = line.fields[self.name]
        if not name:
            self._blame(line, "missing", "The line names no unit.", "Write its name, or delete the line.")
        said = {word: line.fields[self.sheet.place(word)] for word in words}
        return UnitLine(line.number, name, dict(self._figures(line)), said)

    def _figures(self, line: Line) -> Iterator[tuple[str, int]]:
        for key, place in self.places.items():
            text, column = line.fields[place], self.sheet.columns[place]
            if is_whole(text):
                yield key, int(text)
            elif text:
                self._blame(line, *not_whole(column, text, "Write the number in digits."))
            elif key not in self.blank:
                self._blame(
                    line,
                    "missing",
                    f"The field '{column}' is empty.",
                    "Write the number, 0 for none; a line that is no unit has to go.",
                )

    def _blame(self, line: Line, code: str, message: str, mend: str | None) -> None:
        self.faults.append(Fault(code, message, file=self.sheet.file, line=line.number, mend=mend))


def _twice(sheet: Sheet, units: Iterable[UnitLine]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for unit in units:
        if unit.name and first.setdefault(unit.name.casefold(), unit.line) != unit.line:
            message = f"'{unit.name}' stands in line {first[unit.name.casefold()]} already."
            mend = "If these are two units, add to each name what tells them apart."
            yield Fault("name-twice", message, file=sheet.file, line=unit.line, mend=mend)


def _totals(sheet: Sheet, units: Sequence[UnitLine], figures: dict[str, str]) -> Iterator[Fault]:
    for unit in units:
        if _plain(unit.name).strip(" :.") not in TOTALS:
            continue
        key = next((key for key in figures if key in unit.figures), None)
        said = ""
        if key is not None:
            others = sum(each.figures.get(key, 0) for each in units if each is not unit)
            said = f"; its {figures[key]} is{'' if others == unit.figures[key] else ' not'} the sum of all others"
        message = f"'{unit.name}' is the name of a line of totals{said}."
        mend = "Delete the line; a unit that is really called so needs another name here."
        yield Fault("totals-row", message, file=sheet.file, line=unit.line, mend=mend)


def _numeric(sheet: Sheet) -> list[str]:
    """The columns in which every field that is not empty looks like a number."""
    found = []
    for place, column in enumerate(sheet.columns):
        fields = [line.fields[place] for line in sheet.lines if line.fields[place]]
        if fields and sum(map(looks_like_a_number, fields)) * 2 > len(fields):
            found.append(column)
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
