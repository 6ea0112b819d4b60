"""How numbers are written in pictures: shares with two figures that mean something, counts with all."""

from __future__ import annotations


def percent(share: float) -> str:
    """A share as a percentage: 59%, 5.5%, 0.2%."""
    value = 100 * share
    return f"{value:.0f}%" if value >= 9.95 or value == 0 else f"{value:.1f}%"


def count(number: float) -> str:
    """A number of persons or seats."""
    return f"{number:,.0f}"


def times(ratio: float) -> str:
    """A ratio: ×0.30, ×2.6, none."""
    if ratio == 0:
        return "none"
    return f"×{ratio:.2f}" if ratio < 1 else f"×{ratio:.1f}"
