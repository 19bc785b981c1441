"""What a matrix gives for a score, and the proof of a matrix: every cell in one band, every band within reach."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, get_args

from finsam_control.message import Message
from finsam_control.records.area import Area
from finsam_control.records.matrix import Band, Colour, Matrix

COLOURS: Final[tuple[Colour, ...]] = get_args(Colour)

FlawKind = Literal["no_bands", "gap", "overlap", "unreachable", "worst_in_green", "colours_fall"]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A place on the matrix, both scores counted from 1."""

    likelihood: int
    consequence: int

    @property
    def product(self) -> int:
        return self.likelihood * self.consequence

    def __str__(self) -> str:
        return f"{self.likelihood} × {self.consequence}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something a matrix cannot say, or says twice; with the cells and the labels of the bands it concerns."""

    kind: FlawKind
    cells: tuple[Cell, ...] = ()
    bands: tuple[str, ...] = ()


def lowest_first(matrix: Matrix) -> tuple[Band, ...]:
    return tuple(sorted(matrix.bands, key=lambda band: (band.low, band.high)))


def is_within(matrix: Matrix, cell: Cell) -> bool:
    return 1 <= cell.likelihood <= matrix.likelihood_levels and 1 <= cell.consequence <= matrix.consequence_levels


def cells(matrix: Matrix) -> tuple[Cell, ...]:
    steps = range(1, matrix.consequence_levels + 1)
    return tuple(Cell(s, k) for s in range(1, matrix.likelihood_levels + 1) for k in steps)


def bands_of(matrix: Matrix, cell: Cell) -> tuple[Band, ...]:
    """The bands that the cell falls in, overrides counted, lowest first: one in a sound matrix.

    None for a gap, and for a score outside the scale.
    """
    bands = lowest_first(matrix)
    own = [number for number, band in enumerate(bands) if _holds(band, cell)]
    if not is_within(matrix, cell) or not own:
        return ()
    floors = (_rank(bands, item.band) for item in matrix.overrides if cell.consequence >= item.consequence)
    floor = max(floors, default=0)
    return tuple(bands[number] for number in sorted({max(number, floor) for number in own}))


def cell_of(likelihood: int | None, consequence: int | None) -> Cell | None:
    """The cell of two scores; none where one is unknown."""
    return None if likelihood is None or consequence is None else Cell(likelihood, consequence)


def band_of(matrix: Matrix, cell: Cell | None) -> Band | None:
    """The gravest band of a cell; none outside the scale, in a gap, and where there is no score."""
    return None if cell is None else gravest(bands_of(matrix, cell))


def gravest(bands: tuple[Band, ...]) -> Band | None:
    """Of the bands of one cell the gravest, where they overlap: a risk is not to look smaller than it is."""
    return bands[-1] if bands else None


def _holds(band: Band, cell: Cell) -> bool:
    within = band.low <= cell.product <= band.high
    return within and (band.below_consequence is None or cell.consequence < band.below_consequence)


def _rank(bands: tuple[Band, ...], label: str) -> int:
    return next((number for number, band in enumerate(bands) if is_label_of(label, band)), 0)


def rank(matrix: Matrix, band: Band) -> int:
    """The band's number from below, 0 for the lowest."""
    return lowest_first(matrix).index(band)


def is_label_of(label: str, band: Band) -> bool:
    """Whether a printed label is the band's, in either language: `Medelhög risk` and `medelhög` are one label."""
    return _plain(label) in {_plain(name) for name in (band.label, band.label_en) if name is not None}


def _plain(label: str) -> str:
    return label.strip().casefold().removesuffix(" risk")


def colour_of(matrix: Matrix, band: Band) -> Colour:
    """The band's colour; where none is given, green to red by the order of the bands."""
    if band.colour is not None:
        return band.colour
    last = len(matrix.bands) - 1
    return COLOURS[(rank(matrix, band) * (len(COLOURS) - 1) + last // 2) // last] if last else COLOURS[0]


def is_above_appetite(matrix: Matrix, band: Band | None, area: Area | None) -> bool | None:
    """Whether a risk of the area lies in a higher band than the board is content with; unknown where none is set."""
    lines = {line.area: line.highest for line in matrix.appetite}
    highest = lines.get(area, lines.get(None))
    if band is None or highest is None:
        return None
    return rank(matrix, band) > _rank(lowest_first(matrix), highest)


def proof(matrix: Matrix) -> tuple[Flaw, ...]:
    """Every flaw of the matrix: gaps, overlaps, bands out of reach, the worst consequence in green.

    A 4×4 never gives 5, 7, 10, 11 or 13 to 15, so that a band of those alone holds nothing.
    """
    if not matrix.bands:
        return (Flaw("no_bands"),)
    found = {cell: bands_of(matrix, cell) for cell in cells(matrix)}
    gaps = tuple(cell for cell, bands in found.items() if not bands)
    return (
        *((Flaw("gap", gaps),) if gaps else ()),
        *_overlaps(found),
        *(
            Flaw("unreachable", bands=(band.label,))
            for band in lowest_first(matrix)
            if not any(band in bands for bands in found.values())
        ),
        *_worst_in_green(matrix, found),
        *_colours_fall(matrix),
    )


def _overlaps(found: dict[Cell, tuple[Band, ...]]) -> tuple[Flaw, ...]:
    shared: dict[tuple[str, ...], list[Cell]] = {}
    for cell, bands in found.items():
        if len(bands) > 1:
            shared.setdefault(tuple(band.label for band in bands), []).append(cell)
    return tuple(Flaw("overlap", tuple(group), labels) for labels, group in shared.items())


def _worst_in_green(matrix: Matrix, found: dict[Cell, tuple[Band, ...]]) -> tuple[Flaw, ...]:
    worst = tuple(
        cell
        for cell, bands in found.items()
        if cell.consequence == matrix.consequence_levels and bands and colour_of(matrix, bands[-1]) == "green"
    )
    return (Flaw("worst_in_green", worst),) if worst else ()


def _colours_fall(matrix: Matrix) -> tuple[Flaw, ...]:
    return tuple(
        Flaw("colours_fall", bands=(lower.label, higher.label))
        for lower, higher in pairwise(lowest_first(matrix))
        if COLOURS.index(colour_of(matrix, higher)) < COLOURS.index(colour_of(matrix, lower))
    )


def told(flaw: Flaw) -> Message:
    """The flaw as a sentence; scores are written likelihood × consequence."""
    listed = ", ".join(str(cell) for cell in flaw.cells)
    match flaw.kind:
        case "no_bands":
            return Message.of("The matrix has no bands, so that no label can be worked out.")
        case "gap":
            return Message.of("The matrix gives no label for {cells}.", cells=listed)
        case "overlap":
            labels = ", ".join(flaw.bands)
            return Message.of("The matrix gives {cells} more than one label: {labels}.", cells=listed, labels=labels)
        case "unreachable":
            return Message.of("No score gives the label {label}.", label=flaw.bands[0])
        case "worst_in_green":
            return Message.of("The worst consequence is green at {cells}.", cells=listed)
        case "colours_fall":
            lower, higher = flaw.bands
            return Message.of("{higher} stands above {lower} but has a milder colour.", lower=lower, higher=higher)
