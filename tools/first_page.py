"""Make what `comitia serve` shows first: src/comitia/web/first.json.gz and src/comitia/web/catalogue.json.

python tools/first_page.py: to be run whenever a shipped law, society, voter model, measure or picture changes what they
hold; tests/web/test_first.py says so.
"""

from __future__ import annotations

import gzip
import sys

from comitia.web import catalogue
from comitia.web.first import CATALOGUE, STUDY, made, place


def main() -> int:
    """Write both, and say how large they are."""
    place(CATALOGUE).write_bytes(catalogue.made())
    packed = gzip.compress(made(STUDY), 9, mtime=0)
    place().write_bytes(packed)
    for file in (place(CATALOGUE), place()):
        print(f"{file.name}: {file.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
