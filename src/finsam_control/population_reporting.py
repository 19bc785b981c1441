"""A population's outcome in words: how many rows, how much money, what could not be judged, and the largest rows."""

from __future__ import annotations

from collections.abc import Iterable

from finsam_control.condition import Value
from finsam_control.dossier import Dossier
from finsam_control.facts.base import Fact, share
from finsam_control.facts.ledger import of_the_year
from finsam_control.masking import masked
from finsam_control.outcome import Outcome, Tally
from finsam_control.place import Place
from finsam_control.population_report import PopulationInfo, PopulationRow
from finsam_control.report import Notice, Observed
from finsam_control.shape import PlaceInfo
from finsam_control.words import N_, Words

#: What is counted, as values that two reports can be compared by: name, unit, meaning.
_COUNTED = (
    ("rows_tested", "count", N_("rows with a verdict")),
    ("rows_deviating", "count", N_("rows that deviate")),
    ("rows_not_assessable", "count", N_("rows that could not be assessed")),
    ("amount_deviating", "ore", N_("amount of the rows that deviate")),
)


#: Columns that nothing reads, of which so many are named.
_NAMED = 10


def population_notices(dossier: Dossier, words: Words) -> Iterable[Notice]:
    """Whole files that hold nothing, a year with several ledgers, columns asked for in vain and those nothing reads."""
    journals = () if dossier.store is None else dossier.store.files
    empty = [file.name for file in journals if not file.rows]
    empty += [ledger.name for ledger in dossier.ledgers if not ledger.accounts]
    for name in empty:
        text = words("{file} is listed as a population and holds no row; nothing of it was judged.", file=name)
        yield Notice(code="empty_population", text=text)
    own = of_the_year(dossier)
    if len(own) > 1:
        text = words(
            "Several ledgers of the year are listed: {files}. What journal and initiatives are held against cannot be "
            "told; list one ledger of the whole year.",
            files=", ".join(ledger.name for ledger in own),
        )
        yield Notice(code="several_ledgers", text=text)
    for file in journals:
        if file.lacks:
            text = words(
                "{file} has no column for: {columns}. What is asked of them cannot be assessed.",
                file=file.name,
                columns=", ".join(file.lacks),
            )
            yield Notice(code="lacking_column", text=text)
        if file.not_used:
            columns = ", ".join(file.not_used[:_NAMED]) + (" …" if len(file.not_used) > _NAMED else "")
            text = words(
                "Nothing reads these columns of {file}: {columns}. "
                "Say in a profile what they hold, or list them there under ignored.",
                file=file.name,
                columns=masked(columns),
            )
            yield Notice(code="unread_column", text=text)


def population_info(tally: Tally, rows: tuple[PopulationRow, ...], words: Words) -> PopulationInfo:
    return PopulationInfo(
        rows=tally.rows,
        passed=tally.passed,
        deviations=tally.violated,
        not_assessable=tally.not_assessable,
        not_applicable=tally.not_applicable,
        tested=tally.tested,
        untested_share=untested_share(tally),
        amount=tally.amount,
        amount_text=words.value(tally.amount, "ore"),
        without_amount=tally.without_amount,
        compared=tally.compared,
        top=rows,
    )


def population_row(fact: Fact, message: str, words: Words) -> PopulationRow:
    """A row with its sentence; what the records of the journal say passes the mask here."""
    amount: int | None = getattr(fact, "amount", None)
    return PopulationRow(
        key=masked(fact.key),
        place=_place(fact.place),
        amount=amount,
        amount_text=words.value(amount, "ore"),
        message=message,
    )


def untested_share(tally: Tally) -> int:
    """Parts per million of the rows that the rule is about, or may be about, that could not be judged."""
    return share(tally.not_assessable, tally.tested + tally.not_assessable) or 0


def observed(tally: Tally, words: Words) -> tuple[Observed, ...]:
    counts: tuple[Value, ...] = (tally.tested, tally.violated, tally.not_assessable, tally.amount)
    return tuple(
        Observed(field=name, meaning=words(meaning), unit=unit, value=value, text=words.value(value, unit))
        for (name, unit, meaning), value in zip(_COUNTED, counts, strict=True)
    )


def sentence(outcome: Outcome, tally: Tally, largest: str, missing: str, words: Words) -> str:
    """What was found; `largest` is the rule's own sentence of the largest row, `missing` what was unknown."""
    numbers = {
        "deviations": words.value(tally.violated, "count"),
        "tested": words.value(tally.tested, "count"),
        "unknown": words.value(tally.not_assessable, "count"),
        "rows": words.value(tally.tested + tally.not_assessable, "count"),
        "share": words.value(untested_share(tally), "ppm"),
    }
    untested = (
        words("{unknown} of {rows} rows ({share}) could not be assessed. Unknown: {names}.", **numbers, names=missing)
        if tally.not_assessable
        else ""
    )
    match outcome.kind:
        case "violated" | "accepted":
            told = words(
                "{deviations} of {tested} rows deviate, {amount} in all. The largest: {message}",
                **numbers,
                amount=words.value(tally.amount, "ore"),
                message=largest,
            )
        case "passed":
            told = words("All rows ({tested}) meet it.", **numbers)
        case "not_assessable" if tally.tested:
            told = words("No deviation in the rows that could be assessed ({tested}).", **numbers)
        case "not_assessable":
            told = ""
        case _:
            told = words("None of the rows ({n}) is one that the rule is about.", n=words.value(tally.rows, "count"))
    return " ".join(part for part in (told, untested) if part)


def _place(place: Place) -> PlaceInfo:
    return PlaceInfo(file=place.file, line=place.line, pointer="", document="", page="")
