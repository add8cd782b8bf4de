"""What a device is put together from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from skill.speaker.device.cloud import Cloud, NoCloud
from skill.speaker.device.ears import Ears
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.journal import Journal
from skill.speaker.device.last_place import LastPlaceFile
from skill.speaker.device.loudspeaker import Loudspeaker
from skill.speaker.device.player import NEARLY_FINISHED_AFTER_MS, Player
from skill.speaker.device.profile import Profile
from skill.speaker.device.skill_client import SkillClient
from skill.speaker.device.sounds import Sounds


class MovableClock(Protocol):
    """The time, which the device moves on if it does not move by itself."""

    def now(self) -> datetime:
        """The present moment, with a zone."""
        ...

    def move_to(self, at_ms: int) -> None:
        """Moves on to milliseconds since 1970."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The ports of a device; every part of it takes what it needs from here."""

    envelopes: Envelopes
    """Writes its requests."""
    profile: Profile
    """What it can do."""
    door: SkillClient
    """The skill."""
    ears: Ears
    """Understands sentences."""
    sounds: Sounds
    """Knows how long sounds are."""
    loudspeaker: Loudspeaker
    """Makes them heard."""
    journal: Journal
    """Notes what happens."""
    clock: MovableClock
    """The time."""
    nearly_finished_after_ms: int = NEARLY_FINISHED_AFTER_MS
    """How long a stream has played when the device asks for the next."""
    make_player: Callable[[int], Player] = Player
    """Makes its player, which is given `nearly_finished_after_ms`."""
    cloud: Cloud = field(default_factory=NoCloud)
    """Alexa, from whom reminders and the like come."""
    last_place: LastPlaceFile | None = None
    """Outlives a power cut, as the memory of a device with a battery does; None for none."""
