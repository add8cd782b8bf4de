"""Words that were written or heard a little wrong."""

from collections.abc import Iterable

from skill.understanding.alike import nearest

_ALIKE = 78
"""Of 100: how like a known word an unknown one has to be to be taken for a slip of it."""
_SHORTEST = 4
"""Letters; shorter words have too many neighbors."""


class Slips:
    """All words that are known."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; `{slots}` among them are left out."""
        self._words = frozenset(word for word in words if not word.startswith("{"))
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= _SHORTEST:
                self._by_letter.setdefault(word[0], []).append(word)

    def mended(self, word: str) -> str:
        """The known word that an unknown one is a slip of; the word itself if there is none."""
        if word in self._words or len(word) < _SHORTEST:
            return word
        # Whoever slips seldom misses the first letter; "mother" is not "other".
        slip = nearest(word, self._by_letter.get(word[0], ()), _ALIKE)
        return word if slip is None else slip[0]
