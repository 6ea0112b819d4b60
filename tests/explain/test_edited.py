"""An edit in one sentence, and the law as a document with its controls."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comitia.explain.controls import controls
from comitia.explain.edited import edited
from comitia.explain.editing import outline_document
from comitia.explain.words import sentences
from comitia.law.constitution import Constitution
from comitia.text.catalogue import load, names, path_of
from comitia.text.read import read

USSR = load("ussr-1988")
CONGRESS = "bodies.congress"


def told(*settings: str) -> str:
    """What the edit of the law of 1988 by these settings is told as."""
    changed = load("ussr-1988", [(path, value) for path, _, value in (setting.partition("=") for setting in settings)])
    sentence: str = edited(USSR, changed)["sentence"]
    return sentence


# An edit in one sentence


@pytest.mark.parametrize("name", names())
def test_a_law_compared_with_itself_is_not_changed(name: str) -> None:
    law = load(name)
    assert edited(law, law) == {"count": 0, "sentence": f"{name}, changed: nothing.", "differences": []}


def test_a_changed_number_is_told_in_its_piece_of_the_sentence() -> None:
    assert told(f"{CONGRESS}.routes.territorial.seats=100") == (
        "ussr-1988, changed: 1 rule. Territorial districts: “750 of 2,250 seats” becomes “100 of 2,250 seats”."
    )


def test_a_way_that_is_taken_out_is_told_with_how_many_rules_it_had() -> None:
    assert told(f"{CONGRESS}.routes.organisations=") == (
        "ussr-1988, changed: 5 rules. Public organisations, taken out: “Public organisations: 750 of 2,250 seats, by "
        "election” and 53 rules of its own. And four points that the law left open fall away."
    )


def test_of_many_changes_three_are_told_and_the_others_counted() -> None:
    assert told("ties.rule=lot", *(f"{CONGRESS}.routes.territorial.electorate.excluded.0=" for _ in range(3))) == (
        "ussr-1988, changed: 4 rules. Ties: “of those tied for the last seat none is elected” becomes “of those tied "
        "for the last seat a lot decides”. Territorial districts, taken out: “Without a vote: Persons whom a court "
        "found incapable”. Territorial districts, taken out: “Without a vote: Persons confined under a court "
        "sentence”. And one rule more."
    )


def test_a_field_without_words_is_said_to_be_changed() -> None:
    changed = USSR.model_copy(update={"status": "proposed"})
    assert edited(USSR, changed)["sentence"] == "ussr-1988, changed: nothing that its sentences tell."


# The law as a document


@pytest.mark.parametrize("name", names())
def test_the_document_is_json_and_the_same_every_time(name: str) -> None:
    made = json.dumps(outline_document(load(name)))
    assert json.dumps(outline_document(read(path_of(name)))) == made


@pytest.mark.parametrize("name", names())
def test_the_document_holds_every_sentence_and_every_control_once(name: str) -> None:
    law = load(name)
    document = outline_document(law)
    held = list(_sentences(document))
    expected = [each.path for each in sentences(law) if each.path.partition(".")[0] not in ("", "acts", "choices")]
    assert {each["path"] for each in held} == set(expected)
    shown = [control["path"] for each in (*held, *document["choices"]) for control in each.get("controls", ())]
    assert sorted(shown) == sorted(control.path for each in controls(law).values() for control in each)


def test_the_options_of_a_choice_stand_in_the_document_once() -> None:
    document = outline_document(USSR)
    ties = document["ties"][0]["controls"][0]
    assert [value for value, _ in document["options"][ties["options"]]] == ["lot", "elder", "nobody", "more-votes"]
    assert len({json.dumps(options) for options in document["options"]}) == len(document["options"])


def test_a_sentence_has_its_citation_and_certainty() -> None:
    entry = outline_document(USSR)["entries"][0]
    assert entry["sentence"]["article"] == "Const. art. 109 (U02)"
    assert entry["sentence"]["certainty"] == "seen"
    assert entry["ways"][0]["passages"][0]["question"] == "Who votes"


def _sentences(inside: Any) -> list[dict[str, Any]]:
    """Every sentence in a document, however deep."""
    if isinstance(inside, dict):
        own = [inside] if "text" in inside else []
        return own + [each for value in inside.values() for each in _sentences(value)]
    return [each for value in inside for each in _sentences(value)] if isinstance(inside, list) else []


def test_a_law_without_a_way_has_neither_its_sentences_nor_its_controls() -> None:
    gone = f"{CONGRESS}.routes.organisations"
    law: Constitution = load("ussr-1988", [(gone, "")])
    assert len(law.bodies[0].routes) == 2
    assert not any(path.startswith(gone) for path in controls(law))
    assert not any(each["path"].startswith(gone) for each in _sentences(outline_document(law)))
