"""From the figures of real elections, as the folder of them has them, to tables of returns."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, str]

COLUMNS = ("contest", "stage", "candidate", "list", "votes", "registered", "participants", "valid", "kind", "members")


def rows(path: Path) -> list[Row]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slug(name: str) -> str:
    """A name as an id: small letters without marks, digits, hyphens."""
    text = name.translate(str.maketrans("øØåÅłŁ", "oOaAlL")).replace("æ", "ae")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def write(path: Path, lines: Iterable[Mapping[str, object]]) -> Path:
    """A table of returns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        table.writerows({"stage": "first", **line} for line in lines)
    return path
