"""`rules doc`: the rule catalogue, one Markdown page a rule and an index."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from finsam_control.cli.common import CLEAN, DayType, lang_option, rulebook_of, rules_option, telling, today
from finsam_control.cli.whole_file import write_whole
from finsam_control.render.rule_page import MARK, pages
from finsam_control.words import Language


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--as-of", type=DayType(), help="The day whose parameter values are shown; today if left out.")
@lang_option
@rules_option
def command(folder: Path, as_of: date | None, lang: Language, folders: tuple[Path, ...]) -> None:
    """Write the rule catalogue to DIR; pages of rules that are gone are removed, other files left alone."""
    as_of = as_of or today()
    with telling(lang) as words:
        wanted = pages(rulebook_of(folders), as_of, words)
        for name, text in wanted.items():
            write_whole(folder / name, text, with_folders=True)
        gone = [path for path in written(folder) if path.relative_to(folder).as_posix() not in wanted]
        for path in gone:
            path.unlink()
        click.echo(words("{n} pages written to {folder}", n=len(wanted), folder=folder.as_posix()), err=True)
    sys.exit(CLEAN)


def written(folder: Path) -> list[Path]:
    """The pages in a folder that this command wrote, by their first line."""
    return [path for path in sorted(folder.rglob("*.md")) if path.read_bytes().startswith(MARK.encode())]
