"""A page that holds one picture and its table, and loads nothing."""

from __future__ import annotations

from html import escape

from comitia.picture.picture import Picture

STYLE = (
    ":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:760px;"
    "margin:2em auto;padding:0 1em}"
    "figure{margin:0 0 2em}svg{max-width:100%;height:auto}details{margin-top:.5em}"
    "table{border-collapse:collapse;font-size:14px}caption{text-align:left;font-weight:600;padding:.4em 0}"
    "th,td{border-bottom:1px solid #8886;padding:.2em .7em .2em 0;text-align:left}td.n{text-align:right}"
)


def alone(picture: Picture) -> str:
    """The whole page."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(picture.title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<main>{picture.html()}</main></html>\n"
    )
