"""Looks for what nobody thought of, guided by the branches that are reached: `fuzz_deeper.py READER [SECONDS]`.

It begins from the corpus, keeps what it grows for as long as it runs, and says what it ran on its error output. A file
that it finds belongs in the corpus, with what it was a fault of.
"""

from __future__ import annotations

import sys
import tempfile

import atheris

with atheris.instrument_imports(include=["finsam_control"]):
    from fuzzing import CORPUS, tried

LIMITS = ("-rss_limit_mb=1024", "-timeout=10", "-max_len=4096")


def main() -> None:
    reader, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    with tempfile.TemporaryDirectory() as grown:
        arguments = [sys.argv[0], f"-max_total_time={seconds}", *LIMITS, grown, str(CORPUS / reader)]
        atheris.Setup(arguments, lambda content: tried(reader, content))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
