"""What the jobs work with. `skill.jobs.wiring` puts it together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from skill.clock import Clock
from skill.jobs.notifier import Messenger, Notifier
from skill.store.port import Store
from skill.telemetry.record import Sink, discard


class Tracks(Protocol):
    """The library of tracks; see `skill.sound.library`."""

    def prune(self, *, kept_since: datetime, most_bytes: int) -> int:
        """Delete what nobody ordered since, and the oldest of what takes too much room."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What a job may use."""

    store: Store
    """What is kept of people; not through `CachingStore`, for others write too."""
    clock: Clock
    """The time."""
    new_name: Callable[[], str]
    """A name that nobody had before: for whoever takes something on."""
    notifier: Notifier | None = None
    """None where the skill has no account with Alexa: then nobody is nudged."""
    tracks: Tracks | None = None
    """None where tracks are not kept on this machine."""
    messages: Messenger | None = None
    """None where the skill has no account with Alexa: then no reminder is refreshed."""
    reminder_texts: frozenset[str] = frozenset()
    """Marks of what reminders say today, one for each language."""
    record: Sink = discard
    """Where a record of each job goes."""
