"""Entitlement rules of organisations: worked examples that were published, and every clause by hand.

Sources stand in the rules themselves; figures that are remembered or made up for the example are called so.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.delegates import DELEGATES, Entry, Unsuited, rounded
from comitia.count.entitle import VOTES, Due, Entitled, entitle
from comitia.count.tally import Settle
from comitia.explain.entitled import document, reasons, sentence
from comitia.law.delegates import Delegates
from comitia.law.entitlement import Entitlement, Pool, Votes
from comitia.law.faults import Faults
from comitia.text.entitlements import load, names, path_of
from tests.count.strategies import last_first, never

NUMBERS = {"dnc-2020-pledged": 3, "tgwu-2004": 3, "eu-parliament-cambridge": 50}
"""How many delegates to share: of rules that leave it open, or give more than one unit can have."""


def apply(name: str, units: dict[str, Any], seats: int | None = None, settle: Settle = never) -> Entitled:
    """Units by name, each a number (of the rule's first figure), or figures, or a kind and figures."""
    rule = load(name)
    first = rule.figures[0].id if rule.figures else ""
    entries = []
    for unit, given_ in units.items():
        kind, figures = given_ if isinstance(given_, tuple) else (rule.kinds[0].id, given_)
        entries.append(Entry(unit, kind, figures if isinstance(figures, dict) else {first: figures} if first else {}))
    return entitle(rule, entries, seats, settle)


def delegates(found: Entitled) -> list[int | None]:
    return [due.delegates for due in found.dues]


@pytest.mark.parametrize("name", names())
def test_every_shipped_rule_can_be_read_and_bears_its_name(name: str) -> None:
    rule = load(name)
    assert rule.id == name
    assert rule.articles()


# worked examples on record


def test_natca_a_local_of_230_and_one_of_90() -> None:
    """natca.org: 1 + floor(130 / 50) = 3; 230 / 3 votes each, or 115 where two register; 90 members have 1 and 90."""
    found = apply(
        "natca",
        {"all": 230, "two": {"members": 230, "present": 2}, "small": 90, "none": {"members": 230, "present": 0}},
    )
    assert delegates(found) == [3, 3, 1, 3]
    assert [due.each for due in found.dues] == [Fraction(230, 3), Fraction(115), Fraction(90), None]
    assert found.votes == 230 + 230 + 90 + 230
    with pytest.raises(Unsuited, match="may send 3 and has 4"):
        apply("natca", {"A": {"members": 230, "present": 4}})


@pytest.mark.parametrize(
    ("members", "wanted"),
    [
        (1, 1), (3_999, 1), (4_000, 1), (4_001, 2), (8_001, 3), (12_001, 4), (25_001, 5), (50_001, 6), (75_001, 7),
        (125_001, 8), (175_001, 9), (249_999, 9), (250_000, 10), (1_300_000, 9 + 15),
    ],
)  # fmt: skip
def test_the_bands_of_the_afl_cio(members: int, wanted: int) -> None:
    assert delegates(apply("afl-cio", {"union": members})) == [wanted]


def test_all_state_and_local_bodies_of_the_afl_cio_against_two_unions() -> None:
    """laboreducator.org, 2005: 51 + 425 = 476 votes, against 1,706 and 4,050; 27.9 % of the former."""
    bodies: dict[str, Any] = {f"state {i}": ("state-federation", {}) for i in range(51)}
    bodies |= {f"council {i}": ("central-council", {}) for i in range(425)}
    assert apply("afl-cio", bodies).votes == 476
    unions = apply("afl-cio", {"Professional Athletes": 1_706, "Writers Guild East": 4_050})
    assert [due.votes for due in unions.dues] == [1_706, 4_050]
    assert round(1000 * Fraction(476, 1_706)) == 279


def test_the_statewide_delegates_of_south_carolina_2020() -> None:
    """Votes remembered; at large 12: 9 to 3; leaders 7: 5 to 2; with 25 to 10 in districts 39 to 15, which is official.

    The others, each under 15 %, are put together as three equal ones.
    """
    votes: dict[str, Any] = {"Biden": 262_336, "Sanders": 106_605, "x": 56_774, "y": 56_774, "z": 56_774}
    large, leaders = (apply("dnc-2020-pledged", votes, seats) for seats in (12, 7))
    assert (delegates(large)[:2], delegates(leaders)[:2]) == ([9, 3], [5, 2])
    assert [large.dues[0].why[0].figures[name] for name in ("share", "rebased", "quotient")] == [
        Fraction("0.48647"),
        Fraction("0.71105"),
        Fraction("8.533"),
    ]
    assert (9 + 5 + 25, 3 + 2 + 10) == (39, 15)


@pytest.mark.parametrize(
    ("state", "large", "leaders", "district"),
    [("Iowa", 9, 6, 29), ("New Hampshire", 5, 3, 16), ("Nevada", 7, 5, 23), ("South Carolina", 11, 7, 35)],
)
def test_the_parts_of_four_delegations_of_2016(state: str, large: int, leaders: int, district: int) -> None:
    """frontloadinghq.com: 75 % of the base in districts, the rest at large, 15 % leaders on top."""
    (due,) = apply("dnc-2020-parts", {state: large + district}).dues
    assert due.pools == {"district": district, "at-large": large, "pleo": leaders}
    assert due.delegates == large + leaders + district


def test_base_delegates_are_the_mean_of_two_shares() -> None:
    """By hand: 10 % of votes and 20 % of electors are 15 % of 3,200; 0.15625 % is 5 exactly."""
    found = apply("dnc-2020", {"A": {"votes": 100, "electors": 20}, "B": {"votes": 900, "electors": 80}})
    assert [due.why[0].figures["quotient"] for due in found.dues] == [480, 2_720]
    assert [due.pools["district"] for due in found.dues] == [360, 2_040]


@pytest.mark.parametrize(("year", "total"), [(2003, 598), (2013, 481), (2019, 483)])
def test_the_districts_of_ig_metall_add_up(year: int, total: int) -> None:
    rule = load(f"ig-metall-{year}")
    rows = rule.kinds[0].delegates.rows  # type: ignore[union-attr]
    found = apply(f"ig-metall-{year}", {row.unit: {} for row in rows})
    assert found.delegates == total
    if year == 2019:
        (women,) = found.groups
        assert (women.least, women.delegates * women.share) == (87, Fraction("86.94"))
    with pytest.raises(Unsuited, match="has no 'Atlantis'"):
        apply(f"ig-metall-{year}", {"Atlantis": {}})


def test_the_norm_of_ig_metall_with_the_share_of_women_in_the_membership() -> None:
    found = apply(
        "ig-metall-norm", {"A": {"members": 300_000, "women": 60_000}, "B": {"members": 204_999, "women": 30_000}}
    )
    assert delegates(found) == [60, 40]
    assert found.groups[0].least == 18  # 17.8 of 100


def test_women_of_each_trade_group_at_the_tgwu_by_themselves() -> None:
    """By hand: 60 delegates for 6,000 members; 30 % of 40 are 12, a tenth of 20 are 2."""
    found = apply("tgwu-2004", {"A": {"members": 4_000, "women": 1_200}, "B": {"members": 2_000, "women": 200}}, 60)
    assert delegates(found) == [40, 20]
    assert [(group.unit, group.least) for group in found.groups] == [("A", 12), ("B", 2)]


@pytest.mark.parametrize(
    ("members", "seats"),
    [(30_000, 0), (30_001, 1), (100_001, 2), (200_001, 3), (350_001, 4), (500_001, 5), (650_001, 6), (1_300_000, 6)],
)
def test_automatic_seats_on_the_general_council_of_the_tuc(members: int, seats: int) -> None:
    assert delegates(apply("tuc-general-council", {"union": members})) == [seats]


def test_tuc_a_part_of_5000_counts_and_the_vote_is_cast_as_one() -> None:
    found = apply(
        "tuc-congress", {"Unison": 1_300_000, "other": 5_001, "small": 1, "councils": ("trades-councils", {})}
    )
    assert delegates(found) == [260, 2, 1, 1]
    assert [due.votes for due in found.dues] == [1_300, 6, 1, None]
    assert found.dues[0].each is None


def test_nea_more_than_half_of_150_counts() -> None:
    assert delegates(apply("nea", {"A": 150, "B": 225, "C": 226, "D": 75})) == [1, 1, 2, 0]


def test_ilo_four_delegates_each() -> None:
    found = apply("ilo", {"A": {}, "B": {}})
    assert delegates(found) == [4, 4]
    assert found.votes == 8


def test_mondragon_650_shared_with_at_least_one_each() -> None:
    found = apply("mondragon", {"A": 50_000, "B": 20_000, "C": 10})
    assert (sum(filter(None, delegates(found))), found.dues[2].delegates) == (650, 1)


@given(st.lists(st.integers(400_000, 85_000_000), min_size=27, max_size=27))
def test_the_cambridge_compromise_is_a_base_and_a_divisor_rounded_up(people: list[int]) -> None:
    """min(96, ceil(5 + p / d)) for the d that gives 720: there is one, or a lot decides between equals."""
    found = apply("eu-parliament-cambridge", {f"state {i}": p for i, p in enumerate(people)}, settle=last_first)
    seats = [due.delegates or 0 for due in found.dues]
    assert sum(seats) == 720
    assert all(6 <= n <= 96 for n in seats)
    # ceil(p / d) = n - 5 means p / (n - 5) <= d < p / (n - 6); at the ceiling d may be smaller, at 6 larger
    low = max(Fraction(p, n - 5) for p, n in zip(people, seats, strict=True) if n < 96)
    high = min((Fraction(p, n - 6) for p, n in zip(people, seats, strict=True) if n > 6), default=low)
    assert low <= high


def test_two_halves_of_the_labour_party_whatever_their_members() -> None:
    found = apply(
        "labour", {"Big": ("affiliate", 900), "Little": ("affiliate", 100), "Town": ("constituency-party", 7)}
    )
    assert [due.votes for due in found.dues] == [Fraction(9, 20), Fraction(1, 20), Fraction(1, 2)]
    assert found.votes == 1


# points of law


def test_where_nobody_reaches_the_threshold_it_falls_to_half_of_the_first() -> None:
    votes: dict[str, Any] = {f"c{i}": 14 - i for i in range(10)}
    found = apply("dnc-2020-pledged", votes, 10, last_first)
    bar = found.dues[0].why[0].figures["bar"]
    assert bar == found.dues[0].why[0].figures["share"] / 2
    assert sum(filter(None, delegates(found))) == 10


def test_a_tie_of_fractions_is_put_to_a_lot() -> None:
    asked: list[tuple[tuple[int, ...], int]] = []

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        asked.append((tied, places))
        return tied[:places]

    assert delegates(apply("dnc-2020-pledged", {"A": 50, "x": 1, "B": 50}, 3, settle)) == [2, 0, 1]
    assert asked == [((0, 2), 1)]


def test_a_number_that_nobody_said_and_votes_that_nobody_has_are_no_ground_for_a_result() -> None:
    with pytest.raises(Unsuited, match="does not say how many"):
        apply("dnc-2020-pledged", {"A": 5})
    with pytest.raises(Unsuited, match="nobody has any votes"):
        apply("dnc-2020-pledged", {"A": 0}, 3)
    with pytest.raises(Unsuited, match="is 0 for all"):
        apply("dnc-2020", {"A": {"votes": 0, "electors": 3}})
    with pytest.raises(Unsuited, match="more 'women' than 'members'"):
        apply("ig-metall-norm", {"A": {"members": 1, "women": 2}})


@pytest.mark.parametrize(
    ("part", "wanted"),
    [("dropped", (2, 2, 2, 3)), ("counted", (3, 3, 3, 3)), ("nearest", (2, 3, 3, 3)), ("major-part", (2, 2, 3, 3))],
)
def test_what_a_part_of_the_norm_is_worth(part: Any, wanted: tuple[int, ...]) -> None:
    numbers = (Fraction(24, 10), Fraction(25, 10), Fraction(26, 10), Fraction(3))
    assert tuple(rounded(number, part) for number in numbers) == wanted


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_votes_that_are_divided_are_conserved(members: int, present: int) -> None:
    found = apply("natca", {"A": members})
    allowed = found.dues[0].delegates or 1
    there = min(present, allowed)
    (due,) = apply("natca", {"A": {"members": members, "present": there}}).dues
    assert due.each is not None
    assert due.each * there == members


# words


def test_every_line_is_explained_with_its_article() -> None:
    rule, entry = load("tuc-congress"), Entry("Unison", "union", {"members": 1_300_000})
    due = entitle(rule, [entry], None, never).dues[0]
    assert reasons(rule, due, entry) == (
        (
            "1,300,000 members / 5,000 = 260 exactly: 260 delegates.",
            "TUC rules, article not verified (DO1), remembered",
        ),
        (
            "1,300,000 members, one vote for every 1,000; a part counts as a whole: 1,300 votes, cast as one.",
            "TUC rules, article not verified (DO3), remembered",
        ),
    )


def test_every_clause_on_delegates_or_votes_has_a_counter_and_a_sentence_of_its_own() -> None:
    on_delegates, on_votes = (set(get_args(get_args(union)[0])) for union in (Delegates, Votes))
    assert set(DELEGATES) == on_delegates
    assert set(VOTES) == on_votes
    assert {*on_delegates, *on_votes, Pool} == set(sentence.registry) - {object}


def test_every_clause_of_every_shipped_rule_has_its_sentence() -> None:
    for name in names():
        rule = load(name)
        figures = {figure.id: 5_000 for figure in rule.figures if not figure.optional}
        for kind in rule.kinds:
            rows = getattr(kind.delegates, "rows", None)
            unit = rows[0].unit if rows else "A unit"
            entries = [Entry(unit, kind.id, figures)]
            made = document(rule, entries, entitle(rule, entries, NUMBERS.get(name), never))
            for why in made["units"][0]["why"]:
                assert why["text"].endswith(".")
                assert why["article"]


def test_limits_are_said() -> None:
    text = load("tuc-congress").model_dump(mode="json")
    text["kinds"][0]["delegates"] |= {"at_least": 3, "at_most": 5}
    rule = Entitlement.model_validate(text)
    entries = [Entry("Small", "union", {"members": 10}), Entry("Large", "union", {"members": 100_000})]
    found = entitle(rule, entries, None, never)
    said = [reasons(rule, due, entry)[0][0] for due, entry in zip(found.dues, entries, strict=True)]
    assert said == [
        "10 members / 5,000 = 0, 10 left over; a part counts as a whole: 1, but at least 3: 3 delegates.",
        "100,000 members / 5,000 = 20 exactly: 20, but at most 5: 5 delegates.",
    ]
    assert Due("x", "y").delegates is None


# how a rule is read


def test_a_rule_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(Faults, match="Did you mean 'labour'"):
        path_of("labor")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"figures": []}, "does not have 'members'"),
        ({"kinds": [{"id": "a", "title": "A"}]}, "say in `delegates` or `votes`"),
        ({"acts": [{"id": "other", "title": "A", "short": "A", "date": "2020"}]}, "`acts` does not have 'motion'"),
    ],
)
def test_a_rule_that_cannot_be_carried_out_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Entitlement.model_validate(load("tuc-congress").model_dump(mode="json") | change)


def test_bands_stand_in_order() -> None:
    text = load("afl-cio").model_dump(mode="json")
    text["kinds"][0]["delegates"]["bands"].reverse()
    with pytest.raises(ValueError, match="write the bands in order"):
        Entitlement.model_validate(text)
