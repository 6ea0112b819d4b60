"""How documents and figures are written, on the terminal, in files and on the page: the same bytes everywhere."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import comitia


def printed(document: Mapping[str, Any]) -> str:
    """JSON with the version first and a line's end last; a number that is none becomes null."""
    return json.dumps(_finite({"comitia": comitia.__version__, **document}), ensure_ascii=False, indent=1) + "\n"


def _finite(value: Any) -> Any:
    """JSON has no word for a number that is none."""
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def significant(number: float | None, digits: int = 2) -> str:
    """A simulated figure with as many significant digits as it deserves."""
    if number is None or not math.isfinite(number):
        return "–"
    if number == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(number)))
    return f"{round(number, places):.{max(places, 0)}f}"
