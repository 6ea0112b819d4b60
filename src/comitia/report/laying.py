"""How a report becomes one file: its template is filled, its styles and scripts are put inside."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def render(template: str, **given: Any) -> str:
    """A template of this folder, filled; every word that is not marked safe is escaped."""
    from jinja2 import Environment, StrictUndefined

    laid = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page: str = laid.from_string(text(template)).render(**given)
    return page


def script(*modules: str) -> str:
    """Modules as one script, in the order in which they need each other; none imports what is not there."""
    lines = [line for name in modules for line in text(f"script/{name}").splitlines()]
    return "\n".join(line.removeprefix("export ") for line in lines if not line.startswith("import "))


def text(name: str) -> str:
    """A file of this folder."""
    return (files("comitia.report") / name).read_text(encoding="utf-8")
