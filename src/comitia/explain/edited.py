"""What an edit makes of a law, in one sentence that can be read before anything runs."""

from __future__ import annotations

import re
from typing import Any

from comitia.explain.differences import Difference, as_dicts, differences
from comitia.explain.phrases import plural
from comitia.law.constitution import Constitution

__all__ = ["edited", "place_in_titles", "quoted"]

_TOLD = 3
"""Up to how many changes are told; more are counted."""
_PIECE = re.compile(r"(?<=[.;:,?!]) ")
_LONG = 160
"""How many letters of a rule are quoted."""


def edited(before: Constitution, after: Constitution) -> dict[str, Any]:
    """How many rules differ (`count`), what they are (`sentence`), and all of them as `comitia diff --json` has them.

    `ussr-1988, changed: 1 rule. Territorial districts: “750 of 2,250 seats” becomes “100 of 2,250 seats”.` The number
    is that of the sentences that changed: one setting may change several, and a field that no sentence tells none.
    """
    found = differences(before, after)
    return {"count": len(found), "sentence": _sentence(before, after, found), "differences": as_dicts(found)}


def _sentence(before: Constitution, after: Constitution, found: tuple[Difference, ...]) -> str:
    if not found:
        same = "nothing" if before == after else "nothing that its sentences tell"
        return f"{before.name}, changed: {same}."
    own = [each for each in found if not _fell_away(each)] or [*found]
    told = [_told(each, before, after) for each in own[:_TOLD]]
    rest, gone = len(own) - len(told), len(found) - len(own)
    more = [f"And {plural(rest, 'rule')} more."] if rest else []
    more += (
        [f"And {plural(gone, 'point')} that the law left open {'falls' if gone == 1 else 'fall'} away."] if gone else []
    )
    return " ".join([f"{before.name}, changed: {len(found)} {'rule' if len(found) == 1 else 'rules'}.", *told, *more])


def _fell_away(difference: Difference) -> bool:
    """Whether a point that the law left open is gone: that follows from something else that changed."""
    side = difference.first
    return side is not None and difference.second is None and side.path.partition(".")[0] == "choices"


def _told(difference: Difference, before: Constitution, after: Constitution) -> str:
    first, second = difference.first, difference.second
    if first and second:
        one, other = _contrast(first.text, second.text)
        return f"{place_in_titles(first.path, before)}: {one} becomes {other}."
    side, law, word = (first, before, "taken out") if first else (second, after, "new")
    assert side is not None
    more = f" and {plural(side.more, 'rule')} of its own" if side.more else ""
    return f"{place_in_titles(side.path, law)}, {word}: {quoted(side.text)}{more}."


def place_in_titles(path: str, law: Constitution) -> str:
    """Where a rule stands, in titles: `Congress of People's Deputies, Territorial districts`."""
    top, _, rest = path.partition(".")
    steps = rest.split(".")
    if top == "choices":
        return f"The choice “{steps[0]}”"
    if top not in ("bodies", "offices"):
        return {"ties": "Ties", "powers": "A power", "organisations": "An organisation"}.get(top, "A provision")
    body = law.body(steps[0])
    ways = [route.title for route in body.routes if steps[1:3] == ["routes", route.id]]
    return ways[0] if ways and ways[0] != body.title and len(body.routes) > 1 else body.title


def _contrast(first: str, second: str) -> tuple[str, str]:
    """The pieces of two sentences that are not the same in both."""
    ours, theirs = _PIECE.split(first), _PIECE.split(second)
    most = min(len(ours), len(theirs)) - 1
    start = next((n for n in range(most) if ours[n] != theirs[n]), most)
    most -= start
    end = next((n for n in range(most) if ours[-1 - n] != theirs[-1 - n]), most)
    return tuple(quoted(" ".join(each[start : len(each) - end])) for each in (ours, theirs))  # type: ignore[return-value]


def quoted(text: str) -> str:
    """A rule in quotation marks, cut where it is long."""
    shown = text.rstrip(".;:,")
    return f"“{shown if len(shown) <= _LONG else shown[:_LONG].rpartition(' ')[0] + ' …'}”"
