"""Danger in a sentence: recall before precision."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from skill.understanding.danger.phrases import Mention, Phrases
from skill.understanding.danger.reported import Reported, reported

_EMERGENCY = "EmergencyIntent"
_FAQ = "FaqIntent"
_DENIABLE = frozenset({"pain", "bad", "goes_down"})
"""What there is nothing in either, beside the states of the body, where it is denied."""


@dataclass(frozen=True, slots=True)
class Danger:
    """What a sentence says of the person's state."""

    intent: str
    """The danger's intent, or the one for questions about it."""
    topic: str = ""
    """What a question is about; "" for a report."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Groups that make a danger where they stand near each other."""

    intent: str
    groups: tuple[str, ...]
    absent: frozenset[str]
    gap: int


class Alarm:
    """The words and patterns of danger in one language."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        """Take them as `interaction_model.danger` reads them."""
        self._respell: dict[str, list[str]] = compiled["respell"]
        self._phrases = Phrases(compiled["phrases"])
        self._last: tuple[tuple[str, ...], Reported] | None = None
        self._patterns = _patterns(compiled["patterns"])
        self._half = _patterns(compiled["half"])
        self._states = frozenset(compiled["states"])
        self._deniable = self._states | _DENIABLE
        self._topics = [(topic, frozenset(groups)) for topic, groups in compiled["topics"]]

    def heard_in(self, words: Sequence[str]) -> Danger | None:
        """The most urgent danger in a sentence, else what is asked about one, else None."""
        parts = self._parts(words)
        return self._report(parts) or self._question(parts)

    def is_half_in(self, words: Sequence[str]) -> bool:
        """Whether words of danger stand in a sentence, and nothing tells that there is none."""
        parts = self._parts(words)
        return not parts.are_harmless(self._deniable) and any(
            _fits(each, parts.signs, parts) for each in self._half
        )

    def has_state(self, words: Sequence[str]) -> bool:
        """Whether a sentence speaks of a state of the body."""
        return any(sign.group in self._states for sign in self._parts(words).signs)

    def is_harmless(self, words: Sequence[str]) -> bool:
        """Whether a sentence speaks of danger and says that there is none."""
        return self._parts(words).are_harmless(self._deniable)

    def spelled(self, words: Sequence[str]) -> list[str]:
        """The words as the lexicon writes them: dialect and mishearing mended."""
        return [*self._spelled(words)]

    def signs(self, words: Sequence[str]) -> Iterator[str]:
        """The groups in a sentence, each with how it is told, as `DangerClassifier` takes them."""
        parts = self._parts(words)
        yield from (sign.group for sign in parts.signs)
        yield from (f"{sign.group} asked" for sign in parts.asked)
        yield from (f"{sign.group} of others" for sign in parts.others)
        yield from (f"{sign.group} denied" for sign in parts.signs if parts.are_denied([sign]))
        told = {"past": parts.is_past, "over": parts.is_over, "hidden": parts.is_hidden}
        yield from (how for how, is_so in told.items() if is_so)
        if self.is_half_in(words):
            yield "half"

    def _parts(self, words: Sequence[str]) -> Reported:
        # A sentence is looked at for several things, one after the other.
        if self._last is None or self._last[0] != tuple(words):
            parts = reported(self._phrases.mentions([*self._spelled(words)]))
            self._last = tuple(words), parts
        return self._last[1]

    def _spelled(self, words: Sequence[str]) -> Iterator[str]:
        for word in words:
            owner, apostrophe, ending = word.partition("'")
            if word in self._respell:
                yield from self._respell[word]
            elif apostrophe and ending == "s":
                yield from (owner, "is")
            else:
                yield word

    def _report(self, parts: Reported) -> Danger | None:
        if parts.is_past:
            return None
        for pattern in self._patterns:
            is_urgent = pattern.intent == _EMERGENCY
            signs = (*parts.signs, *parts.others) if is_urgent else parts.signs
            if (is_urgent or not parts.is_over) and _fits(pattern, signs, parts):
                return Danger(pattern.intent)
        return None

    def _question(self, parts: Reported) -> Danger | None:
        asked = {sign.group for sign in parts.asked}
        for topic, groups in self._topics:
            if asked & groups:
                return Danger(_FAQ, topic)
        return None


def _patterns(compiled: Iterable[tuple[str, list[str], list[str], int]]) -> list[_Pattern]:
    return [
        _Pattern(intent, tuple(groups), frozenset(absent), gap)
        for intent, groups, absent, gap in compiled
    ]


def _fits(pattern: _Pattern, signs: Sequence[Mention], parts: Reported) -> bool:
    groups = {sign.group for sign in signs}
    if not groups.issuperset(pattern.groups) or groups & pattern.absent:
        return False
    choices = [[sign for sign in signs if sign.group == group] for group in pattern.groups]
    return any(
        _are_near(chosen, pattern.gap) and not parts.are_denied(chosen)
        for chosen in _combinations(choices)
    )


def _combinations(choices: Sequence[Sequence[Mention]]) -> Iterator[tuple[Mention, ...]]:
    """One mention of each group, none of them over another."""
    if not choices:
        yield ()
        return
    for rest in _combinations(choices[1:]):
        for mention in choices[0]:
            if not any(mention.overlaps(other) for other in rest):
                yield (mention, *rest)


def _are_near(mentions: Iterable[Mention], gap: int) -> bool:
    in_order = sorted(mentions, key=lambda each: each.start)
    return all(right.start - left.end <= gap for left, right in pairwise(in_order))
