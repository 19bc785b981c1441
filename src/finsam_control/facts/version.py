"""Two printings of one version of a figure: the same row of the same budget version in two tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from finsam_control.dossier import Dossier
from finsam_control.facts import base
from finsam_control.facts.base import Fact, first_of_year, ore
from finsam_control.facts.table_total import clearly_trivial
from finsam_control.figure import differ
from finsam_control.printed import Printed, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFact(Fact):
    kind: ClassVar[str] = "version"
    sv: ClassVar[str] = "uppgifter som står i två versioner"
    en: ClassVar[str] = "figures printed in two versions"
    document: ClassVar[str] = "budget"
    section: ClassVar[str] = "tables"

    one: Annotated[str, base.text("den ena uppgiften", "the one printing")]
    other: Annotated[str, base.text("den andra uppgiften", "the other printing")]
    one_amount: Annotated[int, ore("beloppet i den ena tabellen", "the amount in the one table")]
    other_amount: Annotated[int, ore("beloppet i den andra tabellen", "the amount in the other table")]
    difference: Annotated[
        int, ore("skillnaden som avrundning inte förklarar", "the difference that rounding does not explain")
    ]
    above_trivial: Annotated[
        int,
        ore("skillnaden utöver gränsen för det uppenbart obetydliga", "the difference beyond what is clearly trivial"),
    ]


def produce(dossier: Dossier) -> tuple[VersionFact, ...]:
    law_date, trivial = first_of_year(dossier.year.fiscal_year), clearly_trivial(dossier.year)
    first: dict[tuple[str, str], Printed] = {}
    facts = []
    for item in figures(dossier.year):
        if item.column.version is None or not item.figure.unit.is_money:
            continue
        other = first.setdefault((item.column.version, item.row_id), item)
        if other.table.id != item.table.id:
            difference = differ(item.figure, other.figure)
            facts.append(
                VersionFact(
                    key=f"{item.column.version}/{item.row_id}",
                    law_date=law_date,
                    place=item.place,
                    one=item.address,
                    other=other.address,
                    one_amount=item.figure.value,
                    other_amount=other.figure.value,
                    difference=difference,
                    above_trivial=abs(difference) - trivial,
                )
            )
    return tuple(facts)
