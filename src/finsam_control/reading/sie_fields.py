"""The fields of one line of SIE: blanks or tabs between them, quotes with escaped quotes inside, lists in braces."""

from __future__ import annotations

import re
import zlib
from datetime import date
from functools import lru_cache

from finsam_control.message import Message

SieField = str | tuple[str, ...]

# A quoted field ends where a blank, a brace or the end follows; a backslash escapes a quote and nothing else.
_TOKEN = re.compile(
    r'[ \t]*(?:"(?P<quoted>(?:[^"\\]|\\"|\\(?!"))*)"(?=[ \t{}]|$)|(?P<brace>[{}])'
    r'|(?P<plain>[^ \t"{}]+)(?=[ \t{}]|$))'
)
# Most lines: no braces, no escapes, nothing odd; these two take two thirds of the time.
_PLAIN = re.compile(r'[ \t]*+(?:(?:"[^"\\\x00-\x1f\x7f]*+"|[^ \t"{}\\\x00-\x1f\x7f]++)(?:[ \t]++|$))*+').fullmatch
_PLAIN_FIELD = re.compile(r'"([^"]*)"|([^ \t"]+)').findall
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_AMOUNT = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,2})0*)?")
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


class BrokenLineError(ValueError):
    """A line that says nothing sure; `problem` says why."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.text)
        self.problem = problem


def plain_fields(text: str) -> tuple[str, ...] | None:
    """The fields of a text without lists and escapes; None where it has them, or is broken."""
    return tuple([quoted or plain for quoted, plain in _PLAIN_FIELD(text)]) if _PLAIN(text) else None


def fields_of(line: str) -> tuple[SieField, ...]:
    """The fields of a line, its tag first; a list in braces is a tuple.

    Raises:
        BrokenLineError: a quote or brace that is not closed or stands where none can, or a control character.
    """
    plain = plain_fields(line)
    if plain is not None:
        return plain
    if _CONTROL.search(line):
        raise BrokenLineError(Message.of("a control character in the line"))
    found: list[SieField] = []
    inner: list[str] | None = None
    at, end = 0, len(line.rstrip(" \t"))
    while at < end:
        token = _TOKEN.match(line, at, end)
        if token is None:
            raise BrokenLineError(Message.of("a quotation mark that is not closed, or stands inside a field"))
        at = token.end()
        if token["brace"]:
            if (token["brace"] == "{") == (inner is not None):
                raise BrokenLineError(Message.of("braces that do not pair"))
            if inner is None:
                inner = []
            else:
                found.append(tuple(inner))
                inner = None
            continue
        text = token["plain"] if token["quoted"] is None else token["quoted"].replace('\\"', '"')
        (found if inner is None else inner).append(text)
    if inner is not None:
        raise BrokenLineError(Message.of("braces that do not pair"))
    return tuple(found)


def ore_of(text: str) -> int:
    """An amount with a decimal point, in öre.

    Raises:
        BrokenLineError: a decimal comma, thousands apart, parts of an öre: nothing is guessed.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise BrokenLineError(Message.of("`{value}` is no amount with a decimal point", value=text))
    sign, whole, decimals = match.groups(default="")
    ore = int(whole) * 100 + int(decimals.ljust(2, "0"))
    return -ore if sign else ore


@lru_cache(maxsize=4096)  # A year has few days, however many its vouchers.
def date_of(text: str) -> date | None:
    """A date as YYYYMMDD; None where the field is empty.

    Raises:
        BrokenLineError: another spelling, or a day that does not exist.
    """
    if not text:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is not None:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise BrokenLineError(Message.of("`{value}` is no date as YYYYMMDD", value=text))


class Checksum:
    """`#KSUMMA`: CRC-32 of tags and field contents in CP437, without what only keeps fields apart.

    The description of the format can be read as leaving out every blank, or only those between fields, and vendors
    have read it both ways: the sum agrees when either does. Some print it as a signed number.
    """

    def __init__(self) -> None:
        self._fields = 0
        self._unspaced = 0

    def add(self, line: str) -> None:
        """A line between the two `#KSUMMA`; of one that is broken, what is left without quotes, braces, blanks."""
        try:
            content = "".join(part if isinstance(part, str) else "".join(part) for part in fields_of(line))
        except BrokenLineError:
            content = re.sub(r'[ \t"{}\r]', "", line)
        self._fields = zlib.crc32(content.encode("cp437", "replace"), self._fields)
        self._unspaced = zlib.crc32(re.sub(r"[ \t]", "", content).encode("cp437", "replace"), self._unspaced)

    def agrees_with(self, stated: str) -> bool:
        if re.fullmatch(r"-?[0-9]{1,10}", stated) is None:
            return False
        return int(stated) % 2**32 in {self._fields, self._unspaced}
