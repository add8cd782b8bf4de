"""The list of tracks that a bundle counts on, so that a plan can tell which are missing."""

from collections.abc import Iterable
from pathlib import Path

from skill.sound.sheet import is_key

FILE = Path(__file__).resolve().parents[2] / "published.txt"
"""Where it is in a bundle for Lambda; a checkout has none."""


def written(keys: Iterable[str]) -> str:
    """The keys of tracks as the text of a list: one a line, in order."""
    return "".join(f"{key}\n" for key in sorted(set(keys)))


def listed(text: str) -> frozenset[str]:
    """The keys of a list; a line that is no key is none."""
    return frozenset(filter(is_key, text.split()))
