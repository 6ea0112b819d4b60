"""Citations: the software as CITATION.cff has it, laws with their acts, societies with their sources."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import comitia
from comitia.explain import citing
from comitia.explain.citing import Reference, bibtex, in_words, of_law, of_society, software
from comitia.society.catalogue import society
from comitia.text.catalogue import load

CFF = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_citation_file_of_the_repository_says_the_same() -> None:
    assert CFF["title"] == citing.TITLE
    assert tuple(author["name"] for author in CFF["authors"]) == citing.AUTHORS
    assert CFF["license"] == citing.LICENSE
    assert CFF["abstract"].strip() == citing.ABSTRACT
    assert CFF["version"] == comitia.__version__ == software().version


def test_the_software_in_words_and_in_bibtex() -> None:
    version = comitia.__version__
    assert in_words(software()) == f"The Comitia developers. Comitia, version {version}. Software. Licence: Apache-2.0."
    assert bibtex(software()).startswith("@software{comitia,\n  author = {{The Comitia developers}},\n")


def test_a_law_is_cited_with_its_acts_but_not_with_what_is_only_assumed() -> None:
    law = load("ussr-1988")
    first, *acts = of_law(law)
    assert first.key == "comitia-ussr-1988"
    assert re.search(r"SHA-256 [0-9a-f]{12}", in_words(first))
    assert {act.key for act in acts} == {f"ussr-1988-{act.id}" for act in law.acts if act.id != "comitia"}


def test_a_society_is_cited_with_every_source_once() -> None:
    people = society("ussr-1989")
    first, *sources = of_society(people)
    titles = [source.title for source in sources]
    assert people.digest[:12] in in_words(first)
    assert len(set(titles)) == len(titles)
    assert {margin.source for margin in people.margins if margin.certainty != "derived"} <= set(titles)


def test_bibtex_escapes_what_is_special_in_tex() -> None:
    odd = Reference("k", "act", "Trade & industry, 50% of_it", date="1918-07-10", note="#1")
    assert bibtex(odd) == (
        "@misc{k,\n  title = {{Trade \\& industry, 50\\% of\\_it}},\n  date = {1918-07-10},\n"
        "  year = {1918},\n  note = {\\#1},\n}"
    )
    assert in_words(odd) == "Trade & industry, 50% of_it, 1918-07-10. #1."
