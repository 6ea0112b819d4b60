"""Choices: the default is what the file says, and every other answer leads to a law that is whole as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from comitia.law.constitution import Choice, Constitution, Option
from comitia.law.faults import Fault, Faults
from comitia.plan.checks.finding import OTHER, Finding, bare, placed
from comitia.text.amend import choose
from comitia.text.nodes import Tree
from comitia.text.read import validate, validate_again

Find = Callable[[Constitution], Sequence[Finding]]


def defaults_change_nothing(law: Constitution) -> Iterator[Finding]:
    """What the file says is the default answer; every other changes something, or the choice says why not."""
    for position, choice in enumerate(law.choices):
        answers = [option.value for option in choice.options]
        for number, option in enumerate(choice.options):
            where = ("choices", position, "options", number)
            if option.value == choice.default and option.amends and number == answers.index(option.value):
                message = f"'{option.value}' is the default of '{choice.id}', and amends what the file says."
                mend = "Write the default into the rules, and let the other answers amend it."
                yield Finding((*where, "amends"), "default-amends", message, mend, key=True)
            idle = not option.amends and not choice.inert and choice.default in answers
            if option.value != choice.default and idle:
                message = f"The answer '{option.value}' to '{choice.id}' changes nothing."
                mend = "Add 'amends', or say in the choice's 'inert' why no answer changes anything."
                yield Finding((*where, "value"), "idle-answer", message, mend)


def nothing_is_amended_twice(law: Constitution) -> Iterator[Finding]:
    """Of two amendments of one answer none undoes the other."""
    for position, choice in enumerate(law.choices):
        for number, option in enumerate(choice.options):
            paths = [amend.path for amend in option.amends]
            for i, path in enumerate(paths):
                first = next((j for j in range(i) if f"{paths[j]}.".startswith(f"{path}.")), None)
                if first is not None:
                    where = ("choices", position, "options", number, "amends")
                    message = f"The answer '{option.value}' sets one place twice: here and at {OTHER}."
                    other = (*where, first, "path")
                    yield Finding((*where, i, "path"), "amended-twice", message, "Keep one of the two.", other=other)


def answers_lead_to_laws(law: Constitution, tree: Tree, find: Find, found: Sequence[Finding]) -> Iterator[Fault]:
    """What is wrong with the law under other answers than those in force and not under these.

    find: how a law is looked through; found: what it found in this one.
    """
    yield from (fault for _, fault in wrong_answers(law, tree, find, found))


def wrong_answers(
    law: Constitution, tree: Tree, find: Find, found: Sequence[Finding]
) -> Iterator[tuple[tuple[int, int], Fault]]:
    """The same, each fault with the places of the choice in the law and of the answer in the choice."""
    whole = Tree(tree.plain, tree.keys, tree.values, tree.lines)
    now = {(finding.code, finding.message) for finding in found}
    first = {choice.id: choice for choice in reversed(law.choices)}
    for position, choice in enumerate(law.choices):
        if choice is first[choice.id] and choice.taken in (None, choice.default):
            for number, option in enumerate(choice.options):
                if option.value != choice.default and option.amends:
                    prefix = f"With the answer '{option.value}' to the choice '{choice.id}': "
                    for fault in _under((choice, option), (law, whole), find, now):
                        told = replace(fault, message=prefix + fault.message, settings=())
                        if not tree.lines:
                            told = replace(told, file=None, line=None, column=None, excerpt=None)
                        yield (position, number), told


def _under(
    answer: tuple[Choice, Option], now: tuple[Constitution, Tree], find: Find, known: set[tuple[str, str]]
) -> list[Fault]:
    """What is wrong with the law as another answer makes it, but for what is known of it as it is."""
    (choice, option), (law, tree) = answer, now
    try:
        amended = choose(tree, choice.id, option.value)
        found = find(validate_again(law, tree, amended))
    except Faults as faults:
        return list(faults.faults)
    return [placed(finding, amended) for finding in found if (finding.code, finding.message) not in known]


def answers_taken_are_carried_out(law: Constitution, tree: Tree) -> Iterator[Finding]:
    """A law that says in its text which answer is taken has the amendments of that answer in its text."""
    if len(tree.lines) != 1:  # not from a text, or with settings, which carry out what they answer
        return
    whole = Tree(tree.plain, tree.keys, tree.values, tree.lines)
    for position, choice in enumerate(law.choices):
        known = choice.taken in [option.value for option in choice.options if option.amends]
        if choice.taken is None or choice.taken == choice.default or not known:
            continue
        try:
            carried_out = validate(Constitution, choose(whole, choice.id, choice.taken))
        except Faults:
            continue
        if bare(carried_out) != bare(law):
            message = f"'{choice.taken}' is the answer taken to '{choice.id}', and the rules are not amended by it."
            mend = f"Leave 'taken' out and use --set choices.{choice.id}={choice.taken}, or write its amendments out."
            yield Finding(("choices", position, "taken"), "answer-not-carried-out", message, mend)
