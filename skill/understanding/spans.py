"""Stretches of a sentence that can fill a slot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """What fills a slot."""

    said: str
    """The person's words, or for a built-in type Amazon's notation: `PT30M`, `19:15`, `10`."""
    id: str | None = None
    """The id that the words resolve to; None for a built-in type and where nothing fits."""
    name: str | None = None
    """The name of the value with that id."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a sentence, taken as a value."""

    type: str
    """The slot type, such as `Exercise` or `AMAZON.TIME`."""
    start: int
    """Index of its first word."""
    end: int
    """Index behind its last word."""
    values: tuple[Value, ...]
    """What it stands for: one value, or several of a list."""
    likeness: float = 1.0
    """How alike the words are to the value's, 0 to 1."""

    @property
    def slot(self) -> str:
        """What stands for it in a sentence: `{Exercise}`."""
        return f"{{{self.type}}}"

    @property
    def is_built_in(self) -> bool:
        """Whether the type is one of Amazon's."""
        return self.type.startswith("AMAZON.")

    @property
    def indices(self) -> range:
        """The indices of its words."""
        return range(self.start, self.end)
