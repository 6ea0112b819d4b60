"""Published ballots are read whole: every paper of 282 Scottish wards, and other files of the folder of elections."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest

from comitia.ballots import blt, open_ballots, preflight
from comitia.ballots.content import content
from comitia.count.ballots import condensed
from comitia.law.faults import Faults
from tests.election_files import folder

SCOTLAND = "scotland-2017-stv"
OFF_BY_ONE = {"east_dunbartonshire_2017_ward2": 1}
"""Where the official valid poll differs from the papers of the file: a slip of the source, see its README."""


def test_every_paper_of_282_wards_is_read() -> None:
    with folder(SCOTLAND, "manifest.csv").open(encoding="utf-8", newline="") as file:
        wards = list(csv.DictReader(file))
    assert len(wards) == 282
    papers = 0
    for ward in wards:
        read = open_ballots(folder(SCOTLAND, "ballots", f"{ward['file']}.blt"))
        assert read.faults == ()
        assert (read.format, read.seats, len(read.candidates)) == ("blt", int(ward["seats"]), int(ward["candidates"]))
        assert read.seen.papers - OFF_BY_ONE.get(ward["file"], 0) == int(ward["valid_ballots"])
        assert read.title
        papers += read.seen.papers
    assert papers == 1_466_774


def test_the_largest_ward_is_the_same_either_way() -> None:
    largest = max(folder(SCOTLAND, "ballots").glob("*.blt"), key=lambda path: path.stat().st_size)
    quickly, careful = blt._quick(content(largest)), blt._careful(content(largest))
    assert quickly is not None
    assert quickly.papers is not None
    assert careful.papers is not None
    one, other = condensed(quickly.papers), condensed(careful.papers)
    assert np.array_equal(one.marks, other.marks)
    assert np.array_equal(one.weight, other.weight)
    assert (quickly.seen, quickly.candidates) == (careful.seen, careful.candidates)


def test_the_vectors_of_meek_use_every_option_of_blt() -> None:
    paths = sorted(folder("meek-stv-vectors", "ballots").rglob("*.blt"))
    read = {path.stem: open_ballots(path) for path in paths}
    assert all(file.faults == () for file in read.values())
    assert [each.name for each in read["vegetables"].candidates if each.withdrawn] == ["Banana", "Fig"]
    assert sum(file.order is not None for file in read.values()) == 2
    assert read["rand_mixed_5k"].seen.equal == 3040
    for path in paths:
        papers = re.findall(r"^(\d+) .* 0$", path.read_text("utf-8"), flags=re.MULTILINE)
        assert read[path.stem].seen.papers == sum(map(int, papers))


def test_cast_vote_records_of_minneapolis() -> None:
    mayor = open_ballots(folder("minneapolis-2013-rcv", "mayor-ballots.csv"))
    assert mayor.seen.papers == 80_101
    assert [each.name for each in mayor.candidates if not each.listed] == ["UWI"]
    assert len(mayor.candidates) == 36
    first = {each["name"]: each["votes"] for each in preflight(mayor)["candidates"]}
    assert "JAMES JIMMY L. STROUD, JR." in first
    park = open_ballots(folder("minneapolis-2013-rcv", "park-board-ballots.csv"))
    assert (park.seen.papers, park.seen.blank) == (80_101, 20_571)


def test_approvals_of_gy_les_nonains() -> None:
    read = open_ballots(folder("france-approval-2002", "ballots.csv"))
    totals = open_ballots(folder("france-approval-2002", "approvals.csv"))
    assert totals.totals is not None
    assert (read.seen.papers, read.seen.blank) == (365, 13)
    found = {each["name"]: each["votes"] for each in preflight(read)["candidates"]}
    named = [each.name for each in totals.candidates]
    assert found == dict(zip(named, totals.totals, strict=True))


def test_one_ballot_of_several_is_named() -> None:
    path = folder("indirect-ballots", "germany-federal-convention-2010.csv")
    with pytest.raises(Faults, match=r"3 contests, told apart by ballot.*'1', '2', '3'"):
        open_ballots(path)
    assert open_ballots(path, contest="3").figures == {"abstentions": 121, "invalid": 2}
