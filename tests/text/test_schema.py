"""The JSON Schema for editors: draft 7, and wide enough for values as editors type them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft7Validator

from comitia.text import catalogue
from comitia.text.nodes import Plain, compose
from comitia.text.read import tree_of
from comitia.text.schema import _convert, schema
from tests.text.club import FILE, LAW, altered

SCHEMA = schema()
VALIDATOR = Draft7Validator(SCHEMA)


def typed(plain: Plain) -> Any:
    """What an editor makes of a text: the core schema of YAML 1.2."""
    if isinstance(plain, dict):
        return {key: typed(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [typed(value) for value in plain]
    if plain is None or plain in ("null", "~"):
        return None
    if plain in ("true", "false"):
        return plain == "true"
    if re.fullmatch(r"[-+]?\d+", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"[-+]?(\d*\.\d+|\d+\.?)([eE][-+]?\d+)?", plain) else plain


def complaints(plain: Plain) -> list[str]:
    return [error.message for read in (plain, typed(plain)) for error in VALIDATOR.iter_errors(read)]


def words_in(node: Any) -> set[str]:
    """Every word of the schema language, not of the law, in a schema."""
    if isinstance(node, list):
        return {word for each in node for word in words_in(each)}
    if not isinstance(node, dict):
        return set()
    inner = {
        word for key in ("properties", "definitions") for each in node.get(key, {}).values() for word in words_in(each)
    }
    others = [value for key, value in node.items() if key not in ("properties", "definitions", "default", "enum")]
    return set(node) | inner | {word for each in others for word in words_in(each)}


def test_the_schema_is_draft_7_and_has_no_newer_words() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert not words_in(SCHEMA) & {
        "$defs",
        "prefixItems",
        "discriminator",
        "unevaluatedProperties",
        "dependentRequired",
    }
    assert "#/$defs/" not in json.dumps(SCHEMA)


def test_the_club_passes_as_text_and_as_editors_type_it() -> None:
    assert complaints(compose(LAW, FILE).plain) == []


@pytest.mark.parametrize("name", catalogue.names())
def test_every_shipped_law_passes_as_text_and_as_editors_type_it(name: str) -> None:
    assert complaints(tree_of(catalogue.path_of(name)).plain) == []


@pytest.mark.parametrize(
    "change",
    [
        ("    seats: 7\n", "    seets: 7\n"),
        ("    seats: 7\n", "    seats: many\n"),
        ("    article: {act: statutes, number: 4, mark: seen}\n", ""),
        ("by: election", "by: elction"),
        ("mark: seen", "mark: sceen"),
        ("leave: any", "leave: any, secret: perhaps"),
        ("    seats: 7\n", "    seats: 7\n    joins: senate\n"),
    ],
)
def test_an_editor_marks_the_same_slips(change: tuple[str, str]) -> None:
    assert complaints(compose(altered(change), FILE).plain)


def test_a_list_of_fixed_places_and_a_reference_with_a_default_are_said_in_draft_7() -> None:
    given = {
        "type": "array",
        "prefixItems": [{"type": "integer"}, {"$ref": "#/$defs/A", "default": "x"}],
        "minItems": 2,
    }
    assert _convert(given) == {
        "type": "array",
        "items": [
            {"type": ["integer", "string"], "pattern": r"^\s*[+-]?[0-9_]+\s*$"},
            {"allOf": [{"$ref": "#/definitions/A"}], "default": "x"},
        ],
        "additionalItems": False,
        "minItems": 2,
    }
