"""A register to a scored register in one language: products and labels worked out anew and compared with the print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from finsam_control import __version__, matrix
from finsam_control.day import Day
from finsam_control.facts.base import said
from finsam_control.masking import masked
from finsam_control.matrix import Cell
from finsam_control.outcome_report import place_info
from finsam_control.reading.file_content import Input
from finsam_control.records.base import Absent
from finsam_control.records.matrix import Band, Level
from finsam_control.records.register import Risk, RiskRegister, Score
from finsam_control.risk_report import (
    BandInfo,
    CellInfo,
    Deviation,
    FlawInfo,
    LevelInfo,
    MatrixInfo,
    RiskInfo,
    RiskReport,
    RiskTool,
    RiskTotals,
    ScoreInfo,
)
from finsam_control.shape import InputInfo
from finsam_control.words import Words


def risk_report_of(register: RiskRegister, inputs: Sequence[Input], words: Words) -> RiskReport:
    """The scored register; the same register and language give the same bytes."""
    return _Reporter(register, words).report(inputs)


class _Reporter:
    def __init__(self, register: RiskRegister, words: Words) -> None:
        self.register = register
        self.matrix = register.matrix
        self.words = words
        self.bands = matrix.lowest_first(register.matrix)
        self.letters = {band.label: letter for band, letter in zip(self.bands, ascii_uppercase, strict=False)}
        self.found = {cell: matrix.bands_of(self.matrix, cell) for cell in matrix.cells(self.matrix)}

    def report(self, inputs: Sequence[Input]) -> RiskReport:
        register = self.register
        risks = tuple(sorted((self.risk(risk) for risk in register.risks), key=_gravest_first))
        scored = sum(risk.label is not None for risk in risks)
        return RiskReport(
            language=self.words.language,
            tool=RiskTool(name="finsam-control", version=__version__),
            title=masked(register.title),
            date=_day(register.date),
            inputs=tuple(InputInfo(path=item.path, sha256=item.sha256) for item in inputs),
            matrix=self.matrix_info(risks),
            totals=RiskTotals(
                risks=len(risks),
                scored=scored,
                unscored=len(risks) - scored,
                deviating=sum(bool(risk.deviations) for risk in risks),
                above_appetite=sum(risk.above_appetite is True for risk in risks),
            ),
            risks=risks,
        )

    def matrix_info(self, risks: Iterable[RiskInfo]) -> MatrixInfo:
        found, counts = self.matrix, Counter(risk.letter for risk in risks)
        return MatrixInfo(
            title=self.said(found.title, found.title_en),
            likelihood_levels=found.likelihood_levels,
            consequence_levels=found.consequence_levels,
            likelihood=self.levels(found.likelihood_levels, found.likelihood),
            consequence=self.levels(found.consequence_levels, found.consequence),
            bands=tuple(self.band(band, counts[self.letters[band.label]]) for band in self.bands),
            cells=tuple(
                CellInfo(
                    likelihood=cell.likelihood,
                    consequence=cell.consequence,
                    product=cell.product,
                    letter=self.letter(bands),
                )
                for cell, bands in self.found.items()
            ),
            remark=None if found.remark is None else masked(found.remark),
            flaws=tuple(
                FlawInfo(kind=flaw.kind, text=self.words.say(matrix.told(flaw))) for flaw in matrix.proof(found)
            ),
        )

    def said(self, swedish: str | None, english: str | None) -> str | None:
        """The text in the language of the report; in Swedish where it has no other."""
        text = english if self.words.language == "en" and english is not None else swedish
        return None if text is None else masked(text)

    def levels(self, count: int, named: tuple[Level, ...] | None) -> tuple[LevelInfo, ...]:
        steps: Sequence[Level | None] = named if named is not None else [None] * count
        return tuple(
            LevelInfo(
                level=number,
                name=None if step is None else self.said(step.name, step.name_en),
                description=None if step is None else self.said(step.description, step.description_en),
            )
            for number, step in enumerate(steps, 1)
        )

    def band(self, band: Band, risks: int) -> BandInfo:
        return BandInfo(
            letter=self.letters[band.label],
            label=self.label(band),
            low=band.low,
            high=band.high,
            colour=matrix.colour_of(self.matrix, band),
            response=self.said(band.response, band.response_en),
            risks=risks,
        )

    def label(self, band: Band) -> str:
        return self.said(band.label, band.label_en) or band.label

    def letter(self, bands: Sequence[Band]) -> str | None:
        return self.letters[bands[-1].label] if bands else None

    def risk(self, risk: Risk) -> RiskInfo:
        likelihood, consequence = risk.scored_likelihood, risk.scored_consequence
        cell = None if likelihood is None or consequence is None else Cell(likelihood, consequence)
        bands = () if cell is None else self.found.get(cell, ())
        band = matrix.gravest(bands)
        return RiskInfo(
            id=masked(risk.id),
            area=risk.area,
            process=masked(risk.process),
            description=masked(risk.description),
            likelihood=likelihood,
            consequence=consequence,
            product=None if cell is None else cell.product,
            printed_product=risk.printed_product,
            label=None if band is None else self.label(band),
            printed_label=_masked(said(risk.printed_label)),
            letter=self.letter(bands),
            colour=None if band is None else matrix.colour_of(self.matrix, band),
            deviations=tuple(self.deviations(risk, cell, bands)),
            inherent=self.score(risk.inherent),
            current=self.score(risk.current),
            target=self.score(risk.target),
            treatment=None if risk.treatment == "saknas" else risk.treatment,
            owner=_masked(said(risk.owner)),
            due=_day(risk.due),
            above_appetite=matrix.is_above_appetite(self.matrix, band, risk.area),
            place=place_info(risk.place("printed_product")),
        )

    def deviations(self, risk: Risk, cell: Cell | None, bands: Sequence[Band]) -> Iterable[Deviation]:
        """What does not hold of the score as it is printed, against the register's own matrix."""
        words, printed, label = self.words, risk.printed_product, said(risk.printed_label)
        if cell is not None and printed is not None and printed != cell.product:
            text = words("{printed} is printed; {cell} is {product}", printed=printed, cell=cell, product=cell.product)
            yield Deviation(kind="product", text=text)
        outside = [score for score in (cell, *_others(risk)) if score is not None and score not in self.found]
        for score in outside:
            scale = Cell(self.matrix.likelihood_levels, self.matrix.consequence_levels)
            text = words("{cell} lies outside the scale, {scale}", cell=score, scale=scale)
            yield Deviation(kind="outside_scale", text=text)
        if cell is None or cell in outside or not self.bands:
            return
        if not bands:
            yield Deviation(kind="no_label", text=words("the matrix gives no label for {cell}", cell=cell))
        elif label is not None and not any(matrix.is_label_of(label, band) for band in bands):
            given = " / ".join(self.label(band) for band in bands)
            text = words("{printed} is printed; {product} is {label}", printed=label, product=cell.product, label=given)
            yield Deviation(kind="label", text=text)
        elif len(bands) > 1:
            given = ", ".join(self.label(band) for band in bands)
            text = words("the matrix gives {cell} more than one label: {labels}", cell=cell, labels=given)
            yield Deviation(kind="two_labels", text=text)

    def score(self, score: Score | None) -> ScoreInfo | None:
        if score is None:
            return None
        cell = Cell(score.likelihood, score.consequence)
        bands = self.found.get(cell, ())
        return ScoreInfo(
            likelihood=cell.likelihood,
            consequence=cell.consequence,
            product=cell.product,
            label=self.label(bands[-1]) if bands else None,
            letter=self.letter(bands),
            date=_day(score.date),
            scorer=_masked(said(score.scorer)),
            reason=_masked(said(score.reason)),
        )


def _day(day: Day | Absent | None) -> str | None:
    return str(day) if isinstance(day, Day) else None


def _masked(text: str | None) -> str | None:
    return None if text is None else masked(text)


def _others(risk: Risk) -> list[Cell]:
    return [Cell(score.likelihood, score.consequence) for score in (risk.inherent, risk.target) if score is not None]


def _gravest_first(risk: RiskInfo) -> tuple[int, int, int]:
    """By band, then product, then consequence; the register's own order among equals, the unplaced last."""
    if risk.letter is None or risk.product is None or risk.consequence is None:
        return (1, 0, 0)
    return (-ascii_uppercase.index(risk.letter), -risk.product, -risk.consequence)
