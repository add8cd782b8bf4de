"""What can happen to a run: what its device reports, and what the person asks for."""

from dataclasses import dataclass, field

from skill.routine.exercise import Side


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

    segment: int = 0
    """Index of the track's own segment in its step."""
    first_segment: int = 0
    """Index of the segment that this order began with, in its first step."""
    then_ms: int | None = None
    """Where in its segment the work goes on, behind a track that only gives time to get ready;
    None for the segment's own track."""
    is_whole: bool = False
    """Whether the track holds its whole step, as those of the first version did."""
    length_ms: int = field(default=0, compare=False)
    """How long the track is, in milliseconds; 0 if unknown."""
    done_ms: int = field(default=0, compare=False)
    """From which millisecond of the track its work counts as done; 0 without work or unknown."""

    @property
    def place(self) -> tuple[int, int]:
        """Step and segment."""
        return self.step, self.segment

    @property
    def begin(self) -> tuple[int, int]:
        """Step and segment that its order began with."""
        return self.first, self.first_segment

    @property
    def opens(self) -> bool:
        """Whether nothing was heard right before it."""
        return self.place == self.begin

    @property
    def follows(self) -> bool:
        """Whether the track begins by itself when the one before it in its play has ended."""
        return not self.opens and not self.tries


@dataclass(frozen=True, slots=True)
class TrackStarted:
    """A track began to sound."""

    spot: Spot
    """Which track."""
    offset_ms: int
    """Where in it."""


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
    """Where in the segment to begin: before the start of a cue."""
    segment: int | None = None
    """Index of the segment in the step at the head; None for the one at the head."""
    gets_ready: bool = False
    """Whether a track goes before it that gives time to get into position."""


@dataclass(frozen=True, slots=True)
class OnlySideAsked:
    """The person wants one side alone of the exercise at the head, this time."""

    side: Side
    """Which side."""
    length_ms: int
    """How long the exercise is then, in milliseconds."""
    at_ms: int
    """Where in the segment at the head to go on, if that is part of it."""
    gets_ready: bool = False
    """Whether a track goes before the work that gives time to get into position."""


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
    | OnlySideAsked
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
