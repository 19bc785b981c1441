"""Parts that are installed by choice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from finsam_control.cli.common import UNREADABLE
from finsam_control.words import Words


@contextmanager
def extra(name: str, needed_by: str, words: Words) -> Iterator[None]:
    """Where a library of an extra is missing, the line that installs it and exit code 2."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == __name__.split(".")[0]:
            raise
        install = f"pip install 'finsam-control[{name}]'"
        text = words("{what} needs a part that is not installed: {install}", what=needed_by, install=install)
        click.echo(text, err=True)
        sys.exit(UNREADABLE)
