"""The folder that a data editor wants: how to repeat a run, its data, what each file is, and checksums.

Journals ask for a README with environment and commands, the data with a codebook, and a way to verify (AJPS and APSR
guidelines for replication). Everything in it is read from the folder of the run; nothing is computed anew.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from comitia.explain.citing import in_words, of_law, of_society, software
from comitia.law.faults import Fault, Faults
from comitia.picture.shown import of_kept
from comitia.report.build import report
from comitia.run.kept import Kept

SUMS, README, ENVIRONMENT, REPORT = "SHA256SUMS", "README.md", "environment.txt", "report.html"
_PARTS = ("comitia", "numpy", "pydantic", "PyYAML", "click", "arro3-core", "arro3-io")

_MEANS = {
    "run.json": "the run as one document: bodies, routes, shares, measures",
    "scenario.yaml": "what repeats the run: law, society, seed, settings",
    "codebook": "the meaning of every column of every table",
    REPORT: "the run as a page: pictures, tables, law, assumptions, fit",
    "roll": "one row a mandate: holder, body, route, contest, stage, votes, article",
    "lineage": "edges: whose votes stand behind a mandate",
    "voters": "the types of voter that the lineage speaks of",
    "contests": "one row a contest and stage",
    "candidates": "one row a name on a paper",
    "draws": "every tie that was settled, and how",
}


def archive(folder: Path, target: Path) -> list[str]:
    """Write the archive of a run to a new folder; the names of its files. Faults: no run; the target is in use."""
    run = of_kept(Kept(folder))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        message = f"{target} exists and is not empty."
        raise Faults(Fault("folder-in-use", message, file=str(target), mend="Name a new folder."))
    page = report(folder)
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.name != REPORT:
            shutil.copyfile(file, target / file.name)
    (target / REPORT).write_text(page, encoding="utf-8")
    (target / ENVIRONMENT).write_text(_environment(), encoding="utf-8")
    files = sorted(file.name for file in target.iterdir())
    references = [in_words(each) for each in (software(), *of_law(run.law), *of_society(run.society))]
    (target / README).write_text(_readme(run.label, run.document, files, references), encoding="utf-8")
    sums = "".join(f"{_digest(target / name)}  {name}\n" for name in sorted([*files, README]))
    (target / SUMS).write_text(sums, encoding="utf-8")
    return sorted([*files, README, SUMS])


def differing(target: Path) -> list[str]:
    """The files of an archive that are not as its checksums say, or are missing. Faults: it has no checksums."""
    listed = target / SUMS
    if not listed.is_file():
        mend = "Give a folder that `comitia archive` wrote."
        raise Faults(Fault("no-archive", f"{target} has no {SUMS}.", file=str(target), mend=mend))
    found = []
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        file = target / Path(name).name  # a name with folders in it leads nowhere
        if not file.is_file() or _digest(file) != digest:
            found.append(name)
    return found


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _environment() -> str:
    lines = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in _PARTS)]
    return "\n".join(lines) + "\n"


def _readme(label: str, told: dict[str, object], files: list[str], references: list[str]) -> str:
    stems = dict.fromkeys(Path(name).stem if name.endswith((".csv", ".parquet")) else name for name in files)
    rows = "\n".join(f"| `{name}` | {_means(name)} |" for name in stems if _means(name))
    cited = "\n".join(f"- {each}" for each in references)
    hashes = json.dumps({key: value for key, value in told.items() if key.endswith("_sha256")}, indent=1)
    return f"""# {label}

## Repeat it

Environment: `{ENVIRONMENT}`. Install comitia {told.get("comitia", "")} and run, in this folder:

```console
comitia run scenario.yaml --out again
comitia archive --check .
```

The first command writes the tables again; each is byte for byte the file of the same name here. The second compares
every file with `{SUMS}`.

## What each file is

Tables are in two forms, `.csv` (UTF-8) and `.parquet`, with the same content.

| file | holds |
|---|---|
{rows}

What each command makes: `comitia run` the tables, `run.json` and `scenario.yaml`; `comitia report` the page
`{REPORT}`; `comitia plot DIR KIND` any single picture of it.

## Inputs

```json
{hashes}
```

## Cite

{cited}
"""


def _means(name: str) -> str:
    return "the versions that made it" if name == ENVIRONMENT else _MEANS.get(name, "")
