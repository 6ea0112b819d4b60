"""What is read of YAML, and the words for what is refused: scalars stay text and keep their places."""

from __future__ import annotations

import time
from ast import literal_eval
from pathlib import Path

import pytest

from comitia.law.faults import Fault, Faults
from comitia.text.marks import Place
from comitia.text.nodes import compose
from comitia.text.read import read, read_text, tree_of
from tests.text.club import FILE, HERE, LAW, blocks, faults_in


def fault_of(text: str) -> Fault:
    with pytest.raises(Faults) as caught:
        compose(text, "a.yaml")
    (fault,) = caught.value.faults
    return fault


def fault_of_file(path: Path) -> Fault:
    with pytest.raises(Faults) as caught:
        read(path)
    (fault,) = caught.value.faults
    return fault


def test_every_scalar_stays_text() -> None:
    text = "a: no\nb: 5.10\nc: 1988-12-01\nd: 0x1F\ne: ~\nf: 12:30\ng: 'yes'\nh: 1_000\n? i\n: null\n"
    values = ["no", "5.10", "1988-12-01", "0x1F", "~", "12:30", "yes", "1_000", "null"]
    assert list(compose(text, "a.yaml").plain.values()) == values


def test_a_value_left_empty_is_none_and_a_quoted_empty_text_is_a_text() -> None:
    assert compose("a:\nb: ''\nc: {d: , e}\n", "a.yaml").plain == {
        "a": None,
        "b": "",
        "c": {"d": None, "e": None},
    }


def test_the_country_no_and_article_5_10_survive_into_the_law() -> None:
    (norway,) = read_text(LAW, FILE).organisations
    assert (norway.id, norway.article.number) == ("no", "5.10")


def test_every_key_and_value_has_its_place() -> None:
    tree = compose("a: {b: [x, 'y z']}\nc:\n  - d: Съезд\n", "a.yaml")
    assert tree.keys == {
        ("a",): Place("a.yaml", 1, 1, 1, 2),
        ("a", "b"): Place("a.yaml", 1, 5, 1, 6),
        ("c",): Place("a.yaml", 2, 1, 2, 2),
        ("c", 0, "d"): Place("a.yaml", 3, 5, 3, 6),
    }
    assert tree.values[("a",)] == Place("a.yaml", 1, 4, 1, 19)
    assert tree.values[("a", "b", 1)] == Place("a.yaml", 1, 12, 1, 17)
    assert tree.values[("c", 0, "d")] == Place("a.yaml", 3, 8, 3, 13)


def test_a_byte_order_mark_and_foreign_line_ends_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + LAW.replace("\n", "\r\n").encode())
    tree, plain = tree_of(path), compose(LAW, FILE)
    assert tree.plain == plain.plain
    assert [place[1:] for place in tree.keys.values()] == [place[1:] for place in plain.keys.values()]


@pytest.mark.parametrize(("text", "code", "words"), blocks("forms.txt"))
def test_what_cannot_be_read_is_refused_in_these_words(text: str, code: str, words: str) -> None:
    fault = fault_of(literal_eval(text))
    assert (fault.code, str(fault)) == (code, words)


def test_what_is_nested_too_deep_is_refused() -> None:
    assert str(fault_of("a: " + "[" * 900)) == "a.yaml:1:43  Lists and keys are nested more than 40 deep here."
    assert fault_of("a: " + "[" * 90_000).message == "Brackets are nested too deep here."
    assert fault_of("a:\n" + "".join(" " * depth + "-\n" for depth in range(90))).line == 41


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n"
    begin = time.perf_counter()
    found = faults_in(bomb)
    assert time.perf_counter() - begin < 1
    assert {fault.code for fault in found} == {"alias"}
    assert str(found[0]) == (
        "club.yaml:1:4  The anchor '&a' cannot stand in a law. Write each rule out where it holds."
    )


def test_the_reading_stops_after_a_hundred_faults_of_form() -> None:
    assert len(faults_in("a: [" + "*b, " * 5000 + "]\n")) == 100


def test_a_law_cut_off_anywhere_gives_faults_and_a_place_inside_the_file() -> None:
    lines = LAW.count("\n") + 1
    for length in range(0, LAW.index("bodies:"), 7):
        found = faults_in(LAW[:length])
        assert found
        assert all(fault.line is None or 1 <= fault.line <= lines for fault in found)


def test_a_file_cut_off_inside_a_quotation_says_so() -> None:
    cut = LAW[: LAW.index("registered}") + 4]
    (fault,) = faults_in(cut)
    assert str(fault) == (
        "club.yaml:26:17  The text ends before the quotation that opens here is closed. "
        "Close the quotation, or find the missing end of the file."
    )
    assert fault.excerpt == '            to: "{at_least: 2/3, of: regi\n                ^'


def test_text_in_another_encoding_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_bytes("a: b\ntitle: Съезд\n".encode("cp1251"))
    assert str(fault_of_file(path)) == (
        f"{path}:2:8  The file is not UTF-8: byte D1 stands for no letter here. Save the file as UTF-8."
    )
    path.write_bytes("a: b\n".encode("utf-16"))
    assert fault_of_file(path).code == "not-utf-8"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.xlsx"
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe\x00\x00")
    assert str(fault_of_file(path)) == (
        f"{path}  The file is not text. Give a text file; a spreadsheet or a document has to be saved as text first."
    )


def test_what_is_no_file_or_too_large_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    assert str(fault_of_file(path)) == f"{path}  The file {path} does not exist."
    assert str(fault_of_file(tmp_path)) == f"{tmp_path}  The file {tmp_path} is a folder."
    assert fault_of_file(Path("a\0b")).code == "no-file"
    path.write_bytes(b"#" * 2_000_001)
    assert str(fault_of_file(path)) == f"{path}  The file is larger than 2 MB."


def test_the_club_is_a_law() -> None:
    law = read(HERE / FILE)
    assert law.name == "club-2026"
    assert law.bodies[0].routes[0].seats == 7
