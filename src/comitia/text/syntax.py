"""What keeps a text from being read at all, in plain words instead of the parser's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from comitia.law.faults import Fault
from comitia.text.marks import Place, fault_at, place_at

__all__ = ["syntax_fault", "unreadable"]

_TAB = re.compile(r"^ *\t", re.MULTILINE)
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_QUOTE = "Put the whole value between quotes."


class _Said(NamedTuple):
    """A fault of form in plain words; `opening`: the place meant is where the broken thing began."""

    code: str
    message: str
    mend: str | None = None
    opening: bool = False


class _Broken(NamedTuple):
    """Where the parser gave up: its line before and from that place, and whether the file ends there."""

    before: str
    after: str
    at_end: bool

    @property
    def sign(self) -> str:
        return self.after[:1]


def unreadable(text: str, file: str, lines: Sequence[str]) -> Fault | None:
    """What can be seen to be wrong before the parser is asked."""
    odd = CONTROL.search(text)
    if odd:
        place = place_at(text, odd.start(), file)
        message = f"The file holds the character U+{ord(odd.group()):04X}, which is not text."
        mend = "Give a text file; a spreadsheet or a document has to be saved as text first."
        return Fault("not-text", message, file=file, line=place.line, column=place.column, mend=mend)
    tabs = list(_TAB.finditer(text))
    if tabs:
        also = f"; so are {len(tabs) - 1} more" if len(tabs) > 1 else ""
        place = place_at(text, tabs[0].end() - 1, file)
        message = f"This line is indented with a tab{also}."
        return fault_at(place, lines, "tab", message, mend="Indent with spaces.")
    if all(not line.strip() or line.lstrip().startswith("#") for line in lines):
        return Fault("empty", "The file is empty.", file=file, line=1, column=1)
    return None


def syntax_fault(error: Any, file: str, lines: Sequence[str]) -> Fault:
    """The parser's error, which has a problem, a context and a mark for each, as a fault."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault("not-yaml", "The text cannot be read as YAML.", file=file)
    line = lines[mark.line] if mark.line < len(lines) else ""
    at_end = not any(rest.strip() for rest in (line[mark.column :], *lines[mark.line + 1 :]))
    broken = _Broken(line[: mark.column], line[mark.column :], at_end)
    said = _plain_words(str(error.context), str(error.problem), broken)
    if said.opening and error.context_mark is not None:
        mark = error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    return fault_at(place, lines, said.code, said.message, mend=said.mend)


def _plain_words(context: str, problem: str, broken: _Broken) -> _Said:
    for part, said in _SAID.items():
        if part in problem or part in context:
            return said if isinstance(said, _Said) else said(broken)
    return _Said("not-yaml", "The text cannot be read from here on.")


def _colon(broken: _Broken) -> _Said:
    if ": " in broken.before:
        return _Said("not-yaml", "A second ': ' stands on this line.", _QUOTE)
    message = "A key cannot stand here: the line above has its value already, or lacks its ':'."
    return _Said("not-yaml", message, "Indent the line like its neighbours, or end the line above with ':'.")


def _key(broken: _Broken) -> _Said:
    if broken.sign == ":":
        return _Said("not-yaml", "There is no key before this ':'.")
    if broken.before.strip():
        return _Said("not-yaml", "The value ended before this, with its quotation mark or bracket.", _QUOTE)
    mend = "Begin it exactly below the lines that it belongs with."
    return _Said("not-yaml", "The indentation of this line fits no line above.", mend)


def _bracket(broken: _Broken) -> _Said:
    if broken.at_end:
        message = "The text ends before the bracket that opens here is closed."
        return _Said("truncated", message, "Close the bracket, or find the missing end of the file.", True)
    mend = "Close it, or put a comma between its items."
    return _Said("not-yaml", "The bracket that opens here is not closed.", mend, True)


def _bare(broken: _Broken) -> _Said:
    if broken.at_end:
        message = "The text ends on this line, before its ':'."
        return _Said("truncated", message, "Finish the line, or find the missing end of the file.", True)
    return _Said("not-yaml", "This line is neither 'key: value' nor an item '- value'.", None, True)


def _value(broken: _Broken) -> _Said:
    if broken.at_end:
        message = "The text ends where a value should stand."
        return _Said("truncated", message, "Find the missing end of the file.")
    return _Said("not-yaml", f"There is no value before this '{broken.sign}'.")


def _sign(broken: _Broken) -> _Said:
    return _Said("not-yaml", f"A value cannot begin with '{broken.sign}'.", _QUOTE)


_NO_TAG = _Said("tag", "A value cannot begin with '!'.", _QUOTE, True)
_NO_ANCHOR = _Said("alias", "A value cannot begin with '&' or '*'.", _QUOTE, True)
_DIRECTIVE = _Said("not-yaml", "A line cannot begin with '%'.", "Leave the line out.", True)
_TOO_DEEP = _Said("too-deep", "Brackets are nested too deep here.")
_OPEN_QUOTE = _Said(
    "truncated",
    "The text ends before the quotation that opens here is closed.",
    "Close the quotation, or find the missing end of the file.",
    True,
)
_ITEM = _Said("not-yaml", "A list cannot begin on the line of its key.", "Begin it on the next line.")
_NO_DASH = _Said("not-yaml", "This line stands among the items of a list and has no '- '.")
_LEFT_OVER = _Said(
    "not-yaml",
    "The law ended above; this line is left over.",
    "Begin it in the same column as the first line.",
)
_BLOCK = _Said("not-yaml", "Nothing may follow '|' or '>' on its line.", "Begin the text on the next line.")
_ESCAPE = _Said("not-yaml", "The backslash has no meaning here.", "Write it twice, or use single quotes.")

_SAID: dict[str, _Said | Callable[[_Broken], _Said]] = {
    "nesting depth": _TOO_DEEP,
    "scanning a tag": _NO_TAG,
    "tag handle": _NO_TAG,
    "scanning an anchor": _NO_ANCHOR,
    "scanning an alias": _NO_ANCHOR,
    "unexpected end of stream": _OPEN_QUOTE,
    "unexpected document indicator": _OPEN_QUOTE,
    "parsing a quoted scalar": _ESCAPE,
    "mapping values are not allowed": _colon,
    "sequence entries are not allowed": _ITEM,
    "scanning a directive": _DIRECTIVE,
    "incompatible YAML document": _DIRECTIVE,
    "cannot start any token": _sign,
    "could not find expected ':'": _bare,
    "did not find expected key": _key,
    "expected '-' indicator": _NO_DASH,
    "expected ',' or": _bracket,
    "expected node content": _value,
    "<document start>": _LEFT_OVER,
    "scanning a block scalar": _BLOCK,
}
"""What the parser says, by a part of its problem or context, and what we say."""
