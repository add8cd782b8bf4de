"""How somebody is nudged, and the skill sent a message: the ports, and what can be in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class NotSentError(Exception):
    """It did not go out, and may the next time."""


class HeldUpError(NotSentError):
    """Nobody's will go out now: too many at once, not let in, or nobody answers."""


class RefusedError(Exception):
    """This one will never go out."""


class Notifier(Protocol):
    """Tells a person that there is something to hear."""

    def notify(self, account: str, reference: str, now: datetime) -> None:
        """Tell somebody, once for each reference, however often it is called.

        Args:
            account: whom; their id at Alexa.
            reference: names this nudge; the same for every attempt at it.
            now: the present moment.

        Raises:
            NotSentError: it did not go out now.
            RefusedError: it never will.
        """
        ...


class Messenger(Protocol):
    """Sends to the skill itself, in the name of a person."""

    def send(self, account: str, data: Mapping[str, str]) -> None:
        """Send a message; it may come twice.

        Raises:
            NotSentError: it did not go out now.
            RefusedError: it never will.
        """
        ...


@dataclass(slots=True)
class FakeNotifier:
    """Takes each reference once, as Alexa does; for tests."""

    told: list[tuple[str, str]] = field(default_factory=list)
    """Account and reference of all that came, once each."""
    attempts: int = 0
    """How often it was called."""
    error: Exception | None = None
    """Raised in place of taking it."""

    def notify(self, account: str, reference: str, now: datetime) -> None:  # noqa: ARG002
        """Take it, unless it came before."""
        self.attempts += 1
        if self.error is not None:
            raise self.error
        if (account, reference) not in self.told:
            self.told.append((account, reference))


@dataclass(slots=True)
class FakeMessenger:
    """Takes every message; for tests."""

    sent: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Account and content of all that it took."""
    attempts: int = 0
    """How often it was called."""
    error: Exception | None = None
    """Raised in place of taking one."""

    def send(self, account: str, data: Mapping[str, str]) -> None:
        """Take it."""
        self.attempts += 1
        if self.error is not None:
            raise self.error
        self.sent.append((account, data))
