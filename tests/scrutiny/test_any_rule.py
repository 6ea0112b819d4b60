"""Whatever is counted by whatever rule: votes are conserved, a recount agrees, and every way of showing it works."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitia.ballots.record import BallotFile
from comitia.count.rules import PAPERS
from comitia.explain.sheets import in_words
from comitia.law.faults import Fault, Faults
from comitia.law.papers import Borda, ByLibrary, UnitVotes
from comitia.law.rule import Rule
from comitia.scrutiny.audit import differences
from comitia.scrutiny.document import document
from comitia.scrutiny.grid import grid
from comitia.scrutiny.opening import with_figures
from comitia.scrutiny.sheet import Sheet, count_file
from comitia.scrutiny.spreadsheet import as_csv
from comitia.text.rules import load_rule, names
from tests.count.test_run_off import papers as ranked
from tests.scrutiny.files import NAMES, _file, papers, totals

RULES = [name for name in names() if not isinstance(load_rule(name).count, ByLibrary | UnitVotes)]


@st.composite
def files(draw: st.DrawFn) -> BallotFile:
    form = draw(st.sampled_from(["totals", "rankings", "approvals"]))
    if form == "totals":
        return totals(*draw(st.lists(st.integers(0, 6), min_size=2, max_size=5)))
    if form == "rankings":
        made = draw(ranked() | ranked(equal=False))
        return _file("rankings", 4, NAMES, made, None, made.total, {})
    rows = draw(st.lists(st.tuples(st.integers(1, 9), st.sets(st.integers(0, 3))), min_size=1, max_size=6))
    return papers("approvals", 4, *((number, sorted(marks)) for number, marks in rows))


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(files(), st.integers(1, 3), st.integers(0, 3))
def test_any_file_is_counted_or_refused_with_a_mend(name: str, file: BallotFile, seats: int, seed: int) -> None:
    rule = load_rule(name)
    given_ = with_figures(file, {"registered": 1000, "participants": 900})
    refused: tuple[Fault, ...] = ()
    try:
        sheet = count_file(rule, given_, seats, seed=seed)
    except Faults as found:
        refused = found.faults
    assert all(fault.mend for fault in refused)
    if refused:
        return
    assert len(set(sheet.winners)) == len(sheet.winners) <= seats
    _conserved(rule, sheet)
    made = json.loads(json.dumps(document(sheet)))
    assert differences(made, json.loads(json.dumps(document(count_file(rule, given_, seats, seed=seed))))) == ()
    assert all(name in as_csv(sheet) for name in grid(sheet).rows)
    assert "None" not in in_words(sheet)


def _conserved(rule: Rule, sheet: Sheet) -> None:
    """In every round votes of candidates, exhausted and lost are all valid votes, where a paper is one vote."""
    if isinstance(rule.count, Borda) or type(rule.count) not in PAPERS:
        return
    paper = getattr(rule.count, "paper", 1)
    for each in sheet.counted.rounds:
        whole = sum(map(Fraction, each.totals)) + Fraction(each.exhausted) + Fraction(each.lost)
        assert whole == sheet.tally.valid * paper * sheet.counted.one
