"""From the written law to a constitution, or to every fault in it at once, with place, article and mend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from comitia.law.amendment import Amendment
from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults
from comitia.text.amend import apply
from comitia.text.amendments import amended, base_of, is_amendment
from comitia.text.codes import explain_codes
from comitia.text.nodes import Plain, Tree, compose, replaced
from comitia.text.places import fault
from comitia.text.shipped import names, unknown
from comitia.text.wording import faults_of, kinds_meant

__all__ = [
    "amended_by",
    "explain_codes",
    "read",
    "read_alone",
    "read_text",
    "read_with_places",
    "text_of",
    "tree_alone",
    "tree_of",
    "validate",
    "validate_again",
]

Model = TypeVar("Model", bound=BaseModel)
Settings = Iterable[tuple[str, str]]

ALONE = "law.yaml"
"""What faults call a law that has no file."""
LARGEST = 2_000_000
"""The most bytes that a law may have; the largest shipped has under 100,000."""


def read(path: Path, settings: Settings = ()) -> Constitution:
    """The constitution in a file, as it is after the settings; raises Faults with every fault."""
    return read_with_places(path, settings)[0]


def read_with_places(path: Path, settings: Settings = ()) -> tuple[Constitution, Tree]:
    """The constitution in a file, and the tree that knows where each of its rules is written."""
    tree = apply(tree_of(path), settings)
    return validate(Constitution, tree), tree


def read_text(text: str, file: str = "law.yaml", settings: Settings = ()) -> Constitution:
    """The constitution in a text; `file` is what faults call it."""
    return validate(Constitution, apply(_whole(compose(text, file), Path(file)), settings))


@lru_cache(maxsize=32)
def read_alone(text: str, settings: tuple[tuple[str, str], ...] = ()) -> Constitution:
    """The constitution in a text that has no file: if it amends a law, then one that is shipped."""
    return validate(Constitution, apply(tree_alone(text), settings))


def tree_alone(text: str) -> Tree:
    """The tree of a text that has no file, not yet read as a law."""
    tree = compose(text, ALONE)
    if is_amendment(tree) and tree.plain.get("amends") not in names():
        lacking = unknown(str(tree.plain.get("amends")))
        raise Faults(fault(tree, ("amends",), lacking.code, lacking.message, mend=lacking.mend))
    return _whole(tree, Path(ALONE))


def tree_of(path: Path) -> Tree:
    """The text of a file as a tree with places, not yet read as a law; an amendment is laid over what it amends."""
    return _whole(_bare(path), path)


def amended_by(path: Path) -> dict[str, Path]:
    """The laws that a law which can be read amends, those shipped left out, by names that are found beside it."""
    found: dict[str, Path] = {}
    while is_amendment(tree := _bare(path)):
        path = base_of(tree, path)
        if tree.plain["amends"] not in names():
            found[f"{tree.plain['amends']}.yaml"] = path
    return found


def _bare(path: Path) -> Tree:
    return compose(text_of(path), str(path))


def _whole(tree: Tree, file: Path, above: Sequence[tuple[str, Path]] = ()) -> Tree:
    if not is_amendment(tree):
        return tree
    amendment = validate(Amendment, tree)
    base = base_of(tree, file, above)
    return amended(tree, _whole(_bare(base), base, (*above, (amendment.constitution, file))))


def validate(model: type[Model], tree: Tree) -> Model:
    """Read a tree as a model; raises Faults with those of its form and those of its words.

    A misspelt word that says of what kind a rule is hides all that is wrong inside the rule; so the word that
    is probably meant is put in its place and the tree read again, until nothing more is hidden.
    """
    value, errors = _try(model, tree.plain)
    faults = [*tree.faults, *faults_of(errors, tree, model)]
    while meant := kinds_meant(errors, tree, model):
        for path, word in meant.items():
            tree = Tree(replaced(tree.plain, path, word), tree.keys, tree.values, tree.lines)
        _, errors = _try(model, tree.plain)
        faults += faults_of(errors, tree, model)
    if faults or value is None:
        raise Faults(faults)
    return value


def validate_again(law: Constitution, tree: Tree, changed: Tree) -> Constitution:
    """What `validate` makes of a changed tree, where `law` was made of `tree`; what is as it was is not read again."""
    try:
        return Constitution.model_validate(_kept(law, tree.plain, changed.plain))
    except ValidationError:
        return validate(Constitution, changed)


def _kept(value: object, plain: Plain, changed: Plain) -> object:
    """What stands in a changed text, with the clauses that were read already where it shares them with that before."""
    if changed is plain and isinstance(value, BaseModel):
        return value
    if isinstance(changed, dict) and isinstance(plain, dict) and isinstance(value, BaseModel):
        return {key: _kept(getattr(value, key, None), plain.get(key), each) for key, each in changed.items()}
    if isinstance(changed, list) and isinstance(plain, list) and isinstance(value, tuple) and len(value) == len(plain):
        known = {id(each): read for each, read in zip(plain, value, strict=True) if isinstance(read, BaseModel)}
        alike = len(changed) == len(plain)
        return [
            known.get(id(each)) or (_kept(value[place], plain[place], each) if alike else each)
            for place, each in enumerate(changed)
        ]
    return changed


def _try(model: type[Model], plain: dict[str, Plain]) -> tuple[Model | None, list[Any]]:
    try:
        return model.model_validate(plain), []
    except ValidationError as error:
        return None, list(error.errors(include_input=False))


def text_of(path: Path) -> str:
    """The text of a file; raises Faults where it is not one, not there or too large."""
    file = str(path)
    try:
        if not path.is_file():
            kind = "is a folder" if path.is_dir() else "does not exist"
            raise Faults(Fault("no-file", f"The file {file} {kind}.", file=file))
        if path.stat().st_size > LARGEST:
            raise Faults(Fault("too-large", f"The file is larger than {LARGEST // 1_000_000} MB.", file=file))
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "no file has such a name").lower()
        raise Faults(Fault("no-file", f"The file {file!r} cannot be opened: {reason}.", file=file)) from None
    return _decoded(content, file)


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            mend = "Give a text file; a spreadsheet or a document has to be saved as text first."
            raise Faults(Fault("not-text", "The file is not text.", file=file, mend=mend)) from None
        before = content[: error.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"The file is not UTF-8: byte {content[error.start]:02X} stands for no letter here."
        mend = "Save the file as UTF-8."
        raise Faults(Fault("not-utf-8", message, file=file, line=line, column=column, mend=mend)) from None
