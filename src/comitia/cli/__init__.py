"""The command line: one file a command, each read only when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from comitia import __version__

COMMANDS = {
    "apportion": "seats or delegates to units",
    "archive": "a run as the folder that a data editor wants",
    "calibrate": "fit the voter model to published figures, and show the fit",
    "check": "is this law complete and consistent?",
    "cite": "how to cite Comitia, a law and a society",
    "compare": "the same people under different laws",
    "count": "real votes to mandates, by a law or by one counting rule",
    "demo": "the Congress of 1989, filled by its own law",
    "diff": "what changed between two laws, rule by rule",
    "list": "the constitutions, counting rules, entitlement rules and societies that are shipped",
    "new": "start a law of one's own",
    "plot": "one picture of a run",
    "powers": "who can do what to whom",
    "recount": "repeat a count that was kept, and say whether anything differs",
    "report": "one page of a run that opens without a network",
    "run": "fill every body of a law",
    "schema": "JSON Schema of constitutions, for editors",
    "serve": "the page, on this machine",
    "show": "a law or a counting rule in words, with its articles",
    "trace": "the road of one mandate, article by article",
}
"""Every command and what it does; `comitia.cli.NAME:command` is it."""


class Lazy(click.Group):
    """A group whose commands are imported when they are used, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"comitia.cli.{cmd_name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and one line each, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command where there is none of that name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from comitia.law.faults import did_you_mean

            mend = did_you_mean(args[0], list(COMMANDS))
            ctx.fail(f"there is no command “{args[0]}”. {mend or 'comitia --help lists them.'}")
        return super().resolve_command(ctx, args)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="comitia")
def cli() -> None:
    """Run a constitution: fill its bodies from real or simulated votes, and see who ends up in the room."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line. Exit codes: 0 done, 1 our fault, 2 a fault in what was given, 3 undecided, 130 stopped."""
    from comitia.cli.failing import guarded

    return guarded(lambda: cli.main(args=argv, prog_name="comitia", standalone_mode=False))
