"""The seam to Alexa herself: what she knows of the person, and what comes from her."""

from collections.abc import Sequence
from typing import Protocol

from skill.speaker.device.errands import Errand
from skill.speaker.device.profile import Json


class Cloud(Protocol):
    """Alexa, as far as a device needs her."""

    def due_ms(self) -> int | None:
        """When the next errand comes, in ms since 1970; it may have passed. None for never."""
        ...

    def take(self, at_ms: int) -> Sequence[Errand]:
        """The errands that have come by a moment, each once."""
        ...

    def permissions(self) -> Json:
        """`context.System.user.permissions`."""
        ...

    def are_granted(self, scopes: Sequence[str]) -> bool:
        """Whether the person has allowed the skill all of these."""
        ...

    def consent_question(self, scopes: Sequence[str]) -> str:
        """How Alexa asks for them."""
        ...

    def decide(self, scopes: Sequence[str], *, granted: bool) -> None:
        """The person has allowed these to the skill, or denied them."""
        ...

    def turn_begins(self, request: Json) -> None:
        """The skill is asked, and may send a progressive response until the turn ends."""
        ...

    def turn_ends(self) -> None:
        """The skill has answered."""
        ...

    def notifications(self) -> Sequence[str]:
        """What waits to be heard, as sentences; it waits no longer."""
        ...


class NoCloud:
    """Nothing ever comes, and nothing is allowed."""

    def due_ms(self) -> int | None:
        """Never."""
        return None

    def take(self, at_ms: int) -> Sequence[Errand]:  # noqa: ARG002 - never
        """None."""
        return ()

    def permissions(self) -> Json:
        """None."""
        return {}

    def are_granted(self, scopes: Sequence[str]) -> bool:  # noqa: ARG002 - none are
        """Not."""
        return False

    def consent_question(self, scopes: Sequence[str]) -> str:
        """A plain one."""
        return f"Do you allow the skill {', '.join(scopes)}? You can say yes or no."

    def decide(self, scopes: Sequence[str], *, granted: bool) -> None:
        """Nobody remembers."""

    def turn_begins(self, request: Json) -> None:
        """Nobody follows."""

    def turn_ends(self) -> None:
        """Nobody follows."""

    def notifications(self) -> Sequence[str]:
        """None."""
        return ()
