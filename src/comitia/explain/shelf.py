"""What is shipped: constitutions, societies, counting and entitlement rules with what they hold, at a glance."""

from __future__ import annotations

from typing import Any

from comitia.society.catalogue import folder
from comitia.society.catalogue import names as societies
from comitia.society.description import describe
from comitia.text import entitlements
from comitia.text.catalogue import load
from comitia.text.catalogue import names as constitutions
from comitia.text.rules import load_rule
from comitia.text.rules import names as rules

__all__ = ["shelf"]

Document = dict[str, Any]


def shelf() -> Document:
    """Every constitution, society, counting rule and entitlement rule that is shipped, by name."""
    return {
        "constitutions": {name: _law(name) for name in constitutions()},
        "rules": {name: _rule(name) for name in rules()},
        "societies": {name: _society(name) for name in societies()},
        "entitlements": {name: _entitlement(name) for name in entitlements.names()},
    }


def _law(name: str) -> Document:
    law = load(name)
    return {
        "title": law.title,
        "adopted": law.adopted,
        "status": law.status,
        "bodies": {body.id: {"title": body.title, "seats": body.seats} for body in law.bodies},
        "offices": {office.id: {"title": office.title, "seats": office.seats} for office in law.offices},
        "choices": len(law.choices),
    }


def _rule(name: str) -> Document:
    rule = load_rule(name)
    return {"title": rule.title, "also": list(rule.also), "ballot": rule.ballot.form, "count": rule.count.rule}


def _society(name: str) -> Document:
    """Told from its description alone: the cells need not be made for it."""
    described = describe(folder(name) / "society.yaml")
    return {
        "title": described.title,
        "year": described.year,
        "universe": described.universe,
        "attributes": {attribute.name: attribute.title for attribute in described.attributes},
        "organisations": len(described.memberships),
    }


def _entitlement(name: str) -> Document:
    rule = entitlements.load(name)
    return {"title": rule.title, "unit": rule.unit, "kinds": [kind.title for kind in rule.kinds]}
