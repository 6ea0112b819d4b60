"""The page of official results names tests and cases that are there."""

from __future__ import annotations

import re

import pytest

from tools.docs.pages import ROOT

TEXT = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
CASES = sorted(set(re.findall(r"`(?:cases/good/)?([a-z]+_[0-9]{4}_[a-z0-9_…]+)`", TEXT)))
TESTS = sorted(set(re.findall(r"`((?:tests/[a-z_]+/)?test_[a-z0-9_]+(?:\.py)?)`", TEXT)))
LAWS = sorted(set(re.findall(r"`([a-z-]+-(?:1[789]|20)[0-9]{2})`", TEXT)))


@pytest.mark.parametrize("name", CASES)
def test_a_case_that_the_page_names_is_there(name: str) -> None:
    assert list((ROOT / "cases" / "good").glob(name.replace("…", "*"))), name


@pytest.mark.parametrize("name", TESTS)
def test_a_test_that_the_page_names_is_there(name: str) -> None:
    if name.startswith("tests/golden/") and not (ROOT / "tests" / "golden").is_dir():
        pytest.skip("the tests of transferable votes are not in this copy")
    assert list((ROOT / "tests").rglob(f"{name.rpartition('/')[2].removesuffix('.py')}.py")), name


@pytest.mark.parametrize("name", LAWS)
def test_a_law_that_the_page_names_is_shipped(name: str) -> None:
    assert (ROOT / "src" / "comitia" / "constitutions" / name / "law.yaml").is_file()


def test_the_page_names_something() -> None:
    assert len(CASES) >= 5
    assert len(TESTS) >= 8
    assert len(LAWS) >= 15
