"""Every counting rule, registered: import `count`, `count_many` and `count_single` from here."""

from comitia.count import borda, lists, majority, plurality, runoff
from comitia.count.registry import BATCH, PLAIN, count, count_many
from comitia.count.single import BY_ROUNDS, ONE_SEAT, RANKED, Cast, count_single

__all__ = [
    "BATCH",
    "BY_ROUNDS",
    "ONE_SEAT",
    "PLAIN",
    "RANKED",
    "Cast",
    "borda",
    "count",
    "count_many",
    "count_single",
    "lists",
    "majority",
    "plurality",
    "runoff",
]
