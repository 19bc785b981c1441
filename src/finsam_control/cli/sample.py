"""`sample plan`, `draw` and `evaluate`: sampling where data cannot decide."""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from finsam_control import dossier as dossiers
from finsam_control.cli import sample_files
from finsam_control.cli.common import (
    CLEAN,
    VIOLATED,
    DayType,
    lang_option,
    rules_option,
    screen,
    telling,
    today,
)
from finsam_control.cli.extra import extra
from finsam_control.cli.sample_asked import ShareType, Wish, asked_of, left_out_of
from finsam_control.cli.whole_file import refuse_existing
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.render import sample_terminal
from finsam_control.sampling.asked import Source
from finsam_control.sampling.drawing import drawn
from finsam_control.sampling.item import Scope, drawable
from finsam_control.sampling.population import source_of
from finsam_control.sampling.report import Plan, SampleReport
from finsam_control.sampling.saying import worked_out
from finsam_control.sampling.worksheet import Worksheet, clean, worksheet
from finsam_control.words import Language, Words


@click.group()
def command() -> None:
    """Plan, draw and evaluate a sample of the year's ledger or journal of purchases, where data alone cannot decide.

    \b
    plan says how large it must be, draw writes a worksheet to fill in, evaluate says what the filled-in one shows.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped


form_option = click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="Output."
)


def _asking(function: Callable[..., None]) -> Callable[..., None]:
    """The options by which a sample is asked for, given to the command as one `Wish`."""

    @click.argument("path", type=click.Path(path_type=Path))
    @click.option(
        "--method",
        type=click.Choice(["mus", "random"]),
        default="mus",
        show_default=True,
        help="mus draws by amount, for errors in kr; random draws each item alike, for how often something is wrong.",
    )
    @click.option("--confidence", type=ShareType(50, 99.9), help="How sure the conclusion is to be; 95 % if left out.")
    @click.option("--expected", type=ShareType(0, 80), help="Expected error, of what is tolerable; 10 % if left out.")
    @click.option(
        "--tolerable", type=ShareType(0.1, 50), help="random: share of the items that may be wrong; by materiality."
    )
    @click.option(
        "--population",
        type=click.Choice(["ledger", "purchases"]),
        help="What to draw from; the ledger, or the journal of purchases where there is no ledger.",
    )
    @click.option(
        "--accounts", help="Accounts, by their first digits; 4,5,6,7 of the ledger and all of the journal if left out."
    )
    @click.option("--report", type=click.Path(path_type=Path), help="A JSON report; what failed in it is left out.")
    @click.option("--as-of", type=DayType(), help="Without --report: the day the full test is made for; today.")
    @lang_option
    @rules_option
    @functools.wraps(function)
    def command(**given: Any) -> None:
        wish = Wish(**{field.name: given.pop(field.name) for field in fields(Wish)})
        function(wish, **given)

    return command


@command.command("plan")
@_asking
@form_option
def plan_command(wish: Wish, lang: Language, form: str) -> None:
    """Say how large a sample of PATH must be, and how that was worked out.

    \b
    Exit codes: 0 the plan is shown, 2 PATH cannot be read or has no population or materiality, 3 an internal failure.
    """  # noqa: D301 -- as above
    with telling(lang) as words:
        plan = _planned(wish, words).plan
        _show(SampleReport(language=lang, plan=plan, worked_out=worked_out(plan, words)), form, words)
    sys.exit(CLEAN)


@command.command("draw")
@_asking
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), required=True, help="A whole number that decides the draw.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help=".xlsx or .csv.")
@click.option("--force", is_flag=True, help="Replace the file that is written, if it exists.")
def draw_command(wish: Wish, lang: Language, seed: int, output: Path, *, force: bool) -> None:
    """Draw the sample of PATH and write a worksheet with empty test columns.

    The same PATH, options and seed give the same worksheet.

    \b
    Exit codes: 0 the worksheet was written, 2 PATH cannot be read or it cannot be written, 3 an internal failure.
    """  # noqa: D301 -- as above
    with telling(lang) as words:
        sample_files.refuse_ending(output)
        if not force:
            refuse_existing(output)
        found = _planned(wish, words)
        items = drawable(found.source.items(), found.scope)
        sheet = worksheet(found.plan, seed, found.scope.left_out, drawn(found.plan, items, seed))
        sample_files.write(output, sheet, words)
        report = SampleReport(language=lang, plan=found.plan, worked_out=worked_out(found.plan, words))
        _show(report, "terminal", words)
        written = words("Written: {file}, {n} items", file=output.as_posix(), n=len(sheet.drawn))
        click.echo(written, err=True)
    sys.exit(CLEAN)


@command.command("evaluate")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@form_option
@lang_option
def evaluate_command(file: Path, path: Path | None, form: str, lang: Language) -> None:
    """Say what FILE, a worksheet that has been filled in, shows of its population.

    With PATH the population is read anew, and FILE refused unless the same items are drawn from it.

    \b
    Exit codes: 0 the upper limit is within what is tolerable, 1 it is above, 2 FILE cannot be read, is not filled in
    or has been altered, 3 an internal failure.
    """  # noqa: D301 -- as above
    with telling(lang) as words:
        answers = sample_files.read(file, words, today())
        if path is not None:
            _refuse_another(answers.sheet, file, path, words)
        report = _sampling("conclusion", words).conclude(answers, words, drawn_again=path is not None)
        _show(report, form, words)
    sys.exit(VIOLATED if report.evaluation.exceeds else CLEAN)


@dataclass(frozen=True, slots=True)
class _Planned:
    plan: Plan
    source: Source
    scope: Scope


def _planned(wish: Wish, words: Words) -> _Planned:
    dossier = dossiers.read(wish.path)
    population, accounts = wish.drawn_from(dossier)
    source = source_of(dossier, population, accounts)
    asked = asked_of(wish, dossier)
    scope = Scope(accounts, left_out_of(wish, dossier, source, words, today()))
    plan: Plan = _sampling("planning", words).plan(asked, source, scope)
    if not plan.population_items:
        found = Message.of("no row to draw on the accounts {accounts}", accounts=", ".join(accounts) or "-")
        expected = Message.of("accounts that the population is booked on, by their first digits")
        raise UnreadableError([Fault(wish.path.as_posix(), 0, "--accounts", found, expected, "--accounts 4,5,6,7")])
    return _Planned(plan, source, scope)


def _refuse_another(sheet: Worksheet, file: Path, path: Path, words: Words) -> None:
    """Refuses a worksheet that is not what its seed draws from the population as it is now."""
    dossier = dossiers.read(path)
    source = source_of(dossier, sheet.plan.population, sheet.plan.accounts)
    places = (place.rpartition(":") for place in sheet.left_out)
    scope = Scope(sheet.plan.accounts, frozenset((name, int(line)) for name, _, line in places))
    year = dossier.year
    plan = _sampling("planning", words).again(sheet.plan, clean(year.entity.name), year.fiscal_year, source, scope)
    fresh = worksheet(plan, sheet.seed, scope.left_out, drawn(plan, drawable(source.items(), scope), sheet.seed))
    if fresh.seal != sheet.seal or any(
        one.item.place != other.item.place for one, other in zip(fresh.drawn, sheet.drawn, strict=True)
    ):
        found = Message.of("a sample of another population than {path} is now", path=path.as_posix())
        expected = Message.of("the records and population that the sample was drawn from, unchanged")
        raise UnreadableError([Fault(file.as_posix(), 0, "", found, expected)])


def _sampling(name: str, words: Words) -> ModuleType:
    """A module that rests on scipy, imported when it is needed."""
    with extra("stats", words("A sample"), words):
        return importlib.import_module(f"finsam_control.sampling.{name}")


def _show(report: SampleReport, form: str, words: Words) -> None:
    if form == "json":
        click.echo(report.model_dump_json())
        return
    colour, width = screen()
    click.echo(sample_terminal.render(report, words, colour=colour, width=width), nl=False)
