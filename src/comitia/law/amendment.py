"""An amendment: a law that says what it changes in another, place by place and article by article."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from pydantic import Field, model_validator

from comitia.law.clause import Cited, Clause, Name, Text
from comitia.law.constitution import Act

Written: TypeAlias = str | list[Any] | dict[str, Any]
"""What a place becomes: a text (in brackets, a list or keys), or the lines of a rule as laws write them."""


class Change(Cited):
    """One place of the amended law. Its rule is cited from this article from then on, and bears this note.

    `path` leads by keys and ids; with `+` as its last step a thing is added at the end of a list. Either `to` says
    what the place becomes, or `remove` takes it out.
    """

    path: Text
    to: Written | None = None
    remove: bool = False

    @model_validator(mode="after")
    def _one_of_two(self) -> Change:
        if (self.to is None) != self.remove:
            raise ValueError("say either in `to` what the place becomes, or `remove: true`")
        return self


class Amendment(Clause):
    """A law written as changes to another. Its own title and summary, and acts besides those of the other."""

    amends: Name
    constitution: Name
    title: Text
    short: Text | None = None
    """A few words for the law that comes of it; its title where absent, never the words of the other."""
    language: Text = "en"
    adopted: Text
    status: Literal["historical", "proposed", "illustration"] = "historical"
    summary: Text
    acts: tuple[Act, ...] = ()
    changes: tuple[Change, ...] = Field(min_length=1)
