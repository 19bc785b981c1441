"""Organisation numbers, of any form of organisation: ten digits of which the last is checked (Luhn)."""

from __future__ import annotations

_LENGTH, _WITH_CENTURY, _VAT_TAIL = 10, "16", "01"


def is_org_number(digits: str) -> bool:
    """Whether digits alone are an organisation number; with `16` before it, or the `01` of a VAT number after it, too.

    The third digit of an organisation's number is at least 2, which tells it from a person's; a person's number, which
    a sole trader trades under, is checked the same way and is taken as valid.
    """
    if len(digits) == _LENGTH + 2:
        digits = digits[2:] if digits.startswith(_WITH_CENTURY) else digits[:-2] if digits.endswith(_VAT_TAIL) else ""
    if len(digits) != _LENGTH:
        return False
    total = sum(sum(divmod(int(digit) * (2 - position % 2), 10)) for position, digit in enumerate(digits))
    return total % 10 == 0
