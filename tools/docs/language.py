"""The reference of the language of laws, written from the clauses themselves and from fields.yaml beside this file."""

from __future__ import annotations

import importlib
import pkgutil
import re
import types
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic.fields import FieldInfo

from comitia import law
from comitia.law import (
    ballots,
    candidates,
    clause,
    constitution,
    counting,
    delegates,
    electorates,
    entitlement,
    papers,
    powers,
    routes,
    rule,
    stages,
    tenure,
    units,
)
from comitia.law.clause import Clause
from tools.docs.pages import DocumentationError

FIELDS = Path(__file__).with_name("fields.yaml")
SIGN = "°"
"""Marks what no run acts on."""

CHAPTERS: tuple[tuple[str, str, ModuleType], ...] = (
    ("The law as a whole", "", constitution),
    ("Small words", "Clauses that stand inside others.", clause),
    ("Ways into a body", "A route says how in `by`.", routes),
    ("Who votes", "An electorate says of what kind it is in `of`.", electorates),
    (
        "Where a contest is held, and for how many seats",
        "Units say how they are cut in `cut`, the rule on seats which it is in `seats`.",
        units,
    ),
    ("Who stands", "", candidates),
    ("The ballot", "A ballot says of what form it is in `form`.", ballots),
    ("The rounds of a contest", "Who stands in a round says which it is in `who`.", stages),
    ("Counting", "A counting rule says which it is in `rule`.", counting),
    ("A counting rule by itself", "What `comitia count RULE FILE` carries out; no part of a constitution.", rule),
    ("Ways of counting that only a rule by itself has", "They are told apart in `rule`, too.", papers),
    ("How long a mandate lasts", "", tenure),
    ("What is read and not run", "", powers),
    (
        "What units of an organisation are entitled to",
        "No part of a law: rules by themselves, for [`comitia apportion --rule`](apportion.md). Votes say how they are "
        "cast in `cast`.",
        entitlement,
    ),
    ("Delegates", "How many they are, by a rule that says which it is in `rule`.", delegates),
)
"""Title, a sentence, the module whose clauses it tells of: in the order of the page."""

FIRST = (
    *("Constitution", "Act", "Body", "Office", "TieRule", "Choice", "Option", "Amend"),
    *("Election", "Candidates", "Stage", "Tenure"),
    *("Entitlement", "KindOfUnit"),
    *("WholeState", "EqualDivisions", "Values", "ValueGroup", "OrganisationQuotas", "QuotaGroup"),
)
"""Clauses that are told before the others of their module; in the module they may stand after their parts."""

_NOT_WRITTEN = (Clause, clause.Cited, clause.ShareOf)
"""Clauses that only others are made from."""


UNTOLD = "(not told yet)"


class NoWordError(DocumentationError):
    """A kind of field that the reference has no word for."""


def reference() -> str:
    """The whole reference, in Markdown."""
    return "\n".join(line for chapter in chapters() for line in _chapter(*chapter)).strip()


def chapters() -> list[tuple[str, str, ModuleType]]:
    """The chapters; a module that has none of its own stands at the end under its own name and sentence."""
    told = [module for _, _, module in CHAPTERS]
    names = sorted(each.name for each in pkgutil.iter_modules(law.__path__))
    others = (importlib.import_module(f"comitia.law.{name}") for name in names)
    more = [
        ("Further: " + each.__name__.rpartition(".")[2], (each.__doc__ or "").partition("\n")[0], each)
        for each in others
        if each not in told and clauses(each)
    ]
    return [*CHAPTERS, *more]


def clauses(module: ModuleType) -> list[type[Clause]]:
    """Every clause of a module that a law can hold, in the order in which they are told."""
    found = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Clause) and each.__module__ == module.__name__
    ]
    place = {name: number for number, name in enumerate(FIRST)}
    told = [each for each in found if each not in _NOT_WRITTEN]
    return sorted(told, key=lambda each: place.get(each.__name__, len(place)))


def every_clause() -> Iterator[type[Clause]]:
    """Every clause that a law can hold."""
    for _, _, module in chapters():
        yield from clauses(module)


def _chapter(title: str, sentence: str, module: ModuleType) -> Iterator[str]:
    yield from (f"## {title}", "", *([sentence, ""] if sentence else []))
    for each in clauses(module):
        yield from (f"### {each.__name__}", "", *_doc(each), "")
        yield from ("| field | holds | if left out | meaning |", "|---|---|---|---|")
        hints = get_type_hints(each, include_extras=True)
        for name, field in each.model_fields.items():
            yield _row(each, name, field, hints[name])
        yield ""


def _doc(each: type[Clause]) -> list[str]:
    """The docstring, in paragraphs of one line each."""
    paragraphs = (each.__doc__ or "").strip().split("\n\n")
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    if _is_read_only(each.__name__):
        lines.append("A run does not act on it.")
    return "\n\n".join(lines).splitlines()


def _row(each: type[Clause], name: str, field: FieldInfo, hint: Any) -> str:
    ways = (f"{each.__name__}.{name}", f"everywhere.{name}")
    sign = SIGN if not _is_read_only(each.__name__) and any(map(_is_read_only, ways)) else ""
    said = "the word for this kind" if _is_word(hint) else meaning(each, name, field)
    cells = (f"`{name}`{sign}", kind(hint), _left_out(field), said)
    return f"| {' | '.join(cells)} |"


def meaning(each: type[Clause], name: str, field: FieldInfo) -> str:
    """What a field means, from the clause and from fields.yaml."""
    own = _texts().get(each.__name__, {}).get(name)
    found = [part for part in (own, field.description) if part] or [_texts()["everywhere"].get(name, UNTOLD)]
    said = (" ".join(part.split()).rstrip(".") for part in found)
    return "; ".join(part[0].lower() + part[1:] if not part[:2].isupper() else part for part in said)


def amiss() -> list[str]:
    """Fields of which neither a clause nor fields.yaml says what they mean, and those of fields.yaml that are gone."""
    untold = [
        f"say what {each.__name__}.{name} means, in the clause or in {FIELDS.name}"
        for each in every_clause()
        for name, field in each.model_fields.items()
        if not _is_word(get_type_hints(each, include_extras=True)[name]) and meaning(each, name, field) == UNTOLD
    ]
    return untold + [f"{FIELDS.name} tells of {gone}, which there is not" for gone in _gone()]


@cache
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load(FIELDS.read_text(encoding="utf-8"))
    return texts


def _is_read_only(name: str) -> bool:
    return name in _texts()["read-only"]


def _gone() -> list[str]:
    known = {each.__name__: set(each.model_fields) for each in every_clause()}
    texts = _texts()
    said = [(name, field) for name, fields in texts.items() if name[0].isupper() for field in fields]
    said += [(name, field) for name, _, field in (each.partition(".") for each in texts["read-only"])]
    return [
        f"{name}.{field}".rstrip(".")
        for name, field in said
        if name != "everywhere" and (name not in known or (field and field not in known[name]))
    ]


def _is_word(hint: Any) -> bool:
    """Whether a field only says of what kind its clause is."""
    return get_origin(hint) is Literal and len(get_args(hint)) == 1


# What a field holds


_NAMED: tuple[tuple[Any, str], ...] = (
    (clause.Name, "[name](#values)"),
    (clause.Text, "[text](#values)"),
    (clause.Share, "[share](#values)"),
    (clause.Whole, "[number](#values), 0 or more"),
    (clause.Positive, "[number](#values), 1 or more"),
    (units.Method, "a [method](counting/apportionment.md)"),
    (powers.Verb, "a [verb](#values)"),
    (bool, "yes or no"),
    (str, "text"),
    (int, "number"),
)


def kind(hint: Any) -> str:
    """What a field may hold, in words."""
    for known, words in _NAMED:
        if hint == known:
            return words
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return kind(parts[0])
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin is tuple:
        return f"list of {kind(parts[0])}"
    if origin in (Union, types.UnionType):
        return " or ".join(kind(part) for part in parts if part is not type(None))
    if isinstance(hint, type) and issubclass(hint, Clause):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if origin in (list, dict):
        return {list: "a list", dict: "keys"}[origin]
    raise NoWordError(f"tools/docs/language.py has no word for {hint}")


def _left_out(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    default = field.get_default(call_default_factory=True)
    if default is None or default == ():
        return ""
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, (str, int, Fraction)):
        return f"`{default}`"
    if isinstance(default, Clause):
        return "its own defaults"
    raise NoWordError(f"tools/docs/language.py has no word for the default {default!r}")


def verbs() -> str:
    """The verbs of powers, in a row."""
    return ", ".join(f"`{verb}`" for verb in get_args(powers.Verb))


def anchors(markdown: str) -> set[str]:
    """The anchors of the headings of a page, as hosts of Markdown make them."""
    heads = re.findall(r"^#{1,6} (.+?)\s*$", markdown, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", re.sub(r"[`*]|\]\([^)]*\)|\[", "", head.lower())) for head in heads)
    return {head.strip().replace(" ", "-") for head in plain}
