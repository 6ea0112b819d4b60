"""What the page asks of laws and studies without a run: checked, told, held against each other, written down.

Every function is done in a worker, takes bodies as `asked` has read them, and gives the bytes of a JSON document.
"""

from __future__ import annotations

import json
import shlex
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.plan.check import Checked, check_file, check_text
from comitia.printed import printed
from comitia.run import study as studies
from comitia.run.scenario import Scenario
from comitia.run.scenario import read as read_scenario
from comitia.run.store import SCENARIO
from comitia.run.study import LawAsked, Study
from comitia.text.catalogue import find
from comitia.web.catalogue import known_societies, permitted
from comitia.web.given import Given

Document = dict[str, Any]
FILE = "study.yaml"


def plain(document: Document) -> bytes:
    """A document of the page's own, which no command prints."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def study_of(given: Document, known: Given) -> Study:
    """A study that may be carried out: its names are those of the catalogue. Faults: another."""
    made = studies.of_json(given)
    permitted(made, known)
    return made


def _law_asked(given: Document, known: Given) -> LawAsked:
    """A law as a part of a study, by the same rules."""
    (law,) = study_of({"society": known_societies(known)[0], "laws": [given]}, known).laws
    return law


def _law(asked: LawAsked) -> Constitution:
    return Scenario(asked.constitution, "", settings=asked.settings, text=asked.text).law()


def check(given: Document, known: Given) -> bytes:
    """What `comitia check --json` prints."""
    try:
        faults = _checked(_law_asked(given, known)).faults
    except Faults as unreadable:
        faults = unreadable.faults
    return printed({"ok": not faults, "faults": [fault.as_dict() for fault in faults]}).encode()


def _checked(asked: LawAsked) -> Checked:
    if asked.text is not None:
        return check_text(asked.text, asked.settings)
    return check_file(find(asked.constitution), asked.settings)


def told(given: Document, known: Given) -> bytes:
    """A law for reading and editing: its text, and its rules as sentences with their controls."""
    from comitia.explain.editing import outline_document

    asked = _law_asked(given, known)
    text = asked.text if asked.text is not None else find(asked.constitution).read_text(encoding="utf-8")
    return plain({**outline_document(_law(asked)), "text": text})


def without(given: Document, path: str, known: Given) -> bytes:
    """The settings that take a rule out of a law with all that hangs on it, after those it has; and the sentence."""
    from comitia.explain.without import without as taken_out

    asked = _law_asked(given, known)
    found = taken_out(_law(asked), path)
    settings = [f"{path}={value}" for path, value in (*asked.settings, *found.settings)]
    return plain({"set": settings, "sentence": found.sentence})


def changes(before: Document, after: Document, known: Given) -> bytes:
    """What differs between two laws, rule by rule, and in a sentence."""
    from comitia.explain.edited import edited

    return plain(edited(*(_law(_law_asked(each, known)) for each in (before, after))))


def command(given: Document, known: Given) -> bytes:
    """The line and the Python that make the same bytes as the page, and the file that they read or that does so."""
    study = study_of(given, known)
    names = [":".join([law.constitution, *(f"{p}={v}" for p, v in law.settings)]) for law in study.laws]
    alone = studies.named(names, study.society).laws == study.laws
    voters = [f"{path}={value}" for path, value in study.settings]
    options = ["--by", study.by, "--runs", str(study.runs), "--seed", str(study.seed)]
    line = ["comitia", "compare", FILE]
    if alone:
        line = ["comitia", "compare", *names, "--society", study.society, *options]
        line += [part for each in voters for part in ("--set", each)]
    called = repr(FILE)
    if alone and not voters:
        called = f"{names!r}, {study.society!r}, by={study.by!r}, runs={study.runs}, seed={study.seed}"
    python = [
        "import comitia as cm",
        "",
        'if __name__ == "__main__":  # runs are done by other processes, which read this file, too',
        f"    made = cm.compare({called})",
        '    print(made.json(), end="")',
    ]
    return plain(
        {"line": shlex.join([*line, "--no-moves", "--json"]), "python": "\n".join(python) + "\n", "file": study.text()}
    )


def read(text: str, known: Given) -> bytes:
    """The study in the text of a scenario file: of a comparison, or of one run."""
    made = (
        _of_run(text) if text.lstrip().startswith("scenario:") or "\nscenario:" in text else studies.of_text(text, FILE)
    )
    permitted(made, known)
    return plain({"study": made.as_json()})


def _of_run(text: str) -> Study:
    """The scenario of one run as a study of one law. Faults: it says what a comparison cannot hold."""
    with tempfile.TemporaryDirectory(prefix="comitia-") as folder:
        path = Path(folder) / SCENARIO
        path.write_text(text, encoding="utf-8")
        try:
            run = read_scenario(path)
        except Faults as found:
            raise Faults(replace(each, file=SCENARIO) for each in found.faults) from None
    return studies.of_scenario(run, SCENARIO)


def accepted(given: Document, known: Given) -> Study:
    """A study that can be run. Faults: what is wrong with its laws, people or settings."""
    study = study_of(given, known)
    for scenario in study.scenarios():
        scenario.law()
        scenario.voters()
    scenario.people().attribute(study.by)
    return study


def ready() -> None:
    """Nothing: what the worker needs is read with this module."""
