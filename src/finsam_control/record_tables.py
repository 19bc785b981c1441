"""What the records say, as tables beside the journal: who may decide and approve what on which days, and contracts.

A table is whole or not; the row of `year` says which, so that absence counts only where somebody vouched for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

import duckdb

from finsam_control import authority
from finsam_control.authority import Mandate
from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.figure import Figure
from finsam_control.holiday import is_day_off
from finsam_control.journal import COLUMNS
from finsam_control.masking import masked
from finsam_control.org_number import is_org_number
from finsam_control.person_name import turned
from finsam_control.records.base import SAKNAS
from finsam_control.records.board import Approver, Board, Delegation
from finsam_control.records.year import Year
from finsam_control.resemblance import closest
from finsam_control.store import clean, fill

#: Öre, days and keys, as the table `journal` has them; a person has a row for the name and one for each signature.
_DELEGATES: Final = {
    "person_key": "VARCHAR",
    "from_date": "DATE",
    "to_date": "DATE",
    "is_sure": "BOOLEAN",
    "entry": "VARCHAR",
    "adopted": "VARCHAR",
    "matter_key": "VARCHAR",
    "has_limit": "BOOLEAN",
    "limit_ore": "BIGINT",
    "consultation": "BOOLEAN",
}
_ROLES: Final = {
    "person_key": "VARCHAR",
    "role": "VARCHAR",
    "rank": "INTEGER",
    "from_date": "DATE",
    "to_date": "DATE",
}
_APPROVERS: Final = {
    "person_key": "VARCHAR",
    "from_date": "DATE",
    "to_date": "DATE",
    "has_limit": "BOOLEAN",
    "limit_ore": "BIGINT",
}
_CONTRACTS: Final = {
    "id": "VARCHAR",
    "supplier_key": "VARCHAR",
    "from_date": "DATE",
    "to_date": "DATE",
    "value_ore": "BIGINT",
    "is_direct": "BOOLEAN",
}
_COVERED: Final = {"supplier_key": "VARCHAR", "from_date": "DATE", "to_date": "DATE"}
_ALIKE: Final = {"supplier_key": "VARCHAR", "person": "VARCHAR"}
_PAYEES: Final = {"supplier_key": "VARCHAR", "person_key": "VARCHAR", "has_role": "BOOLEAN"}
_YEAR: Final = {
    "first_day": "DATE",
    "last_day": "DATE",
    "orders_whole": "BOOLEAN",
    "roles_whole": "BOOLEAN",
    "approvers_whole": "BOOLEAN",
    "contracts_whole": "BOOLEAN",
}
#: Who stands under whom when one approves what the other is paid.
_RANKS: Final = {"samordnare": 1, "ersattare": 2, "ledamot": 2, "vice_ordforande": 3, "ordforande": 4}
#: What parts a name from what else stands in the cell: `Sara Samordning (utlägg)`.
_APART: Final = re.compile(r",| \(| - ")
_BESIDE: Final = re.compile(r" \(| - ")
_EVER: Final = date(9999, 12, 31)
_NEVER: Final = date(1, 1, 1)


def key(name: str) -> str:
    """What a supplier or a matter is compared by."""
    return clean(name).lower()


def person_key(name: str) -> str:
    """What a person is compared by."""
    return turned(key(name))


def load(connection: duckdb.DuckDBPyConnection, dossier: Dossier) -> None:
    """Makes every table anew for the year that is judged."""
    year = dossier.year
    first, last = date(year.fiscal_year, 1, 1), date(year.fiscal_year, 12, 31)
    whole = (
        authority.known_whole(year.delegation_orders) and authority.known_holders(year.delegation_orders.items),
        year.board is not None and year.board.seats.complete and year.board.coordinators is not None,
        year.approvers.complete,
        year.contracts.complete,
    )
    fill(connection, "year", _YEAR, [(first, last, *whole)])
    signed = _signatures(year.approvers.items)
    fill(connection, "delegates", _DELEGATES, _spelled(_delegates(dossier), signed))
    fill(connection, "roles", _ROLES, _spelled(_roles(year.board), signed))
    fill(connection, "approvers", _APPROVERS, _spelled(map(_approver, year.approvers.items), signed))
    fill(connection, "contracts", _CONTRACTS, _contracts(dossier))
    fill(connection, "covered", _COVERED, _covered(dossier))
    fill(connection, "journal_columns", {"file": "VARCHAR", **dict.fromkeys(COLUMNS, "BOOLEAN")}, _columns(dossier))
    fill(connection, "days_off", {"day": "DATE"}, ((day,) for day in _days_off(connection, first, last)))
    fill(connection, "numbers", {"supplier_number": "VARCHAR", "is_valid": "BOOLEAN"}, _numbers(connection))
    fill(connection, "alike", _ALIKE, _alike(connection, year))
    fill(connection, "payees", _PAYEES, _payees(connection, year, signed))
    fill(connection, "personal", {"row": "BIGINT"}, ((row,) for row in _personal(connection)))


def _signatures(approvers: Iterable[Approver]) -> dict[str, set[str]]:
    """The signatures of each name on the list; one of several names is nobody's."""
    signed = {(person_key(item.signature), person_key(item.name)) for item in approvers if item.signature is not None}
    names = Counter(signature for signature, _ in signed)
    found: dict[str, set[str]] = {}
    for signature, name in signed:
        if names[signature] == 1:
            found.setdefault(name, set()).add(signature)
    return found


def _spelled(rows: Iterable[tuple[Any, ...]], signed: Mapping[str, set[str]]) -> Iterator[tuple[Any, ...]]:
    """Each row once for whatever a journal may tell its person by: the name and the signatures."""
    for name, *row in rows:
        yield from ((spelling, *row) for spelling in (name, *sorted(signed.get(name, ()))))


def _delegates(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    """A row for each line, each stretch of days in which one version surely holds, and each who may decide by it then.

    Of a substitute whose period is not known whole it is not sure that he or she may.
    """
    year = dossier.year
    orders = year.delegation_orders.items
    turns = {date(year.fiscal_year, 1, 1)}
    for order in orders:
        begun = authority.begins(order)
        turns |= {begun.first} if begun is not None else set()
        turns |= {order.in_force_until.last + timedelta(days=1)} if order.in_force_until is not None else set()
    starts = sorted(turns)
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        until = _EVER if following is None else following - timedelta(days=1)
        day = Day.exact(start)
        if len(authority.versions(orders, day)) == 1:
            for mandate in authority.mandates(orders, day):
                line = _line(mandate, mandate.limit(day, dossier.prisbasbelopp))
                for person, first, last, is_sure in _persons(mandate.line, year.board):
                    if first <= until and last >= start:
                        yield person_key(person), max(first, start), min(last, until), is_sure, *line


def _line(mandate: Mandate, limit: int | None) -> tuple[Any, ...]:
    line = mandate.line
    consultation = None if line.above is None else line.above == "samrad_ordforande"
    entry = f"{mandate.order.id}: {line.id or line.matter}"
    return entry, authority.adopted(mandate.order), key(line.matter), mandate.has_limit, limit, consultation


def _persons(line: Delegation, board: Board | None) -> Iterator[tuple[str, date, date, bool]]:
    """Who decides by a line, from what day and until when: who is named, else who holds the role, and substitutes."""
    if line.person is not None:
        yield line.person, _NEVER, _EVER, True
    elif board is not None:
        for name, until in authority.coordinators(board) if line.role in {"samordnare", "tjansteman"} else ():
            yield name, _NEVER, _last(until), True
        for seat in board.seats.items:
            if line.role in {seat.office, seat.seat}:
                yield seat.name, _first(seat.start), _last(seat.end), True
    for item in line.substitutes:
        yield item.name, _first(item.start), _last(item.end), item.start is not None and item.end is not None


def _roles(board: Board | None) -> Iterator[tuple[Any, ...]]:
    """Who held what role; a coordinator from before the year, for the list gives no first days."""
    if board is None:
        return
    for name, until in authority.coordinators(board):
        yield person_key(name), "samordnare", _RANKS["samordnare"], _NEVER, _last(until)
    for seat in board.seats.items:
        role = seat.office or seat.seat
        yield person_key(seat.name), role, _RANKS[role], _first(seat.start), _last(seat.end)


def _approver(item: Approver) -> tuple[Any, ...]:
    has_limit = None if item.limit is None else item.limit is not SAKNAS
    limit = item.limit.value if isinstance(item.limit, Figure) else None
    return person_key(item.name), _first(item.start), _last(item.end), has_limit, limit


def _contracts(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    for item in dossier.year.contracts.items:
        value = item.value.value if isinstance(item.value, Figure) else None
        is_direct = None if item.awarded is None else item.awarded == "direct"
        yield item.id, key(item.supplier), _first(item.start), _last(item.end), value, is_direct


def _covered(dossier: Dossier) -> Iterator[tuple[str, date, date]]:
    """The days on which a supplier has a contract, in stretches of which no two overlap."""
    periods: dict[str, list[tuple[date, date]]] = {}
    for _, supplier, first, last, *_ in _contracts(dossier):
        periods.setdefault(supplier, []).append((first, last))
    for supplier, stretches in periods.items():
        merged: list[tuple[date, date]] = []
        for first, last in sorted(stretches):
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        yield from ((supplier, *stretch) for stretch in merged)


def _first(day: object) -> date:
    return day.first if isinstance(day, Day) else _NEVER


def _last(day: object) -> date:
    return day.last if isinstance(day, Day) else _EVER


def _columns(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    """Which columns each file has: only there does a blank cell say that nothing was noted."""
    for file in dossier.store.files if dossier.store is not None else ():
        yield file.name, *(name in file.columns for name in COLUMNS)


def _days_off(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> Iterator[date]:
    """The days off that the journal and the year span."""
    query = (
        "SELECT min(day), max(day) FROM (SELECT unnest([booked_on, attested_1_on, attested_2_on]) AS day FROM journal)"
    )
    low, high = connection.execute(query).fetchone() or (None, None)
    day, end = min(low or first, first), max(high or last, last)
    while day <= end:
        if is_day_off(day):
            yield day
        day += timedelta(days=1)


def _numbers(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, bool]]:
    query = "SELECT DISTINCT supplier_number FROM journal WHERE supplier_number IS NOT NULL"
    yield from ((number, is_org_number(number)) for (number,) in connection.execute(query).fetchall())


def _alike(connection: duckdb.DuckDBPyConnection, year: Year) -> Iterator[tuple[str, str]]:
    """Suppliers whose names are close to those of people in a role of the förbund: a suggestion, and no more."""
    people = _people(year)
    for supplier in _suppliers(connection):
        # A person's own outlay bears the person's very name; that is no secret to be found out.
        own = person_key(_APART.split(supplier)[0])
        if not _named(supplier) & people and (person := closest(own, sorted(people))) is not None:
            yield key(supplier), person


def _payees(
    connection: duckdb.DuckDBPyConnection, year: Year, signed: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Suppliers who are people that the records or the journal's approvals name, and what each may approve by.

    The cell may hold more than the name: `Sara Samordning (utlägg)`.
    """
    query = "SELECT DISTINCT unnest([attestant_1_key, attestant_2_key]) AS name FROM journal"
    approvers = {name for (name,) in connection.execute(query).fetchall()}
    known = approvers | _people(year)
    in_roles = {spelling for spelling, *_ in _spelled(_roles(year.board), signed)}
    for cell in sorted({key(supplier) for supplier in _suppliers(connection)}):
        found = _spelled(((name,) for name in _named(cell) & known), signed)
        yield from ((cell, name, name in in_roles) for name in sorted({spelling for (spelling,) in found}))


def _named(supplier: str) -> set[str]:
    """Whom a cell may name before what else stands in it."""
    return {person_key(parting.split(supplier)[0]) for parting in (_BESIDE, _APART)}


def _people(year: Year) -> set[str]:
    return {name for name, *_ in _roles(year.board)} | {person_key(item.name) for item in year.approvers.items}


def _suppliers(connection: duckdb.DuckDBPyConnection) -> list[str]:
    query = "SELECT DISTINCT supplier FROM journal WHERE supplier IS NOT NULL ORDER BY supplier"
    return [supplier for (supplier,) in connection.execute(query).fetchall()]


def _personal(connection: duckdb.DuckDBPyConnection) -> Iterator[int]:
    """The rows whose texts hold a personal identity number: those with six digits in a row are looked at."""
    texts = "concat_ws(' ¦ ', supplier, text, purpose, participants, consulted, counterparty)"
    query = f"SELECT row, {texts} FROM journal WHERE regexp_matches({texts}, '[0-9]{{6}}')"  # noqa: S608 -- our own columns
    found = connection.cursor().execute(query)
    while some := found.fetchmany(10_000):
        yield from (row for row, text in some if masked(text) != text)
