"""`rules`: the rulebook itself, listed, shown, linted, tested, added to and printed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from finsam_control.cases import run_cases
from finsam_control.check import engines
from finsam_control.cli import rules_coverage, rules_doc, rules_new
from finsam_control.cli.common import (
    CLEAN,
    UNREADABLE,
    VIOLATED,
    DayType,
    lang_option,
    rulebook_of,
    rules_option,
    telling,
    today,
)
from finsam_control.drift import unread
from finsam_control.lint import lint as complaints_about
from finsam_control.words import Language


@click.group()
def command() -> None:
    """List, show, lint, test, add and document the rules."""


command.add_command(rules_new.command, name="new")
command.add_command(rules_doc.command, name="doc")
command.add_command(rules_coverage.command, name="coverage")


@command.command(name="list")
@lang_option
@rules_option
def list_rules(lang: Language, folders: tuple[Path, ...]) -> None:
    """Every rule: id, norm, gravity and title."""
    with telling(lang) as words:
        for rule in rulebook_of(folders).rules:
            text = rule.text
            click.echo(f"{rule.id}  [{words.norm(text.norm)}, {words.severity(text.severity)}]  {text.title[lang]}")


@command.command()
@click.argument("rule_id", metavar="RULE")
@rules_option
def show(rule_id: str, folders: tuple[Path, ...]) -> None:
    """The file of a rule, as it is written."""
    with telling("sv") as words:
        rule = rulebook_of(folders).rule(rule_id)
        if rule is None:
            click.echo(
                words("There is no rule {rule}; `finsam-control rules list` names them all.", rule=rule_id), err=True
            )
            sys.exit(UNREADABLE)
        click.echo(Path(rule.text.place().file).read_text(encoding="utf-8"), nl=False)


@command.command()
@click.option("--as-of", type=DayType(), help="The day that sources are to have been read by; today if left out.")
@lang_option
@rules_option
def lint(as_of: date | None, lang: Language, folders: tuple[Path, ...]) -> None:
    """Find what is wrong with rules that can be read; what was last read a year ago is told, and no fault."""
    with telling(lang) as words:
        rulebook = rulebook_of(folders)
        found = complaints_about(rulebook, engines())
        for complaint in found:
            click.echo(f"{complaint.file}:{complaint.line}  {words.say(complaint.text)}")
        for warning in unread(rulebook, as_of or today()):
            click.echo(words("warning: {text}", text=words.say(warning)))
        click.echo(words("{rules} rules, {n} complaints", rules=len(rulebook.rules), n=len(found)))
    sys.exit(VIOLATED if found else CLEAN)


@command.command()
@lang_option
@rules_option
def test(lang: Language, folders: tuple[Path, ...]) -> None:
    """Run every rule's cases through the engines."""
    with telling(lang) as words:
        rulebook = rulebook_of(folders)
        judges = engines()
        failures = [failure for rule in rulebook.rules for failure in run_cases(rule, rulebook, judges)]
        for failure in failures:
            file = rulebook.rule(failure.rule)
            where = file.text.place().file if file is not None else failure.rule
            click.echo(
                words(
                    "{where}:{line}  {case}: expected {expected}, found {found}",
                    where=where,
                    line=failure.line,
                    case=failure.case,
                    expected=failure.expected,
                    found=failure.found,
                )
            )
        cases = sum(len(rule.text.cases) for rule in rulebook.rules)
        click.echo(
            words("{rules} rules, {cases} cases, {n} failed", rules=len(rulebook.rules), cases=cases, n=len(failures))
        )
    sys.exit(VIOLATED if failures else CLEAN)
