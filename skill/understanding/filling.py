"""Which words of a sentence fill the slots of an intent whose wording is not a template's."""

from collections.abc import Iterable, Mapping, Sequence

from skill.understanding.spans import Span, Value

_READ = frozenset({"Exercise", "Recurrence", "Side", "Scope"})
"""Custom types whose value is read from the words; that of others is part of what is learnt."""
_PASSED_OVER = frozenset({"of", "than", "not", "without", "after", "before", "from"})
"""Words before a value that is not the one wished for: "instead of the squat"."""
_ARTICLES = frozenset({"the", "my", "a", "an", "this", "that"})
_BEFORE_OLD = frozenset({"from", "not", "of", "than"})
_LEFT_BEHIND = {
    "old_time": _BEFORE_OLD,
    "old_day": _BEFORE_OLD,
    "without": frozenset({"except", "excluding", "but", "not", "without", "minus"}),
}
"""Slot of a value that is not wished for -> words before it: "from seven to eight"."""
_NOT_WISHED = {
    "AMAZON.TIME": frozenset({"not", "of", "than"}),
    "Recurrence": frozenset({"not", "except", "excluding", "without"}),
    "AMAZON.DayOfWeek": frozenset({"not", "than", "except", "excluding", "without"}),
}
"""Type -> words before a value that no slot of an intent takes: "at eight, not at seven"."""
_SMALL_WORDS = _ARTICLES | {"at", "on", "for"}
_TAKEN_BACK = frozenset({"no", "sorry", "actually", "mean", "rather"})
"""Words that what was said before them may be taken back with: "at five, no, at six"."""
_SAME = {"minutes": "duration", "duration": "minutes"}
"""Slots of an intent that are filled by the same thing, said in two ways."""
_FIRST = frozenset({"Side"})
"""Types of which the first value counts: "the left, then the right"."""


def is_learnt(type_: str) -> bool:
    """Whether the values of a slot type are part of the meaning that is learnt."""
    return type_ not in _READ and not type_.startswith("AMAZON.")


def fill(
    slots: Mapping[str, str],
    values: Mapping[str, Value],
    words: Sequence[str],
    spans: Iterable[Span],
) -> tuple[tuple[str, Span], ...]:
    """The slots that the sentence fills, without overlap.

    Args:
        slots: the intent's slots, each with its type.
        values: slot -> the value that the meaning gives it; words for it may be anywhere.
        words: the sentence.
        spans: all that could fill a slot in it.
    """
    filled = {slot: Span(slots[slot], 0, 0, (value,)) for slot, value in values.items()}
    read = sorted(slot for slot in slots if not is_learnt(slots[slot]))
    taken_back = max((n for n, word in enumerate(words) if word in _TAKEN_BACK), default=0)
    everything = [span for span in spans if not _is_pronoun(words, span)]
    for begin in dict.fromkeys((taken_back, 0)):
        for slot in read:
            if slot in filled or _SAME.get(slot) in filled:
                continue
            taken = {index for span in filled.values() for index in span.indices}
            free = (
                span
                for span in everything
                if span.type == slots[slot]
                and span.start >= begin
                and taken.isdisjoint(span.indices)
                and _belongs(slot, slots, words, span)
            )
            found = _wished(words, widest(free))
            if found is not None:
                filled[slot] = found
    return tuple(filled.items())


def _belongs(slot: str, slots: Mapping[str, str], words: Sequence[str], span: Span) -> bool:
    """Whether a value is one that is wished for, or one that is not, as the slot is."""
    before = next((word for word in words[: span.start][::-1] if word not in _SMALL_WORDS), "")
    if slot in _LEFT_BEHIND:
        return before in _LEFT_BEHIND[slot]
    others = (words for other, words in _LEFT_BEHIND.items() if slots.get(other) == span.type)
    return before not in _NOT_WISHED.get(span.type, frozenset()).union(*others)


def _is_pronoun(words: Sequence[str], span: Span) -> bool:
    """Whether a number is none: "that one"."""
    return span.type == "AMAZON.NUMBER" and words[span.start : span.end] == ["one"]


def widest(spans: Iterable[Span]) -> list[Span]:
    """The spans, without those that overlap with a better one, from left to right."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (-len(span.indices) * span.likeness, span.start)):
        if all(set(span.indices).isdisjoint(other.indices) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _wished(words: Sequence[str], spans: Sequence[Span]) -> Span | None:
    """The last that is not passed over: "move it from seven to eight"."""
    wished = [span for span in spans if not _is_passed_over(words, span)] or spans
    wished = [span for span in wished if not _is_days(span)] or wished
    if not wished:
        return None
    return wished[0] if wished[0].type in _FIRST else wished[-1]


def _is_days(span: Span) -> bool:
    """Whether a duration is one of days: "ten minutes a day" are ten minutes."""
    return span.type == "AMAZON.DURATION" and not span.values[0].said.startswith("PT")


def _is_passed_over(words: Sequence[str], span: Span) -> bool:
    before = [word for word in words[: span.start][-2:] if word not in _ARTICLES]
    return before[-1:] != [] and before[-1] in _PASSED_OVER and not span.is_built_in
