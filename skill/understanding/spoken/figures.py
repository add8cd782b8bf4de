"""A sentence with its numbers as figures: "a hundred and five minutes" is "a 105 minutes"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from text_to_num import text2num  # type: ignore[import-untyped] # published without types

_NUMBER_WORDS = frozenset(
    {
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
        *("eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy"),
        *("eighty", "ninety", "hundred"),
    }
)
_LONGEST = 6
"""Words: "nine hundred and ninety nine"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value that stands in a sentence."""

    value: str
    """In Amazon's notation."""
    start: int
    """Index of its first word."""
    end: int
    """Index behind its last word."""


class Figures:
    """A sentence with its numbers as figures, which patterns can be looked for in."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words in the one spelling: small letters, no punctuation."""
        self._places: dict[int, int] = {}
        """Offset in the text -> index of the word that begins there."""
        self._ends: dict[int, int] = {}
        """Offset behind a figure or word -> index of the word behind it."""
        parts: list[str] = []
        offset = index = 0
        while index < len(words):
            figure, behind = _number_at(words, index) or (words[index], index + 1)
            self._places[offset] = index
            offset += len(figure)
            self._ends[offset] = behind
            offset += 1
            parts.append(figure)
            index = behind
        self.text = " ".join(parts)
        """The sentence, words parted by one space."""

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """Every place where a pattern of whole words stands, with its word indices."""
        for match in pattern.finditer(self.text):
            if match.start() in self._places and match.end() in self._ends:
                yield match, self._places[match.start()], self._ends[match.end()]

    def word_at(self, offset: int) -> int:
        """The index of the word that begins at an offset in the text."""
        return self._places[offset]

    def numbers(self) -> Iterator[Found]:
        """Every number, as `AMAZON.NUMBER` has it."""
        for match, start, end in self.find(_FIGURE):
            yield Found(match[0], start, end)


_FIGURE = re.compile(r"\b\d+\b")


def _number_at(words: Sequence[str], start: int) -> tuple[str, int] | None:
    """The longest number that begins at a word, and the index behind it."""
    if words[start] == "couple" and words[start + 1 : start + 2] == ["of"]:
        return "2", start + 2
    if words[start] not in _NUMBER_WORDS:
        return None
    for end in range(min(len(words), start + _LONGEST), start, -1):
        if words[end - 1] in _NUMBER_WORDS:
            try:
                return str(text2num(" ".join(words[start:end]), "en")), end
            except ValueError:
                # "seven thirty" is two numbers: the shorter stretch is tried next.
                continue
    return None
