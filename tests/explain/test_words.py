"""A law in words: a template for every clause, every word of the law heard, citations that never say too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, get_args, get_origin

import pytest

import comitia.law
from comitia.explain.phrases import listed, named, number, plural, share, the
from comitia.explain.telling import children, phrase, tell
from comitia.explain.words import certainties, rules, said, sentence_for, sentences
from comitia.law.clause import Article, Cited, Clause, Condition, ShareOf
from comitia.law.constitution import Constitution
from comitia.law.lists import AverageBar, EntryLine, ShareBar, WhichLists
from comitia.law.units import ApportionedSeats, NormSeats
from comitia.text.catalogue import load, names
from comitia.text.read import read_text
from tests.text.club import FILE, LAW

BASES = {Clause, Cited, ShareOf}
OF_CITATIONS = {Article}  # its words are its `cite`


APART = {"comitia.law.amendment", "comitia.law.delegates", "comitia.law.entitlement"}
"""Modules whose clauses no law holds: it holds what comes of amendments, and entitlement rules stand by themselves."""


def clauses() -> set[type[Clause]]:
    """Every kind of clause that the law has."""
    for module in iter_modules(comitia.law.__path__):
        import_module(f"comitia.law.{module.name}")
    found: set[type[Clause]] = set()
    open_ = [Clause]
    while open_:
        kinds = [kind for kind in open_.pop().__subclasses__() if kind.__module__.startswith("comitia.law")]
        found.update(kinds)
        open_ += kinds
    return {kind for kind in found if kind.__module__ not in APART} - BASES - OF_CITATIONS


@pytest.fixture(scope="module")
def law() -> Constitution:
    return load("ussr-1988")


@pytest.fixture(scope="module")
def club() -> Constitution:
    return read_text(LAW, FILE)


def text(law: Constitution, path: str) -> str:
    return sentence_for(path, law).text


# Completeness


def test_every_clause_of_the_law_has_a_template() -> None:
    assert clauses() - set(tell.registry) - set(phrase.registry) == set()


def test_no_template_is_for_something_that_is_no_clause_of_the_law() -> None:
    assert (set(tell.registry) | set(phrase.registry)) - {Clause} - {object} <= clauses()


@pytest.mark.parametrize("name", names())
def test_every_sentence_of_a_shipped_law_is_one(name: str) -> None:
    shipped = load(name)
    for sentence in sentences(shipped):
        assert sentence.text[0] == sentence.text[0].upper() or sentence.path.startswith("choices."), sentence
        assert sentence.text.endswith((".", "?", ":", "!")), sentence
        assert not re.search(r"  |\.\.|Fraction|\{|\}|::|, \.| ,", sentence.text), sentence


def test_paths_are_those_that_settings_take(law: Constitution) -> None:
    paths = [sentence.path for sentence in sentences(law)]
    assert len(set(paths)) == len(paths)
    assert "bodies.congress.routes.territorial.stages.first.then.1" in paths
    assert "bodies.congress.routes.territorial.units" in paths


def leaves(clause: Clause, path: str = "") -> Iterator[tuple[Clause, str, str]]:
    """Every clause with its plain fields, and its path."""
    for name in type(clause).model_fields:
        if name not in UNHEARD and not isinstance(getattr(clause, name), (Clause, tuple)):
            yield clause, name, path
    for step, child in children(clause):
        yield from leaves(child, f"{path}.{step}" if path else step)


UNHEARD = {"id", "article", "language", "constitution", "default", "rule", "by", "of", "cut", "who", "form", "value"}
"""Ids, and words that only say of which kind a clause is."""

UNSAID = {
    ("Amend", "path"),
    ("Amend", "remove"),
    ("Amend", "to"),  # what an answer amends is seen in the sentences of the law so amended
    ("KindSeat", "attribute"),
    ("ShareBar", "places_at_least"),  # said of bars in regions, as below
    ("ValueGroup", "attribute"),  # the kind of unit says it
}


def others(clause: Clause, name: str) -> list[Any]:
    """Other values that the field could have: all words of a list of words, else one other value."""
    value, kind = getattr(clause, name), type(clause).model_fields[name].annotation
    words = [word for each in (kind, *get_args(kind)) if get_origin(each) is Literal for word in get_args(each)]
    if words:
        return [word for word in words if word != value]
    if isinstance(value, bool):
        return [not value]
    if holds(kind, Fraction):
        return [(value or Fraction(1)) / 3]
    if holds(kind, int):
        return [(value or 0) + 7]
    return [f"{value} otherwise"] if holds(kind, str) else []


def holds(kind: Any, plain: type) -> bool:
    """Whether a field may hold a value of a plain type."""
    return kind is plain or any(holds(each, plain) for each in get_args(kind))


def changed(clause: Clause, path: list[str], name: str, value: Any) -> Clause:
    """The clause with one plain field set to another value, at a path below it."""
    if not path:
        return clause.model_copy(update={name: value})
    field, inner = path[0], getattr(clause, path[0])
    if isinstance(inner, Clause):
        return clause.model_copy(update={field: changed(inner, path[1:], name, value)})
    items = tuple(
        changed(item, path[2:], name, value) if str(getattr(item, "id", place)) == path[1] else item
        for place, item in enumerate(inner)
    )
    return clause.model_copy(update={field: items})


def heard(law: Constitution) -> list[tuple[str, str | None]]:
    return [(sentence.text, sentence.note) for sentence in sentences(law)]


def fields_heard(law: Constitution, told: set[tuple[str, str]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The fields that change the words of a law, and those that change none, as far as they are not told already."""
    before, silent, told = heard(law), set(), set(told)
    for clause, name, path in leaves(law):
        field = (type(clause).__name__, name)
        for value in others(clause, name) if field not in told else ():
            amended = changed(law, path.split(".") if path else [], name, value)
            assert isinstance(amended, Constitution)
            if heard(amended) == before:
                silent.add(field)
            else:
                told.add(field)
    return told, silent


TWO_VOTES_OR_MAJORITIES = (
    "germany-2013",
    "zurich-2003",
    "france-1958",
    "poland-1989",
    "india-president-1950",
    "un-security-council-1965",
    "us-president-1804",
)


def test_whatever_changes_in_a_law_changes_its_words(law: Constitution) -> None:
    told, silent = fields_heard(law, UNSAID)
    assert silent - told == set()


def test_whatever_changes_in_a_law_on_lists_changes_its_words(law: Constitution) -> None:
    told, _ = fields_heard(law, UNSAID)
    unheard: set[tuple[str, str]] = set()
    for name in ("denmark-2014", "norway-2002", "slovakia-2014", "czech-1995", "czech-municipal-2001"):
        told, silent = fields_heard(load(name), told)
        unheard |= silent
    assert unheard - told == set()


def test_whatever_changes_in_a_law_on_two_votes_or_on_majorities_changes_its_words(law: Constitution) -> None:
    told, _ = fields_heard(law, UNSAID)
    unheard: set[tuple[str, str]] = set()
    lists = ("denmark-2014", "norway-2002", "slovakia-2014", "czech-1995", "czech-municipal-2001")
    for name in (*lists, *TWO_VOTES_OR_MAJORITIES):
        told, silent = fields_heard(load(name), told)
        unheard |= silent
    assert unheard - told == set()


def test_every_answer_of_a_choice_changes_a_sentence(law: Constitution) -> None:
    for choice in law.choices:
        for option in choice.options:
            if option.amends:
                amended = load("ussr-1988", [(f"choices.{choice.id}", option.value)])
                assert set(rules(amended)) != set(rules(law)), (choice.id, option.value)


# The words


def test_a_territorial_district_reads_like_the_law(law: Constitution) -> None:
    route = "bodies.congress.routes.territorial"
    assert text(law, f"{route}.units") == (
        "750 districts with equal numbers of voters, shared among the values of “republic” by the Hare quota."
    )
    assert text(law, f"{route}.stages.first.count") == "Elected are those kept by more than 1/2 of those who took part."
    assert text(law, f"{route}.stages.first.then.1") == (
        "If nobody is elected and more than two stood on polling day: run-off between the two leaders within 14 days."
    )
    assert text(law, f"{route}.seats_each") == "Each district elects one member."


def test_a_path_inside_a_rule_leads_to_the_sentence_of_the_rule(law: Constitution) -> None:
    rule = "bodies.congress.routes.territorial.units"
    assert sentence_for(f"{rule}.method", law).path == rule
    assert sentence_for("nowhere.at.all", law).path == ""


def test_the_club_in_words(club: Constitution) -> None:
    route = "bodies.council.routes.members"
    assert text(club, route) == "Seven councillors of the members: seven seats, by election."
    assert text(club, f"{route}.candidates.nominators.circle") == (
        "Ten members may nominate, with 10 present at least, by more than 1/2 of those present."
    )
    assert text(club, f"{route}.stages.first.count") == (
        "Elected are those kept on more than 1/2 of the valid papers; if they are more than the seats, "
        "those with most votes."
    )
    assert text(club, f"{route}.stages.run-off") == (
        "Run-off: between the two leaders for each open seat. "
        "A lot decides who goes on of those tied for the last place."
    )
    assert text(club, "offices.chair") == "The chair. How it is filled this file does not say."


def test_norms_and_shares_in_words(law: Constitution) -> None:
    from comitia.explain.telling import At

    norm = NormSeats(seats="norm", one_per=1000, of="inhabitants", part="dropped", at_least=50, at_most=1000)
    assert tell(norm, At(law)) == (
        "One seat for every 1,000 inhabitants; a part of that number gives none; 50 at least and 1,000 at most."
    )
    shared = ApportionedSeats(seats="apportioned", by="voters", method="dhondt", floor=2)
    assert "with two at least for each" in tell(shared, At(law))
    where = Condition(attribute="class", among=("worker", "collective-farmer"))
    assert phrase(where, At(law)) == "whose class is “worker” or “collective-farmer”"


def test_bars_to_entry_in_words(law: Constitution) -> None:
    from comitia.explain.telling import At

    share = ShareBar.model_validate(
        {"bar": "share", "more_than": "5%", "of": "lists", "over": "region", "places_at_least": 3}
    )
    assert phrase(share, At(law)) == "more than 5% of all votes for lists in at least three regions"
    average = AverageBar(bar="votes-per-seat", of="valid", over="unit")
    assert phrase(average, At(law)) == "as many votes as there are for each seat, of the valid papers, in the unit"
    line = EntryLine(
        lists=WhichLists(kinds=("coalition",), members_at_least=2, members_at_most=3), bars=(share, average)
    )
    assert tell(line, At(law)).startswith(
        "Lists of the kind “coalition” of two to three parties together take part if they have more than 5%"
    )


def test_small_words() -> None:
    assert (number(0), number(2), number(2250)) == ("no", "two", "2,250")
    assert (plural(1, "seat"), plural(3, "body", "bodies")) == ("one seat", "three bodies")
    assert (listed("a"), listed("abc"), listed("ab", "or")) == ("a", "a, b and c", "a or b")
    assert (share(Fraction(1, 2)), share(Fraction(1, 20)), share(Fraction(1, 3))) == ("1/2", "5%", "1/3")
    assert (the("Congress"), the("The council")) == ("the Congress", "the council")
    assert (named("union-republic"), named("assr"), named("city")) == ("union republic", "ASSR", "city")


# Citations and certainty


def test_acts_are_cited_by_their_short_titles_and_certainty_is_said(law: Constitution) -> None:
    units = sentence_for("bodies.congress.routes.territorial.units", law)
    assert said(units, law).endswith("(Const. art. 109, U03; seen)")
    quorum = sentence_for("bodies.congress.routes.territorial.stages.first.quorum", law)
    assert said(quorum, law).endswith("(Law, article not verified, U66; remembered, not seen again)")
    assert said(sentence_for("ties", law), law).endswith("(assumed)")


def test_a_rule_without_an_article_of_its_own_takes_that_of_the_rule_around(law: Constitution) -> None:
    count = sentence_for("bodies.congress.routes.territorial.stages.first.count", law)
    assert count.article == sentence_for("bodies.congress.routes.territorial.stages.first", law).article
    assert all(sentence.article for sentence in rules(law))


@pytest.mark.parametrize("name", names())
def test_a_number_that_is_not_verified_is_never_printed(name: str) -> None:
    shipped = load(name)
    for sentence in rules(shipped):
        assert sentence.article is not None
        assert ("art. " in shipped.cite(sentence.article)) == (sentence.article.number is not None)


def test_every_rule_is_counted_once_under_its_certainty(law: Constitution) -> None:
    counts = certainties(law)
    assert list(counts) == ["seen", "remembered", "derived", "sister-law", "assumed"]
    assert sum(counts.values()) == len({(each.text, each.article) for each in rules(law)})
