"""Faults as a terminal shows them: what is wrong, the line with carets under the place, article and mend."""

from __future__ import annotations

from collections.abc import Iterable

from comitia.law.faults import Fault, Faults

__all__ = ["render", "render_fault"]

_WIDEST = 90
"""A mend that would reach further stands on a line of its own."""


def render(faults: Faults | Iterable[Fault]) -> str:
    """All faults, one below the other, and how many they are; plain text without colour."""
    shown = tuple(faults.faults if isinstance(faults, Faults) else faults)
    count = f"{len(shown)} fault{'' if len(shown) == 1 else 's'} found."
    return "\n\n".join([*map(render_fault, shown), count]) + "\n"


def render_fault(fault: Fault) -> str:
    """One fault, as many lines as it has something to say."""
    lines = [f"error[{fault.code}]: {fault.message}"]
    if fault.excerpt:
        written, _, carets = fault.excerpt.partition("\n")
        number = str(fault.line or "")
        margin = " " * len(number)
        beside = fault.mend and len(carets) + len(fault.mend) < _WIDEST
        marked = f"{carets} {fault.mend}" if beside else carets
        lines += [f"{margin} ┌─ {_where(fault)}", f"{number} │ {written}", f"{margin} │ {marked}"]
        return "\n".join(lines if beside or not fault.mend else [*lines, f"{margin} = {fault.mend}"])
    if fault.place or fault.article:
        lines.append(f" ┌─ {_where(fault)}")
    return "\n".join(lines if not fault.mend else [*lines, f" = {fault.mend}"])


def _where(fault: Fault) -> str:
    return "  ".join(part for part in (fault.place, fault.article) if part)
