"""Bytes of a SIE file to lines of text: what the file is, which characters it is written in, and how long lines may be.

SIE 1-4 are to be written in CP437 ("PC8"). Real files are also written in UTF-8 and in the characters of Windows, and
still say `#FORMAT PC8`; so the bytes decide, and what the file says of itself is compared with them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from finsam_control.message import Message
from finsam_control.reading.blocks import Stream, blocks, parted

Characters = Literal["ascii", "cp437", "utf-8", "cp1252"]

_BLOCK = 1_048_576
_HEAD = 4_096

# The bytes of å, ä, ö and their capitals, as CP437 and as CP1252 (and Latin-9) write them; no byte is in both.
_CP437_LETTERS = bytes([0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99])
_CP1252_LETTERS = bytes([0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6])

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_SIE5 = re.compile(rb"<(?:\w+:)?Sie(?:Entry)?[\s>]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The characters that the bytes are written in; `stray` counts letters that are another's."""

    characters: Characters
    stray: int
    has_mark: bool

    def agrees_with(self, stated: str) -> bool:
        """Whether these are the characters that `#FORMAT` states; plain ASCII is the same in all."""
        if stated.upper() == "PC8":
            return self.characters in {"ascii", "cp437"} and not self.has_mark
        return stated.upper().replace("-", "") == self.characters.upper().replace("-", "")


def refusal(stream: BinaryIO) -> Message | None:
    """Why the file cannot be SIE 1-4 at all, or None; the stream is left at its beginning."""
    head = stream.read(_HEAD)
    stream.seek(0)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n\x1a")
    if not start:
        return Message.of("an empty file")
    if _HTML.match(start):
        return Message.of("a web page (HTML) saved under the name of a SIE file")
    if start.startswith(b"<"):
        is_sie5 = _SIE5.search(start) is not None
        return Message.of("SIE 5 (XML), which is another format") if is_sie5 else Message.of("an XML file")
    if b"\x00" in head:
        return Message.of("a binary file")
    return None if start.startswith(b"#") else Message.of("a file that does not begin with a # post")


def encoding_of(stream: BinaryIO) -> Encoding:
    """Reads the whole stream, in blocks, and leaves it at its beginning."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_ascii, is_utf8, cp437, cp1252 = True, True, 0, 0
    has_mark = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    stream.seek(0)
    while block := stream.read(_BLOCK):
        is_ascii = is_ascii and block.isascii()
        cp437 += len(block) - len(block.translate(None, _CP437_LETTERS))
        cp1252 += len(block) - len(block.translate(None, _CP1252_LETTERS))
        is_utf8 = is_utf8 and _decodes(utf8, block)
    is_utf8 = is_utf8 and _decodes(utf8, b"", final=True)
    stream.seek(0)
    if is_ascii:
        return Encoding("ascii", 0, has_mark)
    if is_utf8:
        return Encoding("utf-8", 0, has_mark)
    return Encoding("cp437", cp1252, has_mark) if cp437 >= cp1252 else Encoding("cp1252", cp437, has_mark)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def lines_at(file: Path, encoding: Encoding, numbers: Collection[int]) -> Iterator[tuple[int, str]]:
    """Some of the lines, from 1, of a file that has been read before; what is too long is an empty one."""
    with file.open("rb") as stream:
        for number, line in enumerate(lines(stream, encoding), 1):
            if number in numbers:
                yield number, line or ""


def lines(stream: Stream, encoding: Encoding) -> Iterator[str | None]:
    """Every line without its end; None for a line longer than the limit. Memory is bounded."""
    return chain.from_iterable([None] if text is None else parted(text) for text in texts(stream, encoding))


def texts(stream: Stream, encoding: Encoding) -> Iterator[str | None]:
    """The same by the block: whole lines without the end of the last; None for a line too long to keep.

    A byte that is no character of the encoding becomes U+FFFD.
    """
    name = "utf-8" if encoding.characters == "ascii" else encoding.characters
    return (None if whole is None else whole.decode(name, "replace") for whole in blocks(stream))
