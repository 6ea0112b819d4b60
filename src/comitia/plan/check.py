"""Is a law complete and consistent? Every fault at once that a schema cannot see, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults
from comitia.plan.checks import (
    choices,
    conflicts,
    filling,
    lists,
    mixed,
    names,
    people,
    seats,
    stages,
    tenure,
    tiers,
    voting,
)
from comitia.plan.checks.finding import Finding, placed
from comitia.plan.checks.finding import tree_of as bare_tree_of
from comitia.plan.checks.slips import UNSAID, as_meant
from comitia.text.amend import apply
from comitia.text.nodes import Tree
from comitia.text.read import tree_alone, tree_of, validate

__all__ = ["CHECKS", "Checked", "check", "check_file", "check_text", "findings"]

Check = Callable[[Constitution], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    names.bodies_exist,
    names.routes_exist,
    names.acts_exist,
    names.organisations_exist,
    names.stages_exist,
    names.answers_exist,
    names.ids_are_given_once,
    names.names_stand_once,
    filling.seats_have_a_way_in,
    filling.chambers_have_the_seats,
    filling.somebody_is_filled_first,
    conflicts.nobody_sits_twice_by_office,
    conflicts.no_organisation_has_two_quotas,
    conflicts.no_two_routes_are_one,
    seats.routes_sum_to_the_body,
    seats.chambers_sum_to_the_body,
    seats.quotas_sum_to_the_route,
    seats.holders_sum_to_the_route,
    seats.offices_are_taken_whole,
    seats.units_times_seats_are_the_route,
    seats.seats_fit_the_units,
    seats.tables_sum_to_the_route,
    seats.kinds_have_seats,
    seats.no_unit_is_cut_twice,
    seats.limits_do_not_cross,
    tiers.places_are_filled_by_meetings_and_delegates,
    tiers.places_send_delegates,
    tiers.nobody_sends_twice,
    tiers.norms_decide_the_seats,
    tiers.norms_count_who_is_there,
    tiers.members_of_places_are_not_asked_one_by_one,
    people.electorates_hold_somebody,
    people.pools_hold_somebody,
    people.rules_on_people_fit,
    lists.tiers_have_votes,
    lists.tiers_have_seats,
    lists.places_have_quotients,
    lists.rounded_quotas_are_there,
    lists.regions_are_there,
    lists.votes_lead_to_seats,
    lists.names_can_be_marked,
    lists.lines_speak_of_some_list,
    lists.tiers_settle_ties,
    mixed.open_seats_are_left_by_a_route,
    mixed.houses_grow_by_quotients,
    mixed.ties_are_decided,
    mixed.tables_name_the_units,
    mixed.seats_below_lie_in_a_unit,
    voting.bars_can_be_passed,
    voting.bases_exist,
    voting.ties_have_a_rule,
    voting.votes_can_fill_the_seats,
    stages.first_stage_has_nobody_before,
    stages.stages_are_reached,
    stages.stages_may_be_held_again,
    stages.lines_can_come_true,
    stages.numbers_can_be_met,
    tenure.terms_are_renewed,
    tenure.renewals_come_in_time,
    tenure.vacancies_and_recall_have_electors,
    tenure.powers_have_an_object,
    choices.defaults_change_nothing,
    choices.nothing_is_amended_twice,
)
"""What is asked of every law, and of what each answer to one of its choices makes of it."""


def check(law: Constitution, *, places: Tree | None = None) -> tuple[Fault, ...]:
    """Every fault of a law that can be read, in the order of its text; none if it is complete and consistent.

    places: the tree that the law was read from, as `comitia.text.read.read_with_places` gives it; without it faults
    have an article and no line.
    """
    tree = places if places is not None else bare_tree_of(law)
    found = findings(law)
    faults = [placed(finding, tree) for finding in found]
    faults += (placed(finding, tree) for finding in choices.answers_taken_are_carried_out(law, tree))
    faults += choices.answers_lead_to_laws(law, tree, findings, found)
    return Faults(faults).faults


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a file: the law, if it is one; every fault; whether its rules were held against each other."""

    law: Constitution | None
    faults: tuple[Fault, ...]
    compared: bool


def check_file(path: Path, settings: Iterable[tuple[str, str]] = ()) -> Checked:
    """The law in a file as it is after the settings, with the faults of its words and of its rules together.

    Raises Faults where the text cannot be read at all, or a setting leads nowhere.
    """
    return _checked(apply(tree_of(path), settings))


def check_text(text: str, settings: Iterable[tuple[str, str]] = ()) -> Checked:
    """The same of a text that has no file."""
    return _checked(apply(tree_alone(text), settings))


def _checked(tree: Tree) -> Checked:
    try:
        law = validate(Constitution, tree)
    except Faults as slips:
        meant = as_meant(tree)
        more = (_without_the_unsaid(fault) for fault in check(meant[0], places=meant[1])) if meant else ()
        return Checked(None, Faults([*slips.faults, *more]).faults, compared=meant is not None)
    return Checked(law, check(law, places=tree), compared=True)


def _without_the_unsaid(fault: Fault) -> Fault:
    """A fault without the article that the law lacks."""
    return replace(fault, article=None) if fault.article and UNSAID in fault.article else fault


def findings(law: Constitution) -> tuple[Finding, ...]:
    """What the checks find in a law as it is, whatever its choices."""
    return tuple(finding for one in CHECKS for finding in one(law))
