"""That pain or a warning sign stopped the routine, and at which exercise."""

from dataclasses import dataclass
from enum import StrEnum


class Mood(StrEnum):
    """How the person is met."""

    READY = "ready"
    """No routine is under way."""
    GOING = "going"
    """A routine plays, or waits."""
    HURT = "hurt"
    """Pain or a warning sign stopped it."""
    REST = "rest"
    """They rest until the end of the day."""


_HALTING_INTENTS = {
    "HurtIntent",
    "EmergencyIntent",
    "SeeDoctorIntent",
    "LegPainIntent",
    "FaintIntent",
    "SomethingWrongIntent",
}
_HALTING_QUESTIONS = {"hurt", "enough", "danger", "leg_pain"}
"""What the skill asks about the body; a sentence of many meanings may lead there, too."""
_LASTS_MS = 12 * 3_600_000
"""The next day begins anew."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a routine stands."""

    run_id: str
    """Which run."""
    step: int
    """Index of the step."""


class HaltWatch:
    """Remembers where pain stopped the routine, until something is played again.

    It is known to this process only: pain is acted on and never stored.
    """

    def __init__(self) -> None:
        self._spot: Spot | None = None
        self._play = 0
        self._at_ms = 0
        self._is_halted = False

    def hear(self, intent: str) -> None:
        """A sentence was understood, and is about to be acted on."""
        if intent in _HALTING_INTENTS:
            self._is_halted = self._spot is not None

    def look(self, spot: Spot | None, play: int, question: str | None, at_ms: int) -> Spot | None:
        """Where the routine was halted; None when it was not.

        Args:
            spot: where the device is, None where nothing is under way; while halted, this may
                already be the next step.
            play: the number of the last stretch of playing.
            question: the kind of the question that is open; None for none.
            at_ms: the present moment.
        """
        if play != self._play or at_ms - self._at_ms > _LASTS_MS:
            self._is_halted = False
        if question in _HALTING_QUESTIONS:
            self._is_halted = self._spot is not None
        if not self._is_halted:
            self._spot, self._play, self._at_ms = spot, play, at_ms
        return self._spot if self._is_halted else None

    def forget(self) -> None:
        """The person's data was deleted."""
        self._spot, self._is_halted = None, False
