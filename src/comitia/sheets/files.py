"""What a file is, before it is read as a table: its bytes, its kind, its text."""

from __future__ import annotations

from pathlib import Path

from comitia.law.faults import Fault, Faults

__all__ = ["LARGEST", "content_of", "is_packed", "text_of"]

LARGEST = 64_000_000
"""The most bytes that a table may have; a million lines of names and figures have under half of that."""

_PACKED = {
    b"PK\x03\x04": "a workbook or another packed file",
    b"\x1f\x8b": "a packed file",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old workbook",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
}


def content_of(path: Path, what: str, if_empty: str | None = None) -> bytes:
    """The bytes of a file of `what` it holds. Raises `Faults` where there is none, or nothing in it."""
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and path.is_dir():
            message = f"'{path.name}' is a folder; a file of {what} is expected."
        else:
            reason = getattr(error, "strerror", None) or str(error)
            message = f"The file '{path.name}' cannot be opened: {reason.casefold()}."
        raise Faults(Fault("no-file", message, file=str(path))) from None
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise Faults(Fault("empty", "The file is empty.", file=str(path), line=1, mend=if_empty))
    return content


def is_packed(content: bytes) -> bool:
    """Whether these are the bytes of a zip archive, which a workbook is."""
    return content.startswith(b"PK\x03\x04")


def text_of(path: Path, what: str, content: bytes) -> str:
    """The text of a file that ought to be a table as text. Raises `Faults` where it is of another kind."""
    kind = next((kind for start, kind in _PACKED.items() if content.startswith(start)), None)
    if kind is None and b"\x00" in content:
        kind = "no text"
    if kind:
        message, mend = f"This is {kind}, not a table of {what} as text.", "Save the table as CSV in UTF-8."
        raise Faults(Fault("not-text", message, file=str(path), mend=mend))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"Byte {error.start + 1} of the file is not UTF-8 text."
        mend = "Save the table as CSV in UTF-8."
        raise Faults(Fault("not-utf-8", message, file=str(path), line=line, mend=mend)) from None
