"""Every fault of a file of ballots in its words, with line and mend."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from comitia.ballots import must_pass, open_ballots
from comitia.law.faults import Faults

HERE = Path(__file__).parent
CATALOGUE = HERE / "faults.txt"

PACKED_TWICE = gzip.compress(gzip.compress(b"rank1\nAnna\n", mtime=0), mtime=0)


def said(raw: bytes, folder: Path, **options: object) -> list[str]:
    """The faults of a file: code and words."""
    path = folder / "papers"
    path.write_bytes(raw)
    with pytest.raises(Faults) as found:
        must_pass(open_ballots(path, **options))  # type: ignore[arg-type]
    assert all(fault.mend for fault in found.value.faults)
    return [f"{fault.code}\n{fault}".replace(f"{folder}/", "") for fault in found.value.faults]


def blocks() -> Iterator[tuple[str, str, str]]:
    for block in CATALOGUE.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, _, rest = block.partition("\n")
        text, _, faults = rest.partition("\n-- ")
        yield name, text, faults


BLOCKS = list(blocks())


@pytest.mark.parametrize(("text", "faults"), [block[1:] for block in BLOCKS], ids=[block[0] for block in BLOCKS])
def test_every_fault_is_told_in_these_words(text: str, faults: str, tmp_path: Path) -> None:
    assert said(f"{text}\n".encode(), tmp_path) == faults.strip().split("\n-- ")


def one(raw: bytes, folder: Path, **options: object) -> str:
    (words,) = said(raw, folder, **options)
    return words.replace("\n", " ")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty papers:1  The file is empty."),
        (b"\xef\xbb\xbf \r\n", "empty papers:1  The file is empty."),
        (b"%PDF-1.7\n", "not-text papers:1  This is a PDF and no file of ballots. Save it as text in UTF-8."),
        ("rank1\nÉva\n".encode("utf-16"), "not-text papers:1  This is text in UTF-16 and no file of ballots."),
        (
            "rank1\nBen\nÉva\n".encode("latin-1"),
            "not-utf-8 papers:3:1  Byte 1 of the line, 0xc9, is not UTF-8 text; it may be Latin-1 or Windows-1252.",
        ),
        (
            "rank1\nBen\nÉva\n".encode() + "Éva\n".encode("cp1252"),
            "not-utf-8 papers:4:1  Byte 1 of the line, 0xc9, is not UTF-8 text; other lines are UTF-8, so encodings",
        ),
        (b"rank1\nA\x00B\n", "not-text papers:1  This is no text"),
        (gzip.compress(b"rank1\nAnna\n", mtime=0)[:-9], "truncated papers  The packed file is damaged"),
        (gzip.compress(bytes(20_000_000), mtime=0), "unpacks-too-far papers  The packed file has"),
        (PACKED_TWICE, "not-text papers:1  This is a packed file in a packed file"),
        (b"PK\x03\x04" + bytes(40), "not-a-workbook papers  This is no workbook that can be read"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_message(raw: bytes, words: str, tmp_path: Path) -> None:
    assert one(raw, tmp_path).startswith(words)


def test_a_folder_and_a_missing_file_are_no_files_of_ballots(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "is a folder"), (tmp_path / "none", "cannot be opened: no such file")):
        with pytest.raises(Faults, match=words):
            open_ballots(path)


def test_more_names_than_a_contest_has_are_refused(tmp_path: Path) -> None:
    raw = b"rank1\n" + b"".join(b"N%d\n" % number for number in range(10_002))
    assert one(raw, tmp_path).startswith("too-many-candidates papers:10002  The file names more than 10,000 candidates")


def test_more_columns_than_candidates_are_refused(tmp_path: Path) -> None:
    raw = ",".join(f"N{number}" for number in range(10_002)).encode() + b"\n1\n"
    assert one(raw, tmp_path).startswith("too-many-candidates papers:1  The file names 10,002 candidates")


def test_more_points_than_can_be_counted_are_refused(tmp_path: Path) -> None:
    raw = b"count,A,B,C\n" + b"".join(b"999999999999,%d,0,9\n" % number for number in range(999_000, 1_000_000))
    (words,) = said(raw, tmp_path, format="points")
    assert words.startswith("too-large\npapers:1  The papers give more points than can be counted.")


def test_a_packed_file_of_another_kind_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "papers"
    with ZipFile(path, "w") as packed:
        packed.writestr("papers.csv", "rank1\nAnna\n")
    assert "it has no workbook in it" in one(path.read_bytes(), tmp_path)


def test_no_more_faults_are_told_than_anyone_reads(tmp_path: Path) -> None:
    found = said(b"count,rank1\n" + b"0,Anna\n" * 50, tmp_path)
    assert len(found) == 21
    assert found[-1] == "more-faults\npapers:21  And 30 more faults are in this file. Mend those above first."


def test_a_name_that_is_not_on_the_list_is_told_once_with_the_nearest(tmp_path: Path) -> None:
    listed = ["Betsy Hodges", "Mark Andrew"]
    raw = b"rank1,rank2\nBetsy Hodges,\nBetsy Hodge,Mark Andrew\nBetsy Hodge,\n"
    assert one(raw, tmp_path, candidates=listed) == (
        "unlisted papers:3  'Betsy Hodge' is not on the list of candidates. Did you mean 'Betsy Hodges'?"
    )
    names = tmp_path / "names.txt"
    names.write_text("Betsy Hodges\nMark Andrew\n", "utf-8")
    assert one(raw, tmp_path, candidates=names).startswith("unlisted papers:3")
    blt = b'2 1\n1 1 0\n0\n"Betsy Hodge"\n"Mark Andrew"\n'
    assert "Did you mean 'Betsy Hodges'?" in one(blt, tmp_path, candidates=listed)


def test_a_format_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_bytes(b"rank1\nAnna\n")
    with pytest.raises(Faults, match=r"'bltt' is no format of ballots\. Did you mean 'blt'\?"):
        open_ballots(path, format="bltt")


def test_every_code_is_in_the_table_of_codes() -> None:
    from comitia.ballots.codes import CODES

    sources = [path.read_text("utf-8") for path in (HERE.parents[1] / "src/comitia/ballots").glob("*.py")]
    text = "\n".join(sources)
    used = set(re.findall(r'(?:Fault\(|\.at\([^")]*,|return )\s*"([a-z0-9-]+)", ?f?["m\n]', text))
    used |= set(re.findall(r'(?:Fault|at)\(\s*(?:[^"()]*, )?"([a-z0-9-]+)"', text))
    assert used | {"not-a-workbook", "which-worksheet"} == set(CODES)  # the two of `comitia.sheets`
