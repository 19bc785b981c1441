"""Whatever bytes a reader is given, it reads them or refuses them in good order: no crash, no hang, no flood."""

from __future__ import annotations

import importlib.util
import random
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fuzzing import CORPUS, READERS, corpus, tried, within

#: Seconds and bytes that a file of at most four kilobytes may take on the slowest machine; bytes are Python's own.
SECONDS = 30.0
MEMORY = 64_000_000
ROUNDS = 40

each_reader = pytest.mark.parametrize("reader", READERS)


def changed(rng: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """A file with a few faults: in its bytes, or in one of its parts where it is packed of such."""
    if rng.randrange(4):
        return within(content, rng.randrange(1_000), lambda part: _turned(rng, part, others))
    return _turned(rng, content, others)


def _turned(rng: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """Bytes turned, taken, doubled, or spliced in from another file."""
    found = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(found) + 1)
        to = min(len(found), at + rng.choice((1, 1, 2, 8, 64)))
        match rng.randrange(5):
            case 0:
                found[at:to] = rng.randbytes(to - at)
            case 1:
                del found[at:to]
            case 2:
                found[at:at] = found[at:to] * rng.choice((1, 2, 50))
            case 3:
                found[at:at] = rng.choice(
                    (b"\0", b"\xff", b"[" * 40, b"{", b'"', b"'", b": ", b"- ", b"\r\n", b"&a *a", b"9" * 5_000)
                )
            case _:
                other = rng.choice(others)
                start = rng.randrange(len(other) + 1)
                found[at:to] = other[start : start + 64]
    if rng.randrange(8) == 0 and (numbers := list(re.finditer(rb"[0-9]+", found))):
        number = rng.choice(numbers)
        found[number.start() : number.end()] = b"9" * rng.choice((20, 5_000))
    return bytes(found)


def test_every_reader_has_a_corpus_and_every_corpus_a_reader() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(READERS)
    assert all(len(corpus(reader)) >= 2 for reader in READERS)
    assert sum(len(content) for reader in READERS for content in corpus(reader)) < 300_000, "a corpus is kept small"


@each_reader
def test_what_is_in_the_corpus_is_read_or_refused(reader: str) -> None:
    for content in corpus(reader):
        assert tried(reader, content) < SECONDS


@each_reader
def test_files_with_faults_are_read_or_refused(reader: str) -> None:
    rng, seeds = random.Random(reader), corpus(reader)
    tracemalloc.start()
    try:
        for _ in range(ROUNDS):
            assert tried(reader, changed(rng, rng.choice(seeds), seeds)) < SECONDS
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        # Left on, it makes every later test slow and large.
        tracemalloc.stop()


@each_reader
@settings(max_examples=60)
@example(content=b"")
@example(content=b"\xef\xbb\xbf")
@example(content=b"\xff\xfe\x00")
@example(content=b"PK\x03\x04")
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(reader: str, content: bytes) -> None:
    assert tried(reader, content) < SECONDS


@pytest.mark.deep
@each_reader
def test_many_files_with_faults_are_read_or_refused(reader: str) -> None:
    rng, seeds = random.Random(f"deep {reader}"), corpus(reader)
    for _ in range(5_000):
        assert tried(reader, changed(rng, rng.choice(seeds), seeds)) < SECONDS


def fuzzed(reader: str, seconds: int) -> int:
    """Executions of the coverage-guided fuzzer; fails with what it says where it found something."""
    program = Path(__file__).parent / "fuzz_deeper.py"
    done = subprocess.run(
        [sys.executable, str(program), reader, str(seconds)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-4000:]
    runs = re.findall(r"^Done (\d+) runs|#(\d+)", done.stderr, re.MULTILINE)
    return max(int(one or other) for one, other in runs)


@pytest.mark.deep
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not to be had for this Python")
@each_reader
def test_a_fuzzer_that_sees_the_branches_finds_nothing(reader: str) -> None:
    assert fuzzed(reader, 60) > 100
