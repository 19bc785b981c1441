"""`authority`: who might decide what on a day, and whether somebody had the right."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from finsam_control import dossier as dossiers
from finsam_control.authority import PRISBASBELOPP
from finsam_control.authority_report import Question, answer
from finsam_control.cli.common import CLEAN, VIOLATED, DayType, lang_option, rulebook_of, rules_option, screen, telling
from finsam_control.day import Day
from finsam_control.figure import Figure, parse_figure
from finsam_control.masking import masked
from finsam_control.render import authority_terminal
from finsam_control.words import Language


class AmountType(click.ParamType[Figure]):
    """An amount with its unit, as documents write it."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Figure:
        if isinstance(value, Figure):
            return value
        figure = parse_figure(str(value))
        if figure is None or not figure.unit.is_money:
            self.fail(f"{value!r} is not an amount; write it with its unit, for example '12 000 kr'", param, ctx)
        return figure


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--on", required=True, type=DayType(), help="The day that is asked about, YYYY-MM-DD.")
@click.option("--matter", help="The matter: the id of a line, or words of it. Every line if left out.")
@click.option("--person", help="Who decided, by name.")
@click.option("--amount", type=AmountType(), help="The amount, with its unit: '12 000 kr'.")
@lang_option
@rules_option
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option of the contract
    path: Path,
    on: date,
    matter: str | None,
    person: str | None,
    amount: Figure | None,
    lang: Language,
    folders: tuple[Path, ...],
) -> None:
    """Say which delegation order of PATH was in force on a day, and who might decide what.

    \b
    Exit codes: 0 yes, 1 no or not to be told from the records, 2 PATH or the question cannot be read.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    with telling(lang) as words:
        prisbasbelopp = rulebook_of(folders).parameters.get(PRISBASBELOPP)
        dossier = replace(dossiers.read(path), prisbasbelopp=prisbasbelopp)
        found = answer(dossier, Question(Day.exact(on), matter, person, amount), words)
        heading, entity = words("Authority on {day}", day=on), masked(dossier.year.entity.name)
        asked, (colour, width) = (matter, person, amount) != (None, None, None), screen()
        told = authority_terminal.render(found, heading, entity, words, asked=asked, colour=colour, width=width)
        click.echo(told, nl=False)
    sys.exit(CLEAN if found.holds else VIOLATED)
