"""The answer first: what the run says of the largest groups, in a sentence that can be quoted."""

from __future__ import annotations

from comitia.picture.numbers import percent, times
from comitia.picture.shown import Shown


def answer(run: Shown) -> str:
    """The share of the largest group in the first body and in the last one that counts, against its share outside."""
    attribute = run.attribute(None)
    bodies = [(told["title"], told["composition"].get(attribute.name, {})) for told in run.document["bodies"].values()]
    known = [(title, values) for title, values in bodies if any(v["seats"] for v in values.values())]
    kind = "Simulated" if run.document["simulated"] else "By real returns"
    if not known:
        return f"{kind}: of the members of no body the {attribute.title.lower()} is known."
    title, values = known[0]
    value = max(values, key=lambda v: values[v]["society"])
    name, here = attribute.titles[attribute.values.index(value)], values[value]
    ratio = f", {times(here['ratio'])} of that" if here["ratio"] else ""
    return (
        f"{kind}: the group “{name}” is {percent(here['society'])} of the society "
        f"and {percent(here['share'])} of the {title}{ratio}."
    )
