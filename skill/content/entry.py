"""An entry of a content file: a value that knows where it stands, so that a fault can be named."""

from collections.abc import Iterator
from dataclasses import dataclass

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
            ContentError: this is no mapping, or the key is missing.
        """
        entry = self.find(key)
        if entry is None:
            raise self._below(key, None).refused("is missing")
        return entry

    def find(self, key: str) -> "Entry | None":
        """The entry below this one, or None where the key is missing.

        Raises:
            ContentError: this is no mapping.
        """
        mapping = self._mapping()
        return self._below(key, mapping[key]) if key in mapping else None

    def children(self) -> Iterator["Entry"]:
        """All entries of a mapping, in the order of the file.

        Raises:
            ContentError: this is no mapping.
        """
        for key, value in self._mapping().items():
            yield self._below(str(key), value)

    def listed(self) -> tuple["Entry", ...]:
        """All entries of a list.

        Raises:
            ContentError: this is no list.
        """
        if not isinstance(self.value, list):
            raise self.refused("must be a list")
        return tuple(self._below(str(number), item) for number, item in enumerate(self.value, 1))

    def text(self) -> str:
        """The entry as text.

        Raises:
            ContentError: it is no text, or empty.
        """
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refused("must be a text")
        return self.value.strip()

    def whole(self) -> int:
        """The entry as a whole number.

        Raises:
            ContentError: it is none, or below 0.
        """
        if not isinstance(self.value, str) or not self.value.isdecimal():
            raise self.refused(f"must be a whole number from 0 on, not {self.value}")
        return int(self.value)

    def flag(self) -> bool:
        """The entry as true or false.

        Raises:
            ContentError: it is neither.
        """
        if self.value not in ("true", "false"):
            raise self.refused(f"must be true or false, not {self.value}")
        return self.value == "true"

    def _mapping(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise self.refused("must be a mapping")
        return self.value

    def _below(self, key: str, value: object) -> "Entry":
        return Entry(self.file, (*self.path, key), value)
