"""Rows of a ledger read a second, and what they cost in memory: `python benchmarks/sie.py`, part of `make bench`.

Rows alone, and three rows a voucher (files of common programs have four in the mean). The floor is the same bytes split
into lines and decoded, nothing more, in the same run.
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

VOUCHERS, ROWS, RUNS = 50_000, 3, 5
HEAD = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#RAR 0 20250101 20251231\n#KONTO 1930 Företagskonto\n"
VOUCHER = """\
#VER A {number} 20250304 "Köp {number}" 20250304 EK
{{
#TRANS 1930 {{}} -1250.50 20250304 "Bank" 0 EK
#TRANS 5410 {{6 "12"}} 1000.40 20250304 "Förbrukning"
#TRANS 2641 {{}} 250.10
}}
"""


def long_file(path: Path) -> None:
    """One voucher of very many rows: rows alone, as they are read at best."""
    rows = '#TRANS 1930 {} -1250.50 20250304 "Bank" 0 EK\n' * (VOUCHERS * ROWS)
    path.write_bytes((HEAD + "#VER A 1 20250304 Allt\n{\n" + rows + "}\n").encode("cp437"))


def usual_file(path: Path) -> None:
    text = "".join(VOUCHER.format(number=number) for number in range(1, VOUCHERS + 1))
    path.write_bytes((HEAD + text).encode("cp437"))


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
    rows = VOUCHERS * ROWS
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("rows alone", long_file), ("three rows a voucher", usual_file)):
            path = Path(folder) / "bok.se"
            write(path)
            lowest = seconds(floor, path)
            for what, work in (("events", read), ("ledger", summed)):
                took = seconds(work, path)
                print(
                    f"{name:22} {what:8} {rows / took:10,.0f} rows/s   {took / lowest:5.1f} x the floor   goal 300,000"
                )
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.1f} MB")


if __name__ == "__main__":
    main()
