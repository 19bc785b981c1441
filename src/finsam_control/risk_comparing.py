"""Two scored registers to a comparison: risks paired, scores carried to one scale, and how far two scorers agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from finsam_control.matrix import Cell
from finsam_control.rescale import rescaled
from finsam_control.risk_comparison import (
    AgreementInfo,
    ComparedPair,
    ComparedRisk,
    ComparedScore,
    Move,
    PairedBy,
    RegisterSide,
    RiskComparison,
    Translation,
)
from finsam_control.risk_pairing import paired
from finsam_control.risk_report import MatrixInfo, RiskInfo, RiskReport
from finsam_control.words import N_, Words

#: Gives Cohen's kappa in thousandths for two scorings on a scale of so many steps.
Kappa = Callable[[Sequence[int], Sequence[int], int], int]

#: The words of Landis and Koch (Biometrics 33, 1977) for a kappa of at least so many thousandths; theirs is a custom.
_MEANINGS = (
    (1000, N_("complete agreement")),
    (810, N_("almost complete agreement")),
    (610, N_("substantial agreement")),
    (410, N_("moderate agreement")),
    (210, N_("fair agreement")),
    (0, N_("slight agreement")),
)
#: With fewer risks the figure hangs on one or two of them.
FEW = 10
_MOVES: tuple[Move, ...] = ("up", "aside", "down")


def compare(first: RiskReport, second: RiskReport, words: Words, kappa: Kappa | None) -> RiskComparison:
    """The comparison; `kappa` where one of the two is a second scoring of the other's risks, else None."""
    pairs, same_id = paired(first, second)
    compared = [_compared(one, other, by, first.matrix, second.matrix) for one, other, by in pairs]
    ours, theirs = {id(one) for one, _, _ in pairs}, {id(other) for _, other, _ in pairs}
    moved = [pair for pair in compared if pair.move not in {None, "none"}]
    return RiskComparison(
        language=words.language,
        tool=second.tool,
        second_scoring=kappa is not None,
        first=_side(first),
        second=_side(second),
        translation=_translation(first.matrix, second.matrix, words),
        appeared=tuple(_alone(risk) for risk in second.risks if id(risk) not in theirs),
        gone=tuple(_alone(risk) for risk in first.risks if id(risk) not in ours),
        moved=tuple(sorted(moved, key=lambda pair: _MOVES.index(pair.move or "aside"))),
        unchanged=tuple(pair for pair in compared if pair.move == "none"),
        unscored=tuple(pair for pair in compared if pair.move is None),
        same_id_other_text=same_id,
        agreement=() if kappa is None else tuple(_agreement(compared, second.matrix, words, kappa)),
    )


def _compared(one: RiskInfo, other: RiskInfo, by: PairedBy, old: MatrixInfo, new: MatrixInfo) -> ComparedPair:
    before, after = _cell(one, old), _cell(other, new)
    carried = None if before is None else _carried(before, old, new)
    return ComparedPair(
        id=other.id,
        first_id=one.id,
        paired_by=by,
        process=other.process,
        description=other.description,
        before=_score(one),
        translated=_on(carried, new),
        after=_score(other),
        move=None if carried is None or after is None else _move(carried, after),
    )


def _cell(risk: RiskInfo, matrix: MatrixInfo) -> Cell | None:
    """The score of today, where it lies on the register's scale."""
    if risk.likelihood is None or risk.consequence is None:
        return None
    within = 1 <= risk.likelihood <= matrix.likelihood_levels and 1 <= risk.consequence <= matrix.consequence_levels
    return Cell(risk.likelihood, risk.consequence) if within else None


def _carried(cell: Cell, old: MatrixInfo, new: MatrixInfo) -> Cell:
    return Cell(
        rescaled(cell.likelihood, levels=old.likelihood_levels, to=new.likelihood_levels),
        rescaled(cell.consequence, levels=old.consequence_levels, to=new.consequence_levels),
    )


def _move(before: Cell, after: Cell) -> Move:
    if before == after:
        return "none"
    if before.product == after.product:
        return "aside"
    return "up" if after.product > before.product else "down"


def _band(cell: Cell, matrix: MatrixInfo) -> int | None:
    """The number of the cell's band from below, counted from 1; None in a gap."""
    letters = [band.letter for band in matrix.bands]
    for placed in matrix.cells:
        if (placed.likelihood, placed.consequence) == (cell.likelihood, cell.consequence) and placed.letter:
            return letters.index(placed.letter) + 1
    return None


def _on(cell: Cell | None, matrix: MatrixInfo) -> ComparedScore:
    """A score that a register does not hold itself but its matrix can place."""
    number = None if cell is None else _band(cell, matrix)
    return ComparedScore(
        likelihood=None if cell is None else cell.likelihood,
        consequence=None if cell is None else cell.consequence,
        product=None if cell is None else cell.product,
        label=None if number is None else matrix.bands[number - 1].label,
        scorer=None,
        date=None,
        reason=None,
    )


def _score(risk: RiskInfo) -> ComparedScore:
    said = risk.current
    return ComparedScore(
        likelihood=risk.likelihood,
        consequence=risk.consequence,
        product=risk.product,
        label=risk.label,
        scorer=None if said is None else said.scorer,
        date=None if said is None else said.date,
        reason=None if said is None else said.reason,
    )


def _alone(risk: RiskInfo) -> ComparedRisk:
    return ComparedRisk(id=risk.id, process=risk.process, description=risk.description, score=_score(risk))


def _side(report: RiskReport) -> RegisterSide:
    return RegisterSide(
        title=report.title,
        date=report.date,
        likelihood_levels=report.matrix.likelihood_levels,
        consequence_levels=report.matrix.consequence_levels,
        risks=len(report.risks),
        inputs=report.inputs,
    )


def _translation(old: MatrixInfo, new: MatrixInfo, words: Words) -> Translation | None:
    """The rule and what it gives; nothing where both scales are the same."""
    scales = [Cell(matrix.likelihood_levels, matrix.consequence_levels) for matrix in (old, new)]
    if scales[0] == scales[1]:
        return None
    sides = (
        (old.likelihood_levels, new.likelihood_levels),
        (old.consequence_levels, new.consequence_levels),
    )
    likelihood, consequence = (
        tuple(rescaled(step, levels=levels, to=to) for step in range(1, levels + 1)) for levels, to in sides
    )
    text = words(
        "The first register's scores are carried from {old} to {new} by a rule of the tool's own: the lowest and the "
        "highest step keep their places, those between are spread evenly, half a step goes upward. Likelihood "
        "{likelihood}; consequence {consequence}. That a risk has moved one step may come from that.",
        old=scales[0],
        new=scales[1],
        likelihood=_steps(likelihood),
        consequence=_steps(consequence),
    )
    return Translation(text=text, likelihood=likelihood, consequence=consequence)


def _steps(steps: Sequence[int]) -> str:
    return ", ".join(f"{number}\u2192{step}" for number, step in enumerate(steps, 1))


def _agreement(
    pairs: Iterable[ComparedPair], matrix: MatrixInfo, words: Words, kappa: Kappa
) -> Iterable[AgreementInfo]:
    """On likelihood, on consequence, and on the band that the second register's matrix gives either score."""
    both = [(_placed(pair.translated), _placed(pair.after)) for pair in pairs if pair.move is not None]
    bands = [(_band(one, matrix), _band(other, matrix)) for one, other in both]
    scales = (
        ("likelihood", words("likelihood"), matrix.likelihood_levels, [(a.likelihood, b.likelihood) for a, b in both]),
        (
            "consequence",
            words("consequence"),
            matrix.consequence_levels,
            [(a.consequence, b.consequence) for a, b in both],
        ),
        ("band", words("band"), len(matrix.bands), [(a, b) for a, b in bands if a is not None and b is not None]),
    )
    for scale, name, steps, scored in scales:
        figure, meaning = _figure(scored, steps, words, kappa)
        yield AgreementInfo.model_validate(
            {
                "scale": scale,
                "name": name,
                "risks": len(scored),
                "same": sum(one == other for one, other in scored),
                "kappa": figure,
                "meaning": meaning,
            }
        )


def _placed(score: ComparedScore) -> Cell:
    return Cell(score.likelihood or 0, score.consequence or 0)


def _figure(scored: Sequence[tuple[int, int]], steps: int, words: Words, kappa: Kappa) -> tuple[int | None, str]:
    """The figure with its meaning, or why there is none."""
    if len(scored) < 2:  # noqa: PLR2004 -- one risk shows no pattern
        return None, words("no figure: fewer than two risks have both scores")
    first, second = ([pair[side] for pair in scored] for side in (0, 1))
    if min(len(set(first)), len(set(second))) == 1:
        return None, words("no figure: one of the two uses a single step, so that nothing tells agreement from chance")
    figure = kappa(first, second, steps)
    meaning = words(next((text for least, text in _MEANINGS if figure >= least), N_("less agreement than by chance")))
    if len(scored) < FEW:
        meaning = words("{meaning}, but of few risks: read the list rather than the figure", meaning=meaning)
    return figure, meaning
