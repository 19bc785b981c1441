"""Where reports go: the formats asked for with `--format`, and their files, written when every year has been judged."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import click

from finsam_control.cli.common import WIDTH, screen
from finsam_control.cli.extra import extra
from finsam_control.cli.whole_file import Staged
from finsam_control.overview import Overview
from finsam_control.render import formats, overview_terminal
from finsam_control.report import Report
from finsam_control.words import Words

SPOOL = 4_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A format by name, and the file that it goes to; none is stdout."""

    name: str
    file: Path | None

    @property
    def mark(self) -> bytes | None:
        """What a file of the format begins with, where an earlier one may be replaced unasked."""
        return formats.load(self.name).mark

    def content(self, report: Report, words: Words) -> bytes:
        form = formats.load(self.name)
        if form.media == "overview":
            return b""
        shown = self.screen() if form.media == "screen" else {}
        content = form.render(report, words, **shown)
        return content.encode() if isinstance(content, str) else content

    def overview(self, overview: Overview, words: Words) -> bytes:
        """The years side by side: their own format, and on a screen below the reports of several."""
        form = formats.load(self.name)
        if form.media == "overview":
            content = form.render(overview, words)
            return content.encode() if isinstance(content, str) else content
        if form.media == "screen" and (overview.anonymous or overview.reports > 1):
            return overview_terminal.render(overview, words, **self.screen()).encode()
        return b""

    def screen(self) -> dict[str, Any]:
        """Colour and width of where it goes; a file has neither a terminal's colour nor its width."""
        colour, width = screen() if self.file is None else (False, WIDTH)
        return {"colour": colour, "width": width}


class FormatType(click.ParamType[Wanted]):
    """`FORMAT` or `FORMAT:FILE`."""

    name = "format[:file]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Wanted:
        if isinstance(value, Wanted):
            return value
        name, _, file = str(value).partition(":")
        known = formats.names()
        if name not in known:
            self.fail(f"{name!r} is not one of {', '.join(known)}; write for example json:findings.json", param, ctx)
        return Wanted(name, Path(file) if file else None)


def refuse_impossible(wanted: Sequence[Wanted], years: int, words: Words, *, anonymous: bool) -> None:
    """Ends with exit code 2, before anything is judged, where the formats do not go together or cannot be had."""
    files = [item.file for item in wanted if item.file is not None]
    if len(set(files)) < len(files):
        raise click.UsageError("two formats name the same file; give each a file of its own")
    if len(wanted) - len(files) > 1:
        raise click.UsageError("only one format can go to stdout; give the others a file, for example json:report.json")
    for item in wanted:
        with extra(formats.EXTRA, item.name, words):
            form = formats.load(item.name)
        if form.media == "binary" and item.file is None:
            raise click.UsageError(
                f"{item.name} is no text; give it a file, for example {item.name}:report.{item.name}"
            )
        if anonymous and form.media not in {"screen", "overview"}:
            raise click.UsageError(f"{item.name} tells the förbund's name; --anonymous goes with terminal and overview")
        if form.holds_one_report and years > 1:
            raise click.UsageError(f"{item.name} holds one report; check the years one by one")


class Outputs:
    """Holds every report until all years have been judged, on disk where there are many; then none or all is said."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.files = [item.file for item in wanted]
        self.open = contextlib.ExitStack()
        self.spools = [
            self.open.enter_context(tempfile.SpooledTemporaryFile(SPOOL))  # noqa: SIM115 -- on the stack
            for _ in wanted
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def keep(self, contents: Sequence[bytes]) -> None:
        for spool, content in zip(self.spools, contents, strict=True):
            spool.write(content)

    def publish(self, *others: tuple[Path, str | bytes]) -> None:
        """Every file, with others written beside them, is on the disk before the first takes its place; then stdout."""
        with Staged() as staged:
            for file, content in others:
                staged.write(file, content)
            for spool, name in zip(self.spools, self.files, strict=True):
                spool.seek(0)
                if name is not None:
                    with staged.file(name) as target:
                        shutil.copyfileobj(spool, target)
            staged.put()
        for spool, name in zip(self.spools, self.files, strict=True):
            if name is None:
                for line in spool:
                    click.echo(line.decode(), nl=False)
