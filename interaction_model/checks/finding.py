"""A fault that a check has found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, where it is, and what to do about it."""

    file: str
    """The file, written from the project's root."""
    place: str
    """The place in it: a line, an intent, a key."""
    fault: str
    """What is wrong."""
    remedy: str
    """What mends it."""

    def __str__(self) -> str:
        """One line that says it all."""
        return f"{self.file}: {self.place}: {self.fault}. {self.remedy}."
