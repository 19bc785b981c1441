"""The command line: reads the clock, the disk and the arguments; everything below it is told."""

from __future__ import annotations

import gc
import sys

from finsam_control.cli.app import app


def main() -> None:
    """The installed command."""
    # A run makes many small frozen values and no cycles worth chasing; the default thresholds cost a fifth of its time.
    gc.set_threshold(100_000, 50, 50)
    # A pipe in an old locale must not lose a Swedish letter or end the run.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()
