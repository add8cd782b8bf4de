"""Carries playback events to the skill, as reliably as a network does."""

from collections import defaultdict
from enum import StrEnum

from skill.speaker.device.playback import HappeningKind
from skill.speaker.device.profile import Json


class Fault(StrEnum):
    """What can happen to an event on its way."""

    LOSE = "lose"
    DOUBLE = "double"
    LATE = "late"


class Courier:
    """Decides which letters go out now, in which order.

    A late event goes out right after the next playback event that goes out; its body is as it was
    written, with the time and the player's state of when it happened.
    """

    def __init__(self) -> None:
        self._faults: dict[HappeningKind, list[Fault]] = defaultdict(list)
        self._kept_back: list[Json] = []

    def expect(self, fault: Fault, kind: HappeningKind) -> None:
        """The next event of that kind meets this fault; asked twice, the one after it as well."""
        self._faults[kind].append(fault)

    def take(self, kind: HappeningKind, letter: Json) -> list[Json]:
        """An event wants to go out; the letters to send now."""
        fault = self._faults[kind].pop(0) if self._faults[kind] else None
        if fault is Fault.LOSE:
            return []
        if fault is Fault.LATE:
            self._kept_back.append(letter)
            return []
        copies = [letter, letter] if fault is Fault.DOUBLE else [letter]
        return copies + self.left_over()

    def left_over(self) -> list[Json]:
        """The late letters that still wait; they wait no longer."""
        waiting, self._kept_back = self._kept_back, []
        return waiting
