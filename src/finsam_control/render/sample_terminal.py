"""A sample's plan and evaluation for people, readable at 80 columns, without colour and in a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from finsam_control.render.screen import Shown, printed
from finsam_control.sampling.report import Evaluation, Finding, Plan, SampleReport
from finsam_control.words import N_, Words

_METHODS = {
    "mus": N_("by amount: one krona drawn in each interval (MUS)"),
    "random": N_("at random: each item as likely as any other"),
}


def render(report: SampleReport, words: Words, *, colour: bool, width: int) -> str:
    """The report as text, with or without colour."""
    return printed(_parts(report, words), colour=colour, width=width)


def _parts(report: SampleReport, words: Words) -> Iterator[RenderableType]:
    plan = report.plan
    yield Shown(words("Sample"), style="bold").append(f"  {plan.entity} {plan.period}", style="not bold")
    yield _grid(_planned(plan, words))
    yield Shown("")
    yield Shown(report.worked_out)
    if report.evaluation is not None:
        yield from _evaluation(plan, report.evaluation, words)


def _planned(plan: Plan, words: Words) -> Iterator[tuple[str, str]]:
    yield words("Method"), words(_METHODS[plan.method])
    yield words("Population"), _sum(plan.population_items, plan.population_value, words)
    yield "", _drawn_from(plan, words)
    yield words("Materiality"), words.value(plan.materiality, "ore")
    yield words("Confidence"), words.value(plan.confidence, "ppm")
    if plan.interval is not None:
        yield words("Interval"), words.value(plan.interval, "ore")
    else:
        yield words("May be wrong"), words.value(plan.tolerable_rate, "ppm")
    in_full = words("{threshold} or more", threshold=words.value(plan.threshold, "ore"))
    yield words("Tested in full"), f"{_sum(plan.in_full_items, plan.in_full_value, words)}, {in_full}"
    yield words("To draw"), words("{n} items", n=words.value(plan.sample_items, "count"))
    if plan.credit_items:
        yield words("Not drawn from"), _sum(plan.credit_items, plan.credit_value, words)
        yield "", words("rows with a negative amount: go through them apart")
    if plan.left_out_items:
        yield words("Left out"), _sum(plan.left_out_items, plan.left_out_value, words)
        yield "", words("have failed in the full test already")
    if plan.unreadable_lines:
        yield words("Not read"), words("{n} rows", n=words.value(plan.unreadable_lines, "count"))
    if plan.other_year_items:
        yield words("Another year"), words("{n} rows, not drawn from", n=words.value(plan.other_year_items, "count"))
    if plan.other_forbund_items:
        n = words.value(plan.other_forbund_items, "count")
        yield words("Another förbund"), words("{n} rows, drawn from all the same: go through the file", n=n)


def _drawn_from(plan: Plan, words: Words) -> str:
    files = ", ".join(plan.files)
    if not plan.accounts:
        return words("every row of {files}", files=files)
    return words("accounts {accounts} of {files}", accounts=", ".join(plan.accounts), files=files)


def _evaluation(plan: Plan, found: Evaluation, words: Words) -> Iterator[RenderableType]:
    yield Shown("")
    yield Shown(words("What the sample shows"), style="bold")
    yield _grid(_shown(plan, found, words))
    if found.findings:
        yield Shown("")
        yield _findings(found.findings, words)
    yield Shown("")
    yield _verdict(found, words)
    for heading, lines in (
        (words("Can be said"), found.can_be_said),
        (words("Cannot be said"), found.cannot_be_said),
    ):
        yield Shown("")
        yield Shown(heading, style="bold")
        for line in lines:
            yield Padding(Shown(line), (0, 0, 0, 2))


def _shown(plan: Plan, found: Evaluation, words: Words) -> Iterator[tuple[str, str]]:
    wrong = words("{n} wrong", n=words.value(found.wrong_in_full, "count"))
    yield words("Tested in full"), f"{words('{n} items', n=words.value(plan.in_full_items, 'count'))}, {wrong}"
    wrong = words("{n} wrong", n=words.value(found.wrong_drawn, "count"))
    yield words("Drawn"), f"{words('{n} items', n=words.value(found.drawn_items, 'count'))}, {wrong}"
    yield words("Errors found"), words.value(found.known_error, "ore")
    yield words("Most likely error"), words.value(found.most_likely_error, "ore")
    if found.upper_limit is not None:
        limit, tolerable = words.value(found.upper_limit, "ore"), words.value(plan.materiality, "ore")
    else:
        limit, tolerable = words.value(found.upper_rate, "ppm"), words.value(plan.tolerable_rate, "ppm")
    yield words("Upper limit"), words("{limit}; tolerable is {tolerable}", limit=limit, tolerable=tolerable)


def _verdict(found: Evaluation, words: Words) -> Shown:
    if found.exceeds:
        return Shown(words("The upper limit is above what is tolerable."), style="bold red")
    return Shown(words("The upper limit is within what is tolerable."), style="bold green")


def _findings(findings: tuple[Finding, ...], words: Words) -> RenderableType:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in (words("Number"), words("Voucher"), words("File and line")):
        grid.add_column(Shown(heading), overflow="fold")
    for heading in (words("Amount"), words("Error"), words("Stands for")):
        grid.add_column(Shown(heading), justify="right", no_wrap=True)
    for item in findings:
        amounts = (words.value(amount, "ore") for amount in (item.amount, item.error, item.projected))
        grid.add_row(Shown(str(item.number)), Shown(item.voucher), Shown(item.place), *map(Shown, amounts))
    return grid


def _grid(rows: Iterator[tuple[str, str]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(Shown(label), Shown(value))
    return grid


def _sum(items: int, value: int, words: Words) -> str:
    return words("{n} items, {value}", n=words.value(items, "count"), value=words.value(value, "ore"))
