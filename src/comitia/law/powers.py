"""What bodies and offices may do, as data: who does what to whom, with what majority."""

from __future__ import annotations

from typing import Literal

from comitia.law.clause import Cited, Name, Text, Threshold

Verb = Literal[
    "elects",
    "nominates",
    "appoints",
    "confirms",
    "dismisses",
    "recalls",
    "answers-to",
    "calls",
    "chairs",
    "signs",
    "negotiates",
    "decides",
    "amends-constitution",
    "sets-aside",
    "reviews",
    "prepares",
    "reports",
    "commands",
    "issues",
    "advises",
    "legislates",
]


class Power(Cited):
    """One power: `holder` `does` something to an office or body of this file (`whom`) or to a `matter`."""

    id: Name
    holder: Name
    does: Verb
    whom: Name | None = None
    matter: Text | None = None
    before: Name | None = None
    """The body before which the power is used: the chairman nominates X *to* the Supreme Soviet."""
    threshold: Threshold | None = None
