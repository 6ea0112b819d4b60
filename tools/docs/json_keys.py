"""The keys of the JSON documents, held against the documents themselves."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.docs.pages import DocumentationError, run_command

KEYS = Path(__file__).with_name("json_keys.yaml")

ASKED: dict[str, tuple[tuple[str, ...], ...]] = {
    "run": (("run", "ussr-1988", "--seed", "1", "--out", "run"),),
    "count": (("count", "ussr-1988", "returns.csv"),),
    "sheet": (
        ("count", "contingent", "papers.csv", "--explain", "--out", "kept"),
        ("count", "majority-runoff", "totals.csv"),
        ("count", "borda", "papers.csv", "--seats", "2", "--option", "scale=harmonic"),
        ("count", "approval", "approved.csv", "--seats", "1", "--candidates", "list.txt"),
    ),
    "recount": (("recount", "kept"), ("recount", "kept", "--file", "other.csv")),
    "trace": (("trace", "2300", "--in", "run"), ("trace", "0", "--in", "run")),
    "check": (("check", "ussr-1988", "--set", "bodies.congress.seats=2251"),),
    "list": (("list",),),
    "show": (("show", "ussr-1988"),),
    "rule": (("show", "contingent"), ("show", "borda")),
    "society": (("show", "ussr-1989"),),
    "apportion": (
        ("apportion", "units.csv", "--method", "dhondt", "--seats", "3", "--seed", "1", "--quotients", "--explain"),
        ("apportion", "units.csv", "--method", "hare", "--seats", "5", "--seed", "1", "--quotients", "--paradoxes"),
        ("apportion", "units.csv", "--method", "all", "--seats", "5", "--seed", "1"),
    ),
    "entitlement": (
        ("apportion", "units.csv", "--rule", "natca"),
        ("apportion", "units.csv", "--rule", "ig-metall-norm"),
        ("apportion", "units.csv", "--rule", "mondragon", "--seats", "5", "--seed", "1"),
        ("apportion", "units.csv", "--rule", "dnc-2020-parts"),
    ),
    "compare": (
        (
            *("compare", "ussr-1988", "ussr-1988:district-meeting=never", "--society", "ussr-1989"),
            *("--runs", "1", "--workers", "1", "--no-moves"),
        ),
    ),
    "calibrate": (("calibrate", "ussr-1988", "--runs", "1"),),
    "new": (("new", "law.yaml", "--from", "ussr-1988"),),
    "cite": (("cite", "ussr-1988"),),
    "schema": (("schema",),),
}
"""The commands whose documents are looked at, all in one folder and in this order."""

EXIT = {("check",): 2, ("recount", "kept", "--file", "other.csv"): 2}
"""Commands that end otherwise than with 0, by what they begin with."""

RETURNS = """\
contest,stage,candidate,votes,registered,issued,participants,valid,printed,elected_officially
congress/national-territorial/rsfsr-001,first,Ivanova,5000,10000,9010,9000,8800,2,yes
congress/national-territorial/rsfsr-001,first,Petrov,3000,,,,,,no
congress/national-territorial/rsfsr-002,first,Ivanov,3000,10000,9010,9000,8800,3,
congress/national-territorial/rsfsr-002,first,Petrova,3000,,,,,,
congress/national-territorial/rsfsr-002,first,Sidorov,2000,,,,,,
congress/organisations/fishing-collective-farms,first,Orlov,90,,100,100,100,3,
congress/organisations/fishing-collective-farms,first,Orlova,80,,,,,,
congress/organisations/fishing-collective-farms,first,Popov,80,,,,,,
chairman/election,first,Ivanova,2000,2249,2200,2200,2190,1,
"""
"""Invented figures, in which everything that a count can show happens once."""

PAPERS = """\
precinct,count,rank1,rank2,rank3
North,5,Ann,Bob,Cid
North,2,Bob,Cid,
South,4,Cid=Bob,,Ann
South,3,Bob,,Cid
South,1,,,
"""
OTHERS = """\
precinct,count,rank1,rank2,rank3
North,6,Bob,Ann,Cid
"""
TOTALS = "candidate,votes\nAnn,4\nBob,3\nCid,3\n"
APPROVED = """\
count,approved
3,Ann|Bob
2,
4,Bob|Ann
"""
UNITS = """\
unit,members,women,base,present
North,600,150,20,2
South,600,180,12,3
West,1400,700,31,
East,140,60,4,0
"""
"""Invented units, two of them equal."""


@cache
def documents() -> dict[str, tuple[Any, ...]]:
    """The documents, by the name under which their keys are told."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        texts = {
            "returns.csv": RETURNS,
            "papers.csv": PAPERS,
            "other.csv": OTHERS,
            "approved.csv": APPROVED,
            "totals.csv": TOTALS,
        }
        for name, text in {**texts, "units.csv": UNITS, "list.txt": "Ann\nBob\nCid\n"}.items():
            Path(name).write_text(text, encoding="utf-8")
        for name, asked in ASKED.items():
            found[name] = tuple(_document(name, arguments) for arguments in asked)
    return found


def _document(name: str, arguments: tuple[str, ...]) -> Any:
    code, output = run_command([*arguments, "--json"])
    if code != next((code for begin, code in EXIT.items() if arguments[: len(begin)] == begin), 0):
        raise DocumentationError(f"comitia {' '.join(arguments)} --json ends with {code}:\n{output}")
    return json.loads(output[output.index("{") :])


UNTOLD = "(not told yet)"


def table(name: str) -> str:
    """Every key of a document with its kind and meaning, in Markdown."""
    meanings, kinds = _meanings(name), _kinds(name)
    told = [(_shown(each), _words(kinds.get(each, set())), meaning) for each, meaning in meanings.items()]
    untold = [(_shown(each), _words(kinds[each]), UNTOLD) for each in kinds if each not in meanings]
    rows = (f"| `{key}` | {kind} | {meaning} |" for key, kind, meaning in told + untold)
    return "\n".join(("| key | kind | meaning |", "|---|---|---|", *rows))


def amiss() -> list[str]:
    """Keys of documents that json_keys.yaml does not tell of, and those that it tells of and no document has."""
    found = []
    for name in ASKED:
        meanings, kinds = _meanings(name), _kinds(name)
        found += [f"{name}: say what {each} means" for each in kinds if each not in meanings]
        idle = (each for each in meanings if each not in kinds and not each.endswith(("?", "**")))
        found += [f"{name}: no document has {each}" for each in idle]
    return found


@cache
def _meanings(name: str) -> dict[str, str]:
    meanings: dict[str, str] = yaml.safe_load(KEYS.read_text(encoding="utf-8"))[name]
    return meanings


def _kinds(name: str) -> dict[str, set[str]]:
    """The kinds of value that each key of the documents holds, by the pattern that tells of it; else by its path."""
    kinds: dict[str, set[str]] = {}
    for document in documents()[name]:
        for path, value in _leaves(document, ()):
            for pattern in _told(name, path, value) or ["/".join(path)]:
                kinds.setdefault(pattern, set()).update([] if pattern.endswith("**") else [_kind(value)])
    return kinds


def _told(name: str, path: tuple[str, ...], value: Any) -> list[str]:
    """The patterns that tell of a key; of one that may hold keys and holds null, those of the keys."""
    meanings = _meanings(name)
    found = [each for each in meanings if _fits(each.removesuffix("?"), path)]
    if found or value is not None:
        return found
    return [each for each in meanings if _fits("/".join(each.split("/")[: len(path)]), path)]


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*path, key.replace("/", "|")))
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, (*path[:-1], f"{path[-1]}[]"))
    else:
        yield path, value


def _fits(pattern: str, path: tuple[str, ...]) -> bool:
    steps = pattern.split("/")
    if steps[-1] == "**":
        steps, path = steps[:-1], path[: len(steps) - 1]
    return len(steps) == len(path) and all(a.isupper() or a == b for a, b in zip(steps, path, strict=True))


def _shown(pattern: str) -> str:
    return pattern.removesuffix("/**").removesuffix("?").replace("/", ".")


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    return {bool: "true or false", int: "number", float: "number", str: "text"}[type(value)]


def _words(kinds: set[str]) -> str:
    order = ("true or false", "number", "text", "null")
    return " or ".join(kind for kind in order if kind in kinds)
