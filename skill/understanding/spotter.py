"""Everything in a sentence that could fill a slot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from skill.understanding.compiled import Compiled
from skill.understanding.several import slots_of
from skill.understanding.spans import Span, Value
from skill.understanding.spelling import Spelling
from skill.understanding.spoken import (
    Figures,
    Found,
    dates,
    durations,
    times,
    weekdays,
    weekdays_between,
)
from skill.understanding.values import Values

_EXERCISE = "Exercise"
_WEEKDAY = "AMAZON.DayOfWeek"
_UNTIL = frozenset({"to", "through", "thru", "till", "until", "til"})
"""Words between the first and the last of some weekdays."""


class Spotter:
    """Finds the values of all slot types."""

    def __init__(
        self,
        compiled: Compiled,
        types: Mapping[str, Mapping[str, Sequence[str]]],
        spelling: Spelling,
    ) -> None:
        """Take the custom types of a locale: type -> id -> what is said for it."""
        self._values = [
            Values(name, ids, compiled.strangers if name == _EXERCISE else (), spelling)
            for name, ids in types.items()
        ]
        self._lists = {compiled.slots[slot] for slot in slots_of(compiled.several)}

    def spans(
        self, words: Sequence[str], today: date | None, *, tolerant: bool
    ) -> tuple[Span, ...]:
        """Every stretch of the sentence that could fill a slot, also those that overlap.

        Args:
            words: the sentence.
            today: the day that "tomorrow" is counted from; without it no date is found.
            tolerant: whether names of exercises are also found by likeness. They are long, and
                strange to people; the other values are short everyday words, like many others.
        """
        found = [
            Span(type_, each.start, each.end, (Value(each.value),))
            for type_, values in self._built_in(Figures(words), today)
            for each in values
        ]
        for values in self._values:
            found.extend(values.spans(words, tolerant=tolerant and values.type == _EXERCISE))
        return (*found, *_ranges(words, found), *self._listed(words, found))

    @staticmethod
    def _built_in(figures: Figures, today: date | None) -> Iterator[tuple[str, Iterable[Found]]]:
        yield "AMAZON.NUMBER", figures.numbers()
        yield "AMAZON.DURATION", durations(figures)
        yield "AMAZON.TIME", times(figures)
        yield _WEEKDAY, weekdays(figures)
        if today is not None:
            yield "AMAZON.DATE", dates(figures, today)

    def _listed(self, words: Sequence[str], found: Iterable[Span]) -> Iterator[Span]:
        """Lists such as "Monday, Wednesday and Friday", "the squat and the side bend"."""
        singles: dict[tuple[str, int], Span] = {}
        for span in found:
            if span.type in self._lists:
                known = singles.get((span.type, span.start))
                if known is None or _rank(span) > _rank(known):
                    singles[span.type, span.start] = span
        for (type_, _), first in singles.items():
            values, end, is_joined = first.values, first.end, first.is_built_in
            while after := singles.get((type_, _past_joint(words, end))):
                is_joined |= words[end : end + 1] == ["and"]
                values, end = (*values, *after.values), after.end
                # "Not the squat, the side bend" is no list.
                if is_joined:
                    yield Span(type_, first.start, end, values)


def _rank(span: Span) -> float:
    return len(span.indices) * span.likeness


def _past_joint(words: Sequence[str], at: int) -> int:
    """The index behind what joins two values of a list: "and", "and the", or nothing."""
    at += words[at : at + 1] == ["and"]
    return at + (words[at : at + 1] in (["the"], ["my"]))


def _ranges(words: Sequence[str], found: Iterable[Span]) -> Iterator[Span]:
    """Stretches of the week such as "Monday to Friday", as the list of all their days."""
    days = {span.start: span for span in found if span.type == _WEEKDAY}
    for first in days.values():
        last = days.get(first.end + 1)
        if last is not None and words[first.end] in _UNTIL:
            names = weekdays_between(first.values[0].said, last.values[0].said)
            yield Span(_WEEKDAY, first.start, last.end, tuple(map(Value, names)))
