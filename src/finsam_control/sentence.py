"""A condition as a sentence, with the parameters' values filled in: made from the tree, never written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finsam_control import condition as c
from finsam_control.facts.base import Field
from finsam_control.words import N_, Words

_OPERATORS = {
    "eq": N_("{subject} shall be {value}"),
    "le": N_("{subject} may be at most {value}"),
    "ge": N_("{subject} shall be at least {value}"),
    "lt": N_("{subject} shall be below {value}"),
    "gt": N_("{subject} shall be above {value}"),
}
_DATES = {
    "eq": N_("{subject} shall be {value}"),
    "le": N_("{subject} shall be no later than {value}"),
    "ge": N_("{subject} shall be no earlier than {value}"),
    "lt": N_("{subject} shall be before {value}"),
    "gt": N_("{subject} shall be after {value}"),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks of the fields of one kind, with the parameter values of one date, in one language."""

    words: Words
    fields: Mapping[str, Field]
    bindings: c.Bindings

    def meaning(self, name: str) -> str:
        means = self.fields[name].means
        return means.sv if self.words.language == "sv" else means.en

    def operand(self, operand: c.Operand, name: str) -> str:
        value = c.bound(operand, self.bindings)
        if value is None:
            return self.words("a value that no source has given")
        return self.words.value(value, self.fields[name].means.unit)

    def condition(self, condition: c.Condition) -> str:
        """The whole tree as one sentence."""
        match condition:
            case c.All(parts):
                return self.words("; and ").join(self.condition(part) for part in parts)
            case c.Any(parts):
                return self.words(" or ").join(self.condition(part) for part in parts)
            case c.Not(part):
                return self.words("not: {part}", part=self.condition(part))
            case leaf:
                return self.leaf(leaf)

    def leaf(self, leaf: c.Known | c.Compare | c.OneOf) -> str:
        """One comparison as a sentence."""
        subject = self.meaning(leaf.field)
        match leaf:
            case c.Known(_, expected):
                return self.words("{subject} shall be known" if expected else "{subject} shall not be known", subject=subject)
            case c.OneOf(name, operands):
                values = ", ".join(self.operand(operand, name) for operand in operands)
                return self.words("{subject} shall be one of {value}", subject=subject, value=values)
            case c.Compare(name, op, operand, within):
                value = self.operand(operand, name)
                if within is not None:
                    value = f"{value} \u00b1 {self.operand(within, name)}"
                sentences = _DATES if self.fields[name].means.unit == "date" else _OPERATORS
                return self.words(sentences[op], subject=subject, value=value)
