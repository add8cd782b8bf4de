"""The words that are known, and which of them a heard word may stand for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from skill.speaker.hearing.alike import nearest

_SLIP = 78
"""Of 100: how like a known word an unknown one has to be to be taken for a slip of it."""
_SHORTEST_SLIP = 4
"""Letters; shorter words have too many neighbors."""
_KIN = 0.85
"""What a word counts that shares its stem with the template's, or means much the same."""
_ENDINGS = ("ing", "es", "ed", "s", "ly", "er", "ful")
_SHORTEST_STEM = 3
_REMEMBERED = 5_000
"""Words whose kin is kept at hand."""


class Vocabulary:
    """All words of the templates."""

    def __init__(
        self,
        words: Iterable[str],
        fillers: Iterable[str],
        small: Iterable[str],
        near: Iterable[str],
        alike: Sequence[Sequence[str]],
    ) -> None:
        """Take the words.

        Args:
            words: what the templates say; `{slots}` among them are left out.
            fillers: words that change nothing.
            small: words that say nothing by themselves.
            near: words that are no template's and fit the subject all the same.
            alike: lines of words that mean much the same.
        """
        self._fillers = frozenset(fillers)
        self._small = frozenset(small)
        self._near = frozenset(near)
        self._words = frozenset(word for word in words if not word.startswith("{")) - self._fillers
        self._by_letter: dict[str, list[str]] = {}
        self._by_stem: dict[str, list[str]] = {}
        for word in sorted(self._words):
            self._by_stem.setdefault(_stem(word), []).append(word)
            if len(word) >= _SHORTEST_SLIP:
                self._by_letter.setdefault(word[0], []).append(word)
        self._alike: dict[str, list[str]] = {}
        for line in alike:
            for word in line:
                self._alike.setdefault(word, []).extend(self._words.intersection(line))
        self.kin = lru_cache(_REMEMBERED)(self._kin)
        """The known words that a heard one may stand for, with what each counts, 0 to 1."""

    def is_filler(self, word: str) -> bool:
        """Whether the word changes nothing."""
        return word in self._fillers

    def is_small(self, word: str) -> bool:
        """Whether the word says nothing by itself."""
        return word in self._small

    def is_near(self, word: str) -> bool:
        """Whether the word fits the subject, though no template may have it."""
        return word in self._near

    def meant(self, word: str) -> str | None:
        """The known word that an unknown one is a slip of, if there is one."""
        known = self.is_filler(word) or self.is_small(word) or self.is_near(word) or self.kin(word)
        if known or len(word) < _SHORTEST_SLIP:
            return None
        # Whoever slips seldom misses the first letter; "mother" is not "other".
        slip = nearest(word, self._by_letter.get(word[0], ()), _SLIP)
        return None if slip is None else slip[0]

    def _kin(self, word: str) -> Mapping[str, float]:
        found = dict.fromkeys(self._by_stem.get(_stem(word), ()), _KIN)
        found.update(dict.fromkeys(self._alike.get(word, ()), _KIN))
        if word in self._words:
            found[word] = 1.0
        return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
