"""What can happen to a run: what its device reports, and what the person asks for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """Which track an event speaks of: read from the track's own token."""

    play: int
    """The order to play that the track belongs to."""
    first: int
    """The step that this order began with."""
    step: int
    """The track's own step."""
    tries: int = 0
    """How often this track has been started again after a failure."""

    @property
    def follows(self) -> bool:
        """Whether the track begins by itself when the one before it in its play has ended."""
        return self.step > self.first and not self.tries


@dataclass(frozen=True, slots=True)
class TrackStarted:
    """A track began to sound."""

    spot: Spot
    """Which track."""
    offset_ms: int
    """Where in it."""
    at_s: int = 0
    """When, in seconds since 1970 by the report's own time stamp; 0 if unknown."""


@dataclass(frozen=True, slots=True)
class TrackNearlyFinished:
    """The device is ready to buffer what comes next; not a fixed time before the end."""

    spot: Spot
    """Which track."""
    offset_ms: int
    """Where in it."""


@dataclass(frozen=True, slots=True)
class TrackFinished:
    """A track was heard to its end: if another is queued, that one begins."""

    spot: Spot
    """Which track."""
    at_s: int = 0
    """When, in seconds since 1970 by the report's own time stamp; 0 if unknown."""


@dataclass(frozen=True, slots=True)
class TrackStopped:
    """A track fell silent before its end: paused, replaced, or interrupted for a moment."""

    spot: Spot
    """Which track."""
    offset_ms: int
    """Where in it."""


@dataclass(frozen=True, slots=True)
class TrackFailed:
    """A track could not be played."""

    spot: Spot
    """Which track."""
    sounding: Spot | None = None
    """The track that sounds all the same, when the one that failed was only queued."""


@dataclass(frozen=True, slots=True)
class TrackSeen:
    """A request for something else says by the way where the device stands."""

    spot: Spot
    """Which track it played last."""
    offset_ms: int
    """Where in it."""
    ended: bool
    """Whether the device reports it as played to its end."""


@dataclass(frozen=True, slots=True)
class TurnHeard:
    """A step done as a turn in a session was answered by the person."""

    step: int
    """Which step."""
    whole: bool
    """Whether enough time passed for all of its work."""


@dataclass(frozen=True, slots=True)
class StartAsked:
    """The routine is to begin at its first step."""


@dataclass(frozen=True, slots=True)
class PauseAsked:
    """The person wants silence for a while."""


@dataclass(frozen=True, slots=True)
class ResumeAsked:
    """The person wants to go on."""

    at_ms: int
    """Where in the step at the head to begin again: a little before the place."""


@dataclass(frozen=True, slots=True)
class NextAsked:
    """The person wants the next exercise."""


@dataclass(frozen=True, slots=True)
class PreviousAsked:
    """The person wants the exercise before this one."""


@dataclass(frozen=True, slots=True)
class RepeatAsked:
    """The person wants this exercise again from its start."""


@dataclass(frozen=True, slots=True)
class StartOverAsked:
    """The person wants the routine from its start."""


@dataclass(frozen=True, slots=True)
class StopAsked:
    """The person wants to end it here."""


@dataclass(frozen=True, slots=True)
class HurtSaid:
    """The person said that it hurts."""


@dataclass(frozen=True, slots=True)
class WarningSaid:
    """The person told of a warning sign: this is no time for exercise."""


TrackEvent = (
    TrackStarted | TrackNearlyFinished | TrackFinished | TrackStopped | TrackFailed | TrackSeen
)
PersonEvent = (
    StartAsked
    | PauseAsked
    | ResumeAsked
    | NextAsked
    | PreviousAsked
    | RepeatAsked
    | StartOverAsked
    | StopAsked
    | HurtSaid
    | WarningSaid
    | TurnHeard
)
Event = TrackEvent | PersonEvent
