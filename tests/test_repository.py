"""The repository as a whole: what it promises outside, and what it must not contain."""

from __future__ import annotations

import inspect
import pickle
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import comitia

ROOT = Path(__file__).resolve().parent.parent
FIRST_SCREEN = 40  # lines

TREES = ("src", "tests", "docs", "cases", "tools", "benchmarks")
WRITTEN = {"", ".cff", ".csv", ".ipynb", ".json", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home)/\w")
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b")  # in brackets, so as not to find itself


def written_files() -> Iterator[Path]:
    for tree in TREES:
        for path in (ROOT / tree).rglob("*"):
            if path.is_file() and path.suffix in WRITTEN and "__pycache__" not in path.parts:
                yield path
    for path in (*ROOT.glob("[!.]*"), ROOT / ".ci" / "run"):
        if path.is_file() and path.suffix in WRITTEN:
            yield path


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern stands in what people wrote, as `file:line`."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in written_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# Public names


def test_public_names_are_few_sorted_and_complete() -> None:
    assert comitia.__all__ == sorted(comitia.__all__)
    assert len(comitia.__all__) <= 25
    assert set(comitia.__all__) == {*comitia._HOMES, "__version__"}
    assert set(comitia.__all__) <= set(dir(comitia))


@pytest.mark.parametrize("name", comitia.__all__)
def test_every_public_name_stands_for_something(name: str) -> None:
    assert getattr(comitia, name) is not None


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="module 'comitia' has no attribute 'rum'"):
        comitia.rum  # type: ignore[attr-defined]  # noqa: B018


def test_importing_comitia_imports_nothing_heavy() -> None:
    heavy = "{'arro3', 'click', 'numpy', 'pydantic', 'python_calamine', 'rich', 'xlsxwriter', 'yaml'}"
    program = f"import sys, comitia; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# Packages that answer calls


@pytest.mark.parametrize(("name", "module"), [("run", "runner"), ("society", "catalogue")])
def test_a_package_that_answers_calls_is_itself_whatever_was_imported_before(name: str, module: str) -> None:
    program = (
        f"import comitia; before = comitia.{name}; import comitia.{name}.{module}; "
        f"assert before is comitia.{name} and callable(before)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(("name", "module"), [("run", "runner"), ("society", "catalogue")])
def test_a_package_that_answers_calls_has_the_signature_of_its_function(name: str, module: str) -> None:
    function = getattr(import_module(f"comitia.{name}.{module}"), name)
    assert inspect.signature(getattr(comitia, name)) == inspect.signature(function)


@pytest.mark.parametrize("name", ["run", "society"])
def test_a_package_that_answers_calls_can_be_sent_to_a_worker(name: str) -> None:
    package = getattr(comitia, name)
    assert isinstance(package, ModuleType)
    assert pickle.loads(pickle.dumps(package)) is package


# One version, and what stands around the code


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/comitia/__init__.py"
    assert yaml.safe_load(text("CITATION.cff"))["version"] == comitia.__version__
    newest = re.search(r"^## \[(.+?)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == comitia.__version__
    assert version("comitia") == comitia.__version__, "installed from other sources: run make clean"


def test_the_citation_says_what_the_format_asks() -> None:
    citation = yaml.safe_load(text("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert all(isinstance(citation[key], str) and citation[key] for key in ("message", "title", "version"))
    assert citation["license"] == tomllib.loads(text("pyproject.toml"))["project"]["license"]
    assert citation["authors"]
    assert all(author.keys() & {"name", "family-names"} for author in citation["authors"])


def test_the_readme_shows_on_its_first_screen_how_to_try_and_how_to_test() -> None:
    first_screen = "\n".join(text("README.md").splitlines()[:FIRST_SCREEN])
    assert "make demo" in first_screen
    assert "make test" in first_screen


def test_no_file_names_a_path_of_one_machine() -> None:
    assert places(MACHINE_PATH) == []


def test_no_file_is_left_unfinished() -> None:
    assert places(UNFINISHED) == []
