"""A made-up commonwealth: three republics, two autonomies, 24,000 voters, and a law of the shape of 1988.

Small enough to run in a blink, large enough that everything the shipped law does happens here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from comitia.electorate.parameters import Parameter, Parameters
from comitia.law.constitution import Constitution
from comitia.run.result import Result
from comitia.run.runner import run
from comitia.society.cells import Attribute, Localities, Organisation, Society
from comitia.text.read import read_text

I64 = NDArray[np.int64]

# ── the people

REPUBLICS, AUTONOMIES = ("north", "south", "east"), ("none", "hill", "lake")
PLACES = (("north", "none"), ("north", "hill"), ("south", "none"), ("south", "lake"), ("east", "none"))
PEOPLE = (8000, 3000, 7000, 1000, 5000)
LOCALITIES = (5, 2, 4, 1, 3)

ATTRIBUTES = (
    Attribute("republic", "Republic", REPUBLICS, ("North", "South", "East"), kinds=("union-republic",) * 3),
    Attribute(
        "autonomy", "Autonomy", AUTONOMIES, ("None", "Hill", "Lake"), "republic", (-1, 0, 1), ("", "assr", "okrug")
    ),
    Attribute("residence", "Residence", ("urban", "rural"), ("Urban", "Rural")),
    Attribute("class", "Class", ("worker", "employee"), ("Worker", "Employee")),
    Attribute("sex", "Sex", ("men", "women"), ("Men", "Women")),
    Attribute("age", "Age", ("18-29", "30-59", "60+"), ("18 to 29", "30 to 59", "60 and over")),
    Attribute("party", "Party", ("member", "none"), ("Member", "None")),
)
SHARES = {"residence": (65, 35), "class": (70, 30), "sex": (47, 53), "age": (28, 52, 20), "party": (10, 90)}


def split(number: int, weights: list[int]) -> list[int]:
    """A whole number in whole parts as near to the weights as rounding along the line allows."""
    total = sum(weights)
    ends = [(2 * number * sum(weights[: i + 1]) + total) // (2 * total) for i in range(len(weights))]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]


@cache
def society(people: tuple[int, ...] = PEOPLE, places: tuple[tuple[str, str], ...] = PLACES) -> Society:
    """The commonwealth's people, or other numbers of them."""
    inner = [attribute for attribute in ATTRIBUTES if attribute.name in SHARES]
    kinds = list(product(*(range(len(attribute.values)) for attribute in inner)))
    weights = [int(np.prod([SHARES[a.name][v] for a, v in zip(inner, kind, strict=True)])) for kind in kinds]
    rows, count = [], []
    for (republic, autonomy), number in zip(places, people, strict=True):
        for kind, here in zip(kinds, split(number, weights), strict=True):
            if here:
                rows.append((REPUBLICS.index(republic), AUTONOMIES.index(autonomy), *kind))
                count.append(here)
    table = np.array(rows, dtype=np.int32)
    codes = {attribute.name: table[:, i].copy() for i, attribute in enumerate(ATTRIBUTES)}
    counts = np.array(count, dtype=np.int64)
    return Society(
        name="commonwealth",
        title="The commonwealth",
        attributes=ATTRIBUTES,
        codes=codes,
        count=counts,
        year=2026,
        universe="voters",
        members={"guild": counts // 5, "league": counts // 20 * (codes["age"] == 0)},
        organisations=(
            Organisation("guild", "Guild", "guilds", None, 40, "assumed", ""),
            Organisation("league", "League", "leagues", None, None, "assumed", ""),
        ),
        localities=_localities(codes, counts, places),
        margins=(),
        digest="made up",
    )


def _localities(codes: Mapping[str, NDArray[np.int32]], count: I64, places: tuple[tuple[str, str], ...]) -> Localities:
    outer, inner, names, people = [], [], [], []
    for (republic, autonomy), number in zip(places, LOCALITIES, strict=False):
        o, i = REPUBLICS.index(republic), AUTONOMIES.index(autonomy)
        here = (codes["republic"] == o) & (codes["autonomy"] == i)
        sums = np.zeros((2, 2), dtype=np.int64)
        np.add.at(sums, (codes["residence"][here], codes["class"][here]), count[here])
        # Towns are large and come first; so no two districts are alike.
        parts = [split(int(n), [1 + (k + j) % number for k in range(number)]) for j, n in enumerate(sums.ravel())]
        for k in range(number):
            outer.append(o)
            inner.append(i)
            names.append(f"{republic}-{autonomy}-{k}")
            people.append([part[k] for part in parts])
    table = np.array(people, dtype=np.int64).reshape(-1, 2, 2)
    codes_of = np.array(outer, dtype=np.int32), np.array(inner, dtype=np.int32)
    return Localities(("republic", "autonomy"), *codes_of, tuple(names), ("residence", "class"), table)


# ── how they behave

NUMBERS = {
    "citizens.turnout.base": 1.6,
    "citizens.turnout.spread": 0.3,
    "citizens.turnout.later": -0.4,
    "citizens.nominees.mean": 4.0,
    "citizens.nominees.again": 5.0,
    "citizens.nominators.works": 0.7,
    "citizens.nominators.residents": 0.3,
    "citizens.attendance.residents": 550.0,
    "citizens.attendance.spread": 0.4,
    "citizens.withdraw": 0.02,
    "citizens.gate.held": 1.0,
    "citizens.gate.held-again": 0.0,
    "citizens.gate.one": 0.25,
    "citizens.gate.two": 0.5,
    "citizens.gate.more": 0.5,
    "citizens.standing.spread": 1.0,
    "citizens.strike.base": -0.5,
    "citizens.strike.spread": 0.5,
    "citizens.affinity.class": 0.3,
    "citizens.invalid": 0.02,
    "citizens.unreturned": 0.01,
    "organisation.electors": 60.0,
    "organisation.per-seat": 1.4,
    "organisation.per-seat.again": 2.0,
    "organisation.standing.spread": 1.0,
    "organisation.strike.base": -1.0,
    "organisation.invalid": 0.01,
    "members.present": 0.95,
    "members.per-seat": 1.0,
    "members.standing.spread": 0.8,
    "members.strike.base": -1.5,
    "members.invalid": 0.01,
    "members.affinity.republic": 0.4,
}
EFFECTS = {
    "citizens.turnout.republic": {"north": -0.3, "south": 0.4},
    "citizens.turnout.residence": {"urban": -0.2, "rural": 0.3},
    "citizens.candidacy.party": {"member": 2.5},
    "citizens.candidacy.class": {"employee": 1.0},
    "citizens.gate.party": {"member": 0.7},
}


def voters(
    numbers: Mapping[str, float] | None = None, effects: Mapping[str, Mapping[str, float]] | None = None
) -> Parameters:
    """The commonwealth's voter model with some numbers or effects set otherwise."""
    table = {
        name: Parameter(name, "-", "-", "assumed", value) for name, value in {**NUMBERS, **(numbers or {})}.items()
    }
    for name, values in {**EFFECTS, **(effects or {})}.items():
        table[name] = Parameter(name, "-", "-", "assumed", by=name.rpartition(".")[2], values=values)
    return Parameters("commonwealth", "Made up", table)


# ── the law

FILE = "commonwealth.yaml"
A = "article: {act: charter, mark: assumed}"
CITIZENS = "electorate: {of: citizens, age: 18}"
FIRST = "count: {rule: majority, threshold: {more_than: 1/2, of: participants}}"
MEMBERS = "count: {rule: majority, threshold: {more_than: 1/2, of: members}}"

STAGES = f"""
        stages:
          - id: first
            {A}
            standing: {{who: nominated}}
            quorum: {{at_least: 1/2, of: registered}}
            {FIRST}
            then:
              - {{when: not-held, go: repeat, {A}}}
              - {{when: unfilled, stood: {{more_than: 2}}, go: run-off, {A}}}
              - {{when: unfilled, stood: {{at_most: 2}}, go: repeat, {A}}}
          - id: run-off
            {A}
            standing: {{who: leading, per_seat: 2, tie: all}}
            count: {{rule: plurality, tie: nobody}}
            then: [{{when: unfilled, go: repeat, {A}}}]
          - id: repeat
            {A}
            at_most: 2
            standing: {{who: new-nominations}}
            quorum: {{at_least: 1/2, of: registered}}
            {FIRST}
            then: [{{when: not-held, go: repeat, {A}}}, {{when: unfilled, go: repeat, {A}}}]
"""

CANDIDATES = f"""
        candidates:
          pool: {{of: citizens, age: 21}}
          nominators:
            - {{id: works, title: Works, more_than: 1/2, {A}}}
            - {{id: residents, title: Residents, present_at_least: 500, more_than: 1/2, {A}}}
          gates:
            - {{id: meeting, title: Meeting, held: may, nominees: {{more_than: 2}}, more_than: 1/2,
               lets_through_at_least: 1, {A}}}
"""

AGAIN = f"""
        stages:
          - id: first
            {A}
            standing: {{who: nominated}}
            {FIRST}
            then: [{{when: unfilled, go: repeat, {A}}}]
          - id: repeat
            {A}
            at_most: 2
            standing: {{who: new-nominations}}
            {FIRST}
            then: [{{when: unfilled, go: repeat, {A}}}]
"""

HEAD = """
constitution: commonwealth-2026
title: Charter of the commonwealth
adopted: "2026"
status: illustration
summary: Made up for tests.
acts: [{id: charter, title: Charter, short: Charter, date: "2026"}]
"""

LAW = f"""
{HEAD}
choices:
  - id: threshold
    question: Of what must the territorial deputy have half?
    because: Made up.
    default: of-participants
    options:
      - {{value: of-participants, means: Of those who took part.}}
      - value: of-registered
        means: Of all on the roll.
        amends:
          - {{path: bodies.congress.routes.territorial.stages.first.count.threshold.of, to: registered}}
bodies:
  - id: congress
    title: Congress
    {A}
    seats: 36
    routes:
      - by: election
        id: territorial
        title: Territorial districts
        {A}
        seats: 13
        {CITIZENS}
        units: {{cut: equal-divisions, total: 13, among: republic, by: voters, method: hare}}
        seats_each: {{seats: fixed, number: 1}}
        ballot: {{form: cross-out, leave: one}}
        {CANDIDATES}
        {STAGES}
      - by: election
        id: national
        title: National districts
        {A}
        seats: 15
        {CITIZENS}
        units:
          cut: values
          groups:
            - {{attribute: republic, kind: union-republic, each: 4}}
            - {{attribute: autonomy, kind: assr, each: 2}}
            - {{attribute: autonomy, kind: okrug, each: 1}}
        seats_each: {{seats: fixed, number: 1}}
        ballot: {{form: cross-out, leave: one}}
        {CANDIDATES}
        {STAGES}
      - by: election
        id: organisations
        title: Organisations
        {A}
        seats: 8
        electorate: {{of: organisation, organ: plenum}}
        units:
          cut: organisations
          groups:
            - id: both
              title: Both
              seats: 8
              {A}
              organisations: [{{organisation: guild, seats: 5}}, {{organisation: league, seats: 3}}]
        seats_each: {{seats: quota}}
        candidates: {{pool: {{of: organisation, age: 21}}, per_seat_at_least: 1}}
        ballot: {{form: cross-out, leave: any}}
        {AGAIN}
  - id: soviet
    title: Soviet
    {A}
    seats: 14
    joins: [union-chamber, nations-chamber]
  - id: union-chamber
    title: Union chamber
    {A}
    seats: 6
    routes:
      - by: election
        id: delegations
        title: Delegations
        {A}
        seats: 6
        electorate: {{of: members, bodies: [congress]}}
        units: {{cut: values, groups: [{{attribute: republic, kind: union-republic}}]}}
        seats_each: {{seats: apportioned, by: voters, method: hare}}
        candidates:
          per_seat_at_least: 1
          pool: {{of: members, body: congress, routes: [territorial, organisations], unit: seat}}
        ballot: {{form: cross-out, leave: any}}
        {AGAIN}
  - id: nations-chamber
    title: Nations chamber
    {A}
    seats: 8
    routes:
      - by: election
        id: delegations
        title: Delegations
        {A}
        seats: 8
        electorate: {{of: members, bodies: [congress]}}
        units:
          cut: values
          groups:
            - {{attribute: republic, kind: union-republic}}
            - {{attribute: autonomy, kind: assr}}
            - {{attribute: autonomy, kind: okrug}}
        seats_each:
          seats: by-kind
          kinds:
            - {{attribute: republic, kind: union-republic, number: 2}}
            - {{attribute: autonomy, kind: assr, number: 1}}
            - {{attribute: autonomy, kind: okrug, number: 1}}
        candidates:
          per_seat_at_least: 1
          pool:
            of: members
            body: congress
            routes: [national, organisations]
            unit: seat
            excluding: [union-chamber]
        ballot: {{form: cross-out, leave: any}}
        {AGAIN}
  - id: presidium
    title: Presidium
    {A}
    seats: 4
    routes:
      - by: ex-officio
        id: offices
        title: By office
        {A}
        seats: 4
        holders: [{{office: chairman}}, {{office: premier}}, {{office: neighbours, seats: 2}}]
offices:
  - id: chairman
    title: Chairman
    {A}
    routes:
      - by: election
        id: election
        title: Election by the congress
        {A}
        seats: 1
        electorate: {{of: members, bodies: [congress]}}
        units: {{cut: whole}}
        seats_each: {{seats: fixed, number: 1}}
        candidates: {{pool: {{of: members, body: congress}}}}
        ballot: {{form: cross-out, leave: one}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, {MEMBERS}}}]
  - id: premier
    title: Premier
    {A}
    routes:
      - by: election
        id: appointment
        title: Appointment by the soviet
        {A}
        seats: 1
        electorate: {{of: members, bodies: [soviet]}}
        units: {{cut: whole}}
        seats_each: {{seats: fixed, number: 1}}
        candidates:
          {{proposed_by: chairman, per_seat_at_least: 1, per_seat_at_most: 1, pool: {{of: citizens, age: 30}}}}
        ballot: {{form: cross-out, leave: one}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, {MEMBERS}}}]
        confirmed_by: [{{body: congress, threshold: {{more_than: 1/2, of: members}}, {A}}}]
  - id: neighbours
    title: Heads of neighbouring states
    {A}
    seats: 3
    routes: [{{by: outside, id: abroad, title: By their own law, {A}, seats: 3, law: Not in this file}}]
"""

T = "bodies.congress.routes.territorial"
"""Where the territorial route stands, for settings."""

KINDER = {"members.strike.base": -9.0, "organisation.strike.base": -9.0}
"""A temper in which every office and every seat of an organisation is filled at once."""


@cache
def law(*settings: tuple[str, str]) -> Constitution:
    """The commonwealth's law with some rules set otherwise."""
    return read_text(LAW, FILE, settings)


def fill(*settings: tuple[str, str], seed: int = 1, numbers: Mapping[str, float] | None = None) -> Result:
    """The commonwealth run once."""
    return run(law(*settings), society(), voters=voters(numbers), seed=seed)


def single(route: str, law_head: str = HEAD, seats: int = 1) -> Constitution:
    """A law of one body `assembly` with one route, given from its electorate on."""
    text = f"""
{law_head}
bodies:
  - id: assembly
    title: Assembly
    {A}
    seats: {seats}
    routes:
      - by: election
        id: only
        title: The only way
        {A}
        seats: {seats}
{route}
"""
    return read_text(text, FILE)
