"""What commands print: one JSON document on standard output, or text for people."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import click

from comitia import __version__

F = TypeVar("F", bound=Callable[..., Any])


def json_option(function: F) -> F:
    """Add `--json`: one JSON document on standard output and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")(function)


def print_json(document: dict[str, Any]) -> None:
    """Print a document, with the version first."""
    whole = {"comitia": __version__, **document}
    sys.stdout.write(json.dumps(_finite(whole), ensure_ascii=False, indent=1) + "\n")


def _finite(value: Any) -> Any:
    """JSON has no word for a number that is none: it becomes null."""
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


@cache
def console() -> Any:
    """The terminal, for people. A reader who stops reading is no fault of anybody's."""
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Quiet(highlight=False, soft_wrap=False)


def significant(number: float | None, digits: int = 2) -> str:
    """A simulated figure with as many significant digits as it deserves."""
    if number is None or not math.isfinite(number):
        return "–"
    if number == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(number)))
    return f"{round(number, places):.{max(places, 0)}f}"


def existing(path: str) -> Path:
    """A path given by the user that must exist."""
    found = Path(path)
    if not found.exists():
        raise click.BadParameter(f"{path}: no such file or folder.")
    return found
