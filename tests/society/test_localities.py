"""Localities: exact sums, sizes as wanted, differences as assumed, each drawn from its own name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from comitia.chance import keys
from comitia.law.faults import Faults
from comitia.society.build import built
from comitia.society.cells import Localities, Society
from comitia.society.keyed import normals
from comitia.society.localities import spread
from tests.society.edits import replaced


def people_of(localities: Localities, outside: str) -> dict[str, bytes]:
    """The people of every locality that does not lie in a territory, by its name."""
    return {
        name: localities.people[at].tobytes()
        for at, name in enumerate(localities.names)
        if not name.startswith(outside)
    }


def test_localities_of_a_territory_add_up_to_its_cells_exactly(ussr: Society) -> None:
    places = ussr.localities
    assert places.keys == ("residence", "class", "nationality")
    counts = ussr.marginal("republic", "autonomy", *places.keys)
    summed = np.zeros_like(counts)
    np.add.at(summed, tuple(places.codes.values()), places.people)
    assert np.array_equal(summed, counts)
    assert (places.people >= 0).all()


def test_localities_of_a_territory_are_of_one_size(ussr: Society) -> None:
    places = ussr.localities
    territory = places.codes["republic"] * 100 + places.codes["autonomy"]
    for code in np.unique(territory):
        size = places.size[territory == code]
        assert np.ptp(size) <= 100
        assert size.mean() == pytest.approx(100_000, rel=0.1) or len(size) <= 5


def test_names_say_where_a_locality_lies(ussr: Society) -> None:
    places = ussr.localities
    assert len(places) == len(set(places.names)) == 1929
    assert places.names[0] == "rsfsr/none/0001"
    assert "rsfsr/tatar-assr/0026" in places.names
    for at in range(0, len(places), 97):
        republic, autonomy, _ = places.names[at].split("/")
        assert ussr.attribute("republic").values[places.codes["republic"][at]] == republic
        assert ussr.attribute("autonomy").values[places.codes["autonomy"][at]] == autonomy


def test_some_localities_are_nearly_all_urban_and_some_nearly_all_rural(ussr: Society) -> None:
    urban = spread(ussr, "residence")[0]
    assert urban.value == "urban"
    assert urban.society == pytest.approx(0.67, abs=0.01)
    assert urban.low < 0.10
    assert urban.high > 0.95


def test_neighbours_are_alike(ussr: Society) -> None:
    places = ussr.localities
    here = (places.codes["republic"] == 0) & (places.codes["autonomy"] == 0)
    urban = places.people[here][:, 0].sum(axis=(1, 2)) / places.size[here]
    assert 0.5 < np.corrcoef(urban[1:], urban[:-1])[0, 1] < 0.8


def test_with_scales_of_nought_localities_are_all_alike(copied: Path) -> None:
    description = copied / "society.yaml"
    for name, value in (("residence", "2.0"), ("class", "0.4"), ("nationality", "1.0")):
        replaced(description, f"  locality-{name}:\n    value: {value}\n", f"  locality-{name}:\n    value: 0\n")
    places = built(copied).localities
    territory = places.codes["republic"] * 100 + places.codes["autonomy"]
    for code in np.unique(territory):
        assert np.ptp(places.people[territory == code], axis=0).max() <= 1


def test_another_size_in_one_territory_leaves_all_others_as_they_were(ussr: Society, copied: Path) -> None:
    replaced(copied / "society.yaml", "  sweeps: 40\n", "  sweeps: 40\n  adults-in: {rsfsr/tatar-assr: 50000}\n")
    places = built(copied).localities
    assert len(places) == 1929 + 26
    assert people_of(places, "rsfsr/tatar-assr/") == people_of(ussr.localities, "rsfsr/tatar-assr/")


def test_draws_hang_on_names_alone() -> None:
    many = normals(keys(["a", "b", "c"]), keys(["x", "y"]))
    assert np.array_equal(normals(keys(["c", "a"]), keys(["y"]))[:, 0], many[[2, 0], 1])


def test_draws_are_standard_normal() -> None:
    draws = normals(keys([f"place {at}" for at in range(500)]), keys([f"value {at}" for at in range(40)]))
    assert abs(float(draws.mean())) < 0.02
    assert float(draws.std()) == pytest.approx(1.0, abs=0.02)
    assert abs(float(np.corrcoef(draws[:, 0], draws[:, 1])[0, 1])) < 0.15


def test_the_first_draw_is_the_same_for_ever() -> None:
    first = normals(keys(["rsfsr/none/0001"]), keys(["residence/urban"]))[0, 0]
    assert first == pytest.approx(-0.4355159515803563, rel=1e-12)


def test_spread_is_of_the_attributes_by_which_localities_are_laid(ussr: Society) -> None:
    with pytest.raises(Faults) as raised:
        spread(ussr, "sex")
    assert str(raised.value) == "Localities are not laid by 'sex'. They are by: residence, class, nationality."
    with pytest.raises(LookupError):
        spread(ussr, "sx")
