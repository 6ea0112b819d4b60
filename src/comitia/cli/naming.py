"""What a name or a path given to a command means: a constitution, a counting rule or a society."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Kind = Literal["constitution", "rule", "society"]


def kind_of(name: str) -> Kind:
    """What is meant. Raises Faults with the nearest name if nothing is called so; a path is a law unless it is more."""
    from comitia.text import catalogue, rules

    laws = catalogue.names()
    if name in laws:
        return "constitution"
    if (Path(name) / "society.yaml").is_file():
        return "society"
    if rules.is_rule(name):
        return "rule"
    from comitia.society.catalogue import names

    if name in names():
        return "society"
    if Path(name).exists() or any(sign in name for sign in "/\\") or name.endswith((".yaml", ".yml")):
        return "constitution"
    from comitia.law.faults import Fault, Faults, did_you_mean

    known = (*laws, *rules.names(), *names())
    mend = did_you_mean(name, known) or f"Shipped are {', '.join(known)}."
    raise Faults(Fault("unknown-name", f"There is no constitution, counting rule or society '{name}'.", mend=mend))
