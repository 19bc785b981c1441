"""The command line: reads the clock, the disk and the arguments; everything below it is told."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from finsam_control.cli.app import app
from finsam_control.cli.supervised import supervised


def main() -> None:
    """The installed command."""
    # A run makes many small frozen values and no cycles worth chasing; the default thresholds cost a fifth of its time.
    gc.set_threshold(100_000, 50, 50)
    # A pipe in an old locale must not lose a Swedish letter or end the run.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    # Help and version run no engine and are to be there at once.
    if {"--help", "-h", "--version"} & set(sys.argv[1:]):
        _run()
    else:
        supervised(_run, _killed)


def _run() -> None:
    try:
        app()
    except OSError as error:
        _give_up(error, unreadable=True)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is no verdict: Python's own exit code 1 would say so
        _give_up(error, unreadable=False)


def _killed(name: str) -> NoReturn:
    """Whatever the child was about to find, it found nothing."""
    from finsam_control.cli.common import INTERNAL  # noqa: PLC0415 -- --help needs none of it
    from finsam_control.words import Words  # noqa: PLC0415 -- as above

    words = Words("sv")
    problem = words("the process was ended by the signal {name}", name=name)
    sys.stderr.write(words("Internal failure, no grade was set: {problem}", problem=problem) + "\n")
    sys.exit(INTERNAL)


def _give_up(error: Exception, *, unreadable: bool) -> NoReturn:
    """A file that cannot be read or written ends with 2, anything else unforeseen with 3; never with a traceback."""
    from finsam_control.cli.common import INTERNAL, UNREADABLE  # noqa: PLC0415 -- --help needs none of it
    from finsam_control.words import Words  # noqa: PLC0415 -- as above

    words = Words("sv")
    if unreadable:
        sys.stderr.write(words("The file cannot be read or written: {problem}", problem=error) + "\n")
        sys.exit(UNREADABLE)
    problem = f"{type(error).__name__}: {error}"
    sys.stderr.write(words("Internal failure, no grade was set: {problem}", problem=problem) + "\n")
    sys.exit(INTERNAL)
