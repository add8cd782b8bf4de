"""Calling the skill by its name: "start my back routine", "ask my back routine how I did"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skill.understanding.alike import alike
from skill.understanding.spelling import Spelling

_NAME_ALIKE = 88
"""Of 100: how like the name the words behind a verb have to be."""


@dataclass(frozen=True, slots=True)
class Called:
    """The skill was called by its name."""

    requests: tuple[tuple[str, ...], ...]
    """What it was asked for, read in every way that may be meant; empty for nothing but itself."""


class Invocation:
    """How the skill is called in one language."""

    def __init__(
        self, settings: Mapping[str, Any], skip_words: Iterable[str], spelling: Spelling
    ) -> None:
        """Take the names, the verbs that open it, those that ask, and what joins a request.

        Args:
            settings: the names and the words around them, as they are compiled.
            skip_words: words and phrases that change nothing.
            spelling: how the words are written.
        """
        self._names = _phrases(settings["names"], spelling)
        self._open = _phrases(settings["open"], spelling)
        self._ask = _phrases(settings["ask"], spelling)
        self._join = _phrases(settings["join"], spelling)
        self._skips = _phrases(skip_words, spelling)

    @staticmethod
    def without_wake_word(words: Sequence[str]) -> list[str]:
        """The words behind a leading "alexa"."""
        rest = list(words)
        while rest[:1] in (["alexa"], ["hey"]) and len(rest) > 1:
            rest = rest[1:]
        return rest

    def called(self, words: Sequence[str]) -> Called | None:
        """Whether the skill was called by its name, and what for."""
        said = tuple(words)
        for name in self._names:
            for start in range(len(said) - len(name) + 1):
                before, there = said[:start], said[start : start + len(name)]
                if there == name or (self._verb(before) and _are_alike(there, name)):
                    return self._around(before, name, said[start + len(name) :])
        return None

    def is_named(self, words: Sequence[str]) -> bool:
        """Whether one of the skill's names is said anywhere."""
        said = tuple(words)
        return any(
            said[start : start + len(name)] == name
            for name in self._names
            for start in range(len(said) - len(name) + 1)
        )

    def _around(
        self, before: tuple[str, ...], name: tuple[str, ...], behind: tuple[str, ...]
    ) -> Called:
        lead = before[: len(before) - len(self._verb(before))]
        if not self._is_nothing(behind):
            return Called((*self._requests(behind), before + name + behind))
        if self._is_nothing(lead):
            return Called(())
        # "pause my back routine", "how did I do with my back routine"
        joined = before[:-1] if before[-1:] in self._join else before
        return Called((before + name, joined))

    def _is_nothing(self, words: tuple[str, ...]) -> bool:
        """Whether all the words may be passed over."""
        if not words:
            return True
        return any(
            words[: len(skip)] == skip and self._is_nothing(words[len(skip) :])
            for skip in self._skips
        )

    def _requests(self, behind: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        yield behind
        for phrase in self._join:
            if behind[: len(phrase)] == phrase and len(behind) > len(phrase):
                yield behind[len(phrase) :]

    def _verb(self, before: tuple[str, ...]) -> tuple[str, ...]:
        """The verb that the words end in, such as "start" or "ask"; nothing if there is none."""
        verbs = (*self._open, *self._ask)
        return next((verb for verb in verbs if before[-len(verb) :] == verb), ())


def _are_alike(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return alike(" ".join(words), " ".join(name)) >= _NAME_ALIKE


def _phrases(phrases: Iterable[str], spelling: Spelling) -> list[tuple[str, ...]]:
    """Longest first, so that "start up" is not taken for "up"."""
    return sorted((tuple(spelling.words(phrase)) for phrase in phrases), key=len, reverse=True)
