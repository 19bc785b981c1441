"""How the income statement and the balance sheet are laid out, and what they show of assets and debts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, first_of_year, flag, is_there, ore, text
from finsam_control.printed import Printed, table_figures
from finsam_control.records.tables import Concept, Table
from finsam_control.records.year import Year

#: The order of LKBR 5:2 and KRL 5:1.
_ORDER: Final[tuple[Concept, ...]] = (
    "revenue",
    "costs",
    "net_costs",
    "operating_result",
    "result_after_financial",
    "result",
)
#: The order of LKBR 6:2 and KRL 5:2: what is owned, then equity, then debts, the long-term ones first.
_BALANCE_ORDER: Final[tuple[Concept, ...]] = (
    "fixed_assets",
    "current_assets",
    "assets",
    "equity",
    "long_term_liabilities",
    "equity_and_liabilities",
)
_CURRENT = re.compile(r"(summa )?kortfristiga skulder\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsFact(Fact):
    kind: ClassVar[str] = "statements"
    sv: ClassVar[str] = "resultaträkning och balansräkning"
    en: ClassVar[str] = "income statement and balance sheet"
    document: ClassVar[str] = "arsredovisning"
    section: ClassVar[str] = "balance_sheet"

    fiscal_year: Annotated[str, text("räkenskapsåret", "the fiscal year")]
    has_net_costs: Annotated[bool | None, flag("raden Verksamhetens nettokostnader", "the row of net costs")]
    has_operating_result: Annotated[
        bool | None, flag("raden Verksamhetens resultat", "the row of the activity's result")
    ]
    has_after_financial: Annotated[
        bool | None,
        flag("raden med resultatet efter finansiella poster", "the row of the result after financial items"),
    ]
    has_result: Annotated[bool | None, flag("raden Årets resultat", "the row of the year's result")]
    rows_in_order: Annotated[bool | None, flag("raderna står i lagens ordning", "the rows stand in the act's order")]
    balance_in_order: Annotated[
        bool | None,
        flag(
            "balansräkningens poster står i lagens ordning", "the items of the balance sheet stand in the act's order"
        ),
    ]
    has_opening_equity: Annotated[
        bool | None, flag("balansräkningen visar ingående eget kapital", "the balance sheet shows opening equity")
    ]
    has_other_equity: Annotated[
        bool | None, flag("balansräkningen visar övrigt eget kapital", "the balance sheet shows other equity")
    ]
    has_result_in_equity: Annotated[
        bool | None, flag("balansräkningen visar årets resultat", "the balance sheet shows the year's result")
    ]
    has_closing_equity: Annotated[
        bool | None, flag("balansräkningen visar utgående eget kapital", "the balance sheet shows closing equity")
    ]
    fixed_assets: Annotated[int | None, ore("anläggningstillgångar", "fixed assets")]
    fixed_assets_before: Annotated[
        int | None, ore("anläggningstillgångar vid årets början", "fixed assets at the start of the year")
    ]
    tells_useful_life: Annotated[
        bool | None, flag("nyttjandeperioden anges i not", "the useful life of the fixed assets is in a note")
    ]
    depreciation: Annotated[int | None, ore("årets avskrivningar", "the year's depreciation")]
    long_term_debt: Annotated[int | None, ore("långfristiga skulder", "long-term liabilities")]


def produce(dossier: Dossier) -> tuple[StatementsFact, ...]:
    year = dossier.year
    income, balance = year.income_statement, year.balance_sheet
    shown = income or balance
    if shown is None:
        return ()
    rows, equity = _concepts(income), _concepts(balance)
    return (
        StatementsFact(
            key="statements",
            law_date=first_of_year(year.fiscal_year),
            place=shown.place(),
            fiscal_year=str(year.fiscal_year),
            has_net_costs=_has(rows, "net_costs"),
            has_operating_result=_has(rows, "operating_result"),
            has_after_financial=_has(rows, "result_after_financial"),
            has_result=_has(rows, "result"),
            rows_in_order=None if rows is None else _in_order(rows, _ORDER),
            balance_in_order=None if equity is None else _in_order(equity, _BALANCE_ORDER),
            has_opening_equity=_has(equity, "equity_opening"),
            has_other_equity=_has(equity, "equity_other"),
            has_result_in_equity=_has(equity, "result"),
            has_closing_equity=_has(equity, "equity"),
            fixed_assets=_amount(balance, "fixed_assets", year.fiscal_year),
            fixed_assets_before=_amount(balance, "fixed_assets", year.fiscal_year - 1),
            tells_useful_life=is_there(year.annual_report.useful_life_note) if year.annual_report is not None else None,
            depreciation=_amount(income, "depreciation", year.fiscal_year),
            long_term_debt=_long_term(year),
        ),
    )


def _concepts(table: Table | None) -> list[Concept] | None:
    """What the rows with figures mean, in their order; unknown where the statement is not handed in."""
    return None if table is None else [row.concept for row in table.rows if row.values and row.concept is not None]


def _has(concepts: list[Concept] | None, concept: Concept) -> bool | None:
    return None if concepts is None else concept in concepts


def _in_order(concepts: list[Concept], order: tuple[Concept, ...]) -> bool:
    places = [order.index(concept) for concept in concepts if concept in order]
    return places == sorted(places)


def _of_year(table: Table | None, year: int) -> Iterable[Printed]:
    cells = table_figures(table) if table is not None else ()
    return (cell for cell in cells if cell.column.year == year and cell.column.holds == "outcome")


def _amount(table: Table | None, concept: Concept, year: int) -> int | None:
    return next((cell.figure.value for cell in _of_year(table, year) if cell.row.concept == concept), None)


def _long_term(year: Year) -> int | None:
    """As printed; none where the row of all liabilities is that of the current ones."""
    printed = _amount(year.balance_sheet, "long_term_liabilities", year.fiscal_year)
    if printed is not None:
        return printed
    total = [cell for cell in _of_year(year.balance_sheet, year.fiscal_year) if cell.row.concept == "liabilities"]
    return 0 if total and all(_CURRENT.match(cell.row.label) for cell in total) else None
