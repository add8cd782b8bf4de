"""The parts that every conversation works with. `skill.bootstrap` puts them together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from skill.clock import Clock
from skill.content import Content
from skill.routine.lengths import Lengths
from skill.sound.track import Track
from skill.store.port import Store


class Shelf(Protocol):
    """Where tracks are to be had: a folder that renders what is ordered, or what was published."""

    def order(self, track: Track) -> None:
        """See to it that the track can be fetched soon. Never fails."""
        ...

    def url(self, track: Track, base_url: str) -> str:
        """Where a device fetches it; `base_url` is how it reached us."""
        ...


@dataclass(frozen=True, slots=True)
class Coach:
    """What a conversation needs to know and to reach."""

    store: Store
    """What is kept of people."""
    clock: Clock
    """The time."""
    shelf: Shelf
    """The tracks."""
    content_for: Callable[[str], Content]
    """All that is said, by locale."""
    lengths_for: Callable[[Content], Lengths]
    """How long phrases last in the voice that speaks this content."""
