"""Colours and hatches: safe for the colour-blind, in light, dark and print, and the same for every law.

Eight colours can be told apart (Okabe and Ito 2008, lightened for dark grounds); values beyond them get the same
colours hatched, and what is beyond these too is grey and told apart by its label alone.
"""

from __future__ import annotations

LIGHT = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8a00", "#5b4ea8")
DARK = ("#4aa3df", "#f0b93a", "#2bbf95", "#de9cc0", "#8fd0f5", "#f08a4b", "#c4c440", "#a79cf0")
HATCHED = len(LIGHT)
DISTINCT = 2 * len(LIGHT)
"""How many values have a look of their own."""

_INK = {
    "light": ("#1a1a1a", "#5a5a5a", "#c4c4c4", "#8a8a8a", "#fff"),
    "dark": ("#ececec", "#b0b0b0", "#555", "#8d8d8d", "#16181b"),
}
"""Words, lesser words, lines, what has no colour of its own, and the ground."""

FONTS = "system-ui,'Segoe UI','Noto Sans','DejaVu Sans','Noto Sans CJK SC','Noto Sans Arabic',sans-serif"


def look(value: int) -> str:
    """The class of the value at a place in its attribute; -1 and all beyond those distinct: grey."""
    return f"c{value}" if 0 <= value < DISTINCT else "cx"


def style() -> str:
    """The rules of every picture, for light grounds, dark ones and paper."""
    dark = _rules(DARK, *_INK["dark"])
    return (
        f"text{{font-family:{FONTS};font-size:13px}}.h{{font-size:17px;font-weight:600}}.s{{font-size:12px}}"
        f".b{{font-weight:600}}.no{{fill:none}}{_rules(LIGHT, *_INK['light'])}"
        f"@media screen and (prefers-color-scheme:dark){{{dark}}}"
    )


def _rules(colours: tuple[str, ...], ink: str, lesser: str, line: str, grey: str, ground: str) -> str:
    plain = "".join(f".c{i}{{fill:{c}}}.k{i}{{stroke:{c}}}" for i, c in enumerate(colours))
    hatch = "".join(f".c{i + HATCHED}{{fill:url(#h{i})}}.k{i + HATCHED}{{stroke:{c}}}" for i, c in enumerate(colours))
    return (
        f"{plain}{hatch}.cx{{fill:{grey}}}.kx{{stroke:{grey}}}.h,.t,.b{{fill:{ink}}}.s{{fill:{lesser}}}"
        f".g{{stroke:{line};stroke-width:1}}.e{{fill:none;stroke:{grey};stroke-width:1}}.i{{stroke:{ink};stroke-width:2}}"
        f".f{{fill-opacity:.45}}.p{{fill:{ground};fill-opacity:.82}}"
        f".o{{fill:{ink};stroke:{ground};stroke-width:3px;paint-order:stroke;stroke-linejoin:round}}"
    )


def hatches() -> str:
    """The patterns of the hatched looks: a ground in the colour with stripes that let the paper through."""
    return "".join(
        f'<pattern id="h{i}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect class="c{i}" width="2.4" height="4"/></pattern>'
        for i in range(len(LIGHT))
    )
