"""Rows of a ledger read a second, and what they cost in memory: `python benchmarks/sie.py`, part of `make bench`.

Rows alone, and vouchers of three rows and of four; files of common programs have 4.3 in the mean. The floor is the same
bytes split into lines and decoded, nothing more, in the same run.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from finsam_control.place import Place
from finsam_control.reading import sie, sie_bytes, sie_ledger
from finsam_control.reading.sie_events import Rows, WholeVouchers

ROWS, RUNS = 150_000, 5
HEAD = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#RAR 0 20250101 20251231\n#KONTO 1930 Företagskonto\n"
BANK = '#TRANS 1930 {} -1250.50 20250304 "Bank" 0 EK\n'
COSTS = {
    3: ('#TRANS 5410 {6 "12"} 1000.40 20250304 "Förbrukning"\n', "#TRANS 2641 {} 250.10\n"),
    4: (
        '#TRANS 5410 {6 "12"} 600.40 20250304 "Förbrukning"\n',
        '#TRANS 6110 {6 "12"} 400 20250304 "Kontorsmaterial"\n',
        "#TRANS 2641 {} 250.10\n",
    ),
}


def long_file() -> str:
    """One voucher of very many rows: rows alone, as they are read at best."""
    return "#VER A 1 20250304 Allt\n{\n" + BANK * ROWS + "}\n"


def usual_file(rows: int) -> str:
    block = "{\n" + BANK + "".join(COSTS[rows]) + "}\n"
    return "".join(
        f'#VER A {number} 20250304 "Köp {number}" 20250304 EK\n{block}' for number in range(1, ROWS // rows + 1)
    )


def floor(path: Path) -> int:
    return sum(len(line.decode("cp437")) > 0 for line in path.read_bytes().split(b"\n"))


def read(path: Path) -> int:
    with path.open("rb") as stream:
        encoding = sie_bytes.encoding_of(stream)
        events = sie.events(sie_bytes.texts(stream, encoding))
        rows = (event.rows if isinstance(event, WholeVouchers) else event for event in events)
        return sum(len(found.amounts) for found in rows if isinstance(found, Rows))


def summed(path: Path) -> int:
    ledger, _ = sie_ledger.read(path, path.name, Place("", 0, ""))
    return sum(account.rows for account in ledger.accounts)


def seconds(work: Callable[[Path], int], path: Path) -> float:
    def once() -> float:
        started = time.perf_counter()
        work(path)
        return time.perf_counter() - started

    return statistics.median(once() for _ in range(RUNS))


def main() -> None:
    files = {
        "rows alone": long_file(),
        "three rows a voucher": usual_file(3),
        "four rows a voucher": usual_file(4),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / "bok.se"
            path.write_bytes((HEAD + text).encode("cp437"))
            lowest = seconds(floor, path)
            for what, work in (("events", read), ("ledger", summed)):
                took = seconds(work, path)
                print(
                    f"{name:22} {what:8} {ROWS / took:10,.0f} rows/s   {took / lowest:5.1f} x the floor   goal 300,000"
                )
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.1f} MB")


if __name__ == "__main__":
    main()
