"""The signs by which the tool finds its way in a workbook, in a hidden column and in hidden rows.

Each block begins with a row that holds the block's key and above each column the key of its cells. So headings may be
worded anew, sheets renamed and columns moved, and every value is still known for what it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

#: Stands in the corner of sheets that hold no records: the list of contents, and the lists of drop-downs.
NO_RECORDS: Final = "finsam-control"
#: A row that is there to be read by people only: a title, headings, help.
READING: Final = "#"
#: Above the value of a form, above what people read, and above the columns that join a record to the one it lies under.
VALUE, ASIDE, NUMBER, UNDER = "value", "-", "nr", "under"
#: Before the keys of a printed table itself and of its columns, in the hidden column.
TABLE, COLUMN = "table.", "column."
FIGURES: Final = "values"
_EXAMPLE = re.compile(r"example ([0-9a-f]{8})")


def of_example(texts: Iterable[str]) -> str:
    """The mark of an example row: with a digest of what stands there, so that a change of it shows."""
    return f"example {_digest(texts)}"


def is_example(mark: str) -> bool:
    return _EXAMPLE.fullmatch(mark) is not None


def is_untouched(mark: str, texts: Iterable[str]) -> bool:
    """Whether an example row is as it was written."""
    found = _EXAMPLE.fullmatch(mark)
    return found is not None and found[1] == _digest(texts)


def _digest(texts: Iterable[str]) -> str:
    # Spaces and the order of the columns are not what a person means by a change.
    said = "\x1f".join(sorted(" ".join(text.split()) for text in texts if text.strip()))
    return hashlib.sha256(said.encode()).hexdigest()[:8]
