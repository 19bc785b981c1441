"""Which risks of two registers are one and the same."""

from __future__ import annotations

from collections.abc import Callable

from finsam_control.risk_comparison import PairedBy
from finsam_control.risk_report import RiskInfo, RiskReport

Paired = tuple[RiskInfo, RiskInfo, PairedBy]


def paired(first: RiskReport, second: RiskReport) -> tuple[list[Paired], tuple[str, ...]]:
    """Each risk with its like: same id and text, else the same text, else the same id and process.

    An id that stands for another process and another text is an accident of numbering, above all between two förbund.
    """
    keys: tuple[tuple[PairedBy, Callable[[RiskInfo], tuple[str, ...]]], ...] = (
        ("id_and_text", lambda risk: (risk.id, _plain(risk.description))),
        ("text", lambda risk: (_plain(risk.description),)),
        ("id", lambda risk: (risk.id, _plain(risk.process))),
    )
    ours, theirs = list(first.risks), list(second.risks)
    found: dict[int, Paired] = {}
    for by, key in keys:
        waiting: dict[tuple[str, ...], list[RiskInfo]] = {}
        for risk in ours:
            waiting.setdefault(key(risk), []).append(risk)
        for other in theirs:
            like = waiting.get(key(other))
            if like:
                found[id(other)] = (like.pop(0), other, by)
        taken = {id(one) for one, _, _ in found.values()}
        ours = [risk for risk in ours if id(risk) not in taken]
        theirs = [risk for risk in theirs if id(risk) not in found]
    left = {risk.id for risk in ours}
    same_id = tuple(risk.id for risk in theirs if risk.id in left)
    return [found[id(risk)] for risk in second.risks if id(risk) in found], same_id


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
