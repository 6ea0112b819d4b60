"""Plain YAML: keys, lists and words that know their place, for files that are data and no law.

Every scalar stays text: `no` is the word "no", `5.10` keeps its nought. Anchors, tags and repeated keys are
refused, so that what stands in a file is what it says and nothing is lost.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from comitia.law.faults import Fault, Faults

__all__ = ["Items", "Keys", "Word", "load_plain", "plain_of", "quoted"]

_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


class Word(str):
    """A scalar as it was written, with the line and column of its first character (both from 1)."""

    __slots__ = ("column", "line")
    line: int
    column: int


class Keys(dict[str, "Word | Items | Keys"]):
    """A mapping, in the order of the file, with its place."""

    line: int
    column: int


class Items(list["Word | Items | Keys"]):
    """A list with its place."""

    line: int
    column: int


def load_plain(path: str | Path) -> Word | Items | Keys:
    """What a YAML file holds, as `Keys`, `Items` and `Word`; all are plain dicts, lists and strings besides.

    Raises `Faults` if the file is missing, empty, not UTF-8 or not YAML, or has anchors, tags or repeated
    keys.
    """
    return plain_of(_text(Path(path)), str(path))


def plain_of(text: str, file: str) -> Word | Items | Keys:
    """What a text in YAML holds; `file` is what faults call it. Raises `Faults` as `load_plain` does."""
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
        if node is None:
            raise Faults(Fault("empty", "The file holds nothing but blanks and comments.", file=file))
        return _Walk(file).value(node)
    except yaml.YAMLError as error:
        raise _not_yaml(file, error) from None
    except RecursionError:
        message = "Things stand inside each other deeper than anybody reads."
        raise Faults(Fault("too-deep", message, file=file, mend="Write it out flat.")) from None


def quoted(text: str) -> str:
    """A text as YAML in double quotes, on one line: whatever it holds, it is read back the same."""
    return '"' + "".join(_escaped(each) for each in text) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter.isprintable() and letter != "\ufeff":
        return letter
    number = ord(letter)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        message = "There is no such file, or it cannot be opened."
        raise Faults(Fault("no-file", message, file=str(path), mend="Check the path.")) from None
    except UnicodeDecodeError as error:
        message = f"Byte {error.start + 1} is not UTF-8 text."
        raise Faults(Fault("not-utf-8", message, file=str(path), mend="Save the file as UTF-8.")) from None


def _at(file: str, code: str, message: str, mark: yaml.Mark, mend: str) -> Faults:
    return Faults(Fault(code, message, file=file, line=mark.line + 1, column=mark.column + 1, mend=mend))


def _not_yaml(file: str, error: yaml.YAMLError) -> Faults:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "the text breaks the form of YAML"
    message = f"This is not YAML: {problem}."
    mend = "Look at the indentation, the colons and the quotes here and in the line above."
    return (
        Faults(Fault("not-yaml", message, file=file, mend=mend))
        if mark is None
        else _at(file, "not-yaml", message, mark, mend)
    )


class _Walk:
    """Turns nodes into values; an alias shows as a node that is met twice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.met: set[int] = set()

    def value(self, node: yaml.Node) -> Word | Items | Keys:
        if id(node) in self.met:
            message = "What stands here is used again elsewhere through an anchor (&name) and an alias (*name)."
            raise _at(self.file, "alias", message, node.start_mark, "Write it out where it is used.")
        self.met.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            message = f"A tag ({node.tag}) stands here."
            raise _at(self.file, "tag", message, node.start_mark, "Write plain words only.")
        made = self._made(node)
        made.line, made.column = node.start_mark.line + 1, node.start_mark.column + 1
        return made

    def _made(self, node: yaml.Node) -> Word | Items | Keys:
        if isinstance(node, yaml.SequenceNode):
            return Items(self.value(item) for item in node.value)
        if isinstance(node, yaml.MappingNode):
            return self._keys(node)
        return Word(node.value)

    def _keys(self, node: yaml.MappingNode) -> Keys:
        keys = Keys()
        for key_node, value_node in node.value:
            key = self.value(key_node)
            if not isinstance(key, Word):
                message = "A key is a list or a set of keys."
                raise _at(self.file, "odd-key", message, key_node.start_mark, "Write one word.")
            if key in keys:
                message = f"The key '{key}' stands twice in one place."
                raise _at(self.file, "duplicate-key", message, key_node.start_mark, "Keep one of the two.")
            keys[key] = self.value(value_node)
        return keys
