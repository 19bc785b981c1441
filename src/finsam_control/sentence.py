"""A condition as a sentence, with the parameters' values filled in: made from the tree, never written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from finsam_control import condition as c
from finsam_control.facts.base import Field
from finsam_control.words import N_, Words

#: Whether a sentence asks for something, advises it, or says when it is asked.
Mood = Literal["asked", "advised", "given"]

_NUMBERS: dict[Mood, dict[c.Op, str]] = {
    "asked": {
        "eq": N_("{subject} shall be {value}"),
        "le": N_("{subject} may be at most {value}"),
        "ge": N_("{subject} shall be at least {value}"),
        "lt": N_("{subject} shall be below {value}"),
        "gt": N_("{subject} shall be above {value}"),
    },
    "advised": {
        "eq": N_("{subject} should be {value}"),
        "le": N_("{subject} should be at most {value}"),
        "ge": N_("{subject} should be at least {value}"),
        "lt": N_("{subject} should be below {value}"),
        "gt": N_("{subject} should be above {value}"),
    },
    "given": {
        "eq": N_("{subject} is {value}"),
        "le": N_("{subject} is at most {value}"),
        "ge": N_("{subject} is at least {value}"),
        "lt": N_("{subject} is below {value}"),
        "gt": N_("{subject} is above {value}"),
    },
}
_DATES: dict[Mood, dict[c.Op, str]] = {
    "asked": {
        "eq": N_("{subject} shall be {value}"),
        "le": N_("{subject} shall be no later than {value}"),
        "ge": N_("{subject} shall be no earlier than {value}"),
        "lt": N_("{subject} shall be before {value}"),
        "gt": N_("{subject} shall be after {value}"),
    },
    "advised": {
        "eq": N_("{subject} should be {value}"),
        "le": N_("{subject} should be no later than {value}"),
        "ge": N_("{subject} should be no earlier than {value}"),
        "lt": N_("{subject} should be before {value}"),
        "gt": N_("{subject} should be after {value}"),
    },
    "given": {
        "eq": N_("{subject} is {value}"),
        "le": N_("{subject} is no later than {value}"),
        "ge": N_("{subject} is no earlier than {value}"),
        "lt": N_("{subject} is before {value}"),
        "gt": N_("{subject} is after {value}"),
    },
}
_KNOWN: dict[Mood, dict[bool, str]] = {
    "asked": {True: N_("{subject} shall be known"), False: N_("{subject} shall not be known")},
    "advised": {True: N_("{subject} should be known"), False: N_("{subject} should not be known")},
    "given": {True: N_("{subject} is known"), False: N_("{subject} is not known")},
}
_ONE_OF: dict[Mood, str] = {
    "asked": N_("{subject} shall be one of {value}"),
    "advised": N_("{subject} should be one of {value}"),
    "given": N_("{subject} is one of {value}"),
}
#: Of what a flag says, and is to be untrue; it may be a clause or a noun, and so stands in quotation marks.
_UNTRUE: dict[Mood, str] = {
    "asked": N_("“{clause}” must not be the case"),
    "advised": N_("“{clause}” should not be the case"),
    "given": N_("“{clause}” is not the case"),
}


def mood_of(norm: str) -> Mood:
    """Law, förbundsordning and the förbund's own policy ask ("ska"); what is only recommended advises ("bör")."""
    return "advised" if norm in {"recommendation", "good_practice"} else "asked"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks of the fields of one kind, with the parameter values of one date, in one language and mood."""

    words: Words
    fields: Mapping[str, Field]
    bindings: c.Bindings
    mood: Mood = "asked"

    def meaning(self, name: str) -> str:
        means = self.fields[name].means
        return means.sv if self.words.language == "sv" else means.en

    def operand(self, operand: c.Operand, name: str) -> str:
        value = c.bound(operand, self.bindings)
        if value is None:
            return self.words("a value that no source has given")
        return self.words.value(value, self.fields[name].means.unit)

    @property
    def stating(self) -> Speaker:
        """The same, stating what it would otherwise ask."""
        return replace(self, mood="given")

    def condition(self, condition: c.Condition) -> str:
        """The whole tree as one sentence."""
        match condition:
            case c.All(parts):
                return self.words("; and ").join(self._part(part) for part in parts)
            case c.Any(parts):
                return self.words(" or ").join(self._part(part) for part in parts)
            case c.Not(part):
                return self.words("not: {part}", part=self.condition(part))
            case leaf:
                return self.leaf(leaf)

    def _part(self, part: c.Condition) -> str:
        """A part of a longer sentence, in brackets where it has several parts of its own."""
        text = self.condition(part)
        return f"({text})" if isinstance(part, c.All | c.Any) and len(part.parts) > 1 else text

    def leaf(self, leaf: c.Known | c.Compare | c.OneOf) -> str:
        """One comparison as a sentence."""
        subject, mood = self.meaning(leaf.field), self.mood
        match leaf:
            case c.Known(_, expected):
                return self.words(_KNOWN[mood][expected], subject=subject)
            case c.OneOf(name, operands):
                values = ", ".join(self.operand(operand, name) for operand in operands)
                return self.words(_ONE_OF[mood], subject=subject, value=values)
            case c.Compare(_, "eq", bool() as wanted):
                # A clause or a noun cannot be inflected into "shall"; stated as it is, both read well.
                return subject if wanted else self.words(_UNTRUE[mood], clause=subject)
            case c.Compare(name, op, operand, within):
                value = self.operand(operand, name)
                if within is not None:
                    value = f"{value} \u00b1 {self.operand(within, name)}"
                sentences = _DATES if self.fields[name].means.unit == "date" else _NUMBERS
                return self.words(sentences[mood][op], subject=subject, value=value)
