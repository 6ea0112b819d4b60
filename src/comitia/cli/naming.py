"""What a name or a path given to a command means: a constitution or a society."""

from __future__ import annotations

from pathlib import Path


def is_society(name: str) -> bool:
    """Whether a society is meant. Raises Faults with the nearest name if neither a law nor a society is."""
    from comitia.text import catalogue

    laws = catalogue.names()
    if name in laws:
        return False
    if (Path(name) / "society.yaml").is_file():
        return True
    from comitia.society.catalogue import names

    if name in names():
        return True
    if Path(name).exists() or any(sign in name for sign in "/\\") or name.endswith((".yaml", ".yml")):
        return False
    from comitia.law.faults import Fault, Faults, did_you_mean

    known = (*laws, *names())
    mend = did_you_mean(name, known) or f"Shipped are {', '.join(known)}."
    raise Faults(Fault("unknown-name", f"There is no constitution or society '{name}'.", mend=mend))
