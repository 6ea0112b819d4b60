"""The pages of the documentation, and what in them is run or made.

A page may hold, each announced by a comment on the line above it:

- a block ```` ```console ````: every line `$ comitia …` is run, in the order of the page and in a folder of the page's
  own. `<!-- exit 2 -->` says that the command is to fail so. `<!-- show "Seats" 4, "Offices" 3 -->` says which lines of
  the output stand below it: four from the first that holds the word Seats, three from the next that holds Offices.
  Without `show` the lines were written by hand, and each must occur in the output, in this order.
- `<!-- run -->` and a block ```` ```python ````: run after the commands, all blocks of a page as one program; and
  `<!-- prints -->` with a block ```` ```text ````: what the block above it printed.
- `<!-- write FILE -->` and a block: a file that commands below it use; `<!-- edit FILE -->` and a block
  ```` ```diff ````: lines of such a file that become others.
- `<!-- made NAME -->` … `<!-- end -->`: what the maker of that name gives (`tools/docs/makers.py`).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WIDTH = "100"
CUT = "…"

FENCE = re.compile(r"^(?P<fence>```+)(?P<kind>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
NOTE = re.compile(r"<!-- (?P<words>[^\n]*?) -->\n\Z")
MADE = re.compile(r"(?P<head><!-- made (?P<name>[a-z0-9 -]+) -->\n)(?P<text>.*?)(?P<tail><!-- end -->)", re.DOTALL)
SHOW = re.compile(r'"(?P<start>[^"]+)" (?P<lines>\d+)')

Makers = Mapping[str, Callable[[], str]]


class DocumentationError(Exception):
    """A page says what is not so; the message names page and line."""


@dataclass(frozen=True)
class Block:
    """A fenced block: where its text begins and ends in the page, its kind, and the comment above it."""

    start: int
    end: int
    line: int
    kind: str
    text: str
    note: str

    def asks(self, word: str) -> str | None:
        """What follows a word of the comment: `FILE` after `write`, nothing after `run`; None where it is not there."""
        found = re.search(rf"(?:^|; ){word}(?: (?P<rest>[^;]*))?(?:$|;)", self.note)
        return None if found is None else found["rest"] or ""


def pages() -> list[Path]:
    """Every page that is run: what stands at the top of the repository, and the folder docs."""
    top = (ROOT / name for name in ("README.md", "CONTRIBUTING.md"))
    return [*(page for page in top if page.exists()), *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(page: Path) -> str:
    """A page by its path in the repository."""
    return page.relative_to(ROOT).as_posix()


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in FENCE.finditer(text):
        note = NOTE.search(text, 0, found.start())
        yield Block(
            found.start("text"),
            found.end("text"),
            text.count("\n", 0, found.start("text")) + 1,
            found["kind"].strip(),
            found["text"],
            note["words"] if note else "",
        )


# Commands


@dataclass(frozen=True)
class Command:
    """A line `$ comitia …` with the lines below it."""

    typed: str
    shown: tuple[str, ...]

    @property
    def arguments(self) -> list[str]:
        words = shlex.split(self.typed.replace("\\\n", " "), comments=True)
        if not words or words[0] != "comitia":
            raise DocumentationError(f"“{self.typed}” is no command of comitia: write it in a block of the kind sh")
        return words[1:]


def commands(block: Block) -> list[Command]:
    """The commands of a console block; a line that ends in a backslash goes on in the next."""
    found: list[tuple[str, list[str]]] = []
    continued = False
    for line in block.text.splitlines():
        begins = line.startswith("$ ")
        if continued:
            found[-1] = (f"{found[-1][0]}\n{line}", [])
        elif begins:
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
        else:
            raise DocumentationError("a block of the kind console begins with a command, `$ comitia …`")
        continued = (begins or continued) and line.endswith("\\")
    return [Command(typed, tuple(shown)) for typed, shown in found]


def run_command(arguments: list[str]) -> tuple[int, str]:
    """Run comitia in this process, in the folder it is in: exit code, and what it printed."""
    alone = not any(word in ("--out", "--in") or Path(word).exists() for word in arguments)
    return _run_once(tuple(arguments)) if alone and arguments[:1] in (["demo"], ["run"]) else _run(arguments)


@cache
def _run_once(arguments: tuple[str, ...]) -> tuple[int, str]:
    """A command that neither reads nor writes files of one's own gives the same again."""
    return _run(list(arguments))


def _run(arguments: list[str]) -> tuple[int, str]:
    from comitia.cli import main
    from comitia.cli.output import console

    out = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    console.cache_clear()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = main(arguments)
    finally:
        console.cache_clear()
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    return code, out.getvalue()


def excerpt(output: str, wanted: str) -> list[str]:
    """The lines that `show` asks for, with a sign where lines are left out."""
    lines = [line.rstrip() for line in output.splitlines()]
    chosen: list[str] = []
    place = 0
    for part in SHOW.finditer(wanted):
        start = next((i for i in range(place, len(lines)) if part["start"] in lines[i]), -1)
        if start < 0:
            raise DocumentationError(f"the output has no line with “{part['start']}”:\n{output}")
        chosen += [CUT] if any(lines[place:start]) else [""] if start > place > 0 else []
        place = start + int(part["lines"])
        chosen += lines[start:place]
    if any(lines[place:]):
        chosen.append(CUT)
    return chosen


def missing(shown: tuple[str, ...], output: str) -> list[str]:
    """The lines written by hand that the output does not have, or not in this order."""
    lines = iter([line.rstrip() for line in output.splitlines()])
    return [line for line in shown if line.strip() not in ("", CUT) and line.rstrip() not in lines]


# Python

_DRIVER = """
import contextlib, io, json, sys
shared, printed = {"__name__": "__main__"}, []
for line, text in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile("\\n" * (line - 1) + text, sys.argv[1], "exec"), shared)
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""


def run_python(page: str, programs: list[Block], folder: Path) -> list[str]:
    """Run the blocks of a page as one program of its own; what each printed."""
    given = json.dumps([(block.line, block.text) for block in programs])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _DRIVER, page],
        input=given, cwd=folder, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise DocumentationError(f"{page}: a Python example fails\n{done.stderr}")
    printed: list[str] = json.loads(done.stdout)
    return printed


# Pages


def made(text: str, makers: Makers) -> str:
    """A page with what is made in it made anew."""

    def again(found: re.Match[str]) -> str:
        if found["name"] not in makers:
            raise DocumentationError(f"nothing makes “{found['name']}”; see tools/docs/makers.py")
        now = makers[found["name"]]().strip("\n")
        return f"{found['head']}{kept_date(found['text'], now)}\n{found['tail']}"

    return MADE.sub(again, text)


DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b(?= by `)")
"""A day on which something was made, `2026-11-24 by `command``: it changes only with what was made."""


def kept_date(before: str, now: str) -> str:
    """The new text; with the old day where nothing else is new."""
    old = DATE.search(before)
    return before.strip("\n") if old and DATE.sub(old[0], now) == before.strip("\n") else now


def played(page: Path, folder: Path, text: str | None = None) -> str:
    """The page with all that it shows as it is now, after running everything in it. Raises what is not so."""
    text = page.read_text(encoding="utf-8") if text is None else text
    found = list(blocks(text))
    news = dict(_commands_played(page, found, folder))
    programs = [block for block in found if block.kind == "python" and block.asks("run") is not None]
    printed = dict(zip(programs, run_python(name_of(page), programs, folder), strict=True)) if programs else {}
    last = ""
    for block in found:
        if block in printed:
            last = printed[block]
        elif block.asks("prints") is not None:
            news[block] = "\n".join(line.rstrip() for line in last.splitlines()) + "\n"
    for block in sorted(news, key=lambda each: -each.start):
        text = text[: block.start] + news[block] + text[block.end :]
    return text


def _commands_played(page: Path, found: list[Block], folder: Path) -> Iterator[tuple[Block, str]]:
    with contextlib.chdir(folder):
        for block in found:
            try:
                if name := block.asks("write"):
                    Path(name).write_text(block.text, encoding="utf-8")
                elif name := block.asks("edit"):
                    _edit(Path(name), block.text)
                elif block.kind == "console":
                    yield block, _console_played(block)
            except DocumentationError as why:
                raise DocumentationError(f"{name_of(page)}:{block.line}: {why}") from None


def _edit(file: Path, diff: str) -> None:
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++", "@@"))]
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise DocumentationError(f"{file} has the lines of the diff {text.count(old)} times")
    file.write_text(text.replace(old, new), encoding="utf-8")


def _console_played(block: Block) -> str:
    wanted, code = block.asks("show"), int(block.asks("exit") or 0)
    lines = []
    for command in commands(block):
        done, output = run_command(command.arguments)
        if done != code:
            raise DocumentationError(f"“{command.typed}” ends with {done} and not {code}:\n{output}")
        if wanted is None and (absent := missing(command.shown, output)):
            raise DocumentationError(f"“{command.typed}” does not print: {absent[0]}\nbut:\n{output}")
        lines += [f"$ {command.typed}", *(command.shown if wanted is None else excerpt(output, wanted))]
    return "\n".join(lines) + "\n"
