"""What was heard, and the moment it was heard in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

SlotJson: TypeAlias = dict[str, Any]
"""A slot as it stands in an Alexa request."""

FALLBACK = "AMAZON.FallbackIntent"
"""The intent of a sentence that means nothing to us."""
SOMETHING_WRONG = "SomethingWrongIntent"
"""The intent of a sentence by which the person may mean that they are in danger."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What the person can mean now; between two intents that fit, it decides."""

    question_open: bool = False
    """The skill has asked something and listens."""
    playing: bool = False
    """A track plays."""
    in_session: bool = False
    """A session of the skill is open, so its name need not be said."""
    now: datetime | None = None
    """The device's own time, which "tomorrow" is counted from; without it no such day is known."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a sentence is taken for."""

    request: Literal["LaunchRequest", "IntentRequest"]
    """The type of the request that it becomes."""
    intent: str | None
    """The intent's name; None for a launch."""
    slots: dict[str, SlotJson] = field(default_factory=dict)
    """Every slot of the intent by name, filled or not, as in a real request."""
    score: float = 1.0
    """How sure the hearing is, 0 to 1; 1 is a sentence of a template, word for word."""
    named: bool = False
    """The person used the skill's name."""
    text: str = ""
    """What was said."""
    left: str = ""
    """The words of another wish in it that is not acted on; empty for none."""

    @property
    def ask(self) -> str:
        """What has to be asked before anything else happens: "danger" where it is half like one."""
        return "danger" if self.intent == SOMETHING_WRONG else ""
