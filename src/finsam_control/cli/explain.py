"""`explain`: a rule in words, and how a year stands against it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from finsam_control import earlier_report
from finsam_control.check import check, engines
from finsam_control.cli.common import (
    CLEAN,
    UNREADABLE,
    DayType,
    internal_failure,
    lang_option,
    rulebook_of,
    rules_option,
    screen,
    telling,
    today,
)
from finsam_control.explanation import Explanation, explanations, rule_in_words
from finsam_control.judging import DisagreementError
from finsam_control.render import explanation_terminal
from finsam_control.words import Language


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
        told: list[Explanation] = []
        if path is not None:
            try:
                earlier = None if previous is None else earlier_report.read(previous)
                run = check(path, rulebook, engines(), as_of, earlier=earlier)
            except (DisagreementError, LookupError, RuntimeError) as error:
                internal_failure(words, error)
            told = [
                explanation
                for outcome in run.outcomes
                if outcome.rule.id == rule_id
                for explanation in explanations(run, outcome, words)
            ]
        (colour, width), said = screen(), rule_in_words(rule, rulebook, words, as_of)
        click.echo(explanation_terminal.render(said, told, words, colour=colour, width=width), nl=False)
    sys.exit(CLEAN)
