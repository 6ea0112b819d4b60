"""Whole numbers as tables write them, and what is wrong with a field that should hold one."""

from __future__ import annotations

import re

__all__ = ["MOST", "is_whole", "looks_like_a_number", "not_whole"]

MOST = 10**12
"""More people than there are."""
_SEPARATED = re.compile(r"[1-9]\d{0,2}([ ,.'’\u00a0\u202f]\d{3})+")


def is_whole(text: str) -> bool:
    """Whether a field holds a whole number not below 0 in digits alone, no more than `MOST`."""
    return text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= MOST


def looks_like_a_number(text: str) -> bool:
    """Whether a field was meant to hold a number, well written or not."""
    return bool(re.fullmatch(r"[-+−]?[\d ,.'’\u00a0\u202f]*\d%?", text))


def not_whole(name: str, text: str, if_unknown: str, if_share: str | None = None) -> tuple[str, str, str | None]:
    """What is wrong with a field that should hold a whole number: code, message, mend."""
    holds = f"The field '{name}' holds '{text[:40]}'"
    if text.isascii() and text.isdigit():
        return "too-large", f"The field '{name}' holds {text[:40]}, more people than there are.", None
    if text.startswith(("-", "−")) and text[1:].isdigit():
        return "negative", f"{holds}; a number not below 0 is expected.", if_unknown
    if text.endswith("%"):
        return "not-whole", f"{holds}, a share; a number is expected.", if_share or if_unknown
    if _SEPARATED.fullmatch(text):
        return "not-whole", f"{holds}; digits alone are expected.", f"Write {re.sub('[^0-9]', '', text)}."
    return "not-whole", f"{holds}; a whole number is expected.", if_unknown
