"""The booked rows of a SIE file as items that can be drawn, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from finsam_control.reading import sie, sie_bytes
from finsam_control.reading.sie_events import Posting, Voucher, singly
from finsam_control.sampling.item import Item


def items(file: Path, name: str) -> Iterator[Item]:
    """Every `#TRANS` of a file that has been read as a ledger before; `name` as the records list it."""
    with file.open("rb") as stream:
        encoding = sie_bytes.encoding_of(stream)
        voucher = Voucher(0, "", "", None, "", None, "")
        number = ""
        for event in singly(sie.events(sie_bytes.texts(stream, encoding))):
            if isinstance(event, Voucher):
                voucher, number = event, f"{event.series} {event.number}".strip()
            elif isinstance(event, Posting) and event.tag == "#TRANS":
                text = event.text or voucher.text
                yield Item(name, event.line, voucher.line, number, voucher.dated, event.account, text, event.amount)
