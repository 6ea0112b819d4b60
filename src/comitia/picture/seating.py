"""Where seats stand: a row for a few, an arc for some, an arch for many. Places come in order from left to right."""

from __future__ import annotations

from math import cos, pi, sin

Place = tuple[float, float]
ROW, ARC = 9, 40
"""Up to so many seats stand in a row; up to so many in a shallow arc."""
_HOLLOW = 0.36
"""The inner radius of an arch, in parts of the outer one."""


def seating(seats: int, width: float) -> tuple[list[Place], float, float]:
    """Places of the seats within a width, the radius of a seat, and the height that they take."""
    if seats <= ROW:
        return _row(seats, width)
    if seats <= ARC:
        return _bow(seats, width, _HOLLOW + 0.28, rows=2 if seats > 16 else 1)
    return _bow(seats, width, _HOLLOW, rows=_rows(seats))


def _row(seats: int, width: float) -> tuple[list[Place], float, float]:
    radius = min(14.0, width / (3.0 * max(seats, 1)))
    step = 3.0 * radius
    first = width / 2 - step * (seats - 1) / 2
    return [(first + i * step, radius) for i in range(seats)], radius, 2 * radius


def _rows(seats: int) -> int:
    """The fewest rows in which so many seats stand no closer along the rows than between them."""
    rows = 1
    while sum(_radii(rows)) * pi / _gap(rows) < seats:
        rows += 1
    return rows


def _gap(rows: int) -> float:
    return (1.0 - _HOLLOW) / rows


def _radii(rows: int, hollow: float = _HOLLOW) -> list[float]:
    if rows == 1:
        return [1.0]
    return [hollow + (1.0 - hollow) * i / (rows - 1) for i in range(rows)]


def _bow(seats: int, width: float, hollow: float, rows: int) -> tuple[list[Place], float, float]:
    radii = _radii(rows, hollow)
    each = _shared(seats, radii)
    apart = [pi * r / max(n - 1, 1) for r, n in zip(radii, each, strict=True)]
    between = (1.0 - hollow) / (rows - 1) if rows > 1 else 1.0
    unit = width / 2 / (1.0 + min(*apart, between) * 0.46)
    size = min(16.0, 0.44 * unit * min(*apart, between))
    spots = [
        (pi * (1 - (i + 0.5 * (n == 1)) / max(n - 1, 1)), -r, r)
        for r, n in zip(radii, each, strict=True)
        for i in range(n)
    ]
    spots.sort(key=lambda spot: (-spot[0], spot[1]))
    height = unit + 2 * size
    return [(width / 2 + unit * r * cos(a), height - size - unit * r * sin(a)) for a, _, r in spots], size, height


def _shared(seats: int, radii: list[float]) -> list[int]:
    """Seats to rows in proportion to their lengths, by largest remainders; no row is empty."""
    total = sum(radii)
    exact = [seats * r / total for r in radii]
    each = [max(int(e), 1) for e in exact]
    order = sorted(range(len(radii)), key=lambda i: int(exact[i]) - exact[i])
    for i in (order * 2)[: max(seats - sum(each), 0)]:
        each[i] += 1
    while sum(each) > seats:
        each[each.index(max(each))] -= 1
    return each
