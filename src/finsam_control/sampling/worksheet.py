"""The worksheet that a sample is tested on: its columns, its parameters as text, and what tells that it was altered.

The seal keeps honest people from mistakes; whoever names the population has the same items drawn from it anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from finsam_control.figure import Figure, Unit, parse_figure, shown
from finsam_control.masking import masked
from finsam_control.sampling.audited import Outcome
from finsam_control.sampling.drawing import Drawn
from finsam_control.sampling.item import identity
from finsam_control.sampling.report import Plan
from finsam_control.words import N_

#: The columns, in their order, and their headings.
COLUMNS: Final = {
    "number": N_("Number"),
    "selected": N_("Selected"),
    "voucher": N_("Voucher"),
    "date": N_("Date"),
    "account": N_("Account"),
    "text": N_("Text"),
    "amount": N_("Amount, kr"),
    "place": N_("File and line"),
    "tested_by": N_("Tested by"),
    "tested_on": N_("Tested on"),
    "outcome": N_("Outcome"),
    "error": N_("Error, kr"),
    "note": N_("Own notes"),
    "check": N_("Check"),
}
#: Those that the reviewer fills in.
TO_FILL: Final = ("tested_by", "tested_on", "outcome", "error", "note")
OUTCOMES: Final[dict[Outcome, str]] = {"correct": N_("correct"), "wrong": N_("wrong"), "no_evidence": N_("no evidence")}
SELECTED: Final = {True: N_("in full"), False: N_("drawn")}

#: What each parameter of the worksheet means; its keys are those of the plan, and four of the worksheet's own.
PARAMETERS: Final = {
    "entity": N_("Whose year"),
    "period": N_("Fiscal year"),
    "population": N_("ledger: the year's bookings; purchases: the rows of its journal"),
    "files": N_("File of the population"),
    "accounts": N_("Accounts drawn from, by their first digits"),
    "method": N_("mus: by amount; random: each item as likely as any other"),
    "confidence": N_("Confidence of the conclusion"),
    "materiality": N_("The year's materiality"),
    "expected": N_("Expected error, as a share of what is tolerable"),
    "tolerable_rate": N_("Share of the items that may be wrong"),
    "tolerable_items": N_("Items drawn from that may be wrong"),
    "interval": N_("One krona is drawn in each interval"),
    "threshold": N_("Items of this amount or more are tested in full"),
    "population_items": N_("Items of the population"),
    "population_value": N_("Their amounts together"),
    "population_sha256": N_("Hash of the population"),
    "in_full_items": N_("Items tested in full"),
    "in_full_value": N_("Their amounts together"),
    "sample_items": N_("Items to draw beside them"),
    "credit_items": N_("Rows with a negative amount, not drawn from"),
    "credit_value": N_("Their amounts together"),
    "left_out_items": N_("Items left out, as they failed in the full test"),
    "left_out_value": N_("Their amounts together"),
    "unreadable_lines": N_("Rows that could not be read"),
    "other_year_items": N_("Rows that name another year, not drawn from"),
    "other_forbund_items": N_("Rows that name another förbund, drawn from all the same"),
    "seed": N_("The seed that decided which were drawn"),
    "rows": N_("Items on the worksheet"),
    "left_out": N_("Place of something left out"),
    "seal": N_("Seal: no parameter has been altered"),
}
_MONEY = frozenset({"materiality", "interval", "threshold", *(key for key in PARAMETERS if key.endswith("_value"))})
_SHARES = frozenset({"confidence", "expected", "tolerable_rate"})
_LONGEST = 250


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sample as it is handed out; `left_out` are places, as `bokforing.se:12`."""

    plan: Plan
    seed: int
    left_out: tuple[str, ...]
    drawn: tuple[Drawn, ...]

    @property
    def seal(self) -> str:
        return seal_of(self.plan, self.seed, self.left_out, len(self.drawn))


def worksheet(plan: Plan, seed: int, left_out: Iterable[tuple[str, int]], drawn: Iterable[Drawn]) -> Worksheet:
    """The sample with texts as they may leave the tool: one line each, without personal identity numbers."""
    places = tuple(f"{clean(file)}:{line}" for file, line in sorted(left_out))
    return Worksheet(plan, seed, places, tuple(_clean(item) for item in drawn))


def _clean(drawn: Drawn) -> Drawn:
    item = drawn.item
    file, voucher, account, text = map(clean, (item.file, item.voucher, item.account, item.text))
    shown_as = item._replace(file=file, voucher=voucher, account=account, text=text)
    return Drawn(drawn.number, shown_as, drawn.in_full)


def clean(text: str) -> str:
    """A text for one cell: on one line, of what can be seen, masked, and not longer than a reader wants."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in " ".join(masked(text).split()))
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def seal_of(plan: Plan, seed: int, left_out: Iterable[str], rows: int) -> str:
    whole = {"plan": plan.model_dump(), "seed": seed, "left_out": list(left_out), "rows": rows}
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def check_of(seal: str, drawn: Drawn) -> str:
    """What tells an altered row, and one of another worksheet."""
    return hashlib.sha256(f"{seal}\t{drawn.number}\t{drawn.in_full}\t{identity(drawn.item)}".encode()).hexdigest()[:12]


def parameters(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Each parameter's key and text; a key with several values has a row for each."""
    for key, value in sheet.plan.model_dump().items():
        for part in value if isinstance(value, tuple) else () if value is None else (value,):
            yield key, _text(key, part)
    yield "seed", str(sheet.seed)
    yield "rows", str(len(sheet.drawn))
    yield "seal", sheet.seal
    for place in sheet.left_out:
        yield "left_out", place


def _text(key: str, value: object) -> str:
    if key in _MONEY and isinstance(value, int):
        # With a plain hyphen: old Excel, which may save the file, has no real minus sign.
        return shown(Figure(value, 1, Unit.KR)).replace("\u2212", "-")
    if key in _SHARES and isinstance(value, int):
        return shown(Figure(value, 1, Unit.PERCENT))
    return clean(str(value))


def plan_of(found: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """The plan's fields from the texts of the parameters; what cannot be read stays text, and the model says so."""
    return {
        key: texts if field.annotation == tuple[str, ...] else _value(key, texts[0]) if texts else None
        for key, field in Plan.model_fields.items()
        for texts in (found.get(key, ()),)
    }


def _value(key: str, text: str) -> object:
    if key in _MONEY | _SHARES:
        figure = parse_figure(text)
        return text if figure is None else figure.value
    return text
