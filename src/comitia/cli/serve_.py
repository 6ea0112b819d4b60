"""`comitia serve`: the page, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from comitia.run.study import Study
    from comitia.web.given import Given


@click.command("serve")
@click.argument("shown", metavar="[FILE|LINK|NAME]", required=False)
@click.option("--port", type=click.IntRange(0, 65535), help="Where to listen; 8765 or the next free one if absent.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def command(shown: str | None, port: int | None, no_open: bool) -> None:
    """Serve the page on this machine, and open it: three laws over the same people, to be changed and run again.

    It shows what FILE holds (a comparison, a scenario or a law), what a LINK of the page holds, or a law by NAME.
    Ctrl-C ends it.
    """
    from comitia.web.serve import serve
    from comitia.web.server import Server

    study, given = (None, None) if shown is None else _asked(shown)
    serve(Server(given, study), port, show=not no_open, up=click.echo)


def _asked(shown: str) -> tuple[Study, Given]:
    """The study that is meant, with laws that are files in full where they can be, and the names it needs besides."""
    from dataclasses import replace

    from comitia.web.given import Given

    study = _study(shown)
    for scenario in study.scenarios():
        scenario.law()
    laws = study.whole().laws
    society = study.society if study.society in _societies() else str(Path(study.society).resolve())
    names = tuple(law.constitution for law in laws if law.text is None and Path(law.constitution).is_absolute())
    others = () if society == study.society else (society,)
    return replace(study, laws=laws, society=society), Given(names, others)


def _study(shown: str) -> Study:
    from comitia.cli.scenario import society_for
    from comitia.run import scenario, study

    path = Path(shown)
    if study.is_link(shown):
        return study.of_link(shown)
    if path.is_file() and study.is_study(path):
        return study.read(path)
    if path.is_file() and scenario.is_scenario(path):
        return study.of_scenario(scenario.read(path), str(path))
    return study.Study(society_for(shown), (study.LawAsked(shown),), runs=40)


def _societies() -> tuple[str, ...]:
    from comitia.society.catalogue import names

    return names()
