"""The JSON Schema of the law, and of a law written as changes to another, for editors.

The YAML language server reads draft 7 at most, so newer words are turned into its own. Editors type values
before they look at the schema (`5.10` is a number to them, `true` is not a text), while Comitia reads every
value as text; so a text may be a number or a truth value here, and a number may be a text that reads as one.
"""

from __future__ import annotations

from typing import Any

from comitia.law.amendment import Amendment
from comitia.law.constitution import Constitution
from comitia.law.rule import Rule

__all__ = ["rule_schema", "schema"]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_BESIDE = ("title", "description", "default", "examples")
"""Words that only describe; draft 7 ignores all words beside a reference."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) of a constitution; where there are `changes`, of an amendment."""
    law, amendment = (_convert(model.model_json_schema(mode="validation")) for model in (Constitution, Amendment))
    parts = {**amendment.pop("definitions"), **law.pop("definitions")}
    choice = {"if": {"required": ["changes"]}, "then": amendment, "else": law}
    return {"$schema": _DRAFT, "title": law["title"], "type": "object", **choice, "definitions": parts}


def rule_schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) of a counting rule by itself."""
    return {"$schema": _DRAFT, **_convert(Rule.model_json_schema(mode="validation"))}


def _convert(node: Any) -> Any:
    if isinstance(node, list):
        return [_convert(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {_word(key): _inside(key, value) for key, value in node.items() if key != "discriminator"}
    if "prefixItems" in node:
        node = _fixed(node)
    if "$ref" in node:
        return _reference(node)
    return _typed(node)


def _word(key: str) -> str:
    return "definitions" if key == "$defs" else key


def _inside(key: str, value: Any) -> Any:
    if key in ("properties", "$defs", "patternProperties"):
        return {name: _convert(each) for name, each in value.items()}
    if key == "$ref":
        return value.replace("#/$defs/", "#/definitions/")
    if key in ("default", "examples", "enum", "const", "required"):
        return value
    return _convert(value)


def _fixed(node: dict[str, Any]) -> dict[str, Any]:
    """A list with a kind for each position."""
    items = node.pop("prefixItems")
    return {**node, "additionalItems": node.pop("items", False), "items": items}


def _reference(node: dict[str, Any]) -> dict[str, Any]:
    beside = {key: value for key, value in node.items() if key in _BESIDE}
    return {"allOf": [{"$ref": node["$ref"]}], **beside} if beside else {"$ref": node["$ref"]}


def _typed(node: dict[str, Any]) -> dict[str, Any]:
    """The node with the types that an editor may have given to what Comitia reads as text."""
    if "const" in node:
        node["enum"] = [node.pop("const")]
    if "enum" in node:
        node.pop("type", None)
        node["enum"] = [form for word in node["enum"] for form in _forms(word)]
    elif node.get("type") == "integer":
        node["type"] = ["integer", "string"]
        node["pattern"] = r"^\s*[+-]?[0-9_]+\s*$"
    elif node.get("type") == "boolean":
        del node["type"]
        node["enum"] = [True, False, "true", "false", "yes", "no", "on", "off"]
    elif node.get("type") == "string":
        node["type"] = ["string", "number", "boolean"]
    return node


def _forms(word: Any) -> list[Any]:
    """A word as written, and as what an editor may take it for."""
    if isinstance(word, str) and word.lower() in ("true", "false"):
        return [word, word.lower() == "true"]
    if isinstance(word, str) and word.isascii() and word.isdigit():
        return [word, int(word)]
    return [word]
