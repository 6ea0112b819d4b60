"""The society ussr-1989: whole people, exact totals, and published margins met."""

from __future__ import annotations

import pickle
from collections import Counter
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from comitia.society.catalogue import folder, names, society
from comitia.society.cells import Society
from comitia.society.report import fit_table

VOTERS = 192_575_165
POINTS = 0.01
"""Percentage points by which the share of a figure may be off (sources are rounded to 0.1 or 0.01)."""
OF_A_NUMBER = 0.01
"""Percent by which a number of people may be off: the smallest territory has 17,533 people, and half a person."""


def test_everyone_on_the_rolls_is_in_one_cell(ussr: Society) -> None:
    assert ussr.total == VOTERS
    assert ussr.count.dtype == np.int64
    assert ussr.count.min() >= 1
    shape = tuple(len(attribute.values) for attribute in ussr.attributes)
    places = np.ravel_multi_index([ussr.codes[attribute.name] for attribute in ussr.attributes], shape)
    assert len(np.unique(places)) == len(places)


def test_the_table_of_cells_stays_small(ussr: Society) -> None:
    assert 30_000 <= len(ussr.count) <= 130_000


def test_attributes_have_the_promised_names_and_order(ussr: Society) -> None:
    assert [attribute.name for attribute in ussr.attributes] == [
        "republic", "autonomy", "residence", "class", "occupation", "nationality", "sex", "age", "party",
    ]  # fmt: skip
    assert [len(attribute.values) for attribute in ussr.attributes] == [15, 39, 2, 4, 7, 23, 2, 5, 2]
    assert ussr.attribute("occupation").within == "class"
    assert ussr.attribute("autonomy").within == "republic"
    assert ussr.attribute("autonomy").parent[0] == -1
    kinds = Counter(ussr.attribute("autonomy").kinds)
    assert kinds == {"": 1, "assr": 20, "autonomous-oblast": 8, "autonomous-okrug": 10}


def test_what_lies_within_lies_within(ussr: Society) -> None:
    for attribute in ussr.attributes:
        if attribute.within:
            parent = np.array(attribute.parent)[ussr.codes[attribute.name]]
            outer = ussr.codes[attribute.within]
            assert np.array_equal(np.where(parent < 0, outer, parent), outer)


def test_fitted_margins_are_met(ussr: Society) -> None:
    print(f"\n{fit_table(ussr)}")
    fitted = [margin for margin in ussr.margins if margin.used and margin.misfit is not None]
    assert len(fitted) > 250
    for margin in fitted:
        tolerance = POINTS if margin.unit.startswith("percent") else OF_A_NUMBER
        assert abs(margin.misfit or 0.0) <= tolerance, margin


def test_every_figure_that_the_cells_were_made_to_meet_can_be_held_against_them(ussr: Society) -> None:
    assert [margin for margin in ussr.margins if margin.used and margin.fitted is None] == []


def test_every_figure_has_a_source_and_a_certainty(ussr: Society) -> None:
    assert all(margin.source and margin.certainty for margin in ussr.margins)


def test_figures_not_chosen_are_kept_beside(ussr: Society) -> None:
    beside = {(margin.dimension, margin.category, margin.series) for margin in ussr.margins if margin.role == "beside"}
    assert {
        ("members", "trade-unions", "other-accounts"),
        ("employment", "industry-workers", "basic-industry"),
        ("class", "worker", "yearbook-1987"),
        ("party", "member", "share-1987"),
    } <= beside


def test_fits_came_to_an_end(ussr: Society) -> None:
    assert len(ussr.fits) == 4
    assert all(fit.worst <= 1e-6 and fit.sweeps < 500 for fit in ussr.fits)


def test_farmers_live_in_the_country_by_the_odds_assumed(ussr: Society) -> None:
    table = ussr.marginal("republic", "residence", "class")[0].astype(float)
    urban, rural = (table[row] for row in (0, 1))
    farmer, worker = (ussr.attribute("class").code(value) for value in ("collective-farmer", "worker"))
    odds = (rural[farmer] / rural[worker]) / (urban[farmer] / urban[worker])
    assert odds == pytest.approx(40, rel=0.01)


def test_members_are_whole_and_never_more_than_the_people_of_a_cell(ussr: Society) -> None:
    assert set(ussr.members) == {organisation.id for organisation in ussr.organisations}
    for members in ussr.members.values():
        assert members.dtype == np.int64
        assert (members >= 0).all()
        assert (members <= ussr.count).all()


def test_members_add_up_to_the_published_numbers(ussr: Society) -> None:
    published = {each.id: each.members for each in ussr.organisations if each.members is not None}
    assert published["cpsu"] == 19_487_822
    assert published["komsomol"] == 35_600_000
    for organisation, members in published.items():
        voting = 0.73 if organisation == "komsomol" else 1.0
        assert int(ussr.members[organisation].sum()) == round(members * voting)


def test_members_are_eligible(ussr: Society) -> None:
    assert np.array_equal(ussr.members["cpsu"] > 0, ussr.where({"party": ["member"]}))
    assert ussr.members["komsomol"][~ussr.where({"age": ["18-29"]})].sum() == 0
    assert ussr.members["collective-farms"][~ussr.where({"class": ["collective-farmer"]})].sum() == 0
    assert np.array_equal(ussr.members["women"], np.where(ussr.where({"sex": ["women"]}), ussr.count, 0))


def test_organisations_are_those_of_the_election(ussr: Society) -> None:
    groups = Counter(organisation.group for organisation in ussr.organisations)
    assert groups == {
        "cpsu": 1, "trade-unions": 1, "co-operatives": 3, "komsomol": 1, "women": 1, "veterans": 1,
        "science": 8, "creative-unions": 8, "other": 14,
    }  # fmt: skip
    known = {each.id: (each.electors, each.electors_certainty) for each in ussr.organisations}
    assert known.pop("cpsu") == (641, "seen")
    assert known.pop("academy-of-sciences") == (1279, "seen")
    assert set(known.values()) == {(200, "assumed")}


def test_a_name_that_is_not_there_is_answered_with_the_nearest(ussr: Society) -> None:
    with pytest.raises(LookupError) as raised:
        ussr.attribute("nationalty")
    assert str(raised.value) == "The society 'ussr-1989' has no attribute 'nationalty'. Did you mean 'nationality'?"
    with pytest.raises(LookupError) as raised:
        ussr.attribute("class").code("farmer")
    assert str(raised.value) == (
        "The attribute 'class' has no value 'farmer'. It has: worker, employee, collective-farmer, other."
    )
    with pytest.raises(LookupError) as raised:
        ussr.organisation("komsomols")
    assert str(raised.value) == "The society 'ussr-1989' has no organisation 'komsomols'. Did you mean 'komsomol'?"


def test_marginals_are_joint_tables_in_the_order_asked(ussr: Society) -> None:
    table = ussr.marginal("party", "republic")
    assert table.shape == (2, 15)
    assert table.sum() == VOTERS
    assert np.array_equal(table, ussr.marginal("republic", "party").T)
    assert int(ussr.marginal()) == VOTERS
    assert ussr.share("sex").sum() == pytest.approx(1.0)


def test_arrays_cannot_be_written_to(ussr: Society) -> None:
    arrays: list[NDArray[Any]] = [ussr.count, ussr.marginal("sex"), ussr.localities.people]
    arrays += [*ussr.codes.values(), *ussr.members.values()]
    assert not any(array.flags.writeable for array in arrays)


def test_the_same_files_give_the_same_object(ussr: Society) -> None:
    assert names() == ("ussr-1926", "ussr-1939", "ussr-1989")
    assert society("ussr-1989") is ussr
    assert society(folder("ussr-1989")) is ussr


def test_a_society_can_be_sent_to_a_worker(ussr: Society) -> None:
    sent = pickle.loads(pickle.dumps(ussr))
    assert sent.digest == ussr.digest
    assert np.array_equal(sent.count, ussr.count)
