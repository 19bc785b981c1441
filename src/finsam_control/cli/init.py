"""`init`: a new year to fill in, as a workbook or as YAML, with what still holds of the year before."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from finsam_control import dossier as dossiers
from finsam_control.carrying import begun_from, with_room
from finsam_control.cli.common import CLEAN, lang_option, telling
from finsam_control.cli.extra import extra
from finsam_control.cli.whole_file import refuse_existing, write_whole
from finsam_control.masking import masked_tree
from finsam_control.records.plain import Tree, plain
from finsam_control.words import Language

_WORKBOOK, _YAML = "arsuppgifter.xlsx", "forbund.yaml"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--workbook", is_flag=True, help="Write an Excel workbook to fill in; otherwise YAML.")
@click.option(
    "--from",
    "before",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The records of the year before: members, policies and the like are taken over, and figures to compare with.",
)
@click.option("--force", is_flag=True, help="Replace the file that is written, if it exists.")
@lang_option
def command(folder: Path, before: Path | None, lang: Language, *, workbook: bool, force: bool) -> None:
    """Begin the records of a year in DIR.

    \b
    Exit codes: 0 the file was written, 2 the year before cannot be read or the file cannot be written.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    if not workbook and before is None:
        raise click.UsageError(
            "say what to write: --workbook for Excel, or --from DIR for YAML begun from a year before"
        )
    file = folder / (_WORKBOOK if workbook else _YAML)
    with telling(lang) as words:
        if not force:
            refuse_existing(file)
        trees = {} if before is None else begun_from(masked_tree(_trees(before)))
        if workbook:
            with extra("report", "init --workbook", words):
                from finsam_control.render import year_workbook  # noqa: PLC0415 -- needs a part installed by choice

                content = year_workbook.render(with_room(trees) if trees else trees, words)
        else:
            from finsam_control.render import record_yaml  # noqa: PLC0415 -- the workbook needs none of it

            content = record_yaml.written(trees["year"]).encode()
        write_whole(file, content, with_folders=True)
        click.echo(words("Written: {file}", file=file.as_posix()), err=True)
    sys.exit(CLEAN)


def _trees(before: Path) -> dict[str, Tree]:
    found = dossiers.read(before)
    register = {} if found.register is None else {"register": plain(found.register)}
    return {"year": plain(found.year), **register}
