"""Powers: who makes and unmakes whom, how many must agree, what meets in one hand, in one law and in several."""

from __future__ import annotations

import pytest

from comitia.explain.graph import graph
from comitia.explain.powers import Bar, Held, Holder, Removal, holders, rows
from comitia.explain.words import sentence_for
from comitia.law.constitution import Constitution
from comitia.law.routes import ExOfficio
from comitia.text.catalogue import load, names
from comitia.text.read import read_text

PARISH = """
constitution: parish-2026
title: Statutes of a parish
adopted: "2026"
status: illustration
summary: The members elect a council, and the council a chair.
acts: [{id: statutes, title: Statutes, short: Statutes, date: "2026"}]
bodies:
  - id: council
    title: The council
    article: {act: statutes, number: 1, mark: seen}
    seats: 12
    routes:
      - by: election
        id: members
        title: By the members
        article: {act: statutes, number: 2, mark: seen}
        seats: 12
        electorate: {of: citizens, age: 18}
        units: {cut: whole}
        seats_each: {seats: fixed, number: 12}
        candidates:
          pool: {of: citizens, age: 18}
          nominators:
            - {id: circle, title: Ten members, more_than: 1/2, article: {act: statutes, number: 3, mark: seen}}
        ballot: {form: single-choice}
        stages:
          - {id: first, article: {act: statutes, number: 2, mark: seen}, standing: {who: nominated},
             count: {rule: plurality, tie: lot}}
    tenure:
      article: {act: statutes, number: 4, mark: seen}
      recall: [{by: electors, grounds: Any, article: {act: statutes, number: 4, mark: seen}}]
  - id: board
    title: The board
    article: {act: statutes, number: 5, mark: seen}
    seats: 2
    routes:
      - {by: ex-officio, id: posts, title: By office, article: {act: statutes, number: 5, mark: seen}, seats: 2,
         holders: [{office: chair}, {office: treasurer}]}
offices:
  - id: chair
    title: The chair
    article: {act: statutes, number: 6, mark: seen}
    routes:
      - by: election
        id: election
        title: By the council
        article: {act: statutes, number: 6, mark: seen}
        seats: 1
        electorate: {of: members, bodies: [council]}
        units: {cut: whole}
        seats_each: {seats: fixed, number: 1}
        candidates: {pool: {of: members, body: council}}
        ballot: {form: single-choice}
        stages:
          - {id: first, article: {act: statutes, number: 6, mark: seen}, standing: {who: nominated},
             count: {rule: majority, threshold: {more_than: 1/2, of: members}}}
    tenure:
      article: {act: statutes, number: 7, mark: seen}
      recall:
        - {by: body, grounds: Any, threshold: {at_least: 2/3, of: members},
           article: {act: statutes, number: 7, mark: seen}}
  - id: treasurer
    title: The treasurer
    article: {act: statutes, number: 8, mark: seen}
    routes:
      - by: election
        id: election
        title: By the council
        article: {act: statutes, number: 8, mark: seen}
        seats: 1
        electorate: {of: members, bodies: [council]}
        units: {cut: whole}
        seats_each: {seats: fixed, number: 1}
        candidates: {pool: {of: citizens, age: 18}, proposed_by: chair, per_seat_at_most: 1}
        ballot: {form: single-choice}
        stages:
          - {id: first, article: {act: statutes, number: 8, mark: seen}, standing: {who: nominated},
             count: {rule: plurality, tie: lot}}
        confirmed_by:
          - {body: board, threshold: {at_least: 1/2, of: members}, article: {act: statutes, number: 9, mark: seen}}
powers:
  - {id: council-elects, holder: council, does: elects, whom: chair, article: {act: statutes, number: 6, mark: seen}}
  - {id: chair-calls, holder: chair, does: calls, whom: council, article: {act: statutes, number: 10, mark: seen}}
  - {id: chair-answers, holder: chair, does: answers-to, whom: council,
     article: {act: statutes, number: 10, mark: seen}}
  - {id: board-decides, holder: board, does: decides, matter: The budget, threshold: {more_than: 1/2, of: members},
     article: {act: statutes, number: 11, mark: seen}}
"""
USSR = load("ussr-1988")


def parish(*changes: tuple[str, str]) -> Constitution:
    text = PARISH
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read_text(text)


def found(law: Constitution) -> dict[str, Holder]:
    return {holder.id: holder for holder in holders(law)}


def whole(power: Held) -> tuple[str, str, str, int | None, bool]:
    needed = power.bar.needed if power.bar else None
    return power.id, power.text, parish().cite(power.article), needed, power.stated


# Word for word


def test_the_powers_of_a_body_are_those_named_and_those_that_follow() -> None:
    council = found(parish())["council"]
    assert [whole(power) for power in council.powers] == [
        ("council-elects", "The council elects the chair.", "Statutes art. 6", 7, True),
        (
            "council-recalls-chair",
            "The council recalls the chair, with at least 2/3 of all its members.",
            "Statutes art. 7",
            8,
            False,
        ),
        ("council-elects-treasurer", "The council elects the treasurer.", "Statutes art. 8", None, False),
    ]


def test_who_proposes_and_who_confirms_has_a_power() -> None:
    law = found(parish())
    assert [whole(power) for power in law["chair"].powers[2:]] == [
        (
            "chair-nominates-treasurer",
            "The chair nominates the treasurer before the council.",
            "Statutes art. 8",
            None,
            False,
        )
    ]
    assert [whole(power) for power in law["board"].powers] == [
        (
            "board-decides",
            "The board decides, with more than 1/2 of all its members: The budget.",
            "Statutes art. 11",
            2,
            True,
        ),
        ("board-confirms-treasurer", "The board confirms the treasurer.", "Statutes art. 9", 1, False),
    ]


def test_who_makes_an_office() -> None:
    treasurer = found(parish())["treasurer"]
    assert [link.who for link in treasurer.elected_by] == ["council"]
    assert [link.who for link in treasurer.nominated_by] == ["chair"]
    assert [(link.who, link.article, link.bar) for link in treasurer.confirmed_by] == [
        ("board", "Statutes art. 9", Bar("at least 1/2 of all its members", 1, 2))
    ]


def test_who_makes_a_body() -> None:
    law = found(parish())
    assert [link.who for link in law["council"].elected_by] == ["Citizens"]
    assert [link.title for link in law["council"].nominated_by] == ["Ten members"]
    assert [link.who for link in law["board"].seated_by] == ["chair", "treasurer"]
    assert law["board"].elected_by == ()


def test_who_can_remove_the_holder_and_how_many_must_agree() -> None:
    law = found(parish())
    bar = Bar("at least 2/3 of all its members", 8, 12)
    assert law["chair"].removals == (Removal("council", "The council", "Statutes art. 7", "Any", bar),)
    assert law["council"].removals == (Removal("Citizens", "Citizens", "Statutes art. 4", "Any", None),)
    assert law["treasurer"].removals == ()


def test_a_power_to_dismiss_removes_and_is_not_told_twice() -> None:
    power = (
        "  - {id: fires, holder: board, does: dismisses, whom: treasurer, threshold: {more_than: 1/2, of: members},\n"
        "     article: {act: statutes, number: 12, mark: seen}}\n"
        "  - {id: recalls, holder: council, does: dismisses, whom: chair,\n"
        "     article: {act: statutes, number: 7, mark: seen}}\n"
    )
    law = found(read_text(PARISH + power))
    assert [(each.who, each.bar and each.bar.needed) for each in law["treasurer"].removals] == [("board", 2)]
    assert [(each.who, each.bar and each.bar.needed) for each in law["chair"].removals] == [("council", 8)]
    assert [power.id for power in law["council"].powers] == ["council-elects", "recalls", "council-elects-treasurer"]


def test_what_meets_in_one_hand() -> None:
    law = found(parish())
    seats = [(seat.body, seat.how, seat.hands, [power.id for power in seat.powers]) for seat in law["chair"].also_holds]
    assert seats == [
        ("board", "by-office", 2, ["board-decides", "board-confirms-treasurer"]),
        ("council", "as-member", 12, ["council-elects", "council-recalls-chair", "council-elects-treasurer"]),
    ]
    assert law["chair"].verbs == ("calls", "answers-to", "nominates")
    assert [seat.body for seat in law["treasurer"].also_holds] == ["board"]


def test_an_office_that_is_incompatible_with_a_mandate_does_not_bring_it() -> None:
    barred = (
        "      recall: [{by: electors",
        "      incompatible: [{who: The chair, offices: [chair], article: {act: statutes, number: 4, mark: seen}}]\n"
        "      recall: [{by: electors",
    )
    assert [seat.body for seat in found(parish(barred))["chair"].also_holds] == ["board"]


def test_the_number_needed_follows_the_size_of_the_body() -> None:
    larger = parish(("seats: 12\n    routes", "seats: 13\n    routes"))
    council = found(larger)["council"]
    assert [power.bar and (power.bar.needed, power.bar.of) for power in council.powers] == [(7, 13), (9, 13), None]


# Several laws


def test_the_same_power_stands_in_one_row() -> None:
    other = parish(
        ("{id: chair-calls, holder: chair", "{id: calls, holder: board"),
        ("holder: board, does: decides, matter: The budget", "holder: council, does: decides, matter: All money"),
    )
    table = {(row.does, row.over): row.cells for row in rows([holders(parish()), holders(other)])}
    held = {key: [[holder.id for holder, _ in cell] for cell in cells] for key, cells in table.items()}
    assert held["calls", "The council"] == [["chair"], ["board"]]
    assert held["decides", "The budget"] == [["board"], ["council"]]
    assert held["elects", "The chair"] == [["council"], ["council"]]
    assert ("decides", "All money") not in held


@pytest.mark.parametrize("name", names())
def test_every_power_of_a_law_is_in_one_cell_of_the_table(name: str) -> None:
    read = [holders(USSR), holders(load(name))]
    cells = [power for row in rows(read) for cell in row.cells for power in cell]
    assert len(cells) == sum(len(holder.powers) for law in read for holder in law)


# For every law


@pytest.mark.parametrize("name", names())
def test_every_body_and_office_is_a_holder_and_every_stated_power_is_held_once(name: str) -> None:
    law = load(name)
    every = found(law)
    assert list(every) == [body.id for body in law.filled()]
    stated = [power.id for holder in every.values() for power in holder.powers if power.stated]
    assert sorted(stated) == sorted(power.id for power in law.powers)
    for holder in every.values():
        ids = [power.id for power in holder.powers]
        assert len(ids) == len(set(ids))
        for power in holder.powers:
            if power.stated:
                assert power.text == sentence_for(f"powers.{power.id}", law).text


@pytest.mark.parametrize("name", names())
def test_whoever_elects_proposes_or_confirms_has_a_power_that_says_so(name: str) -> None:
    law = load(name)
    every = found(law)
    verbs = {"elects": {"elects", "appoints"}, "proposes": {"nominates"}, "confirms": {"confirms"}}
    for edge in graph(law).edges:
        if edge.source in every and edge.way in verbs:
            held = {power.does for power in every[edge.source].powers if power.whom == edge.target}
            assert held & verbs[edge.way], edge


@pytest.mark.parametrize("name", names())
def test_thresholds_are_whole_numbers_of_the_members(name: str) -> None:
    for holder in holders(load(name)):
        for power in holder.powers:
            if power.bar and power.bar.needed is not None:
                assert power.bar.of == holder.hands
                assert 0 < power.bar.needed <= (power.bar.of or 0)


@pytest.mark.parametrize("name", names())
def test_seats_by_office_are_held_besides(name: str) -> None:
    law = load(name)
    every = found(law)
    for body in law.filled():
        for route in body.routes:
            if isinstance(route, ExOfficio):
                for holder in route.holders:
                    assert body.id in [seat.body for seat in every[holder.office].also_holds if seat.how == "by-office"]


# The law of 1988


def test_the_chairman_of_1988_is_made_and_unmade_by_1126_of_2250() -> None:
    chairman = found(USSR)["chairman"]
    (elected,) = chairman.elected_by
    (removal,) = chairman.removals
    assert (elected.who, elected.bar and elected.bar.needed) == ("congress", 1126)
    assert removal.who == "congress"
    assert removal.bar == Bar("more than 1/2 of all its members", 1126, 2250)
    assert removal.article == "Const. art. 120 (U104)"
    assert [(seat.body, seat.how) for seat in chairman.also_holds] == [
        ("presidium", "by-office"),
        ("congress", "as-member"),
    ]


@pytest.mark.parametrize(
    ("does", "over"),
    [
        ("prepares", "congress"),
        ("reports", "policy at home and abroad, defence"),
        ("chairs", "Defence Council"),
        ("chairs", "supreme-soviet"),
        ("nominates", "chairman-council-of-ministers"),
        ("negotiates", "International treaties"),
    ],
)
def test_the_powers_of_the_chairman_that_critics_named_are_found(does: str, over: str) -> None:
    powers = found(USSR)["chairman"].powers
    assert any(power.does == does and over in f"{power.whom} {power.matter}" for power in powers)


def test_what_the_chambers_of_1988_need_is_counted_in_their_members() -> None:
    every = found(USSR)
    needed = {power.id: power.bar.needed for each in every.values() for power in each.powers if power.bar}
    assert needed["congress-amends-constitution"] == 1500
    assert needed["soviet-of-the-union-legislates"] == 136
    assert needed["supreme-soviet-appoints-head-of-government"] == 272
    assert needed["presidium-decides"] == 22
    assert every["presidium"].removals == ()


def test_the_members_of_the_chambers_sit_in_the_congress_too() -> None:
    seats = {each.id: {seat.body: seat.how for seat in each.also_holds} for each in holders(USSR)}
    assert seats["soviet-of-the-union"] == {"congress": "as-member", "supreme-soviet": "jointly"}
    assert seats["supreme-soviet"] == {"congress": "as-member"}
    assert seats["committee-chairs"]["congress"] == "as-member"
    assert seats["chief-arbiter"] == {}
