"""What only shows across records: names that point nowhere, ids that stand twice, reasons too short."""

from __future__ import annotations

from collections.abc import Iterable

from finsam_control.figure import parse_number
from finsam_control.message import Fault, Message
from finsam_control.reading.validation import Locate
from finsam_control.records.base import Record
from finsam_control.records.year import Year

REASON_LENGTH = 20

#: The keys under which a calendar year stands.
_YEARS = ("fiscal_year", "for_year", "year", "period")


def faults_across(year: Year, locate: Locate) -> list[Fault]:
    """Every such fault of a year whose records each read well."""
    across = (
        _documents(year),
        _duplicates(year),
        _cells(year),
        _addresses(year),
        _reasons(year),
        _attestations(year),
        _delegation(year),
    )
    return [*_years(year, locate), *(fault for faults in across for fault in faults)]


def _reasons(year: Year) -> Iterable[Fault]:
    for acceptance in year.acceptances:
        if len(acceptance.reason) < REASON_LENGTH:
            yield _at(
                acceptance,
                "reason",
                Message.of("a reason of {length} characters", length=len(acceptance.reason)),
                Message.of("the board's reason, at least {length} characters", length=REASON_LENGTH),
                "reason: Utgiften ryms inom årets budget, styrelsen 2022-06-17 § 10",
            )
        if acceptance.valid_until is None and not acceptance.for_period_only:
            yield _at(
                acceptance,
                "",
                Message.of("an acceptance without an end"),
                Message.of("valid_until with a date, or for_period_only: true"),
                "for_period_only: true",
            )


def _delegation(year: Year) -> Iterable[Fault]:
    lines = [line for order in year.delegation_orders.items for line in order.entries]
    for line in lines:
        if line.limit is not None and line.limit_basbelopp is not None:
            yield _at(
                line,
                "limit_basbelopp",
                Message.of("a limit in kronor and another in basbelopp"),
                Message.of("one of limit and limit_basbelopp"),
                'limit_basbelopp: "0,5"',
            )
    known = sorted({line.id for line in lines if line.id is not None})
    for decision in year.delegated_decisions.items:
        # Where no line has an id, the order that the decision names may not have been handed in.
        if decision.line is not None and known and decision.line not in known:
            yield _at(
                decision,
                "line",
                Message.of("`{value}`", value=decision.line),
                Message.of("the id of a line of a delegation order: {known}", known=", ".join(known)),
                f"line: {known[0]}",
            )


def _attestations(year: Year) -> Iterable[Fault]:
    for attestation in year.attestations:
        if len(attestation.seen) < REASON_LENGTH:
            yield _at(
                attestation,
                "seen",
                Message.of("a description of {length} characters", length=len(attestation.seen)),
                Message.of("what was seen, in at least {length} characters", length=REASON_LENGTH),
                "seen: Fullmäktiges protokoll 2023-02-13 § 14 med valet av ledamot och ersättare",
            )
        for key in ("by", "role"):
            if any(_same(getattr(attestation, key), owner) for owner in attestation.owner_of_control):
                yield _at(
                    attestation,
                    key,
                    Message.of("{name} answers for the control", name=getattr(attestation, key)),
                    Message.of("somebody else: nobody vouches for a control of their own"),
                    "by: Bertil Provsson",
                )
        if attestation.valid_until.last < attestation.seen_on.first:
            yield _at(
                attestation,
                "valid_until",
                Message.of("`{value}`", value=attestation.valid_until),
                Message.of("a date after {day}, when it was seen", day=attestation.seen_on),
                "valid_until: 2026-12-31",
            )


def _same(one: str, other: str) -> bool:
    """Whether two names or roles are one, however spaced, capital or not: samordnare and Samordnaren are."""
    short, long = sorted((" ".join(text.casefold().split()) for text in (one, other)), key=len)
    return long in {short, f"{short}n", f"{short}en"}


def _at(record: Record, key: str, found: Message, expected: Message, example: str = "") -> Fault:
    place = record.place(key)
    return Fault(place.file, place.line, place.pointer, found, expected, example)


def _walk(value: object) -> Iterable[Record]:
    if isinstance(value, Record):
        yield value
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)


def _documents(year: Year) -> Iterable[Fault]:
    known = {document.id for document in year.documents}
    for record in _walk(year):
        if record.source is not None and record.source.document and record.source.document not in known:
            place = record.source.at.of("document")
            yield Fault(
                place.file,
                place.line,
                place.pointer,
                Message.of("`{value}`", value=record.source.document),
                Message.of("the id of a document under `documents`: {known}", known=", ".join(sorted(known)) or "-"),
                f"document: {min(known)}" if known else "",
            )


def _duplicates(year: Year) -> Iterable[Fault]:
    within = (
        *(items for table in year.printed_tables for items in (table.columns, table.rows)),
        *(order.entries for order in year.delegation_orders.items),
    )
    lists: tuple[tuple[Record, ...], ...] = (
        year.documents,
        year.printed_tables,
        year.stated_figures,
        year.budgets.items,
        year.targets.items,
        year.delegation_orders.items,
        year.delegated_decisions.items,
        year.purchases.items,
        year.contracts.items,
        year.agreements.items,
        year.requisitions.items,
        year.accruals.items,
        year.signing_authorities.items,
        year.observations.items,
        *within,
    )
    for records in lists:
        seen: dict[str, Record] = {}
        for record in records:
            name = getattr(record, "id")  # noqa: B009 -- every record of these lists has one
            if name is None:
                continue
            if name in seen:
                yield _at(
                    record,
                    "id",
                    Message.of("the id `{id}` stands on line {line} too", id=name, line=seen[name].place("id").line),
                    Message.of("an id of its own for each"),
                )
            seen[name] = record


def _years(year: Year, locate: Locate) -> Iterable[Fault]:
    digits = 4
    for record in _walk(year):
        for key in _YEARS:
            value = getattr(record, key, None)
            if isinstance(value, int) and len(str(value)) != digits:
                # The year itself is merged from many files and stands in none.
                place = record.place(key)
                file, line = locate((key,)) if record is year else (place.file, place.line)
                yield Fault(
                    file,
                    line,
                    f"/{key}" if record is year else place.pointer,
                    Message.of("`{value}`", value=value),
                    Message.of("a year of four digits"),
                    f"{key}: 2022",
                )


def _cells(year: Year) -> Iterable[Fault]:
    """Numbers with more decimals than their unit has, as `1,143` kronor; the table tells its cells their unit."""
    for table in year.printed_tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.values, strict=False):
                unit = table.unit_of(row, column)
                if parse_number(cell.text, unit) is None:
                    yield _at(
                        row,
                        "values",
                        Message.of("`{value}`", value=cell.text),
                        Message.of("a number in {unit}, with a comma before its decimals", unit=unit.value),
                        "1 143" if unit.is_money else "46,3",
                    )


def _addresses(year: Year) -> Iterable[Fault]:
    cells = {
        (table.id, row.id or row.label, column.id or column.name)
        for table in year.printed_tables
        for row in table.rows
        if row.values
        for column in table.columns
    }
    stated = {figure.id for figure in year.stated_figures}
    for figure in year.stated_figures:
        address = figure.same_as
        if address is not None and (address.table, address.row, address.column) not in cells:
            shown = f"{address.table} / {address.row} / {address.column}"
            yield _at(
                address,
                "",
                Message.of("`{value}`", value=shown),
                Message.of("table, row and column of a figure that stands in the records"),
                "same_as: {{table: {}, row: {}, column: {}}}".format(*min(cells)) if cells else "",
            )
        others = stated - {figure.id}
        if figure.same_as_stated is not None and figure.same_as_stated not in others:
            yield _at(
                figure,
                "same_as_stated",
                Message.of("`{value}`", value=figure.same_as_stated),
                Message.of("the id of another stated figure"),
                f"same_as_stated: {min(others)}" if others else "",
            )
