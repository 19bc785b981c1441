"""`trace`: one voucher or purchase followed from invoice to account."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from finsam_control import dossier as dossiers
from finsam_control.authority import PRISBASBELOPP
from finsam_control.cli.common import CLEAN, VIOLATED, lang_option, rulebook_of, rules_option, screen, telling
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.render import trace_terminal
from finsam_control.sampling.population import rows_of
from finsam_control.trace import trace
from finsam_control.trace_links import called
from finsam_control.words import Language


@click.command()
@click.argument("voucher")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="Output."
)
@lang_option
@rules_option
def command(voucher: str, path: Path, form: str, lang: Language, folders: tuple[Path, ...]) -> None:
    """Follow VOUCHER of PATH: invoice, payment approval, delegation order of that day, minute, budget line, account.

    VOUCHER is a voucher of the ledger or the journal, as 'A 12', or the id of a purchase in the records.

    \b
    Exit codes: 0 no link is broken, 1 a link is broken, 2 PATH cannot be read or has no such VOUCHER.
    """  # noqa: D301 -- \b is click's mark for text that is not rewrapped
    with telling(lang) as words:
        prisbasbelopp = rulebook_of(folders).parameters.get(PRISBASBELOPP)
        dossier = replace(dossiers.read(path), prisbasbelopp=prisbasbelopp)
        rows = called(voucher, rows_of(dossier), lambda row: row.voucher)
        found = trace(dossier, voucher, rows, words)
        if found is None:
            text = Message.of("no voucher or purchase `{name}`", name=voucher)
            expected = Message.of("a voucher of the ledger or the journal, or the id of a purchase in the records")
            raise UnreadableError([Fault(path.as_posix(), 0, "", text, expected, "finsam-control trace 'A 12' FOLDER")])
        if form == "json":
            click.echo(found.model_dump_json())
        else:
            colour, width = screen()
            click.echo(trace_terminal.render(found, words, colour=colour, width=width), nl=False)
    sys.exit(VIOLATED if found.holds is False else CLEAN)
