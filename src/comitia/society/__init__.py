"""Who lives there: cells of people, made from published tables; called, it gives a society we ship."""

from comitia._callable import answer_calls

answer_calls(__name__, "comitia.society.catalogue:society")
