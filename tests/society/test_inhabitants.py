"""Inhabitants, of whom voters are a part; and regions, which group localities."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from comitia.law.faults import Faults
from comitia.society.build import built
from comitia.society.catalogue import folder
from comitia.society.cells import Society
from tests.society.edits import only_fault, replaced

INHABITANTS = {"ussr-1926": 147_027_915, "ussr-1939": 170_467_186, "ussr-1989": 285_742_511}
SIZE = {"ussr-1926": 1_500_000, "ussr-1939": 2_000_000, "ussr-1989": 2_000_000}


def test_all_inhabitants_are_counted(people: Society) -> None:
    assert int(people.inhabitants()) == INHABITANTS[people.name]
    for names in (("republic",), ("autonomy", "residence"), ("residence", "republic", "autonomy")):
        table = people.inhabitants(*names)
        assert table.dtype == np.int64
        assert table.shape == tuple(len(people.attribute(name).values) for name in names)
        assert table.sum() == INHABITANTS[people.name]
    assert np.array_equal(people.inhabitants("republic", "residence"), people.inhabitants("residence", "republic").T)


def test_every_territory_has_its_published_population_exactly(ussr: Society) -> None:
    with (folder("ussr-1989") / "territories.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            attribute = ussr.attribute("autonomy" if row["within"] else "republic")
            assert ussr.inhabitants(attribute.name)[attribute.code(row["id"])] == int(row["population"])


def test_town_and_country_are_those_of_the_census_to_a_person(ussr: Society) -> None:
    urban = {
        m.territory: m.target
        for m in ussr.margins
        if (m.dimension, m.category, m.role) == ("residence", "urban", "fitted")
    }
    assert len(urban) == 15
    table = ussr.inhabitants("republic", "residence")
    for territory, share in urban.items():
        row = table[ussr.attribute("republic").code(territory)]
        assert abs(row[0] - share / 100.0 * row.sum()) <= 1


def test_an_autonomy_is_split_like_the_republic_around_it(ussr: Society) -> None:
    table = ussr.inhabitants("autonomy", "residence")
    tatar = table[ussr.attribute("autonomy").code("tatar-assr")]
    assert tatar[0] / tatar.sum() == pytest.approx(0.736, abs=1e-6)


def test_nowhere_are_there_more_voters_than_inhabitants(people: Society) -> None:
    names = ("republic", "autonomy", "residence")
    assert (people.inhabitants(*names) >= people.marginal(*names)).all()
    assert (people.localities.inhabitants >= people.localities.size).all()


def test_localities_add_up_to_their_territory(people: Society) -> None:
    places = people.localities
    assert places.inhabitants_by is not None
    table = np.zeros_like(people.inhabitants("republic", "autonomy", "residence"))
    np.add.at(table, (places.outer, places.inner), places.inhabitants_by)
    assert np.array_equal(table, people.inhabitants("republic", "autonomy", "residence"))
    assert np.array_equal(places.inhabitants, places.inhabitants_by.sum(axis=1))
    assert int(places.inhabitants_by.min()) >= 0


def test_inhabitants_of_a_locality_follow_its_voters_in_town_and_country(people: Society) -> None:
    places = people.localities
    assert places.inhabitants_by is not None
    voters = places.people.sum(axis=(2, 3))
    here = (places.outer == 0) & (places.inner == 0)
    ratio = voters[here].sum(axis=0) / places.inhabitants_by[here].sum(axis=0)
    assert (np.abs(places.inhabitants_by[here] * ratio - voters[here]) <= 1.0).all()


def test_both_populations_are_kept_and_one_is_chosen_by_name(copied: Path) -> None:
    replaced(
        copied / "society.yaml",
        "{population: permanent-population, by: residence}",
        "{population: present-population, by: residence}",
    )
    people = built(copied)
    assert int(people.inhabitants()) == 286_730_819
    assert people.inhabitants("republic")[people.attribute("republic").code("estonian-ssr")] == 1_572_916
    roles = {(m.category, m.role) for m in people.margins if m.dimension == "population" and m.territory == "ussr"}
    assert roles == {("present-population", "fitted"), ("permanent-population", "beside")}


def test_figures_of_the_population_are_shown_beside_what_is_counted(ussr: Society) -> None:
    population = [m for m in ussr.margins if m.dimension == "population"]
    counted = [m for m in population if m.category == "permanent-population"]
    assert len(counted) == 1 + 15 + 38
    assert all(m.role == "fitted" and m.fitted == m.target for m in counted)
    assert {m.role for m in population if m not in counted} == {"beside"}


def test_what_is_not_known_is_said(ussr: Society) -> None:
    with pytest.raises(Faults) as raised:
        ussr.inhabitants("class")
    assert str(raised.value) == (
        "Inhabitants of the society 'ussr-1989' are not known by 'class'. They are by: republic, autonomy, residence."
    )
    with pytest.raises(LookupError):
        ussr.inhabitants("clas")


def without(copied: Path) -> Society:
    """The society of 1989 as if no population were known."""
    replaced(copied / "society.yaml", "inhabitants: {population: permanent-population, by: residence}\n", "")
    replaced(copied / "society.yaml", "  regions: region-size\n", "")
    return built(copied)


def test_where_inhabitants_are_not_known_asking_is_a_fault(copied: Path, ussr: Society) -> None:
    people = without(copied)
    assert people.population is None
    assert people.localities.inhabitants_by is None
    assert people.localities.region is None
    assert people.localities.regions is None
    assert np.array_equal(people.count, ussr.count)
    assert np.array_equal(people.localities.people, ussr.localities.people)
    with pytest.raises(Faults) as raised:
        people.inhabitants("republic")
    assert str(raised.value) == (
        "The society 'ussr-1989' counts registered voters at the election of 26 March 1989 (citizens of 18 and over);"
        " how many inhabitants it has is not known. Name a population under 'inhabitants' in society.yaml."
    )
    with pytest.raises(Faults, match="How many inhabitants the localities have is not known"):
        _ = people.localities.inhabitants
    with pytest.raises(Faults, match="The localities are not grouped into regions"):
        people.localities.by_region(people.localities.size)


# ── regions


def test_every_locality_is_in_a_region_of_its_own_territory(people: Society) -> None:
    places = people.localities
    assert places.region is not None
    assert places.regions is not None
    assert places.region.dtype == np.int32
    assert np.array_equal(np.unique(places.region), np.arange(len(places.regions.values)))
    assert (np.diff(places.region) >= 0).all()
    for name, code in zip(places.names, places.region, strict=True):
        assert name.rpartition("/")[0] == places.regions.values[code].rpartition("/")[0]
    assert len(set(places.regions.values)) == len(places.regions.values)
    assert np.array_equal(np.array(places.regions.parent)[places.region], places.outer)
    assert places.regions.within == "republic"


def test_regions_are_of_about_the_size_assumed(people: Society) -> None:
    places = people.localities
    assert places.regions is not None
    sizes = places.by_region(places.inhabitants)
    assert sizes.sum() == INHABITANTS[people.name]
    assert (sizes <= 1.5 * SIZE[people.name]).all()
    many = [name.rpartition("/")[0] for name in places.regions.values]
    for name, size in zip(many, sizes, strict=True):
        assert many.count(name) == 1 or 0.75 <= size / SIZE[people.name] <= 1.35


def test_regions_have_names_that_say_where_they_are(ussr: Society) -> None:
    regions = ussr.localities.regions
    assert regions is not None
    assert regions.name == "region"
    assert regions.values[2] == "rsfsr/none/r03"
    assert regions.titles[2] == "RSFSR, region 3"
    assert regions.titles[regions.code("rsfsr/tuva-assr/r01")] == "Tuva ASSR"
    assert regions.titles[regions.code("estonian-ssr/none/r01")] == "Estonian SSR"
    assert regions.titles[regions.code("rsfsr/tatar-assr/r02")] == "Tatar ASSR, region 2"


def test_amounts_are_summed_by_region_along_their_first_axis(people: Society) -> None:
    places = people.localities
    assert places.region is not None
    assert places.inhabitants_by is not None
    table = places.by_region(places.inhabitants_by)
    wanted = np.zeros_like(table)
    np.add.at(wanted, places.region, places.inhabitants_by)
    assert np.array_equal(table, wanted)


def test_another_size_gives_other_regions_and_the_same_localities(copied: Path, ussr: Society) -> None:
    replaced(copied / "society.yaml", "    value: 2000000\n", "    value: 20000000\n")
    places = built(copied).localities
    assert places.regions is not None
    assert len(places.regions.values) < 70
    assert np.array_equal(places.people, ussr.localities.people)


def test_regions_differ_among_themselves(people: Society) -> None:
    places = people.localities
    by_residence = places.by_region(places.people.sum(axis=(2, 3)))
    urban = by_residence[:, 0] / by_residence.sum(axis=1)
    assert 0.02 < urban.std() < 0.35


def test_made_of_nothing_they_are_none(ussr: Society) -> None:
    bare = replace(ussr.localities, region=None, regions=None, inhabitants_by=None)
    assert len(bare.starts) == 53
    assert all(a < b for a, b in pairwise(bare.starts.tolist()))


# ── faults

SPOILT = {
    "a population that is not there": (
        "society.yaml", "{population: permanent-population,", "{population: permanant-population,",
        "missing-figure",
        "There is no figure for 'population', 'permanant-population' in 'rsfsr', which the fit needs.",
        "Add a row for it.",
    ),
    "a split by which localities are not laid": (
        "society.yaml", "permanent-population, by: residence}", "permanent-population, by: sex}",
        "unknown-attribute-of-localities", "There is no attribute of localities 'sex'.",
        "Known are: residence, class, nationality.",
    ),
    "regions of no known inhabitants": (
        "society.yaml", "inhabitants: {population: permanent-population, by: residence}\n", "",
        "no-inhabitants", "Regions are of so many inhabitants, and which population these are is not said.",
        "Add 'inhabitants: {population: …, by: …}'.",
    ),
    "a population in percent": (
        "margins.csv", "permanent-population,estonian-ssr,census-1989,1565662,persons",
        "permanent-population,estonian-ssr,census-1989,0.5,percent",
        "not-a-number-of-people",
        "The population of 'estonian-ssr' is given in percent; a number of people is expected.",
        "Give it in persons, thousand or million.",
    ),
    "fewer inhabitants than voters": (
        "margins.csv", "permanent-population,estonian-ssr,census-1989,1565662,persons",
        "permanent-population,estonian-ssr,census-1989,1065662,persons",
        "fewer-inhabitants", "In estonian-ssr, none, urban there are 821,259 voters and 763,014 inhabitants.",
        "Look at 'inhabitants' in society.yaml: the population counts all who live there.",
    ),
    "a split that says too little": (
        "society.yaml", "permanent-population, by: residence}", "permanent-population, by: nationality}",
        "missing-figure",
        "Shares of inhabitants by 'nationality' in 'rsfsr' are missing: uzbek, kazakh, azerbaijani, armenian,"
        " tajik, georgian, moldavian, lithuanian, turkmen, kirgiz, latvian, jewish, polish, estonian, other.",
        "Add rows in percent; one value may be left out, and gets the remainder.",
    ),
    "a size of region that nobody assumed": (
        "society.yaml", "  regions: region-size\n", "  regions: region-sise\n",
        "unknown-assumption", "There is no assumption 'region-sise'.", "Did you mean 'region-size'?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_one_thing_spoilt_is_one_fault(name: str, copied: Path) -> None:
    file, old, new, code, message, mend = SPOILT[name]
    replaced(copied / file, old, new)
    fault = only_fault(copied)
    assert (fault.code, fault.message, fault.mend) == (code, message, mend)
