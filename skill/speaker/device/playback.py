"""What a player is, has and does, as values."""

from dataclasses import dataclass
from enum import StrEnum


class Activity(StrEnum):
    """`context.AudioPlayer.playerActivity`."""

    IDLE = "IDLE"
    PLAYING = "PLAYING"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"
    FINISHED = "FINISHED"
    BUFFER_UNDERRUN = "BUFFER_UNDERRUN"


class HappeningKind(StrEnum):
    """What a player can do, as the requests name it."""

    STARTED = "PlaybackStarted"
    NEARLY_FINISHED = "PlaybackNearlyFinished"
    FINISHED = "PlaybackFinished"
    STOPPED = "PlaybackStopped"
    FAILED = "PlaybackFailed"


class Behavior(StrEnum):
    """`playBehavior` of a `Play`."""

    REPLACE_ALL = "REPLACE_ALL"
    ENQUEUE = "ENQUEUE"
    REPLACE_ENQUEUED = "REPLACE_ENQUEUED"


@dataclass(frozen=True, slots=True)
class Stream:
    """Something to play."""

    token: str
    """The skill's name for it."""
    url: str
    """Where the sound is."""
    offset_ms: int
    """Where in the sound to begin; 0 or more."""
    length_ms: int | None
    """The whole sound's length; None when it cannot be loaded."""
    expected_previous: str | None = None
    """For `ENQUEUE`: the token of the stream that must be last in line."""


@dataclass(frozen=True, slots=True)
class PlayerState:
    """What `context.AudioPlayer` tells."""

    token: str | None = None
    """The current or last stream; None before the first."""
    offset_ms: int = 0
    """Where in it the player stands."""
    activity: Activity = Activity.IDLE
    """What the player is doing."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that the player did."""

    kind: HappeningKind
    """What."""
    stream: Stream
    """With which stream."""
    from_ms: int
    """Where in the stream the present stretch of playing began."""
    offset_ms: int
    """Where in the stream it happened."""
    at_ms: int
    """When it happened, in milliseconds since 1970."""
    state: PlayerState
    """The player's state as it happened."""
