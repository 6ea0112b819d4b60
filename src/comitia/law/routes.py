"""The ways into a body (IPU Parline: modes of designation). Each route says how in `by`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from comitia.law.ballots import Ballot, CrossOut
from comitia.law.candidates import Candidates, FromCitizens
from comitia.law.clause import Cited, Clause, Name, Positive, Text, Threshold
from comitia.law.counting import Majority
from comitia.law.electorates import Electorate, Members
from comitia.law.levelling import Levelling
from comitia.law.stages import CONFIRMATION, RECALL, Nominated, Stage
from comitia.law.tenure import Recall
from comitia.law.tiers import Delegates, Meetings
from comitia.law.units import ApportionedSeats, CastSeats, SeatsEach, Units


class Confirmation(Cited):
    """A second body must agree before those elected take their seats."""

    body: Name
    threshold: Threshold


class Election(Cited):
    """Electors choose in units, by a ballot, in stages. `seats` is absent where the units decide how many there are."""

    by: Literal["election"]
    id: Name
    title: Text
    seats: Positive | None = None
    left_open_by: Name | None = None
    """Another route into the body: the seats that it has left open are filled here, in as many units, and no others."""
    electorate: Electorate
    units: Units
    seats_each: SeatsEach
    candidates: Candidates
    ballot: Ballot
    stages: tuple[Stage, ...] = Field(min_length=1)
    confirmed_by: tuple[Confirmation, ...] = ()

    @model_validator(mode="after")
    def _seats_to_share(self) -> Election:
        if self.seats is None and isinstance(self.seats_each, ApportionedSeats | CastSeats):
            raise ValueError("say in `seats` how many seats are apportioned")
        return self


def confirming(route: Election, confirmation: Confirmation) -> Election:
    """The vote by which a second body agrees to those elected, as a route of one stage: each is kept or struck."""
    stage = Stage(
        id=CONFIRMATION,
        article=confirmation.article,
        standing=Nominated(who="nominated"),
        count=Majority(rule="majority", threshold=confirmation.threshold, tie="nobody"),
    )
    members = Members(of="members", bodies=(confirmation.body,))
    ballot = CrossOut(form="cross-out", leave="any")
    return route.model_copy(update={"electorate": members, "ballot": ballot, "stages": (stage,)})


def recalling(route: Election, recall: Recall) -> Election | None:
    """The vote of those who elected on whether to end a mandate, as a route of one stage: each name by itself.

    None where the law says of no number that is enough: then it declares a recall and gives no procedure for it.
    """
    body_alone = recall.by == "body" and not isinstance(route.electorate, Members)
    if recall.threshold is None or body_alone or (recall.routes and route.id not in recall.routes):
        return None
    count = Majority(rule="majority", threshold=recall.threshold, tie="nobody")
    stage = Stage(id=RECALL, article=recall.article, standing=Nominated(who="nominated"), count=count)
    ballot = CrossOut(form="cross-out", leave="any")
    return route.model_copy(update={"ballot": ballot, "stages": (stage,)})


class Holder(Clause):
    """An office whose holder, or holders, sit by virtue of it."""

    office: Name
    seats: Positive = 1


class ExOfficio(Cited):
    """Seats that go with offices."""

    by: Literal["ex-officio"]
    id: Name
    title: Text
    seats: Positive
    holders: tuple[Holder, ...] = Field(min_length=1)


class Outside(Cited):
    """Seats filled by a law that is not in this file: the run knows that they exist, not who holds them."""

    by: Literal["outside"]
    id: Name
    title: Text
    seats: Positive
    law: Text


class Lot(Cited):
    """Seats filled by lot from all who may hold them, each with the same chance."""

    by: Literal["lot"]
    id: Name
    title: Text
    seats: Positive
    pool: FromCitizens


Route = Annotated[Election | ExOfficio | Outside | Lot | Levelling | Meetings | Delegates, Field(discriminator="by")]
