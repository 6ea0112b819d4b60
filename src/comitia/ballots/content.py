"""The bytes of a file of ballots: opened, unpacked within bounds, and read as text in UTF-8 or refused."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from comitia.law.faults import Fault, Faults

LARGEST = 1 << 31
"""Bytes: no file of ballots is larger."""
_UNPACKED = 1 << 29
"""Bytes: what a packed file may hold."""
_TIMES = 200
"""How many times its own size a packed file may hold; ballots pack to a tenth, a trap to a thousandth."""
_SMALL = 1 << 20
_PIECE = 1 << 20

_PACKED = {
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0": "an old workbook (xls)",
    b"BZh": "a file packed with bzip2",
    b"\xfd7zXZ": "a file packed with xz",
    b"7z\xbc\xaf": "a file packed with 7z",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
BOM = b"\xef\xbb\xbf"
AS_UTF8 = "Save it as text in UTF-8."


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was read: its name in messages, its bytes without a byte order mark, the SHA-256 of the file.

    packed: whether the bytes were packed in the file."""

    file: str
    raw: bytes
    digest: str
    packed: bool = False


def content(path: str | Path) -> Content:
    """Read a file whole. Raises `Faults` where it cannot be opened, is empty, or is no text and no workbook."""
    where = Path(path)
    try:
        with where.open("rb") as stream:
            raw = _whole(str(path), where, stream)
    except OSError as error:
        if where.is_dir():
            message = f"'{where.name}' is a folder; a file of ballots is expected."
        else:
            message = f"The file '{where.name}' cannot be opened: {(error.strerror or str(error)).casefold()}."
        raise Faults(Fault("no-file", message, file=str(path), mend="Correct the path.")) from None
    digest = hashlib.sha256(raw).hexdigest()
    packed = raw.startswith(GZIP)
    if packed:
        raw = _unpacked(str(path), raw)
    return Content(str(path), _text_or_workbook(str(path), raw), digest, packed)


def _whole(file: str, where: Path, stream: IO[bytes]) -> bytes:
    if where.stat().st_size > LARGEST:
        message = f"The file has {where.stat().st_size:,} bytes; up to {LARGEST:,} are read."
        raise Faults(Fault("too-large", message, file=file, mend="Split it into a file for each contest."))
    pieces, size = [], 0
    while size <= LARGEST and (piece := stream.read(_PIECE)):  # reading it in one go would take all that room first
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _unpacked(file: str, packed: bytes) -> bytes:
    """What a gzip file holds, which is never unpacked further than a file of ballots can be large."""
    most = min(_UNPACKED, max(_SMALL, _TIMES * len(packed)))
    try:
        with gzip.GzipFile(fileobj=_stream(packed)) as stream:
            raw = bytearray()
            while piece := stream.read(_PIECE):
                raw += piece
                if len(raw) > most:
                    message = f"The packed file has {len(packed):,} bytes and unpacks to more than {most:,}."
                    mend = "Unpack it yourself and look at it, if it is from a source that you trust."
                    raise Faults(Fault("unpacks-too-far", message, file=file, mend=mend))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        message = f"The packed file is damaged: {str(error).casefold().rstrip('.')}."
        raise Faults(Fault("truncated", message, file=file, mend="Take it anew from its source.")) from None
    return bytes(raw)


def _stream(packed: bytes) -> IO[bytes]:
    from io import BytesIO

    return BytesIO(packed)


def _text_or_workbook(file: str, raw: bytes) -> bytes:
    kind = next((kind for start, kind in _PACKED.items() if raw.startswith(start)), None)
    if kind is None and raw.startswith(GZIP):
        kind = "a packed file in a packed file"
    if kind is None and not raw.startswith(ZIP) and b"\x00" in raw:
        kind = "no text"
    if kind:
        raise Faults(Fault("not-text", f"This is {kind} and no file of ballots.", file=file, line=1, mend=AS_UTF8))
    raw = raw.removeprefix(BOM)
    if not raw.strip():
        raise Faults(_empty(file))
    return raw


def _empty(file: str) -> Fault:
    mend = "A file of ballots holds papers or totals; docs/ballot-files.md shows every form."
    return Fault("empty", "The file is empty.", file=file, line=1, mend=mend)


def text(given: Content) -> str:
    """The file as text, its lines ending in `\\n`. Raises `Faults` with line and byte where it is not UTF-8."""
    try:
        whole = given.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Faults(not_utf8(given.file, given.raw, error.start)) from None
    if not whole.strip():
        raise Faults(_empty(given.file))
    return whole.replace("\r\n", "\n").replace("\r", "\n") if "\r" in whole else whole


def not_utf8(file: str, raw: bytes, start: int) -> Fault:
    """The fault of the byte at `start`; where other lines are UTF-8 with letters beyond ASCII, encodings are mixed."""
    line = raw.count(b"\n", 0, start) + 1
    column = start - (raw.rfind(b"\n", 0, start) + 1) + 1
    beyond = any(not each.isascii() and _is_utf8(each) for each in raw.split(b"\n")[:100_000])
    why = "other lines are UTF-8, so encodings are mixed" if beyond else "it may be Latin-1 or Windows-1252"
    message = f"Byte {column} of the line, 0x{raw[start]:02x}, is not UTF-8 text; {why}."
    return Fault("not-utf-8", message, file=file, line=line, column=column, mend=AS_UTF8)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
