"""What is said to people, before a language is chosen: an English message id with its values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the gettext catalogue (`text` is its id) and the values that stand in its {braces}."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, text: str, /, **values: object) -> Message:
        return cls(text, tuple(values.items()))


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in a file that a person wrote: where, what was found, what is expected, and a valid example.

    In a workbook the line is the row, and `cell` says the sheet and column too: `Möten!D7`.
    """

    file: str
    line: int
    pointer: str
    found: Message = field(compare=False)
    expected: Message = field(compare=False)
    example: str = field(compare=False, default="")
    cell: str = ""

    @property
    def where(self) -> str:
        """The file with its cell or line."""
        at = self.cell or (str(self.line) if self.line else "")
        return f"{self.file}:{at}" if at else self.file


class UnreadableError(Exception):
    """The input cannot be judged; carries every fault found, in the order of the files."""

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} fault(s)")
        # The cells of a sheet stand together, whatever its rows.
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.cell.rpartition("!")[0], fault)))
