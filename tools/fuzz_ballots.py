"""A coverage-guided search for bytes on which the readers of ballots do anything but read or refuse.

Needs atheris, which is no dependency of Comitia: install it beside Comitia in an environment of its own, then

    PYTHONPATH=src python tools/fuzz_ballots.py FOLDER -max_total_time=900

FOLDER keeps what was found to lead further, and is begun with the small files of the tests. What fails is written to a
file `crash-…`; make a test of it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

with atheris.instrument_imports(include=["comitia.ballots"]):
    from comitia.ballots import FORMATS, blt, open_ballots, opening

from comitia.law.faults import Faults
from tests.ballots.seeds import SEEDS
from tests.ballots.sound import assert_helpful, assert_sound

PATH = Path(tempfile.mkdtemp()) / "papers"


def one(data: bytes) -> None:
    """The first byte says how the rest is read: by which reader, the quick or the careful way, with a list or not."""
    how = data[0] if data else 0
    opening._LARGE = blt.LARGE = 0 if how & 1 else 1 << 20
    listed = ("Anna", "Ben") if how & 2 else None
    form = FORMATS[(how >> 2) % len(FORMATS)] if how & 128 else None
    PATH.write_bytes(data[1:])
    try:
        read = open_ballots(PATH, form, listed)
    except Faults as faults:
        assert_helpful(faults)
    else:
        assert_sound(read)


def main() -> None:
    """Begin the folder with the small files of the tests, and search."""
    folder = Path(next(word for word in sys.argv[1:] if not word.startswith("-")))
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in SEEDS.items():
        (folder / name).write_bytes(b"\x00" + raw)
        (folder / f"{name}-quick").write_bytes(b"\x01" + raw)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
