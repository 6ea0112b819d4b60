"""The kinds of fault that the reading of a text can find: one short word and one sentence each.

Programs may rely on the codes; the messages of single faults may become clearer from one version to the next.
"""

from __future__ import annotations

__all__ = ["explain_codes"]

_CODES = {
    # the file
    "no-file": "There is no such file, or it cannot be opened.",
    "too-large": "The file is larger than any law; it is refused unread.",
    "not-text": "The file is of another kind (a picture, a spreadsheet, a program) and not text.",
    "not-utf-8": "The file is text in another encoding than UTF-8.",
    "empty": "The file holds nothing but blanks and comments.",
    # its form
    "not-yaml": "The text breaks the form of YAML at this place: indentation, a colon, a quote or a bracket.",
    "truncated": "The file ends in the middle of something; its end seems to be missing.",
    "tab": "A line begins with a tab; only spaces indent.",
    "tag": "A YAML tag (!name) stands in the text; a law consists of plain words.",
    "alias": "A YAML anchor (&name) or alias (*name) stands in the text; a law repeats what holds twice.",
    "duplicate-key": "The same key stands twice in one place, so that one of the two would be lost.",
    "odd-key": "A key is empty or is itself a list or a set of keys; a key is one plain word.",
    "too-deep": "Lists and keys are nested deeper than any law needs.",
    "second-document": "A line `---` begins a second document; a file holds one law.",
    "not-a-mapping": "The text is not made of lines `key: value`.",
    # its words
    "unknown-key": "A key stands where it has no meaning.",
    "missing": "A key that the law needs here is not there.",
    "unknown-word": "A value is not among the words that may stand here.",
    "no-value": "A key is followed by nothing.",
    "not-a-number": "A value is not a whole number.",
    "not-a-share": "A value is not a share such as 1/2, 0.05 or 5%.",
    "share-out-of-range": "A share is below 0 or above 1.",
    "out-of-range": "A number is too small or too large.",
    "not-yes-or-no": "A value is neither yes nor no.",
    "not-a-name": "An id is not made of small letters a to z, digits and hyphens.",
    "not-a-text": "A list or a set of keys stands where one text is expected.",
    "not-a-list": "Something else stands where a list is expected.",
    "not-keys": "Something else stands where keys with values are expected.",
    "too-short": "A text or a list holds less than it must.",
    "too-long": "A text or a list holds more than it may.",
    "wrong-value": "A value, or several that stand together, cannot be as they are.",
    # settings, choices and names
    "wrong-setting": "A setting is not of the form PATH=VALUE.",
    "wrong-path": "A path leads to a place that the law does not have.",
    "unknown-choice": "The law has no choice of that id.",
    "unknown-option": "The choice has no such answer, or the counting rule no such field.",
    "answered-twice": "One choice is given two different answers.",
    "unknown-law": "No constitution of that name is shipped, and there is no such file.",
    "unknown-rule": "No counting rule of that name is shipped, and there is no such file.",
    "wrong-option": "The name of a field of a counting rule can mean two fields.",
    "unknown-entitlement": "No entitlement rule of that name is shipped, and there is no such file.",
    # amendments
    "amendment-cycle": "Laws amend each other in a circle, so that there is none to begin with.",
}


def explain_codes() -> dict[str, str]:
    """Every code of a fault in a text, with the sentence that explains it."""
    return dict(_CODES)
