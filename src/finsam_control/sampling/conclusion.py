"""What a tested sample lets one say, and what it does not, in words."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_control.sampling import evaluation
from finsam_control.sampling.answers import Answers
from finsam_control.sampling.evaluation import Bound
from finsam_control.sampling.report import Evaluation, Finding, Plan, SampleReport
from finsam_control.sampling.saying import worked_out
from finsam_control.words import Words

_PPM = 1_000_000


def conclude(answers: Answers, words: Words, *, drawn_again: bool) -> SampleReport:
    """The published report of a sample that has been tested whole."""
    plan, tested = answers.sheet.plan, answers.tested
    found = evaluation.bound(plan, tested)
    findings = evaluation.findings(plan, tested)
    rate = None
    if found.upper_items is not None:
        rate = -(-found.upper_items * _PPM // plan.rest_items) if plan.rest_items else 0
    return SampleReport(
        language=words.language,
        plan=plan,
        worked_out=worked_out(plan, words),
        evaluation=Evaluation(
            drawn_items=sum(not item.drawn.in_full for item in tested),
            drawn_again=drawn_again,
            wrong_in_full=sum(item.in_full for item in findings),
            wrong_drawn=sum(not item.in_full for item in findings),
            known_error=found.known,
            most_likely_error=found.most_likely,
            upper_limit=found.upper_limit,
            upper_rate=rate,
            upper_items=found.upper_items,
            exceeds=found.exceeds,
            findings=findings,
            can_be_said=tuple(_can(plan, found, words)),
            cannot_be_said=tuple(_cannot(plan, found, findings, words, drawn_again=drawn_again)),
        ),
    )


def _can(plan: Plan, found: Bound, words: Words) -> Iterator[str]:
    confidence, accounts = words.value(plan.confidence, "ppm"), ", ".join(plan.accounts)
    if found.upper_limit is not None and not accounts:
        yield words(
            "With {confidence} confidence the purchases are not overstated by more than {limit}.",
            confidence=confidence,
            limit=words.value(found.upper_limit, "ore"),
        )
    elif found.upper_limit is not None:
        yield words(
            "With {confidence} confidence the accounts {accounts} are not overstated by more than {limit}.",
            confidence=confidence,
            accounts=accounts,
            limit=words.value(found.upper_limit, "ore"),
        )
    elif found.upper_items is not None:
        yield words(
            "With {confidence} confidence at most {items} of {all} items below {threshold} are wrong.",
            confidence=confidence,
            items=words.value(found.upper_items, "count"),
            all=words.value(plan.rest_items, "count"),
            threshold=words.value(plan.threshold, "ore"),
        )
    yield words(
        "The most likely error is {likely}; the errors found are {known}.",
        likely=words.value(found.most_likely, "ore"),
        known=words.value(found.known, "ore"),
    )


def _cannot(
    plan: Plan, found: Bound, findings: tuple[Finding, ...], words: Words, *, drawn_again: bool
) -> Iterator[str]:
    if found.exceeds:
        yield words(
            "That the error is below what is tolerable: the sample does not bear it. Nor that the error is above it: "
            "more items tested may show either."
        )
    if plan.interval is not None:
        yield words("How much has been booked too little or not at all: what is missing cannot be drawn by amount.")
    else:
        yield words("An upper limit in kr: items drawn alike say how often something is wrong, not how much.")
    if plan.credit_items:
        yield words(
            "Anything of the {n} rows with a negative amount ({value}): go through them apart.",
            n=words.value(plan.credit_items, "count"),
            value=words.value(plan.credit_value, "ore"),
        )
    if plan.left_out_items:
        yield words(
            "Anything of the {n} items left out ({value}): they failed in the full test, and their errors are not "
            "counted here.",
            n=words.value(plan.left_out_items, "count"),
            value=words.value(plan.left_out_value, "ore"),
        )
    if plan.unreadable_lines:
        yield words(
            "Anything of the {n} rows that could not be read.",
            n=words.value(plan.unreadable_lines, "count"),
        )
    if any(item.no_evidence for item in findings):
        yield words("Whether the items without evidence are right: they count as wrong altogether.")
    if not drawn_again:
        yield words("That the population is unchanged: name the folder after the worksheet and it is drawn anew.")
