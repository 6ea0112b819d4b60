"""What holds of every society that is shipped: totals, margins, sources, pages, voter models, time."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import process_time

import numpy as np

from comitia.electorate.shipped import voters_of
from comitia.measure import figures, fitting
from comitia.society.build import built
from comitia.society.catalogue import folder
from comitia.society.cells import Society
from comitia.society.report import (
    assumption_table,
    figure_table,
    inhabitants_table,
    premise_table,
    region_table,
    spread_table,
)

TOTALS = {"ussr-1926": 78_000_000, "ussr-1939": 94_138_159, "ussr-1989": 192_575_165}
MEMBERS = {"ussr-1926": 1_147_000, "ussr-1939": 2_478_000, "ussr-1989": 19_487_822}
SECONDS = {"ussr-1926": 0.3, "ussr-1939": 0.3, "ussr-1989": 0.5}


def test_totals_are_exact(people: Society) -> None:
    assert people.total == TOTALS[people.name]
    assert int(people.marginal("party")[0]) == MEMBERS[people.name]
    assert people.count.min() >= 1


def test_fitted_margins_are_met(people: Society) -> None:
    fitted = [margin for margin in people.margins if margin.used]
    assert len(fitted) > 20
    for margin in fitted:
        assert margin.misfit is not None
        assert abs(margin.misfit) <= 0.01, margin
    assert all(fit.worst <= 1e-6 and fit.sweeps < 500 for fit in people.fits)


def test_every_figure_and_assumption_says_how_it_is_known(people: Society) -> None:
    assert all(margin.source and margin.certainty for margin in people.margins)
    assert all(each.meaning and each.unit and each.range for each in people.assumptions)


def test_localities_add_up_to_the_cells(people: Society) -> None:
    places = people.localities
    assert np.array_equal(places.people.sum(axis=0), people.marginal(*places.keys))


def test_all_societies_speak_of_the_same_things_by_the_same_names(people: Society) -> None:
    names = {attribute.name for attribute in people.attributes}
    assert {"republic", "autonomy", "residence", "class", "occupation", "nationality", "sex", "age", "party"} <= names
    assert {"worker", "employee", "other"} <= set(people.attribute("class").values)
    assert people.attribute("party").values == ("member", "none")
    assert people.localities.keys == ("residence", "class", "nationality")


def test_the_page_shows_the_tables(people: Society) -> None:
    page = (Path(__file__).parents[2] / "docs" / "societies" / f"{people.name}.md").read_text(encoding="utf-8")
    tables = [assumption_table(people), premise_table(people), inhabitants_table(people), region_table(people)]
    tables += [figure_table(people, role) for role in ("fitted", "beside", "start")]
    tables += [spread_table(people, key) for key in people.localities.keys]
    for table in tables:
        assert table in page
    assert f"{people.total:,} " in page


def test_the_voter_model_speaks_of_values_that_there_are(people: Society) -> None:
    known = {attribute.name: attribute.values for attribute in people.attributes}
    table = voters_of(people).table
    assert {"citizens.turnout.base", "citizens.candidacy.party", "members.present"} <= set(table)
    for parameter in table.values():
        if parameter.by in known:
            assert set(parameter.values or {}) <= set(known[parameter.by]), parameter.id


def test_records_can_be_held_beside_runs(people: Society) -> None:
    targets = fitting.read(folder(people.name) / "targets.csv")
    assert len({target.id for target in targets}) == len(targets) > 10
    for target in targets:
        assert target.figure in figures.FIGURES
        assert target.source
        attribute, _, values = figures.parse(target.where).get("is", "").partition(":")
        for value in filter(None, values.split(",")):
            people.attribute(attribute).code(value)


def test_of_the_records_of_the_earlier_societies_most_are_checks() -> None:
    used = {n: Counter(t.use for t in fitting.read(folder(n) / "targets.csv")) for n in ("ussr-1926", "ussr-1939")}
    assert used["ussr-1939"].keys() == {"check"}
    assert used["ussr-1926"]["fit"] == 2
    assert used["ussr-1926"]["check"] >= 10


def test_it_is_built_in_no_time(people: Society) -> None:
    def seconds() -> float:
        start = process_time()
        built(folder(people.name))
        return process_time() - start

    assert min(seconds() for _ in range(5)) < SECONDS[people.name]


def test_the_same_files_give_the_same_bytes_in_every_process(people: Society) -> None:
    program = f"""
from hashlib import sha256
from comitia.society.catalogue import society
s = society("{people.name}")
places = s.localities
arrays = [s.count, *s.codes.values(), *s.members.values(), places.people, places.inhabitants_by, places.region]
print(sha256(b"".join(array.tobytes() for array in arrays)).hexdigest(), s.digest, len(places.names))
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert people.digest in next(iter(said))
