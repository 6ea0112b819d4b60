"""What a notebook shows: laws, societies, runs and comparisons say what they are, with tables."""

from __future__ import annotations

import comitia as cm


def test_a_notebook_shows_each_of_them() -> None:
    law, people = cm.load("lot-2250"), cm.society("ussr-1989")
    made = cm.compare(["lot-2250"], people, runs=1, workers=1)
    for shown, words in (
        (law, law.title),
        (people, people.title),
        (cm.run(law, people, seed=1), "Simulated: lot-2250 on ussr-1989, seed 1"),
        (made, "Simulated: lot-2250 on ussr-1989, 1 runs"),
    ):
        page: str = shown._repr_html_()
        assert words in page
        assert "<table>" in page
        assert "<script" not in page
