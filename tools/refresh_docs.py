"""Bring everything in README, CONTRIBUTING and docs that is made or shown by a command up to date.

python tools/refresh_docs.py [PAGE...]: rewrites the pages, all of them where none is named; 1 if one says what is not
so and cannot be mended by rewriting. What is rewritten and how it is marked: tools/docs/pages.py.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.docs.makers import MAKERS
from tools.docs.pages import DocumentationError, made, name_of, pages, played


def refreshed(page: Path) -> str:
    """The page as it ought to be now."""
    with tempfile.TemporaryDirectory() as folder:
        return played(page, Path(folder), made(page.read_text(encoding="utf-8"), MAKERS))


def main(names: list[str]) -> int:
    """Rewrite the pages and say which ones changed."""
    failed = False
    for page in pages():
        if names and name_of(page) not in names:
            continue
        try:
            now = refreshed(page)
        except DocumentationError as why:
            print(why, file=sys.stderr)
            failed = True
            continue
        if now != page.read_text(encoding="utf-8"):
            page.write_text(now, encoding="utf-8")
            print(f"rewritten: {name_of(page)}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
