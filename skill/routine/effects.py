"""What is to be done about an event."""

from dataclasses import dataclass

from skill.routine.events import Spot


@dataclass(frozen=True, slots=True)
class Play:
    """Play a segment's track now, instead of whatever sounds or waits."""

    spot: Spot
    """Which track."""
    from_ms: int
    """Where in it to begin."""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Play a segment's track after the one that sounds."""

    spot: Spot
    """Which track."""
    after: Spot
    """The track that must be sounding for this to be right."""
    from_ms: int = 0
    """Where in it to begin."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Stop whatever sounds."""


@dataclass(frozen=True, slots=True)
class OfferToLeaveOut:
    """Say what to do about pain, and ask whether this exercise shall be left out from now on."""

    exercise_id: str
    """The exercise that hurt."""


@dataclass(frozen=True, slots=True)
class EndForToday:
    """Say kindly that this is enough: it hurt for the second time."""


@dataclass(frozen=True, slots=True)
class NothingLeft:
    """There is no step to go to."""


Effect = Play | Enqueue | Silence | OfferToLeaveOut | EndForToday | NothingLeft
