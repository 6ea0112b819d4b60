"""Every counting rule, registered: import `count` and `count_many` from here."""

from comitia.count import lists, majority, plurality, takesall
from comitia.count.registry import BATCH, PLAIN, count, count_many

__all__ = ["BATCH", "PLAIN", "count", "count_many", "lists", "majority", "plurality", "takesall"]
