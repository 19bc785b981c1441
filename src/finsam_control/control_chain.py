"""The year's internal control as a chain: risk analysis, plan, checks, measures, report; what is missing in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finsam_control.day import Day
from finsam_control.facts.control_check import ControlCheckFact
from finsam_control.facts.control_measure import ControlMeasureFact
from finsam_control.facts.internal_control import InternalControlFact
from finsam_control.records.control import InternalControl
from finsam_control.report import ChainLink, ChainState, ChainStep, ControlChain
from finsam_control.run import Run
from finsam_control.words import Words


def chain_of(run: Run, words: Words) -> ControlChain | None:
    """The five links in their order; None where the year hands in nothing on internal control."""
    control = run.dossier.year.internal_control
    (fact,) = run.facts["internal_control"] or (None,)
    if control is None or not isinstance(fact, InternalControlFact):
        return None
    checks = [check for check in run.facts["control_check"] if isinstance(check, ControlCheckFact)]
    measures = [measure for measure in run.facts["control_measure"] if isinstance(measure, ControlMeasureFact)]
    return ControlChain(
        steps=(
            _analysis(fact, control, words),
            _plan(fact, control, words),
            _checks(checks, words, whole=control.checks.complete),
            _measures(checks, measures, words),
            _report(fact, control, words),
        )
    )


def _analysis(fact: InternalControlFact, control: InternalControl, words: Words) -> ChainStep:
    day = control.risk_analysis_on
    if fact.has_risk_analysis is not True:
        return _absent("risk_analysis", fact.has_risk_analysis, words("risk analysis"), words)
    text = words("risk analysis {day}", day=day) if isinstance(day, Day) else words("risk analysis")
    if fact.analysis_delay:
        text = words("{step}, after the plan", step=text)
    return ChainStep(step="risk_analysis", state="partly" if fact.analysis_delay else "done", text=text)


def _plan(fact: InternalControlFact, control: InternalControl, words: Words) -> ChainStep:
    day = control.plan_adopted_on
    if fact.has_plan is not True:
        return _absent("plan", fact.has_plan, words("plan"), words)
    if isinstance(day, Day):
        return ChainStep(step="plan", state="done", text=words("plan adopted {day}", day=day))
    return ChainStep(step="plan", state="partly", text=words("plan, not shown when it was adopted"))


def _checks(checks: Sequence[ControlCheckFact], words: Words, *, whole: bool) -> ChainStep:
    if not checks:
        return _absent("checks", False if whole else None, words("checks"), words)
    done = sum(check.shortfall == 0 for check in checks)
    unsaid = sum(check.shortfall is None for check in checks)
    if unsaid == len(checks):
        said = [words("{all} checks, not shown whether they were performed", all=len(checks))]
    else:
        said = [words("{done} of {all} checks performed", done=done, all=len(checks))]
        said += [words("not shown for {n}", n=unsaid)] if unsaid else []
    counted = [check.deviations for check in checks if check.deviations is not None]
    said += [words("deviations: {n}", n=sum(counted))] if counted else [words("deviations not shown")]
    short = any(check.shortfall for check in checks)
    return ChainStep(step="checks", state=_state([not short, not unsaid or None], begun=done > 0), text=", ".join(said))


def _measures(checks: Sequence[ControlCheckFact], measures: Sequence[ControlMeasureFact], words: Words) -> ChainStep:
    """Whether each deviation has a measure, and each measure is done."""
    without = [check for check in checks if check.deviations and check.has_measure is False]
    unsaid = not checks or any(
        check.deviations is None or (check.deviations and check.has_measure is None) for check in checks
    )
    said = []
    if measures:
        done = sum(measure.is_done is True for measure in measures)
        said.append(words("measures done: {done} of {all}", done=done, all=len(measures)))
    if without:
        names = ", ".join(check.what for check in without)
        said.append(words("no measure for the deviations of {checks}", checks=names))
    if unsaid:
        said.append(words("not shown whether deviations were met by measures"))
    found = [*(measure.is_done for measure in measures), not without, None if unsaid else True]
    text = ", ".join(said) or words("no deviation to mend")
    return ChainStep(
        step="measures", state=_state(found, begun=any(measure.is_done for measure in measures)), text=text
    )


def _report(fact: InternalControlFact, control: InternalControl, words: Words) -> ChainStep:
    if fact.was_reported is not True:
        return _absent("report", fact.was_reported, words("report to the board"), words)
    text = words("report to the board {day}", day=control.reported_on)
    if fact.has_conclusion is False:
        return ChainStep(step="report", state="partly", text=words("{step}, without an overall judgement", step=text))
    return ChainStep(step="report", state="done", text=text)


def _absent(step: ChainLink, found: bool | None, name: str, words: Words) -> ChainStep:  # noqa: FBT001 -- three-valued
    """A link that is not there, or that nobody has said anything of."""
    if found is None:
        return ChainStep(step=step, state="unknown", text=words("{step} not shown", step=name))
    return ChainStep(step=step, state="missing", text=words("{step} missing", step=name))


def _state(found: Iterable[bool | None], *, begun: bool) -> ChainState:
    """Done where all of it is; partly where some of what is not is known to be begun; unknown before missing."""
    answers = set(found)
    if False in answers:
        return "partly" if begun else "missing"
    return "unknown" if None in answers else "done"
