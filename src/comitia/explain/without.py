"""A law without one of its rules: what else goes with it, as settings and in a sentence.

Nothing here knows what hangs on what. The rule is taken out, the law is checked, and what the checks find that was
not there before is mended in the way that they name: what is about nothing that there is any more is taken out, a
number that is no longer the sum of its parts becomes that sum. So on, until they find nothing more that can be mended
in this way; faults that are left are for `comitia check` to tell. They are left

- where a rule that has to stand is about what is gone: the way of those who elect, the last body of the law;
- where the checks know a fault and no single mend, as a pool that has become too small, or bodies in a circle;
- where prose names what is gone: titles, notes, matters; no check reads them;
- where a list that is empty by now means something else than before, as ways into a body of which all are meant.

Answers that nobody gave fall away by themselves where they would change what is gone (`comitia.text.open_points`);
where they name it, they are taken out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comitia.explain.fields import empty_allowed, may_lack
from comitia.explain.gone import line_of, words_of
from comitia.explain.phrases import plural
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.plan.check import findings
from comitia.plan.checks.choices import wrong_answers
from comitia.plan.checks.finding import Finding, tree_of
from comitia.text.amend import apply
from comitia.text.nodes import Path, Tree
from comitia.text.places import name_of
from comitia.text.read import validate_again

__all__ = ["Without", "without"]

_MOST = 60
"""After so many rounds the rest is left to be told as faults."""

Setting = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Without:
    """What takes a rule out of a law.

    `settings`: in the order in which they are to be carried out; `words`: what each of them does; `points`: the
    questions of the choices that fall away with them; `read`: whether what is left can still be read as a law.
    """

    settings: tuple[Setting, ...]
    words: tuple[str, ...]
    points: tuple[str, ...] = ()
    read: bool = True

    @property
    def sentence(self) -> str:
        """`Without A, and with it without: B; C.`"""
        first, *more = dict.fromkeys(self.words)
        if self.points:
            points = plural(len(self.points), "point") + " that the law left open"
            more.append(f"{points} ({'; '.join(self.points)})")
        if not self.read:
            return f"Without {first}: but something has to stand there."
        return f"Without {first}. " + (f"And with it: {'; '.join(more)}." if more else "Nothing else hangs on it.")


def without(law: Constitution, path: str) -> Without:
    """The law without what stands at a path, and without all that is nothing without it.

    path: as `--set` takes it. Raises Faults if it leads nowhere. The law that the settings make may have faults; see
    above for what is not mended.
    """
    taking = _Taking(law)
    taking.take((path, ""))
    for _ in range(_MOST):
        if not [setting for setting in taking.mends() if taking.tries(setting)]:
            break
    return taking.done()


class _Taking:
    """A law while rules are taken out of it."""

    def __init__(self, law: Constitution) -> None:
        self._settings: list[Setting] = []
        self._words: list[str] = []
        self._first = law
        self._tree = tree_of(law)
        self._law = law
        self._read = True
        self._wrong: set[tuple[str, str]] | None = None
        self._known = {_key(finding, self._tree) for finding in findings(law)}

    def take(self, setting: Setting) -> None:
        """Carry the setting out that was asked for; raises Faults if it leads nowhere."""
        if not self.tries(setting):
            self._tree = apply(self._tree, [setting])
            self._words.append(words_of(self._first, tree_of(self._first), setting, self._first))
            self._settings.append(setting)
            self._read = False

    def tries(self, setting: Setting) -> bool:
        """Carry out a setting that mends something, unless what is left could not be read."""
        try:
            after = apply(self._tree, [setting])
            law = validate_again(self._law, self._tree, after)
        except Faults:  # it went with one before it, or was the last that has to stand
            return False
        self._words.append(words_of(self._law, self._tree, setting, self._first))
        self._settings.append(setting)
        self._law, self._tree = law, after
        return True

    def mends(self) -> list[Setting]:
        """What is to be set next; places that are taken out stand from the end of the law to its beginning."""
        law = self._law
        if not self._read:
            return []
        new = [each for each in findings(law) if _key(each, self._tree) not in self._known]
        if not new:
            return self._answers(law)
        places = [place for each in new if each.out and (place := _around(law, each.path)) is not None]
        if places:
            outer = [
                each for each in places if not any(each != other and each[: len(other)] == other for other in places)
            ]
            return [(name_of(self._tree, place), "") for place in sorted(set(outer), key=_order, reverse=True)]
        return list(dict.fromkeys((name_of(self._tree, each.path), each.to) for each in new if each.to is not None))

    def _answers(self, law: Constitution) -> list[Setting]:
        """Answers that would make a faulty law and made none before, to be taken out, the last first."""
        found = {place for place, _ in wrong_answers(law, tree_of(law), findings, findings(law))}
        if found and self._wrong is None:
            before = wrong_answers(self._first, tree_of(self._first), findings, findings(self._first))
            self._wrong = {_answer(self._first, place) for place, _ in before}
        new = [place for place in found if _answer(law, place) not in (self._wrong or ())]
        return [(f"choices.{law.choices[i].id}.options.{j}", "") for i, j in sorted(new, reverse=True)]

    def done(self) -> Without:
        """What was done, and the questions that are no longer asked."""
        left = {choice.id for choice in self._law.choices}
        points = tuple(choice.question for choice in self._first.choices if choice.id not in left)
        return Without(tuple(self._settings), tuple(self._words), points, self._read)


def _key(finding: Finding, tree: Tree) -> tuple[str, str]:
    return finding.code, name_of(tree, finding.path)


def _answer(law: Constitution, place: tuple[int, int]) -> tuple[str, str]:
    choice = law.choices[place[0]]
    return choice.id, choice.options[place[1]].value


def _order(path: Path) -> list[tuple[int, int, str]]:
    return [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in path]


def _around(law: Constitution, path: Path) -> Path | None:
    """What is to be taken out where something at a path is about nothing: an item of a list of names, the item of a
    list to which the field belongs, or the nearest thing around that the rule around it may lack; None if all must
    stand."""
    line = line_of(law, path)
    path = path[: len(line) - 1]
    if path and isinstance(path[-1], str) and len(path) > 1 and isinstance(path[-2], int) and _may_go(line, path[:-1]):
        return path[:-1]
    for length in range(len(path), 0, -1):
        if _last_of_its_list(line, path[:length]):
            continue
        if _may_go(line, path[:length]):
            return path[:length]
    return None


def _last_of_its_list(line: Sequence[Any], path: Path) -> bool:
    """Whether a name is the only one of its list, in a rule that is an item of a list itself: it is about this name."""
    names = isinstance(path[-1], int) and isinstance(line[len(path)], str) and len(line[len(path) - 1]) == 1
    return names and len(path) > 2 and isinstance(path[-3], int)


def _may_go(line: Sequence[Any], path: Path) -> bool:
    """Whether the clause around can be without what stands at a path."""
    if isinstance(path[-1], int):
        return may_lack(line[len(path) - 2], str(path[-2]), path[-1])
    return empty_allowed(line[len(path) - 1], str(path[-1]))
