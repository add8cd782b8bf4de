"""An entry of a content file: a value that knows where it stands, so that a fault can be named.

What may stand where is the matter of the schemas (`skill.content.checks`); what is read here fits
them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from skill.content.errors import ContentError


@dataclass(frozen=True, slots=True)
class Entry:
    """A value read from YAML, with its place."""

    file: str
    """Path below the content folder."""
    path: tuple[str, ...]
    """Keys from the top of the file; empty for the whole file."""
    value: object
    """What stands there: a mapping, a list or a string."""

    def refused(self, reason: str) -> ContentError:
        """The error to raise for this entry."""
        return ContentError(self.file, ".".join(self.path) or "(whole file)", reason)

    def at(self, key: str) -> "Entry":
        """The entry below this one.

        Raises:
            ContentError: the key is missing.
        """
        entry = self.find(key)
        if entry is None:
            raise self._below(key, None).refused("is missing")
        return entry

    def find(self, key: str) -> "Entry | None":
        """The entry below this one, or None where the key is missing."""
        mapping = self._mapping()
        return self._below(key, mapping[key]) if key in mapping else None

    def children(self) -> Iterator["Entry"]:
        """All entries of a mapping, in the order of the file."""
        for key, value in self._mapping().items():
            yield self._below(str(key), value)

    def listed(self) -> tuple["Entry", ...]:
        """All entries of a list."""
        items = cast("list[object]", self.value)
        return tuple(self._below(str(number), item) for number, item in enumerate(items, 1))

    def text(self) -> str:
        """The entry as text."""
        return str(self.value).strip()

    def whole(self) -> int:
        """The entry as a whole number."""
        return int(self.text())

    def flag(self) -> bool:
        """The entry as true or false."""
        return self.value == "true"

    def _mapping(self) -> dict[str, object]:
        return cast("dict[str, object]", self.value)

    def _below(self, key: str, value: object) -> "Entry":
        return Entry(self.file, (*self.path, key), value)
