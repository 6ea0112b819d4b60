"""What commands print: one JSON document on standard output, or text for people."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import click

from comitia.printed import printed

F = TypeVar("F", bound=Callable[..., Any])


def json_option(function: F) -> F:
    """Add `--json`: one JSON document on standard output and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")(function)


def print_json(document: dict[str, Any]) -> None:
    """Print a document, with the version first."""
    sys.stdout.write(printed(document))


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
