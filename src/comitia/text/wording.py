"""The validator's errors by kind, in plain words: what stands there, what was expected, how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from comitia.law.faults import Fault, did_you_mean, nearest
from comitia.text import kinds
from comitia.text.codes import explain_codes
from comitia.text.kinds import Kind
from comitia.text.nodes import Path, Plain, Tree
from comitia.text.places import fault, look, name_of, place_of

__all__ = ["faults_of", "found", "kinds_meant", "one_of"]

MOST_ERRORS = 500
"""More errors than this are not put into words: nobody would read them."""
_LONGEST = 40
"""How many letters of a faulty value a message repeats."""


class _Wrong:
    """One error of the validator, with what its wording needs."""

    def __init__(self, error: Mapping[str, Any], tree: Tree, model: Kind) -> None:
        self.type: str = error["type"]
        self.said: str = error["msg"]
        self.ours = "url" not in error
        """Whether a rule of the law said it; the validator's own kinds come with an address."""
        self.about: Mapping[str, Any] = error.get("ctx", {})
        self.tree = tree
        location: Sequence[str | int] = error["loc"]
        self.path, self.kind = kinds.walk(model, location)
        self.owner, self.owner_kind = kinds.walk(model, location[:-1])
        self.value: Plain = look(tree, self.path)

    @property
    def subject(self) -> str:
        """What the error is about: a key, or an item of the list that a key holds."""
        if not self.path:
            return "The law"
        last = self.path[-1]
        if isinstance(last, str):
            return f"'{last}'"
        key = next((step for step in reversed(self.path) if isinstance(step, str)), "")
        return f"Item {last + 1} of '{key}'"

    def fault(self, code: str, message: str, mend: str | None = None) -> Fault:
        """The fault at the value."""
        return fault(self.tree, self.path, code, message, mend=mend)


def faults_of(errors: Iterable[Mapping[str, Any]], tree: Tree, model: Kind) -> list[Fault]:
    """All the validator's errors as faults; a key that is missing because it is misspelt is told once."""
    wrongs = [_Wrong(error, tree, model) for error in islice(errors, MOST_ERRORS)]
    misspelt = {(*wrong.owner, _meant(wrong)) for wrong in wrongs if wrong.type == "extra_forbidden"}
    return [_say(wrong) for wrong in wrongs if not _echoes(wrong, misspelt)]


def _echoes(wrong: _Wrong, misspelt: set[tuple[str | int | None, ...]]) -> bool:
    """Whether the error only follows from another: a list with faulty items is called too short as well."""
    if wrong.type == "too_short" and isinstance(wrong.value, list):
        return len(wrong.value) >= int(wrong.about["min_length"])
    return wrong.type == "missing" and wrong.path in misspelt


def kinds_meant(errors: Iterable[Mapping[str, Any]], tree: Tree, model: Kind) -> dict[Path, str]:
    """The words that were probably meant where a misspelt one says of what kind a rule is."""
    meant: dict[Path, str] = {}
    tags = [error for error in errors if error["type"] == "union_tag_invalid"]
    if len(tags) > MOST_ERRORS:
        return meant
    for wrong in (_Wrong(error, tree, model) for error in tags):
        path = _tag_path(wrong)
        value = look(tree, path)
        word = nearest(value, _quoted(wrong, "expected_tags")) if isinstance(value, str) else None
        if word:
            meant[path] = word
    return meant


def found(value: Plain) -> str:
    """A value as a message repeats it."""
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= _LONGEST else f"'{value[:_LONGEST]}…'"
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, list) else "keys with values"


def one_of(words: Iterable[str]) -> str:
    """Words as alternatives: `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def _say(wrong: _Wrong) -> Fault:
    if wrong.type in _KEYS:
        return _KEYS[wrong.type](wrong)
    if wrong.value is None and not wrong.ours:
        return _no_value(wrong)
    if wrong.type in _VALUES:
        return _VALUES[wrong.type](wrong)
    if wrong.ours:
        code = wrong.type.replace("_", "-")
        return wrong.fault(code if code in explain_codes() else "wrong-value", _sentence(wrong.said))
    return wrong.fault("wrong-value", f"{wrong.subject} cannot be {found(wrong.value)}.")


def _sentence(text: str) -> str:
    text = text.strip().replace("`", "'")
    return text[:1].upper() + text[1:].rstrip(".") + "."


# keys


def _missing(wrong: _Wrong) -> Fault:
    key = wrong.path[-1]
    message = f"{name_of(wrong.tree, wrong.owner) or 'The law'} lacks '{key}'."
    mend = f"Add '{key}: {kinds.sketch(wrong.kind)}'."
    return fault(wrong.tree, wrong.owner, "missing", message, mend=mend, key=True)


def _no_tag(wrong: _Wrong) -> Fault:
    """The key is missing that tells of which kind a rule is, or it is misspelt."""
    tag = kinds.tag(wrong.kind) or wrong.about["discriminator"].strip("'")
    keys = wrong.value if isinstance(wrong.value, dict) else {}
    name = name_of(wrong.tree, wrong.path)
    slip = nearest(tag, [key for key in keys if key not in kinds.fields(wrong.kind)])
    if slip:
        message = f"'{slip}' cannot stand in {name}."
        path = (*wrong.path, slip)
        return fault(wrong.tree, path, "unknown-key", message, mend=f"Did you mean '{tag}'?", key=True)
    message = f"{name} lacks '{tag}', which says of what kind it is."
    mend = f"Add '{tag}: …' with {one_of(kinds.tags(wrong.kind))}."
    return fault(wrong.tree, wrong.path, "missing", message, mend=mend, key=True)


def _unknown_key(wrong: _Wrong) -> Fault:
    owner = name_of(wrong.tree, wrong.owner)
    meant = _meant(wrong)
    free = _free(wrong)
    mend = f"Here can stand {one_of(free)}." if free else "Leave it out."
    if meant:
        mend = f"Did you mean '{meant}'?"
    elif _is_cut_off(wrong):
        mend = "A comma ends a value inside brackets; put the whole value between quotes."
    message = f"'{wrong.path[-1]}' cannot stand {f'in {owner}' if owner else 'here'}."
    return fault(wrong.tree, wrong.path, "unknown-key", message, mend=mend, key=True)


def _is_cut_off(wrong: _Wrong) -> bool:
    """Whether the key is only the rest of a value that a comma has cut: no colon follows it."""
    place = place_of(wrong.tree, wrong.path, key=True)
    lines = wrong.tree.lines.get(place.file, ())
    after = lines[place.end_line - 1][place.end_column - 1 :] if place.end_line <= len(lines) else ":"
    return wrong.value is None and not after.lstrip().startswith(":")


def _meant(wrong: _Wrong) -> str | None:
    key = str(wrong.path[-1])
    return nearest(key, _free(wrong)) or nearest(key, kinds.fields(wrong.owner_kind))


def _free(wrong: _Wrong) -> list[str]:
    """The keys that could stand beside and do not yet."""
    taken = look(wrong.tree, wrong.owner)
    return [key for key in kinds.fields(wrong.owner_kind) if not isinstance(taken, dict) or key not in taken]


# values


def _no_value(wrong: _Wrong) -> Fault:
    message = f"{wrong.subject} has no value."
    return fault(wrong.tree, wrong.path, "no-value", message, mend=_write_it(wrong), key=True)


def _write_it(wrong: _Wrong) -> str:
    needed = wrong.path[-1:] and wrong.path[-1] in kinds.required(wrong.owner_kind)
    return "Write a value there." if needed else "Write a value there, or leave it out."


def _unknown_word(wrong: _Wrong) -> Fault:
    words = kinds.words(wrong.kind) or _quoted(wrong, "expected")
    return _not_among(wrong.tree, wrong.path, wrong.subject, words)


def _unknown_tag(wrong: _Wrong) -> Fault:
    path = _tag_path(wrong)
    if look(wrong.tree, path) is None:
        mend = f"Write a value there: {one_of(_quoted(wrong, 'expected_tags'))}."
        return fault(wrong.tree, path, "no-value", f"'{path[-1]}' has no value.", mend=mend, key=True)
    return _not_among(wrong.tree, path, f"'{path[-1]}'", _quoted(wrong, "expected_tags"))


def _tag_path(wrong: _Wrong) -> Path:
    return (*wrong.path, str(wrong.about["discriminator"]).strip("'"))


def _not_among(tree: Tree, path: Path, subject: str, words: Sequence[str]) -> Fault:
    value = look(tree, path)
    meant = did_you_mean(value, words) if isinstance(value, str) else None
    mend = f"{f'{meant} ' if meant else ''}It can be {one_of(words)}."
    return fault(tree, path, "unknown-word", f"{subject} cannot be {found(value)}.", mend=mend)


def _quoted(wrong: _Wrong, about: str) -> list[str]:
    return re.findall(r"'([^']*)'", str(wrong.about.get(about, "")))


def _expected(code: str, what: str, mend: str | None = None) -> Callable[[_Wrong], Fault]:
    def say(wrong: _Wrong) -> Fault:
        return wrong.fault(code, f"{wrong.subject} must be {what}; found {found(wrong.value)}.", mend)

    return say


_SHARE = "A share is written as 1/2, 0.05 or 5%."
_not_a_share = _expected("not-a-share", "a share", _SHARE)


def _out_of_range(wrong: _Wrong) -> Fault:
    if kinds.holds(wrong.kind, Fraction):
        text = wrong.value if isinstance(wrong.value, str) else ""
        percent = text.isascii() and text.isdigit() and int(text[:4]) <= 100
        mend = f"Did you mean '{text}%'?" if percent else _SHARE
        message = f"{wrong.subject} must be a share between 0 and 1; found {found(wrong.value)}."
        return wrong.fault("share-out-of-range", message, mend)
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limit = " and ".join(f"{bounds[bound]} {wrong.about[bound]}" for bound in bounds if bound in wrong.about)
    return wrong.fault("out-of-range", f"{wrong.subject} must be {limit}; found {found(wrong.value)}.")


def _not_keys(wrong: _Wrong) -> Fault:
    tag, value = kinds.tag(wrong.kind), wrong.value
    mend = f"Write it as {kinds.sketch(wrong.kind)}."
    if tag and value in kinds.tags(wrong.kind):
        mend = f"Write it as {{{tag}: {value}, …}}."
    return wrong.fault("not-keys", f"{wrong.subject} must be keys with values; found {found(value)}.", mend)


def _not_a_list(wrong: _Wrong) -> Fault:
    one = isinstance(wrong.value, str) and "," not in wrong.value and len(wrong.value) <= _LONGEST
    mend = f"Write it as [{wrong.value}]." if one else "Begin each item with '- ', or put them in brackets."
    return wrong.fault("not-a-list", f"{wrong.subject} must be a list; found {found(wrong.value)}.", mend)


def _not_a_name(wrong: _Wrong) -> Fault:
    pattern, value = str(wrong.about.get("pattern", "")), str(wrong.value)
    slug = "-".join(re.findall(r"[a-z0-9]+", value.casefold()))
    mend = f"Did you mean '{slug}'?" if slug and re.search(pattern, slug) else None
    message = f"{wrong.subject} must be small letters a to z, digits and hyphens; found {found(value)}."
    return wrong.fault("not-a-name", message, mend)


def _too_short(wrong: _Wrong) -> Fault:
    if isinstance(wrong.value, list):
        least, there = wrong.about["min_length"], len(wrong.value)
        items = "item" if least == 1 else "items"
        message = f"{wrong.subject} must hold at least {least} {items}; it holds {there}."
        return wrong.fault("too-short", message)
    return wrong.fault("too-short", f"{wrong.subject} is an empty text.", _write_it(wrong))


def _too_long(wrong: _Wrong) -> Fault:
    most, there = wrong.about["max_length"], len(wrong.value or "")
    of = "items" if isinstance(wrong.value, list) else "letters"
    return wrong.fault("too-long", f"{wrong.subject} must hold at most {most} {of}; it holds {there}.")


def _wrong_value(wrong: _Wrong) -> Fault:
    error = wrong.about.get("error", wrong.said)
    mend = getattr(error, "mend", None)
    return wrong.fault("wrong-value", _sentence(str(error)), mend)


_not_a_number = _expected("not-a-number", "a whole number")
_not_a_text = _expected("not-a-text", "one text")
_not_yes_or_no = _expected("not-yes-or-no", "yes or no")
_too_large = _expected("out-of-range", "a smaller number")

_KEYS: dict[str, Callable[[_Wrong], Fault]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "union_tag_not_found": _no_tag,
    "union_tag_invalid": _unknown_tag,
    "value_error": _wrong_value,
    "assertion_error": _wrong_value,
}
"""Kinds of error that may be about a key, or about a value that is nothing."""

_VALUES: dict[str, Callable[[_Wrong], Fault]] = {
    "literal_error": _unknown_word,
    "enum": _unknown_word,
    "int_parsing": _not_a_number,
    "int_type": _not_a_number,
    "int_from_float": _not_a_number,
    "int_parsing_size": _too_large,
    "fraction_parsing": _not_a_share,
    "fraction_type": _not_a_share,
    "greater_than_equal": _out_of_range,
    "greater_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "string_type": _not_a_text,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _not_a_name,
    "bool_parsing": _not_yes_or_no,
    "bool_type": _not_yes_or_no,
    "model_type": _not_keys,
    "model_attributes_type": _not_keys,
    "dict_type": _not_keys,
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "too_short": _too_short,
    "too_long": _too_long,
}
