"""What free text in a register says: an owner that is nobody in particular, and one text written twice."""

from __future__ import annotations

from typing import Final

#: Owners that name no person and no function with one holder; compared whole, so that `styrelsens ordförande` is none.
VAGUE_OWNERS: Final = frozenset(
    {
        "alla",
        "alla medarbetare",
        "berörda",
        "förbundet",
        "kansliet",
        "ledningen",
        "medarbetare",
        "medlemmarna",
        "organisationen",
        "parterna",
        "personal",
        "personalen",
        "presidiet",
        "respektive chef",
        "samordningsförbundet",
        "styrelse",
        "styrelsen",
        "styrgruppen",
        "styrgrupperna",
        "vi",
    }
)


def is_vague(owner: str) -> bool:
    """Whether the owner is nobody who can be asked."""
    return plain(owner) in VAGUE_OWNERS


def plain(text: str) -> str:
    """A text without what makes no difference to its meaning: capitals, spacing, the full stop."""
    return " ".join(text.casefold().split()).rstrip(".")
