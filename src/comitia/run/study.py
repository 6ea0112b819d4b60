"""A study: laws side by side on one society, each with its own settings, in one shareable file or link.

It is to a comparison what a scenario is to a run. As a file it is YAML whose first key is `compare`; as a link it is
`#s=` and the same as JSON, deflated (RFC 1951), in base64 for addresses (RFC 4648, section 5).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.run.scenario import Scenario
from comitia.text.amend import parse_setting
from comitia.text.catalogue import find, load, names
from comitia.text.plain import Items, Keys, Word, load_plain, plain_of, quoted
from comitia.text.read import amended_by, text_of

Settings = tuple[tuple[str, str], ...]
Refuse = Callable[[str, str, object, str | None], NoReturn]
BY, RUNS, SEED = "class", 200, 1
"""What a study means where it does not say: the attribute compared by, runs of each law, seed of the first."""
KEYS = ("compare", "society", "by", "seed", "runs", "set", "laws")
LAW_KEYS = ("constitution", "set", "text")
MARK = "s="
LARGEST = 4_000_000
"""The most bytes that a link may hold when it is unpacked."""


@dataclass(frozen=True, slots=True)
class LawAsked:
    """A law of a study: its name or file, what of it is set otherwise, and its text where it is written anew."""

    constitution: str
    settings: Settings = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """What to compare. `settings` are of the voter model, `voters.PARAMETER`, and hold for all laws."""

    society: str
    laws: tuple[LawAsked, ...]
    by: str = BY
    seed: int = SEED
    runs: int = RUNS
    settings: Settings = ()

    def scenarios(self) -> list[Scenario]:
        """One scenario for each law."""
        return [
            Scenario(law.constitution, self.society, settings=(*law.settings, *self.settings), text=law.text)
            for law in self.laws
        ]

    def as_json(self) -> dict[str, Any]:
        """As programs and links have it."""
        laws = [
            {"constitution": law.constitution, "set": _lines(law.settings)}
            | ({} if law.text is None else {"text": law.text})
            for law in self.laws
        ]
        plain = {"society": self.society, "by": self.by, "seed": self.seed, "runs": self.runs}
        return {**plain, "set": _lines(self.settings), "laws": laws}

    def whole(self) -> Study:
        """The same with laws of one's own in full, so that it can be carried elsewhere.

        A law that amends another which is not shipped stays a file, by its whole path: two texts do not fit into one.
        """
        return replace(self, laws=tuple(map(_in_full, self.laws)))

    @property
    def digest(self) -> str:
        """The SHA-256 of what it says."""
        return sha256(_compact(self.as_json()).encode()).hexdigest()

    def text(self) -> str:
        """The file that repeats it."""
        *others, last = self._names()
        title = f"{', '.join(others)} and {last}" if others else last
        lines = [
            "# Repeats a comparison of Comitia: comitia compare FILE",
            f"compare: {quoted(f'{title} on {self.society}')}",
            f"society: {quoted(self.society)}",
            f"by: {quoted(self.by)}",
            f"seed: {self.seed}",
            f"runs: {self.runs}",
            *(_listed("set", self.settings, "")),
            "laws:",
        ]
        for law in self.laws:
            lines.append(f"  - constitution: {quoted(law.constitution)}")
            lines += _listed("set", law.settings, "    ")
            if law.text is not None:
                lines += _block("text", law.text, "    ")
        return "\n".join(lines) + "\n"

    def link(self) -> str:
        """The part of an address that holds it, from `#` on."""
        packing = zlib.compressobj(9, wbits=-15)
        packed = packing.compress(_compact(self.as_json()).encode()) + packing.flush()
        return f"#{MARK}{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"

    def _names(self) -> list[str]:
        return [law.constitution + (", changed" if law.settings or law.text is not None else "") for law in self.laws]


def _in_full(law: LawAsked) -> LawAsked:
    if law.text is not None or law.constitution in names():
        return law
    path = find(law.constitution).resolve()
    if amended_by(path):
        return replace(law, constitution=str(path))
    return replace(law, constitution=load(path).name, text=text_of(path))


def _compact(tree: Mapping[str, Any]) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def _lines(settings: Settings) -> list[str]:
    return [f"{path}={value}" for path, value in settings]


def _listed(key: str, settings: Settings, indent: str) -> list[str]:
    return [f"{indent}{key}:", *(f"{indent}  - {quoted(line)}" for line in _lines(settings))] if settings else []


def _block(key: str, text: str, indent: str) -> list[str]:
    """A text with its lines, to be read and edited; quoted where blanks or odd letters would not survive."""
    lines = text.split("\n")
    plain = all(line.isprintable() and "\ufeff" not in line and line == line.rstrip() for line in lines)
    if not plain or not lines[0] or lines[0].startswith(" ") or lines[-1] or not lines[-2]:
        return [f"{indent}{key}: {quoted(text)}"]
    return [f"{indent}{key}: |", *(f"{indent}  {line}" if line else "" for line in lines[:-1])]


# ── From names ──

_PART = re.compile(r":(?=[\w.+-]+=)")


def named(names: Sequence[str], society: str) -> Study:
    """Laws by names or files, each with answers and settings: `ussr-1936:names-on-the-paper=as-practised`.

    After the colon stands an answer to one of the law's choices, or a rule by its path, such as
    `bodies.congress.seats=2250`.
    """
    return Study(society, tuple(map(_named, names)))


def _named(name: str) -> LawAsked:
    law, *answers = _PART.split(name)
    settings = [parse_setting(answer) for answer in answers]
    return LawAsked(law, tuple((path if "." in path else f"choices.{path}", value) for path, value in settings))


# ── From files ──


def is_study(path: Path) -> bool:
    """Whether a file holds a study: its first key says so."""
    try:
        with path.open(encoding="utf-8") as file:
            first = next((line for line in file if line.strip() and not line.startswith("#")), "")
    except (OSError, UnicodeDecodeError):
        return False
    return first.startswith("compare:")


def read(path: Path) -> Study:
    """Read a file; laws that are files lie beside it. Faults: with line and column, what is wrong."""
    made = _of_tree(load_plain(path), str(path))

    def beside(name: str) -> str:
        return str(found) if (found := path.parent / name).is_file() else name

    laws = tuple(
        law if law.text is not None else replace(law, constitution=beside(law.constitution)) for law in made.laws
    )
    return replace(made, laws=laws)


def of_text(text: str, file: str = "study.yaml") -> Study:
    """Read the text of a file. Faults: as `read`."""
    return _of_tree(plain_of(text, file), file)


def _of_tree(tree: object, file: str) -> Study:
    refuse: Refuse = partial(_refuse, file)
    top = _keys(tree, KEYS, "a comparison", refuse)
    laws = top.get("laws")
    if not isinstance(laws, Items) or not laws:
        refuse("missing", "`laws` has to be a list with at least one law.", laws, "- constitution: ussr-1988")
    return Study(
        _word(top, "society", None, refuse),
        tuple(_law(law, refuse) for law in laws),
        _word(top, "by", BY, refuse),
        _whole(top, "seed", SEED, 0, refuse),
        _whole(top, "runs", RUNS, 1, refuse),
        _settings(top, refuse),
    )


def _law(tree: object, refuse: Refuse) -> LawAsked:
    keys = _keys(tree, LAW_KEYS, "a law of a comparison", refuse)
    text = _word(keys, "text", "", refuse) if "text" in keys else None
    return LawAsked(_word(keys, "constitution", None, refuse), _settings(keys, refuse), text)


def _keys(tree: object, known: Sequence[str], what: str, refuse: Refuse) -> Keys:
    if not isinstance(tree, Keys):
        refuse("not-a-study", f"Found no keys, expected {what}.", tree, f"Its keys are {', '.join(known)}.")
    for key in tree:
        if key not in known:
            refuse("unknown-key", f"{what} has no “{key}”.", tree[key], did_you_mean(str(key), known))
    return tree


def _word(keys: Keys, key: str, otherwise: str | None, refuse: Refuse) -> str:
    value = keys.get(key, otherwise)
    if not isinstance(value, str) or (not value and key != "text"):
        refuse("missing", f"`{key}` is missing, or no text.", value if value is not None else keys, f"Write {key}: …")
    return str(value)


def _whole(keys: Keys, key: str, otherwise: int, least: int, refuse: Refuse) -> int:
    value = keys.get(key)
    if value is None:
        return otherwise
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,18}", value) or int(value) < least:
        refuse("not-a-number", f"{key}: found “{value}”, expected a whole number from {least}.", value, None)
    return int(value)


def _settings(keys: Keys, refuse: Refuse) -> Settings:
    found = keys.get("set", Items())
    if not isinstance(found, Items) or not all(isinstance(each, Word) for each in found):
        refuse("wrong-setting", "`set` has to be a list of PATH=VALUE.", found, "- bodies.congress.seats=2250")
    return tuple(parse_setting(str(each)) for each in found)


def _refuse(file: str, code: str, message: str, at: object, mend: str | None) -> NoReturn:
    line, column = getattr(at, "line", None), getattr(at, "column", None)
    raise Faults(Fault(code, message, file=file, line=line, column=column, mend=mend))


def of_scenario(run: Scenario, file: str) -> Study:
    """The scenario of one run as a study of one law. Faults: it says what a comparison cannot hold."""
    for what, said in (("years", run.years), ("returns", run.returns), ("voters", run.detail != "cells")):
        if said:
            message = f"A comparison has no `{what}`, which this scenario says."
            raise Faults(Fault("not-a-study", message, file=file, mend="Carry it out with `comitia run`."))
    own = run.law_settings()
    voters = tuple(each for each in run.settings if each not in own)
    seed = SEED if run.seed is None else run.seed
    return Study(run.society, (LawAsked(run.constitution, own, run.text),), seed=seed, settings=voters)


# ── From programs and links ──


def of_json(tree: object) -> Study:
    """From what `as_json` gives. Faults: something else."""
    try:
        return _of_tree(_plain(tree), "study")
    except RecursionError:
        _refuse("study", "not-a-study", "Things stand inside each other deeper than anybody reads.", None, None)


def _plain(tree: object) -> Keys | Items | Word:
    """JSON as if it had been read from a file: every value a word; what is null is absent."""
    if isinstance(tree, Mapping):
        return Keys((str(key), _plain(value)) for key, value in tree.items() if value is not None)
    if isinstance(tree, list):
        return Items(map(_plain, tree))
    try:
        str(tree).encode()
    except UnicodeEncodeError:
        _refuse("study", "not-text", "A text holds half a letter.", None, "Write letters of Unicode.")
    return Word(tree)


def of_link(link: str) -> Study:
    """From a link, with or without what stands before its `#`. Faults: it holds no study."""
    _, _, held = link.partition(f"#{MARK}")
    try:
        packed = base64.b64decode(held + "=" * (-len(held) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj(wbits=-15)
        text = unpacking.decompress(packed, LARGEST)
        if not unpacking.eof:
            raise ValueError(held)
        tree = json.loads(text.decode())
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        mend = "Copy it whole, from “#s=” to its end."
        raise Faults(Fault("not-a-link", "The link holds no comparison.", file="link", mend=mend)) from None
    return of_json(tree)


def is_link(text: str) -> bool:
    """Whether a text is such a link."""
    return f"#{MARK}" in text
