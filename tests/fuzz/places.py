"""Where the fuzzers keep what they work with, and what they found."""

from pathlib import Path

_FOLDER = Path("build/fuzz")
FOUND = Path(__file__).parent / "found"
"""Inputs that were a fault once, a folder for each reader; they are tried ever after."""


def corpus_of(name):
    """Inputs that lead to different places in a reader; each run adds to it."""
    return _FOLDER / name / "corpus"


def found_of(name):
    """Inputs that a reader failed at: mend it, and move them to `FOUND`."""
    return _FOLDER / name / "found"


def words_of(name):
    """The dictionary of a reader."""
    return _FOLDER / name / "words"


def log_of(name):
    """All that the fuzzer told."""
    return _FOLDER / name / "log"
