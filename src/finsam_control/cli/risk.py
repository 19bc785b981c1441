"""`risk`: a register's scores worked out anew, the heat map, and what its X-rays find."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from finsam_control.cli import risk_lint
from finsam_control.cli.common import CLEAN, VIOLATED, lang_option, screen, telling
from finsam_control.cli.risk_compare import compare
from finsam_control.cli.risk_files import export_command, import_command
from finsam_control.cli.whole_file import refuse_existing, write_whole
from finsam_control.register_files import read_register
from finsam_control.render import heat_map, heat_map_svg, risk_terminal
from finsam_control.risk_report import RiskReport
from finsam_control.risk_reporting import risk_report_of
from finsam_control.words import Language, Words


@click.group()
def command() -> None:
    """Score a risk register, draw its heat map, look through it, compare it, and move it to and from Excel."""


for _beside in (compare, export_command, import_command):
    command.add_command(_beside)
command.add_command(risk_lint.command, "lint")


@command.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="Output."
)
@lang_option
def score(register: Path, form: str, lang: Language) -> None:
    """Work out every score of REGISTER anew and compare it with what is printed.

    \b
    Exit codes: 0 every score agrees, 1 one does not or none could be worked out, 2 REGISTER cannot be read.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    with telling(lang) as words:
        report = _read(register, words)
        if form == "json":
            click.echo(report.model_dump_json())
        else:
            colour, width = screen()
            click.echo(risk_terminal.render(report, words, colour=colour, width=width), nl=False)
    sys.exit(VIOLATED if report.totals.deviating or not report.totals.scored else CLEAN)


@command.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option(
    "--svg", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a picture too."
)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@lang_option
def matrix(register: Path, svg: Path | None, lang: Language, *, force: bool) -> None:
    """Draw REGISTER's heat map, the risks in their cells by id."""
    with telling(lang) as words:
        report = _read(register, words)
        if svg is not None:
            if not force:
                refuse_existing(svg)
            write_whole(svg, heat_map_svg.render(report, words))
        colour, width = screen()
        click.echo(heat_map.render(report, words, colour=colour, width=width), nl=False)
    sys.exit(CLEAN)


def _read(path: Path, words: Words) -> RiskReport:
    register, inputs = read_register(path)
    return risk_report_of(register, inputs, words)
