"""Every counting rule, registered: import `count`, `count_many`, `count_papers` and `count_single` from here."""

from comitia.count import borda, lists, majority, meek, outside, plurality, runoff, takesall, unitvotes
from comitia.count.registry import BATCH, PAPERS, PLAIN, count, count_many, count_papers
from comitia.count.single import BY_ROUNDS, ONE_SEAT, Cast, Unit, count_single
from comitia.count.transfer import counter

__all__ = [
    "BATCH",
    "BY_ROUNDS",
    "ONE_SEAT",
    "PAPERS",
    "PLAIN",
    "Cast",
    "Unit",
    "borda",
    "count",
    "count_many",
    "count_papers",
    "count_single",
    "counter",
    "lists",
    "majority",
    "meek",
    "outside",
    "plurality",
    "runoff",
    "takesall",
    "unitvotes",
]
