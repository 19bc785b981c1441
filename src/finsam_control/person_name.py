"""A person's name as lists and journals write it: with the surname last, or first and a comma after it."""

from __future__ import annotations

import re
from typing import Final

_SURNAME_FIRST: Final = "^([^,]+), ([^,]+)$"
_SURNAME_LAST: Final = r"\2 \1"


def turned(name: str) -> str:
    """The name with the surname last; whatever has no comma, or several, as it stands."""
    return re.sub(_SURNAME_FIRST, _SURNAME_LAST, name)


def turned_sql(column: str) -> str:
    """The same of a column in DuckDB."""
    return f"regexp_replace({column}, '{_SURNAME_FIRST}', '{_SURNAME_LAST}')"
