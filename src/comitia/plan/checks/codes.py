"""The table of codes: what each fault of a law means and how it is mended; `docs/faults.md` is made from it."""

from __future__ import annotations

from typing import NamedTuple

from comitia.text.codes import explain_codes

__all__ = ["CODES", "Code", "page"]


class Code(NamedTuple):
    """What a code means, and how to mend what it stands for."""

    meaning: str
    mend: str


CODES: dict[str, Code] = {
    # names
    "unknown-body": Code(
        "A body or office is named that no article creates.",
        "Correct the name, or add the body or office to `bodies` or `offices`.",
    ),
    "unknown-route": Code("A route is named that is no way into the body meant.", "Correct the name of the route."),
    "unknown-act": Code(
        "An article is cited from an act that is not listed.", "Correct the name, or add it to `acts`."
    ),
    "unknown-organisation": Code(
        "Seats are given to an organisation that is not listed.", "Correct the name, or add it to `organisations`."
    ),
    "unknown-stage": Code("A stage follows that the route does not have.", "Correct the name, or add the stage."),
    "same-id": Code("Two things of one kind have the same id.", "Give one of them another id."),
    "named-twice": Code("One list names a body twice, or a body and a part of it.", "Leave one of the two out."),
    # filling
    "cannot-be-filled": Code(
        "A body has seats, and no article says how they are filled.", "Add a route, if need be one `by: outside`."
    ),
    "joins-and-routes": Code(
        "A body is made up of chambers and has routes of its own as well.", "Put the routes into a chamber."
    ),
    "cycle": Code(
        "Bodies wait for each other, so that none can be filled first; the articles of all are named.",
        "Let one of them be filled in another way, or by another body.",
    ),
    "filled-twice": Code(
        "Two articles fill the same seat, or cut or seat the same unit; both places are named.",
        "Leave one of the two out, or say in what they differ.",
    ),
    # seats
    "seats-do-not-sum": Code(
        "The seats of the parts (routes, chambers, quotas, holders, units) are not those of the whole.",
        "Mend the whole or a part.",
    ),
    "part-of-an-office": Code(
        "More or fewer of an office's holders sit by office than there are.", "Let all of them sit, or elect some."
    ),
    "do-not-fit": Code(
        "Two rules of a route or body presuppose different things, such as quotas and units that are no organisations.",
        "Change the one to suit the other.",
    ),
    "limits-cross": Code("What must be least is more than what may be most.", "Mend one of the two numbers."),
    # people
    "empty-electorate": Code("Nobody can vote.", "Mend the age, the conditions, or the body that elects."),
    "empty-pool": Code("Nobody can stand.", "Mend the age, the conditions, or the body that candidates come from."),
    "pool-too-small": Code("Fewer persons may stand than there are seats.", "Widen the pool, or have fewer seats."),
    # voting
    "never-passed": Code(
        "A bar is above the whole, so that nobody passes it.", "Write `at_least`, or a smaller share."
    ),
    "wrong-base": Code("A share is a share of something that is not counted there.", "Write another base in `of`."),
    "no-tie-rule": Code("A tie is possible, and no article says what happens then.", "Add `tie`, or `ties` for all."),
    "seats-never-filled": Code(
        "Fewer names can pass the bar than a unit has seats, however people vote.",
        "Let voters keep several names, lower the bar, or let most votes elect.",
    ),
    # stages
    "no-stage-before": Code("The first stage is for leaders of a stage before it.", "Write `who: nominated`."),
    "never-reached": Code("No stage leads to this one.", "Add a `go` to it, or leave it out."),
    "not-again": Code(
        "A stage leads back to one that has been held as often as it may be.",
        "Raise its `at_most`, or leave the line out.",
    ),
    "never-met": Code(
        "A line waits for what cannot happen, or for what a line above it takes.",
        "Mend the condition, or leave it out.",
    ),
    # tenure and powers
    "never-renewed": Code(
        "A body has a term or a rotation, and no way in which those who leave are followed.",
        "Give the rule to the bodies that its members come from.",
    ),
    "power-over-nothing": Code("A power does not say whom or what it is for.", "Add `whom` or `matter`."),
    # choices
    "default-amends": Code("The default answer to a choice amends the rules.", "Write it into the rules."),
    "idle-answer": Code("An answer changes nothing and the choice does not say why.", "Add `amends` or `inert`."),
    "amended-twice": Code("One answer sets the same place twice.", "Keep one of the two."),
    "answer-not-carried-out": Code(
        "A law says which answer is taken, and its rules are not amended by it.",
        "Use `--set` instead of `taken`, or write the amendments into the rules.",
    ),
}
"""What the checks of a law that can be read find, beside `unknown-option`."""

_IN_TEXT: dict[str, str] = {
    "no-file": "Correct the path.",
    "too-large": "Give a law.",
    "not-text": "Save it as a text.",
    "not-utf-8": "Save it as UTF-8.",
    "empty": "Write the law, or begin with `comitia new`.",
    "not-yaml": "Look at the place and at the line above it.",
    "truncated": "Close the bracket or quotation, or find the missing end.",
    "tab": "Indent with spaces.",
    "tag": "Leave it out, or put the value in quotes.",
    "alias": "Write each rule out where it holds.",
    "duplicate-key": "Keep one of the two.",
    "odd-key": "Write one plain word before the colon.",
    "too-deep": "Close a bracket, or indent less.",
    "second-document": "Put it in a file of its own.",
    "not-a-mapping": "Begin with `constitution: …`.",
    "unknown-key": "Correct the key, or leave it out.",
    "missing": "Add the key.",
    "unknown-word": "Write one of the words that the message lists.",
    "no-value": "Write a value, or leave the key out.",
    "not-a-number": "Write digits.",
    "not-a-share": "Write 1/2, 0.05 or 5%.",
    "share-out-of-range": "Write a share between 0 and 1.",
    "out-of-range": "Write a number within the bounds.",
    "not-yes-or-no": "Write `true` or `false`.",
    "not-a-name": "Write small letters, digits and hyphens.",
    "not-a-text": "Write one text.",
    "not-a-list": "Begin each item with `- `, or put them in brackets.",
    "not-keys": "Write `key: value` lines below it.",
    "too-short": "Add what is missing.",
    "too-long": "Shorten it.",
    "wrong-value": "Do as the message says.",
    "wrong-setting": "Write `--set bodies.congress.seats=2250`.",
    "wrong-path": "Correct the path; the message says how far it leads.",
    "unknown-choice": "Correct the id of the choice.",
    "unknown-option": "Write one of the answers that the message lists.",
    "answered-twice": "Give one answer.",
    "unknown-law": "Correct the name; `comitia list` shows those that are shipped.",
    "amendment-cycle": "Write one of them out in full.",
    "unknown-rule": "Correct the name; `comitia list` shows those that are shipped.",
    "wrong-option": "Write the field with the part that it belongs to, as the message says.",
    "unknown-entitlement": "Correct the name; `comitia list` shows those that are shipped.",
}

_HEAD = """\
# Faults of a law

What `comitia check` finds. Every fault has a code, which programs may rely on; the words of a message may change. This
page is made from the table in `src/comitia/plan/checks/codes.py` and a test keeps it current.
"""


def page() -> str:
    """The page on codes, as `docs/faults.md` holds it."""
    rules = [(code, said.meaning, said.mend) for code, said in CODES.items()]
    text = [(code, meaning, _IN_TEXT[code]) for code, meaning in explain_codes().items()]
    parts = (_HEAD, "## The rules of the law\n", _table(rules), "## Its text, names and settings\n", _table(text))
    return "\n".join(parts)


def _table(rows: list[tuple[str, str, str]]) -> str:
    lines = [f"| `{code}` | {meaning} | {mend} |" for code, meaning, mend in rows]
    return "\n".join(["| code | what is wrong | how to mend it |", "|---|---|---|", *lines]) + "\n"


if __name__ == "__main__":
    print(page(), end="")
