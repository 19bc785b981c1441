"""`rules coverage`: every section of the acts, by the rules that test it or the reason why none does."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from finsam_control.cli.common import lang_option, rulebook_of, rules_option, telling
from finsam_control.coverage import Cited, rules_by_section
from finsam_control.rule import Rule
from finsam_control.statutes import Act, Beside, Considered, ListedSection, Statutes
from finsam_control.words import N_, Language, Words

_STATEMENTS = {
    "attested": N_("vouched for by hand: {reason}"),
    "not_applicable": N_("not applicable: {reason}"),
    "not_covered": N_("not covered: {reason}"),
}


@click.command()
@lang_option
@rules_option
def command(lang: Language, folders: tuple[Path, ...]) -> None:
    """Every section of Finsamlagen and the acts it pulls in: tested, vouched for, not applicable or not covered."""
    with telling(lang) as words:
        rulebook = rulebook_of(folders)
        statutes, tested = rulebook.statutes, rules_by_section(rulebook)
        for act in statutes.acts:
            _print_act(act, statutes, tested, words)
        click.echo(words("Acts that apply beside Finsamlagen; their sections are not listed"))
        for beside in statutes.beside:
            _print_beside(beside, tested, words)
        click.echo("\n" + words("Looked at beside the acts and left without a rule"))
        for item in statutes.considered:
            _print_considered(item, words.language)


def _print_act(act: Act, statutes: Statutes, tested: dict[Cited, tuple[Rule, ...]], words: Words) -> None:
    click.echo(f"{act.name[words.language]} ({act.act})")
    if act.through is not None:
        click.echo(words("  through Finsamlagen {sections}", sections=act.through[words.language]))
    counts: Counter[str] = Counter()
    for listed in act.sections:
        rules = tested.get((act.act, listed.section), ())
        counts["tested" if rules else listed.statement or "not_covered"] += 1
        click.echo(f"  {listed.section}  {listed.heading[words.language]}")
        click.echo(f"      {_stands(listed, rules, statutes, words)}")
    click.echo(
        words(
            "  {n} sections: {tested} tested, {attested} vouched for by hand, {not_applicable} not applicable, "
            "{not_covered} not covered",
            n=len(act.sections),
            tested=counts["tested"],
            attested=counts["attested"],
            not_applicable=counts["not_applicable"],
            not_covered=counts["not_covered"],
        )
        + "\n"
    )


def _stands(listed: ListedSection, rules: tuple[Rule, ...], statutes: Statutes, words: Words) -> str:
    if rules:
        return words("tested by {rules}", rules=", ".join(rule.id for rule in rules))
    if listed.statement is None or listed.reason is None:
        return words("not covered: {reason}", reason=words("rules/coverage.yaml says nothing of it"))
    return words(_STATEMENTS[listed.statement], reason=statutes.reasons[listed.reason][words.language])


def _print_beside(beside: Beside, tested: dict[Cited, tuple[Rule, ...]], words: Words) -> None:
    sections = [str(section) for act, section in sorted(tested) if act == beside.act]
    seen = words("tested: {sections}", sections=", ".join(sections)) if sections else words("no rule tests it")
    click.echo(f"  {beside.name[words.language]} ({beside.act})  {seen}")


def _print_considered(item: Considered, lang: Language) -> None:
    click.echo(f"  {item.source}: {item.says[lang]}\n      {item.because[lang]}")
