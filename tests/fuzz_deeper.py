"""Looks for what nobody thought of, guided by the branches that are reached: `fuzz_deeper.py READER [SECONDS]`.

It begins from the corpus, keeps what it grows for as long as it runs, and says what it ran on its error output. A file
that it finds belongs in the corpus, with what it was a fault of.
"""

from __future__ import annotations

import random
import sys
import tempfile

import atheris

with atheris.instrument_imports(include=["finsam_control"]):
    from fuzzing import CORPUS, corpus, tried, within

LIMITS = ("-rss_limit_mb=1024", "-timeout=10")
#: Bytes of a file that is made, where none of the corpus is larger.
LARGEST = 8192


def mutated(content: bytes, most: int, seed: int) -> bytes:
    """The next file to try; of a packed one, a part is changed more often than the packing."""
    rng = random.Random(seed)
    if rng.randrange(4):
        found = within(content, rng.randrange(1_000), lambda part: atheris.Mutate(part, len(part) + 64))
        if len(found) <= most:
            return found
    return bytes(atheris.Mutate(content, most))


def main() -> None:
    reader, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    with tempfile.TemporaryDirectory() as grown:
        most = max(LARGEST, *(2 * len(content) for content in corpus(reader)))
        arguments = [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-max_len={most}",
            *LIMITS,
            grown,
            str(CORPUS / reader),
        ]
        atheris.Setup(arguments, lambda content: tried(reader, content), custom_mutator=mutated)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
