"""The command in a child process: what kills it, the rule engine in C above all, is told and never taken for a verdict.

A segmentation fault ends a process at once, with nothing said and a code that is none of ours. The child costs a few
milliseconds, for it is the same process until it writes; what it was about to write had not taken its place.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn


def supervised(run: Callable[[], None], killed: Callable[[str], NoReturn]) -> None:
    """Runs, and ends as it ended; `killed` is told the name of the signal where one ended it."""
    if not hasattr(os, "fork"):
        # Where a process cannot be divided there is no engine in C either.
        run()
        return
    # A key that interrupts reaches both; the child answers, and the parent waits for how it ends.
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, _ended)
        run()
        return
    signal.signal(signal.SIGTERM, lambda number, _: os.kill(child, number))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    # Asked to end, it was not killed: Python ends by the signal itself when it was met in code made from a string, or
    # after the last line of the run.
    if code in {-signal.SIGINT, -signal.SIGTERM}:
        sys.exit(128 - code)
    if code < 0:
        killed(signal.Signals(-code).name)
    sys.exit(code)


def _ended(number: int, _: object) -> NoReturn:
    """Ended by the system, a run takes its unfinished files with it, as when a person interrupts it."""
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)
