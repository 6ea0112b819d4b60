"""The small words of sentences: numbers, lists, shares, bases, methods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from comitia.law.clause import Base
from comitia.law.counting import Tie
from comitia.law.units import Method, Part, Rounding

__all__ = [
    "BASES",
    "METHODS",
    "PARTS",
    "TIES",
    "by_method",
    "capital",
    "listed",
    "named",
    "number",
    "plural",
    "share",
    "the",
    "times",
]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = {1: "once", 2: "twice"}
_INITIALS = re.compile(r"[aeiou]?[bcdfghjklmnpqrstvwxz]{3,}")

BASES: dict[Base, str] = {
    "registered": "the voters on the roll",
    "issued": "the papers issued",
    "participants": "those who took part",
    "valid": "the valid papers",
    "members": "all members, present or not",
}

METHODS: dict[Method, str] = {
    "dhondt": "D’Hondt’s divisors 1, 2, 3 and so on",
    "sainte-lague": "Sainte-Laguë’s divisors 1, 3, 5 and so on",
    "sainte-lague-1.4": "Sainte-Laguë’s modified divisors 1.4, 3, 5 and so on",
    "danish": "the Danish divisors 1, 4, 7 and so on",
    "adams": "Adams’s divisors 0, 1, 2 and so on",
    "dean": "Dean’s divisors",
    "huntington-hill": "the divisors of Huntington and Hill",
    "hare": "the Hare quota",
    "droop": "the Droop quota",
    "hagenbach-bischoff": "the quota of Hagenbach-Bischoff",
    "imperiali": "the Imperiali quota",
}

_ROUNDED: dict[Rounding, str] = {
    "exact": "",
    "nearest": ", rounded to whole votes, the half up",
    "up": ", rounded up to whole votes",
    "down": ", rounded down to whole votes",
}

PARTS: dict[Part, str] = {
    "dropped": "a part of that number gives none",
    "counted": "any part of that number gives one, too",
    "nearest": "half of that number or more gives one, too",
}

TIES: dict[Tie, str] = {
    "lot": "a lot decides",
    "elder": "the elder is elected",
    "nobody": "none is elected",
    "more-votes": "the one with more votes comes first, and among equals a lot decides",
}


def by_method(name: Method, rounding: Rounding) -> str:
    """A method in words, with what becomes of its quota where it has one."""
    quota = "quota" in METHODS[name]
    return METHODS[name] + (_ROUNDED[rounding] if quota else "")


def number(value: int) -> str:
    """A number in a sentence: in words up to ten, with separators above."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else f"{value:,}"


def plural(value: int, one: str, many: str = "") -> str:
    """A number with what it counts: `one seat`, `2,250 seats`."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def times(value: int) -> str:
    """How often: `once`, `twice`, `five times`."""
    return _TIMES.get(value) or f"{number(value)} times"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: `a, b and c`."""
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end


def share(value: Fraction) -> str:
    """A share as a law writes it: `1/2`, `5%`."""
    if value.denominator <= 10 or 100 % value.denominator:
        return str(value)
    return f"{value.numerator * (100 // value.denominator)}%"


def the(title: str) -> str:
    """A title inside a sentence: `the Congress`."""
    first, _, rest = title.partition(" ")
    return f"{first.casefold()} {rest}" if first in ("The", "A", "An") else f"the {title}"


def capital(text: str) -> str:
    """The text with a capital at its beginning, as sentences have."""
    return text[:1].upper() + text[1:]


def named(name: str) -> str:
    """An identifier as words: `union republic`; one that can only be initials in capitals: `ASSR`."""
    return " ".join(word.upper() if _INITIALS.fullmatch(word) else word for word in name.split("-"))
