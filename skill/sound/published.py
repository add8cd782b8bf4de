"""The list of published tracks that travels with the code: so a turn knows, and asks nobody."""

from collections.abc import Iterable
from pathlib import Path

from skill.sound.sheet import is_key

FILE = Path(__file__).resolve().parents[2] / "published.txt"
"""Beside our packages, in a bundle for Lambda; a checkout has none."""


def written(keys: Iterable[str]) -> str:
    """The keys of tracks as the text of a list: one a line, in order."""
    return "".join(f"{key}\n" for key in sorted(set(keys)))


def listed(text: str) -> frozenset[str]:
    """The keys of a list; a line that is no key is none."""
    return frozenset(filter(is_key, text.split()))


def keys_here(file: Path = FILE) -> frozenset[str] | None:
    """The keys of the published tracks; None where no list travels with the code."""
    return listed(file.read_text("ascii")) if file.is_file() else None
