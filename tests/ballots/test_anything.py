"""Whatever is given as a file of ballots, only a sound file or a fault comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitia.ballots import FORMATS, blt, open_ballots, opening
from comitia.law.faults import Faults
from tests.ballots.seeds import SEEDS
from tests.ballots.sound import assert_helpful, assert_sound

SIGNS = ("", "\n", "\r", *',;0"{}=|>:#[]/ \t-x(', "\x00", "-1", "1e9", "9" * 25, "é", "٣", "²", "0" * 40)
ODD = st.sampled_from((b"\xff", b"\xc3", *map(str.encode, SIGNS)))


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A file of some form with some places changed."""
    raw = draw(st.sampled_from(sorted(SEEDS.values())))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(raw)))
        raw = raw[:at] + draw(ODD | st.binary(max_size=3)) + raw[at + draw(st.integers(0, 6)) :]
    return raw


TEXT = st.text(alphabet=st.sampled_from('0123456789 ,;:=|>{}[]()/#"-x.\n\tAnbRk'), max_size=80).map(str.encode)
FORM = st.sampled_from((None,) * 6 + FORMATS)
LIST = st.sampled_from((None, None, ("Anna", "Ben"), ("Zoe", "Cara", "Ben", "Ben ", "Anna Berg", "Anna", "Dora")))


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    raw=broken() | TEXT | st.binary(max_size=40),
    form=FORM,
    listed=LIST,
    contest=st.sampled_from((None, "2")),
    large=st.booleans(),
)
def test_only_a_sound_file_or_a_fault_comes_out(
    raw: bytes, form: str | None, listed: tuple[str, ...] | None, contest: str | None, large: bool, tmp_path: Path
) -> None:
    path = tmp_path / "papers"
    path.write_bytes(raw)
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(opening, "_LARGE", 0)
            patch.setattr(blt, "LARGE", 0)
        try:
            read = open_ballots(path, format=form, candidates=listed, contest=contest)
        except Faults as faults:
            assert_helpful(faults)
            return
    assert_sound(read)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_file_cut_off_anywhere_is_read_or_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "papers"
    for end in range(len(SEEDS[name])):
        path.write_bytes(SEEDS[name][:end])
        try:
            assert_sound(open_ballots(path))
        except Faults as faults:
            assert_helpful(faults)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=broken() | TEXT | st.binary(max_size=40))
def test_a_list_of_candidates_is_read_or_refused(raw: bytes, tmp_path: Path) -> None:
    path, names = tmp_path / "papers", tmp_path / "names.txt"
    path.write_bytes(SEEDS["rankings"])
    names.write_bytes(raw)
    try:
        assert_sound(open_ballots(path, candidates=names))
    except Faults as faults:
        assert_helpful(faults)


FOUND = (
    b"3 2\n[nick aDATA TYPD[tie c a b]\n3x a b 0 # x\n0\n",
    b"\x1f",
    b"count\tAnna\tAnna\tBen\n3\t0\t9\t2\n",
)
"""What the search of `tools/fuzz_ballots.py` found."""


@pytest.mark.parametrize("raw", FOUND)
def test_what_was_found_before_stays_mended(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_bytes(raw)
    try:
        assert_sound(open_ballots(path))
    except Faults as faults:
        assert_helpful(faults)
