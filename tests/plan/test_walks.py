"""Short cuts of the check: walks that look only where something can be, laws of which only what changed is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from comitia.law.candidates import Gate, Nominator
from comitia.law.clause import Article, Clause, Threshold
from comitia.law.constitution import Constitution
from comitia.law.counting import Majority
from comitia.plan.checks.finding import every
from comitia.text.amend import choose
from comitia.text.catalogue import load, names, path_of
from comitia.text.nodes import Path
from comitia.text.read import tree_of, validate, validate_again


def everything(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    if isinstance(value, Clause):
        yield path, value
        for name, each in () if isinstance(value, Article) else value:
            yield from everything(each, (*path, name))
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from everything(each, (*path, place))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("kind", [Clause, Article, Threshold, Majority, (Threshold, Nominator, Gate)])
def test_no_clause_of_a_kind_is_overlooked(name: str, kind: type[Clause] | tuple[type[Clause], ...]) -> None:
    law = load(name)
    assert list(every(kind, law)) == [(path, each) for path, each in everything(law) if isinstance(each, kind)]


@pytest.mark.parametrize("name", names())
def test_a_changed_law_is_the_same_whether_all_of_it_is_read_or_only_what_changed(name: str) -> None:
    tree = tree_of(path_of(name))
    law = validate(Constitution, tree)
    for choice in law.choices:
        for option in choice.options:
            if option.value != choice.default and choice.taken is None:
                changed = choose(tree, choice.id, option.value)
                whole, again = validate(Constitution, changed), validate_again(law, tree, changed)
                assert repr(again) == repr(whole)
                assert again.model_dump(exclude_unset=True) == whole.model_dump(exclude_unset=True)
