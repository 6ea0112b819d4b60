"""The rules of transfers that are shipped, read for tests."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from comitia.law.rule import Rule
from comitia.law.transferable import Transferable


@cache
def shipped(name: str) -> Rule:
    text = files("comitia").joinpath("rules", f"{name}.yaml").read_text(encoding="utf-8")
    return Rule.model_validate(yaml.load(text, yaml.BaseLoader))


def count_of(name: str) -> Transferable:
    count = shipped(name).count
    assert isinstance(count, Transferable)
    return count
