"""Small PDF files, written byte by byte: text at places, rulings, and what a PDF should not carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

HEIGHT = 842


@dataclass
class Page:
    """What stands on a page: texts with their places, in points from the upper left corner, and ruled lines."""

    texts: list[tuple[float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)

    def lines(self, text: str, *, left: float = 50, top: float = 60, leading: float = 14) -> Page:
        for place, line in enumerate(text.split("\n")):
            self.texts.append((left, top + place * leading, line))
        return self

    def grid(self, rows: list[list[str]], *, left: float = 50, top: float = 300, widths: list[float]) -> Page:
        """A ruled table."""
        edges = [left]
        for width in widths:
            edges.append(edges[-1] + width)
        bottom = top + 20 * len(rows)
        for row in range(len(rows) + 1):
            self.rules.append((edges[0], top + 20 * row, edges[-1], top + 20 * row))
        for edge in edges:
            self.rules.append((edge, top, edge, bottom))
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                self.texts.append((edges[place] + 4, top + 20 * row + 14, cell))
        return self

    def content(self) -> bytes:
        parts = []
        for left, top, right, bottom in self.rules:
            parts.append(f"{left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S")
        for left, top, text in self.texts:
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            parts.append(f"BT /F1 10 Tf {left} {HEIGHT - top} Td ({escaped}) Tj ET")
        return "\n".join(parts).encode("cp1252")


def pdf(pages: list[Page], *, catalog: str = "", extra: list[bytes] | None = None) -> bytes:
    """A file of the pages; `catalog` is added to its catalogue, `extra` are objects numbered from 4 on."""
    own = extra or []
    first = 4 + len(own)
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *own,
    ]
    for place, page in enumerate(pages):
        stream = page.content()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Contents {first + 2 * place + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def write(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file
