"""A law with slips, read as it is probably meant: so that what else is wrong with it can be told in one go.

A misspelt key, a missing article or title, a share beyond the whole: such slips say nothing about the rest of the
law. They are mended here in a copy, which the checks then see; where a slip leaves open what is meant (a number of
seats, a missing route), the law is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from comitia.law.constitution import Constitution
from comitia.law.faults import nearest
from comitia.text import kinds
from comitia.text.nodes import Path, Plain, Tree, replaced
from comitia.text.places import look

ROUNDS = 8
"""A misspelt kind of rule hides the slips inside it; more layers than this are not opened."""

UNSAID = "\N{HORIZONTAL ELLIPSIS}"
"""A text, an act or a rule that the law lacks."""
TEXTS = (
    "title",
    "short",
    "date",
    "adopted",
    "summary",
    "text",
    "question",
    "because",
    "means",
    "who",
    "grounds",
    "law",
)
"""Keys whose words no rule depends on."""


class _Slip(NamedTuple):
    """One error of the schema: where, what may stand there, and what stands there."""

    type: str
    path: Path
    kind: kinds.Kind
    owner: kinds.Kind
    about: dict[str, Any]
    plain: dict[str, Plain]

    @property
    def value(self) -> Plain:
        return look(Tree(self.plain, {}, {}, {}), self.path)


def as_meant(tree: Tree) -> tuple[Constitution, Tree] | None:
    """The law that a text with slips means, with a tree that still knows its places; None if that is open."""
    plain = tree.plain
    for _ in range(ROUNDS):
        law, slips = _read(plain)
        if law is not None:
            return law, Tree(plain, tree.keys, tree.values, tree.lines)
        for slip in slips:
            mended = _MENDED.get(slip.type, _open)(slip._replace(plain=plain))
            if mended is None:
                return None
            plain = mended
    return None


def _read(plain: dict[str, Plain]) -> tuple[Constitution | None, list[_Slip]]:
    try:
        return Constitution.model_validate(plain), []
    except ValueError as error:  # the validator's own kind of it, which lists what it found
        found: list[dict[str, Any]] = error.errors(include_input=False)  # type: ignore[attr-defined]
        return None, [_slip(each, plain) for each in found]


def _slip(error: dict[str, Any], plain: dict[str, Plain]) -> _Slip:
    path, kind = kinds.walk(Constitution, error["loc"])
    _, owner = kinds.walk(Constitution, error["loc"][:-1])
    return _Slip(error["type"], path, kind, owner, error.get("ctx", {}), plain)


def _open(slip: _Slip) -> None:
    """What is meant is open."""


def _echo(slip: _Slip) -> dict[str, Plain] | None:
    """A list with faulty items is called too short as well; there is nothing to mend in it."""
    long_enough = isinstance(slip.value, list) and len(slip.value) >= int(slip.about["min_length"])
    return slip.plain if long_enough else None


def _key(slip: _Slip) -> dict[str, Plain] | None:
    """A key under the name that it was probably meant to have, or left out."""
    key, around = str(slip.path[-1]), look(Tree(slip.plain, {}, {}, {}), slip.path[:-1])
    if not isinstance(around, dict):
        return None
    meant = nearest(key, [name for name in kinds.fields(slip.owner) if name not in around])
    kept = {meant if name == key else name: value for name, value in around.items() if name != key or meant}
    left = {str(name): value for name, value in kept.items()}
    return replaced(slip.plain, slip.path[:-1], left) if slip.path[:-1] else left


def _missing(slip: _Slip) -> dict[str, Plain] | None:
    key = slip.path[-1]
    if key == "article":
        return replaced(slip.plain, slip.path, {"act": _some_act(slip.plain), "rule": UNSAID, "mark": "assumed"})
    if key == "mark":
        return replaced(slip.plain, slip.path, "assumed")
    if key == "act":
        return replaced(slip.plain, slip.path, _some_act(slip.plain))
    return replaced(slip.plain, slip.path, UNSAID) if key in TEXTS else None


def _some_act(plain: dict[str, Plain]) -> str:
    act = look(Tree(plain, {}, {}, {}), ("acts", 0, "id"))
    return act if isinstance(act, str) else UNSAID


def _word(slip: _Slip) -> dict[str, Plain] | None:
    words = kinds.words(slip.kind)
    meant = nearest(slip.value, words) if isinstance(slip.value, str) else None
    if meant is None and slip.path[-1] == "mark":
        meant = "assumed"
    return replaced(slip.plain, slip.path, meant) if meant else None


def _kind(slip: _Slip) -> dict[str, Plain] | None:
    path: Path = (*slip.path, str(slip.about["discriminator"]).strip("'"))
    value = look(Tree(slip.plain, {}, {}, {}), path)
    meant = nearest(value, kinds.tags(slip.kind)) if isinstance(value, str) else None
    return replaced(slip.plain, path, meant) if meant else None


def _share(slip: _Slip) -> dict[str, Plain] | None:
    return replaced(slip.plain, slip.path, "1/2") if kinds.holds(slip.kind, Fraction) else None


def _yes(slip: _Slip) -> dict[str, Plain]:
    return replaced(slip.plain, slip.path, "true")


def _name(slip: _Slip) -> dict[str, Plain] | None:
    name = "-".join(re.findall(r"[a-z0-9]+", str(slip.value).casefold()))
    return replaced(slip.plain, slip.path, name) if name else None


def _text(slip: _Slip) -> dict[str, Plain] | None:
    return replaced(slip.plain, slip.path, UNSAID) if slip.path[-1] in TEXTS else None


_MENDED: dict[str, Callable[[_Slip], dict[str, Plain] | None]] = {
    "extra_forbidden": _key,
    "missing": _missing,
    "too_short": _echo,
    "literal_error": _word,
    "union_tag_invalid": _kind,
    "fraction_parsing": _share,
    "greater_than_equal": _share,
    "less_than_equal": _share,
    "bool_parsing": _yes,
    "bool_type": _yes,
    "string_pattern_mismatch": _name,
    "string_too_short": _text,
    "string_type": _text,
}
"""How a slip of each kind is mended; every other kind leaves open what is meant."""
