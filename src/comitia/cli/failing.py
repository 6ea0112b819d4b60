"""How a command fails: one clear message on standard error, and an exit code that says whose fault it was."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import click

DONE, OURS, YOURS, UNDECIDED, STOPPED = 0, 1, 2, 3, 130


def guarded(command: Callable[[], Any]) -> int:
    """Run a command and turn every way of failing into an exit code."""
    try:
        code = command()
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return YOURS
    except (KeyboardInterrupt, click.Abort):
        print("stopped.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _told(error)


def _told(error: Exception) -> int:
    from comitia.law.faults import Faults
    from comitia.run.draws import Undecided
    from comitia.text.render import render

    if isinstance(error, Faults):
        print(render(error), file=sys.stderr)
        return YOURS
    if isinstance(error, Undecided):
        print(f"undecided: {error}\nSupply the lot with --draws FILE, or draw one here with --seed N.", file=sys.stderr)
        return UNDECIDED
    if isinstance(error, OSError) and error.filename is not None:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return YOURS
    traceback.print_exc()
    print("This is a fault of Comitia's. Please report it with the lines above.", file=sys.stderr)
    return OURS
