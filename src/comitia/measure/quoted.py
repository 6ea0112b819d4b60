"""What a comparison says in sentences that can be quoted, marked simulated."""

from __future__ import annotations

from comitia.measure.compare import Comparison
from comitia.printed import significant


def sentences(made: Comparison, law: int) -> list[str]:
    """One sentence for the first and for the last body of a law: the largest group inside against outside."""
    v, runs = made.largest, f"{made.runs} run{'' if made.runs == 1 else 's'}"
    said = []
    for body in made.main(law):
        share, outside = made.share(law, body, v), made.society[v]
        ratio = [significant(number / outside) for number in (share.mean, share.low, share.high)]
        said.append(
            f"{made.laws[law].label}: the share of the group “{made.titles[v].lower()}” in the body "
            f"“{made.laws[law].bodies[body]}” is {ratio[0]} ({ratio[1]}–{ratio[2]}) of its share in society "
            f"(simulated, {runs}; the interval covers chance alone)."
        )
    return said
