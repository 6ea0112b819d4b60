"""The outline: every sentence once under its body, and what reads alike told once."""

from __future__ import annotations

from comitia.explain.outline import alike, outline
from comitia.explain.words import sentences
from comitia.text.catalogue import load

LAW = load("ussr-1988")
ENTRIES = {entry.id: entry for entry in outline(LAW)}


def test_the_outline_holds_every_sentence_of_bodies_and_offices() -> None:
    held = [
        *(entry.sentence for entry in ENTRIES.values()),
        *(sentence for entry in ENTRIES.values() for sentence in entry.tenure),
        *(way.sentence for entry in ENTRIES.values() for way in entry.ways),
        *(s for entry in ENTRIES.values() for way in entry.ways for passage in way.passages for s in passage.sentences),
    ]
    every = [sentence for sentence in sentences(LAW) if sentence.path.startswith(("bodies.", "offices."))]
    assert sorted(sentence.path for sentence in held) == sorted(sentence.path for sentence in every)


def test_the_second_kind_of_district_refers_to_the_first_but_for_its_units() -> None:
    first, second, organisations = ENTRIES["congress"].ways
    assert not any(passage.like for passage in first.passages)
    assert [passage.question for passage in second.passages if not passage.like] == ["Where"]
    assert list(alike(second)) == [("“Territorial districts”", "who votes, who stands, the ballot and who is elected")]
    assert not list(alike(organisations))


def test_posts_filled_in_the_same_way_are_told_once() -> None:
    (first,), (second,) = ENTRIES["chairman-supreme-court"].ways, ENTRIES["procurator-general"].ways
    assert second.like == first.like or second.like == "the Chairman of the Supreme Court"
    assert second.like is not None


def test_short_passages_are_said_again_rather_than_referred_to() -> None:
    (way,) = ENTRIES["first-deputy-chairman"].ways
    votes = next(passage for passage in way.passages if passage.question == "Who votes")
    assert votes.like is None
    assert [sentence.text for sentence in votes.sentences] == ["The members of the Congress of People's Deputies vote."]
