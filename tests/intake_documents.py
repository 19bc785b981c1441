"""A made-up förbund's documents, printed from what is true of it, in more than one layout."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from random import Random

FIRST = [
    "Alva",
    "Bertil",
    "Cajsa",
    "Dag-Erik",
    "Ebba",
    "Folke",
    "Greta",
    "Hjalmar",
    "Inga-Lill",
    "Jarl",
    "Kajsa",
    "Love",
]
LAST = [
    "Åkerblom",
    "Östberg",
    "Fältskog",
    "Grönvall",
    "Häggmark",
    "Sandström",
    "Wiklund",
    "Ljungdahl",
    "Norén",
    "Quist",
]
TOWNS = ["Norrvik", "Söderåsen", "Björkeby", "Ekfors", "Lindhult"]
MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "augusti", "september", "oktober", "november"]


def money(kronor: int) -> str:
    return f"{kronor:,}".replace(",", " ")


@dataclass(frozen=True)
class Truth:
    """What is true of a made-up förbund and year; every figure, name and date comes of the seed."""

    seed: int
    year: int = 0
    town: str = ""
    people: tuple[str, ...] = ()
    revenue: tuple[int, int] = (0, 0)
    costs: tuple[int, int] = (0, 0)
    interest: tuple[int, int] = (0, 0)
    receivables: tuple[int, int] = (0, 0)
    cash: tuple[int, int] = (0, 0)
    debts: tuple[int, int] = (0, 0)
    notes: tuple[tuple[int, int], ...] = ()
    day: int = 1
    month: int = 1
    frame: int = 0
    scores: tuple[tuple[int, int], ...] = field(default=())

    @classmethod
    def of(cls, seed: int) -> Truth:
        random = Random(seed)
        names = [f"{first} {random.choice(LAST)}" for first in random.sample(FIRST, 10)]

        def pair(low: int, high: int) -> tuple[int, int]:
            return random.randint(low, high), random.randint(low, high)

        staten = pair(3_000_000, 9_000_000)
        return cls(
            seed,
            year=random.randint(2019, 2029),
            town=random.choice(TOWNS),
            people=tuple(names),
            revenue=(2 * staten[0], 2 * staten[1]),
            costs=pair(4_000_000, 20_000_000),
            interest=pair(1_000, 250_000),
            receivables=pair(10_000, 900_000),
            cash=pair(1_000_000, 9_000_000),
            debts=pair(100_000, 900_000),
            notes=(pair(100_000, 900_000), pair(10_000, 99_999), pair(1_000, 9_999)),
            day=random.randint(1, 28),
            month=random.randint(1, 10),
            frame=random.randint(11, 900) * 1_000,
            scores=tuple((random.randint(1, 4), random.randint(1, 4)) for _ in range(2)),
        )

    @property
    def name(self) -> str:
        return f"Samordningsförbundet {self.town}"

    @property
    def operating(self) -> tuple[int, int]:
        return self.revenue[0] - self.costs[0], self.revenue[1] - self.costs[1]

    @property
    def result(self) -> tuple[int, int]:
        return self.operating[0] + self.interest[0], self.operating[1] + self.interest[1]

    @property
    def assets(self) -> tuple[int, int]:
        return self.receivables[0] + self.cash[0], self.receivables[1] + self.cash[1]

    @property
    def equity_before(self) -> tuple[int, int]:
        return (self.assets[0] - self.debts[0] - self.result[0], self.assets[1] - self.debts[1] - self.result[1])

    @property
    def date(self) -> str:
        return f"{self.year}-{self.month_number:02d}-{self.day:02d}"

    @property
    def month_number(self) -> int:
        return self.month if self.month < 7 else self.month + 1


def row(label: str, values: tuple[int, int], note: str = "", gap: str = " ") -> str:
    return f"{label} {note}{gap if note else ''}{money(values[0])}{gap}{money(values[1])} "


def income_statement(truth: Truth, gap: str) -> str:
    minus = (-truth.costs[0], -truth.costs[1])
    return "\n".join(
        [
            "Resultaträkning",
            f"Belopp i kr Not {truth.year} {truth.year - 1} ",
            row("Verksamhetens intäkter", truth.revenue, "2", gap),
            row("Verksamhetens kostnader", minus, "3", gap),
            row("Verksamhetens resultat", truth.operating, "", gap),
            row("Finansiella intäkter", truth.interest, "", gap),
            row("Resultat efter finansiella poster", truth.result, "", gap),
            row("Årets resultat", truth.result, "", gap),
        ]
    )


def balance_sheet(truth: Truth, gap: str) -> str:
    total = truth.assets
    return "\n".join(
        [
            "Balansräkning",
            f"Belopp i kr Not {truth.year}-12-31 {truth.year - 1}-12-31 ",
            "Tillgångar ",
            row("Fordringar", truth.receivables, "4", gap),
            row("Kassa och bank", truth.cash, "", gap),
            row("Summa tillgångar", total, "", gap),
            "Eget kapital och skulder ",
            row("Övrigt eget kapital", truth.equity_before, "", gap),
            row("Årets resultat", truth.result, "", gap),
            row("Kortfristiga skulder", truth.debts, "5", gap),
            row("Summa eget kapital och skulder", total, "", gap),
        ]
    )


def note(truth: Truth, gap: str) -> str:
    total = (sum(pair[0] for pair in truth.notes), sum(pair[1] for pair in truth.notes))
    return "\n".join(
        [
            f"Not 4. Fordringar {truth.year}-12-31 {truth.year - 1}-12-31 ",
            row("Kundfordringar", truth.notes[0], "", gap),
            row("Skattekonto", truth.notes[1], "", gap),
            row("Moms", truth.notes[2], "", gap),
            row("Summa", total, "", gap),
        ]
    )


def board(truth: Truth) -> str:
    chair, vice, third, deputy, *_ = truth.people
    return "\n".join(
        [
            f"Styrelsen {truth.year}:",
            f"Ledamöter Ordförande {chair} (S), {truth.town} kommun",
            f"Vice ordf. {vice}, Region {truth.town}",
            f"{third}, Försäkringskassan",
            f"Ersättare {deputy}, Arbetsförmedlingen",
        ]
    )


def prose(truth: Truth, width: int) -> str:
    text = (
        f"{truth.name} har under {truth.year} fortsatt att utveckla samverkan mellan parterna. Insatserna har nått "
        "fler deltagare än året före, och arbetet med de gemensamma utbildningarna har fortsatt i samma omfattning som "
        "tidigare. Styrelsen ser fram emot ett nytt år med fortsatt utveckling av arbetet i hela länet."
    )
    return textwrap.fill(text, width)


def annual_report(truth: Truth, *, order: tuple[int, ...] = (0, 1, 2, 3), gap: str = " ", width: int = 90) -> str:
    """An annual report whose sections stand in the order asked for, wrapped to the width asked for."""
    sections = [income_statement(truth, gap), balance_sheet(truth, gap), note(truth, gap), board(truth)]
    head = f"Årsredovisning {truth.year}\n{truth.name}\n\nFörvaltningsberättelse\n{prose(truth, width)}"
    blocks = [head, *(f"{sections[place]}\n\n{prose(truth, width)}" for place in order)]
    return "\n\n".join(blocks) + "\n"


def minutes(truth: Truth, *, width: int = 90, section: str = "{}. ") -> str:
    """Minutes with those present, three points, and the signatures."""
    chair, vice, third, deputy, coordinator, secretary, guest, away, *_ = truth.people
    decision = (
        "Beslut: Styrelsen beslutar att upphandla en utvärdering av insatserna. Kostnaden får uppgå till "
        f"{money(truth.frame)} kr under året."
    )
    return "\n".join(
        [
            f"Protokoll styrelsemöte {truth.date}",
            truth.name,
            f"Datum: {truth.day} {MONTHS[truth.month - 1]} {truth.year}",
            "",
            f"Närvarande: {chair}, ordförande, {truth.town} kommun",
            f"  {vice}, vice ordförande, Region {truth.town}",
            f"  {third}, Försäkringskassan (via länk)",
            "  Ersättare:",
            f"  {deputy}, Arbetsförmedlingen",
            "  Förbundssamordnare:",
            f"  {coordinator}, {truth.name}",
            "Sekreterare:",
            f"{secretary}, {truth.name}",
            "Adjungerade:",
            f"{guest}, {truth.town} kommun",
            f"Frånvarande: {away} (ersättare), Försäkringskassan",
            "",
            section.format(1) + "Justering av dagens protokoll",
            f"Beslut: Att justera dagens protokoll väljs {vice}, Region {truth.town}",
            section.format(2) + "Utvärdering",
            textwrap.fill(decision, width),
            section.format(3) + "Information från samordnaren",
            "Samordnaren berättar om arbetet.",
            "Vid protokollet",
            f"{truth.town} {truth.date}",
            secretary,
        ]
    )


def register(truth: Truth) -> str:
    """A risk analysis whose cells were printed below one another."""
    (a, b), (c, d) = truth.scores
    return "\n".join(
        [
            f"Riskanalys {truth.name}",
            "Uppdrag Beskrivning av risk Sannolikhet Konsekvens Risk Åtgärder för att ",
            "minska/få bort risken ",
            "Ekonomi ",
            "Fakturor betalas för ",
            "sent ",
            f"{a} {b} {a * b} Rutin för påminnelser ",
            "införs. ",
            "Förbundschefen ",
            f"Maj-{truth.year % 100} Låg risk ",
            "Arkiv ",
            "Handlingar kommer bort ",
            f"{c} {d} {c * d} Förteckning upprättas. ",
            "Förbundschefen ",
            f"Juni-{truth.year % 100} Hög risk ",
        ]
    )
