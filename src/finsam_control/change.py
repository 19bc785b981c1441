"""The smallest change to a record with which it would have passed, in sentences made from the rule's own tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from finsam_control import condition as c
from finsam_control.engines.reference import compile_test
from finsam_control.sentence import Speaker


def smallest_change(condition: c.Condition, speaker: Speaker, fields: Mapping[str, c.Value | None]) -> Iterator[str]:
    """The fewest comparisons that would have had to hold; none where the condition holds."""
    if compile_test(condition, speaker.bindings)(fields):
        return
    match condition:
        case c.All(parts):
            for part in parts:
                yield from smallest_change(part, speaker, fields)
        case c.Any(parts):
            yield from min((list(smallest_change(part, speaker, fields)) for part in parts), key=len)
        case leaf:
            yield speaker.condition(leaf)
