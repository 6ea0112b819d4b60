"""Laws by name and by path, read once, and their digests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from comitia.law.faults import Faults
from comitia.text import shipped as shipped_laws
from comitia.text.catalogue import digest, load, names, path_of
from comitia.text.read import read_text
from tests.text.club import FILE, HERE, LAW


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue with two laws, one of them without a text."""
    for name in ("club-2026", "circle-1900"):
        (tmp_path / name).mkdir()
    (tmp_path / "club-2026" / "law.yaml").write_text(LAW)
    monkeypatch.setattr(shipped_laws, "folder", lambda: tmp_path)
    return tmp_path


def test_only_folders_with_a_law_are_shipped(shipped: Path) -> None:
    assert names() == ("club-2026",)
    assert path_of("club-2026") == shipped / "club-2026" / "law.yaml"
    assert load("club-2026").title == "Statutes of a club"


@pytest.mark.usefixtures("shipped")
def test_an_unknown_name_is_answered_with_the_nearest_or_with_all() -> None:
    with pytest.raises(Faults) as caught:
        load("club-2062")
    assert str(caught.value) == "There is no constitution 'club-2062'. Did you mean 'club-2026'?"
    with pytest.raises(Faults) as caught:
        path_of("rome")
    assert str(caught.value) == "There is no constitution 'rome'. Shipped are club-2026."


def test_a_law_is_read_from_a_file_or_a_folder_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(LAW)
    law = load(path)
    assert load(str(path)) is law
    assert load(tmp_path) is law
    assert load(path, [("bodies.council.seats", "9")]).bodies[0].seats == 9
    path.write_text(LAW.replace("seats: 7", "seats: 8"))
    os.utime(path, ns=(1, 1))
    assert load(path).bodies[0].seats == 8


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("name", ["no/such/law.yaml", "law.yaml", "a\0b/c", "x" * 5000 + "/y", "", ".."])
def test_what_is_no_law_is_a_fault(name: str) -> None:
    with pytest.raises(Faults):
        load(name)


def test_the_digest_is_of_what_the_law_says_and_not_of_how_it_is_written() -> None:
    law = read_text(LAW, FILE)
    rewritten = LAW.replace("{cut: whole}", "\n          cut:   whole  # for all").replace("50%", "1/2")
    assert digest(read_text(rewritten, FILE)) == digest(law)
    assert digest(read_text(LAW.replace("50%", "51%"), FILE)) != digest(law)
    assert digest(load(HERE / FILE)) == digest(law)
    assert len(digest(law)) == 64


@pytest.mark.parametrize("name", names())
def test_every_shipped_law_is_read_without_a_fault(name: str) -> None:
    assert load(name).name == name


@pytest.mark.parametrize("name", names())
def test_every_choice_of_every_shipped_law_can_be_answered_in_every_way(name: str) -> None:
    for choice in load(name).choices:
        for option in choice.options:
            law = load(name, [(f"choices.{choice.id}", option.value)])
            assert next(each for each in law.choices if each.id == choice.id).taken == option.value
