"""A tidy table: named columns of equal length, readable by anything that speaks Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any] | Sequence[Any]


class Table:
    """Columns by name. polars, pandas, pyarrow and DuckDB read it through the Arrow PyCapsule interface."""

    def __init__(self, name: str, columns: Mapping[str, Column], whole: Sequence[str] = ()) -> None:
        """`whole`: columns of whole numbers, also where every value is missing."""
        self.name = name
        self.columns = dict(columns)
        self._whole = frozenset(whole)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, column: str) -> Column:
        return self.columns[column]

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows × {', '.join(self.columns)}>"

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries of plain Python values."""
        lists = {name: _plain(column) for name, column in self.columns.items()}
        for i in range(len(self)):
            yield {name: column[i] for name, column in lists.items()}

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.arrow().__arrow_c_stream__(requested_schema)

    def arrow(self) -> Any:
        """The table as an `arro3.core.Table`."""
        from arro3.core import Array, DataType
        from arro3.core import Table as ArrowTable

        arrays: dict[str, Any] = {}
        for name, column in self.columns.items():
            if isinstance(column, np.ndarray) and column.dtype.kind in "iufb":
                arrays[name] = Array.from_numpy(np.ascontiguousarray(column))
            else:
                arrays[name] = _typed(_plain(column), Array, DataType, name in self._whole)
        return ArrowTable.from_pydict(arrays)


def _plain(column: Column) -> list[Any]:
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def _typed(values: list[Any], array: Any, types: Any, whole: bool) -> Any:
    """A list as an Arrow array of the one kind that its values are of; None is a null."""
    known = [value for value in values if value is not None]
    if whole:
        return array(values, type=types.int64())
    if known and all(isinstance(value, bool) for value in known):
        return array(values, type=types.bool())
    if known and all(isinstance(value, int) for value in known):
        return array(values, type=types.int64())
    if known and all(isinstance(value, (int, float)) for value in known):
        return array([None if value is None else float(value) for value in values], type=types.float64())
    return array([None if value is None else str(value) for value in values], type=types.utf8())
