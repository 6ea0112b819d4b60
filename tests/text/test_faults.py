"""Faults: their order, their words, what programs get, and the nearest word."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import comitia.text
from comitia.law.faults import Fault, Faults, did_you_mean, nearest
from comitia.text.codes import explain_codes

LATE = Fault("missing", "It is not there.", file="b.yaml", line=9, column=2)
EARLY = Fault("tab", "A tab.", file="b.yaml", line=9, column=1, article="Art. 4", mend="Use spaces.")
PLACELESS = Fault("unknown-law", "There is none.")


def test_faults_stand_in_the_order_of_the_files_and_each_only_once() -> None:
    faults = Faults([LATE, EARLY, LATE, PLACELESS])
    assert faults.faults == (PLACELESS, EARLY, LATE)
    assert len(faults) == 3


def test_a_fault_reads_as_place_article_message_and_mend() -> None:
    assert str(EARLY) == "b.yaml:9:1  Art. 4  A tab. Use spaces."
    assert str(PLACELESS) == "There is none."
    assert str(Faults([LATE, EARLY])) == f"{EARLY}\n{LATE}"


def test_programs_get_the_promised_keys() -> None:
    assert Faults(EARLY).as_dicts() == [
        {
            "code": "tab",
            "file": "b.yaml",
            "line": 9,
            "column": 1,
            "article": "Art. 4",
            "message": "A tab.",
            "mend": "Use spaces.",
        }
    ]


def test_faults_pass_from_one_process_to_another() -> None:
    assert pickle.loads(pickle.dumps(Faults([LATE, EARLY]))).faults == (EARLY, LATE)


def test_only_a_word_that_is_near_enough_is_offered() -> None:
    assert did_you_mean("congres", ["council", "congress"]) == "Did you mean 'congress'?"
    assert did_you_mean("Run_Off", ["first", "run-off"]) == "Did you mean 'run-off'?"
    assert did_you_mean("senate", ["council", "congress"]) is None
    assert did_you_mean("senate", []) is None


@given(st.text(), st.lists(st.text()))
def test_the_nearest_word_is_one_of_the_words_and_a_word_is_nearest_to_itself(word: str, words: list[str]) -> None:
    assert nearest(word, words) in {None, *words}
    assert nearest(word, [*words, word]) is not None


def test_every_code_that_is_used_is_explained_and_every_code_explained_is_used() -> None:
    folder = Path(comitia.text.__file__).parent
    sources = [path.read_text() for path in folder.glob("*.py") if path.name not in ("codes.py", "plain.py")]
    for code, sentence in explain_codes().items():
        assert sentence.endswith(".")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert any(f'"{code}"' in source for source in sources), code
    for source in sources:
        said = re.findall(r'(?:Fault|_Said|\.fault|_report|_stop|_expected)\(\s*"([a-z0-9-]+)"', source)
        assert set(said) <= set(explain_codes())


@pytest.mark.parametrize("given", [EARLY, [EARLY], (EARLY,)])
def test_one_fault_or_several_are_raised_alike(given: Fault | list[Fault]) -> None:
    assert Faults(given).faults == (EARLY,)
