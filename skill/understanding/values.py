"""The values of a custom slot type, found by what people say for them."""

from collections.abc import Iterator, Mapping, Sequence

from skill.understanding.alike import nearest
from skill.understanding.spans import Span, Value
from skill.understanding.spelling import Spelling

_FIGURES = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten",
}  # fmt: skip
"""Small figures as words: "figure 4" is "figure four"."""
_ALIKE = 87
"""Of 100: how like a value's words have to be to be taken for it."""
_SHORTEST = 5
"""Letters; shorter words have too many neighbors to be taken by likeness."""


class Values:
    """All that is said for the values of one type."""

    def __init__(
        self,
        type_: str,
        ids: Mapping[str, Sequence[str]],
        strangers: Sequence[str],
        spelling: Spelling,
    ) -> None:
        """Take the values of a type.

        Args:
            type_: its name.
            ids: id -> what is said for it, the name first.
            strangers: what people say that belongs to the type and is none of its values.
            spelling: how the words are written.
        """
        self.type = type_
        """The type's name."""
        self._spelling = spelling
        self._values: dict[str, tuple[str | None, str | None]] = {}
        for id_, said in ids.items():
            for words in said:
                self._values.setdefault(self._joined(words), (id_, said[0]))
        for stranger in strangers:
            self._values.setdefault(self._joined(stranger), (None, None))
        self._long = [said for said in self._values if len(said) >= _SHORTEST]
        self._beginnings = {said.partition(" ")[0] for said in self._values}
        self._longest = max(len(said.split()) for said in self._values)

    def spans(self, words: Sequence[str], *, tolerant: bool) -> Iterator[Span]:
        """Every stretch of a sentence that is a value of the type, or, if tolerant, like one."""
        plain = [_FIGURES.get(word, word) for word in words]
        for start in range(len(plain)):
            if not tolerant and plain[start] not in self._beginnings:
                continue
            for end in range(start + 1, min(len(plain), start + self._longest) + 1):
                said = " ".join(plain[start:end])
                if said in self._values:
                    yield self._span(said, said, start, end, 1.0)
                elif tolerant and len(said) >= _SHORTEST:
                    yield from self._alike(said, start, end)

    def _alike(self, said: str, start: int, end: int) -> Iterator[Span]:
        found = nearest(said, self._long, _ALIKE)
        if found is not None:
            yield self._span(said, found[0], start, end, found[1] / 100)

    def _span(self, said: str, known: str, start: int, end: int, likeness: float) -> Span:
        id_, name = self._values[known]
        return Span(self.type, start, end, (Value(said, id_, name),), likeness)

    def _joined(self, said: str) -> str:
        return " ".join(_FIGURES.get(word, word) for word in self._spelling.words(said))
