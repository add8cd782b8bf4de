"""Whether a text can be spoken: its characters, and how long it takes."""

import re
import unicodedata
from collections.abc import Iterator

from skill.content.entry import Entry
from skill.content.errors import ContentError
from skill.content.phrases import FIELD
from skill.routine.lengths import estimate_ms

MARKS = frozenset(" .,;:?!'\"-¿¡{}")
"""What may stand beside letters and digits. A voice reads `/` or `&` aloud or trips over it, and
`&`, `<` and `>` break the XML of a response."""
LETTERS_AND_DIGITS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"})
"""Unicode categories that are spoken."""
WRITTEN_ONLY = frozenset({"card", "screen"})
"""Groups of phrases that are read, not heard: they may have several lines, and any length."""
LONGEST_MS = {
    "purpose": 9_000,
    "position": 8_000,
    "movement": 12_000,
    # People who know the exercise are kept waiting by it; its caution is worth the wait.
    "brief": 11_000,
    # `go` delays the repetition, and the hold, that it begins.
    "go": 3_200,
    "back": 2_500,
    # It has to end before halfway, and to leave quiet in the hold.
    "breathe": 2_500,
    "left": 4_500,
    "right": 4_500,
    "count": 1_000,
    "halfway": 2_000,
    "switch": 2_500,
    "rest": 2_500,
    "next": 4_500,
    "settle": 4_500,
    "set": 6_000,
    "close": 12_000,
}
"""Longest estimated speech by kind of line, in milliseconds."""
LONGEST_PHRASE_MS = 45_000
"""Longer than that nobody listens to a prompt."""


def unspeakable(file: Entry) -> Iterator[ContentError]:
    """Every text of a file that cannot be spoken, or takes too long."""
    for entry in _leaves(file):
        text = entry.value if isinstance(entry.value, str) else ""
        if WRITTEN_ONLY.intersection(entry.path):
            text = text.replace("\n", " ")
        elif (ms := estimate_ms(text)) > (longest := _longest_ms(entry)):
            yield entry.refused(f"takes {ms} ms to say; {longest} ms is the most")
        if strange := sorted({character for character in text if not _is_spoken(character)}):
            yield entry.refused(f"holds {' '.join(map(repr, strange))}, which cannot be spoken")
        if re.search(r" {2}|[{}]", FIELD.sub("field", text)):
            yield entry.refused("holds a double space, or a brace that is no {field}")


def _leaves(entry: Entry) -> Iterator[Entry]:
    if isinstance(entry.value, dict):
        for child in entry.children():
            yield from _leaves(child)
    elif isinstance(entry.value, list):
        for child in entry.listed():
            yield from _leaves(child)
    else:
        yield entry


def _is_spoken(character: str) -> bool:
    return character in MARKS or unicodedata.category(character) in LETTERS_AND_DIGITS


def _longest_ms(entry: Entry) -> int:
    if entry.file.endswith("phrases.yaml"):
        return LONGEST_PHRASE_MS
    kinds = (LONGEST_MS[part] for part in entry.path if part in LONGEST_MS)
    return min(kinds, default=LONGEST_PHRASE_MS)
