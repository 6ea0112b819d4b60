"""What commands print: one JSON document on standard output, or text for people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import click

from comitia.printed import printed, significant

__all__ = ["console", "existing", "json_option", "print_json", "significant"]

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


def existing(path: str) -> Path:
    """A path given by the user that must exist."""
    found = Path(path)
    if not found.exists():
        raise click.BadParameter(f"{path}: no such file or folder.")
    return found
