"""A draft of records: what was read in which document, where each value stands, and what was not found.

A draft judges nothing. It is a file beside the records, `*.draft.yaml`, until somebody confirms it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from finsam_control.records.base import Strict, Text, Unplaced, Whole

#: A tree of text as the strict reader gives it.
Tree = Annotated[dict[str, Any], Unplaced]


class ReadDocument(Strict):
    """A file that was read."""

    id: Text = Field(description="the document's id in the records")
    file: Text
    sha256: Text = Field(description="hash of the very bytes that were read")
    kind: Text
    pages: Whole


class Told(Strict):
    """Where a value was read and how sure it is; it speaks for all below it without a nearer claim."""

    value: Text = Field(description="JSON pointer into this file, `/records/…` or `/risks/…`")
    document: Text
    page: Whole | None = Field(default=None, description="left out where the text has no pages")
    line: Text = Field(description="line of the document's text, or first and last: 12-14")
    certainty: Literal["certain", "likely", "doubtful"]
    printed: Text | None = Field(default=None, description="the line as it stands in the document")
    answer: Literal["kept", "corrected", "struck"] | None = Field(
        default=None, description="what a person who looked at it said"
    )

    @property
    def is_settled(self) -> bool:
        """Nothing more needs to be asked of it."""
        return self.certainty == "certain" or self.answer is not None


class NotFound(Strict):
    """Something that a document of this kind should hold, looked for in vain."""

    what: Text = Field(description="path in the records, or the words of a heading")
    document: Text


class Draft(Strict):
    """A draft file."""

    documents: tuple[ReadDocument, ...]
    values: tuple[Told, ...]
    not_found: tuple[NotFound, ...] = ()
    records: Tree = Field(default_factory=dict)
    risks: Tree | None = Field(default=None, description="a risk register, which is a file of its own")
