"""`risk compare`: two registers side by side, of two years, two förbund or two scorers."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from finsam_control.cli.common import CLEAN, UNREADABLE, VIOLATED, lang_option, screen, telling
from finsam_control.message import Fault, UnreadableError
from finsam_control.reading.file_content import Input
from finsam_control.records.register import RiskRegister
from finsam_control.register_files import read_register
from finsam_control.render import risk_comparison as in_terminal
from finsam_control.risk_comparing import Kappa
from finsam_control.risk_comparing import compare as compared
from finsam_control.risk_reporting import risk_report_of
from finsam_control.words import Language, Words


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="Output."
)
@lang_option
def compare(first: Path, second: Path, form: str, lang: Language) -> None:
    """Compare two registers: what is new, gone, moved and why, and unchanged.

    A register that says `second_scoring: true` is a reviewer's scoring of the same risks: how far the two scorers
    agree is then worked out too, and what they score otherwise is listed.

    \b
    Exit codes: 0 the two are compared, 1 no risk stands in both, 2 a register cannot be read.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    with telling(lang) as words:
        (one, read_for_one), (other, read_for_other) = _both(first, second)
        kappa = _kappa(words) if one.second_scoring or other.second_scoring else None
        found = compared(
            risk_report_of(one, read_for_one, words), risk_report_of(other, read_for_other, words), words, kappa
        )
        if form == "json":
            click.echo(found.model_dump_json())
        else:
            colour, width = screen()
            click.echo(in_terminal.render(found, words, colour=colour, width=width), nl=False)
    sys.exit(CLEAN if found.moved or found.unchanged or found.unscored else VIOLATED)


def _both(*paths: Path) -> list[tuple[RiskRegister, tuple[Input, ...]]]:
    """The registers, or the faults of both at once."""
    found, faults = [], list[Fault]()
    for path in paths:
        try:
            found.append(read_register(path))
        except UnreadableError as error:
            faults += error.faults
    if faults:
        raise UnreadableError(faults)
    return found


def _kappa(words: Words) -> Kappa:
    """The figure's function, imported when it is needed; without its library the line that installs it, exit code 2."""
    try:
        module = importlib.import_module("finsam_control.agreement")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "sklearn":
            raise
        install = "pip install 'finsam-control[stats]'"
        click.echo(
            words("The agreement figure needs a part that is not installed: {install}", install=install), err=True
        )
        sys.exit(UNREADABLE)
    kappa: Kappa = module.kappa
    return kappa
