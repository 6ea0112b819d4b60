"""The whole law: acts, choices, organisations, bodies, offices, powers, provisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from comitia._callable import resolve
from comitia.law.clause import Article, Cited, Clause, Name, Positive, Text
from comitia.law.counting import Tie
from comitia.law.powers import Power
from comitia.law.routes import Route
from comitia.law.tenure import Tenure
from comitia.law.tiers import Per


class Act(Clause):
    """A text that articles are cited from, by its short name."""

    id: Name
    title: Text
    short: Text
    date: Text
    source: Text | None = None


class Amend(Clause):
    """A named rule of the law and what it becomes, or that it is taken out."""

    path: Text
    to: Text | None = None
    remove: bool = False
    """The place is taken out of the law."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Amend:
        if (self.to is None) != self.remove:
            raise ValueError("say either in `to` what the place becomes, or `remove: true`")
        return self


class Option(Clause):
    """One answer to an ambiguity; the default answer is what the file says and amends nothing."""

    value: Name
    means: Text
    amends: tuple[Amend, ...] = ()


class Choice(Clause):
    """A point on which the law is silent or its sources differ, with the answers and the one taken."""

    id: Name
    question: Text
    because: Text
    article: Article | None = None
    """The rule that leaves the point open."""
    default: Name
    taken: Name | None = None
    """The answer in force; the default where absent."""
    inert: Text | None = None
    """Why no answer changes what a run of this file gives, where that is so."""
    options: tuple[Option, ...] = Field(min_length=2)


class Provision(Cited):
    """A rule that no other field holds, and on which a run does not act.

    Commissions, precincts, campaign, procedure, timetable. `days_before_poll` or `months_before_poll`: the last
    day for it, counted back from polling day in the law's own measure.
    """

    id: Name
    title: Text
    text: Text
    days_before_poll: Positive | None = None
    months_before_poll: Positive | None = None


class TieRule(Cited):
    """The rule for ties wherever a counting rule has none of its own."""

    rule: Tie


class NamedOrganisation(Cited):
    """An organisation to which this law gives a part."""

    id: Name
    title: Text


class Body(Cited):
    """A set of mandates. `joins`: chambers that make up this body when they sit together."""

    id: Name
    title: Text
    seats: Positive | None = None
    """Absent where the law fixes no number."""
    per: Per | None = None
    """There is one such body in every place."""
    seats_at_most: Positive | None = None
    """The most members of one such body; more are scaled down in proportion to those who send."""
    joins: tuple[Name, ...] = ()
    routes: tuple[Route, ...] = ()
    tenure: Tenure | None = None


class Office(Cited):
    """A body of one, or a series of like offices."""

    id: Name
    title: Text
    seats: Positive = 1
    joins: tuple[Name, ...] = ()
    routes: tuple[Route, ...] = ()
    tenure: Tenure | None = None


class Constitution(Clause):
    """A constitution as it stands in one file, or in a file that amends another."""

    constitution: Name
    amends: Name | None = None
    """The law of which this one is written as an amendment; its own text is then that of the two together."""
    title: Text
    short: Text | None = None
    """A few words for the law in tables; its title where absent."""
    language: Text = "en"
    adopted: Text
    status: Literal["historical", "proposed", "illustration"] = "historical"
    summary: Text
    acts: tuple[Act, ...] = Field(min_length=1)
    choices: tuple[Choice, ...] = ()
    ties: TieRule | None = None
    organisations: tuple[NamedOrganisation, ...] = ()
    bodies: tuple[Body, ...] = Field(min_length=1)
    offices: tuple[Office, ...] = ()
    powers: tuple[Power, ...] = ()
    provisions: tuple[Provision, ...] = ()

    def _repr_html_(self) -> str:
        shown: str = resolve("comitia.picture.notebook:of_law")(self)
        return shown

    @property
    def name(self) -> str:
        """The name under which the law is shipped and cited."""
        return self.constitution

    def filled(self) -> Iterator[Body | Office]:
        """Every body and office, bodies first, in the order of the file."""
        yield from self.bodies
        yield from self.offices

    def body(self, name: str) -> Body | Office:
        """The body or office of that id; KeyError if there is none."""
        for body in self.filled():
            if body.id == name:
                return body
        raise KeyError(name)

    def cite(self, article: Article) -> str:
        """A citation with the short name of its act, as it may be printed."""
        act = self.act(article)
        return article.cite(act.short if act else None)

    def act(self, article: Article) -> Act | None:
        """The act that a citation names."""
        return next((act for act in self.acts if act.id == article.act), None)
