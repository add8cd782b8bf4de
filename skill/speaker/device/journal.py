"""What happened at a device, as lines that a person or a program can read."""

from collections.abc import Callable
from dataclasses import dataclass

from skill.speaker.device.profile import Json


@dataclass(frozen=True, slots=True)
class Heard:
    """The person said something."""

    text: str
    """The words."""
    intent: str
    """The intent it was taken for, or the request type where there is none."""
    slots: Json
    """Each filled slot: `{name: {"value": heard, "id": resolved or None}}`."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The person said something that Alexa answers herself: the skill never hears of it."""

    text: str
    """The words."""
    why: str
    """Why it is not the skill's."""


@dataclass(frozen=True, slots=True)
class Said:
    """The device began to say something."""

    text: str
    """The words alone."""
    ssml: str
    """As the skill sent it."""
    reprompt: str | None
    """The words that follow if nobody answers."""
    session_is_open: bool
    """Whether the device listens afterwards."""


@dataclass(frozen=True, slots=True)
class Played:
    """A stretch of a stream was heard."""

    token: str
    """The stream's name."""
    url: str
    """Where its sound is."""
    exercise: str | None
    """The exercise that the sound leads through, where its sheet says so."""
    from_ms: int
    """Where in the sound it began."""
    to_ms: int
    """Where in the sound it ended."""
    ended: str
    """`finished`, `stopped` or `failed`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The device told the skill something that nobody said."""

    type: str
    """The request's type."""
    token: str | None
    """The stream it is about, if any."""
    offset_ms: int | None
    """Where in that stream."""


@dataclass(frozen=True, slots=True)
class Launched:
    """Alexa launched the skill for a task, as her own routines do."""

    task: str
    """The task's name."""
    input: Json
    """What it was given."""


@dataclass(frozen=True, slots=True)
class Completed:
    """The skill ended the task that it was launched for."""

    code: str
    """How, in HTTP's codes."""
    message: str
    """The same in words, for developers."""
    result: Json
    """What whoever launched it learns."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that must not be: a rule of the platform, or what a script expects."""

    reason: str
    """What it is, and what was wanted."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the service keeps about the person at the end."""

    summary: Json
    """`{"runs": [...], "week": {...}}`."""


Line = Heard | Elsewhere | Said | Played | Sent | Launched | Completed | Broken | Stored
Journal = Callable[[Line], None]
"""Takes each line as it happens."""
