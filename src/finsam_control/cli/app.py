"""The group of commands; each command's module is imported when it is called, so that --help is quick."""

from __future__ import annotations

import importlib
import sys

import click

from finsam_control import __version__

#: Command, the module of this package that holds it, and its line in --help.
_COMMANDS = {
    "authority": "Say who might decide what on a day, by the delegation order in force then.",
    "calendar": "List every duty with a last day in a year, and write it as iCalendar.",
    "check": "Judge one or more years and print a graded control report.",
    "diff": "Compare two JSON reports: new, vanished, changed, remaining and fixed deviations.",
    "explain": "Show a rule: its law, its condition, and with PATH how a year stands against it.",
    "init": "Begin the records of a year: a workbook to fill in, with what still holds of the year before.",
    "intake": "Draft records from documents, look through the drafts and confirm them.",
    "remarks": "Show the auditors' remarks with measure, time, status and evidence.",
    "risk": "Score a risk register and draw its heat map.",
    "rules": "List, show, lint, test, add and document the rules.",
    "sample": "Plan, draw and evaluate a sample, where data alone cannot decide.",
    "schema": "Print a schema: records, risks, facts, rules, report, overview, diff or manifest.",
    "trace": "Follow a voucher from invoice and approval to delegation order, minute, budget line and account.",
    "verify": "Make a sealed run anew and prove its verdicts, or say what has changed.",
}


#: As a shell says it of any command that is interrupted; click's own 1 would say that a deviation was found.
_INTERRUPTED = 130


class _Lazy(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from finsam_control.words import Words  # noqa: PLC0415 -- --help needs none of it

            words = Words("sv")
            click.echo(words("Interrupted, no grade was set and nothing was written."), err=True)
            sys.exit(_INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"finsam_control.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- as above
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="finsam-control")
def app() -> None:
    """Checks a samordningsförbund's year against law and policy.

    \b
    Exit codes: 0 no violation at or above --fail-on, 1 such a violation or nothing that can be graded,
    2 input or usage that cannot be read, 3 an internal failure (no grade), 130 interrupted (no grade).
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
