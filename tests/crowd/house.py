"""Where the people of a crowd live, and the devices they have there."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from skill.speaker.device.device import Device
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.journal import Journal
from skill.speaker.device.parts import Parts
from skill.speaker.setting import Setting
from skill.speaker.virtual_clock import VirtualClock
from tests.crowd.door import CrowdDoor, Loader, OnAnswer, SharedTracks, Sign
from tests.crowd.phrases import Phrases
from tests.crowd.sky import Sky

START = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
"""When all lives begin: a Monday."""
REYKJAVIK = ZoneInfo("Atlantic/Reykjavik")
"""Where everybody lives: by Greenwich's time all year, so that days are the same when Alexa's
settings are not to be had."""


@dataclass(frozen=True)
class House:
    """Where somebody lives: the same for all people of a process."""

    port: int
    """Where the service is."""
    alexa_url: str
    """Where Alexa's own services are, or ought to be."""
    sky: Sky
    """What goes wrong around them."""
    tracks: SharedTracks
    """What they hear."""
    sign: Sign | None
    """Signs what their devices send; None for a door that verifies nothing."""
    seed: str
    """Makes all choices."""

    def furnished(
        self, user: str, number: int, clock: VirtualClock, journal: Journal, on_answer: OnAnswer
    ) -> tuple[Device, CrowdDoor, Loader]:
        """A device of somebody's, its way to the service, and what it loads tracks with."""
        setting = Setting(
            REYKJAVIK, user_id=user, device_id=f"amzn1.ask.device.{user[-8:]}.{number}"
        )
        identity = setting.identity(self.alexa_url, "token")
        door = CrowdDoor(self.port, clock, self.sky, self.sign, on_answer)
        loader = Loader(self.tracks, self.sky)
        parts = Parts(
            envelopes=Envelopes(identity, setting.profile, self.seed),
            profile=setting.profile,
            door=door,
            ears=Phrases(),
            sounds=loader,
            loudspeaker=loader,
            journal=journal,
            clock=clock,
        )
        return Device(parts), door, loader
