"""`explain`: a rule in words, and how a year stands against it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from finsam_control import earlier_report
from finsam_control.check import check, engines
from finsam_control.cli.common import (
    CLEAN,
    UNREADABLE,
    WIDTH,
    DayType,
    internal_failure,
    lang_option,
    rulebook_of,
    rules_option,
    telling,
    today,
)
from finsam_control.explanation import Explanation, explain_outcome, rule_in_words
from finsam_control.judging import DisagreementError
from finsam_control.words import Language, Words

_MARKS = {True: ("\u2713", "green"), False: ("\u2717", "red"), None: ("?", "cyan")}


@click.command()
@click.argument("rule_id", metavar="RULE")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--as-of", type=DayType(), help="The day of the check, YYYY-MM-DD; today if left out.")
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="REPORT.json",
    help="The JSON report of the year before, for rules about deviations that return or vanish.",
)
@lang_option
@rules_option
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option of the contract
    rule_id: str,
    path: Path | None,
    as_of: date | None,
    previous: Path | None,
    lang: Language,
    folders: tuple[Path, ...],
) -> None:
    """Show RULE; with PATH each record of that year against it, comparison by comparison."""
    as_of = as_of or today()
    with telling(lang) as words:
        rulebook = rulebook_of(folders)
        rule = rulebook.rule(rule_id)
        if rule is None:
            click.echo(
                words("There is no rule {rule}; `finsam-control rules list` names them all.", rule=rule_id), err=True
            )
            sys.exit(UNREADABLE)
        console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
        for label, text in rule_in_words(rule, rulebook, words, as_of):
            console.print(Text(f"{label}: ", style="bold").append(text, style=""))
        if path is not None:
            try:
                earlier = None if previous is None else earlier_report.read(previous)
                run = check(path, rulebook, engines(), as_of, earlier=earlier)
            except (DisagreementError, LookupError, RuntimeError) as error:
                internal_failure(words, error)
            for outcome in run.outcomes:
                if outcome.rule.id == rule_id:
                    _print(explain_outcome(run, outcome, words), words, console)
    sys.exit(CLEAN)


def _print(explanation: Explanation, words: Words, console: Console) -> None:
    console.print()
    console.print(Text(explanation.subject, style="bold").append(f"  {explanation.verdict}", style=""))
    for step in explanation.steps:
        mark, style = _MARKS[step.holds]
        line = Text(f"{mark} ", style=style)
        line.append(step.sentence, style="")
        line.append("  " + words("(recorded: {value})", value=step.observed), style="dim")
        console.print(Padding(line, (0, 0, 0, 2 + 2 * step.depth)))
    if explanation.place:
        console.print(Padding(Text(explanation.place, style="dim"), (0, 0, 0, 2)))
    if explanation.would_pass:
        text = words("Would have passed: {change}", change="; ".join(explanation.would_pass))
        console.print(Padding(Text(text), (0, 0, 0, 2)))
