"""Whatever stands in a file: it is a law, or there are faults, and nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comitia.law.faults import Faults
from comitia.text.read import read
from comitia.text.render import render
from tests.text.club import LAW, faults_in

SIGNS = st.sampled_from(
    [*"\n\t :-[]{}#&*!|>'\"%@`,?\0\ufeff\u2028\x85é人", "\n  ", ": ", "- ", "*a", "&a ", "---\n", "<<: "]
)
TOKENS = st.one_of(SIGNS, st.text(max_size=4), st.sampled_from(LAW.split()))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = LAW
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + draw(TOKENS) + text[stop:]
    return text


def assert_told_well(text: str) -> None:
    found = faults_in(text)
    for fault in found:
        assert fault.message.endswith((".", "?"))
        assert fault.line is None or 1 <= fault.line <= text.count("\n") + text.count("\r") + 10
    render(found).encode()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("text") / "law.yaml"


@given(content=st.binary(max_size=400))
@example(content=b"\xff\xfea\0:\0")
@example(content=b"\xef\xbb\xbf")
@example(content=b"a: \xed\xa0\x80")
def test_any_bytes_give_faults(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Faults) as caught:
        read(path)
    render(caught.value).encode()


@given(text=st.lists(TOKENS, max_size=30).map("".join))
def test_any_text_gives_faults(text: str) -> None:
    assert_told_well(text)
    assert_told_well(f"bodies: {text}")


@given(text=mutated())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_law_altered_in_any_way_is_a_law_or_gives_faults(text: str) -> None:
    assert_told_well(text)
