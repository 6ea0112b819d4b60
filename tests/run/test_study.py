"""Studies as files, links and JSON: whatever the way, the same comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.law.faults import Faults
from comitia.run.study import LawAsked, Study, is_study, named, of_json, of_link, of_text, read

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
PATHS = st.from_regex(r"[a-z]{1,6}(\.[a-z0-9+-]{1,6}){0,3}", fullmatch=True)
SETTINGS = st.lists(st.tuples(PATHS, WORDS.map(str.strip)), max_size=3).map(tuple)
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.just("a: b\n\n  c: d\n")
LAWS = st.builds(LawAsked, WORDS, SETTINGS, TEXTS)
STUDIES = st.builds(
    Study,
    WORDS,
    st.lists(LAWS, min_size=1, max_size=3).map(tuple),
    WORDS,
    st.integers(0, 10**17),
    st.integers(1, 10**6),
    SETTINGS,
)
TWO = named(["ussr-1936:names-on-the-paper=as-practised", "ussr-1988:bodies.congress.seats=2000"], "ussr-1989")


@given(STUDIES)
def test_a_link_a_file_and_json_give_back_the_same(study: Study) -> None:
    assert of_link(f"http://127.0.0.1:8765/{study.link()}") == study
    assert of_text(study.text()) == study
    assert of_json(json.loads(json.dumps(study.as_json()))) == study


def test_names_carry_answers_and_rules() -> None:
    assert TWO.laws[0].settings == (("choices.names-on-the-paper", "as-practised"),)
    assert TWO.laws[1].settings == (("bodies.congress.seats", "2000"),)
    assert [scenario.society for scenario in TWO.scenarios()] == ["ussr-1989"] * 2


def test_a_value_may_have_a_colon() -> None:
    assert named(["club:bodies.a.title=One: two"], "x").laws[0].settings == (("bodies.a.title", "One: two"),)


def test_the_text_of_a_law_stays_readable_in_the_file() -> None:
    study = Study("ussr-1989", (LawAsked("own", text="constitution: own\ntitle: Ours\n"),))
    assert "    text: |\n      constitution: own\n      title: Ours\n" in study.text()


def test_the_laws_of_a_file_lie_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("constitution: mine\n")
    file = tmp_path / "study.yaml"
    file.write_text(
        "compare: two\nsociety: ussr-1989\nlaws:\n  - constitution: mine.yaml\n  - constitution: lot-2250\n"
    )
    assert is_study(file)
    assert [law.constitution for law in read(file).laws] == [str(tmp_path / "mine.yaml"), "lot-2250"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("compare: x\nsociety: s\n", None, "at least one law"),
        ("compare: x\nsociety: s\nlaws:\n  - constitution: a\n    sets: []\n", 5, "no “sets”"),
        ("compare: x\nsociety: s\nruns: many\nlaws:\n  - constitution: a\n", 3, "expected a whole number from 1"),
        ("compare: x\nlaws:\n  - constitution: a\n", 1, "`society` is missing"),
        ("- 1\n", 1, "Found no keys"),
        ("compare: x\nsociety: s\nlaws:\n  - constitution: a\n    set: 3\n", 5, "list of PATH=VALUE"),
        ("compare: x\nsociety: s\nlaws:\n  - constitution: a\n    set: [seats]\n", None, "PATH=VALUE"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(text: str, line: int | None, says: str) -> None:
    with pytest.raises(Faults) as told:
        of_text(text)
    (fault,) = told.value.faults
    assert says in fault.message
    assert line is None or fault.line == line


@pytest.mark.parametrize("link", ["", "#s=", "#s=abc", "#s=%%%", "http://x/#s=AAAA", f"{TWO.link()[:-3]}"])
def test_a_broken_link_is_refused(link: str) -> None:
    with pytest.raises(Faults):
        of_link(link)


def test_a_link_that_grows_beyond_measure_is_refused() -> None:
    huge = Study("s", (LawAsked("a", text="x" * 5_000_000),)).link()
    with pytest.raises(Faults):
        of_link(huge)


@pytest.mark.parametrize("tree", [None, 3, [], {"laws": 3}, {"society": "x", "laws": [{}]}, {"laws": [[[]]]}])
def test_other_json_is_refused(tree: object) -> None:
    with pytest.raises(Faults):
        of_json(tree)
