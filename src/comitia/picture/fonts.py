"""Whether this machine can draw the letters of a picture; a letter without a font is told of, never a silent box."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

SCRIPTS = (
    ("Cyrillic", 0x0400, 0x052F, "Noto Sans"),
    ("Greek", 0x0370, 0x03FF, "Noto Sans"),
    ("Hebrew", 0x0590, 0x05FF, "Noto Sans Hebrew"),
    ("Arabic", 0x0600, 0x06FF, "Noto Sans Arabic"),
    ("Devanagari", 0x0900, 0x097F, "Noto Sans Devanagari"),
    ("Georgian", 0x10A0, 0x10FF, "Noto Sans Georgian"),
    ("Armenian", 0x0530, 0x058F, "Noto Sans Armenian"),
    ("Hangul", 0xAC00, 0xD7AF, "Noto Sans CJK"),
    ("Japanese", 0x3040, 0x30FF, "Noto Sans CJK"),
    ("Chinese", 0x4E00, 0x9FFF, "Noto Sans CJK"),
)
"""Scripts that a machine may have no font for: name, first and last letter, and a font that has them."""


def missing(text: str) -> list[str]:
    """A warning for each script in the text that no font of this machine can draw, or of which it cannot be told."""
    found = []
    for name, first, last, font in SCRIPTS:
        letters = {c for c in text if first <= ord(c) <= last}
        if letters:
            able = _can_draw(min(letters))
            if able is None:
                found.append(f"{name} letters: this machine cannot say whether it has a font for them, such as {font}.")
            elif not able:
                found.append(f"{name} letters: this machine has no font for them. Install one, such as {font}.")
    return found


@cache
def _can_draw(letter: str) -> bool | None:
    """Whether a font of this machine has the letter; None where fontconfig is not there to say."""
    tool = shutil.which("fc-list")
    if tool is None:
        return None
    told = subprocess.run([tool, f":charset={ord(letter):x}", "family"], capture_output=True, text=True, check=False)
    return bool(told.stdout.strip())
