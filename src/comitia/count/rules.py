"""Every counting rule, registered: import `count`, `count_many` and `count_papers` from here."""

from comitia.count import lists, majority, meek, plurality
from comitia.count.registry import BATCH, PAPERS, PLAIN, count, count_many, count_papers
from comitia.count.transfer import counter

__all__ = [
    "BATCH",
    "PAPERS",
    "PLAIN",
    "count",
    "count_many",
    "count_papers",
    "counter",
    "lists",
    "majority",
    "meek",
    "plurality",
]
