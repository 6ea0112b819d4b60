"""What a comparison says in sentences that can be quoted, marked simulated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comitia.printed import significant

Document = Mapping[str, Any]


def sentences(document: Document) -> list[list[str]]:
    """For every law a sentence on its first body and one on its last: the largest group inside against outside.

    document: what `comitia compare --json` prints. A law of which no body can be told has none.
    """
    return [_of_law(document, law) for law in document["laws"].values()]


def _of_law(document: Document, law: Document) -> list[str]:
    runs = f"{document['runs']} run{'' if document['runs'] == 1 else 's'}"
    said = []
    for body in law["main"]:
        groups = law["bodies"][body]["composition"][document["by"]]
        value = max(groups, key=lambda each: groups[each]["society"])
        ratio, low, high = (significant(groups[value][name]) for name in ("ratio", "ratio_low", "ratio_high"))
        said.append(
            f"{law['title']}: the share of the group “{document['titles'][value].lower()}” in the body "
            f"“{law['bodies'][body]['title']}” is {ratio} ({low}–{high}) of its share in society "
            f"(simulated, {runs}; the interval covers chance alone)."
        )
    return said
