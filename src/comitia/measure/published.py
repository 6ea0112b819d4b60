"""What was published of the real thing, beside one run: figures the voter model was fitted to, and those left out."""

from __future__ import annotations

from typing import Any

from comitia.measure import figures, fitting
from comitia.run.result import Result
from comitia.society.catalogue import folder

TARGETS = "targets.csv"


def published(result: Result) -> list[dict[str, Any]]:
    """Every published figure that this law has; empty where a society ships none. use: fit, check or beside."""
    path = _targets(result.meta.society.name)
    if path is None:
        return []
    return [
        {
            "id": target.id,
            "title": target.title,
            "published": target.value,
            "here": target.of(result),
            "unit": target.unit,
            "use": target.use,
            "source": target.source,
        }
        for target in fitting.read(path)
        if figures.told(result, figures.parse(target.where))
    ]


def _targets(society: str) -> Any:
    """The file of targets of a shipped society, None where there is none."""
    from comitia.society.catalogue import names

    if society not in names():
        return None
    path = folder(society) / TARGETS
    return path if path.is_file() else None
