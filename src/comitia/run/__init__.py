"""Carries a law out: asks and counts each contest, seats the winners; called, it does all of that at once."""

from comitia._callable import answer_calls

answer_calls(__name__, "comitia.run.runner:run")
