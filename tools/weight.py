"""What the base install of Comitia weighs: its size, its packages, and how long it takes to start.

Installs the project as a user would (no extras, not editable) into an environment of its own, kept in
.venv-weight until pyproject.toml changes. Too many bytes or packages fail. Times are shown, and fail only
where they pass their limit threefold, since machines are noisy.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / ".venv-weight"

MEGABYTES, PACKAGES, SECONDS = 150, 25, 0.2
NOISE = 3
"""How many times its limit a time may take before it fails."""
RUNS = 5

USE_EVERY_NAME = "import comitia; [getattr(comitia, name) for name in comitia.__all__]"


class CannotMeasureError(Exception):
    """Something was missing, so the weight is unknown."""


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    measured: float
    form: str
    limit: float | None = None
    slack: float = 1

    @property
    def too_much(self) -> bool:
        return self.limit is not None and self.measured > self.limit * self.slack

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"limit {self.limit:{self.form}}"
        verdict = "TOO MUCH" if self.too_much else ""
        return f"{self.what:<28}{self.measured:>8{self.form}}   {limit:<12}{verdict}".rstrip()


@dataclass(frozen=True)
class Environment:
    """A virtual environment for nothing but the base install."""

    home: Path

    @property
    def _fresh(self) -> Path:
        """Lists what lay in site-packages before the first install; written when that is done."""
        return self.home / "fresh.txt"

    @property
    def _site(self) -> Path:
        (site,) = self.home.glob("lib/python*/site-packages")
        return site

    def prepare(self) -> None:
        """Install comitia as it is now; what it depends on only if no former run did."""
        if not self._fresh.exists():
            shutil.rmtree(STORE, ignore_errors=True)
            venv.create(self.home, with_pip=True)
            fresh = "\n".join(entry.name for entry in self._site.iterdir())
            self._pip_install(".")
            self._fresh.write_text(fresh)
        else:
            self._pip_install("--no-deps", "--force-reinstall", ".")

    def installed(self) -> Iterator[Path]:
        """The entries of site-packages that the install brought."""
        fresh = self._fresh.read_text().splitlines()
        return (entry for entry in self._site.iterdir() if entry.name not in fresh)

    def seconds(self, program: str, *arguments: str) -> float:
        """How long the whole process takes: the best of some runs."""
        return min(self._seconds_once(program, arguments) for _ in range(RUNS))

    def _seconds_once(self, program: str, arguments: tuple[str, ...]) -> float:
        start = time.perf_counter()
        self._run(program, *arguments)
        return time.perf_counter() - start

    def _pip_install(self, *arguments: str) -> None:
        pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        try:
            self._run("python", *pip, *arguments)
        except CannotMeasureError as why:
            raise CannotMeasureError(f"{why}\nInstalling needs a package index: is there a network?") from why

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run([str(self.home / "bin" / program), *arguments], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise CannotMeasureError(f"`{' '.join([program, *arguments])}` failed:\n{done.stderr.strip()}")


def environment() -> Environment:
    """The one for this pyproject.toml and this Python."""
    key = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode())
    return Environment(STORE / key.hexdigest()[:12])


def size(entry: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    files = entry.rglob("*") if entry.is_dir() else (entry,)
    return sum(file.stat().st_size for file in files if file.is_file())


def weigh(base: Environment) -> Iterator[Line]:
    """Every figure, with the limit it must keep where there is one."""
    installed = list(base.installed())
    others = [e for e in installed if e.suffix == ".dist-info" and not e.name.startswith("comitia-")]
    yield Line("installed, MB", sum(map(size, installed)) / 1e6, ".1f", MEGABYTES)
    yield Line("packages besides comitia", len(others), ".0f", PACKAGES)

    bare = base.seconds("python", "-c", "")
    importing = base.seconds("python", "-c", "import comitia")
    yield Line("bare Python, s", bare, ".3f")
    yield Line("import comitia, s", importing, ".3f", SECONDS, NOISE)
    yield Line("  of which comitia, s", importing - bare, ".3f")
    yield Line("comitia --help, s", base.seconds("comitia", "--help"), ".3f", SECONDS, NOISE)
    yield Line("every public name used, s", base.seconds("python", "-c", USE_EVERY_NAME), ".3f")


def main() -> int:
    """Print the table; 1 if anything weighs too much or cannot be weighed."""
    base = environment()
    try:
        base.prepare()
        lines = list(weigh(base))
    except CannotMeasureError as why:
        print(f"The base install cannot be weighed: {why}", file=sys.stderr)
        return 1
    print(*lines, sep="\n")
    return int(any(line.too_much for line in lines))


if __name__ == "__main__":
    sys.exit(main())
