"""What is shipped to be painted first is what Comitia makes of it now; else run tools/first_page.py."""

from __future__ import annotations

import json

from comitia.web import catalogue, first

LARGEST = 700_000


def test_the_first_result_is_small_and_what_its_study_makes_now() -> None:
    assert len(first.packed()) < LARGEST
    shipped = json.loads(first.unpacked())
    made = json.loads(first.made(first.STUDY, workers=1))
    changed = [part for part in made if shipped.get(part) != made[part]]  # their names, not megabytes of them
    assert changed == [], "run tools/first_page.py"
    assert shipped.keys() == made.keys()


def test_the_catalogue_is_what_is_shipped_now() -> None:
    assert first.catalogue() == catalogue.made(), "run tools/first_page.py"
