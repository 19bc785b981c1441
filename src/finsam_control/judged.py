"""A judged population: one table a kind, with the number of every rule's verdict and what is told of each row.

A cell that a fact shares with the row of the journal that it is, is not kept a second time but looked up when told.
"""

# ruff: noqa: S608 -- every name in these queries is quoted, and every number is ours

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, Protocol

from finsam_control.engines.columnar import LAW_DATE, WORDS, Sql, Word, named, number
from finsam_control.facts import VIEW_COLUMNS
from finsam_control.facts.base import Fact, fields_of
from finsam_control.place import Place
from finsam_control.rule import Rule

#: Rows of a rule that the row engines judge again: the largest deviations, and others drawn with a seed.
DEVIATIONS: Final = 5_000
OTHERS: Final = 1_000
#: Rows of a kind that are drawn at once for all its rules.
DRAWN: Final = 2 * OTHERS
SEED: Final = 2003_1210

#: The order of deviations: the largest first, whichever way the money went.
_LARGEST: Final = 'abs("amount") DESC NULLS LAST, "file", "line"'
#: An order of chance that any engine and any day repeats: a multiplicative hash of the line, seeded.
_SHUFFLED: Final = f'("line" * 2654435761 + {SEED}) % 4294967296, "file", "line"'
_PLACE: Final = '"file", "line"'
_KEY: Final = "key"

#: A fact, and the numbers of its verdicts in the order of the rules.
Row = tuple[Sequence[int], Fact]


class Tables(Protocol):
    """An engine for SQL that holds the population."""

    name: str

    def keep(self, table: str, query: Sql) -> None:
        """Makes a table of a query's rows, for the life of the engine."""
        ...

    def rows(self, query: Sql) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, in its order."""
        ...


@dataclass(frozen=True, slots=True)
class Picked:
    """Rows that are judged again: the largest deviations of each rule, by its id, and those drawn for all of them."""

    largest: Mapping[str, tuple[Fact, ...]]
    drawn: tuple[Row, ...]


@dataclass(frozen=True)
class Judged:
    """The rows of one kind with the verdicts of its rules, kept in the engine that judged them."""

    kind: type[Fact]
    rules: tuple[Rule, ...]
    tables: Tables
    #: The path of each file by the name that the records list it under, as places in a report are told.
    paths: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What is kept of each row: where it stands, what a rule reads, and what it prints beside cells."""
        read = {name for rule in self.rules for name in rule.fields}
        told = {name for rule in self.rules for name in rule.placeholders} - {*self.kind.own_cells}
        # The key of a fact that is a row of the journal is its place.
        shared = [name for name in VIEW_COLUMNS if name != _KEY or not self.kind.own_cells]
        fields = [name for name in fields_of(self.kind) if name in read | told and name not in VIEW_COLUMNS]
        return (*shared, *fields)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """What is looked up in the journal: cells that rules print and that are not kept."""
        told = {name for rule in self.rules for name in rule.placeholders}
        return tuple(name for name in self.kind.own_cells if name in told and name not in self.columns)

    @property
    def table(self) -> str:
        return f"judged_{self.kind.kind}"

    def verdict(self, rule: Rule) -> str:
        """The column of a rule's verdicts; no field of a model has a space in its name."""
        return named(f"verdict {self.rules.index(rule)}")

    def deviations(self, rule: Rule) -> Iterator[Fact]:
        """The rows that a rule found to deviate, the largest first."""
        return (self._fact(told) for _, told in self._told(self._deviates(rule), _LARGEST))

    def others(self, rule: Rule, count: int) -> Iterator[tuple[Fact, Word]]:
        """Rows drawn among those that do not deviate, and the verdict of each."""
        nth = self.rules.index(rule)
        for codes, told in self._told(f"NOT {self._deviates(rule)}", _SHUFFLED, count):
            yield self._fact(told), WORDS[codes[nth]]

    def picked(self, rules: Sequence[Rule], deviations: int = DEVIATIONS, drawn: int = DRAWN) -> Picked:
        """The largest deviations of these rules and the rows drawn; each row is looked up, and made a fact, once."""
        picks = {rule.id: self._pick(n, self._deviates(rule), _LARGEST, deviations) for n, rule in enumerate(rules)}
        table = f"picked_{self.kind.kind}"
        others = self._pick(len(rules), "TRUE", _SHUFFLED, drawn)
        self.tables.keep(table, Sql(" UNION ALL ".join([*picks.values(), others])))
        is_picked = f'("file", "line") IN (SELECT "file", "line" FROM {named(table)})'
        facts = {
            (told["file"], told["line"]): (codes, self._fact(told)) for codes, told in self._told(is_picked, _PLACE)
        }
        found: list[list[Row]] = [[] for _ in range(len(rules) + 1)]
        order = f'SELECT "pick", "file", "line" FROM {named(table)} ORDER BY "pick", "nth"'
        for pick, file, line in self.tables.rows(Sql(order)):
            found[pick].append(facts[file, line])
        largest = (tuple(fact for _, fact in rows) for rows in found[:-1])
        return Picked(dict(zip(picks, largest, strict=True)), tuple(found[-1]))

    def _deviates(self, rule: Rule) -> str:
        return f"({self.verdict(rule)} = {number('violated')})"

    def _pick(self, pick: int, where: str, order: str, limit: int) -> str:
        """The places of the first rows by an order, numbered."""
        rows = f'SELECT "file", "line", "amount" FROM {named(self.table)} WHERE {where} ORDER BY {order} LIMIT {limit}'
        return f'SELECT {pick} AS "pick", "file", "line", row_number() OVER (ORDER BY {order}) AS "nth" FROM ({rows})'

    def _told(self, where: str, order: str, limit: int | None = None) -> Iterator[tuple[Sequence[int], dict[str, Any]]]:
        """The verdicts of rows, and what is told of each by the names of columns and cells."""
        names = [*map(self.verdict, self.rules), *map(named, self.columns)]
        rows = f"SELECT {', '.join(names)} FROM {named(self.table)} WHERE {where}"
        if limit is not None:
            rows += f" ORDER BY {order} LIMIT {limit}"
        if self.cells:
            # Told after the join: of the few rows that are looked up, not of the whole journal.
            cells = "".join(f", {self.kind.own_cells[name]} AS {named(name)}" for name in self.cells)
            place = 'journal."file" = judged."file" AND journal."line" = judged."line"'
            rows = f"SELECT judged.*{cells} FROM ({rows}) AS judged LEFT JOIN journal ON {place}"
        names += map(named, self.cells)
        query = f"SELECT {', '.join(names)} FROM ({rows}) AS told ORDER BY {order}"
        for row in self.tables.rows(Sql(query)):
            told = zip((*self.columns, *self.cells), row[len(self.rules) :], strict=True)
            yield row[: len(self.rules)], dict(told)

    def _fact(self, told: Mapping[str, Any]) -> Fact:
        """A row as a fact; what no rule reads is left unknown."""
        values = {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}
        file, line = told["file"], told["line"]
        given = {name: values.get(name) for name in fields_of(self.kind)}
        place = Place(self.paths.get(file, file), line, "")
        return self.kind(key=values.get(_KEY, f"{file}:{line}"), law_date=values[LAW_DATE], place=place, **given)
