"""A picture: what it shows in a sentence, the drawing, and the table that holds every number drawn."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from html import escape

from comitia.picture.canvas import Canvas, broken, cut
from comitia.picture.palette import hatches, style
from comitia.run.table import Table

HEAD, FOOT = 58.0, 26.0
"""Room above the drawing for title and sentence, and below it for the label."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`label`: whether it is simulated or from history, and of what; `says`: the picture in a sentence."""

    kind: str
    title: str
    says: str
    label: str
    drawing: Canvas
    table: Table

    def svg(self, *, alone: bool = True) -> str:
        """The picture as SVG. alone: with its own style, as a file needs it and a page that has it does not."""
        canvas = Canvas(self.drawing.width, HEAD + self.drawing.height + FOOT)
        canvas.text(0, 18, cut(self.title, 17, canvas.width), "h")
        for i, line in enumerate(broken(self.says, 12, canvas.width)[:2]):
            canvas.text(0, 36 + 15 * i, line, "s")
        canvas.text(0, canvas.height - 6, cut(self.label, 12, canvas.width), "s")
        mine = f"p{zlib.crc32(f'{self.kind} {self.title} {self.says} {self.label}'.encode()):x}"
        box = (
            f'viewBox="0 0 {canvas.width:g} {canvas.height:.0f}" width="{canvas.width:g}" height="{canvas.height:.0f}"'
        )
        own = f"<style>{style()}</style>" if alone else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-labelledby="{mine}-t {mine}-d">'
            f'<title id="{mine}-t">{escape(self.title)}</title><desc id="{mine}-d">{escape(self.says)}</desc>'
            f"{own}<defs>{hatches()}</defs>{''.join(canvas.parts)}"
            f'<g transform="translate(0 {HEAD:g})">{"".join(self.drawing.parts)}</g></svg>'
        )

    def html(self, *, alone: bool = True) -> str:
        """The picture and, folded below it, its table."""
        return f"<figure>{self.svg(alone=alone)}{table_html(self.table, self.title)}</figure>"

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_html_(self) -> str:
        return self.html()


def table_html(table: Table, caption: str) -> str:
    """A table as HTML, folded; whole numbers and shares as they are, for copying."""
    names = list(table.columns)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(f"<tr>{''.join(_cell(row[name]) for name in names)}</tr>" for row in table.rows())
    return (
        f"<details><summary>As a table</summary><table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _cell(value: object) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"<td>{escape(str(value))}</td>"
    return f'<td class="n">{value:,}</td>' if isinstance(value, int) else f'<td class="n">{value:.4g}</td>'
